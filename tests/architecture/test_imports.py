"""Who may import whom: the contracts of pyproject.toml hold, and each of them refuses what it names."""

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import grimp
import pytest

from tests.architecture.sources import PACKAGES, REPOSITORY, modules, shown, tree

# a module that breaks each contract, by the contract's id: where it stands and what is in it
OFFENCES = {
    "services": ("cron/offence.py", "import worker.handlers"),
    "core-layers": ("core/stray.py", '"""In no layer."""'),
    "core-knows-no-service": ("core/zone/offence.py", "import api.actor"),
    "zone-is-pure": ("core/zone/clock.py", "import time"),
    "one-file-per-wire": ("cron/redis_offence.py", "import redis"),
    "routes": ("api/general/routes.py", "import core.models"),
    "actions": ("api/records/actions.py", "import flask"),
    "api-wires": ("api/wire_offence.py", "import core.rndc"),
    "jobs-submit-no-jobs": ("worker/retire_zone.py", "import core.queue"),
    "cron-only-asks": ("cron/zone_offence.py", "import core.zone.names"),
    "web-speaks-http": ("web/offence.py", "import core.models"),
    "web-paths": ("web/pages/offence.py", "import requests"),
    "bind-is-configuration": ("bind/offence.py", "import core.models"),
    "publicdns-stands-alone": ("publicdns/offence.py", "import core.settings"),
    "client-stands-alone": ("client/offence.py", "import core.errors"),
    "orchestration-knows-processes": ("orchestration/offence.py", "import core.errors"),
}

# modules of dnspython that open sockets, and who may: what speaks DNS to name servers
SPEAKS_DNS = re.compile(r"dns\.(query|resolver|asyncquery|asyncresolver|update)\b")
DNS_SPEAKERS = {"worker/catalog_zone.py", "worker/read_ds.py", "worker/signing_state.py"}


def lint_imports(directory: Path) -> subprocess.CompletedProcess[str]:
    """Check the contracts on the packages of a directory."""
    program = Path(sys.executable).with_name("lint-imports")
    command = [str(program), "--no-cache", "--no-logo", "--config", "pyproject.toml"]
    return subprocess.run(command, cwd=directory, capture_output=True, text=True, check=False, timeout=120)


def contracts() -> dict[str, str]:
    """Return the name of each contract by its id."""
    text = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")
    return dict(re.findall(r'^id = "(.*)"\nname = "(.*)"$', text, re.MULTILINE))


def test_the_contracts_hold() -> None:
    done = lint_imports(REPOSITORY)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def report_on_offences(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give what is said of a copy of the code in which every contract is broken."""
    copy = tmp_path_factory.mktemp("offences")
    for package in PACKAGES:
        shutil.copytree(REPOSITORY / package, copy / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(REPOSITORY / "pyproject.toml", copy)
    for name, line in OFFENCES.values():
        path = copy / name
        path.write_text((path.read_text(encoding="utf-8") if path.exists() else "") + f"\n{line}\n", encoding="utf-8")
    return lint_imports(copy).stdout


def test_every_contract_has_an_offence_to_be_tried_on() -> None:
    assert contracts().keys() == OFFENCES.keys()


@pytest.mark.parametrize("contract", OFFENCES)
def test_a_contract_refuses_what_it_names(contract: str, report_on_offences: str) -> None:
    # a name that is too long for a line is wrapped
    said = " ".join(report_on_offences.split())
    assert f"{contracts()[contract]} BROKEN" in said, report_on_offences


def imported_names(path: Path) -> set[str]:
    """Return every module, or member of one, that a file imports."""
    names = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{name.name}" for name in node.names}
    return names


def test_only_what_speaks_to_name_servers_imports_the_parts_of_dnspython_that_do() -> None:
    speakers = {shown(path) for path in modules(*PACKAGES) if any(map(SPEAKS_DNS.match, imported_names(path)))}
    assert speakers == DNS_SPEAKERS


def test_setup_vm_takes_along_exactly_what_publicdns_imports_of_core() -> None:
    graph = grimp.build_graph(*PACKAGES)
    wanted = {module for module in graph.find_upstream_modules("publicdns", as_package=True) if module[:4] == "core"}
    # a package is imported with each of its modules
    wanted |= {module.rpartition(".")[0] for module in wanted if "." in module}
    script = (REPOSITORY / "publicdns/setup-vm").read_text(encoding="utf-8")
    taken = {
        name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for name in re.findall(r"\bcore/[\w/]+\.py\b", script)
    }
    assert taken == wanted
