"""Statistics of queries out of a real InfluxDB, drawn, told in a table, and calm where there are none."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.metrics import SERVER_QUERIES, ZONE_QUERIES, Metrics, Point
from core.settings import MetricsSettings
from tests.administration import as_admin
from tests.browser.dashboard import Dashboard
from tests.chromium import Browser
from tests.influxdb_server import influxdb_server
from tests.keys import new_zone
from tests.own_api import own_api
from tests.own_web import own_web
from tests.people import Person, new_user
from tests.stack import Stack

MINUTE = 60
NOW = int(time.time()) // MINUTE * MINUTE


@pytest.fixture(scope="module")
def metrics(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MetricsSettings]:
    """Give a running InfluxDB."""
    server = influxdb_server(tmp_path_factory.mktemp("influxdb"))
    server.start()
    try:
        server.create_database()
        yield MetricsSettings(server.url, "zonehost", "", "")
    finally:
        server.stop()


@pytest.fixture
def counting(stack: Stack, window: Browser, metrics: MetricsSettings, tmp_path: Path) -> Iterator[Dashboard]:
    """Give a dashboard of a platform that has an InfluxDB."""
    api_directory, web_directory = tmp_path / "api", tmp_path / "web"
    for directory in (api_directory, web_directory):
        directory.mkdir()
    with (
        own_api(stack, api_directory, INFLUXDB_URL=metrics.url) as api_url,
        own_web(stack, web_directory, api_url) as web_url,
    ):
        opened = Dashboard(stack, window)
        opened.url = web_url
        opened.open("/healthz")
        window.forget()
        window.complaints()
        yield opened
        opened.expect_silence()


def owner_who_may_see_statistics(stack: Stack) -> tuple[Person, str]:
    """Return somebody new with a zone of theirs."""
    person = new_user(stack)
    [number] = [user["id"] for user in as_admin(stack, "GET", "users").response if user["email"] == person.email]
    allowed = {"domains_stats": True, "domains_create": True}
    assert as_admin(stack, "POST", f"users/{number}", {"permissions": allowed}).status == 200
    return person, new_zone(person)


def counters(zone: str, server: str, kind: str, per_minute: int) -> list[Point]:
    """Return a counter that grows evenly, for the last half an hour."""
    tags = {"zone": zone, "server": server, "type": kind}
    return [Point(ZONE_QUERIES, tags, per_minute * minute, NOW - (30 - minute) * MINUTE) for minute in range(30)]


def first_row(window: Browser) -> list[str]:
    """Return the words of the first row, without the thin spaces in numbers."""
    return window.text("main tbody tr:first-child").replace("\u202f", "").split()


def colours_in_plot(window: Browser) -> int:
    """Return how many colours the graph itself is painted in."""
    script = """
        const canvas = document.querySelector(".plot canvas");
        const painted = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
        const colours = new Set();
        for (let at = 0; at < painted.length; at += 4)
          if (painted[at + 3] === 255) colours.add(`${painted[at]} ${painted[at + 1]} ${painted[at + 2]}`);
        return colours.size"""
    return int(window.run(script))


def test_a_graph_shows_what_the_table_says(counting: Dashboard, stack: Stack, metrics: MetricsSettings) -> None:
    (person, zone), window = owner_who_may_see_statistics(stack), counting.window
    Metrics(metrics).write(
        counters(zone, "ns1", "A", 40) + counters(zone, "ns2", "A", 10) + counters(zone, "ns2", "TXT", 3)
    )
    counting.sign_in_as(person)
    counting.open(f"/zones/{zone}/statistics?range=1h")
    window.wait_for('figure[data-drawn="2"]')
    # 29 minutes in which it grew
    assert first_row(window) == ["A", "1450", "94.3", "%", "50"]
    assert colours_in_plot(window) > 2
    # each line can be hidden by keyboard
    window.run("document.querySelector('.legend button').focus()")
    window.press("Space")
    window.wait_for('.legend button[aria-pressed="false"]')
    window.click_text("All 29 values as a table")
    counting.expect_accessible()
    for width in (360, 1280):
        window.resize(width, 900)
        counting.expect_no_sideways_scrolling()
        assert window.run("return document.querySelector('.plot canvas').clientWidth") <= width
    window.click_text("By server")
    window.wait_for_text("ns1", "main tbody")
    assert first_row(window)[:2] == ["ns1", "1160"]
    counting.open("/profile/statistics?range=1h")
    window.wait_for("figure[data-drawn]")
    assert zone in window.text("main table")
    counting.expect_accessible()


def test_administrators_see_the_whole_platform_drawn(
    counting: Dashboard, stack: Stack, metrics: MetricsSettings
) -> None:
    window, (_person, zone) = counting.window, owner_who_may_see_statistics(stack)
    of_server = [
        Point(SERVER_QUERIES, {"server": "ns9", "type": "A"}, 7 * minute, NOW - (30 - minute) * MINUTE)
        for minute in range(30)
    ]
    Metrics(metrics).write(of_server + counters(zone, "ns9", "A", 2))
    counting.sign_in_as_administrator()
    counting.open("/admin/statistics?range=1h")
    window.wait_for('figure[data-graph="servers-numbers"][data-drawn]')
    assert "ns9" in window.text('[aria-label="Queries answered in the last 1 hour: in all"]')
    window.wait_for('figure[data-graph="zones-numbers"][data-drawn]')
    counting.expect_accessible()
    window.resize(360, 900)
    counting.expect_no_sideways_scrolling()
    window.resize(1280, 900)
    window.click_text(zone, "main table")
    window.wait_for_text(zone, "h1")


def test_a_platform_that_counts_nothing_says_so_calmly(dashboard: Dashboard) -> None:
    person, zone = owner_who_may_see_statistics(dashboard.stack)
    dashboard.sign_in_as(person)
    for path in (f"/zones/{zone}/statistics", "/profile/statistics"):
        dashboard.open(path)
        dashboard.window.wait_for_text("Statistics are not set up here")
        assert dashboard.window.count(".notice.problem") == 0
        dashboard.expect_accessible()


def test_administrators_are_told_so_too(dashboard: Dashboard) -> None:
    dashboard.sign_in_as_administrator()
    dashboard.open("/admin/statistics")
    dashboard.window.wait_for_text("Statistics are not set up here")
    assert dashboard.window.count(".notice.problem") == 0


def test_who_may_not_see_statistics_is_not_led_there(dashboard: Dashboard) -> None:
    dashboard.sign_in_as_demo_user()
    dashboard.open("/zones/demo.example.org")
    assert "Statistics" not in dashboard.window.text(".tabs")
    dashboard.open("/zones/demo.example.org/statistics")
    dashboard.window.wait_for_text("Administrators can allow it")
