"""What requests about what is blocked carry."""

from typing import Annotated

from pydantic import Field

from api.body import Body, Flag

LONGEST_PATTERN = 250


class ChangePattern(Body):
    """A pattern, or the members to change; a new one needs `regex`, with delimiters and flags: `/spam/i`."""

    comment: Annotated[str, Field(max_length=250)] | None = None
    regex: Annotated[str, Field(max_length=LONGEST_PATTERN)] | None = None
    signup_name: Flag = None
    signup_email: Flag = None
    domain_name: Flag = None
