"""The keys of a signed zone and what its parent has to be told of them (RFC 4034 §2, §5; RFC 7344 §3)."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass

import dns.dnssec
import dns.name
import dns.rdata
import dns.rdtypes.ANY.CDS
import dns.rdtypes.ANY.DNSKEY
from dns.dnssectypes import DSDigest
from dns.rdataclass import IN
from dns.rdatatype import CDS, DNSKEY

# a zone key with the secure entry point (RFC 4034 §2.1.1), not revoked (RFC 5011 §2.1)
KSK_FLAGS = 257

# IANA "DNS Security Algorithm Numbers", in the words of API 1.0 §10.5
ALGORITHMS = {
    1: "RSA/MD5 (Deprecated)",
    2: "Diffie-Hellman",
    3: "DSA/SHA1",
    5: "RSA/SHA-1",
    6: "DSA-NSEC3-SHA1",
    7: "RSASHA1-NSEC3-SHA1",
    8: "RSA/SHA-256",
    10: "RSA/SHA-512",
    12: "GOST R 34.10-2001",
    13: "ECDSA Curve P-256 with SHA-256",
    14: "ECDSA Curve P-384 with SHA-384",
    15: "Ed25519",
    16: "Ed448",
}
# IANA "DS RR Type Digest Algorithms"; SHA-1 is not to be used any more (RFC 8624 §3.3)
DIGESTS: dict[int, str] = {DSDigest.SHA256: "SHA-256", DSDigest.SHA384: "SHA-384"}


@dataclass(frozen=True, slots=True)
class Digest:
    """A digest of a key, as a DS record carries it: `value` in upper-case hexadecimal."""

    type: int
    value: str


@dataclass(frozen=True, slots=True)
class KeyOfZone:
    """A key that a parent may point to.

    Attributes:
        tag: RFC 4034 Appendix B.
        flags: RFC 4034 §2.1.1.
        protocol: always 3.
        algorithm: its number.
        public_key: Base64.
        digests: what DS records of it carry.
        is_asked_for: whether the zone asks its parent for a DS of it, by a CDS record.
    """

    tag: int
    flags: int
    protocol: int
    algorithm: int
    public_key: str
    digests: tuple[Digest, ...]
    is_asked_for: bool


def keys_of_zone(zone: str, dnskeys: Sequence[str], cds: Sequence[str]) -> list[KeyOfZone]:
    """Return the keys a parent may point to, by their tags.

    Args:
        zone: its name, ASCII, without the final dot.
        dnskeys: its DNSKEY records in presentation form.
        cds: its CDS records, the same way.
    """
    asked = [dns.rdata.from_text(IN, CDS, text) for text in cds]
    asked_tags = {rdata.key_tag for rdata in asked if isinstance(rdata, dns.rdtypes.ANY.CDS.CDS)}
    rdatas = [dns.rdata.from_text(IN, DNSKEY, text) for text in dnskeys]
    keys = [
        _key_of_zone(zone, rdata, asked_tags)
        for rdata in rdatas
        if isinstance(rdata, dns.rdtypes.ANY.DNSKEY.DNSKEY) and rdata.flags == KSK_FLAGS
    ]
    return sorted(keys, key=lambda key: (key.tag, key.algorithm))


def _key_of_zone(zone: str, rdata: dns.rdtypes.ANY.DNSKEY.DNSKEY, asked_tags: set[int]) -> KeyOfZone:
    owner = dns.name.from_text(zone)
    digests = (dns.dnssec.make_ds(owner, rdata, DSDigest(kind)) for kind in DIGESTS)
    tag = dns.dnssec.key_id(rdata)
    return KeyOfZone(
        tag=tag,
        flags=int(rdata.flags),
        protocol=rdata.protocol,
        algorithm=int(rdata.algorithm),
        public_key=base64.b64encode(rdata.key).decode("ascii"),
        digests=tuple(Digest(int(ds.digest_type), ds.digest.hex().upper()) for ds in digests),
        is_asked_for=tag in asked_tags,
    )
