"""The authorisation matrix: every path and verb the API has, for everybody who might ask (quality: security laws).

It is generated from the routes, so a new one is in it; one that the matrix has no expectation for fails it.
"""

import tempfile
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import requests

from api.openapi.operations import Operation
from api.secrets_of_users import hash_key, mask_key, new_key
from core.db import create_database_engine
from core.settings import DatabaseSettings, load
from orchestration.local import environments
from tests.authorisation import (
    FLAGS,
    KEY_IN_PATH,
    LEVEL_BY_BODY,
    OF_ADMINISTRATORS,
    Actor,
    all_operations,
    changes_something,
    check_is_covered,
    expected,
    label,
    refused,
)
from tests.people import request_as
from tests.stack import Answer, Stack

OPERATIONS = all_operations(Path(tempfile.mkdtemp(prefix="routes-")))

NOT_THERE = "999999999"
# parameters of paths for which there is something
KNOWN_PARAMETERS = frozenset({"domain", "record_id", "serial", "name", "record_type", "key", "user"})

ZONE_FILE = "@ SOA ns1.example.net. x.example.net. 1 2 3 4 5\n@ NS ns1.example.net.\n"

# what a request carries where the example of its schema would not do; `{zone}` stands for the zone
BODIES: Mapping[str, Any] = {
    "ChangeRecords": {"records": [{"name": "new", "type": "A", "content": "192.0.2.9"}]},
    "ChangeRecord": {"content": "192.0.2.7"},
    "ImportZone": {"zone": ZONE_FILE},
    "ChangeAccess": {"access": {"nobody@people.example": "read"}},
    "Challenge": {"fqdn": "_acme-challenge.{zone}.", "value": "x"},
    "UpdateDomain": {"defaultttl": 600},
    "SignedChallenge": {"credential": {"id": "x"}},
    "CreatePasskey": {"credential": {"id": "x"}, "description": "matrix"},
    "KeyWish": {"description": "matrix"},
    "ApiKeyWish": {"description": "matrix"},
}

# the account's own password, mail address and settings want more than a key that may write (API 1.0 §10.4)
WANTS_A_FULL_KEY = frozenset(
    {
        "POST /1.0/users/{user}",
        "DELETE /1.0/users/{user}",
        "DELETE /1.0/users/self/confirm/{confirm_code}",
        "DELETE /1.0/users/self/confirm/{confirm_code}/{second_factor}",
    }
)
# what could do more than a key is made by no key
BY_NO_KEY = frozenset({"POST /1.0/users/{user}/passkeys", "POST /1.0/users/{user}/passkeys/options"})
# who may see everybody is not shown themselves alone by a key that may not (API 1.0 §10.4)
LIST_OF_USERS = "GET /1.0/users"


@dataclass
class Zone:
    """A zone with something in it, and who may do what with it.

    Attributes:
        name: of the zone.
        record_id: of an A record of `www`.
        serial: of its present version.
        domain_key: a key of it that may write.
        domain_key_id: its id.
    """

    name: str
    record_id: int
    serial: int
    domain_key: str
    domain_key_id: str


