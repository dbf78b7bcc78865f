"""Value-level edits: `add` and `remove` need no ids, may be repeated, and cannot clobber a neighbour."""

import threading
from typing import Any

import pytest

from tests.people import plain_zone, state_of
from tests.stack import Answer, Stack

NAME = "_acme-challenge"


@pytest.fixture
def zone(stack: Stack) -> str:
    return plain_zone(stack)


def change(stack: Stack, zone: str, **edits: Any) -> Answer:
    return stack.api("POST", f"domains/{zone}/records", edits)


def txt(content: str, **more: Any) -> dict[str, Any]:
    return {"name": NAME, "type": "TXT", "content": content, **more}


def values(stack: Stack, zone: str, name: str = NAME) -> list[tuple[str, int, int | None]]:
    records = stack.api("GET", f"domains/{zone}/record/{name}").response["records"]
    return sorted((record["content"], record["ttl"], record["priority"]) for record in records)


def in_parallel(stack: Stack, zone: str, member: str, contents: list[str]) -> list[int]:
    """Make an edit for each content at the same time; returns the serials answered."""
    serials: list[int] = []

    def run(content: str, beside: Stack) -> None:
        serials.append(change(beside, zone, **{member: [txt(content)]}).response["serial"])

    threads = [threading.Thread(target=run, args=(content, stack.beside())) for content in contents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return serials


def test_fifty_at_once_are_fifty_values_and_then_none(stack: Stack) -> None:
    zone = stack.new_zone()
    contents = [f"value-{number}" for number in range(50)]
    added = in_parallel(stack, zone, "add", contents)
    assert len(set(added)) == 50
    assert [content for content, _ttl, _priority in values(stack, zone)] == sorted(contents)
    stack.wait_until_live(zone)
    for port in stack.public_ports.values():
        assert stack.values(port, f"{NAME}.{zone}", "TXT") == {f'"{content}"' for content in contents}
    removed = in_parallel(stack, zone, "remove", contents)
    assert len(set(removed) | set(added)) == 100
    assert values(stack, zone) == []
    stack.wait_until_live(zone)
    for port in stack.public_ports.values():
        assert stack.values(port, f"{NAME}.{zone}", "TXT") == set()


def test_what_is_there_is_not_added_and_what_is_not_there_is_not_missed(stack: Stack, zone: str) -> None:
    first = change(stack, zone, add=[txt("one"), txt("two")]).response
    before = state_of(stack, zone)
    again = change(stack, zone, add=[txt("one"), txt("two", ttl=5), txt("one")], remove=[txt("three")]).response
    assert again == {"serial": first["serial"], "changed": []}
    assert state_of(stack, zone) == before
    assert change(stack, zone, remove=[txt("two", ttl=77)]).response["changed"][0]["deleted"] is True
    assert [content for content, *_ in values(stack, zone)] == ["one"]


def test_a_value_is_compared_in_its_canonical_form(stack: Stack, zone: str) -> None:
    change(stack, zone, add=[{"name": "h", "type": "aaaa", "content": "2001:DB8:0::1"}]).response  # noqa: B018
    same = {"name": f"H.{zone}.", "type": "AAAA", "content": "2001:db8::1"}
    assert change(stack, zone, add=[same]).response["changed"] == []
    assert len(change(stack, zone, remove=[same]).response["changed"]) == 1


def test_a_value_without_a_ttl_takes_that_of_the_values_beside_it(stack: Stack, zone: str) -> None:
    change(stack, zone, add=[txt("one", ttl=60)]).response  # noqa: B018 - fails if refused
    change(stack, zone, add=[txt("two"), txt("three", ttl=300)]).response  # noqa: B018 - fails if refused
    assert values(stack, zone) == [("one", 60, None), ("three", 300, None), ("two", 60, None)]


def test_a_priority_belongs_to_the_value_and_may_be_left_open_for_removal(stack: Stack, zone: str) -> None:
    def mx(priority: int | None) -> dict[str, Any]:
        return {"name": "m", "type": "MX", "content": "mail.example.net"} | (
            {} if priority is None else {"priority": priority}
        )

    change(stack, zone, add=[mx(10), mx(20), mx(10)]).response  # noqa: B018 - fails if refused
    assert [priority for *_, priority in values(stack, zone, "m")] == [10, 20]
    change(stack, zone, remove=[mx(20), mx(30)]).response  # noqa: B018 - fails if refused
    assert [priority for *_, priority in values(stack, zone, "m")] == [10]
    change(stack, zone, add=[mx(40)], remove=[mx(None)]).response  # noqa: B018 - fails if refused
    assert [priority for *_, priority in values(stack, zone, "m")] == [40]


def test_a_value_removed_and_added_by_one_batch_is_there_anew(stack: Stack, zone: str) -> None:
    change(stack, zone, add=[txt("one", ttl=60)]).response  # noqa: B018 - fails if refused
    both = change(stack, zone, remove=[txt("one")], add=[txt("one", ttl=90)]).response
    assert [sorted(record.keys() & {"deleted", "updated"}) for record in both["changed"]] == [["deleted"], ["updated"]]
    assert values(stack, zone) == [("one", 90, None)]


def test_a_disabled_record_is_no_value(stack: Stack, zone: str) -> None:
    (off,) = change(stack, zone, records=[txt("one", disabled=True)]).response["changed"]
    assert len(change(stack, zone, add=[txt("one")]).response["changed"]) == 1
    change(stack, zone, remove=[txt("one")]).response  # noqa: B018 - fails if refused
    left = stack.api("GET", f"domains/{zone}/record/{NAME}").response["records"]
    assert [record["id"] for record in left] == [off["id"]]


def test_entries_and_values_are_one_batch(stack: Stack, zone: str) -> None:
    (record,) = change(stack, zone, add=[txt("one")]).response["changed"]
    answer = change(
        stack, zone, records=[{"id": record["id"], "content": "two"}], add=[txt("two"), txt("one")]
    ).response
    assert len(answer["changed"]) == 2
    assert [content for content, *_ in values(stack, zone)] == ["one", "two"]


@pytest.mark.parametrize(
    ("edits", "labels"),
    [
        ({"add": [txt("ok"), txt("x", id=5)]}, {"add.1"}),
        ({"add": ["x", {"name": "a", "type": "A", "content": "x"}]}, {"add.0", "add.1"}),
        ({"add": [txt("x", disabled=True)]}, {"add.0"}),
        ({"remove": [{"name": "a", "type": "A"}, {"name": "a"}]}, {"remove.0", "remove.1"}),
        ({"remove": [txt("new")], "records": [txt("new")]}, {"remove.0"}),
        ({"add": [{"name": "", "type": "CNAME", "content": "a.example.net"}], "records": [{"id": 1}]}, {"0", "add.0"}),
        ({"add": [{"name": "", "type": "CNAME", "content": "a.example.net"}]}, {"add.0"}),
        ({"remove": [{"name": "", "type": "NS", "content": "ns1.zonehost.example"}], "add": [5]}, {"add.0"}),
    ],
)
def test_what_is_wrong_is_told_by_where_it_stands(
    stack: Stack, zone: str, edits: dict[str, Any], labels: set[str]
) -> None:
    before = state_of(stack, zone)
    refused = change(stack, zone, **edits)
    assert refused.status == 400
    assert refused.body["errorData"].keys() == labels
    assert state_of(stack, zone) == before


def test_removing_what_the_zone_needs_is_refused(stack: Stack, zone: str) -> None:
    servers = [{"name": "", "type": "NS", "content": f"ns{n}.zonehost.example"} for n in (1, 2)]
    assert "checkzone" in change(stack, zone, remove=servers).body["errorData"]
