"""How a sign-in is refused (API 1.0 §4, §6.5)."""

from typing import Literal

SecondFactorTrouble = Literal["2fa_required", "2fa_invalid", "2fa_notrequired"]


class NotSignedIn(Exception):
    """No credentials, or wrong ones, where somebody is needed.

    Args:
        reason: more than that, for who may know it.
        login_error: the envelope's member of that name, if a second factor is the trouble.
        methods: what a second factor could be, if one is missing: `code`, `passkey`.
    """

    def __init__(
        self,
        reason: str | None = None,
        login_error: SecondFactorTrouble | None = None,
        methods: tuple[str, ...] = (),
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.login_error = login_error
        self.methods = methods

    @property
    def members(self) -> dict[str, object]:
        """What the envelope says of it beside the reason."""
        members: dict[str, object] = {}
        if self.login_error is not None:
            members["login_error"] = self.login_error
        if self.methods:
            members["2fa_methods"] = list(self.methods)
        return members
