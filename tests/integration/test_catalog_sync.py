"""The catalog sync service as a process between a real primary and a real secondary."""

import socket
from collections.abc import Iterator
from pathlib import Path

import dns.flags
import dns.message
import dns.opcode
import dns.query
import dns.rcode
import dns.xfr
import dns.zone
import pytest

from core.rndc import quoted_zone_name
from publicdns.bind_driver import zone_file
from tests.catalog_primary import CATALOG, CatalogPrimary
from tests.named_server import free_port
from tests.public_server import PublicServer
from tests.waiting import until


class Pair:
    """A primary and a public server that follows it."""

    def __init__(self, directory: Path, **settings: str) -> None:
        self.public = PublicServer(directory / "public", **settings)
        self.primary = CatalogPrimary(directory / "primary", [self.public.port])
        try:
            self.primary.start()
            self.public.start_following(self.primary)
            self.public.start_service()
            self.public.agrees_with(self.primary)
        except BaseException:
            self.close()
            raise

    def publish(self, *zones: str, prefix: str = "m-") -> None:
        """Create zones and list them, all in one change of the catalog."""
        self.primary.create_zones(zones)
        self.list_zones(*zones, prefix=prefix)

    def list_zones(self, *zones: str, prefix: str = "m-") -> None:
        self.primary.update({f"{prefix}{zone.replace('.', '-')}": zone for zone in zones})

    def is_live(self, *zones: str) -> None:
        for zone in zones:
            until(lambda zone=zone: self.public.serial(zone) is not None, f"{zone} is public")  # type: ignore[misc]

    def close(self) -> None:
        self.public.close()
        self.primary.stop()


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    both = Pair(tmp_path, POLL_SECONDS="2")
    yield both
    both.close()


def names(count: int, stem: str = "z") -> list[str]:
    return [f"{stem}{number}.example" for number in range(count)]


def test_a_member_becomes_a_public_zone_and_goes_when_it_is_delisted(pair: Pair) -> None:
    pair.publish("one.example", "two.example")
    pair.is_live("one.example", "two.example")
    pair.primary.update(removed=["m-one-example"])
    until(lambda: pair.public.serial("one.example") is None, "one.example is gone")
    assert pair.public.serial("two.example") == 1
    assert not list(pair.public.directory.glob("zones/*/one.example*"))


def test_the_last_zone_can_be_deleted(pair: Pair) -> None:
    pair.publish("only.example")
    pair.is_live("only.example")
    pair.primary.update(removed=["m-only-example"])
    until(lambda: not pair.public.zone_exists("only.example"), "only.example is gone")
    pair.public.agrees_with(pair.primary)


def test_a_zone_created_anew_under_the_same_name_drops_its_old_state(pair: Pair) -> None:
    pair.publish("again.example")
    pair.is_live("again.example")
    pair.primary.rndc.call("delzone -clean again.example")
    pair.primary.create_zones(["again.example"], text="second")
    # The serial is the old one, so only a zone without its old state takes the new content.
    pair.primary.update({"other": "again.example"}, removed=["m-again-example"])

    def has_second_text() -> bool:
        answer = pair.public.ask("again.example", "TXT")
        return answer is not None and '"second"' in "".join(rrset.to_text() for rrset in answer.answer)

    until(has_second_text, "the new incarnation is public")
    pair.public.agrees_with(pair.primary)
    assert pair.public.zone_exists("again.example")


def test_many_zones_created_anew_in_one_change_are_all_there_also_after_a_restart_of_named(pair: Pair) -> None:
    zones = names(120)
    pair.publish(*zones)
    pair.is_live(*zones)
    update = pair.primary.new_update()
    for zone in zones:
        update.delete(f"m-{zone.replace('.', '-')}.zones.{CATALOG}.", "PTR")
        update.add(f"n-{zone.replace('.', '-')}.zones.{CATALOG}.", 0, "PTR", f"{zone}.")
    pair.primary.send(update)
    pair.public.agrees_with(pair.primary)
    pair.public.end_service()
    pair.public.restart()
    assert [zone for zone in zones if not pair.public.zone_exists(zone)] == []
    pair.is_live(*zones)


