"""Names as people type them and as we store them: lower-case A-labels without final dot, by label, never by suffix."""

import functools
import re

import idna
import publicsuffixlist

from core.errors import Invalid

# 255 octets on the wire (RFC 1035 §2.3.4) are 253 characters without the final dot.
LONGEST_NAME = 253
LONGEST_LABEL = 63

_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_STORED_NAME = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
_OWNER_LABEL = re.compile(_LABEL)
# RFC 2317 §4: classless delegation names such as 0/25.2.0.192.in-addr.arpa.
_REVERSE_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_/-]{0,61}[a-z0-9_])?")
_LAST_LABEL = re.compile(r"[a-z0-9]{2,63}|xn--[a-z0-9-]{1,59}")
_APEX_SPELLINGS = frozenset({"", "@", "."})
_REVERSE_TREES = ("in-addr.arpa", "ip6.arpa")


def to_ascii(text: str) -> str:
    """Turn a name into lower-case A-labels (IDNA2008 with the mapping of UTS 46).

    Only the conversion: which characters a label may have is the caller's question.

    Args:
        text: a name of Unicode or A-labels, any case. A final dot is kept.

    Raises:
        Invalid: a label cannot be an internationalised label; the message is only the reason.
    """
    if text.isascii():
        return text.lower()
    try:
        mapped = idna.uts46_remap(text, std3_rules=False, transitional=False)
        return ".".join(label if label.isascii() else idna.alabel(label).decode("ascii") for label in mapped.split("."))
    except (idna.IDNAError, UnicodeError) as error:
        raise Invalid(f"not a valid internationalised name: {_shown(str(error))}") from error


def parse_zone_name(text: str) -> str:
    """Read the name of a zone as a user typed it.

    Args:
        text: Unicode or punycode, any case, no final dot.

    Returns:
        The name in lower-case A-labels without final dot.

    Raises:
        Invalid: not two or more labels of letters, digits, underscores and single hyphens inside, the last of
            2..63 letters and digits; 253 characters in all.
    """
    message = f"Invalid domain: {_shown(text)}"
    try:
        name = to_ascii(text)
    except Invalid as refusal:
        raise Invalid(message, [refusal.message]) from refusal
    labels = name.split(".")
    reason = _length_fault(name) or next(filter(None, (_label_fault(label) for label in labels)), None)
    if reason is None and len(labels) < 2:
        reason = "a zone name has at least two labels"
    if reason is None and not _LAST_LABEL.fullmatch(labels[-1]):
        reason = "the last label is two or more letters and digits"
    if reason:
        raise Invalid(message, [reason])
    return name


def check_registrable(zone: str) -> None:
    """Refuse a zone that nobody can hold: a public suffix itself, or a name below no known suffix.

    Args:
        zone: a stored zone name.

    Raises:
        Invalid: with the reason as detail. `in-addr.arpa` and `ip6.arpa` count as suffixes, so that
            names below them may be held.
    """
    suffix = zone if zone in _REVERSE_TREES else _suffixes().publicsuffix(zone)
    if suffix is None:
        raise Invalid(f"Invalid domain: {to_unicode(zone)}", ["it ends in no known public suffix"])
    if suffix == zone:
        raise Invalid(f"Invalid domain: {to_unicode(zone)}", ["it is a public suffix itself"])


def parse_owner(text: str, zone: str) -> str:
    """Read the owner name of a record as a user typed it.

    Args:
        text: relative to the zone, or absolute when it ends in a dot; `""`, `@` and `.` mean the apex.
            A whole leftmost label may be `*` (RFC 4592 §2.1.1); the leftmost label may start with `$`.
        zone: a stored zone name.

    Returns:
        The owner relative to the zone, in lower-case A-labels; `""` for the apex.

    Raises:
        Invalid: outside the zone, or not a name that may own records.
    """
    if text in _APEX_SPELLINGS:
        return ""
    try:
        name = to_ascii(text)
    except Invalid as refusal:
        raise Invalid(f'Invalid name: "{_shown(text)}" ({refusal.message})') from refusal
    if name.endswith("."):
        name = name[:-1]
        if not is_within(name, zone):
            raise Invalid(f'Invalid name: "{_shown(text)}" (it is outside the zone {zone})')
        name = relative(name, zone)
    reason = _owner_fault(name, zone)
    if reason:
        raise Invalid(f'Invalid name: "{_shown(text)}" ({reason})')
    return name


