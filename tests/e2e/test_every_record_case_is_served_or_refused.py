"""Every case of tests/record_cases.py through the API; what is accepted is read back from a public server."""

from typing import Any

import dns.name
import dns.rdataclass
import dns.rdatatype
import pytest

from core.zone.rdata import canonical
from tests.people import plain_zone, state_of
from tests.record_cases import CASES, Case
from tests.stack import Stack

ACCEPTED = [case for case in CASES if case.accepted]
# a priority of 0 is none for the API (§8.5), where the type has none
REFUSED = [case for case in CASES if not case.accepted and case.priority != 0]

# these stand only at the apex, so each of them gets a zone of its own
AT_APEX = frozenset({"CDS", "CDNSKEY", "CSYNC"})
# a content the rules of one record accept and those of a zone do not
MADE_BY_THE_SIGNER = "made by the signer"


def entry(case: Case, owner: str) -> dict[str, Any]:
    return {"name": owner, "type": case.type, "content": case.content, "priority": case.priority, "ttl": 300}


def owner_of(number: int) -> str:
    return f"case{number}"


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 400
    assert len(ACCEPTED) >= 150
    assert len(REFUSED) >= 200


def test_every_case_that_is_refused_is_refused_with_its_reason_and_nothing_is_saved(stack: Stack) -> None:
    zone = plain_zone(stack)
    before = state_of(stack, zone)
    entries = [entry(case, owner_of(number)) for number, case in enumerate(REFUSED)]
    answer = stack.api("POST", f"domains/{zone}/records", {"records": entries})
    assert answer.status == 400
    errors = answer.body["errorData"]
    for number, case in enumerate(REFUSED):
        reason = errors.pop(str(number), None)
        assert reason is not None, f"accepted: {case}"
        # a type that is missing or no word at all is noticed before the content
        assert case.reason_contains is not None
        assert case.reason_contains in reason or not case.type.isalnum(), (case, reason)
    assert errors == {}
    assert state_of(stack, zone) == before


@pytest.fixture(scope="module")
def served(stack: Stack) -> tuple[str, list[Case], list[dict[str, Any]]]:
    zone = stack.new_zone()
    cases = [case for case in ACCEPTED if case.type.upper() not in AT_APEX]
    entries = [entry(case, owner_of(number)) for number, case in enumerate(cases)]
    # a DS stands beside a delegation
    entries += [
        {"name": owner_of(number), "type": "NS", "content": "ns1.example.net", "ttl": 300}
        for number, case in enumerate(cases)
        if case.type == "DS"
    ]
    changed = stack.add(zone, *entries, wait=30)["changed"]
    status = stack.wait_until_live(zone)
    assert status["last_error"] is None
    return zone, cases, changed


def test_every_case_that_is_accepted_is_stored_in_its_canonical_form(
    served: tuple[str, list[Case], list[dict[str, Any]]],
) -> None:
    _zone, cases, changed = served
    assert len(cases) >= 150
    for number, case in enumerate(cases):
        record = changed[number]
        again = canonical(record["type"], record["content"], record["priority"])
        assert again.content == case.canonical_content, case
        assert (record["name"], record["priority"]) == (owner_of(number), case.priority)


def test_every_case_that_is_accepted_is_served_as_it_is_stored(
    stack: Stack, served: tuple[str, list[Case], list[dict[str, Any]]]
) -> None:
    zone, cases, _changed = served
    for port in stack.public_ports.values():
        transferred = stack.transfer(port, zone)
        for number, case in enumerate(cases):
            record = canonical(case.type, case.content, case.priority)
            rdtype = dns.rdatatype.from_text(record.type)
            rdataset = transferred.get_rdataset(dns.name.from_text(f"{owner_of(number)}.{zone}."), rdtype)
            assert rdataset is not None, case
            wanted = dns.rdata.from_text(dns.rdataclass.IN, rdtype, record.rdata, relativize=False)
            assert [rdata.to_digestable() for rdata in rdataset] == [wanted.to_digestable()], case
            assert rdataset.ttl == 300


def test_the_apex_takes_what_belongs_there_and_keys_only_from_the_signer(stack: Stack) -> None:
    cases = [case for case in ACCEPTED if case.type.upper() in AT_APEX]
    assert {case.type.upper() for case in cases} == AT_APEX
    zone = plain_zone(stack)
    for case in cases:
        answer = stack.api("POST", f"domains/{zone}/records", {"records": [entry(case, "")]})
        if answer.status == 400:
            assert case.type.upper() != "CSYNC"
            assert MADE_BY_THE_SIGNER in answer.body["errorData"]["0"], case
            continue
        (stored,) = answer.response["changed"]
        assert stored["content"] == case.canonical_content
        stack.api("DELETE", f"domains/{zone}/records/{stored['id']}")
        elsewhere = stack.api("POST", f"domains/{zone}/records", {"records": [entry(case, "sub")]})
        assert "domain root" in elsewhere.body["errorData"]["0"]
