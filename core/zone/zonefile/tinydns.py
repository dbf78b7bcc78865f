"""The data file of tinydns, read as a whole zone (API 1.0 §11.3; the format: https://cr.yp.to/djbdns/tinydns-data.html)."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from core.errors import Invalid
from core.zone.names import is_within
from core.zone.rdata import RecordData, canonical
from core.zone.rdata.strings import quoted
from core.zone.soa import Soa, validate_soa
from core.zone.ttls import LONGEST_TTL
from core.zone.zonefile.checks import check_coexistence, without_duplicates
from core.zone.zonefile.entries import Context
from core.zone.zonefile.lines import at_line, check_text, shorten
from core.zone.zonefile.values import ImportLimits, ParsedRecord, ParsedZone

# API 1.0 gives every record this TTL, where tinydns itself has several
USUAL_TTL = 300
# refresh, retry, expire and minimum where a line does not say them, in seconds
USUAL_TIMES = (16384, 2048, 1048576, 2560)

_DEFAULT_LIMITS = ImportLimits()
_OCTAL = re.compile(rb"\\([0-7]{3})")
_NUMBER = re.compile(r"[0-9]{1,10}")
_HEX_ADDRESS = re.compile(r"[0-9a-fA-F]{32}")


def parse_tinydns(text: str, zone: str, *, limits: ImportLimits = _DEFAULT_LIMITS) -> ParsedZone:
    r"""Read the data of one zone.

    Args:
        text: the file.
        zone: stored name of the zone it must hold; a `.` or `Z` line says its SOA.
        limits: how large it may be and become.

    Raises:
        Invalid: the first thing wrong, with its line. Locations, timestamps and records by number are refused.
    """
    check_text(text, limits)
    reader = _Reader(zone, limits)
    for number, line in enumerate(text.splitlines(), 1):
        try:
            reader.read(number, line.rstrip(" \t"))
        except Invalid as refusal:
            raise at_line(number, refusal.message) from refusal
    return reader.finish()


@dataclass(frozen=True, slots=True)
class _Form:
    """What follows the first character of a line: the fields before the TTL, and who reads them."""

    fields: int
    read: Callable[["_Reader", Sequence[str], int], None]


class _Reader:
    def __init__(self, zone: str, limits: ImportLimits) -> None:
        self.zone = zone
        self.soa: Soa | None = None
        self._limits = limits
        self._context = Context(zone)
        self._records: list[ParsedRecord] = []
        self._outside = 0
        self._line = 0

    def read(self, number: int, line: str) -> None:
        self._line = number
        if not line or line[0] in "#-":
            return
        if line[0] == "%":
            raise Invalid(f"Location-Data is not supported: {shorten(line)}")
        if line[0] == ":":
            raise Invalid(f"Custom records are not supported: {shorten(line)}")
        form = FORMS.get(line[0])
        if form is None:
            raise Invalid(f"Unknown Record Type: {shorten(line)}")
        fields = line[1:].split(":")
        if not fields[0] or len(fields) > form.fields + 3:
            raise Invalid(f"Invalid Line: {shorten(line)}")
        fields += [""] * (form.fields + 3 - len(fields))
        ttl, timestamp, location = fields[form.fields :]
        if timestamp:
            raise Invalid(f"Timestamped records are not supported: {shorten(line)}")
        if location:
            raise Invalid(f"Location-Specific records are not supported: {shorten(line)}")
        form.read(self, [_unescaped(field) for field in fields[: form.fields]], _ttl(ttl))

    def finish(self) -> ParsedZone:
        if self.soa is None:
            raise Invalid(
                f"there is no SOA for {self.zone}: it takes a line that begins with .{self.zone} or Z{self.zone}"
            )
        records, _repeated = without_duplicates(self._records)
        check_coexistence(records, self.zone)
        warnings = []
        if self._outside:
            warnings.append(f"{self._outside} addresses of servers outside the zone were left out")
        return ParsedZone(self.soa, records, warnings)

    def add(self, owner: str, ttl: int, record: RecordData) -> None:
        self._records.append(ParsedRecord(self._context.owner(_name(owner)), ttl, record, None, self._line))
        if len(self._records) > self._limits.max_records:
            raise Invalid(f"more than {self._limits.max_records} records")

    def add_address(self, owner: str, ttl: int, address: str) -> None:
        """Add the address of a server that is named in the same line, if it says one."""
        if address and is_within(_name(owner), self.zone):
            self.add(owner, ttl, _address(address))
        elif address:
            self._outside += 1

    def take_soa(self, name: str, primary: str, admin: str, numbers: Sequence[str]) -> None:
        if _name(name) != self.zone:
            raise Invalid(f"this is the SOA of {_name(name)[:255]}, not of {self.zone}")
        serial, *times = numbers
        refresh, retry, expire, minimum = (time or usual for time, usual in zip(times, USUAL_TIMES, strict=True))
        soa = validate_soa(
            {
                "primary": f"{_name(primary)}.",
                "admin": f"{_name(admin)}.",
                "serial": serial or 1,
                "refresh": refresh,
                "retry": retry,
                "expire": expire,
                "minimum": minimum,
            }
        )
        self.soa = self.soa or soa


def _name_server(reader: _Reader, fields: Sequence[str], ttl: int) -> None:
    owner, address, server = fields
    name = _server_name(server, "ns", owner)
    reader.add(owner, ttl, canonical("NS", name, None))
    reader.add_address(name, ttl, address)


def _authority(reader: _Reader, fields: Sequence[str], ttl: int) -> None:
    owner, _ip, server = fields
    # of a zone below this one it is a delegation and nothing more
    if _name(owner) == reader.zone:
        reader.take_soa(owner, _server_name(server, "ns", owner), f"hostmaster.{owner}", [""] * 5)
    _name_server(reader, fields, ttl)


def _host(reader: _Reader, fields: Sequence[str], ttl: int) -> None:
    owner, address = fields
    reader.add(owner, ttl, _address(address))


def _host_of_ipv6(reader: _Reader, fields: Sequence[str], ttl: int) -> None:
    owner, address = fields
    if not _HEX_ADDRESS.fullmatch(address):
        raise Invalid(f"an IPv6 address is written as 32 hex digits here, not {shorten(address)}")
    reader.add(owner, ttl, _address(address))


def _mail_server(reader: _Reader, fields: Sequence[str], ttl: int) -> None:
    owner, address, server, distance = fields
    name = _server_name(server, "mx", owner)
    reader.add(owner, ttl, canonical("MX", name, _number(distance or "0", "distance")))
    reader.add_address(name, ttl, address)


def _service(reader: _Reader, fields: Sequence[str], ttl: int) -> None:
    owner, address, server, port, priority, weight = fields
    name = _server_name(server, "srv", owner)
    content = f"{_number(weight or '0', 'weight')} {_number(port, 'port')} {name}"
    reader.add(owner, ttl, canonical("SRV", content, _number(priority or "0", "priority")))
    reader.add_address(name, ttl, address)


def _text(reader: _Reader, fields: Sequence[str], ttl: int) -> None:
    owner, text = fields
    reader.add(owner, ttl, canonical("TXT", quoted(text.encode("utf-8", "surrogateescape")), None))


def _pointer(record_type: str) -> Callable[[_Reader, Sequence[str], int], None]:
    def read(reader: _Reader, fields: Sequence[str], ttl: int) -> None:
        owner, target = fields
        reader.add(owner, ttl, canonical(record_type, _name(target), None))

    return read


def _start_of_authority(reader: _Reader, fields: Sequence[str], _ttl: int) -> None:
    owner, primary, admin, *numbers = fields
    reader.take_soa(owner, primary, admin, numbers)


FORMS = {
    ".": _Form(3, _authority),
    "&": _Form(3, _name_server),
    "=": _Form(2, _host),
    "+": _Form(2, _host),
    "6": _Form(2, _host_of_ipv6),
    "3": _Form(2, _host_of_ipv6),
    "@": _Form(4, _mail_server),
    "'": _Form(2, _text),
    "^": _Form(2, _pointer("PTR")),
    "C": _Form(2, _pointer("CNAME")),
    "S": _Form(6, _service),
    "Z": _Form(8, _start_of_authority),
}


def _unescaped(field: str) -> str:
    r"""Return a field with its escapes, such as \072 for a colon, as what they stand for."""
    if "\\" not in field:
        return field
    octets = _OCTAL.sub(lambda found: bytes([int(found[1], 8) & 255]), field.encode())
    return octets.decode("utf-8", "surrogateescape")


def _name(text: str) -> str:
    return text.strip().removesuffix(".").lower()


def _server_name(server: str, word: str, owner: str) -> str:
    """Return the name of a server: a short one stands for a name below that of the line."""
    if not server:
        return f"{word}.{_name(owner)}"
    return _name(server) if "." in server else f"{_name(server)}.{word}.{_name(owner)}"


def _address(text: str) -> RecordData:
    if _HEX_ADDRESS.fullmatch(text):
        return canonical("AAAA", ":".join(text[start : start + 4] for start in range(0, 32, 4)), None)
    return canonical("A", text, None)


def _number(text: str, what: str) -> int:
    if not _NUMBER.fullmatch(text) or int(text) > 65535:
        raise Invalid(f"the {what} is a number from 0 to 65535, not {shorten(text)}")
    return int(text)


def _ttl(text: str) -> int:
    if not text:
        return USUAL_TTL
    if not _NUMBER.fullmatch(text) or int(text) > LONGEST_TTL:
        raise Invalid(f"a TTL is a number of seconds from 0 to {LONGEST_TTL}, not {shorten(text)}")
    return int(text)
