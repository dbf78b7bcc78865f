"""The command line client: what it shows, and the exit statuses scripts rely on."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from orchestration.local.layout import REPOSITORY
from tests.stack import Stack


class CommandLine:
    """The client as a script runs it."""

    def __init__(self, stack: Stack, key_file: Path) -> None:
        user = stack.info["user"]
        key_file.write_text(user["api_key"] + "\n")
        self.environment = {
            "PATH": "/usr/bin:/bin",
            "ZONEHOST_API": stack.info["api"]["url"],
            "ZONEHOST_USER": user["email"],
            "ZONEHOST_KEY_FILE": str(key_file),
        }

    def __call__(self, *words: str, status: int = 0, given: str = "", **environment: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "client", *words],
            cwd=REPOSITORY,
            env=self.environment | environment,
            input=given,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == status, (done.stdout, done.stderr)
        return done.stdout if status == 0 else done.stderr + done.stdout


@pytest.fixture
def run(stack: Stack, tmp_path: Path) -> CommandLine:
    return CommandLine(stack, tmp_path / "key")


def test_values_are_added_removed_and_waited_for(stack: Stack, run: CommandLine) -> None:
    zone = stack.new_zone()
    assert "live" in run("add", zone, "www", "A", "192.0.2.1", "192.0.2.2", "--ttl", "300", "--wait", "30")
    for port in stack.public_ports.values():
        assert stack.values(port, f"www.{zone}", "A") == {"192.0.2.1", "192.0.2.2"}
    assert run("add", zone, "www", "A", "192.0.2.1") == "nothing to change\n"
    assert run("add", zone, "@", "MX", f"www.{zone}", "--priority", "10", "--dry-run").startswith("+  @")
    run("remove", zone, "www", "A", "192.0.2.2")
    listed = run("list", zone, "--name", "www")
    assert "192.0.2.1" in listed
    assert "192.0.2.2" not in listed
    assert json.loads(run("--json", "wait", zone))["state"] == "live"
    assert zone in run("zones")


def test_a_zone_is_exported_planned_imported_and_restored(stack: Stack, run: CommandLine, tmp_path: Path) -> None:
    zone = stack.create_zone()
    first = json.loads(run("--json", "status", zone))["serial"]
    run("add", zone, "old", "A", "192.0.2.1")
    exported = run("export", zone)
    file = tmp_path / "zone"
    file.write_text(exported.replace("192.0.2.1", "192.0.2.99"))
    plan = run("import", zone, str(file), "--dry-run")
    assert "-  old" in plan
    assert "+  old" in plan
    assert "Aborted" in run("import", zone, str(file), given="n\n", status=1)
    assert "192.0.2.1" in run("list", zone)
    run("import", zone, str(file), "--yes")
    assert "192.0.2.99" in run("list", zone)
    lines = run("history", zone).splitlines()
    assert len(lines) == 3
    assert "192.0.2.99" in run("history", zone, lines[0].split()[0])
    run("restore", zone, str(first), given="y\n")
    assert "192.0.2" not in run("list", zone)


def test_refusals_and_mistakes_can_be_told_apart(stack: Stack, run: CommandLine) -> None:
    zone = stack.create_zone()
    refused = run("add", zone, "www", "A", "no address", status=1)
    assert "refused" in refused
    assert "IPv4" in refused
    assert "refused: Unknown domain" in run("status", "nobody-has-this.org", status=1)
    assert "refused: Authentication required" in run("zones", status=1, ZONEHOST_KEY="wrong")
    run("add", zone, status=2)
    assert "A key is needed" in run("zones", status=2, ZONEHOST_KEY_FILE="")
    assert "does not answer" in run("zones", status=4, ZONEHOST_API="http://127.0.0.1:1")
