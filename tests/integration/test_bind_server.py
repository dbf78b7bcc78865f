"""The driver of the hidden primary beside a real named that runs with our own configuration."""

import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bind.render_config import BindSettings, write_config
from core.errors import Invalid, TryLater
from core.rndc import Rndc
from core.settings import Address, PrimarySettings
from core.zone.serials import serial_gt
from core.zone.soa import Soa
from core.zone.zonefile import render_zone
from tests.named_server import NamedServer, free_port, new_secret
from worker.bind_server import LARGE_CHANGE, BindServer, SerialTooLow, ZoneVersion
from worker.catalog_zone import CatalogZone
from worker.primary_control import PrimaryControl
from worker.signing_state import SigningState

ZONE = "harbour-lights.org"


class Primary(NamedServer):
    """A hidden primary as `bind/` configures it, and what the worker drives it with."""

    def __init__(self, directory: Path) -> None:
        super().__init__(directory)
        self.catalog_secret = new_secret()
        self.settings = PrimarySettings(
            dns=Address(self.address, self.port),
            control=Address(self.address, self.rndc_port),
            rndc_secret=self.rndc_secret,
            catalog="catalog.invalid",
            catalog_tsig_name="catalog-update",
            catalog_tsig_secret=self.catalog_secret,
            directory=directory,
        )
        directory.mkdir()
        configuration = BindSettings(
            directory=directory,
            dns=self.settings.dns,
            control=self.settings.control,
            statistics=Address(self.address, free_port()),
            clients=("127.0.0.1",),
            notified=(),
            rndc_secret=self.rndc_secret,
            transfer_key="transfer",
            transfer_secret=new_secret(),
            catalog="catalog.invalid",
            catalog_key="catalog-update",
            catalog_secret=self.catalog_secret,
        )
        write_config(configuration, directory / "named.conf")
        self.start(directory / "named.conf")
        self.catalog = CatalogZone(self.settings)

    @property
    def server(self) -> BindServer:
        """A driver that knows nothing of what another has done, as after a restart of the worker."""
        control = PrimaryControl(Rndc(self.address, self.rndc_port, self.rndc_secret))
        return BindServer(self.directory, control, SigningState(self.settings))

    def values(self, name: str, kind: str) -> set[str]:
        """Return the rdata it answers with."""
        message = self.ask(name, kind)
        if message is None:
            return set()
        return {rdata.to_text() for rrset in message.answer for rdata in rrset}


@pytest.fixture
def primary(tmp_path: Path) -> Iterator[Primary]:
    running = Primary(tmp_path / "primary")
    try:
        yield running
    finally:
        running.stop()


def version(
    serial: int, *addresses: str, policy: str = "default", incarnation: int = 1, extra: str = ""
) -> ZoneVersion:
    soa = Soa("ns1.example.net.", "host.example.net.", serial, 3600, 600, 86400, 60)
    records = [("", 300, "NS", "ns1.example.net."), *[("www", 300, "A", address) for address in addresses]]
    text = render_zone(ZONE, soa, 60, records) + extra
    return ZoneVersion(ZONE, incarnation, serial, policy, text)


def many(serial: int, count: int) -> ZoneVersion:
    return version(serial, "192.0.2.1", extra="".join(f"h{number} 300 A 192.0.2.9\n" for number in range(count)))


def agree() -> None:
    """Let every replacement go ahead."""


def test_a_new_zone_is_served_signed(primary: Primary) -> None:
    served = primary.server.install_zone(version(1, "192.0.2.1"), agree)
    assert primary.values(f"www.{ZONE}", "A") == {"192.0.2.1"}
    assert primary.serial(ZONE) == served
    assert primary.values(ZONE, "DNSKEY")


def test_installing_the_same_version_again_changes_nothing(primary: Primary) -> None:
    first = primary.server.install_zone(version(1, "192.0.2.1"), agree)

    def refuse() -> None:
        raise AssertionError("nothing is to be replaced")

    assert primary.server.install_zone(version(1, "192.0.2.1"), refuse) == first


def test_a_changed_zone_is_served_under_a_grown_serial_when_the_call_returns(primary: Primary) -> None:
    before = primary.server.install_zone(version(1, "192.0.2.1"), agree)
    after = primary.server.install_zone(version(2, "192.0.2.2"), agree)
    assert serial_gt(after, before)
    assert primary.values(f"www.{ZONE}", "A") == {"192.0.2.2"}