def test_a_zone_created_anew_while_the_service_was_away_is_noticed(pair: Pair) -> None:
    pair.publish("again.example", "still.example")
    pair.is_live("again.example")
    pair.public.end_service()
    pair.primary.update({"other": "again.example"}, removed=["m-again-example"])
    pair.public.start_service()
    pair.public.agrees_with(pair.primary)
    events = [event["event"] for event in pair.public.events() if event.get("zone") == "again.example"]
    assert events == ["zone added", "zone removed", "zone added"]


def test_a_zone_created_anew_is_noticed_even_when_no_difference_can_be_had(pair: Pair) -> None:
    pair.publish("again.example", "still.example")
    pair.is_live("again.example", "still.example")
    pair.public.end_service()
    pair.primary.update({"other": "again.example"}, removed=["m-again-example"])
    pair.public.stop()
    # Without its copy named transfers the whole catalog and has no history to answer from.
    for copy in pair.public.directory.glob("catalog.zone*"):
        copy.unlink()
    pair.public.start(pair.public.directory / "named.conf")
    pair.public.start_service()
    pair.public.agrees_with(pair.primary)
    events = [event["event"] for event in pair.public.events() if event.get("zone") == "again.example"]
    assert events == ["zone added", "zone removed", "zone added"]
    assert [event["event"] for event in pair.public.events() if event.get("zone") == "still.example"] == ["zone added"]
    pair.is_live("again.example", "still.example")


def test_a_restarted_service_asks_for_the_difference_only(pair: Pair) -> None:
    pair.publish("one.example")
    pair.public.agrees_with(pair.primary)
    assert pair.public.end_service() == 0
    before = len(pair.public.events())
    pair.list_zones("two.example")
    pair.public.start_service()
    pair.public.agrees_with(pair.primary)
    events = [event["event"] for event in pair.public.events()[before:]]
    assert "delta" in events
    assert "whole catalog" not in events


def test_a_lost_state_file_costs_a_comparison_and_nothing_else(pair: Pair) -> None:
    pair.publish(*names(20))
    pair.public.agrees_with(pair.primary)
    pair.public.end_service()
    (pair.public.state_directory / "catalog.state").write_bytes(b'["catalog", "catal\0\0')
    pair.primary.update(removed=["m-z3-example"])
    pair.public.start_service()
    pair.public.agrees_with(pair.primary)
    assert not pair.public.zone_exists("z3.example")
    assert pair.public.zone_exists("z4.example")


@pytest.mark.parametrize("victim", ["service", "named"])
def test_a_kill_in_the_middle_of_a_bulk_is_made_good(pair: Pair, victim: str) -> None:
    zones = names(600)
    pair.list_zones(*zones)
    until(lambda: pair.public.zone_exists("z40.example"), "the bulk has begun")
    if victim == "service":
        pair.public.end_service(hard=True)
        pair.list_zones("late.example")
        pair.public.start_service()
    else:
        pair.public.kill()
        pair.list_zones("late.example")
        pair.public.start(pair.public.directory / "named.conf")
    pair.public.agrees_with(pair.primary, seconds=60)
    missing = [zone for zone in [*zones, "late.example"] if not pair.public.zone_exists(zone)]
    assert missing == []


def test_zones_do_not_vanish_in_masses_until_an_operator_allows_it(pair: Pair) -> None:
    zones = names(20)
    pair.list_zones(*zones)
    pair.public.agrees_with(pair.primary)
    pair.primary.update(removed=[f"m-z{number}-example" for number in range(12)])
    until(lambda: "12 of 20 zones" in pair.public.health()["last_error"], "the refusal is shown")
    assert all(pair.public.zone_exists(zone) for zone in zones)
    assert pair.public.command("health").returncode == 1

    assert pair.public.command("allow-removal", "12").returncode == 0
    pair.public.agrees_with(pair.primary)
    assert [zone for zone in zones if pair.public.zone_exists(zone)] == zones[12:]
    assert pair.public.command("health").returncode == 0
    assert not (pair.public.state_directory / "allow-removal").exists()


