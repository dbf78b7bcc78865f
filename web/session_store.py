"""Sessions of the dashboard in memcached, so that any of its containers can be replaced and nobody is signed out."""

import json
from collections.abc import Callable
from typing import Any

from flask import Flask, Request, Response
from flask.sessions import SessionInterface, SessionMixin
from werkzeug.datastructures import CallbackDict

from core.errors import TryLater
from core.sealing import Sealer, Unreadable, open_text, seal_text
from core.sessions import Sessions, new_session_id


class StoredSession(CallbackDict[str, Any], SessionMixin):
    """What is remembered of a visitor.

    Attributes:
        id: None until there is something to remember.
        ended_id: an id that must not be good any more once the request is answered.
        trouble: why it could not be read; whoever needs it must raise that, because who is signed in must not look
            as if they were not.
    """

    def __init__(self, session_id: str | None, content: dict[str, Any], trouble: TryLater | None = None) -> None:
        super().__init__(content, StoredSession._note_change)
        self.id = session_id
        self.trouble = trouble
        self.ended_id: str | None = None
        self.modified = False

    def renew(self) -> None:
        """Go on under another id, and forget everything else: nobody who knew the old one gets in with it."""
        self.ended_id, self.id = self.id or self.ended_id, None
        self.clear()
        self.modified = True

    def _note_change(self) -> None:
        self.modified = True


class MemcachedSessions(SessionInterface):
    """Reads and keeps the sessions of the dashboard.

    Args:
        sessions: where they are kept.
        sealer: seals what is kept: it opens the API, and whoever can look into memcached must not learn it.
        secure: whether the cookie goes over HTTPS alone.
        refuse: makes the answer when a session cannot be kept.
    """

    def __init__(
        self, sessions: Sessions, sealer: Sealer, secure: bool, refuse: Callable[[TryLater], Response]
    ) -> None:
        self._sessions = sessions
        self._sealer = sealer
        self._secure = secure
        self._refuse = refuse
        # browsers take a cookie of this name only for the very host, by HTTPS (RFC 6265bis §4.1.3.2)
        self.cookie_name = "__Host-zonehost" if secure else "zonehost"

    def open_session(self, app: Flask, request: Request) -> StoredSession:  # noqa: ARG002 - Flask asks like this
        """Return the session the browser names, or an empty one."""
        session_id = request.cookies.get(self.cookie_name)
        # whoever only wants a file of ours is nobody in particular
        if not session_id or request.endpoint == "static":
            return StoredSession(None, {})
        try:
            content = self._read(session_id)
        except TryLater as trouble:
            return StoredSession(session_id, {}, trouble)
        return StoredSession(session_id if content is not None else None, content or {})

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:  # noqa: ARG002
        """Keep what has changed, and have the browser know it by its id."""
        if not isinstance(session, StoredSession) or session.trouble is not None or not session.modified:
            return
        try:
            self._save(session, response)
        except TryLater as trouble:
            refusal = self._refuse(trouble)
            response.status, response.headers = refusal.status, refusal.headers
            response.set_data(refusal.get_data())

    def _read(self, session_id: str) -> dict[str, Any] | None:
        kept = self._sessions.get(session_id)
        if kept is None:
            return None
        try:
            sealed = str(kept.get("sealed", ""))
            content: dict[str, Any] = json.loads(open_text(self._sealer, sealed, _purpose(session_id)))
        except Unreadable:
            # sealed under a secret that has been replaced, or kept by a version that did not seal
            return None
        return content

    def _keep(self, session_id: str, session: StoredSession) -> None:
        self._sessions.put(session_id, {"sealed": seal_text(self._sealer, json.dumps(session), _purpose(session_id))})

    def _save(self, session: StoredSession, response: Response) -> None:
        if session.ended_id is not None:
            self._sessions.delete(session.ended_id)
        if session.id is not None:
            self._keep(session.id, session)
        elif session:
            session.id = new_session_id()
            self._keep(session.id, session)
            response.set_cookie(self.cookie_name, session.id, secure=self._secure, httponly=True, samesite="Lax")
        elif session.ended_id is not None:
            response.delete_cookie(self.cookie_name, secure=self._secure, httponly=True, samesite="Lax")


def _purpose(session_id: str) -> str:
    return f"session {session_id}"
