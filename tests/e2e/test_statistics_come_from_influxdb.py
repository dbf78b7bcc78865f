"""Statistics: totals of all servers out of InfluxDB, and an honest answer when it is not there."""

import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from api.app import create_app
from core.metrics import SERVER_QUERIES, ZONE_QUERIES, Metrics, Point
from core.settings import ApiSettings, MetricsSettings
from core.settings.reader import Reader
from orchestration.local import environments
from tests.administration import as_admin
from tests.influxdb_server import InfluxDb, influxdb_server
from tests.people import basic, plain_zone
from tests.stack import Stack

MINUTE = 60
# the begin of a minute some time ago, so that nothing of it falls out of the hour during a test
THEN = (int(time.time()) // MINUTE - 30) * MINUTE


@pytest.fixture(scope="module")
def influxdb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[InfluxDb]:
    server = influxdb_server(tmp_path_factory.mktemp("influxdb"))
    server.start()
    try:
        server.create_database()
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="module")
def client(stack: Stack, influxdb: InfluxDb) -> FlaskClient:
    """Give the API of the platform once more, with this InfluxDB."""
    reader = Reader(environments.of_api(stack.layout) | {"INFLUXDB_URL": influxdb.url})
    settings = ApiSettings.read(reader)
    reader.finish()
    return create_app(settings).test_client()


def write(influxdb: InfluxDb, *points: Point) -> None:
    Metrics(MetricsSettings(influxdb.url, "zonehost", "", "")).write(points)


def zone_point(zone: str, server: str, kind: str, minute: int, value: int) -> Point:
    return Point(ZONE_QUERIES, {"zone": zone, "server": server, "type": kind}, value, THEN + minute * MINUTE + 10)


def get(stack: Stack, client: FlaskClient, path: str) -> Any:
    who = stack.info["admin"]
    # as gunicorn gives it: the path as it was sent
    sent = {"RAW_URI": f"/1.0/{quote(path, safe='/?=&[]')}"}
    answer = client.get(f"/1.0/{path}", headers=basic(who["email"], who["password"]), environ_overrides=sent)
    assert answer.status_code == 200, answer.json
    assert answer.json is not None
    return answer.json["response"]["stats"]


