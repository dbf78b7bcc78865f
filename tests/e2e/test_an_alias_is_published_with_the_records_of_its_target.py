"""Alias domains (API 1.0 §12), up to the public servers: renamed by label, in step with their target, and back."""

from typing import Any

import pytest

from tests.people import Person, new_person, plain_zone
from tests.stack import Stack
from tests.waiting import until

UNAVAILABLE = "This endpoint is unavailable for aliased domains."


def look_at(stack: Stack, zone: str) -> dict[str, Any]:
    found: dict[str, Any] = stack.api("GET", f"domains/{zone}").response
    return found


def serial_of(stack: Stack, zone: str) -> int:
    serial: int = stack.api("GET", f"domains/{zone}/status").response["serial"]
    return serial


def alias(stack: Stack, zone: str, target: str | None, **options: Any) -> dict[str, Any]:
    changed: dict[str, Any] = stack.api("POST", f"domains/{zone}?wait=30", {"aliasof": target}, **options).response
    return changed


def served_everywhere(stack: Stack, name: str, rdtype: str, wanted: set[str]) -> None:
    def served() -> bool:
        return all(stack.values(port, name, rdtype) == wanted for port in stack.public_ports.values())

    until(served, f"{name} {rdtype} is {wanted}")


def test_a_chain_is_served_with_the_records_and_soa_of_its_top_renamed_by_label(stack: Stack) -> None:
    top, middle, end = stack.new_zone(), stack.new_zone(), stack.new_zone()
    stack.add(middle, {"name": "own", "type": "A", "content": "192.0.2.77"})
    records: list[dict[str, Any]] = [
        {"name": "mail", "type": "A", "content": "192.0.2.25", "ttl": 60},
        {"name": "", "type": "MX", "content": f"mail.{top}", "priority": 10},
        {"name": "www", "type": "CNAME", "content": f"mail.{top}"},
        {"name": "note", "type": "TXT", "content": f"mail.{top}."},
        {"name": "far", "type": "CNAME", "content": f"x{top}"},
        {"name": "$pool", "type": "A", "content": "192.0.2.9", "ttl": 60},
        {"name": "pool", "type": "RRCLONE", "content": f"$pool.{top}", "ttl": 0},
        {"name": "mail", "type": "HTTPS", "content": ". alpn=h2", "priority": 1},
    ]
    stack.add(top, *records)
    stack.api("POST", f"domains/{top}", {"SOA": {"minttl": 77}}).response  # noqa: B018
    assert alias(stack, middle, top)["status"]["state"] == "live"
    changed = alias(stack, end, middle)
    assert changed["status"]["state"] == "live"
    assert (changed["aliasof"], changed["superalias"], "SOA" in changed) == (middle, top, False)
    assert look_at(stack, top)["aliases"] == {"direct": [middle], "indirect": [end]}
    assert look_at(stack, middle)["aliases"] == {"direct": [end]}
    assert "superalias" not in look_at(stack, middle)
    for name in (middle, end):
        served_everywhere(stack, f"www.{name}", "CNAME", {f"mail.{name}."})
        served_everywhere(stack, name, "MX", {f"10 mail.{name}."})
        served_everywhere(stack, f"note.{name}", "TXT", {f'"mail.{top}."'})
        served_everywhere(stack, f"far.{name}", "CNAME", {f"x{top}."})
        served_everywhere(stack, f"pool.{name}", "A", {"192.0.2.9"})
        served_everywhere(stack, f"mail.{name}", "HTTPS", {'1 . alpn="h2" ipv4hint="192.0.2.25"'})
        served_everywhere(stack, f"own.{name}", "A", set())
        port = next(iter(stack.public_ports.values()))
        soa = stack.transfer(port, name).find_rdataset(f"{name}.", "SOA")[0]
        assert (str(soa.mname), soa.minimum) == (look_at(stack, top)["SOA"]["primaryNS"], 77)
        text = stack.api("GET", f"domains/{name}/export").response["zone"]
        assert f"mail.{name}." in text
        assert f"mail.{top}. " not in text


def test_an_alias_keeps_in_step_and_serials_grow_with_every_change(stack: Stack) -> None:
    top, other = stack.new_zone(), stack.new_zone()
    # the alias is far ahead of what it becomes an alias of
    ahead = serial_of(stack, other) + 50
    stack.api("POST", f"domains/{other}?wait=30", {"SOA": {"serial": ahead}}).response  # noqa: B018
    before = serial_of(stack, top)
    alias(stack, other, top)
    assert serial_of(stack, top) == serial_of(stack, other) > ahead > before
    reached = serial_of(stack, top)
    stack.add(top, {"name": "new", "type": "A", "content": "192.0.2.1", "ttl": 60}, wait=30)
    assert serial_of(stack, top) == serial_of(stack, other) > reached
    served_everywhere(stack, f"new.{other}", "A", {"192.0.2.1"})
    refused = stack.api("POST", f"domains/{top}", {"SOA": {"serial": reached}})
    assert refused.status == 400
    reached = serial_of(stack, other)
    ended = alias(stack, other, "")
    assert (ended["aliasof"], ended["SOA"]["serial"] > reached) == (None, True)
    served_everywhere(stack, f"new.{other}", "A", set())
    assert look_at(stack, top)["aliases"] == {}
    reasons = stack.sql(
        f"SELECT reason FROM zone_changes JOIN domains ON domains.id = domain_id WHERE name = '{other}' "
        "ORDER BY zone_changes.id;"
    )
    assert reasons[-3:] == [["alias"], ["alias"], ["alias"]]


