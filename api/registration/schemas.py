"""What requests to register and to replace a password carry."""

from api.body import Body, Flag, Text


class Register(Body):
    """Who wants an account; whether they accept the terms."""

    email: Text | None = None
    realname: Text | None = None
    acceptterms: Flag = None


class ForgotPassword(Body):
    """Whose password is forgotten."""

    email: Text | None = None


class ConfirmWithPassword(Body):
    """The code that was sent by mail, and the password that is to be."""

    code: Text | None = None
    password: Text | None = None
