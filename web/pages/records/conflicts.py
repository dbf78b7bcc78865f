"""Records somebody else has changed meanwhile: both versions side by side, and the choice between them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from core.errors import Conflict, Invalid
from web.pages.records.changes import CANNOT_BE_READ, Change, Values, values_of


@dataclass(frozen=True, slots=True)
class Dispute:
    """A record that is no longer as it was seen; `theirs` is None when it is gone."""

    mine: Change
    theirs: Values | None

    def kept(self) -> str:
        """Return what the form keeps of theirs."""
        return json.dumps(self.theirs, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Overtaken:
    """What is to be said when a zone has changed meanwhile: its tag now, and the records that are in dispute."""

    tag: str
    serial: int
    disputes: list[Dispute]
    undisputed: list[Change]


def look_at(conflict: Conflict, changes: Sequence[Change]) -> Overtaken:
    """Compare what was decided on with what there is.

    Args:
        conflict: of a batch; its detail has the records concerned as they are.
        changes: that were sent.
    """
    detail: Mapping[str, Any] = conflict.detail if isinstance(conflict.detail, Mapping) else {}
    present = {record["id"]: values_of(record) for record in detail.get("records", [])}
    disputes, undisputed = [], []
    for change in changes:
        theirs = present.get(change.record_id)
        is_disputed = change.record_id is not None and theirs != change.before
        # two people who did the same have no dispute
        if is_disputed and (theirs is None if change.is_deleted else theirs == change.values):
            continue
        if is_disputed:
            disputes.append(Dispute(change, theirs))
        else:
            undisputed.append(change)
    return Overtaken(str(detail.get("etag", "")), int(detail.get("serial", 0)), disputes, undisputed)


def decided(changes: Sequence[Change], form: Mapping[str, str]) -> list[Change]:
    """Return the changes that are left after choices between mine and theirs.

    Args:
        changes: all of them.
        form: `choice.<key>` is `mine` or `theirs`, `theirs.<key>` the record as it is now.

    Raises:
        Invalid: they cannot be read.
    """
    left = []
    for change in changes:
        choice = form.get(f"choice.{change.key}")
        if choice is None:
            left.append(change)
        elif choice == "mine":
            left.append(_kept_mine(change, form.get(f"theirs.{change.key}", "null")))
    return left


def _kept_mine(change: Change, kept: str) -> Change:
    try:
        theirs = json.loads(kept)
        # what they deleted is made anew
        if theirs is None:
            return replace(change, record_id=None, before=None)
        return replace(change, before=values_of(theirs))
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise Invalid(CANNOT_BE_READ) from error
