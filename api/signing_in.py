"""How the present request's credentials become an actor."""

from collections.abc import Callable

from flask import g, request
from sqlalchemy.orm import Session

from api.actor import Actor
from api.auth import NotSignedIn, read_credentials, sign_in


def request_signer(pepper: str, clock: Callable[[], int]) -> Callable[[Session], Actor]:
    """Return a function that tells who makes the present request.

    Public routes never call it, so bad credentials do not matter there.

    Args:
        pepper: the secret keys are hashed with.
        clock: gives Unix milliseconds.
    """

    def sign_in_request(session: Session) -> Actor:
        credentials = read_credentials(request)
        if credentials is None:
            raise NotSignedIn
        return sign_in(
            session,
            credentials,
            pepper=pepper,
            now=clock(),
            address=request.remote_addr,
            request_id=g.request_id,
        )

    return sign_in_request
