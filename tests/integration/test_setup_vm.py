"""The setup script makes a machine that has nothing else of ours a public server; here below another root."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.named_server import new_secret

REPOSITORY = Path(__file__).parent.parent.parent
SYSTEM_PYTHON = Path("/usr/bin/python3")


def has_dnspython(python: Path) -> bool:
    return (
        python.exists()
        and subprocess.run([python, "-c", "import dns"], check=False, capture_output=True).returncode == 0
    )


# The distribution's Python and dnspython where they are: those are what the service will run on.
PYTHON = SYSTEM_PYTHON if has_dnspython(SYSTEM_PYTHON) else Path(sys.executable)


def setup(root: Path, *arguments: str, status: int = 0) -> str:
    command = [str(REPOSITORY / "publicdns/setup-vm"), "--root", str(root), "--no-packages", *arguments]
    environment = {"PATH": os.environ["PATH"], "ZONEHOST_PYTHON": str(PYTHON)}
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == status, ended.stderr
    return ended.stderr


@pytest.fixture
def root(tmp_path: Path) -> Path:
    file = tmp_path / "settings"
    file.write_text(f"# the key\nPUBLICDNS_TSIG_NAME=public-1\nPUBLICDNS_TSIG_SECRET={new_secret()}\n")
    setup(tmp_path / "root", "--env", str(file), "CATALOG=catalog.test", "PRIMARY_ADDRESS=192.0.2.1")
    return tmp_path / "root"


def content(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_the_installed_copy_runs_without_anything_else_of_ours(root: Path, tmp_path: Path) -> None:
    settings = dict(line.split("=", 1) for line in (root / "etc/zonehost/catalog-sync.env").read_text().splitlines())
    ended = subprocess.run(
        [PYTHON, "-B", "-m", "publicdns", "health"],
        cwd=root / "opt/zonehost-publicdns",
        env={**settings, "PUBLICDNS_STATE_DIRECTORY": str(tmp_path / "nowhere")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "no health file" in ended.stdout, ended.stderr
    assert ended.returncode == 1


def test_running_it_again_changes_nothing(root: Path) -> None:
    before = content(root)
    setup(root)
    assert content(root) == before


def test_one_setting_can_be_changed_and_the_others_stay(root: Path) -> None:
    before = (root / "etc/bind/named.conf").read_text()
    setup(root, "PRIMARY_ADDRESS=192.0.2.99")
    assert (root / "etc/bind/named.conf").read_text() == before.replace("192.0.2.1 ", "192.0.2.99 ")


def test_secrets_are_not_readable_by_everybody_and_the_service_does_not_see_the_primarys(root: Path) -> None:
    for name in ("etc/zonehost/publicdns.env", "etc/zonehost/catalog-sync.env", "etc/bind/named.conf"):
        assert (root / name).stat().st_mode & 0o007 == 0, name
    assert "TSIG" not in (root / "etc/zonehost/catalog-sync.env").read_text()


def test_a_configuration_of_the_distribution_is_kept_aside(root: Path) -> None:
    (root / "etc/bind/named.conf").write_text("// of the distribution\n")
    setup(root)
    setup(root)
    assert (root / "etc/bind/named.conf.before-zonehost").read_text() == "// of the distribution\n"


def test_what_is_missing_stops_it_with_its_name(tmp_path: Path) -> None:
    said = setup(tmp_path / "root", "CATALOG=catalog.test", status=2)
    assert "PUBLICDNS_PRIMARY_ADDRESS is not set" in said
    assert "PUBLICDNS_TSIG_SECRET is not set" in said
    assert not (tmp_path / "root/etc/bind/named.conf").exists()
