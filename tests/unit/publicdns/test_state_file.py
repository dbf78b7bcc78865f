"""The state file gives back the last serial that was acted on, whatever a crash did to its end."""

from pathlib import Path

from publicdns.membership import MemberDelta
from publicdns.state_file import StateFile


def test_a_missing_file_is_no_state(tmp_path: Path) -> None:
    assert StateFile(tmp_path / "state", "catalog.test").load() == (None, {})


def test_a_snapshot_and_its_deltas_come_back(tmp_path: Path) -> None:
    state = StateFile(tmp_path / "state", "catalog.test")
    state.replace(7, {"a": "a.example"})
    state.append(8, MemberDelta({}, {"b": "b.example"}), {})
    state.append(9, MemberDelta({"a": "a.example"}, {"c": "a.example"}), {})
    assert StateFile(tmp_path / "state", "catalog.test").load() == (9, {"b": "b.example", "c": "a.example"})


def test_wherever_the_file_was_cut_off_it_reads_as_a_state_that_was_acted_on(tmp_path: Path) -> None:
    path = tmp_path / "state"
    state = StateFile(path, "catalog.test")
    state.replace(7, {"a": "a.example"})
    state.append(8, MemberDelta({"a": "a.example"}, {"b": "b.example", "c": "c.example"}), {})
    whole = path.read_bytes()
    acted_on = [(None, {}), (7, {"a": "a.example"}), (8, {"b": "b.example", "c": "c.example"})]
    seen = set()
    for size in range(len(whole) + 1):
        path.write_bytes(whole[:size])
        loaded = StateFile(path, "catalog.test").load()
        assert loaded in acted_on
        seen.add(loaded[0])
    assert seen == {None, 7, 8}


def test_what_is_appended_after_a_torn_line_is_read(tmp_path: Path) -> None:
    path = tmp_path / "state"
    StateFile(path, "catalog.test").replace(7, {"a": "a.example"})
    with path.open("a") as file:
        file.write('["+", "torn", "to')
    state = StateFile(path, "catalog.test")
    serial, members = state.load()
    assert (serial, members) == (7, {"a": "a.example"})
    state.append(8, MemberDelta({}, {"b": "b.example"}), members)
    assert StateFile(path, "catalog.test").load() == (8, {"a": "a.example", "b": "b.example"})


def test_the_state_of_another_catalog_counts_as_none(tmp_path: Path) -> None:
    StateFile(tmp_path / "state", "other.test").replace(7, {"a": "a.example"})
    assert StateFile(tmp_path / "state", "catalog.test").load() == (None, {})


def test_the_file_does_not_grow_for_ever(tmp_path: Path) -> None:
    path = tmp_path / "state"
    state = StateFile(path, "catalog.test")
    state.replace(0, {})
    for serial in range(1, 3000):
        state.append(serial, MemberDelta({}, {"a": "a.example"}), {"a": "a.example"})
    assert len(path.read_text().splitlines()) < 2100
    assert state.load() == (2999, {"a": "a.example"})
