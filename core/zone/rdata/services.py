"""Where services are, and who may issue certificates for them: SRV, SVCB, HTTPS, CAA."""

import re
from typing import Any

import dns.name

from core.errors import Invalid
from core.zone.rdata.family import Family, names_to_unicode
from core.zone.rdata.generic import content_text, master_text, normalised, parsed
from core.zone.rdata.record_data import RecordData
from core.zone.rdata.shape import LONGEST_RDATA
from core.zone.rdata.strings import is_quoted_strings, joined_strings, quoted
from core.zone.rdata.targets import absolute_text, alias_name, host_name

_SRV = re.compile(r"(\d{1,5}) +(\d{1,5}) +(\S+)")
_CAA = re.compile(r"(\d{1,3}) +(\S+) +(.+)")
# A path below the origin, as a URI template with the variable dns (RFC 9461 §5).
_DOH_PATH = re.compile(rb"/(?:[\w.~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*\{[?&](?:\w+,)*dns(?:,\w+)*\}")
_DOH_PATH_KEY = 7
_CAA_TAG = re.compile(r"[a-z0-9]{1,255}")


def _read_srv(text: str, priority: int | None) -> RecordData:
    """Read weight, port and target; the target `.` says that the service is not there (RFC 2782)."""
    match = _SRV.fullmatch(text)
    if not match or int(match[1]) > 65535 or int(match[2]) > 65535:
        raise Invalid("SRV Record content should have the format: <weight> <port> <target>")
    weight, port, target = int(match[1]), int(match[2]), match[3]
    if target == ".":
        return RecordData("SRV", f"{weight} {port} .", priority, f"{priority} {weight} {port} .")
    name = host_name(target, "Target")
    return RecordData("SRV", f"{weight} {port} {name}", priority, f"{priority} {weight} {port} {name}.")


def _srv_of(rdata: Any) -> RecordData:
    return _read_srv(f"{rdata.weight} {rdata.port} {absolute_text(rdata.target)}", rdata.priority)


def _read_caa(text: str, _: int | None) -> RecordData:
    match = _CAA.fullmatch(text)
    if not match or int(match[1]) > 255:
        raise Invalid('CAA Record content should have the format: <flag> <tag> "<value>"')
    value = match[3]
    if is_quoted_strings(value):
        return _caa(int(match[1]), match[2], joined_strings(value))
    if '"' in value or "\\" in value:
        raise Invalid('CAA Record content should have the format: <flag> <tag> "<value>"')
    return _caa(int(match[1]), match[2], value.encode())


def _caa(flags: int, tag: str, value: bytes) -> RecordData:
    """Check the tag, which is compared without case, and write the record (RFC 8659 §4.1)."""
    tag = tag.lower()
    if not _CAA_TAG.fullmatch(tag):
        raise Invalid("The tag of a CAA record is letters and digits.")
    if len(value) > LONGEST_RDATA:
        raise Invalid(f"Content must not be longer than {LONGEST_RDATA} octets.")
    text = f"{flags} {tag} {quoted(value)}"
    return RecordData("CAA", text, None, text)


def _caa_of(rdata: Any) -> RecordData:
    return _caa(rdata.flags, rdata.tag.decode("latin-1"), rdata.value)


def _binding(record_type: str) -> Family:
    """Make the family of SVCB or HTTPS, which differ by name only (RFC 9460 §9)."""

    def read(text: str, priority: int | None) -> RecordData:
        if priority == 0 and len(text.split()) > 1:
            raise Invalid(f"{record_type} does not accept SvcParams in alias mode (Priority == 0)")
        target, _, parameters = text.partition(" ")
        if target != ".":
            target = alias_name(target, "Target") + "."
        return written(parsed(record_type, f"{priority} {target} {parameters}".strip(), "<target> [params]"))

    def written(rdata: Any) -> RecordData:
        value: Any = normalised(rdata)
        if value.target != dns.name.root:
            alias_name(absolute_text(value.target), "Target")
        path = value.params.get(_DOH_PATH_KEY)
        if _DOH_PATH_KEY in value.params and not _DOH_PATH.fullmatch(getattr(path, "value", b"")):
            raise Invalid("The parameter dohpath must be a URI template such as /dns-query{?dns}")
        content = content_text(value).partition(" ")[2]
        return RecordData(record_type, content, value.priority, master_text(value))

    return Family(record_type, read, written, names_to_unicode)


FAMILIES = {
    "SRV": Family("SRV", _read_srv, _srv_of, names_to_unicode),
    "SVCB": _binding("SVCB"),
    "HTTPS": _binding("HTTPS"),
    "CAA": Family("CAA", _read_caa, _caa_of),
}
