"""What a fresh stack starts with: an administrator, a user with a key, and a zone of theirs that is live."""

import json
import subprocess
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any

from orchestration.local import environments
from orchestration.local.layout import HOST, PUBLIC_SERVERS, Layout

ADMIN_EMAIL = "admin@zonehost.example"
USER_EMAIL = "demo@zonehost.example"
ZONE = "demo.example.org"


@dataclass(frozen=True, slots=True)
class Credentials:
    """How to sign in to the stack."""

    admin_password: str
    user_password: str
    user_api_key: str


def credentials(layout: Layout) -> Credentials:
    """Return the credentials of the stack, made when they are first asked for."""
    return Credentials(
        layout.password("admin_password"), layout.password("user_password"), layout.api_key("user_api_key")
    )


def create_users(layout: Layout) -> None:
    """Create the administrator and the demo user; on a stack that has them this is a sign-in and nothing more."""
    known = credentials(layout)
    marker = layout.state / "users_created"
    if marker.exists():
        return
    _cli(layout, ["create-admin", ADMIN_EMAIL], {"NEW_PASSWORD": known.admin_password})
    _cli(layout, ["create-user", USER_EMAIL, "--name", "Demo User"], {"NEW_PASSWORD": known.user_password})
    _cli(layout, ["create-key", USER_EMAIL, "--description", "demo"], {"NEW_KEY": known.user_api_key})
    marker.touch()


def create_zone(layout: Layout) -> None:
    """Create the demo zone with a record, and wait until it is live.

    Raises:
        SystemExit: the API refuses, or a public server does not serve the zone.
    """
    known = call(layout, "GET", "domains")
    if ZONE not in known["response"]:
        call(layout, "POST", "domains", {"data": {"domain": ZONE}})
        record = {"name": "www", "type": "A", "content": "192.0.2.80", "ttl": 300}
        call(layout, "POST", f"domains/{ZONE}/records?wait=20", {"data": {"records": [record]}})
    status = call(layout, "GET", f"domains/{ZONE}/status")["response"]
    if status["state"] != "live":
        raise SystemExit(f"The demo zone is not live: {json.dumps(status, indent=2)}")


def call(layout: Layout, verb: str, path: str, body: object = None) -> Any:
    """Make a request as the demo user.

    Raises:
        SystemExit: it is refused.
    """
    request = urllib.request.Request(
        f"http://{layout.address('api')}/1.0/{path}",
        method=verb,
        data=None if body is None else json.dumps(body).encode(),
        headers={"X-API-User": USER_EMAIL, "X-API-Key": credentials(layout).user_api_key},
    )
    try:
        with urllib.request.urlopen(request, timeout=40) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        raise SystemExit(f"{verb} {path}: {error.code} {error.read().decode()}") from error


def dig(layout: Layout) -> tuple[str, str]:
    """Return a command that asks the first public server for the demo record, and its answer."""
    port = layout.ports[PUBLIC_SERVERS[0]]
    command = ["dig", "+dnssec", "+noall", "+answer", f"@{HOST}", "-p", str(port), f"www.{ZONE}", "A"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=20)
    return " ".join(command), done.stdout.strip()


def _cli(layout: Layout, arguments: list[str], extra: dict[str, str]) -> None:
    command = [sys.executable, "-m", "api.cli", *arguments]
    environment = environments.of_api(layout) | extra
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\nfailed:\n{done.stdout}{done.stderr}")