def test_a_refused_catalog_that_is_mended_needs_no_operator(pair: Pair) -> None:
    zones = names(20)
    pair.list_zones(*zones)
    pair.public.agrees_with(pair.primary)
    pair.primary.update(removed=[f"m-z{number}-example" for number in range(20)])
    until(lambda: "too many zones" in pair.public.health()["last_error"], "the refusal is shown")
    pair.list_zones(*zones)
    pair.public.agrees_with(pair.primary)
    assert all(pair.public.zone_exists(zone) for zone in zones)


def test_an_empty_catalog_that_arrives_whole_is_refused(pair: Pair) -> None:
    pair.list_zones("one.example")
    pair.public.agrees_with(pair.primary)
    pair.public.end_service()
    (pair.public.state_directory / "catalog.state").unlink()
    pair.primary.update(removed=["m-one-example"])
    pair.public.start_service()
    until(lambda: "the catalog is empty" in pair.public.health()["last_error"], "the refusal is shown")
    assert pair.public.zone_exists("one.example")


@pytest.mark.parametrize("damage", ["version missing", "version 3", "two PTR", "listed twice"])
def test_a_broken_catalog_is_not_acted_on(pair: Pair, damage: str) -> None:
    pair.list_zones("one.example", "two.example")
    pair.public.agrees_with(pair.primary)
    update = pair.primary.new_update()
    update.delete(f"m-one-example.zones.{CATALOG}.", "PTR")
    if damage.startswith("version"):
        update.delete(f"version.{CATALOG}.", "TXT")
        if damage == "version 3":
            update.add(f"version.{CATALOG}.", 0, "TXT", "3")
    elif damage == "two PTR":
        update.add(f"m-two-example.zones.{CATALOG}.", 0, "PTR", "three.example.")
    else:
        update.add(f"twice.zones.{CATALOG}.", 0, "PTR", "two.example.")
    pair.primary.send(update)
    until(lambda: "broken catalog" in pair.public.health()["last_error"], "the refusal is shown")
    assert pair.public.zone_exists("one.example")
    assert not pair.public.zone_exists("three.example")


def test_a_zone_of_somebody_else_is_never_removed(pair: Pair) -> None:
    config = f'{{ type secondary; primaries {{ 127.0.0.1 port {free_port()}; }}; file "foreign.db"; }}'
    assert pair.public.rndc.call(f"addzone {quoted_zone_name('foreign.example')} {config};").result == 0
    pair.list_zones("foreign.example", "one.example")
    pair.public.agrees_with(pair.primary)
    pair.primary.update(removed=["m-foreign-example"])
    pair.public.agrees_with(pair.primary)
    pair.public.end_service()
    pair.public.start_service()
    until(lambda: pair.public.health()["last_comparison_time"], "a comparison")
    pair.public.agrees_with(pair.primary)
    assert 'file "foreign.db"' in pair.public.rndc.call("showzone foreign.example").text


def test_a_name_that_could_break_out_is_refused_and_holds_up_nothing(pair: Pair) -> None:
    update = pair.primary.new_update()
    for label, zone in {"bad": r"x\"\;\032\}.example.", "dash": "-clean.example.", "good": "good.example."}.items():
        update.add(f"{label}.zones.{CATALOG}.", 0, "PTR", zone)
    pair.primary.send(update)
    pair.public.agrees_with(pair.primary)
    assert pair.public.zone_exists("good.example")
    assert len(pair.public.health()["refused_zones"]) == 2


