"""Differences as people read them."""

from typing import Any

from web.difference import shown


def record(record_id: int | None, name: str, content: str = "192.0.2.1") -> dict[str, Any]:
    """Return a record of a difference."""
    return {"id": record_id, "name": name, "type": "A", "content": content, "priority": None}


def test_a_record_that_was_changed_is_one_line_with_both_versions() -> None:
    found = shown({"removed": [record(1, "www", "old")], "added": [record(1, "www", "new")]})
    [line] = found.lines
    assert (line.kind, line.record["content"], line.before and line.before["content"]) == ("changed", "new", "old")
    assert (found.added, found.removed, found.changed, found.total) == (0, 0, 1, 1)


def test_records_without_an_id_are_never_taken_for_one_another() -> None:
    found = shown({"removed": [record(None, "a")], "added": [record(None, "b")]})
    assert (found.added, found.removed, found.changed) == (1, 1, 0)


def test_lines_are_in_the_order_of_names_and_no_more_than_are_read() -> None:
    added = [record(number, name) for number, name in enumerate(["b", "x.a", "", "a"])]
    assert [line.record["name"] for line in shown({"removed": [], "added": added}).lines] == ["", "a", "x.a", "b"]
    cut = shown({"removed": [], "added": added}, most=2)
    assert (len(cut.lines), cut.total) == (2, 4)


def test_of_the_soa_only_what_changed_is_shown() -> None:
    before = {"primaryNS": "a.", "adminAddress": "b.", "refresh": 1, "retry": 2, "expire": 3, "minttl": 4}
    difference = {"removed": [], "added": [], "soa_before": before, "soa": {**before, "retry": 9}}
    assert shown(difference).soa == [("retry", 2, 9)]
    assert not shown(difference).is_empty
    assert shown({"removed": [], "added": []}).is_empty
