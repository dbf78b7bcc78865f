"""What requests about sessions carry."""

from pydantic import Field

from api.body import Body, Text
from api.sign_in.codes import code_as_text


class StepUp(Body):
    """What an administrator proves themselves with anew; the data value `adminElevationType` says which one."""

    code: Text | int | None = Field(None, description="Of a second factor.")
    password: Text | None = None

    def code_text(self) -> str:
        """Return the code, empty if there is none."""
        return code_as_text(self.code)
