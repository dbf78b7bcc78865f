"""What owners call their second factors and passkeys."""

from core.errors import Invalid


def parse_description(text: str, trouble: str = "Error updating key") -> str:
    """Return a description as it is stored; it stands in mails, too.

    Args:
        text: as it was sent.
        trouble: what the refusal begins with.

    Raises:
        Invalid: it is empty, or not on one line.
    """
    description = text.strip()
    if not description:
        raise Invalid(f"{trouble}: Missing required field: description")
    if not description.isprintable():
        raise Invalid(f"{trouble}: The description may have printable characters only, on one line.")
    return description
