"""What the parent of a signed zone has to be told, as API 1.0 shows it (§10.5)."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from api.domains.answers import Dnssec, DnssecKey, ParsedDnssecKey
from core.models import Domain, ZoneKeys
from core.zone.dnssec import ALGORITHMS, DIGESTS, KeyOfZone, keys_of_zone

# how many characters of a public key stand together, as in the key files of BIND
KEY_PART = 56

READ_KEYS = select(ZoneKeys.ttl, ZoneKeys.dnskeys, ZoneKeys.cds).where(ZoneKeys.domain_id == bindparam("domain_id"))


def dnssec_object(session: Session, domain: Domain) -> Dnssec | None:
    """Return the keys of a domain and their DS records, None as long as none are known."""
    row = session.execute(READ_KEYS, {"domain_id": domain.id}).one_or_none()
    if row is None:
        return None
    keys = keys_of_zone(domain.name, row.dnskeys.splitlines(), row.cds.splitlines())
    return _shown(f"{domain.name}.", row.ttl, keys) if keys else None


def _shown(owner: str, ttl: int, keys: Sequence[KeyOfZone]) -> Dnssec:
    return {
        "parsed": {str(key.tag): _parsed(key) for key in keys},
        "DNSKEY": [
            _line(owner, ttl, "DNSKEY", f"{key.flags} {key.protocol} {key.algorithm} {' '.join(_parts(key))}")
            for key in keys
        ],
        "DS": [
            _line(owner, ttl, "DS", f"{key.tag} {key.algorithm} {digest.type} {digest.value}")
            for key in keys
            for digest in key.digests
        ],
        "keys": [_key(key) for key in keys],
    }


def _line(owner: str, ttl: int, record_type: str, rdata: str) -> str:
    return f"{owner:<30} {ttl:>7}    IN {record_type:>7}   {'':<6} {rdata}"


def _parts(key: KeyOfZone) -> list[str]:
    return [key.public_key[start : start + KEY_PART] for start in range(0, len(key.public_key), KEY_PART)]


def _parsed(key: KeyOfZone) -> ParsedDnssecKey:
    shown = {
        "Algorithm": f"{_algorithm(key)} ({key.algorithm})" if key.algorithm in ALGORITHMS else _algorithm(key),
        "Public Key": "\n".join(_parts(key)),
        "Flags": f"KSK ({key.flags})",
        "Protocol": str(key.protocol),
        "Key ID": str(key.tag),
    }
    for number, digest in enumerate(key.digests, start=1):
        shown[f"Digest {number}"] = digest.value
        shown[f"Digest {number} Type"] = f"{DIGESTS[digest.type]} ({digest.type})"
    return shown


def _key(key: KeyOfZone) -> DnssecKey:
    return {
        "key_tag": key.tag,
        "flags": key.flags,
        "protocol": key.protocol,
        "algorithm": key.algorithm,
        "algorithm_name": _algorithm(key),
        "public_key": key.public_key,
        "in_cds": key.is_asked_for,
        "ds": [
            {
                "key_tag": key.tag,
                "algorithm": key.algorithm,
                "digest_type": digest.type,
                "digest_type_name": DIGESTS[digest.type],
                "digest": digest.value,
            }
            for digest in key.digests
        ],
    }


def _algorithm(key: KeyOfZone) -> str:
    return ALGORITHMS.get(key.algorithm, f"Other ({key.algorithm})")
