"""Who makes a request, through what, and what they may do."""

from dataclasses import dataclass
from typing import Literal

from core.errors import NotAllowed

Through = Literal["password", "api_key", "command_line"]


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in user.

    Attributes:
        user_id: whose rights these are.
        email: for the history.
        real_name: for `userdata`.
        avatar: for `userdata`.
        through: what they signed in with.
        access: names of the permissions that hold for this request (API 1.0 §7).
        key_description: of the key they signed in with.
        masked_key: what is shown of that key.
        address: where the request came from.
        request_id: one id from here to the name server.
    """

    user_id: int
    email: str
    real_name: str
    avatar: str
    through: Through
    access: frozenset[str]
    key_description: str | None
    masked_key: str | None
    address: str | None
    request_id: str

    def require(self, *permissions: str) -> None:
        """Make sure some permissions are given.

        Raises:
            NotAllowed: naming the first that is not.
        """
        for permission in permissions:
            if permission not in self.access:
                raise NotAllowed("Permission Denied", [f"You do not have the required permission: {permission}"])
