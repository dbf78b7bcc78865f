"""What pages of the administration make of what the API answers, and of what was typed."""

import pytest

from core.errors import Invalid
from web.formats import exact_time
from web.pages.administration.articles import as_shown as article_as_shown
from web.pages.administration.articles import seconds_of
from web.pages.administration.jobs import as_shown, is_late

JOB = {"id": 7, "data": '{"domain": "first.org", "serial": 3}', "created": 100, "started": 104, "finished": 106}


def test_a_job_is_shown_with_what_it_carries_and_how_long_it_took() -> None:
    shown = as_shown(JOB)
    assert (shown["zone"], shown["carried"]["serial"], shown["took"]) == ("first.org", 3, 2)
    assert as_shown({**JOB, "data": "{}", "finished": None})["took"] is None


def test_a_job_is_late_some_seconds_after_it_was_asked_for() -> None:
    assert not is_late(JOB, 105)
    assert is_late(JOB, 111)
    assert not is_late({**JOB, "created": None}, 111)


def test_a_time_in_a_form_is_of_utc() -> None:
    assert seconds_of("2026-11-25T01:20", -1) == 1795569600
    assert seconds_of("", -1) == -1
    with pytest.raises(Invalid, match="This is no time: soon"):
        seconds_of("soon", -1)


def test_an_article_of_the_far_future_is_shown_without_end() -> None:
    shown = article_as_shown({"visiblefrom": 2**40, "visibleuntil": 2**40})
    assert shown["visibleuntil"] == -1
    assert exact_time(shown["visiblefrom"]) == "9999-12-31 23:59:59 UTC"
    assert article_as_shown({"visiblefrom": 5, "visibleuntil": 7}) == {"visiblefrom": 5, "visibleuntil": 7}
