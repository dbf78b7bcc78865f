"""Changes of records as they travel from page to page."""

import json

import pytest

from core.errors import Conflict, Invalid
from web.pages.records.changes import Change, change_of, errors_of, read_changes, values_of, written
from web.pages.records.conflicts import decided, look_at

RECORD = {
    "id": 7,
    "name": "www",
    "type": "A",
    "priority": None,
    "content": "192.0.2.1",
    "ttl": 300,
    "comment": None,
    "disabled": False,
}


def changed(**wanted: object) -> Change:
    """Return a change of the record."""
    known = change_of(RECORD)
    return Change(known.key, known.record_id, known.before, {**known.values, **wanted})


def added(**wanted: object) -> Change:
    """Return a new record."""
    return Change("n1", None, None, values_of(wanted))


def test_only_what_was_changed_is_sent() -> None:
    assert changed(ttl="60", disabled=True).entry() == {"id": 7, "ttl": "60", "disabled": True}


def test_what_was_emptied_is_sent_as_empty() -> None:
    assert changed(ttl="").entry() == {"id": 7, "ttl": ""}


def test_a_new_record_leaves_to_the_api_what_was_not_typed() -> None:
    assert added(name="www", type="MX", content="mail.example.org", priority=10).entry() == {
        "name": "www",
        "type": "MX",
        "content": "mail.example.org",
        "priority": "10",
    }


def test_a_deletion_sends_nothing_but_the_id() -> None:
    known = change_of(RECORD)
    assert Change(known.key, 7, known.before, known.values, True).entry() == {"id": 7, "delete": True}


def test_changes_are_read_as_they_were_written() -> None:
    changes = [changed(content="192.0.2.2"), added(name="new", type="TXT", content='"</textarea>')]
    assert read_changes({"changes": written(changes)}) == changes


def test_what_is_typed_into_rows_takes_the_place_of_what_was_there() -> None:
    form = {
        "changes": written([changed(content="192.0.2.2"), added(type="A", content="192.0.2.9")]),
        "row.r7": json.dumps(changed(content="192.0.2.2").kept()),
        "r7.content": " 192.0.2.3 ",
    }
    first, second = read_changes(form)
    assert first.entry() == {"id": 7, "content": "192.0.2.3"}
    assert second.values["content"] == "192.0.2.9"


def test_blank_rows_and_those_that_change_nothing_are_left_out() -> None:
    rows = {f"row.{change.key}": json.dumps(change.kept()) for change in (change_of(RECORD), added(type="A"))}
    assert read_changes(rows) == []


@pytest.mark.parametrize(
    "text", ["{", "1", "null", "{}x", '["a"]', '[{"key": "a"}]', '[{"key":"a","id":true,"before":null,"values":{}}]']
)
def test_what_is_no_list_of_changes_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="cannot be read"):
        read_changes({"changes": text})


def test_errors_stand_at_the_changes_they_are_about() -> None:
    changes = [changed(content="x"), added(type="A", content="y")]
    refusal = Invalid("No.", {"1": "Unable to validate record: Wrong.", "checkzone": ["A", "B"], "9": "Far."})
    assert errors_of(refusal, changes) == ({"n1": "Wrong."}, ["A", "B", "Far."])


def test_an_error_about_the_whole_batch_stands_above_it() -> None:
    assert errors_of(Invalid("Too large."), [changed()]) == ({}, ["Too large."])


def conflict(*records: dict[str, object]) -> Conflict:
    """Return what the API says when the zone has changed."""
    return Conflict("Changed.", {"serial": 3, "etag": '"1.3"', "records": list(records)})


def test_a_record_nobody_touched_is_no_matter_of_dispute() -> None:
    found = look_at(conflict(RECORD), [changed(ttl="60"), added(type="A")])
    assert found.disputes == []
    assert len(found.undisputed) == 2


def test_a_record_both_have_changed_is_disputed_and_one_that_both_changed_alike_is_done() -> None:
    mine = changed(content="192.0.2.2")
    assert look_at(conflict({**RECORD, "content": "192.0.2.3"}), [mine]).disputes[0].theirs == {
        **mine.values,
        "content": "192.0.2.3",
    }
    found = look_at(conflict({**RECORD, "content": "192.0.2.2"}), [mine])
    assert (found.disputes, found.undisputed) == ([], [])


def test_mine_is_decided_on_theirs_and_theirs_leaves_nothing_to_do() -> None:
    mine = changed(content="192.0.2.2")
    theirs = values_of({**RECORD, "ttl": 60})
    form = {"choice.r7": "mine", "theirs.r7": json.dumps(theirs)}
    assert [change.entry() for change in decided([mine], form)] == [{"id": 7, "ttl": "300", "content": "192.0.2.2"}]
    assert decided([mine], {"choice.r7": "theirs"}) == []


def test_mine_is_made_anew_when_theirs_is_gone() -> None:
    [left] = decided([changed(content="192.0.2.2")], {"choice.r7": "mine", "theirs.r7": "null"})
    assert left.entry() == {"name": "www", "type": "A", "content": "192.0.2.2", "ttl": "300"}
