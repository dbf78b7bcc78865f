"""Debian confines named to /etc/bind and /var: a copy under another path is not bound by that profile."""

import shutil
from pathlib import Path

PROFILES = Path("/sys/kernel/security/apparmor/profiles")


def unconfined(program: str, state: Path) -> str:
    """Return a path of a program at which it can reach files below the state directory.

    Args:
        program: as Debian installs it.
        state: where a copy is made if AppArmor has a profile for it.
    """
    try:
        profiles = PROFILES.read_text(encoding="utf-8")
    except OSError:
        return program
    name = Path(program).name
    if not any(line.startswith((program, name)) for line in profiles.splitlines()):
        return program
    copy = state / "bin" / name
    copy.parent.mkdir(mode=0o755, exist_ok=True)
    if not copy.exists() or copy.stat().st_mtime < Path(program).stat().st_mtime:
        shutil.copy2(program, copy)
    return str(copy)
