"""What regex and scope of a key come to: the narrower of all limits holds."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from api.key_limits.limits import KeyLimits, check_regex, limits_of
from api.key_limits.scope import Scope
from core.errors import Invalid

ZONE = "harbour.org"


def limits(regex: str | None = None, **scope: object) -> KeyLimits:
    found = limits_of(regex, json.dumps(scope) if scope else None)
    assert found is not None
    return found


def allows(given: KeyLimits, record_type: str, owner: str, zone: str = ZONE) -> bool:
    return given.refusal(record_type, owner, zone) is None


@pytest.mark.parametrize("regex", [None, "", ".*", "/.*/", "^.* .*$", "/^.*$/", "^$"])
def test_an_expression_for_everything_is_no_limit(regex: str | None) -> None:
    assert limits_of(regex, None) is None


def test_an_expression_is_anchored_at_both_ends_and_knows_no_case() -> None:
    given = limits(r"/^txt _ACME-challenge\.www\.harbour\.org$/")
    assert allows(given, "TXT", "_acme-challenge.www")
    assert not allows(given, "TXT", "x._acme-challenge.www")
    assert not allows(given, "TXTX", "_acme-challenge.www")
    assert not allows(given, "TXT", "_acme-challenge.www", "harbour.org.example.net")


def test_the_alternatives_of_an_expression_are_anchored_each() -> None:
    given = limits(r"TXT a\.harbour\.org|A b\.harbour\.org")
    assert allows(given, "TXT", "a")
    assert allows(given, "A", "b")
    assert not allows(given, "A", "x.b")
    assert not allows(given, "TXT", "a.x")


def test_an_expression_sees_names_in_unicode() -> None:
    assert allows(limits(r"A bücher\.münchen\.org"), "A", "xn--bcher-kva", "xn--mnchen-3ya.org")


def test_every_limit_narrows() -> None:
    given = limits(r"TXT .*", zones=[ZONE], names=["*.dyn", "www"], types=["A", "TXT"])
    assert allows(given, "TXT", "x.dyn")
    assert not allows(given, "A", "x.dyn")
    assert not allows(given, "TXT", "dyn")
    assert not allows(given, "TXT", "www", "other.org")
    assert not allows(limits(types=["A"]), "TXT", "www")


def test_a_key_for_acme_changes_challenges_and_has_no_other_right() -> None:
    given = limits(kind="acme")
    for owner in ("_acme-challenge", "_acme-challenge.www", "_acme-challenge.a.b.c"):
        assert allows(given, "TXT", owner)
        assert not allows(given, "CNAME", owner)
    for owner in ("", "www", "x._acme-challenge", "_acme-challengex", "_acme-challengex.www"):
        assert not allows(given, "TXT", owner)
    everything = frozenset({"domains_read", "domains_write", "user_read", "user_write", "domains_create"})
    assert given.narrow(everything) == {"domains_write"}
    assert given.narrow(frozenset({"domains_read"})) == frozenset()


def test_a_key_for_acme_may_be_narrowed_to_names_of_its_own() -> None:
    given = limits(kind="acme", names=["_acme-challenge.www", "www"])
    assert allows(given, "TXT", "_acme-challenge.www")
    assert not allows(given, "TXT", "_acme-challenge")
    assert not allows(given, "TXT", "www")


def test_a_key_for_reading_has_no_right_to_write() -> None:
    assert limits(access="read").narrow(frozenset({"domains_read", "domains_write", "user_write"})) == {"domains_read"}


@pytest.mark.parametrize(
    ("address", "is_allowed"),
    [
        ("192.0.2.9", True),
        ("::ffff:192.0.2.9", True),
        ("192.0.3.9", False),
        ("2001:db8::7", True),
        ("2001:db9::7", False),
        (None, False),
        ("", False),
        ("unix:", False),
    ],
)
def test_a_key_is_used_from_its_networks_alone(address: str | None, is_allowed: bool) -> None:
    assert limits(networks=["192.0.2.0/24", "2001:db8::/32"]).allow_address(address) is is_allowed


def test_a_scope_is_stored_in_one_form() -> None:
    first = Scope(zones=("B.org", "a.org"), types=("txt", "A"), networks=("192.0.2.7/24",), names=("BÜCHER", "www"))
    second = Scope(
        zones=("a.org.", "b.org", "a.org"), types=("A", "TXT"), networks=("192.0.2.0/24",), names=("www", "bücher")
    )
    assert first.stored() == second.stored()
    assert Scope.model_validate_json(first.stored()) == first
    assert first.shown()["names"] == ["www", "bücher"]


@pytest.mark.parametrize(
    "scope",
    [
        {"zone": ["a.org"]},
        {"access": "none"},
        {"kind": "other"},
        {"zones": "a.org"},
        {"names": [1]},
    ],
)
def test_a_member_nobody_knows_is_refused_because_it_would_limit_nothing(scope: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Scope.model_validate(scope)


@pytest.mark.parametrize(
    "scope",
    [
        {"zones": []},
        {"zones": ["no zone"]},
        {"zones": ["a.org"] * 101},
        {"types": ["NOPE"]},
        {"networks": ["192.0.2.0/33"]},
        {"kind": "acme", "types": ["TXT"]},
        {"kind": "acme", "access": "read"},
    ],
)
def test_what_cannot_be_a_limit_is_refused_with_a_sentence(scope: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        Scope.model_validate(scope)


@pytest.mark.parametrize(
    ("regex", "scope"), [("(", None), (None, "{"), (None, '{"zone": 1}'), (None, '{"types": ["NOPE"]}')]
)
def test_limits_that_cannot_be_read_are_not_taken_for_none(regex: str | None, scope: str | None) -> None:
    with pytest.raises(Invalid):
        limits_of(regex, scope)


def test_an_expression_is_checked_before_it_is_kept() -> None:
    check_regex("TXT .*")
    check_regex(None)
    with pytest.raises(Invalid, match=r"cannot be used: a bracket is not closed\."):
        check_regex("(TXT")


@given(
    st.sampled_from(["A", "TXT"]),
    st.sampled_from(["", "www", "a.www", "_acme-challenge"]),
    st.lists(st.sampled_from(["regex", "zones", "names", "types"]), unique=True),
)
def test_leaving_a_limit_out_never_forbids_more(record_type: str, owner: str, left_out: list[str]) -> None:
    every = {"zones": ["harbour.org"], "names": ["www", "*.www"], "types": ["A"]}
    whole = limits("A .*", **every)
    regex = None if "regex" in left_out else "A .*"
    scope = {member: value for member, value in every.items() if member not in left_out}
    some = limits_of(regex, json.dumps(scope) if scope else None)
    if allows(whole, record_type, owner):
        assert some is None or allows(some, record_type, owner)
