"""Every event is a sentence for people, whatever it carries."""

import re
from pathlib import Path

import pytest

from api.audit.sentences import SENTENCES, differences, summary

API = Path(__file__).resolve().parents[3] / "api"


def test_every_event_that_is_noted_has_a_sentence() -> None:
    noted = {
        event
        for path in API.rglob("*.py")
        for event in re.findall(r'\.note\(\s*"([a-z0-9.]+)"', path.read_text(encoding="utf-8"))
    }
    assert len(noted) > 5
    assert noted <= SENTENCES.keys()


@pytest.mark.parametrize("event", SENTENCES)
def test_a_sentence_can_be_said_with_too_few_arguments(event: str) -> None:
    assert "{" not in summary(event, [], "", "")


def test_what_stands_in_an_argument_is_no_template() -> None:
    assert summary("domain.delete", [1, "{domain}{0}"], "x.org", "") == "Deleted {domain}{0}"


def test_an_unknown_event_says_what_it_carries() -> None:
    assert summary("new.event", [1, "a", {"b": None}], "", "") == 'new.event: 1, a, {"b": null}'


def test_what_changed_is_told_member_by_member() -> None:
    before, after = '{"url": "a", "disabled": false}', {"url": "b", "disabled": False, "new": 1}
    assert differences([1, before, after]) == ["url: a → b", "new: null → 1"]
    assert differences([1, "text", "text"]) == []
    assert differences([1]) == []