def relative(absolute: str, zone: str) -> str:
    """Return a stored absolute name relative to its zone: `www.x.org` in `x.org` is `www`, the apex `""`."""
    if absolute == zone:
        return ""
    if not is_within(absolute, zone):
        raise ValueError(f"{absolute} is not within {zone}")
    return absolute[: -len(zone) - 1]


def absolute(owner: str, zone: str) -> str:
    """Return the absolute stored name of an owner relative to `zone`."""
    return f"{owner}.{zone}" if owner else zone


def is_within(name: str, zone: str) -> bool:
    """Tell whether a stored name is the zone's apex or below it, compared by label."""
    return name == zone or name.endswith("." + zone)


def ancestors(name: str) -> list[str]:
    """Return the names above a stored name, nearest first: `a.b.org` has `b.org` and `org`."""
    labels = name.split(".")
    return [".".join(labels[depth:]) for depth in range(1, len(labels))]


def to_unicode(name: str) -> str:
    """Return a stored name for display, its A-labels as U-labels where they are valid ones.

    Never raises: a label that does not decode stays as it is.
    """
    if "xn--" not in name:
        return name
    return ".".join(_label_to_unicode(label) for label in name.split("."))


def sort_key(owner: str, zone: str) -> tuple[int, str]:
    """Return the key that puts owners of one zone in the order lists are shown in.

    Args:
        owner: relative owner name.
        zone: the zone it is in. `ip6.arpa` sorts by the reversed name, `in-addr.arpa` by length and
            then name, so that both come in the order of the addresses; others by plain byte order.
    """
    if is_within(zone, "ip6.arpa"):
        return 0, owner[::-1]
    if is_within(zone, "in-addr.arpa"):
        return len(owner), owner
    return 0, owner


def _owner_fault(name: str, zone: str) -> str | None:
    """Say what is wrong with a relative owner in ASCII, None if nothing."""
    if name == "":
        return None
    if _STORED_NAME.fullmatch(name) and "--" not in name:
        return _length_fault(absolute(name, zone))
    labels = name.split(".")
    if labels[0].startswith("$"):
        labels[0] = labels[0][1:]
    elif labels[0] == "*":
        labels = labels[1:]
    shape = _REVERSE_LABEL if is_within(zone, "in-addr.arpa") else _OWNER_LABEL
    faults = (_label_fault(label, shape) for label in labels)
    return next(filter(None, faults), None) or _length_fault(absolute(name, zone))


def _shown(text: str) -> str:
    """Return a user's text as a message may carry it: encodable, and not endless."""
    return text[:LONGEST_NAME].encode(errors="replace").decode()


def _length_fault(name: str) -> str | None:
    return f"longer than {LONGEST_NAME} characters" if len(name) > LONGEST_NAME else None


def _label_fault(label: str, shape: re.Pattern[str] = _OWNER_LABEL) -> str | None:
    """Say what is wrong with one ASCII label, None if nothing."""
    # A-labels carry the hyphens of the word they encode behind their prefix.
    twin_hyphens = "--" in label and not label.startswith("xn--")
    for is_fault, reason in (
        (not label, "a label is empty"),
        (len(label) > LONGEST_LABEL, f"a label is longer than {LONGEST_LABEL} characters"),
        ("*" in label, "* stands only as the whole first label"),
        (label.startswith("-") or label.endswith("-"), "a label starts or ends with a hyphen"),
        (not shape.fullmatch(label), "a label is made of letters, digits, hyphens and underscores"),
        (twin_hyphens, "a label has two hyphens in a row"),
    ):
        if is_fault:
            return reason
    return None


def _label_to_unicode(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return idna.ulabel(label)
    except (idna.IDNAError, UnicodeError):
        return label


@functools.cache
def _suffixes() -> publicsuffixlist.PublicSuffixList:
    """Load the bundled list once, at first use; a name under no rule of it has no suffix."""
    return publicsuffixlist.PublicSuffixList(accept_unknown=False)
