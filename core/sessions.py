"""The memcached wire: sessions, which any container of a service can read and none loses when it is replaced.

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
        # one connection per thread: the client is a threading.local
        self._client = memcache.Client(
            [str(server) for server in settings.memcached],
            dead_retry=DEAD_RETRY_SECONDS,
            socket_timeout=SOCKET_SECONDS,
        )

    def create(self, content: dict[str, Any]) -> str:
        """Keep the content of a new session, and return its id.

        Raises:
            TryLater: memcached is away.
        """
        session_id = token_urlsafe(32)
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
            self._check_alive()
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
        self._check_alive()

    def _key(self, session_id: str) -> str:
        # whoever can look into memcached must not learn ids
        return self._prefix + hashlib.sha256(session_id.encode()).hexdigest()

    def _check_alive(self) -> None:
        if any(server.deaduntil for server in self._client.servers):
            raise TryLater("Sessions cannot be read at the moment; please try again soon.")