def test_when_the_target_is_deleted_its_aliases_live_on_with_their_own_records(stack: Stack) -> None:
    top, middle, end = stack.new_zone(), stack.new_zone(), stack.new_zone()
    stack.add(middle, {"name": "own", "type": "A", "content": "192.0.2.77", "ttl": 60})
    alias(stack, middle, top)
    alias(stack, end, middle)
    served_everywhere(stack, f"own.{end}", "A", set())
    reached = serial_of(stack, end)
    stack.api("DELETE", f"domains/{top}").response  # noqa: B018
    assert look_at(stack, middle)["aliasof"] is None
    assert look_at(stack, end)["aliasof"] == middle
    assert serial_of(stack, end) == serial_of(stack, middle) > reached
    served_everywhere(stack, f"own.{middle}", "A", {"192.0.2.77"})
    served_everywhere(stack, f"own.{end}", "A", {"192.0.2.77"})


def test_loops_and_long_chains_are_refused_and_foreign_or_unknown_targets_passed_over(
    stack: Stack, other: Person
) -> None:
    zones = [plain_zone(stack) for _ in range(8)]
    refused = stack.api("POST", f"domains/{zones[0]}", {"aliasof": zones[0]})
    assert (refused.status, refused.body["error"]) == (400, "Domain can't be alias of self.")
    for lower, upper in zip(zones[1:7], zones, strict=False):
        stack.api("POST", f"domains/{lower}", {"aliasof": upper}).response  # noqa: B018
    refused = stack.api("POST", f"domains/{zones[0]}", {"aliasof": zones[6]})
    assert (refused.status, refused.body["error"]) == (400, "Domain can't have an alias chain back to self.")
    refused = stack.api("POST", f"domains/{zones[7]}", {"aliasof": zones[6]})
    assert (refused.status, refused.body["error"]) == (400, "Alias chain too long.")
    theirs = f"o{zones[7]}"
    other.api("POST", "domains", {"domain": theirs}).response  # noqa: B018
    for target in (theirs, "nowhere.example", "not a name"):
        answer = stack.api("POST", f"domains/{zones[7]}", {"aliasof": target})
        assert (answer.status, answer.response["aliasof"]) == (200, None)
    # a writer is not heard either
    stack.api("POST", f"domains/{zones[7]}/access", {"access": {other.email: "write"}}).response  # noqa: B018
    assert other.api("POST", f"domains/{zones[7]}", {"aliasof": theirs}).response["aliasof"] is None


@pytest.mark.parametrize(
    ("verb", "path", "data"),
    [
        ("GET", "records", None),
        ("POST", "records", {"records": []}),
        ("DELETE", "records", None),
        ("GET", "record/www", None),
        ("DELETE", "record/www", None),
        ("GET", "records/1", None),
        ("POST", "records/1", {"ttl": 60}),
        ("DELETE", "records/1", None),
        ("POST", "import", {"zone": "@ SOA a.b. c.d. 1 2 3 4 5\n@ NS a.b.\n"}),
        ("GET", "hooks", None),
    ],
)
def test_what_needs_records_of_its_own_refuses_an_alias(stack: Stack, verb: str, path: str, data: object) -> None:
    target, zone = plain_zone(stack), plain_zone(stack)
    stack.api("POST", f"domains/{zone}", {"aliasof": target}).response  # noqa: B018
    answer = stack.api(verb, f"domains/{zone}/{path}", data)
    assert (answer.status, answer.body["error"]) == (400, UNAVAILABLE)
    for works in ("export", "status", "access"):
        assert stack.api("GET", f"domains/{zone}/{works}").status == 200
    # the SOA is passed over, the rest is changed
    changed = stack.api("POST", f"domains/{zone}", {"SOA": {"minttl": 5}, "defaultttl": 7}).response
    assert (changed["defaultttl"], changed["aliasof"]) == (7, target)


def test_two_domains_that_become_aliases_of_each_other_at_once_end_in_one_alias(stack: Stack) -> None:
    import concurrent.futures

    for _round in range(5):
        first, second = plain_zone(stack), plain_zone(stack)
        pairs = [(stack.beside(), first, second), (stack.beside(), second, first)]
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            answers = list(
                pool.map(lambda job: job[0].api("POST", f"domains/{job[1]}", {"aliasof": job[2]}).status, pairs)
            )
        assert sorted(answers) == [200, 400]
        aliases = [look_at(stack, zone)["aliasof"] for zone in (first, second)]
        assert aliases.count(None) == 1


def test_what_a_user_keeps_with_a_domain_is_theirs_alone(stack: Stack) -> None:
    zone, reader = plain_zone(stack), new_person(stack)
    stack.api("POST", f"domains/{zone}/access", {"access": {reader.email: "read"}}).response  # noqa: B018
    key = "example.net/label"
    assert reader.api("POST", f"domains/{zone}", {"userdata": {key: "theirs"}}).response["userdata"] == {key: "theirs"}
    assert stack.api("POST", f"domains/{zone}", {"userdata": {key: "mine", "b": 1}}).response["userdata"] == {
        key: "mine",
        "b": "1",
    }
    assert reader.api("GET", f"domains/{zone}").response["userdata"] == {key: "theirs"}
    assert stack.api("POST", f"domains/{zone}", {"userdata": {key: ""}}).response["userdata"] == {"b": "1"}
    refused = reader.api("POST", f"domains/{zone}", {"userdata": {key: "x"}, "defaultttl": 5})
    assert refused.status == 400
    for bad in ({"": "x"}, {"k" * 251: "x"}, {"k": "x" * 70000}, {"k": ["x"]}, {"k": "\ud800"}):
        assert stack.api("POST", f"domains/{zone}", {"userdata": bad}).status == 400
    assert look_at(stack, zone)["userdata"] == {"b": "1"}
