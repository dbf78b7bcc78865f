"""Address hints of HTTPS and SVCB records (RFC 9460 §7.3), taken from the addresses of the target in the same zone."""

import re
from collections.abc import Iterable

from core.zone.names import is_within, relative

HINTED = frozenset({"HTTPS", "SVCB"})

_PARAMETER = re.compile(r'([a-z0-9-]+)(?:="(?:[^"\\]|\\.)*"|=[^\s"]*)?(?:\s+|$)')


def hinted_owner(zone: str, owner: str, rdata: str) -> str | None:
    """Return the relative owner whose addresses a record wants as hints.

    Args:
        zone: stored name of the zone.
        owner: relative owner of the record.
        rdata: presentation form of an HTTPS or SVCB record, its priority included.

    Returns:
        None when it points out of the zone, is in alias mode (priority 0), or has a hint of its own.
    """
    priority, target, *rest = rdata.split(" ", 2)
    if priority == "0" or (rest and _has_a_hint(rest[0])):
        return None
    if target == ".":
        return owner
    name = target[:-1].lower()
    return relative(name, zone) if is_within(name, zone) else None


def with_hints(rdata: str, ipv4: Iterable[str], ipv6: Iterable[str]) -> str:
    """Return the presentation form of a record with hints behind it, if there are any.

    Args:
        rdata: presentation form without hints.
        ipv4: addresses of the target.
        ipv6: the same of the other kind.
    """
    hints = [("ipv4hint", list(dict.fromkeys(ipv4))), ("ipv6hint", list(dict.fromkeys(ipv6)))]
    return " ".join([rdata, *(f"{key}={','.join(addresses)}" for key, addresses in hints if addresses)])


def _has_a_hint(parameters: str) -> bool:
    return any(key in {"ipv4hint", "ipv6hint"} for key in _PARAMETER.findall(parameters))