class Cast:
    """Everybody who asks, and what they ask about."""

    def __init__(self, stack: Stack) -> None:
        environment = environments.of_api(stack.layout)
        self.stack = stack
        self.spare_keys = 0
        self._pepper = environment["API_KEY_PEPPER"]
        settings, _level = load(environment, DatabaseSettings.read)
        # a client of its own for every question takes longer than all requests together
        self._database = create_database_engine(settings).connect().execution_options(isolation_level="AUTOCOMMIT")
        levels = ("owner", "admin", "writer", "reader", "other tenant", "administrator")
        self.users = {name: self.new_user(name) for name in levels}
        self.actors = self._actors()
        self.victim = self.new_user("victim")
        self.shared = self.new_zone()

    def _actors(self) -> list[Actor]:
        owner = self.users["owner"][1]
        limited = {"records": '{"names":["of-nobody"]}', "zones": '{"zones":["of-nobody.org"]}'}
        everything = FLAGS | {"domains_create"}
        return [
            Actor("anonymous", {}),
            *(
                Actor(name, self.new_key(self.users[name][0], self.users[name][1]), level, everything)  # type: ignore[arg-type]
                for name, level in (("owner", "owner"), ("admin", "admin"), ("writer", "write"), ("reader", "read"))
            ),
            Actor("other tenant", self.new_key(*self.users["other tenant"]), "none", everything),
            Actor(
                "key without a flag",
                self.new_key(self.users["owner"][0], owner, flags=frozenset()),
                "owner",
                frozenset({"domains_create"}),
            ),
            *(
                Actor(
                    f"key limited to {limits}",
                    self.new_key(self.users["owner"][0], owner, scope=scope),
                    "owner",
                    everything,
                    limits=limits,  # type: ignore[arg-type]
                )
                for limits, scope in limited.items()
            ),
            Actor(
                "administrator",
                self.new_key(*self.users["administrator"], admin_features=True),
                "none",
                FLAGS | OF_ADMINISTRATORS,
                has_admin_features=True,
            ),
            Actor(
                "key of an administrator without admin_features",
                self.new_key(*self.users["administrator"]),
                "none",
                FLAGS | OF_ADMINISTRATORS,
            ),
        ]

    def sql(self, statements: str) -> list[tuple[Any, ...]]:
        """Run SQL and return the rows of all statements."""
        rows: list[tuple[Any, ...]] = []
        for statement in statements.split(";"):
            if statement.strip():
                result = self._database.exec_driver_sql(statement.replace("%", "%%"))
                rows += [tuple(row) for row in result] if result.returns_rows else []
        return rows

    def new_user(self, name: str) -> tuple[int, str]:
        """Make a user that cannot sign in by password, and return their id and address."""
        email = f"m{uuid.uuid4().hex[:12]}@people.example"
        permissions = {"domains_create"} | (OF_ADMINISTRATORS if name == "administrator" else set())
        values = ", ".join(f"(@user, '{permission}')" for permission in sorted(permissions))
        rows = self.sql(
            "INSERT INTO users (email, real_name, password_hash, avatar, disabled, created_at) VALUES "
            f"('{email}', '{name}', '!', 'none', 0, 1); SET @user = LAST_INSERT_ID(); "
            f"INSERT INTO user_permissions (user_id, permission) VALUES {values}; SELECT @user;"
        )
        return int(rows[-1][0]), email

    def new_key(
        self,
        user_id: int,
        email: str,
        flags: frozenset[str] = FLAGS,
        scope: str | None = None,
        admin_features: bool = False,
    ) -> dict[str, str]:
        """Make an API key and return the headers it signs in by."""
        key = new_key()
        columns = ", ".join(sorted(FLAGS))
        values = ", ".join(str(int(flag in flags)) for flag in sorted(FLAGS))
        self.sql(
            "INSERT INTO api_keys (user_id, key_hash, masked_key, description, admin_features, scope, created_at, "
            f"{columns}) VALUES ({user_id}, X'{hash_key(key, self._pepper).hex()}', '{mask_key(key)}', 'matrix', "
            f"{int(admin_features)}, {'NULL' if scope is None else repr(scope)}, UNIX_TIMESTAMP() * 1000, {values});"
        )
        return {"X-API-User": email, "X-API-Key": key}

    def new_zone(self) -> Zone:
        """Make a zone with a record and a domain key, shared with everybody who has a level."""
        name, key = f"m{uuid.uuid4().hex[:12]}.org", new_key()
        headers = next(actor.headers for actor in self.actors if actor.name == "owner")
        assert request_as(self.stack, headers, "POST", "domains", {"domain": name}).status == 200
        entry = {"name": "www", "type": "A", "content": "192.0.2.1"}
        added = request_as(self.stack, headers, "POST", f"domains/{name}/records", {"records": [entry]}).response
        shares = ", ".join(
            f"(@domain, {self.users[user][0]}, '{level}')"
            for user, level in (("admin", "admin"), ("writer", "write"), ("reader", "read"))
        )
        rows = self.sql(
            f"SET @domain = (SELECT id FROM domains WHERE live_name = '{name}'); "
            f"INSERT INTO domain_access (domain_id, user_id, level) VALUES {shares}; "
            "INSERT INTO domain_keys (domain_id, key_hash, masked_key, description, domains_write, created_at) VALUES "
            f"(@domain, X'{hash_key(key, self._pepper).hex()}', '{mask_key(key)}', 'matrix', 1, 1); "
            "SELECT LAST_INSERT_ID();"
        )
        return Zone(name, added["changed"][0]["id"], added["serial"], key, str(rows[-1][0]))

    def with_domain_key(self, zone: Zone) -> list[Actor]:
        """Return everybody, and who holds a domain key of a zone."""
        headers = {"X-Domain": zone.name, "X-Domain-Key": zone.domain_key}
        access = frozenset({"domains_read", "domains_write"})
        return [*self.actors, Actor("domain key", headers, "write", access, is_domain_key=True)]

    def state(self, zone: Zone) -> object:
        """Return everything a refusal must leave alone."""
        of_zone = f"(SELECT id FROM domains WHERE name = '{zone.name}')"
        return self.sql(
            f"SELECT live_name, serial, default_ttl, disabled, alias_of_id FROM domains WHERE name = '{zone.name}'; "
            f"SELECT id, name, type, content, ttl, disabled FROM records WHERE domain_id IN {of_zone} ORDER BY id; "
            f"SELECT user_id, level FROM domain_access WHERE domain_id IN {of_zone} ORDER BY user_id; "
            f"SELECT id, description FROM domain_keys WHERE domain_id IN {of_zone} ORDER BY id; "
            f"SELECT id, url FROM domain_hooks WHERE domain_id IN {of_zone} ORDER BY id; "
            "SELECT COUNT(*), SUM(CRC32(CONCAT_WS(',', id, email, password_hash, disabled))) FROM users; "
            "SELECT COUNT(*), SUM(CRC32(CONCAT_WS(',', user_id, permission))) FROM user_permissions; "
            "SELECT COUNT(*), SUM(CRC32(CONCAT_WS(',', id, description, domains_write, user_write))) FROM api_keys "
            "WHERE description <> 'spare'; "
            "SELECT COUNT(*) FROM domains; SELECT COUNT(*) FROM articles; SELECT COUNT(*) FROM block_patterns;"
        )

    def ask(self, operation: Operation, actor: Actor, zone: Zone, user: str) -> Answer:
        """Make a request that has to do with a zone and a user."""
        path = operation.path
        values = {
            "domain": zone.name,
            "record_id": str(zone.record_id),
            "serial": str(zone.serial),
            "name": "www",
            "record_type": "A",
            "form": "bind",
            "text": "word",
            "user": user,
            "path_key": str(uuid.uuid4()),
            "key": zone.domain_key_id,
        }
        if path.startswith("/1.0/users/") and "key" in operation.path_parameters:
            values["key"] = self._key_of(actor, user)
        for name in operation.path_parameters:
            path = path.replace(f"{{{name}}}", values.get(name, NOT_THERE))
        body = _body(operation, zone)
        url = path.removeprefix("/1.0/") if path.startswith("/1.0/") else f"../{path.lstrip('/')}"
        return _asked(self.stack, dict(actor.headers), operation.verb.upper(), url, body)

    def forget_spare_keys(self) -> None:
        """Delete the keys that were made to be asked for."""
        self.sql("DELETE FROM api_keys WHERE description = 'spare'")
        self.spare_keys = 0

    def _key_of(self, actor: Actor, user: str) -> str:
        """Return the id of a key of the user a path is about, another one than the actor uses."""
        self.spare_keys += 1
        email = actor.headers.get("X-API-User", self.victim[1])
        user_id = user if user != "self" else f"(SELECT id FROM users WHERE email = '{email}')"
        rows = self.sql(
            "INSERT INTO api_keys (user_id, key_hash, masked_key, description, created_at, domains_read, "
            "domains_write, user_read, user_write, admin_features) "
            f"VALUES ({user_id}, X'{uuid.uuid4().hex * 2}', '', 'spare', 1, 1, 1, 1, 1, 0); "
            "SELECT LAST_INSERT_ID();"
        )
        return str(rows[-1][0])


