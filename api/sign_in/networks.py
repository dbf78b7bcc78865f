"""Networks that addresses are counted by: whoever has one IPv6 address usually has a whole /64 of them."""

import ipaddress

IPV6_PREFIX = 64


def network_of(address: str | None) -> str:
    """Return the network an address is counted in: the /64 of an IPv6 address, an IPv4 address alone."""
    if address is None:
        return "unknown"
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, IPV6_PREFIX), strict=False))
    return str(parsed)
