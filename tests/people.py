"""Users of a running platform beside the demo user, and requests made as one of them or by hand."""

import base64
import http.client
import json
import subprocess
import sys
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import requests

from orchestration.local import environments
from orchestration.local.layout import REPOSITORY
from tests.stack import Answer, Stack

JUNK_TIMEOUT = 60


def send(
    stack: Stack, verb: str, path: str, body: bytes | str | None = None, headers: Mapping[str, str] | None = None
) -> Answer:
    """Make a request exactly as it is written, signed in as nobody.

    Args:
        stack: whose API.
        verb: of HTTP.
        path: all of it, as it stands in the request line.
        body: as it is sent.
        headers: all that are sent beside Host and Content-Length.
    """
    connection = http.client.HTTPConnection(stack.info["api"]["url"].partition("//")[2], timeout=JUNK_TIMEOUT)
    try:
        connection.request(verb, path, body.encode() if isinstance(body, str) else body, dict(headers or {}))
        answer = connection.getresponse()
        text = answer.read().decode()
    finally:
        connection.close()
    try:
        content = json.loads(text)
    except ValueError:
        content = {"text": text}
    return Answer(answer.status, content, dict(answer.getheaders()), 0.0)


def basic(name: str, secret: str) -> dict[str, str]:
    """Return the header of HTTP Basic."""
    return {"Authorization": "Basic " + base64.b64encode(f"{name}:{secret}".encode()).decode()}


def demo_headers(stack: Stack) -> dict[str, str]:
    """Return the headers the demo user signs in with."""
    user = stack.info["user"]
    return {"X-API-User": user["email"], "X-API-Key": user["api_key"]}


@dataclass(frozen=True)
class Person:
    """A user with a password, a key for everything and a key that may only read."""

    stack: Stack
    email: str
    password: str
    key: str
    reading_key: str

    @property
    def headers(self) -> dict[str, str]:
        """What they sign in with."""
        return {"X-API-User": self.email, "X-API-Key": self.key}

    @property
    def reading_headers(self) -> dict[str, str]:
        """What signs them in without the right to write."""
        return {"X-API-User": self.email, "X-API-Key": self.reading_key}

    def api(self, verb: str, path: str, data: object = None, *, body: object = None) -> Answer:
        """Make a request as this user; see `Stack.api`."""
        return request_as(self.stack, self.headers, verb, path, data, body=body)


def request_as(
    stack: Stack, headers: Mapping[str, str], verb: str, path: str, data: object = None, *, body: object = None
) -> Answer:
    """Make a request with a JSON body under these headers."""
    url = f"{stack.info['api']['url']}/1.0/{path}"
    wrapped = {"data": data} if data is not None else body
    answer = requests.request(verb, url, json=wrapped, headers=dict(headers), timeout=JUNK_TIMEOUT)
    return Answer(answer.status_code, answer.json(), dict(answer.headers), 0.0)


def new_person(stack: Stack) -> Person:
    """Create a user nobody else uses."""
    email = f"p{uuid.uuid4().hex[:12]}@people.example"
    person = Person(stack, email, uuid.uuid4().hex, str(uuid.uuid4()).upper(), str(uuid.uuid4()).upper())
    command_line(stack, "create-user", email, "--name", "Ana Silva", NEW_PASSWORD=person.password)
    command_line(stack, "create-key", email, "--description", "all", NEW_KEY=person.key)
    command_line(stack, "create-key", email, "--description", "read", "--read-only", NEW_KEY=person.reading_key)
    return person


def new_user(stack: Stack) -> Person:
    """Create a user nobody else uses, who has a password and no keys; quicker than `new_person`."""
    admin = basic(stack.info["admin"]["email"], stack.info["admin"]["password"])
    person = Person(stack, f"u{uuid.uuid4().hex[:12]}@people.example", uuid.uuid4().hex, "", "")
    wanted = {"email": person.email, "realname": "Ana Silva", "password": person.password}
    created = request_as(stack, admin, "POST", "users/create", wanted)
    assert created.status == 200, created.body
    return person


def command_line(stack: Stack, *arguments: str, **environment: str) -> str:
    """Run a command of the API's command line and return what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "api.cli", *arguments],
        env=environments.of_api(stack.layout) | environment,
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def plain_zone(stack: Stack, **options: Any) -> str:
    """Create a zone of the demo user without waiting for name servers, and return its name."""
    zone = f"p{uuid.uuid4().hex[:12]}.org"
    answer = stack.api("POST", "domains", {"domain": zone, **options})
    assert answer.status == 200, answer.body
    return zone


def state_of(stack: Stack, zone: str) -> tuple[object, ...]:
    """Return everything a refusal must leave alone: the domain, its records and who may touch it."""
    paths = (f"domains/{zone}", f"domains/{zone}/records", f"domains/{zone}/access")
    domain, *others = (stack.api("GET", path).response for path in paths)
    # the name server shows its keys when it has made them, whatever is refused meanwhile
    return {name: value for name, value in domain.items() if name != "DNSSEC"}, *others
