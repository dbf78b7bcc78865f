"""How an administrator steps up before changing something (API 1.0 §6.8): a token of a few minutes, proved anew."""

from api.actor import Actor
from api.sign_in.tokens import ELEVATION, ELEVATION_SECONDS, Tokens
from core.errors import NotAllowed
from core.settings import Elevation as Kind


class ElevationRequired(NotAllowed):
    """An administrator has to step up first."""


class Elevation:
    """The step-up of administrators.

    Args:
        kind: what is proved anew, or `off` when nobody has to step up.
        tokens: makes and reads the tokens.
    """

    def __init__(self, kind: Kind, tokens: Tokens) -> None:
        self.kind = kind
        self._tokens = tokens

    def grant(self, actor: Actor, now: int) -> tuple[str, int]:
        """Return a token for somebody who has proved themselves, and the Unix time it ends."""
        claims = {"type": ELEVATION, "userid": actor.user_id, "epoch": actor.sign_in_epoch}
        return self._tokens.make(claims, now, ELEVATION_SECONDS)

    def check(self, actor: Actor, token: str | None) -> None:
        """Make sure somebody has stepped up.

        Raises:
            ElevationRequired: they have not, or not lately.
        """
        if self.kind == "off":
            return
        claims = self._tokens.read(token) if token else None
        wanted = {"type": ELEVATION, "userid": actor.user_id, "epoch": actor.sign_in_epoch}
        if claims is None or any(claims.get(name) != value for name, value in wanted.items()):
            raise ElevationRequired("Admin elevation required.")