def values(series: list[dict[str, int]]) -> list[tuple[int, int]]:
    return [((value["time"] - THEN) // MINUTE, value["value"]) for value in series]


def test_a_domain_is_told_by_type_as_the_total_of_all_servers(
    stack: Stack, client: FlaskClient, influxdb: InfluxDb
) -> None:
    zone = plain_zone(stack)
    write(
        influxdb,
        zone_point(zone, "ns1", "A", 0, 90),
        # the highest of a bucket counts
        Point(ZONE_QUERIES, {"zone": zone, "server": "ns1", "type": "A"}, 100, THEN + 50),
        zone_point(zone, "ns2", "A", 0, 5),
        zone_point(zone, "ns1", "A", 1, 130),
        zone_point(zone, "ns2", "A", 1, 6),
        zone_point(zone, "ns1", "TXT", 1, 7),
        zone_point(f"other-{zone}", "ns1", "A", 1, 10**6),
    )
    found = get(stack, client, f"admin/domains/{zone}/stats")
    assert {kind: values(series) for kind, series in found.items()} == {"A": [(0, 105), (1, 136)], "TXT": [(1, 7)]}
    grown = get(stack, client, f"admin/domains/{zone}/stats?type=derivative")
    assert values(grown["A"]) == [(1, 31)]
    assert all(type(value["value"]) is int for value in found["A"])
    by_server = get(stack, client, f"admin/domains/{zone}/stats?by=server")
    assert {server: values(series) for server, series in by_server.items()} == {
        "ns1": [(0, 100), (1, 137)],
        "ns2": [(0, 5), (1, 6)],
    }
    # a server that was started anew counts from nothing, which is no loss
    write(influxdb, zone_point(zone, "ns1", "A", 2, 3), zone_point(zone, "ns2", "A", 2, 8))
    assert values(get(stack, client, f"admin/domains/{zone}/stats?type=derivative")["A"]) == [(1, 31), (2, 2)]


def test_a_domain_of_another_script_is_found_by_its_ascii_name(
    stack: Stack, client: FlaskClient, influxdb: InfluxDb
) -> None:
    plain = plain_zone(stack)
    name = f"grün-{plain}"
    assert stack.api("POST", "domains", {"domain": name}).status == 200
    ascii_name = name.encode("idna").decode()
    write(influxdb, zone_point(ascii_name, "ns1", "A", 0, 4))
    assert values(get(stack, client, f"admin/domains/{name}/stats")["A"]) == [(0, 4)]
    by_zone = get(stack, client, f"system/stats/queries-per-zone?zones[]={name}&zones[]={plain}")
    assert {zone: values(series) for zone, series in by_zone.items()} == {name: [(0, 4)]}


def test_the_platform_is_told_by_server_type_and_zone(stack: Stack, client: FlaskClient, influxdb: InfluxDb) -> None:
    def point(server: str, kind: str, value: int) -> Point:
        return Point(SERVER_QUERIES, {"server": server, "type": kind}, value, THEN)

    write(influxdb, point("ns1", "A", 10), point("ns1", "MX", 2), point("ns2", "A", 20), point("ns2", "LOC", 0))
    servers = get(stack, client, "system/stats/queries-per-server")
    assert {name: values(series) for name, series in servers.items()} == {"ns1": [(0, 12)], "ns2": [(0, 20)]}
    kinds = get(stack, client, "system/stats/queries-per-rrtype?time=7200")
    assert {name: [value["value"] for value in series] for name, series in kinds.items()} == {"A": [30], "MX": [2]}
    zone = plain_zone(stack)
    write(influxdb, zone_point(zone, "ns1", "A", 0, 4), zone_point(zone, "ns1", "MX", 0, 1))
    assert values(get(stack, client, "system/stats/queries-per-zone")[zone]) == [(0, 5)]


def test_a_user_is_told_of_the_domains_that_were_asked_for(
    stack: Stack, client: FlaskClient, influxdb: InfluxDb
) -> None:
    asked, quiet = plain_zone(stack), plain_zone(stack)
    write(influxdb, zone_point(asked, "ns1", "A", 0, 4), zone_point(quiet, "ns1", "A", 0, 0))
    write(influxdb, zone_point("of-nobody.example", "ns1", "A", 0, 4))
    number = stack.api("GET", "userdata").response["user"]["id"]
    found = get(stack, client, f"users/{number}/stats/domains")
    assert values(found[asked]) == [(0, 4)]
    assert {quiet, "of-nobody.example"}.isdisjoint(found)
    assert get(stack, client, "users/self/stats/domains") == {}


PATHS = [
    "system/stats/queries-per-server",
    "system/stats/queries-per-rrtype",
    "system/stats/queries-per-zone",
]


@pytest.mark.parametrize("path", PATHS)
def test_a_platform_without_influxdb_says_so(stack: Stack, path: str) -> None:
    answer = as_admin(stack, "GET", path)
    assert (answer.status, "INFLUXDB_URL" in answer.body["error"]) == (503, True)
    assert "Retry-After" in answer.headers
    assert stack.api("GET", path).status == 403


def test_an_influxdb_that_is_away_is_no_zero(stack: Stack, influxdb: InfluxDb, client: FlaskClient) -> None:
    zone = plain_zone(stack)
    influxdb.stop()
    try:
        admin = stack.info["admin"]
        answer = client.get(f"/1.0/admin/domains/{zone}/stats", headers=basic(admin["email"], admin["password"]))
        assert answer.status_code == 503
        assert answer.json is not None
        assert "does not answer" in answer.json["error"]
    finally:
        influxdb.start()
    assert get(stack, client, f"admin/domains/{zone}/stats") == {}
