"""Every earlier state of a zone is told exactly by undoing its versions, and comes back by a restoration."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.history.difference import Difference
from api.history.reconstruction import Restoration, ZoneState, identity_of, restoration
from core.errors import NotFound

Zone = dict[int, dict[str, Any]]

SOA = {"primary": "ns1.x.org.", "admin": "a.x.org.", "refresh": 1, "retry": 2, "expire": 3, "minimum": 4}

# few values, so that records come to be equal
VALUES = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["", "www"]),
        "type": st.sampled_from(["A", "TXT"]),
        "content": st.sampled_from(["192.0.2.1", "192.0.2.2"]),
        "ttl": st.sampled_from([300, 86400]),
        "priority": st.none(),
        "comment": st.sampled_from([None, "c"]),
        "disabled": st.booleans(),
    }
)


class Editor:
    """A zone that is edited; keeps every version as the difference and as the state."""

    def __init__(self) -> None:
        self.zone: Zone = {}
        self.soa: dict[str, Any] = dict(SOA)
        self.next_id = 1
        self.versions: list[Difference] = []
        self.states: list[tuple[Zone, dict[str, Any]]] = [({}, dict(SOA))]

    def note(self, difference: Difference) -> None:
        self.versions.append(Difference.unpack(difference.pack()))
        self.states.append((copy.deepcopy(self.zone), dict(self.soa)))

    def add(self, values: dict[str, Any]) -> dict[str, Any]:
        record = {"id": self.next_id, **values}
        self.zone[self.next_id] = record
        self.next_id += 1
        return dict(record)

    def back_to(self, index: int) -> None:
        """Restore a version as the API does, and note that as one."""
        wanted, soa = self.states[index]
        plan = restoration(self.zone, wanted)
        removed = [dict(self.zone[record_id]) for record_id in [*plan.superfluous, *plan.changed]]
        before = self.soa
        self.zone = carried_out(self.zone, plan)
        self.soa = dict(soa)
        added = [*plan.changed.values(), *plan.missing]
        self.note(Difference(removed, added, soa if soa != before else None, before if soa != before else None))


def carried_out(zone: Zone, plan: Restoration) -> Zone:
    after = {record_id: record for record_id, record in zone.items() if record_id not in plan.superfluous}
    after |= {record_id: dict(record) for record_id, record in plan.changed.items()}
    for record in plan.missing:
        assert record["id"] not in after
        after[record["id"]] = dict(record)
    return after


def equal(one: Zone, other: Zone) -> bool:
    return sorted(map(repr, map(identity_of, one.values()))) == sorted(map(repr, map(identity_of, other.values())))


EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("batch"), st.lists(VALUES, max_size=3), st.integers(0, 5), st.integers(0, 5)),
        st.tuples(st.just("import"), st.lists(VALUES, max_size=4), st.booleans(), st.just(0)),
        st.tuples(st.just("soa"), st.integers(1, 9), st.just(0), st.just(0)),
        st.tuples(st.just("restore"), st.integers(0, 9), st.just(0), st.just(0)),
    ),
    max_size=12,
)


def edited(edits: list[tuple[Any, ...]]) -> Editor:
    editor = Editor()
    for kind, given_values, first, second in edits:
        if kind == "batch":
            ids = list(editor.zone)
            deleted = [editor.zone.pop(record_id) for record_id in ids[:first]]
            changed = [editor.zone[record_id] for record_id in list(editor.zone)[:second]]
            removed = [dict(record) for record in [*deleted, *changed]]
            for record in changed:
                record["content"] = "192.0.2.3"
            added = [dict(record) for record in changed] + [editor.add(values) for values in given_values]
            editor.note(Difference(removed, added))
        elif kind == "import":
            removed = [dict(record) for record in editor.zone.values()]
            editor.zone = {}
            added = [editor.add(values) for values in given_values]
            if first:
                # as imports were noted before ids were kept
                added = [{**record, "id": None} for record in added]
            editor.note(Difference(removed, added))
        elif kind == "soa":
            before, editor.soa = editor.soa, {**editor.soa, "refresh": given_values}
            editor.note(Difference((), (), dict(editor.soa), before))
        else:
            editor.back_to(min(given_values, len(editor.states) - 1))
    return editor


@given(EDITS)
def test_every_earlier_state_is_told_exactly(edits: list[tuple[Any, ...]]) -> None:
    editor = edited(edits)
    state = ZoneState(copy.deepcopy(editor.zone), dict(editor.soa))
    for number in range(len(editor.versions), 0, -1):
        wanted, soa = editor.states[number]
        assert equal(state.records, wanted)
        assert state.soa == soa
        state.undo(editor.versions[number - 1])
    assert state.records == {}
    assert state.soa == SOA


@given(EDITS, st.integers(0, 12))
def test_a_restoration_brings_back_any_state_and_is_idle_the_second_time(
    edits: list[tuple[Any, ...]], index: int
) -> None:
    editor = edited(edits)
    wanted = editor.states[min(index, len(editor.states) - 1)][0]
    plan = restoration(editor.zone, wanted)
    after = carried_out(editor.zone, plan)
    assert equal(after, wanted)
    assert restoration(after, wanted).is_empty
    # nothing that is the same in both is touched
    unchanged = {
        record_id for record_id in editor.zone.keys() & wanted.keys() if editor.zone[record_id] == wanted[record_id]
    }
    assert not unchanged & {*plan.superfluous, *plan.changed}


@given(EDITS)
def test_without_imports_of_before_even_the_ids_are_told(edits: list[tuple[Any, ...]]) -> None:
    editor = edited([edit for edit in edits if edit[0] != "import" or not edit[2]])
    state = ZoneState(copy.deepcopy(editor.zone), dict(editor.soa))
    for number in range(len(editor.versions), 0, -1):
        assert state.records == editor.states[number][0]
        state.undo(editor.versions[number - 1])


def record(record_id: int | None, content: str = "192.0.2.1") -> dict[str, Any]:
    return {
        "id": record_id,
        "name": "www",
        "type": "A",
        "content": content,
        "ttl": 300,
        "priority": None,
        "comment": None,
        "disabled": False,
    }


@pytest.mark.parametrize(
    ("present", "difference"),
    [
        ([], Difference(added=[record(1)])),
        ([record(2)], Difference(added=[record(None, "192.0.2.9")])),
        ([record(2)], Difference(removed=[record(2)])),
    ],
)
def test_a_version_that_does_not_fit_is_refused(present: list[dict[str, Any]], difference: Difference) -> None:
    with pytest.raises(NotFound, match="www A does not fit"):
        ZoneState({entry["id"]: entry for entry in present}, SOA).undo(difference)


def test_a_soa_that_was_not_kept_is_unknown() -> None:
    state = ZoneState({}, SOA)
    state.undo(Difference(soa=SOA))
    assert state.soa is None


def test_what_was_deleted_and_made_again_is_left_alone() -> None:
    plan = restoration({7: record(7)}, {3: record(3)})
    assert plan.is_empty


@pytest.mark.parametrize(
    ("difference", "counts", "summary"),
    [
        (Difference(), (0, 0, 0), "no record changed"),
        (Difference(added=[record(1)]), (1, 0, 0), "added www A"),
        (Difference(removed=[record(1)], added=[record(1, "192.0.2.2")]), (0, 0, 1), "changed www A"),
        (Difference([record(1), record(2)], [record(1, "x"), record(None)]), (1, 1, 1), None),
        (Difference(soa=SOA, soa_before=SOA), (0, 0, 0), "changed the SOA"),
        (
            Difference(added=[record(n) | {"name": f"n{n}" if n else ""} for n in range(10)]),
            (10, 0, 0),
            "added @ A, n1 A, n2 A and 7 more",
        ),
    ],
)
def test_a_difference_is_told_in_a_few_words(
    difference: Difference, counts: tuple[int, int, int], summary: str | None
) -> None:
    assert difference.counts() == dict(zip(("added", "removed", "changed"), counts, strict=True))
    expected = summary or "added www A; removed www A; changed www A"
    assert difference.summary() == expected


def test_a_summary_of_long_names_is_cut() -> None:
    long = [record(n) | {"name": f"{n}{'x' * 200}"} for n in range(3)]
    assert len(Difference(added=long).summary()) == 250
