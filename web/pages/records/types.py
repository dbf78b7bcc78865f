"""What people are told of each type of record while they type its content."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.zone.rdata import PRIORITY_TYPES, STORED_TYPES


@dataclass(frozen=True, slots=True)
class Part:
    """One of several fields a content is made of; `choices` if only some values are of use."""

    name: str
    placeholder: str
    choices: tuple[str, ...] = ()
    is_quoted: bool = False


@dataclass(frozen=True, slots=True)
class TypeHelp:
    """How to fill in a type: an example, a sentence, and the parts of its content if it has several."""

    placeholder: str
    about: str = ""
    parts: tuple[Part, ...] = ()


SERVICE_PARTS = (Part("Weight", "0"), Part("Port", "443"), Part("Target", "server.example.org"))
CAA_PARTS = (
    Part("Flags", "0", ("0", "128")),
    Part("Tag", "issue", ("issue", "issuewild", "iodef", "issuemail", "contactemail", "contactphone")),
    Part("Value", "letsencrypt.org", is_quoted=True),
)

HELP: Mapping[str, TypeHelp] = {
    "A": TypeHelp("192.0.2.1", "An IPv4 address."),
    "AAAA": TypeHelp("2001:db8::1", "An IPv6 address."),
    "MX": TypeHelp(
        "mail.example.org", "The host that takes mail, by its full name; the lowest priority is tried first."
    ),
    "CNAME": TypeHelp("www.example.net", "The full name this is another name for. Nothing else may stand beside it."),
    "NS": TypeHelp("ns1.example.net", "The full name of a name server."),
    "PTR": TypeHelp("host.example.org", "The full name an address belongs to."),
    "DNAME": TypeHelp("example.net", "Everything below this name is found below that one."),
    "TXT": TypeHelp("v=spf1 mx -all", "The text as it is meant: quotes and splitting are done for you."),
    "SRV": TypeHelp("0 443 server.example.org", "Name it _service._protocol, such as _sip._tcp.", SERVICE_PARTS),
    "CAA": TypeHelp('0 issue "letsencrypt.org"', "Who may issue certificates for this name.", CAA_PARTS),
    "HTTPS": TypeHelp(
        ". alpn=h2,h3", "The target (a dot for this very name), then parameters. Priority 0 is an alias."
    ),
    "SVCB": TypeHelp("server.example.org port=853", "The target, then parameters. Priority 0 is an alias."),
    "TLSA": TypeHelp("3 1 1 d2abde24…", "Usage, selector, matching type, and the data in hexadecimal."),
    "SSHFP": TypeHelp("4 2 123456789abcdef…", "Algorithm, type of fingerprint, fingerprint in hexadecimal."),
    "DS": TypeHelp("12345 13 2 49fd46e6…", "Key tag, algorithm, digest type, digest, of a zone delegated from here."),
    "NAPTR": TypeHelp('100 10 "u" "E2U+sip" "!^.*$!sip:a@example.org!" .', "Order, preference, flags, service, …"),
    "URI": TypeHelp('10 1 "https://example.org/"', "Priority, weight and the address in quotes."),
    "LOC": TypeHelp("52 22 23.000 N 4 53 32.000 E -2.00m", "Latitude, longitude, altitude."),
    "RRCLONE": TypeHelp("source.example.org", "The records of that name are copied here, and follow it."),
}
OTHER = TypeHelp("", "As it stands in a zone file.")


def types_with(record_type: str = "") -> list[str]:
    """Return the types to choose from, the usual ones first; with that of a record, whatever it is."""
    usual = [name for name in HELP if name in STORED_TYPES]
    known = usual + sorted(name for name in STORED_TYPES if name not in HELP)
    return known if not record_type or record_type in known else [*known, record_type]


def help_by_type() -> dict[str, dict[str, object]]:
    """Return what the editor in the browser has to know of each type."""
    return {name: _shown(HELP.get(name, OTHER), name in PRIORITY_TYPES) for name in types_with()}


def _shown(known: TypeHelp, has_priority: bool) -> dict[str, object]:
    parts = [
        {"name": part.name, "placeholder": part.placeholder, "choices": part.choices, "quoted": part.is_quoted}
        for part in known.parts
    ]
    return {"placeholder": known.placeholder, "about": known.about, "parts": parts, "priority": has_priority}
