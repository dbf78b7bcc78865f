"""A new password, which is typed twice because nobody sees what they type."""

from collections.abc import Mapping

from core.errors import Invalid

NAME, REPEATED = "new_password", "repeated_password"


def check_repeated(form: Mapping[str, str]) -> str:
    """Return the new password of a form.

    Raises:
        Invalid: it is missing, or typed differently the second time.
    """
    password = form.get(NAME, "")
    if not password:
        raise Invalid("Please choose a password.")
    if form.get(REPEATED, "") != password:
        raise Invalid("The two passwords are not the same.", ["Please type both again."])
    return password
