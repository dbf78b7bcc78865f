"""The HTTP wire to the API: envelopes, time-outs, and what a refusal means."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from http.cookiejar import DefaultCookiePolicy
from typing import Any, TypeVar
from urllib.parse import quote

import requests
from requests.adapters import HTTPAdapter
from requests.auth import HTTPBasicAuth

from core.errors import NotFound, TryLater
from web.api_client.refusals import Unsure, refusal_of

CONNECT_SECONDS = 1.0
CONNECTIONS = 64

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Credentials:
    """What requests are signed in with, and on whose behalf they are made.

    Attributes:
        session_id: of the API; empty for nobody.
        impersonated: the mail address of who an administrator acts for; empty for themselves.
        admin_token: of an administrator who has stepped up; empty without one.
        address: where the browser is.
        request_id: one id from the browser to the name server.
    """

    session_id: str = ""
    impersonated: str = ""
    admin_token: str = ""
    address: str = ""
    request_id: str = ""

    @property
    def headers(self) -> dict[str, str]:
        """The headers that say so."""
        named = {
            "X-Session-ID": self.session_id,
            "X-Impersonate": self.impersonated,
            "X-Admin-Token": self.admin_token,
            "X-Forwarded-For": self.address,
            "X-Request-ID": self.request_id,
        }
        return {name: value for name, value in named.items() if value}


@dataclass(frozen=True, slots=True)
class Answer:
    """A success: what stands under `response`, the whole envelope, and the tag of the state it shows."""

    response: Any
    envelope: dict[str, Any]
    tag: str


class Wire:
    """Sends requests to the API on behalf of one visitor.

    Args:
        base: the address of the API.
        read_seconds: how long what only reads may take.
        write_seconds: how long a change may take.
    """

    def __init__(self, base: str, read_seconds: float, write_seconds: float) -> None:
        self._base = f"{base}/1.0/"
        self._read_seconds = read_seconds
        self._write_seconds = write_seconds
        self._http = requests.Session()
        self._http.trust_env = False
        # nobody's cookies must go along with the request of somebody else
        self._http.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        for scheme in ("http://", "https://"):
            self._http.mount(scheme, HTTPAdapter(pool_connections=4, pool_maxsize=CONNECTIONS))
        self._pool = ThreadPoolExecutor(CONNECTIONS, thread_name_prefix="api")
        self._credentials = Credentials()

    def signed_in_with(self, credentials: Credentials) -> "Wire":
        """Return a wire over the same connections that signs in with these."""
        other = object.__new__(Wire)
        other.__dict__.update(self.__dict__)
        other._credentials = credentials
        return other

    def acting_for(self, email: str) -> "Wire":
        """Return the same wire in the name of somebody else, by their mail address; empty for nobody else."""
        return self.signed_in_with(replace(self._credentials, impersonated=email))

    def get(self, path: str, query: Mapping[str, Any] | None = None, **headers: str) -> Answer:
        """Read something; see `send`."""
        return self.send("GET", path, query=query, headers=headers)

    def post(self, path: str, data: object = None, query: Mapping[str, Any] | None = None, tag: str = "") -> Answer:
        """Make or change something, if it is still as the tag says; see `send`."""
        return self.send("POST", path, data, query=query, headers={"If-Match": tag} if tag else {})

    def delete(self, path: str, query: Mapping[str, Any] | None = None) -> Answer:
        """Delete something; see `send`."""
        return self.send("DELETE", path, query=query)

    def send(
        self,
        verb: str,
        path: str,
        data: object = None,
        *,
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        auth: tuple[str, str] | None = None,
    ) -> Answer:
        """Send a request and return its answer.

        Args:
            verb: of HTTP.
            path: below the base, its parts quoted by `path_of`.
            data: what stands under `data` in the body; None for no body.
            query: parameters; those that are None or empty are left out.
            headers: beside those of the credentials.
            auth: name and password, in place of the session.

        Raises:
            Refusal: the API refuses; the kind says how (see `refusal_of`).
            TryLater: the API is away or too slow.
            Unsure: no answer came to a change.
        """
        reads = verb == "GET"
        try:
            answer = self._http.request(
                verb,
                self._base + path,
                params={name: value for name, value in (query or {}).items() if value not in {None, ""}},
                json=None if data is None else {"data": data},
                headers={**self._credentials.headers, **(headers or {})},
                # as UTF-8, whatever they hold
                auth=HTTPBasicAuth(auth[0].encode(), auth[1].encode()) if auth else None,
                timeout=(CONNECT_SECONDS, self._read_seconds if reads else self._write_seconds),
                allow_redirects=False,
            )
            body = answer.json()
        except requests.ConnectTimeout as error:
            raise _away() from error
        except (requests.ConnectionError, requests.Timeout, ValueError) as error:
            raise _away() if reads or _never_arrived(error) else _unsure() from error
        if answer.status_code >= 400:
            raise refusal_of(answer.status_code, body, answer.headers.get("Retry-After"))
        return Answer(body.get("response"), body, answer.headers.get("ETag", ""))

    def together(self, *calls: Callable[[], Result]) -> list[Result]:
        """Do several calls at once and return what each of them does, in their order.

        Raises:
            Refusal: of the first call that was refused.
        """
        first, *others = calls
        started = [self._pool.submit(call) for call in others]
        return [first(), *(future.result() for future in started)]


def path_of(*parts: object) -> str:
    """Return a path made of these parts, each quoted whole: a slash in a name ends no part.

    Raises:
        NotFound: a part would be a step up or none (RFC 3986 §5.2.4), and the path another one.
    """
    if any(str(part) in {"", ".", ".."} for part in parts):
        raise NotFound("There is nothing of this name.")
    return "/".join(quote(str(part), safe="") for part in parts)


def _away() -> TryLater:
    return TryLater("The service does not answer at the moment. It is being looked after; please try again soon.")


def _unsure() -> Unsure:
    return Unsure(
        "No answer came in time. The change may have been saved all the same: look whether it is there before you "
        "send it once more."
    )


def _never_arrived(error: Exception) -> bool:
    return "Connection refused" in str(error) or "NewConnectionError" in str(error)
