"""What requests about custom data carry."""

from api.body import Body, Text


class SetCustomValue(Body):
    """The new value; an empty one deletes it."""

    value: Text
