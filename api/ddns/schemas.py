"""What a router wants of a record."""

import ipaddress
from typing import Literal

from core.errors import Invalid

Dynamic = Literal["myip", "myip4", "myip6", "time"]


def wished_content(content: str | None, dynamic: str | None, address: str | None, now: int) -> str:
    """Return what the record is to say.

    Args:
        content: as it was sent.
        dynamic: what to take instead: `myip`, `myip4`, `myip6`, `time`.
        address: where the request comes from.
        now: Unix milliseconds.

    Raises:
        Invalid: nothing usable was asked for, or the address is of the other family.
    """
    if content:
        return content
    if not dynamic:
        raise Invalid("You must specify a content.", ["Use content=…, or dynamiccontent=myip, myip4, myip6 or time."])
    if dynamic == "time":
        return str(now // 1000)
    if dynamic not in {"myip", "myip4", "myip6"}:
        raise Invalid(f"Unknown dynamiccontent: {dynamic}", ["There are myip, myip4, myip6 and time."])
    if address is None:
        raise Invalid("Your address is not known here.", ["Send the content itself."])
    own = ipaddress.ip_address(address)
    if isinstance(own, ipaddress.IPv6Address) and own.ipv4_mapped is not None:
        own = own.ipv4_mapped
    if dynamic != "myip" and own.version != int(dynamic[-1]):
        raise Invalid(f"Your address is {own}, which is not of IPv{dynamic[-1]}.")
    return str(own)