def test_notify_is_answered_and_rubbish_is_survived(pair: Pair) -> None:
    def ring(zone: str) -> dns.message.Message:
        notify = dns.message.make_query(zone, "SOA")
        notify.flags = dns.flags.AA
        notify.set_opcode(dns.opcode.NOTIFY)
        return dns.query.udp(notify, "127.0.0.1", port=int(pair.public.variables["NOTIFY_PORT"]), timeout=10)

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as rubbish:
        for datagram in (b"", b"\0", b"\xff" * 600):
            rubbish.sendto(datagram, ("127.0.0.1", int(pair.public.variables["NOTIFY_PORT"])))
    answer = ring(CATALOG)
    assert answer.opcode() == dns.opcode.NOTIFY
    assert answer.flags & dns.flags.AA
    assert answer.rcode() == dns.rcode.NOERROR
    assert ring("other.test").rcode() == dns.rcode.NOTAUTH


def test_a_stop_in_the_middle_of_a_bulk_is_obeyed_and_made_good(pair: Pair) -> None:
    zones = names(600)
    pair.list_zones(*zones)
    until(lambda: pair.public.zone_exists("z40.example"), "the bulk has begun")
    assert pair.public.end_service() == 0
    pair.public.start_service()
    pair.public.agrees_with(pair.primary)
    assert [zone for zone in zones if not pair.public.zone_exists(zone)] == []


def test_the_comparison_repairs_both_ways(tmp_path: Path) -> None:
    pair = Pair(tmp_path, COMPARE_SECONDS="1")
    try:
        pair.list_zones("one.example", "two.example")
        pair.public.agrees_with(pair.primary)
        ours = pair.public.rndc.call("showzone one.example").text
        pair.public.rndc.call("delzone one.example")
        # What was added by the service and is no member: as left by a removal that was cut short.
        stray = ours.replace("one.example", "stray.example").removeprefix('zone "stray.example"')
        stray = stray.replace(zone_file("one.example")[:9], zone_file("stray.example")[:9])
        assert pair.public.rndc.call(f'addzone "stray.example"{stray}').result == 0
        until(lambda: pair.public.zone_exists("one.example"), "the lost zone is back")
        until(lambda: not pair.public.zone_exists("stray.example"), "the stray zone is gone")
    finally:
        pair.close()


def test_notify_alone_is_enough(tmp_path: Path) -> None:
    pair = Pair(tmp_path, POLL_SECONDS="3600", COMPARE_SECONDS="86400")
    try:
        for zone in ("one.example", "two.example"):
            pair.publish(zone)
            pair.is_live(zone)
    finally:
        pair.close()


def test_without_notify_the_poll_finds_the_change(tmp_path: Path) -> None:
    pair = Pair(tmp_path, POLL_SECONDS="1")
    try:
        pair.public.end_service()
        # named goes on ringing at the old port.
        pair.public.variables["NOTIFY_PORT"] = str(free_port())
        pair.public.start_service()
        pair.list_zones("one.example")
        until(lambda: pair.public.zone_exists("one.example"), "the zone is added")
    finally:
        pair.close()


def test_a_change_made_while_named_was_down_arrives_without_a_new_notify(tmp_path: Path) -> None:
    pair = Pair(tmp_path, MAX_REFRESH_SECONDS="3")
    try:
        pair.publish("one.example")
        pair.is_live("one.example")
        pair.public.kill()
        file = pair.primary.directory / "zones/one.example.first.db"
        file.write_text(file.read_text().replace(" 1 3600", " 2 3600"))
        assert pair.primary.rndc.call("reload one.example").result == 0
        until(lambda: pair.primary.serial("one.example") == 2, "the primary has the change")
        pair.public.start(pair.public.directory / "named.conf")
        until(lambda: pair.public.serial("one.example") == 2, "the change is public")
    finally:
        pair.close()


def test_zones_follow_a_restarted_named_without_the_services_help(pair: Pair) -> None:
    pair.publish("one.example")
    pair.is_live("one.example")
    pair.public.end_service()
    pair.public.restart()
    pair.is_live("one.example")


def test_the_catalog_is_not_shown_to_strangers(pair: Pair) -> None:
    pair.list_zones("secret.example")
    pair.public.agrees_with(pair.primary)
    with pytest.raises(dns.xfr.TransferError):
        dns.query.inbound_xfr(pair.public.address, dns.zone.Zone(CATALOG), port=pair.public.port, timeout=5)
