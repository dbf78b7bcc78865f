"""Which addresses may be called when somebody else names them: public ones alone, in whatever form they are written."""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

IpAddress = IPv4Address | IPv6Address
IpNetwork = IPv4Network | IPv6Network

# all of IPv6 that is given to anybody so far (IANA, RFC 4291 §2.4): what is outside leads nowhere, or to ourselves
GIVEN_OUT = IPv6Network("2000::/3")
# the well-known prefix of NAT64, which leads to the IPv4 address in the last 32 bits (RFC 6052 §2.1)
NAT64 = IPv6Network("64:ff9b::/96")
# ways to reach an IPv4 address that hide which, and what is only for documents although ipaddress counts it as global
NEVER: tuple[IpNetwork, ...] = (
    IPv4Network("192.0.0.0/24"),  # protocol assignments (RFC 6890)
    IPv4Network("192.88.99.0/24"),  # relays of 6to4 (RFC 7526)
    IPv6Network("2001::/32"),  # Teredo (RFC 4380)
    IPv6Network("2002::/16"),  # 6to4 (RFC 3056)
    IPv6Network("3fff::/20"),  # documentation (RFC 9637)
)


def reached_address(address: IpAddress) -> IpAddress:
    """Return the IPv4 address an IPv6 address stands for: IPv4-mapped (RFC 4291 §2.5.5.2), or by way of NAT64."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return address.ipv4_mapped
        if address in NAT64:
            return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address


def may_be_called(address: IpAddress, allowed: Sequence[IpNetwork] = ()) -> bool:
    """Tell whether an address is public, or in a network that is allowed all the same.

    Args:
        address: where somebody would have us connect to.
        allowed: networks of a closed platform, or of tests.
    """
    reached = reached_address(address)
    if any(reached in network for network in allowed):
        return True
    if any(reached in network for network in NEVER) or reached.is_multicast or not reached.is_global:
        return False
    return isinstance(reached, IPv4Address) or reached in GIVEN_OUT


def literal_address(host: str) -> IpAddress | None:
    """Return the address a host in a URL is, None if it is a name."""
    try:
        return ip_address(host)
    except ValueError:
        return None
