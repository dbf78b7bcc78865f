"""What lines of logs say: when they were written, and which zone they name."""

import pytest

from api.services.lines import message_of_named, naming, time_of, with_times

NAMED = "2026-11-24T22:51:24.258Z notify: info: zone x.org/IN: sending notifies (serial 1)"


@pytest.mark.parametrize(
    ("line", "time"),
    [
        (NAMED, "2026-11-24T22:51:24.258000+00:00"),
        ('{"service": "api", "timestamp": "2026-11-24T22:51:24.258123Z"}', "2026-11-24T22:51:24.258123+00:00"),
        ("[2026-11-24 22:51:29 +0100] [4232] [INFO] Booting", "2026-11-24T21:51:29+00:00"),
    ],
)
def test_a_time_is_read_in_the_form_each_writes_it(line: str, time: str) -> None:
    found = time_of(line)
    assert found is not None
    assert found.isoformat() == time


@pytest.mark.parametrize(
    "line",
    [
        "2026-11-24  3:52:17 18 [Warning] Aborted connection",
        "2026-11-24 22:51:53,114 INFO spawned: 'cron' with pid 5245",
        "3723:M 24 Nov 2026 22:51:23.060 * Ready to accept connections",
    ],
)
def test_a_time_without_a_zone_is_that_of_this_machine(line: str) -> None:
    found = time_of(line)
    assert found is not None
    assert (found.year, found.month, found.astimezone().minute) == (2026, 11, 51 if "51" in line else 52)


@pytest.mark.parametrize("line", ["", "Traceback", "{", '{"timestamp": 5}', "[]", "2026-99-99 99:99:99", "{}", "null"])
def test_a_line_without_a_time_tells_none(line: str) -> None:
    assert time_of(line) is None


def test_a_line_without_a_time_has_that_of_the_line_before() -> None:
    lines = ["before", NAMED, "  continued"]
    assert list(with_times(lines, 0.0)) == [
        ("Thu, 01 Jan 1970 00:00:00 +0000", "before"),
        ("Tue, 24 Nov 2026 22:51:24 +0000", NAMED),
        ("Tue, 24 Nov 2026 22:51:24 +0000", "  continued"),
    ]


def test_what_named_says_is_told_without_what_stands_before_it() -> None:
    assert message_of_named(NAMED) == "zone x.org/IN: sending notifies (serial 1)"
    assert message_of_named("zone x.org/IN: loaded") == "zone x.org/IN: loaded"


@pytest.mark.parametrize("line", ["zone x.org/IN: loaded", "(X.ORG): transfer", "'x.org.'", "x.org", "zone x.org. is"])
def test_a_zone_is_named(line: str) -> None:
    assert naming("x.org").search(line)


@pytest.mark.parametrize("line", ["www.x.org", "x.org.uk", "ax.org", "-x.org", "x.org-a", "xxorg", "x.organ"])
def test_a_name_above_below_or_beside_a_zone_is_another(line: str) -> None:
    assert not naming("x.org").search(line)
