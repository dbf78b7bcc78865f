"""A key with `user_write` makes and changes other keys, none of which may do more than itself."""

import time
from typing import Any

import pytest

from tests.keys import MadeKey, by_password
from tests.people import Person, new_person
from tests.stack import Stack


@pytest.fixture(scope="module")
def owner(stack: Stack) -> Person:
    return new_person(stack)


def test_a_key_changes_itself_in_no_way_but_may_delete_itself(owner: Person) -> None:
    made = MadeKey(owner, user_read=True, user_write=True)
    for name in (made.id, made.secret):
        answer = made.api("POST", f"users/self/keys/{name}", {"domains_write": True})
        assert (answer.status, answer.body["error"]) == (400, "API Keys can not modify themselves.")
    assert made.api("DELETE", f"users/self/keys/{made.secret}").response == {"deleted": True}


OWN = {
    "user_read": True,
    "user_write": True,
    "domains_read": True,
    "recordregex": "TXT .*",
    "scope": {
        "zones": ["*.first.org", "second.org"],
        "names": ["*.dyn", "_acme-challenge"],
        "types": ["TXT", "A"],
        "networks": ["127.0.0.0/8", "2001:db8::/32"],
    },
    "expires": int(time.time()) + 86_400,
    "unuseddays": 30,
}


def narrowed(**changed: Any) -> dict[str, Any]:
    """Return members as strong as OWN, but for those given; `scope_x` stands for member x of the scope."""
    scope: dict[str, Any] = dict(OWN["scope"])  # type: ignore[call-overload]
    for name in [name for name in changed if name.startswith("scope_")]:
        value = changed.pop(name)
        if value is None:
            del scope[name.removeprefix("scope_")]
        else:
            scope[name.removeprefix("scope_")] = value
    return {**OWN, "scope": scope, "description": "child", **changed}


@pytest.mark.parametrize(
    "changed",
    [
        {"domains_write": True},
        {"admin_features": True},
        {"recordregex": None},
        {"recordregex": ".*"},
        {"recordregex": "(TXT|A) .*"},
        {"scope": None},
        {"scope_zones": None},
        {"scope_zones": ["first.org"]},
        {"scope_zones": ["*.second.org"]},
        {"scope_zones": ["second.org", "third.org"]},
        {"scope_names": None},
        {"scope_names": ["dyn"]},
        {"scope_names": ["*"]},
        {"scope_types": None},
        {"scope_types": ["TXT", "MX"]},
        {"scope_networks": None},
        {"scope_networks": ["126.0.0.0/7"]},
        {"scope_networks": ["::/0"]},
        {"expires": 0},
        {"expires": int(time.time()) + 90_000},
        {"unuseddays": 0},
        {"unuseddays": 31},
    ],
    ids=str,
)
def test_a_key_makes_no_key_that_may_do_more_than_itself(owner: Person, changed: dict[str, Any]) -> None:
    maker = MadeKey(owner, **OWN)
    answer = maker.api("POST", "users/self/keys", narrowed(**changed))
    assert answer.status == 400, answer.body
    assert answer.body["error"].startswith("A key can not make"), answer.body
    # nor does it make one of a weaker key
    weak = maker.api("POST", "users/self/keys", narrowed()).response
    [(_secret, shown)] = weak.items()
    wanted = {name: value for name, value in narrowed(**changed).items() if OWN.get(name, "") != value}
    assert maker.api("POST", f"users/self/keys/{shown['id']}", wanted).status == 400
    seen = by_password(owner, "GET", f"users/self/keys/{shown['id']}").response
    assert {**seen, "updated": True} == shown


def test_a_key_makes_keys_that_may_do_as_much_as_itself_or_less(owner: Person) -> None:
    maker = MadeKey(owner, **OWN)
    less = narrowed(
        scope_zones=["a.first.org", "*.b.first.org"],
        scope_names=["x.dyn", "*.y.dyn"],
        scope_types=["TXT"],
        scope_networks=["127.0.0.1/32"],
        unuseddays=1,
        user_write=False,
    )
    for wanted in (narrowed(), less):
        assert maker.api("POST", "users/self/keys", wanted).status == 200


def test_a_limited_key_takes_nothing_from_a_stronger_one(owner: Person) -> None:
    strong, maker = MadeKey(owner, domains_write=True), MadeKey(owner, **OWN)
    assert maker.api("DELETE", f"users/self/keys/{strong.id}").status == 400
    assert maker.api("POST", f"users/self/keys/{strong.id}", {"description": "x"}).status == 400
    assert by_password(owner, "GET", f"users/self/keys/{strong.id}").response["description"] == "made"