def test_a_change_of_a_zone_nobody_noted_leaves_no_file_that_is_not_used(primary: Primary) -> None:
    primary.server.install_zone(version(1, "192.0.2.1"), agree)
    primary.server.install_zone(version(2, "192.0.2.2"), agree)
    used = primary.rndc.call(f"zonestatus {ZONE}").text
    for file in (primary.directory / "zones").glob(f"*/{ZONE}.*.db"):
        assert file.name in used


def test_a_large_change_is_served_whole(primary: Primary) -> None:
    before = primary.server.install_zone(version(1, "192.0.2.1"), agree)
    size = 4 * LARGE_CHANGE
    with pytest.raises(SerialTooLow) as too_low:
        primary.server.install_zone(many(2, size), agree)
    assert too_low.value.floor == before
    after = primary.server.install_zone(many(before + 1, size), agree)
    assert serial_gt(after, before)
    for number in (0, size // 2, size - 1):
        assert primary.values(f"h{number}.{ZONE}", "A") == {"192.0.2.9"}
    assert SigningState(primary.settings).is_complete(ZONE)


def test_a_large_zone_can_be_transferred_once_it_is_signed(primary: Primary) -> None:
    primary.server.install_zone(many(1, 2 * LARGE_CHANGE), agree)
    shown = primary.rndc.call(f"showzone {ZONE}").text
    assert "allow-transfer" not in shown
    assert "notify" not in shown


@pytest.mark.parametrize("count", [1, 2 * LARGE_CHANGE])
def test_a_refused_version_leaves_the_last_good_one_served_and_on_disk(primary: Primary, count: int) -> None:
    served = primary.server.install_zone(version(1, "192.0.2.1"), agree)
    bad_lines = "".join(f"broken{number} 300 A 192.0.2.256\n" for number in range(count))
    broken = version(served + 1, "192.0.2.2", extra=bad_lines)
    with pytest.raises(Invalid, match="bad dotted quad"):
        primary.server.install_zone(broken, agree)
    assert primary.values(f"www.{ZONE}", "A") == {"192.0.2.1"}
    primary.restart()
    assert primary.values(f"www.{ZONE}", "A") == {"192.0.2.1"}
    primary.server.install_zone(version(served + 2, "192.0.2.3"), agree)
    assert primary.values(f"www.{ZONE}", "A") == {"192.0.2.3"}


def test_a_new_zone_that_is_refused_leaves_nothing_behind(primary: Primary) -> None:
    with pytest.raises(Invalid):
        primary.server.install_zone(version(1, extra="broken 300 A nonsense\n"), agree)
    assert not primary.zone_exists(ZONE)
    primary.server.install_zone(version(1, "192.0.2.1"), agree)
    assert primary.values(f"www.{ZONE}", "A") == {"192.0.2.1"}


def test_a_zone_whose_signed_version_does_not_follow_starts_afresh(primary: Primary) -> None:
    served = primary.server.install_zone(version(1, "192.0.2.1"), agree)
    # as if named had loaded this text and the signed version had not moved since
    file = next((primary.directory / "zones").glob(f"*/{ZONE}.1.*.db"))
    file.with_name(f"{file.name}.unproved").write_text(f"[1, {served}]")
    with pytest.raises(SerialTooLow) as too_low:
        primary.server.install_zone(version(1, "192.0.2.1"), agree)
    after = primary.server.install_zone(version(too_low.value.floor + 1, "192.0.2.2"), agree)
    assert serial_gt(after, served)
    assert primary.values(f"www.{ZONE}", "A") == {"192.0.2.2"}
    assert not file.exists()


def test_a_replacement_that_is_called_off_touches_nothing(primary: Primary) -> None:
    primary.server.install_zone(version(1, "192.0.2.1"), agree)

    def lost() -> None:
        raise TryLater("The lock was lost.")

    with pytest.raises(TryLater):
        primary.server.install_zone(version(2, "192.0.2.2"), lost)
    assert primary.values(f"www.{ZONE}", "A") == {"192.0.2.1"}


def test_the_policy_of_a_zone_can_be_changed(primary: Primary) -> None:
    primary.server.install_zone(version(1, "192.0.2.1"), agree)
    primary.server.install_zone(version(2, "192.0.2.1", policy="nsec3"), agree)
    assert 'dnssec-policy "zonehost-nsec3"' in primary.rndc.call(f"showzone {ZONE}").text
    primary.server.install_zone(version(3, "192.0.2.4", policy="nsec3"), agree)
    assert primary.values(f"www.{ZONE}", "A") == {"192.0.2.4"}


def test_a_zone_without_signing_keeps_our_serial(primary: Primary) -> None:
    assert primary.server.install_zone(version(7, "192.0.2.1", policy="none"), agree) == 7
    assert primary.server.install_zone(version(8, "192.0.2.2", policy="none"), agree) == 8
    assert primary.values(f"www.{ZONE}", "A") == {"192.0.2.2"}
    assert not primary.values(ZONE, "DNSKEY")


def test_another_life_of_a_name_replaces_the_first(primary: Primary) -> None:
    served = primary.server.install_zone(version(1, "192.0.2.1"), agree)
    keys = primary.values(ZONE, "DNSKEY")
    primary.server.install_zone(version(served + 1, "192.0.2.2", incarnation=2), agree)
    assert primary.values(f"www.{ZONE}", "A") == {"192.0.2.2"}
    assert primary.values(ZONE, "DNSKEY") == keys


def test_removing_a_zone_tells_its_last_serial_once_and_spares_another_life(primary: Primary) -> None:
    served = primary.server.install_zone(version(1, "192.0.2.1"), agree)
    assert primary.server.remove_zone(ZONE, incarnation=2) is None
    assert primary.zone_exists(ZONE)
    assert primary.server.remove_zone(ZONE, incarnation=1) == served
    assert not primary.zone_exists(ZONE)
    assert primary.server.remove_zone(ZONE, incarnation=1) is None


def test_a_zone_the_server_has_lost_comes_back_above_its_last_serial(primary: Primary) -> None:
    served = primary.server.install_zone(version(1, "192.0.2.1"), agree)
    primary.server.remove_zone(ZONE)
    with pytest.raises(SerialTooLow) as too_low:
        primary.server.install_zone(replace(version(2, "192.0.2.2"), last_served_serial=served), agree)
    assert too_low.value.floor == served
    lifted = replace(version(served + 1, "192.0.2.2"), last_served_serial=served)
    assert serial_gt(primary.server.install_zone(lifted, agree), served)
    assert primary.values(f"www.{ZONE}", "A") == {"192.0.2.2"}


def test_a_server_that_is_away_is_tried_later(primary: Primary) -> None:
    primary.server.install_zone(version(1, "192.0.2.1"), agree)
    primary.stop()
    steps: list[Callable[[], object]] = [
        lambda: primary.server.install_zone(version(2, "192.0.2.2"), agree),
        lambda: primary.server.remove_zone(ZONE),
        lambda: primary.catalog.add(1, ZONE),
        primary.catalog.members,
    ]
    for step in steps:
        with pytest.raises(TryLater):
            step()
    primary.start(primary.directory / "named.conf")


def test_a_server_that_closes_the_connection_is_tried_later(primary: Primary) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closing:
        settings = replace(primary.settings, dns=Address("127.0.0.1", closing.getsockname()[1]))
        catalog = CatalogZone(settings)
        steps: list[Callable[[], object]] = [lambda: catalog.add(1, ZONE), catalog.members]
        for step in steps:
            closer = threading.Thread(target=_accept_and_close, args=(closing,))
            closer.start()
            with pytest.raises(TryLater):
                step()
            closer.join()


def _accept_and_close(server: socket.socket) -> None:
    """Take one connection and end it in the orderly way once something has been asked."""
    connection, _ = server.accept()
    with connection:
        asked = int.from_bytes(connection.recv(2, socket.MSG_WAITALL), "big")
        connection.recv(asked, socket.MSG_WAITALL)


def test_the_catalog_goes_on_being_updated_after_a_restart_of_the_server(primary: Primary) -> None:
    primary.catalog.add(1, ZONE)
    primary.stop()
    primary.start(primary.directory / "named.conf")
    primary.catalog.add(2, f"other.{ZONE}")
    assert set(primary.catalog.members().values()) == {ZONE, f"other.{ZONE}"}


def test_catalog_members_can_be_added_and_removed_twice(primary: Primary) -> None:
    for _ in range(2):
        primary.catalog.add(1, ZONE)
        assert set(primary.catalog.members().values()) == {ZONE}
    for _ in range(2):
        primary.catalog.remove(1, ZONE)
        assert primary.catalog.members() == {}


def test_a_zone_that_is_listed_twice_can_be_seen_and_taken_off(primary: Primary) -> None:
    for incarnation in (1, 2):
        primary.catalog.add(incarnation, ZONE)
    assert sorted(primary.catalog.members().values()) == [ZONE, ZONE]
    primary.catalog.remove(1, ZONE)
    assert list(primary.catalog.members().values()) == [ZONE]
