"""The way of a change, as steps to look at."""

from typing import Any

import pytest

from web.pages.zone.way import is_late, way


def status(state: str, **known: Any) -> dict[str, Any]:
    """Return the status of a zone that was saved at 100.0 under serial 7."""
    servers = [{"name": "ns1", "serial": 6, "seen_at": 50.0, "current": False}]
    settled = {"state": state, "serial": 7, "published_serial": 6, "saved_at": 100.0, "published_at": 50.0}
    return settled | {"servers": servers} | known


def steps(given: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the places of a way and how far each is."""
    return [(step.name, step.progress) for step in way(given)]


def test_what_is_live_has_passed_every_place() -> None:
    server = {"name": "ns1", "serial": 9, "seen_at": 100.2, "current": True}
    given = status("live", published_serial=7, published_at=100.1, servers=[server])
    assert steps(given) == [("Saved", "done"), ("Signed", "done"), ("ns1", "done")]
    assert [step.took and round(step.took, 3) for step in way(given)] == [None, 0.1, 0.2]


def test_a_server_waits_for_the_primary_and_fetches_after_it() -> None:
    assert steps(status("publishing")) == [("Saved", "done"), ("Signed", "under way"), ("ns1", "waiting")]
    assert steps(status("signing")) == [("Saved", "done"), ("Signed", "under way"), ("ns1", "waiting")]
    spreading = status("spreading", published_serial=7, published_at=100.1)
    assert steps(spreading) == [("Saved", "done"), ("Signed", "done"), ("ns1", "under way")]


def test_what_the_primary_refuses_stands_there_as_refused() -> None:
    assert steps(status("problem"))[1] == ("Signed", "failed")


def test_a_server_that_never_served_the_zone_serves_no_version_before() -> None:
    never = {"name": "ns1", "serial": None, "seen_at": None, "current": False}
    assert way(status("publishing", servers=[never]))[2].text == "waits"
    assert way(status("publishing"))[2].text == "serves the version before"


def test_a_time_from_before_the_change_took_no_time() -> None:
    # whoever publishes anew what is there already: the sighting is older than the wish
    server = {"name": "ns1", "serial": 9, "seen_at": 99.0, "current": True}
    assert way(status("live", published_serial=7, servers=[server]))[2].took is None


@pytest.mark.parametrize(
    ("state", "now", "late"), [("spreading", 110.0, False), ("spreading", 116.0, True), ("live", 900.0, False)]
)
def test_only_what_is_under_way_for_long_is_late(state: str, now: float, late: bool) -> None:
    assert is_late(status(state), now) is late
