"""Deleted zones: kept, listed to who owned them, brought back above every serial before, and purged in the end."""

import time
import uuid

import pytest

from core.db import create_database_engine
from core.settings import DatabaseSettings, Reader
from core.zone.serials import serial_gt
from cron.retention import DAY_MILLISECONDS, deleted_zones
from orchestration.local import environments
from tests.e2e.saved_zone import assert_served_as_saved
from tests.people import Person, plain_zone
from tests.stack import Stack
from tests.waiting import until

A_RECORD = {"name": "www", "type": "A", "content": "192.0.2.1"}


def new_name() -> str:
    return f"d{uuid.uuid4().hex[:12]}.org"


def id_of(stack: Stack, zone: str) -> int:
    return int(stack.api("GET", f"domains/{zone}").response["id"])


def delete(stack: Stack, zone: str) -> int:
    """Delete a domain and return its id."""
    domain_id = id_of(stack, zone)
    assert stack.api("DELETE", f"domains/{zone}").status == 200
    return domain_id


def wait_until_retired(stack: Stack, domain_id: int) -> None:
    query = f"SELECT retired_at IS NOT NULL FROM domains WHERE id = {domain_id}"
    until(lambda: stack.sql(query) == [["1"]], "the zone is retired", 60)


def restore(stack: Stack, domain_id: int, query: str = "") -> dict[str, object]:
    answer: dict[str, object] = stack.api("POST", f"domains/deleted/{domain_id}/restore{query}").response
    return answer


@pytest.mark.parametrize("is_retired", [True, False], ids=["after it is off the servers", "at once"])
def test_it_is_served_again_under_a_higher_serial(stack: Stack, other: Person, is_retired: bool) -> None:
    zone = stack.new_zone()
    stack.add(zone, A_RECORD, wait=30)
    stack.api("POST", f"domains/{zone}/access", {"access": {other.email: "write"}}).response  # noqa: B018
    history = stack.api("GET", f"domains/{zone}/history").response["history"]
    before = {name: stack.serial(port, zone) or 0 for name, port in stack.public_ports.items()}
    domain_id = delete(stack, zone)
    if is_retired:
        for port in stack.public_ports.values():
            until(lambda: stack.serial(port, zone) is None, f"{zone} is gone", 60)  # noqa: B023 - called at once
        wait_until_retired(stack, domain_id)
    assert stack.api("GET", f"domains/{zone}").status == 400
    restored = stack.api("POST", f"domains/deleted/{domain_id}/restore?wait=30").response
    assert restored["id"] == domain_id
    stack.wait_until_live(zone)
    for name, port in stack.public_ports.items():
        until(lambda: stack.values(port, f"www.{zone}", "A") == {"192.0.2.1"}, f"{name} answers")  # noqa: B023
        assert serial_gt(stack.serial(port, zone) or 0, before[name])
    assert_served_as_saved(stack, zone)
    told = stack.api("GET", f"domains/{zone}/history").response["history"]
    assert told[0]["reason"] == "undelete"
    assert serial_gt(told[0]["serial"], history[0]["serial"])
    assert [version["reason"] for version in told[1:]] == [version["reason"] for version in history]
    assert other.api("POST", f"domains/{zone}/records", {"add": [A_RECORD | {"name": "b"}]}).status == 200


def test_only_who_owned_it_sees_it_and_brings_it_back(stack: Stack, other: Person) -> None:
    zone = plain_zone(stack)
    stack.api("POST", f"domains/{zone}/access", {"access": {other.email: "admin"}}).response  # noqa: B018
    domain_id = delete(stack, zone)
    listed = stack.api("GET", "domains/deleted").response["domains"]
    (mine,) = [domain for domain in listed if domain["id"] == domain_id]
    assert (mine["domain"], mine["is_taken"]) == (zone, False)
    assert abs(mine["deleted_at"] - time.time()) < 120
    assert mine["purged_at"] == mine["deleted_at"] + 30 * 86400
    deleted_at = [domain["deleted_at"] for domain in listed]
    assert deleted_at == sorted(deleted_at, reverse=True)
    theirs = other.api("GET", "domains/deleted").response["domains"]
    assert domain_id not in {domain["id"] for domain in theirs}
    refused = other.api("POST", f"domains/deleted/{domain_id}/restore")
    assert (refused.status, refused.body["error"]) == (400, f"Unknown deleted domain: {domain_id}")
    restore(stack, domain_id)
    assert stack.api("POST", f"domains/deleted/{domain_id}/restore").status == 400
    assert domain_id not in {domain["id"] for domain in stack.api("GET", "domains/deleted").response["domains"]}


def test_the_list_comes_in_pages(stack: Stack, other: Person) -> None:
    for _ in range(3):
        zone = new_name()
        assert other.api("POST", "domains", {"domain": zone}).status == 200
        assert other.api("DELETE", f"domains/{zone}").status == 200
    pages = [other.api("GET", f"domains/deleted?page={page}&per_page=2").response for page in (1, 2)]
    total = pages[0]["pagination"]["total"]
    assert total >= 3
    ids = [domain["id"] for page in pages for domain in page["domains"]]
    assert len(set(ids)) == min(total, 4)


