"""What requests about webhooks carry."""

from api.body import Body, Flag


class ChangeHook(Body):
    """A webhook, or the members of one to change; a new one needs `url` and `password`, which may be empty."""

    url: str | None = None
    password: str | None = None
    disabled: Flag = None
