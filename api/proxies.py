"""Where a request comes from, when proxies stand in front: they are believed only in networks that are ours."""

import ipaddress
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from werkzeug.middleware.proxy_fix import ProxyFix

from core.settings import Network

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class TrustedProxies:
    """WSGI middleware: takes the address of a client from X-Forwarded-For, if a proxy of ours has sent the request.

    Whoever reaches the API past the proxies is who they are, whatever they say.

    Args:
        application: what requests are passed on to.
        count: how many proxies stand one behind the other; each has added an address, the last of ours on the right.
        networks: where they are. A socket of the file system has no address and is believed.
    """

    def __init__(self, application: "WSGIApplication", count: int, networks: Sequence[Network]) -> None:
        self._direct = application
        self._behind = ProxyFix(application, x_for=count, x_proto=0, x_host=0)
        self._networks = networks

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Pass a request on under the address it comes from."""
        peer = str(environ.get("REMOTE_ADDR") or "")
        is_ours = not peer or is_within(peer, self._networks)
        application = self._behind if is_ours else self._direct
        return application(environ, start_response)


def is_within(address: str | None, networks: Sequence[Network]) -> bool:
    """Tell whether an address is in one of some networks; what is no address is in none."""
    try:
        parsed = ipaddress.ip_address(address or "")
    except ValueError:
        return False
    # an IPv4 client of a socket for both
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped is not None:
        parsed = parsed.ipv4_mapped
    return any(parsed in network for network in networks)
