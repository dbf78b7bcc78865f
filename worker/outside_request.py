"""A request to a URL that somebody else chose: only to public addresses, within a time, and never by way of another."""

import http.client
import socket
import ssl
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import quote, urlsplit

import idna

from core.public_addresses import IpAddress, IpNetwork, may_be_called

# what remains as it is of a path and query that were checked to be printable ASCII
SAFE_IN_PATH = "!#$%&'()*+,/:;=?@[]~-._"


class RequestFailed(Exception):
    """There was no answer; the message tells the owner of the URL why."""


@dataclass(frozen=True, slots=True)
class OutsideRequests:
    """Makes requests to URLs that somebody else chose.

    Attributes:
        timeout_seconds: for one request as a whole, from the connection to the end of the answer.
        allowed_networks: which may be called though they are not public.
    """

    timeout_seconds: float
    allowed_networks: Sequence[IpNetwork]

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> int:
        """Send a body and return the status of the answer; redirects are not followed.

        The name is resolved once and the connection made to an address that was looked at, so that a second answer of
        the same name cannot lead elsewhere.

        Args:
            url: http or https.
            body: as it is sent.
            headers: all of them beside Host and Content-Length.

        Raises:
            RequestFailed: there was no answer in time, or the URL must not be called.
        """
        parts = urlsplit(url)
        connection = _Connection(parts.scheme, _ascii_host(parts.hostname or ""), parts.port, self.timeout_seconds)
        connection.addresses = self._addresses(connection.host, connection.port)
        path = quote(parts.path or "/", safe=SAFE_IN_PATH) + (f"?{parts.query}" if parts.query else "")
        # a time-out of the socket starts anew with every octet; this one does not
        watchdog = threading.Timer(self.timeout_seconds, connection.abort)
        watchdog.daemon = True
        watchdog.start()
        try:
            connection.request("POST", path, body, dict(headers))
            # of the answer only the status counts; its body is never taken, however large it is
            status = connection.getresponse().status
        except (OSError, http.client.HTTPException) as error:
            if connection.was_aborted or isinstance(error, TimeoutError):
                raise RequestFailed(self._too_late) from error
            raise RequestFailed(f"{type(error).__name__}: {error}") from error
        finally:
            watchdog.cancel()
            connection.close()
        # headers that were cut short by the watchdog look like all there are
        if connection.was_aborted:
            raise RequestFailed(self._too_late)
        return status

    @property
    def _too_late(self) -> str:
        return f"no answer within {self.timeout_seconds:g} seconds"

    def _addresses(self, host: str, port: int) -> list[IpAddress]:
        """Return the addresses of a host that may be called.

        Raises:
            RequestFailed: there is none.
        """
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise RequestFailed(f"{host} cannot be resolved: {error}") from error
        # an address with a scope (fe80::1%eth0) is link-local, so nothing is lost with the scope
        addresses = list(dict.fromkeys(ip_address(str(entry[4][0]).partition("%")[0]) for entry in found))
        allowed = [address for address in addresses if may_be_called(address, self.allowed_networks)]
        if not allowed:
            # not which it has: what names mean inside our networks is nothing for owners of webhooks
            raise RequestFailed(f"{host} has no public address, so it is not called from here")
        return allowed


class _Connection(http.client.HTTPConnection):
    """A connection to one of some addresses, with the name of the host where it belongs: in Host and in TLS."""

    def __init__(self, scheme: str, host: str, port: int | None, timeout_seconds: float) -> None:
        self._is_secure = scheme == "https"
        self.default_port = http.client.HTTPS_PORT if self._is_secure else http.client.HTTP_PORT
        super().__init__(host, port or self.default_port, timeout=timeout_seconds)
        self.addresses: list[IpAddress] = []
        self.was_aborted = False

    def connect(self) -> None:
        refusals: list[OSError] = []
        # a second one, should the first be of a family this machine cannot reach
        for address in self.addresses[:2]:
            try:
                self.sock = socket.create_connection((str(address), self.port), self.timeout)
                break
            except OSError as error:
                refusals.append(error)
        else:
            raise refusals[-1]
        if self._is_secure:
            secure = ssl.create_default_context()
            # in two steps, so that the handshake can be aborted, too
            self.sock = secure.wrap_socket(self.sock, server_hostname=self.host, do_handshake_on_connect=False)
            self.sock.do_handshake()

    def abort(self) -> None:
        """End it, whatever it waits for."""
        self.was_aborted = True
        if self.sock is not None:
            try:
                self.sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                return


def _ascii_host(host: str) -> str:
    if host.isascii():
        return host
    try:
        return idna.encode(host, uts46=True).decode()
    except idna.IDNAError as error:
        raise RequestFailed(f"{host} is no name of a host: {error}") from error