def _asked(stack: Stack, headers: dict[str, str], verb: str, url: str, body: object) -> Answer:
    address = f"{stack.info['api']['url']}/" + (url.removeprefix("../") if url.startswith("../") else f"1.0/{url}")
    answer = requests.request(verb, address, json=body, headers=headers, timeout=60, allow_redirects=False)
    try:
        content = answer.json()
    except ValueError:
        content = {}
    return Answer(answer.status_code, content if isinstance(content, dict) else {}, dict(answer.headers), 0.0)


def _body(operation: Operation, zone: Zone) -> object:
    schema = operation.endpoint.body
    if operation.verb != "post" or schema is None:
        return None
    examples = (schema.model_config.get("json_schema_extra") or {}).get("examples") or [{}]  # type: ignore[union-attr]
    members = BODIES.get(schema.__name__, examples[0])  # type: ignore[index]
    filled = {name: _filled(value, zone) for name, value in members.items()}
    return filled if operation.endpoint.is_flat else {"data": filled}


def _filled(value: object, zone: Zone) -> object:
    return value.replace("{zone}", zone.name) if isinstance(value, str) else value


@pytest.fixture(scope="module")
def cast(stack: Stack) -> Cast:
    return Cast(stack)


@pytest.mark.parametrize("operation", OPERATIONS, ids=label)
def test_the_matrix_knows_what_to_expect_of_every_path(operation: Operation) -> None:
    check_is_covered(operation)


