"""Keys as their owners make them, and requests made with them."""

import functools
import json
import uuid
from typing import Any

from tests.people import Person, basic, request_as
from tests.stack import Answer

ACME = "_acme-challenge"


@functools.cache
def session_of(person: Person) -> str:
    """Start a session by password: the password itself is slow to check, as it should be."""
    started = request_as(person.stack, basic(person.email, person.password), "GET", "session")
    return str(started.response["session"])


def by_password(person: Person, verb: str, path: str, data: object = None, *, body: object = None) -> Answer:
    return request_as(person.stack, {"X-Session-ID": session_of(person)}, verb, path, data, body=body)


def new_zone(person: Person, name: str | None = None) -> str:
    zone = name or f"k{uuid.uuid4().hex[:12]}.org"
    assert by_password(person, "POST", "domains", {"domain": zone}).status == 200
    return zone


class MadeKey:
    """A key as its owner got it."""

    def __init__(self, person: Person, **members: Any) -> None:
        self.person = person
        created = by_password(person, "POST", "users/self/keys", {"description": "made", **members}).response
        [(self.secret, self.shown)] = created.items()
        self.id = self.shown["id"]
        self.headers = {"X-API-User": person.email, "X-API-Key": self.secret}

    def api(self, verb: str, path: str, data: object = None, *, body: object = None) -> Answer:
        return request_as(self.person.stack, self.headers, verb, path, data, body=body)

    def batch(self, zone: str, *entries: dict[str, Any]) -> Answer:
        return self.api("POST", f"domains/{zone}/records", {"records": list(entries)})


def writing_key(person: Person, **limits: Any) -> MadeKey:
    return MadeKey(person, domains_read=True, domains_write=True, **limits)


def records_of(person: Person, zone: str) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = by_password(person, "GET", f"domains/{zone}/records").response["records"]
    return records


def add(person: Person, zone: str, *entries: dict[str, Any]) -> list[int]:
    added = by_password(person, "POST", f"domains/{zone}/records", {"records": list(entries)}).response["changed"]
    return [record["id"] for record in added]


def denials(person: Person, path: str = "users/self/audit") -> list[dict[str, Any]]:
    listed = by_password(person, "GET", f"{path}?filter[type]=apikey.denied").response["entries"]
    return [{**entry, "args": json.loads(entry["args"])} for entry in listed]
