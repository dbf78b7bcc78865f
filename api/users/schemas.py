"""What requests about users carry."""

from typing import Annotated, Literal

from pydantic import BeforeValidator

from api.body import Body, Flag, Text


def _as_object(value: object) -> object:
    # what PHP makes of an empty object
    return {} if value == [] else value


class UserMembers(Body):
    """The members of a user that can be set; a custom value that is empty or null is deleted."""

    email: Text | None = None
    realname: Text | None = None
    password: Text | None = None
    avatar: Literal["gravatar", "none"] | None = None
    disabled: Flag = None
    disabledreason: Text | None = None
    permissions: Annotated[dict[Text, Flag] | None, BeforeValidator(_as_object)] = None
    customdata: Annotated[dict[Text, Text | None] | None, BeforeValidator(_as_object)] = None


class CreateUser(UserMembers):
    """A new user; with `sendWelcome` they choose their password themselves, by a code that is sent to them."""

    sendWelcome: Flag = False  # noqa: N815 - the wire's name


class AcceptTerms(Body):
    """That the terms are accepted."""

    acceptterms: Flag = None
