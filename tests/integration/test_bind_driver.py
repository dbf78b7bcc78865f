"""The BIND driver against a real named: every call may be repeated, and foreign zones are told apart."""

from collections.abc import Iterator

import pytest

from core.errors import Invalid, NotAllowed, TryLater
from core.rndc import Rndc
from publicdns.bind_driver import BindDriver
from publicdns.driver import Driver
from tests.catalog_primary import CatalogPrimary
from tests.named_server import free_port, new_secret
from tests.public_server import PublicServer

STRANGE_NAMES = ["0/25.2.0.192.in-addr.arpa", "_tcp.example", "xn--bcher-kva.example", ".".join(["a" * 60] * 4)]


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PublicServer]:
    directory = tmp_path_factory.mktemp("driver")
    primary = CatalogPrimary(directory / "primary", [])
    server = PublicServer(directory / "public")
    primary.start()
    server.start_following(primary)
    yield server
    server.close()
    primary.stop()


@pytest.fixture
def driver(public: PublicServer) -> Driver:
    rndc = Rndc(public.address, public.rndc_port, public.rndc_secret)
    return BindDriver(rndc, public.address, int(public.variables["STATISTICS_PORT"]))


def test_adding_and_removing_twice_is_done(driver: Driver) -> None:
    for _ in range(2):
        driver.add_zone("twice.example")
        assert driver.added_here("twice.example")
    for _ in range(2):
        driver.remove_zone("twice.example")
        assert not driver.added_here("twice.example")


@pytest.mark.parametrize("zone", STRANGE_NAMES)
def test_a_zone_is_listed_under_the_name_it_was_added_by(driver: Driver, zone: str) -> None:
    driver.add_zone(zone)
    assert zone in driver.list_zones()
    assert driver.added_here(zone)
    driver.remove_zone(zone)
    assert zone not in driver.list_zones()


def test_a_zone_of_the_configuration_file_is_listed_and_stays(driver: Driver) -> None:
    (catalog,) = driver.list_zones()
    assert not driver.added_here(catalog)
    with pytest.raises(NotAllowed):
        driver.remove_zone(catalog)
    assert catalog in driver.list_zones()


def test_a_name_named_could_misread_is_refused(driver: Driver) -> None:
    before = driver.list_zones()
    for step in (driver.add_zone, driver.remove_zone):
        with pytest.raises(Invalid):
            step('x.example" { type primary; }; zone "y')
    assert driver.list_zones() == before


def test_a_server_that_is_away_is_a_matter_of_time() -> None:
    driver = BindDriver(Rndc("127.0.0.1", free_port(), new_secret(), timeout=1), "127.0.0.1", free_port())
    with pytest.raises(TryLater):
        driver.add_zone("a.example")
    with pytest.raises(TryLater):
        driver.list_zones()
