"""The catalog is RFC 9432: BIND's own catalog zones and Knot follow the same text and the same updates."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.catalog_primary import CATALOG, TRANSFER_KEY, CatalogPrimary
from tests.knot_server import KnotServer
from tests.named_server import NamedServer, free_port
from tests.waiting import until


def native_named(directory: Path, port: int, primary: CatalogPrimary) -> NamedServer:
    """Start a named that follows the catalog by itself, without our service."""
    source = f'primaries {{ 127.0.0.1 port {primary.port} key "{TRANSFER_KEY}"; }}'
    server = NamedServer(
        directory,
        port=port,
        options=f"""notify no; serial-query-rate 10000; min-refresh-time 1; min-retry-time 1; allow-new-zones yes;
          catalog-zones {{
            zone "{CATALOG}" default-{source} zone-directory "members" in-memory no min-update-interval 0;
          }};""",
        config=f"""key "{TRANSFER_KEY}" {{ algorithm hmac-sha256; secret "{primary.transfer_secret}"; }};
zone "{CATALOG}" {{ type secondary; {source}; file "catalog.zone"; }};""",
    )
    server.write("members/.keep", "")
    return server.start()


@pytest.fixture(params=["BIND", "Knot"])
def followed(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[CatalogPrimary, NamedServer]]:
    port = free_port()
    primary = CatalogPrimary(tmp_path / "primary", [port])
    primary.start()
    if request.param == "BIND":
        consumer = native_named(tmp_path / "consumer", port, primary)
    else:
        consumer = KnotServer(tmp_path / "consumer", port).start_following(primary)
    yield primary, consumer
    consumer.stop()
    primary.stop()


def test_a_consumer_adds_and_removes_member_zones(followed: tuple[CatalogPrimary, NamedServer]) -> None:
    primary, consumer = followed
    primary.create_zones(["one.example", "two.example"])
    primary.update({"m1": "one.example", "m2": "two.example"})
    until(lambda: consumer.serial("one.example") and consumer.serial("two.example"), "both are served")
    primary.update(removed=["m1"])
    until(lambda: consumer.serial("one.example") is None, "one.example is gone")
    assert consumer.serial("two.example") == 1


def test_a_new_label_for_the_same_zone_drops_the_old_state(followed: tuple[CatalogPrimary, NamedServer]) -> None:
    primary, consumer = followed
    primary.create_zones(["again.example"])
    primary.update({"m1": "again.example"})
    until(lambda: consumer.serial("again.example"), "the zone is served")
    primary.rndc.call("delzone again.example")
    primary.create_zones(["again.example"], text="second")
    primary.update({"m2": "again.example"}, removed=["m1"])

    def has_second_text() -> bool:
        answer = consumer.ask("again.example", "TXT")
        return answer is not None and any('"second"' in rrset.to_text() for rrset in answer.answer)

    # Under the same serial, so a consumer that kept the old zone would never transfer the new one.
    until(has_second_text, "the new incarnation is served")
