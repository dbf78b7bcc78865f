"""A master file read as a whole zone, or refused with the line and the reason."""

from collections import Counter
from collections.abc import Callable, Sequence

from core.errors import Invalid
from core.zone.soa import Soa
from core.zone.zonefile.checks import check_coexistence, without_duplicates
from core.zone.zonefile.content import MAINTAINED, read_content, read_soa, type_name
from core.zone.zonefile.entries import Context, complete_name, parse_ttl, split_head
from core.zone.zonefile.generate import expand
from core.zone.zonefile.lines import Line, at_line, check_text, logical_lines
from core.zone.zonefile.values import ImportLimits, ParsedRecord, ParsedZone

_DEFAULT_LIMITS = ImportLimits()
# Cloudflare wrote this target into its exports instead of its own name servers.
_PLACEHOLDER = "REPLACE&ME$WITH^YOUR@NAMESERVER"


def parse_zone_file(
    text: str, zone: str, *, limits: ImportLimits = _DEFAULT_LIMITS, default_ns: Sequence[str] = ()
) -> ParsedZone:
    """Read a master file (RFC 1035 §5) that holds all of one zone.

    Understood beyond the RFC: ``$TTL`` (RFC 2308 §4), ``$GENERATE``, TTL units, unknown types (RFC 3597), a
    transfer's second SOA at the end, RRCLONE and template records, and the SOA owners and name server
    placeholder of Cloudflare. DNSSEC records of a signed zone are left out with a warning for each type.

    Args:
        text: the file.
        zone: name of the zone it must hold, ASCII, without the final dot; also the first ``$ORIGIN``.
        limits: how large it may be and become.
        default_ns: names of the servers to put in place of the placeholder.

    Raises:
        Invalid: the first thing wrong, as ``line 12: …`` where one line is to blame.
    """
    check_text(text, limits)
    reader = _Reader(zone, limits, default_ns)
    for line in logical_lines(text, limits):
        try:
            reader.read(line)
        except Invalid as refusal:
            raise at_line(line.number, refusal.message) from refusal
    return reader.finish()


class _Reader:
    def __init__(self, zone: str, limits: ImportLimits, default_ns: Sequence[str]) -> None:
        self._zone = zone
        self._limits = limits
        self._default_ns = [f"{name.rstrip('.')}." for name in default_ns]
        self._context = Context(zone)
        self._soa: Soa | None = None
        self._soa_repeated = False
        self._generated = 0
        self._generated_chars = 0
        self._left_out: Counter[str] = Counter()
        self._records: list[ParsedRecord] = []
        self._directives: dict[str, Callable[[list[str]], None]] = {
            "$ORIGIN": self._set_origin,
            "$TTL": self._set_ttl,
            "$INCLUDE": self._refuse_include,
        }

    def read(self, line: Line) -> None:
        first = line.words[0]
        if line.blank_start or not first.startswith("$"):
            self._entry(line)
        elif first.upper() == "$GENERATE":
            self._generate(line)
        elif directive := self._directives.get(first.upper()):
            directive(line.words[1:])
        else:
            self._template_entry(line)

    def finish(self) -> ParsedZone:
        if self._soa is None:
            raise Invalid(f"the file has no SOA record for {self._zone}.")
        records, merged = without_duplicates(self._records)
        check_coexistence(records, self._zone)
        warnings = [
            f"{count} {rtype} {'record was' if count == 1 else 'records were'} left out: the signer makes its own"
            for rtype, count in self._left_out.items()
            if rtype != _PLACEHOLDER
        ]
        if self._left_out[_PLACEHOLDER]:
            warnings.append(f"NS records with the placeholder {_PLACEHOLDER} were left out: no default is known")
        if merged:
            warnings.append(f"{merged} records stood in the file more than once")
        return ParsedZone(self._soa, records, warnings)

    def _generate(self, line: Line) -> None:
        for words in expand(line.words[1:], self._limits.max_generate):
            self._generated += 1
            self._generated_chars += sum(map(len, words))
            # One directive is bounded, but a file may hold many of them.
            if self._generated > self._limits.max_records or self._generated_chars > self._limits.max_bytes:
                raise Invalid("the $GENERATE directives of the file make too many records")
            self._entry(Line(line.number, words, blank_start=False))

    def _template_entry(self, line: Line) -> None:
        try:
            self._entry(line)
        except Invalid as refusal:
            message = f"{line.words[0][:60]} is no directive known here, and as a record: {refusal.message}"
            raise Invalid(message) from refusal

    def _entry(self, line: Line) -> None:
        name, words = self._context.owner_name(line)
        stated_ttl, type_word, rdata = split_head(words)
        rtype = type_name(type_word)
        if self._soa_repeated:
            raise Invalid("a record after the second SOA, which ends a zone (RFC 5936 §2.2)")
        if rtype == "SOA":
            self._take_soa(name, stated_ttl, rdata)
            return
        ttl = self._context.ttl(stated_ttl)
        if rtype in MAINTAINED:
            self._left_out[rtype] += 1
            return
        owner = self._context.owner(name)
        for content in self._contents(rtype, rdata):
            record = read_content(rtype, content, self._context.origin)
            self._records.append(ParsedRecord(owner, ttl, record, line.comment, line.number))
        if len(self._records) > self._limits.max_records:
            raise Invalid(f"more than {self._limits.max_records} records")

    def _contents(self, rtype: str, rdata: list[str]) -> list[list[str]]:
        """Return the rdata as it stands, or one for each default server in place of the placeholder."""
        if rtype != "NS" or not rdata or rdata[0].rstrip(".").upper() != _PLACEHOLDER:
            return [rdata]
        if not self._default_ns:
            self._left_out[_PLACEHOLDER] += 1
        return [[name] for name in self._default_ns]

    def _take_soa(self, name: str, stated_ttl: int | None, rdata: list[str]) -> None:
        # Cloudflare writes the owner of its SOA without the final dot, and wrote "@" under "$ORIGIN ." before.
        if name in {"", f"{self._zone}.{self._zone}"}:
            name = self._zone
            self._context.stand_at_apex()
        if name != self._zone:
            raise Invalid(f"this is the SOA of {name[:255]}., not of {self._zone}.")
        soa = read_soa(rdata, self._context.origin)
        self._context.ttl(stated_ttl, soa.minimum)
        if self._soa is None:
            self._soa = soa
        elif soa == self._soa:
            self._soa_repeated = True
        else:
            raise Invalid("a second SOA record that differs from the first")

    def _set_origin(self, words: list[str]) -> None:
        if len(words) != 1:
            raise Invalid("$ORIGIN needs one name")
        self._context.origin = complete_name(words[0], self._context.origin)

    def _set_ttl(self, words: list[str]) -> None:
        if len(words) != 1:
            raise Invalid("$TTL needs one TTL")
        self._context.default_ttl = parse_ttl(words[0])

    def _refuse_include(self, _words: list[str]) -> None:
        raise Invalid("$INCLUDE is not supported: put the contents of that file here")
