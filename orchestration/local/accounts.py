"""Which account each daemon runs under: its own where this is started by root, else that of who starts it."""

import os
import pwd
import subprocess
import sys
from functools import lru_cache
from pathlib import Path

from orchestration.local.layout import REPOSITORY


@lru_cache
def account(name: str, state: Path) -> str | None:
    """Return the account to switch to, or None to stay.

    Args:
        name: the system account of a daemon.
        state: the directory its state is below.
    """
    if os.geteuid() != 0 or not _exists(name):
        return None
    if not all(parent.stat().st_mode & 0o001 for parent in state.parents):
        return None
    return name


@lru_cache
def account_for_python(name: str, state: Path) -> str | None:
    """Return the account one of our own services can switch to: it has to reach the code and the interpreter, too."""
    if account(name, state) is None:
        return None
    command = ["runuser", "-u", name, "--", sys.executable, "-c", "import core.settings, sqlalchemy"]
    environment = {"PYTHONPATH": str(REPOSITORY), "PATH": "/usr/sbin:/usr/bin"}
    done = subprocess.run(command, cwd="/", env=environment, capture_output=True, check=False)
    return name if done.returncode == 0 else None


def give(path: Path, owner: str | None) -> None:
    """Hand a file or directory to an account."""
    if owner is not None:
        entry = pwd.getpwnam(owner)
        os.chown(path, entry.pw_uid, entry.pw_gid)


def let_read(directory: Path, reader: str | None) -> None:
    """Let the group of an account look into a directory, and nobody else."""
    if reader is not None:
        os.chown(directory, -1, pwd.getpwnam(reader).pw_gid)
        directory.chmod(0o750)


def _exists(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True
