"""What a key may do, in one sentence of plain words."""

from collections.abc import Sequence
from datetime import UTC, datetime

from web.formats import plural
from web.keys.form import TypedKey, listed

ALL_ZONES = "all your zones"
MOST_NAMED = 4


def sentence(typed: TypedKey, zone: str = "") -> str:
    """Return what a key may do, from where and how long.

    Args:
        typed: what stands in its form.
        zone: the one zone of a key of a zone; empty for a key of a user.
    """
    zones = zone or _zones(typed)
    deeds = _deeds(typed, zones, is_of_zone=bool(zone))
    if not deeds:
        return "This key may do nothing: give it at least one right."
    may = "; and ".join(["; ".join(deeds[:-1]), deeds[-1]]) if len(deeds) > 2 else " and ".join(deeds)
    return f"This key may {may}{_conditions(typed)}."


def _deeds(typed: TypedKey, zones: str, *, is_of_zone: bool) -> list[str]:
    if typed.kind == "acme":
        names = listed(typed.texts["names"])
        where = f", at {_names(names)} alone" if names else ""
        return [f"prove names of {zones} to a certificate authority (TXT records at _acme-challenge){where}"]
    deeds = []
    if is_of_zone or "domains_read" in typed.rights:
        deeds.append(f"look at {zones}")
    if "domains_write" in typed.rights and not typed.read_only:
        deeds.append(_change(typed, zones, is_of_zone=is_of_zone))
    if "user_read" in typed.rights:
        deeds.append("look at your account and its keys")
    if "user_write" in typed.rights and not typed.read_only:
        deeds.append("make and change keys that may do no more than itself")
    if "admin_features" in typed.rights:
        deeds.append("use your permissions as an administrator")
    return deeds


def _change(typed: TypedKey, zones: str, *, is_of_zone: bool) -> str:
    types, names = listed(typed.texts["types"].upper()), listed(typed.texts["names"])
    expression = typed.texts["recordregex"]
    if not (types or names or expression):
        if is_of_zone:
            return "change its records and settings"
        if typed.texts["zones"]:
            return f"change, import and restore the records of {zones}"
        return f"create, change and delete {'them' if 'domains_read' in typed.rights else zones}"
    records = f"{_and(types)} records" if types else "records"
    at = f" at {_names(names)}" if names else ""
    matching = f", as far as type and name match {expression}" if expression else ""
    return f"change {records}{at} in {zones}{matching}"


def _conditions(typed: TypedKey) -> str:
    text = ""
    if networks := listed(typed.texts["networks"]):
        text += f", from {_or(networks)}"
    if typed.texts["expires"]:
        text += f", until {_day(typed.texts['expires'])}"
    if typed.texts["unuseddays"].isdigit():
        days = plural(int(typed.texts["unuseddays"]), "day")
        text += f", as long as it is used at least once in {days}"
    if typed.read_only:
        text += ", and change nothing"
    return text


def _zones(typed: TypedKey) -> str:
    zones = listed(typed.texts["zones"])
    return _and([f"all zones below {zone[2:]}" if zone.startswith("*.") else zone for zone in zones]) or ALL_ZONES


def _names(names: Sequence[str]) -> str:
    return _and([_name(name) for name in names])


def _name(name: str) -> str:
    if name == "@":
        return "the zone itself"
    if name == "*":
        return "any name below the zone itself"
    if name.startswith("*."):
        return f"any name below {name[2:].rstrip('.')}"
    if name.endswith(".*"):
        return f"any name that begins with {name[:-2]}"
    return name.rstrip(".")


def _day(text: str) -> str:
    try:
        day = datetime.fromisoformat(text).replace(tzinfo=UTC)
    except ValueError:
        return text
    return f"{day.day} {day:%B %Y}"


def _and(parts: Sequence[str]) -> str:
    return _joined(parts, "and")


def _or(parts: Sequence[str]) -> str:
    return _joined(parts, "or")


def _joined(parts: Sequence[str], word: str) -> str:
    if len(parts) > MOST_NAMED:
        parts = [*parts[: MOST_NAMED - 1], f"{len(parts) - MOST_NAMED + 1} more"]
    return f" {word} ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)
