"""The head of an entry: owner, TTL, class and type, completed from what the file said before (RFC 1035 §5.1)."""

import re

import dns.exception
import dns.name

from core.errors import Invalid
from core.zone import names
from core.zone.ttls import LONGEST_TTL, USUAL_TTL
from core.zone.zonefile.lines import Line, shorten

_TTL = re.compile(r"[0-9]{1,10}|(?:[0-9]{1,10}[wdhms])+", re.IGNORECASE)
_TTL_PART = re.compile(r"([0-9]+)([wdhms]?)", re.IGNORECASE)
_SECONDS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_INTERNET = frozenset({"IN", "CLASS1"})
_OTHER_CLASS = re.compile(r"CH|CHAOS|HS|HESIOD|CS|CSNET|CLASS[0-9]{1,5}")


def parse_ttl(word: str) -> int:
    """Return a TTL in seconds, written as a number or with units such as ``1h30m``.

    Raises:
        Invalid: it is neither, or above 2**31 - 1 (RFC 2181 §8).
    """
    if not _TTL.fullmatch(word):
        raise Invalid(f"{shorten(word)} is not a TTL")
    seconds = sum(int(number) * _SECONDS[unit.lower()] for number, unit in _TTL_PART.findall(word))
    if seconds > LONGEST_TTL:
        raise Invalid(f"a TTL is at most {LONGEST_TTL} seconds, not {shorten(word)}")
    return seconds


def complete_name(word: str, origin: str) -> str:
    """Return a name of the file as an absolute one, lower case and without the final dot.

    Args:
        word: as written: ``@``, relative, or absolute with the final dot.
        origin: what relative names are completed with, in the form returned; empty for the root.

    Raises:
        Invalid: it is no name.
    """
    if word == "@":
        return origin
    name = names.to_ascii(word)
    if "\\" in name:
        try:
            # Back from the wire form only what needs an escape has one; a dollar sign needs none in our names.
            name = dns.name.from_text(name, None).to_text().replace("\\$", "$")
        except dns.exception.DNSException as problem:
            raise Invalid(f"{shorten(word)} is not a name") from problem
    if name.endswith("."):
        return name[:-1]
    return f"{name}.{origin}" if origin else name


def split_head(words: list[str]) -> tuple[int | None, str, list[str]]:
    """Return the TTL in seconds if there is one, the type in upper case, and the words of the rdata.

    TTL and class come in any order, and both may be left out.

    Args:
        words: of an entry, without its owner.

    Raises:
        Invalid: there is no type, or the class is not IN.
    """
    ttl: int | None = None
    class_seen = False
    for position, word in enumerate(words):
        name = word.upper()
        if not class_seen and name in _INTERNET:
            class_seen = True
        elif not class_seen and _OTHER_CLASS.fullmatch(name):
            raise Invalid(f"class {name} is not supported, only IN")
        elif ttl is None and name[0] in "0123456789":
            ttl = parse_ttl(word)
        else:
            return ttl, name, words[position + 1 :]
    raise Invalid("the record has no type")


class Context:
    """What an entry may leave out: origin, owner and TTL so far.

    A missing TTL is that of ``$TTL`` (RFC 2308 §4), else the last one stated (RFC 1035 §5.1) — an SOA
    without one states its minimum — else a day, as the original service did.

    Args:
        zone: name of the zone, ASCII, without the final dot.
    """

    def __init__(self, zone: str) -> None:
        self.zone = zone
        self.origin = zone
        self.default_ttl: int | None = None
        self._last_ttl: int | None = None
        self._last_name: str | None = None
        self._owners: dict[str, str] = {}

    def owner_name(self, line: Line) -> tuple[str, list[str]]:
        """Return the absolute owner of a line and the words after it.

        Raises:
            Invalid: it is no name, or left out on the first entry.
        """
        if not line.blank_start:
            self._last_name = complete_name(line.words[0], self.origin)
            return self._last_name, line.words[1:]
        if self._last_name is None:
            raise Invalid("the owner is left out and no record comes before")
        return self._last_name, line.words

    def owner(self, name: str) -> str:
        """Return the owner relative to the zone of an absolute name.

        Raises:
            Invalid: it is outside the zone, or cannot own records.
        """
        known = self._owners.get(name)
        if known is None:
            if not names.is_within(name, self.zone):
                raise Invalid(f"{shorten(name + '.')} is outside the zone {self.zone}.")
            known = self._owners[name] = names.parse_owner(f"{name}.", self.zone)
        return known

    def ttl(self, stated: int | None, soa_minimum: int | None = None) -> int:
        """Return the TTL in seconds of an entry, and remember what it stated.

        Args:
            stated: the TTL on the entry.
            soa_minimum: the last field of the SOA, if the entry is one.
        """
        if stated is None and self.default_ttl is not None:
            return self.default_ttl
        if stated is None and self._last_ttl is None:
            stated = soa_minimum
        if stated is not None:
            self._last_ttl = stated
        return USUAL_TTL if self._last_ttl is None else self._last_ttl

    def stand_at_apex(self) -> None:
        """Take the apex as the last owner."""
        self._last_name = self.zone
