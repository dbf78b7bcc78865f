"""How a version of a zone came to be, in words."""

from collections.abc import Mapping
from typing import Any

THROUGH: Mapping[str, str] = {
    "session": "the dashboard",
    "password": "a password",
    "api_key": "a key",
    "domain_key": "a key of the zone",
    "token": "a token",
    "command_line": "the command line",
}
REASONS: Mapping[str, str] = {
    "create": "Created",
    "import": "Import",
    "restore": "Restored",
    "sync": "Published anew",
    "undelete": "Brought back",
    "alias": "Alias changed",
    "update": "Zone changed",
    "clone": "Copied records changed",
}


def through(version: Mapping[str, Any]) -> str:
    """Return what somebody made a version through: `the dashboard`, `key “laptop”`."""
    door = THROUGH.get(version["through"], str(version["through"]).replace("_", " "))
    description = version["key_description"]
    return f"{door.removeprefix('a ')} “{description}”" if description else door


def told(version: Mapping[str, Any]) -> str:
    """Return what a version did: `Added www A`, `Import: added www A, mail A and 7 more`."""
    summary = str(version["summary"])
    reason = REASONS.get(version["reason"])
    return f"{reason}: {summary}" if reason else summary[:1].upper() + summary[1:]
