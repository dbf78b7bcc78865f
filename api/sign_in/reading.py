"""Finds what a request carries to sign in with: one method, the first that is present (API 1.0 §6)."""

from flask import Request

from api.secrets_of_users import KEY_SHAPE
from api.sign_in.credentials import Credentials, DomainKeyPair, Password, SessionId, Token, UserKey


def read_credentials(request: Request) -> Credentials | None:
    """Return the first method a request uses; a failure of it does not fall through to another.

    A Basic password that looks like a key, sent with a name that is no mail address, is a domain with its key: so do
    clients for ACME sign in.
    """
    if request.view_args and "path_key" in request.view_args:
        # dynamic DNS: routers can send a path and nothing else
        return DomainKeyPair(request.view_args["domain"], request.view_args["path_key"])
    headers = request.headers
    session = SessionId(headers["X-Session-ID"]) if headers.get("X-Session-ID") else None
    authorization = request.authorization
    if authorization is not None and authorization.type == "bearer" and authorization.token:
        return Token(authorization.token, session)
    if session is not None:
        return session
    return _keys(request) or _basic(request)


def _keys(request: Request) -> Credentials | None:
    headers = request.headers
    if headers.get("X-API-User") and headers.get("X-API-Key"):
        return UserKey(headers["X-API-User"], headers["X-API-Key"])
    if headers.get("X-Domain") and headers.get("X-Domain-Key"):
        return DomainKeyPair(headers["X-Domain"], headers["X-Domain-Key"])
    return None


def _basic(request: Request) -> Credentials | None:
    authorization, headers = request.authorization, request.headers
    if authorization is None or authorization.type != "basic":
        return None
    name, secret = authorization.username, authorization.password
    if name is None or secret is None:
        return None
    if "@" not in name and KEY_SHAPE.fullmatch(secret):
        return DomainKeyPair(name, secret)
    return Password(
        name,
        secret,
        code=headers.get("X-2FA-Key", "").strip() or None,
        device_id=headers.get("X-2FA-Device-ID", "").strip() or None,
        device_name=_as_typed(headers.get("X-2FA-Save-Device", "")).strip() or None,
    )


def _as_typed(text: str) -> str:
    """Return a header with what is not ASCII: clients send UTF-8, and WSGI gives octets as Latin-1 (PEP 3333)."""
    try:
        return text.encode("latin-1").decode()
    except UnicodeError:
        return text
