"""The memcached wire: sessions and values for one use, which any container of a service can read and none loses.

python-memcached hides failures: what cannot be read looks like what is not there. A session that is only out of reach
must not sign anybody out, so both are told apart here.
"""

import hashlib
import json
from secrets import token_urlsafe
from typing import Any

import memcache

from core.errors import TryLater
from core.settings import SessionSettings

# a server that failed is asked again after a second; the client's own half minute would be one without sessions
DEAD_RETRY_SECONDS = 1
SOCKET_SECONDS = 1


class Sessions:
    """Keeps the sessions of one service.

    Args:
        settings: where memcached is, and how long a session lives without being used.
        service: keeps the sessions of services apart.
    """

    def __init__(self, settings: SessionSettings, service: str) -> None:
        self._idle_seconds = settings.idle_seconds
        self._prefix = f"{service}:session:"
        self._client = _connect(settings)

    def create(self, content: dict[str, Any]) -> str:
        """Keep the content of a new session, and return its id.

        Raises:
            TryLater: memcached is away.
        """
        session_id = new_session_id()
        self.put(session_id, content)
        return session_id

    def put(self, session_id: str, content: dict[str, Any]) -> None:
        """Keep the content of a session for its idle time.

        Raises:
            TryLater: memcached is away.
        """
        if not self._client.set(self._key(session_id), json.dumps(content), time=self._idle_seconds):
            raise TryLater("Sessions cannot be kept at the moment; please try again soon.")

    def get(self, session_id: str) -> dict[str, Any] | None:
        """Return the content of a session and let it live on; None when there is no such session.

        Raises:
            TryLater: memcached is away.
        """
        key = self._key(session_id)
        text = self._client.get(key)
        if text is None:
            _check_alive(self._client, "Sessions cannot be read at the moment; please try again soon.")
            return None
        self._client.touch(key, self._idle_seconds)
        content: dict[str, Any] = json.loads(text)
        return content

    def delete(self, session_id: str) -> None:
        """End a session.

        Raises:
            TryLater: memcached is away.
        """
        if not self._client.delete(self._key(session_id)):
            raise TryLater("The session cannot be ended at the moment; please try again soon.")

    def check(self) -> None:
        """Ask memcached anything.

        Raises:
            TryLater: it is away.
        """
        self._client.get(f"{self._prefix}none")
        _check_alive(self._client, "Sessions cannot be read at the moment; please try again soon.")

    def _key(self, session_id: str) -> str:
        return _hidden(self._prefix, session_id)


def new_session_id() -> str:
    """Return an id nobody can guess."""
    return token_urlsafe(32)


class OneTimeValues:
    """Keeps what is good for one use within a short time, such as a challenge that was handed out.

    Args:
        settings: where memcached is.
        service: keeps the values of services apart.
    """

    def __init__(self, settings: SessionSettings, service: str) -> None:
        self._prefix = f"{service}:once:"
        self._client = _connect(settings)

    def put(self, purpose: str, name: str, content: dict[str, Any], seconds: int) -> None:
        """Keep a content.

        Args:
            purpose: what it is for; what was kept for one purpose is nothing to another.
            name: what it is asked for by; nobody must be able to guess it.
            content: what can stand in JSON.
            seconds: how long it is kept.

        Raises:
            TryLater: memcached is away.
        """
        if not self._client.set(self._key(purpose, name), json.dumps(content), time=seconds):
            raise TryLater("The request cannot be remembered at the moment; please try again soon.")

    def take(self, purpose: str, name: str) -> dict[str, Any] | None:
        """Return a content and forget it: of all who ask for it at once, one gets it.

        Returns:
            None when there is none: it never was, it was taken, or its time is over.

        Raises:
            TryLater: memcached is away.
        """
        key = self._key(purpose, name)
        text = self._client.get(key)
        # memcached says to one only that it has deleted a key
        if text is None or not self._client.delete(key):
            _check_alive(self._client, "The request cannot be looked up at the moment; please try again soon.")
            return None
        content: dict[str, Any] = json.loads(text)
        return content

    def _key(self, purpose: str, name: str) -> str:
        return _hidden(f"{self._prefix}{purpose}:", name)


def _connect(settings: SessionSettings) -> Any:
    # one connection per thread: the client is a threading.local
    return memcache.Client(
        [str(server) for server in settings.memcached], dead_retry=DEAD_RETRY_SECONDS, socket_timeout=SOCKET_SECONDS
    )


def _hidden(prefix: str, name: str) -> str:
    # whoever can look into memcached must not learn ids
    return prefix + hashlib.sha256(name.encode()).hexdigest()


def _check_alive(client: Any, sentence: str) -> None:
    if any(server.deaduntil for server in client.servers):
        raise TryLater(sentence)
