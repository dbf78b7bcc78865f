"""The API as the client speaks it; the only file of the client that knows HTTP."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import requests
from requests.auth import HTTPBasicAuth

TIMEOUT_SECONDS = 60.0


class Refused(Exception):
    """The API understood a request and did not do it.

    Attributes:
        status: of HTTP.
        reasons: more of what was wrong, a line each.
    """

    def __init__(self, status: int, message: str, reasons: list[str]) -> None:
        super().__init__(message)
        self.status = status
        self.reasons = reasons


class Unreachable(Exception):
    """Nobody answers, or what answers is no API."""


class Api:
    """Makes requests.

    Args:
        url: where the API is, without `/1.0`.
        user: a mail address with an API key, or a domain with a key of it.
        key: the key.
    """

    def __init__(self, url: str, user: str, key: str) -> None:
        self._base = f"{url.rstrip('/')}/1.0"
        self._http = requests.Session()
        # octets, because a domain may stand there in Unicode
        self._http.auth = HTTPBasicAuth(user.encode(), key.encode())
        self._http.headers["Accept"] = "application/json"

    def get(self, *path: str, **query: object) -> Any:
        """Return what a path answers.

        Args:
            path: its segments, as they are meant; they are quoted here.
            query: parameters; those that are None or False are left out.

        Raises:
            Refused: the API refuses.
            Unreachable: nobody answers.
        """
        return self._ask("GET", path, query, None)

    def post(self, *path: str, data: Mapping[str, Any] | None = None, **query: object) -> Any:
        """Send something and return what is answered; the rest is that of `get`.

        Args:
            path: its segments.
            data: what stands under `data` in the body.
            query: parameters.
        """
        return self._ask("POST", path, query, {"data": dict(data or {})})

    def _ask(self, verb: str, path: tuple[str, ...], query: Mapping[str, object], body: object) -> Any:
        url = "/".join([self._base, *(quote(segment, safe="") for segment in path)])
        sent = {name: _text(value) for name, value in query.items() if value is not None and value is not False}
        try:
            answer = self._http.request(verb, url, params=sent, json=body, timeout=TIMEOUT_SECONDS)
        except requests.RequestException as error:
            raise Unreachable(f"{self._base} does not answer: {error}") from error
        try:
            envelope = answer.json()
        except ValueError as error:
            raise Unreachable(f"{url} answers {answer.status_code} and no JSON; is this the API?") from error
        if not answer.ok or "error" in envelope:
            raise Refused(answer.status_code, str(envelope.get("error", answer.reason)), _lines(envelope))
        return envelope.get("response")


def _text(value: object) -> str:
    return "1" if value is True else str(value)


def _lines(envelope: Mapping[str, Any]) -> list[str]:
    detail = envelope.get("errorData", [])
    if isinstance(detail, Mapping):
        return [f"{name}: {reason}" for name, reason in detail.items()]
    return [str(reason) for reason in detail] if isinstance(detail, list) else [str(detail)]
