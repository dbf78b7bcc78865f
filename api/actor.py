"""Who makes a request, through what, and what they may do."""

from dataclasses import dataclass
from typing import Literal

from api.key_limits.limits import KeyLimits
from core.errors import NotAllowed

Through = Literal["password", "passkey", "session", "api_key", "domain_key", "command_line", "nobody"]


@dataclass(frozen=True, slots=True)
class KeyInUse:
    """The key somebody signed in with.

    Attributes:
        id: of the API key or domain key.
        description: what its owner calls it.
        masked_key: what is shown of it.
        flags: the permissions it was given: `domains_read` and the like.
        has_admin_features: whether it may use the permissions of an administrator.
        record_regex: the records it may change, as API 1.0 §6.2 has it; None for all.
        scope: JSON that narrows it further; None for no narrowing.
        limits: what regex and scope come to; None for none.
        expires_at: Unix milliseconds, None for never.
        unused_days: after how many days without use it is worth nothing; None for never.
    """

    id: int
    description: str
    masked_key: str
    flags: frozenset[str]
    has_admin_features: bool
    record_regex: str | None
    scope: str | None
    limits: KeyLimits | None
    expires_at: int | None
    unused_days: int | None


@dataclass(frozen=True, slots=True)
class SavedDevice:
    """A device that has been trusted with this very sign-in: the only time its id is known."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Whose rights a request has.

    Attributes:
        user_id: the user; None for the holder of a domain key, and for nobody.
        email: for the history; a domain key stands for itself there.
        real_name: for `userdata`.
        avatar: for `userdata`.
        through: what they signed in with.
        access: names of the permissions that hold for this request (API 1.0 §7).
        key: the key they signed in with, if it was one.
        only_domain_id: the only domain there is for them (a domain key), None for no such limit.
        accepted_terms_at: Unix milliseconds, None if never.
        sign_in_epoch: of the user; see there.
        owns_everything: whether they act as an administrator of all domains, who is treated as their owner.
        impersonator: the administrator who acts in their name.
        impersonator_key: the key that one signed in with, if it was one.
        saved_device: the device that was trusted when they signed in, if one was.
        address: where the request came from.
        request_id: one id from here to the name server.
    """

    user_id: int | None
    email: str
    through: Through
    access: frozenset[str]
    address: str | None
    request_id: str
    real_name: str = ""
    avatar: str = "none"
    key: KeyInUse | None = None
    only_domain_id: int | None = None
    accepted_terms_at: int | None = None
    sign_in_epoch: int = 0
    owns_everything: bool = False
    impersonator: str | None = None
    impersonator_key: KeyInUse | None = None
    saved_device: SavedDevice | None = None

    @property
    def key_description(self) -> str | None:
        """What the owner of the key calls it, if it is a key they signed in with."""
        return self.key.description if self.key is not None else None

    @property
    def limits(self) -> KeyLimits | None:
        """What the key they signed in with is limited to; None for no limits."""
        return self.key.limits if self.key is not None else None

    def require(self, *permissions: str) -> None:
        """Make sure some permissions are given.

        Raises:
            NotAllowed: naming the first that is not.
        """
        for permission in permissions:
            if permission not in self.access:
                raise NotAllowed("Permission Denied", [f"You do not have the required permission: {permission}"])

    def require_user(self, what_for: str) -> int:
        """Make sure a user acts, not a domain key, and return their id.

        Args:
            what_for: what only a user may do, to end the sentence with: "view domain keys".

        Raises:
            NotAllowed: it is a domain key.
        """
        if self.user_id is None:
            raise NotAllowed(f"You must authenticate as a user to {what_for}.")
        return self.user_id