def test_a_name_that_was_taken_meanwhile_stays_with_who_took_it(stack: Stack, other: Person) -> None:
    zone = plain_zone(stack)
    stack.add(zone, A_RECORD)
    domain_id = delete(stack, zone)
    assert other.api("POST", "domains", {"domain": zone}).status == 200
    (mine,) = [d for d in stack.api("GET", "domains/deleted").response["domains"] if d["id"] == domain_id]
    assert mine["is_taken"] is True
    refused = stack.api("POST", f"domains/deleted/{domain_id}/restore")
    assert (refused.status, "has been taken meanwhile" in refused.body["error"]) == (412, True)
    assert [r["name"] for r in other.api("GET", f"domains/{zone}/records").response["records"]] == ["", ""]
    # once that one is gone it comes back, above both
    taken = int(other.api("GET", f"domains/{zone}").response["SOA"]["serial"])
    assert other.api("DELETE", f"domains/{zone}").status == 200
    restored = stack.api("POST", f"domains/deleted/{domain_id}/restore?wait=30").response
    assert serial_gt(restored["SOA"]["serial"], taken)
    stack.wait_until_live(zone)
    for port in stack.public_ports.values():
        until(lambda: stack.values(port, f"www.{zone}", "A") == {"192.0.2.1"}, "it is served")  # noqa: B023


def test_a_name_below_a_domain_of_somebody_else_does_not_come_back(stack: Stack, other: Person) -> None:
    above = new_name()
    assert stack.api("POST", "domains", {"domain": f"sub.{above}"}).status == 200
    domain_id = delete(stack, f"sub.{above}")
    assert other.api("POST", "domains", {"domain": above}).status == 200
    refused = stack.api("POST", f"domains/deleted/{domain_id}/restore")
    assert (refused.status, above in refused.body["error"]) == (400, True)


def test_a_disabled_domain_comes_back_disabled(stack: Stack) -> None:
    zone = stack.new_zone()
    stack.api("POST", f"domains/{zone}", {"disabled": True}).response  # noqa: B018 - fails if refused
    domain_id = delete(stack, zone)
    wait_until_retired(stack, domain_id)
    assert restore(stack, domain_id)["disabled"] is True
    assert stack.api("GET", f"domains/{zone}/status").response["state"] == "disabled"
    stack.api("POST", f"domains/{zone}", {"disabled": False}).response  # noqa: B018 - fails if refused
    stack.wait_until_live(zone)


def test_after_its_time_it_is_gone_for_good_but_for_the_height_of_its_serials(stack: Stack) -> None:
    zone, kept = stack.new_zone(), plain_zone(stack)
    domain_id, kept_id = delete(stack, zone), delete(stack, kept)
    wait_until_retired(stack, domain_id)
    wait_until_retired(stack, kept_id)
    engine = create_database_engine(DatabaseSettings.read(Reader(environments.of_python(stack.layout))))
    now = time.time_ns() // 1_000_000
    stack.sql(f"UPDATE domains SET deleted_at = {now - 40 * DAY_MILLISECONDS} WHERE id = {domain_id};")
    assert deleted_zones(engine, now, 30) >= 1
    for table, column in (("domains", "id"), ("records", "domain_id"), ("zone_changes", "domain_id")):
        assert stack.sql(f"SELECT COUNT(*) FROM {table} WHERE {column} = {domain_id}") == [["0"]]
    assert stack.sql(f"SELECT COUNT(*) FROM domains WHERE id = {kept_id}") == [["1"]]
    ((floor,),) = stack.sql(f"SELECT serial FROM serial_floors WHERE name = '{zone}'")
    assert stack.api("POST", f"domains/deleted/{domain_id}/restore").status == 400
    created = stack.api("POST", "domains", {"domain": zone}).response
    assert serial_gt(created["SOA"]["serial"], int(floor))


def test_a_zone_that_is_still_on_the_servers_is_not_purged(stack: Stack) -> None:
    zone = plain_zone(stack)
    domain_id = delete(stack, zone)
    wait_until_retired(stack, domain_id)
    stack.sql(
        f"UPDATE domains SET deleted_at = 1, retired_at = NULL, next_attempt_at = 1 << 60 WHERE id = {domain_id};"
    )
    engine = create_database_engine(DatabaseSettings.read(Reader(environments.of_python(stack.layout))))
    deleted_zones(engine, time.time_ns() // 1_000_000, 30)
    assert stack.sql(f"SELECT COUNT(*) FROM domains WHERE id = {domain_id}") == [["1"]]
    stack.sql(f"UPDATE domains SET next_attempt_at = 0 WHERE id = {domain_id};")
