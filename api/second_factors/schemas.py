"""What requests about second factors carry."""

from pydantic import Field

from api.body import Body, Flag
from api.sign_in.codes import code_as_text
from api.sign_in.second_factors import TOTP

MOST_CODES_AT_ONCE = 20


class CreateFactor(Body):
    """A new second factor, or several codes to write down."""

    description: str = Field("", max_length=250, description="What its owner calls it.", examples=["phone"])
    type: str = Field(TOTP, description="`rfc6238` for an authenticator app, `plain` for a code to write down.")
    onetime: Flag = Field(None, description="Whether a `plain` code is good once; those of `count` are, if unsaid.")
    count: int | None = Field(
        None,
        ge=1,
        le=MOST_CODES_AT_ONCE,
        description="Make so many `plain` codes, which are active at once: recovery codes.",
        examples=[10],
    )


class ChangeFactor(Body):
    """What can be changed of a second factor."""

    description: str | None = Field(None, max_length=250)


class VerifyFactor(Body):
    """A code that shows that its owner has the factor."""

    code: str | int | None = Field(None, description="As the app shows it, or as it was written down.")

    def code_text(self) -> str:
        """Return the code, empty if there is none."""
        return code_as_text(self.code)
