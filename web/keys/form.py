"""The scope editor: what is typed, what is sent to the API for it, and what is typed for a key there is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from core.errors import Invalid

RIGHTS = ("domains_read", "domains_write", "user_read", "user_write", "admin_features")
LISTS = ("zones", "names", "types", "networks")
TEXTS = ("description", *LISTS, "recordregex", "expires", "unuseddays")

SEPARATORS = re.compile(r"[\s,;]+")


@dataclass(frozen=True, slots=True)
class TypedKey:
    """What stands in the form.

    Attributes:
        rights: those that are ticked.
        read_only: whether nothing may be changed, whatever is ticked.
        kind: `custom` or `acme`, which has its rights, names and types by itself.
        texts: the fields of text, by name.
    """

    rights: frozenset[str] = frozenset()
    read_only: bool = False
    kind: str = "custom"
    texts: Mapping[str, str] = field(default_factory=lambda: dict.fromkeys(TEXTS, ""))


def typed_in(form: Mapping[str, str], kind: str = "custom") -> TypedKey:
    """Return what was typed into a form that was sent."""
    return TypedKey(
        rights=frozenset(right for right in RIGHTS if form.get(right)),
        read_only=bool(form.get("read_only")),
        kind=kind,
        texts={name: form.get(name, "").strip() for name in TEXTS},
    )


def typed_for(key: Mapping[str, Any]) -> TypedKey:
    """Return what the form shows for a key as the API tells of it."""
    scope = key["scope"] or {}
    texts = {name: "\n".join(scope.get(name, ())) for name in ("zones", "names", "networks")}
    texts |= {
        "description": key["description"],
        "types": ", ".join(scope.get("types", ())),
        "recordregex": key["recordregex"] or "",
        "expires": _day(key["expires"]).isoformat() if key["expires"] else "",
        "unuseddays": str(key["unuseddays"] or ""),
    }
    return TypedKey(
        rights=frozenset(right for right in RIGHTS if key.get(right)),
        read_only=scope.get("access") == "read",
        kind=scope.get("kind", "custom"),
        texts=texts,
    )


def wish_of(typed: TypedKey, before: TypedKey | None = None, *, rights: tuple[str, ...] = RIGHTS) -> dict[str, Any]:
    """Return what is sent to the API.

    Args:
        typed: what stands in the form.
        before: what stood there when the key was shown; what is unchanged and might lose by being read, is left out.
        rights: those this kind of key can have.

    Raises:
        Invalid: a day or a number is none.
    """
    wish: dict[str, Any] = {
        "description": typed.texts["description"],
        "recordregex": typed.texts["recordregex"],
        "scope": scope_of(typed),
        "unuseddays": _days(typed.texts["unuseddays"]),
    }
    if typed.kind != "acme":
        wish |= {right: right in typed.rights for right in rights}
    # a key may end at any second, of which the form shows the day alone
    if before is None or before.texts["expires"] != typed.texts["expires"]:
        wish["expires"] = end_of_day(typed.texts["expires"])
    return wish


def scope_of(typed: TypedKey) -> dict[str, Any] | None:
    """Return the scope that is typed, None for one that narrows nothing."""
    scope: dict[str, Any] = {name: listed(typed.texts[name]) for name in LISTS if typed.texts[name]}
    if typed.kind == "acme":
        scope.pop("types", None)
        return {"kind": "acme", **scope}
    if typed.read_only:
        scope["access"] = "read"
    return scope or None


def has_ended(key: Mapping[str, Any], now: float) -> bool:
    """Tell whether a key as the API tells of it is good for nothing any more, at a Unix time."""
    expires, days = int(key["expires"]), int(key["unuseddays"])
    unused_since = int(key["lastused"] or key["created"])
    return 0 < expires <= now or (days > 0 and unused_since + days * 86400 <= now)


def listed(text: str) -> list[str]:
    """Return what a field names: apart by blanks, commas or lines."""
    return [part for part in SEPARATORS.split(text) if part]


def end_of_day(text: str) -> int:
    """Return the end of a day such as `2026-12-05` (UTC) as Unix seconds, 0 for no day.

    Raises:
        Invalid: it is none.
    """
    if not text:
        return 0
    try:
        day = date.fromisoformat(text) + timedelta(days=1)
    except (ValueError, OverflowError) as error:
        raise Invalid(f"{text[:20]!r} is no day; write one as 2026-12-31.") from error
    return int(datetime.combine(day, time(), UTC).timestamp())


def _day(seconds: int) -> date:
    """Return the last day a key is good on at least in part."""
    return datetime.fromtimestamp(seconds - 1, UTC).date()


def _days(text: str) -> int:
    if not text:
        return 0
    if not (text.isascii() and text.isdigit() and len(text) < 9):
        raise Invalid(f"{text[:20]!r} is no number of days.")
    return int(text)
