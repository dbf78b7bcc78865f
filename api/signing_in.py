"""How a route gets its actor."""

from collections.abc import Callable

from flask import Flask, current_app, g, request

from api.actor import Actor
from api.auth import Credentials, NotSignedIn, read_credentials

SignIn = Callable[[Credentials], Actor]


def install(app: Flask, sign_in: SignIn) -> None:
    """Have credentials checked when a route asks who is there; public routes never look at them."""
    app.extensions["zonehost_sign_in"] = sign_in


def actor_with(*permissions: str) -> Actor:
    """Return who makes this request.

    Raises:
        NotSignedIn: nobody has signed in.
        NotAllowed: they lack one of the permissions.
    """
    actor: Actor | None = g.get("actor")
    if actor is None:
        credentials = read_credentials(request)
        if credentials is None:
            raise NotSignedIn
        actor = g.actor = current_app.extensions["zonehost_sign_in"](credentials)
    actor.require(*permissions)
    return actor
