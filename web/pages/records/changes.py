"""What somebody wants to change of the records of a zone, as it travels from page to page until it is saved."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from core.errors import Invalid

Values = dict[str, Any]

# what of a record can be typed; all of it is text but `disabled`
TYPED = ("name", "type", "priority", "content", "ttl", "comment")
MOST = 20_000
CANNOT_BE_READ = "These changes cannot be read. Go back to the records and make them anew."
PREFIX = "Unable to validate record: "


@dataclass(frozen=True, slots=True)
class Change:
    """One record that is added, changed or deleted.

    Attributes:
        key: what it is known by until it is saved.
        record_id: of the record there is; None for a new one.
        before: the record as it was seen; None for a new one.
        values: what it is to be.
        is_deleted: whether it is to go.
    """

    key: str
    record_id: int | None
    before: Values | None
    values: Values
    is_deleted: bool = False

    def entry(self) -> dict[str, Any]:
        """Return the entry of a batch that does it; only what was changed is sent."""
        if self.is_deleted:
            return {"id": self.record_id, "delete": True}
        if self.record_id is None:
            sent = {name: value for name, value in self.values.items() if value not in {"", False}}
            return {"name": "", "type": "", "content": "", **sent}
        before = self.before or {}
        return {"id": self.record_id} | {
            name: value for name, value in self.values.items() if value != before.get(name)
        }

    @property
    def does_nothing(self) -> bool:
        """Whether everything would stay as it is."""
        return not self.is_deleted and self.record_id is not None and self.values == self.before

    @property
    def is_blank(self) -> bool:
        """Whether it is a new record nobody has typed anything into."""
        typed = (self.values[name] for name in ("name", "content", "priority", "comment"))
        return self.record_id is None and not any(typed)

    def kept(self) -> dict[str, Any]:
        """Return what the browser keeps of it."""
        return {
            "key": self.key,
            "id": self.record_id,
            "before": self.before,
            "values": self.values,
            "delete": self.is_deleted,
        }


def values_of(record: Mapping[str, Any]) -> Values:
    """Return what can be typed of a record the API shows."""
    values: Values = {name: "" if record.get(name) is None else str(record[name]) for name in TYPED}
    return values | {"disabled": bool(record.get("disabled"))}


def change_of(record: Mapping[str, Any]) -> Change:
    """Return a change of a record that changes nothing yet."""
    values = values_of(record)
    return Change(f"r{record['id']}", record["id"], values, dict(values))


def blank(number: int) -> Change:
    """Return a new record nobody has typed anything into."""
    return Change(f"n{number}", None, None, values_of({"type": "A"}))


def read_changes(form: Mapping[str, str]) -> list[Change]:
    """Return the changes a form holds: those kept from the page before, and what was typed into rows of this one.

    Args:
        form: `changes` has those of before as JSON; a row has fields `<key>.name`, and `row.<key>` what is known of it.

    Raises:
        Invalid: they cannot be read.
    """
    changes = {change.key: change for change in _kept(form.get("changes", ""))}
    for name in form:
        if name.startswith("row."):
            for known in _kept(f"[{form[name]}]"):
                changes[known.key] = _typed(known, form)
    found = [change for change in changes.values() if not change.is_blank and not change.does_nothing]
    if len(found) > MOST:
        raise Invalid(f"At most {MOST} records can be changed at once; these are {len(found)}. Import a file instead.")
    return found


def written(changes: Iterable[Change]) -> str:
    """Return changes as `read_changes` reads them."""
    return json.dumps([change.kept() for change in changes], separators=(",", ":"))


def errors_of(refusal: Invalid, changes: Sequence[Change]) -> tuple[dict[str, str], list[str]]:
    """Return what is wrong with each change, by its key, and what is wrong with the zone they would make.

    Args:
        refusal: of a batch of these changes, in this order.
        changes: that were sent.
    """
    if not isinstance(refusal.detail, Mapping):
        return {}, [refusal.message, *(refusal.detail or [])]
    errors: dict[str, str] = {}
    about_zone: list[str] = []
    for place, reasons in refusal.detail.items():
        sentences = [str(reason) for reason in (reasons if isinstance(reasons, list) else [reasons])]
        if place.isdigit() and int(place) < len(changes):
            errors[changes[int(place)].key] = " ".join(sentence.removeprefix(PREFIX) for sentence in sentences)
        else:
            about_zone += sentences
    return errors, about_zone


def _kept(text: str) -> list[Change]:
    if not text:
        return []
    try:
        return [_read(entry) for entry in json.loads(text)]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Invalid(CANNOT_BE_READ) from error


def _read(entry: Mapping[str, Any]) -> Change:
    record_id = entry["id"]
    if record_id is not None and (not isinstance(record_id, int) or isinstance(record_id, bool)):
        raise ValueError(record_id)
    before = None if entry["before"] is None else values_of(entry["before"])
    is_deleted = entry["delete"] is True and record_id is not None
    return Change(str(entry["key"])[:40], record_id, before, values_of(entry["values"]), is_deleted)


def _typed(known: Change, form: Mapping[str, str]) -> Change:
    """Return a change with what was typed into its row."""
    fields = {name: form.get(f"{known.key}.{name}", known.values[name]).strip() for name in TYPED}
    values: Values = {**fields, "disabled": f"{known.key}.disabled" in form}
    return replace(known, values=values, is_deleted=f"{known.key}.delete" in form and known.record_id is not None)
