"""`.env.example` names exactly the variables the code asks for, with the defaults the code has."""

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from bind.render_config import BindSettings
from core.settings import ApiSettings, CronSettings, DatabaseSettings, Reader, WebSettings, WorkerSettings, read_level
from orchestration.local import environments
from orchestration.local.layout import DEFAULT_PORTS, PUBLIC_SERVERS, Layout
from publicdns.settings import server_settings, service_settings
from tests.architecture.sources import REPOSITORY, modules, tree

# `NAME=default`, or `# NAME=example` where leaving it out means something no value says
LINE = re.compile(r"(?:# )?([A-Z][A-Z0-9_]+)=(.*)")

GROUPS = (DatabaseSettings, ApiSettings, WebSettings, WorkerSettings, CronSettings, BindSettings)

# what the interpreter wants to know, not we
OF_PYTHON = {"PATH", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"}


class RecordingReader(Reader):
    """A reader that remembers the defaults it was given, None for what has to be there."""

    def __init__(self) -> None:
        super().__init__({})
        self.defaults: dict[str, str | None] = {}

    def text(self, name: str, default: str | None = None) -> str:
        """Return the default."""
        self.defaults[name] = default
        return super().text(name, default)


class RecordingEnvironment(Mapping[str, str]):
    """An empty environment that remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked_for: set[str] = set()

    def __getitem__(self, name: str) -> str:
        self.asked_for.add(name)
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def example() -> dict[str, str]:
    """Return what `.env.example` says; a variable stands in it once."""
    lines = (REPOSITORY / ".env.example").read_text(encoding="utf-8").splitlines()
    pairs = [(match[1], match[2]) for match in map(LINE.fullmatch, lines) if match]
    names = [name for name, _value in pairs]
    assert len(names) == len(set(names)), "a variable stands twice in .env.example"
    return dict(pairs)


def defaults_by_reader() -> dict[str, str | None]:
    """Return the variables that are read by way of a Reader, with their defaults."""
    reader = RecordingReader()
    for group in GROUPS:
        group.read(reader)
    read_level(reader)
    for path in modules("api", "web", "worker", "cron", "bind"):
        for name, default in _literal_calls(path, lambda called: called == "reader.text"):
            reader.defaults.setdefault(name, default)
    return reader.defaults


def defaults_by_environment() -> dict[str, str | None]:
    """Return the variables that are taken from the environment by name, without a Reader, with their defaults."""
    wanted = {"os.environ.get", "os.getenv", "os.environ.__getitem__"}
    services = modules("core", "api", "web", "worker", "cron", "bind", "publicdns")
    return {name: default for path in services for name, default in _literal_calls(path, wanted.__contains__)}


def names_of_publicdns() -> set[str]:
    """Return what the public server asks for, without the `_FILE` a secret may come by."""
    environment = RecordingEnvironment()
    for read in (service_settings, server_settings):
        with pytest.raises(Exception, match="settings missing"):
            read(environment)
    return {name for name in environment.asked_for if name.removesuffix("_FILE") not in environment.asked_for - {name}}


def _literal_calls(path: Path, is_wanted: Callable[[str], bool]) -> Iterator[tuple[str, str | None]]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
            called, arguments = "os.environ.__getitem__", [node.slice]
        elif isinstance(node, ast.Call):
            called, arguments = ast.unparse(node.func), node.args
        else:
            continue
        if is_wanted(called) and isinstance(arguments[0], ast.Constant):
            second = arguments[1] if len(arguments) > 1 else None
            yield str(arguments[0].value), str(second.value) if isinstance(second, ast.Constant) else None


def test_the_example_names_exactly_the_variables_the_code_asks_for() -> None:
    assert set(example()) == defaults_by_reader().keys() | defaults_by_environment().keys() | names_of_publicdns()


def test_a_required_variable_has_no_value_and_any_other_its_default() -> None:
    given = example()
    for name, default in defaults_by_reader().items():
        assert given[name] == (default or ""), name
    for name, default in defaults_by_environment().items():
        assert default is None or given[name] == default, name


def test_the_defaults_of_the_public_server_are_those_of_the_code() -> None:
    given = {name: value for name, value in example().items() if name.startswith("PUBLICDNS_")}
    missing = {name: _stand_in(name) for name, value in given.items() if not value and "LISTEN" not in name}
    for read in (service_settings, server_settings):
        assert read(given | missing) == read(missing)


def _stand_in(name: str) -> str:
    if name.endswith("_SECRET"):
        return "c2l4dGVlbiBvY3RldHMhIQ=="
    return "192.0.2.1" if name.endswith("_ADDRESS") else "something.example"


def test_the_local_stack_gives_every_service_what_it_needs_and_nothing_unknown(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    layout.prepare()
    layout.ports = dict(DEFAULT_PORTS)
    given: list[tuple[Callable[[Reader], object], dict[str, str]]] = [
        (ApiSettings.read, environments.of_api(layout)),
        (WebSettings.read, environments.of_web(layout)),
        (WorkerSettings.read, environments.of_worker(layout)),
        (CronSettings.read, environments.of_python(layout)),
        (BindSettings.read, environments.of_primary(layout)),
    ]
    public = [environments.of_public_server(layout, name) for name in PUBLIC_SERVERS]
    for read, environment in given:
        reader = Reader(environment)
        read(reader)
        reader.finish()
    for environment in public:
        service_settings(environment)
        server_settings(environment)
    known = set(example()) | OF_PYTHON
    environments_given = [*public, *(environment for _read, environment in given)]
    assert {name for environment in environments_given for name in environment} <= known
