"""A zone as the master file the hidden primary loads (RFC 1035 §5)."""

import re
from collections.abc import Iterable

from core.errors import Invalid
from core.zone.soa import Soa

_NOT_PLAIN = re.compile(r"[^A-Za-z0-9_*./-]")
_SPECIAL = '"\\();\x00\r'
# What may stand between the first line and the last: words, escapes and strings that end on their line. Anything
# else — a parenthesis, a comment, an open string — could swallow or start a line. Possessive: one pass, no memory.
_LINES = re.compile(r'(?:[^"\\();\x00\r]++|"(?:[^"\\\n\x00\r]++|\\[^\n\x00\r])*+"|\\[^\n\x00\r])*+')


def render_zone(zone: str, soa: Soa, soa_ttl: int, records: Iterable[tuple[str, int, str, str]]) -> str:
    """Return the master file of a zone.

    All records of an RRset get its smallest TTL (RFC 2181 §5.2). Template records, of which a label
    starts with ``$``, are not published.

    Args:
        zone: name of the zone, ASCII, without the final dot.
        soa: its start of authority.
        soa_ttl: TTL of the SOA record in seconds.
        records: owner relative to the zone (empty for the apex), TTL in seconds, type, and rdata in
            presentation form with absolute names.

    Raises:
        Invalid: a record would not stay on its own line.
    """
    rows = [row for row in records if "$" not in row[0] or not is_template(row[0])]
    rows = _with_equal_ttls(rows)
    if _NOT_PLAIN.search("".join([row[0] for row in rows])):
        shown = {owner: escape_owner(owner) for owner, *_ in rows}
        rows = [(shown[owner], ttl, rtype, rdata) for owner, ttl, rtype, rdata in rows]
    lines = [f"{owner or '@'} {ttl} {rtype} {rdata}\n" for owner, ttl, rtype, rdata in rows]
    head = f"$ORIGIN {zone}.\n@ {soa_ttl} SOA {soa.rdata()}\n"
    text = head + "".join(lines)
    if text.count("\n") != len(lines) + 2 or not _is_balanced(text):
        raise Invalid(f"records of {zone} would not stay on their own lines: {_culprit(lines)}")
    return text


def _with_equal_ttls(rows: list[tuple[str, int, str, str]]) -> list[tuple[str, int, str, str]]:
    ttls: dict[tuple[str, str], int] = {}
    differing = False
    for owner, ttl, rtype, _ in rows:
        rrset = (owner, rtype)
        known = ttls.setdefault(rrset, ttl)
        if ttl != known:
            differing = True
            ttls[rrset] = min(ttl, known)
    if not differing:
        return rows
    return [(owner, ttls[owner, rtype], rtype, rdata) for owner, _, rtype, rdata in rows]


def is_template(owner: str) -> bool:
    """Say whether a relative owner belongs to a template record, which is only there to be cloned."""
    return owner.startswith("$") or ".$" in owner


def stays_on_its_line(text: str) -> bool:
    """Say whether text is one whole line of a master file, without its end, that affects no other."""
    return "\n" not in text and _is_balanced(text)


def escape_owner(owner: str) -> str:
    r"""Return an owner with every special character escaped as ``\X`` or ``\DDD`` (RFC 1035 §5.1).

    Args:
        owner: labels separated by dots, not escaped yet.
    """
    return _NOT_PLAIN.sub(_escape, owner)


def _is_balanced(text: str) -> bool:
    # Looking for single characters first is much faster, and most zones have none of them.
    return not any(special in text for special in _SPECIAL) or _LINES.fullmatch(text) is not None


def _escape(found: re.Match[str]) -> str:
    character = found.group()
    if "!" <= character <= "~":
        return "\\" + character
    return "".join(f"\\{byte:03d}" for byte in character.encode("utf-8", "surrogatepass"))


def _culprit(lines: list[str]) -> str:
    for line in lines:
        if not stays_on_its_line(line[:-1]):
            return repr(line[:120])
    return "the SOA"