def test_a_path_that_says_nothing_of_its_level_is_not_let_through() -> None:
    [one] = [operation for operation in OPERATIONS if label(operation) == "POST /1.0/domains/{domain}"]
    with pytest.raises(LookupError, match="names no level"):
        check_is_covered(replace(one, endpoint=replace(one.endpoint, level=None)))
    with pytest.raises(LookupError, match="everybody who signs in"):
        check_is_covered(replace(one, path="/1.0/new", endpoint=replace(one.endpoint, level=None, needs=())))


@pytest.mark.parametrize("operation", OPERATIONS, ids=label)
def test_everybody_gets_what_is_theirs_and_nothing_else(cast: Cast, operation: Operation) -> None:
    takes_users = "{user}" in operation.path
    cast.forget_spare_keys()
    before = cast.state(cast.shared)
    allowed = []
    for actor in cast.with_domain_key(cast.shared):
        for is_self in (True, False) if takes_users else (True,):
            why = _expected(operation, actor, is_self)
            if why is None:
                allowed.append((actor, is_self))
                continue
            answer = cast.ask(operation, actor, cast.shared, "self" if is_self else str(cast.victim[0]))
            assert refused(answer.status, answer.body) == why, (actor.name, is_self, answer.status, answer.body)
    assert cast.state(cast.shared) == before
    assert cast.sql("SELECT COUNT(*) FROM api_keys WHERE description = 'spare' AND user_write") == [(cast.spare_keys,)]
    for actor, is_self in allowed:
        _is_let_through(cast, operation, actor, is_self)


def _expected(operation: Operation, actor: Actor, is_self: bool) -> object:
    why = expected(operation, actor, is_self=is_self)
    if why is None and label(operation) in WANTS_A_FULL_KEY and not actor.has_admin_features:
        return "permission"
    if why is None and label(operation) in BY_NO_KEY:
        return "permission"
    if why is None and label(operation) == LIST_OF_USERS and "manage_users" in actor.access:
        return None if actor.has_admin_features else "permission"
    return why


def _is_let_through(cast: Cast, operation: Operation, actor: Actor, is_self: bool) -> None:
    """Make sure somebody who may is let through, on a zone and a user that nobody needs afterwards."""
    concerns_zone = "{domain}" in operation.path or operation.path in LEVEL_BY_BODY
    zone = cast.new_zone() if concerns_zone and changes_something(operation) else cast.shared
    if actor.is_domain_key:
        actor = cast.with_domain_key(zone)[-1]
    user = "self"
    if not is_self:
        user = str(cast.new_user("throw-away")[0] if changes_something(operation) else cast.victim[0])
    answer = cast.ask(operation, actor, zone, user)
    assert refused(answer.status, answer.body) is None, (actor.name, is_self, answer.status, answer.body)
    # 403 for a push nobody can be sent, 503 without what is answered from: statistics, the files of a page
    assert answer.status in {200, 303, 400, 403, 404, 405, 412, 503}, (actor.name, answer.status, answer.body)
    is_found = operation.path_parameters.keys() <= KNOWN_PARAMETERS
    if operation.verb == "get" and is_found and operation.path_parameters and KEY_IN_PATH not in operation.path:
        assert answer.status in {200, 503}, (actor.name, is_self, answer.body)
