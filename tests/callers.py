"""Everybody who may call the API, each with things of their own that paths can name."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import requests

from tests.people import basic, command_line, new_person
from tests.stack import Stack


@dataclass
class Caller:
    """Somebody who makes requests.

    Attributes:
        headers: what they sign in with, empty for nobody.
        there: values of path parameters that lead somewhere, by name, or by the beginning of the path and the name.
    """

    headers: dict[str, str]
    there: dict[str, Any]

    def values(self, path: str, names: Sequence[str]) -> dict[str, Any]:
        """Return the values that lead somewhere, for a path and the names of its parameters, in their order."""
        found = {}
        for name in names:
            beginnings = (f"{beginning}:{name}" for beginning in ("domains", "users") if f"/{beginning}/" in path)
            for known in (*beginnings, name):
                if known in self.there:
                    found[name] = self.there[known]
                    break
        return found

    def is_still_there(self, stack: Stack) -> bool:
        """Tell whether they still have what they had: requests may have ended their session or deleted their domain."""
        if not self.headers:
            return True
        url = f"{stack.info['api']['url']}/1.0/domains/{self.there['domain']}"
        return requests.get(url, headers=self.headers, timeout=60).status_code == 200


def nobody(_stack: Stack) -> Caller:
    """Return who has not signed in."""
    return Caller({}, {"domain": "first.org", "user": "self"})


def user(stack: Stack) -> Caller:
    """Return a user with a session, which may do all that a user may."""
    person = new_person(stack)
    return _with_session(stack, person.email, person.password)


def reader(stack: Stack) -> Caller:
    """Return a user with a key that may only read."""
    person = new_person(stack)
    caller = _with_session(stack, person.email, person.password)
    return Caller(person.reading_headers, caller.there)


def domain_key(stack: Stack) -> Caller:
    """Return who holds a key of one domain."""
    owner = user(stack)
    domain = owner.there["domain"]
    made = ask(stack, owner.headers, "POST", f"domains/{domain}/keys", {"description": "all", "domains_write": True})
    (key,) = made
    return Caller({"X-Domain": domain, "X-Domain-Key": key}, owner.there)


def administrator(stack: Stack) -> Caller:
    """Return an administrator with a session, and a user they may do anything to."""
    email, password = f"a{uuid.uuid4().hex[:12]}@people.example", uuid.uuid4().hex
    command_line(stack, "create-admin", email, NEW_PASSWORD=password)
    caller = _with_session(stack, email, password)
    other = new_person(stack)
    ((caller.there["user"],),) = stack.sql(f"SELECT id FROM users WHERE email = '{other.email}'")
    article = {"title": "Planned work", "content": "Tonight", "visiblefrom": 1700000000, "visibleuntil": -1}
    caller.there["article_id"] = ask(stack, caller.headers, "POST", "admin/articles", article)["id"]
    caller.there["job_id"] = ask(stack, caller.headers, "GET", "system/jobs/list")["jobs"][0]["id"]
    return caller


def ask(stack: Stack, headers: Mapping[str, str], verb: str, path: str, data: object = None) -> Any:
    """Make a request that has to succeed, and return the payload."""
    url = f"{stack.info['api']['url']}/1.0/{path}"
    body = None if data is None else {"data": data}
    answer = requests.request(verb, url, headers=dict(headers), json=body, timeout=60)
    assert answer.status_code == 200, answer.text
    return answer.json()["response"]


def _with_session(stack: Stack, email: str, password: str) -> Caller:
    """Return a user with a session, and with one of everything a user can have."""
    headers = {"X-Session-ID": ask(stack, basic(email, password), "GET", "session")["session"]}
    domain = f"d{uuid.uuid4().hex[:12]}.org"
    ask(stack, headers, "POST", "domains", {"domain": domain})
    records = [{"name": "www", "type": "A", "content": "192.0.2.1"}, {"name": "www", "type": "TXT", "content": "x"}]
    changed = ask(stack, headers, "POST", f"domains/{domain}/records", {"records": records})
    hook = {"url": "https://hooks.first.org/", "password": "x"}
    ask(stack, headers, "POST", f"domains/{domain}/hooks", hook)
    for keys in (f"domains/{domain}/keys", "users/self/keys"):
        ask(stack, headers, "POST", keys, {"description": "one", "domains_write": True})
    ask(stack, headers, "POST", "users/self/2fa", {"description": "phone"})
    there = {
        "domain": domain,
        "name": "www",
        "record_type": "TXT",
        "record_id": changed["changed"][0]["id"],
        "serial": changed["serial"],
        "user": "self",
    }
    for name, path in {
        "hook_id": f"domains/{domain}/hooks",
        "domains:key": f"domains/{domain}/keys",
        "users:key": "users/self/keys",
        "factor_id": "users/self/2fa",
    }.items():
        there[name] = next(iter(ask(stack, headers, "GET", path)))
    return Caller(headers, there)
