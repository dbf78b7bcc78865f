"""The rules of the house that a machine can check: names, docstrings, sizes, and nothing of one machine."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from orchestration.local.layout import DEFAULT_PORTS, Layout
from orchestration.local.programs import programs
from tests.architecture.sources import PACKAGES, REPOSITORY, SERVICES, modules, shown, text_files, tree

LONGEST_FUNCTION = 50
LONGEST_FILE = 400

# names that say nothing of what is inside
EMPTY_NAMES = re.compile(r"(utils?|helpers?|common|lib|misc|tools)(_.*)?$")

# Migrations are a record of what was done to the tables: as long as that was, and named by number.
MIGRATIONS = REPOSITORY / "core/migrations/versions"

# a path below a person's own directory, or the place this was checked out at
MACHINE_PATHS = re.compile(rf"(?<![\w.])(?:/(?:home|Users)/[\w.-]+|{re.escape(str(REPOSITORY))}\b)")


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Yield the functions of a module with their length in lines, without the functions inside them."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            inner = [child for child in node.body if isinstance(child, ast.FunctionDef)]
            yield node.name, _lines(node) - sum(_lines(child) for child in inner)


def _lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    # without its decorators: those of a test may hold a long table
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_every_module_has_a_docstring_of_a_few_lines() -> None:
    docstrings = {shown(path): ast.get_docstring(tree(path)) for path in modules()}
    assert [name for name, text in docstrings.items() if not text] == []
    assert [name for name, text in docstrings.items() if text and len(text.splitlines()) > 6] == []


def test_no_function_is_longer_than_fifty_lines() -> None:
    long = {
        f"{shown(path)} {name}": lines
        for path in modules()
        if MIGRATIONS not in path.parents
        for name, lines in functions(path)
        if lines > LONGEST_FUNCTION
    }
    assert long == {}


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    lengths = {shown(path): len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_no_module_is_named_for_nothing() -> None:
    parts = {shown(path): path.relative_to(REPOSITORY).with_suffix("").parts for path in modules()}
    assert {name for name, words in parts.items() if any(map(EMPTY_NAMES.fullmatch, words))} == set()


def test_nothing_names_a_path_of_one_machine() -> None:
    found = {shown(path): MACHINE_PATHS.findall(path.read_text(encoding="utf-8")) for path in text_files()}
    assert {name: paths for name, paths in found.items() if paths} == {}


@pytest.mark.parametrize("package", PACKAGES)
def test_a_folder_is_a_package_that_says_what_it_is(package: str) -> None:
    assert ast.get_docstring(tree(REPOSITORY / package / "__init__.py"))


def test_unit_tests_are_in_folders_of_the_packages_they_test() -> None:
    folders = {path.name for path in (REPOSITORY / "tests/unit").iterdir() if path.name != "__pycache__"}
    assert folders <= set(PACKAGES)


def test_a_service_signs_its_log_lines_with_the_name_of_its_folder() -> None:
    signed = {
        (shown(path).split("/")[0], node.args[0].value)
        for path in modules(*SERVICES)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "configure"
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }
    assert signed == {(name, name) for name in ("api", "web", "worker", "cron")}
    assert '"service": "publicdns"' in (REPOSITORY / "publicdns/logs.py").read_text(encoding="utf-8")


def test_a_process_of_the_local_stack_has_the_name_of_its_folder(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    layout.prepare()
    layout.ports = dict(DEFAULT_PORTS)
    commands = {program.name: program.command for program in programs(layout)}
    assert commands["worker"][-2:] == ["-m", "worker"]
    assert commands["cron"][-2:] == ["-m", "cron"]
    assert commands["api"][-1] == "api.wsgi:application"
    assert commands["web"][-1] == "web.wsgi:application"
    assert commands["ns1_sync"][-2:] == ["-m", "publicdns"]
