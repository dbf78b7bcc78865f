"""Which passwords are accepted, by the API and by its command line."""

from functools import cache
from pathlib import Path

from core.errors import Invalid

SHORTEST_PASSWORD = 10
# longer ones say no more, and would let anybody have the server hash megabytes
LONGEST_PASSWORD = 256
LEAST_DIFFERENT = 5


def check_password(password: str, email: str | None = None) -> None:
    """Make sure a password is good enough.

    Args:
        password: as it was typed.
        email: the address of whose it is to be, if it is known already.

    Raises:
        Invalid: it is too short, too long, too common, too uniform, or the address.
    """
    if len(password) < SHORTEST_PASSWORD:
        raise Invalid(f"The password is too short: it must have at least {SHORTEST_PASSWORD} characters.")
    if len(password) > LONGEST_PASSWORD:
        raise Invalid(f"The password is too long: it may have at most {LONGEST_PASSWORD} characters.")
    lowered = password.lower()
    if len(set(lowered)) < LEAST_DIFFERENT:
        raise Invalid(f"The password is too easy to guess: it must have {LEAST_DIFFERENT} different characters.")
    if lowered in _common_passwords():
        raise Invalid("The password is too easy to guess: it is one of the commonest.")
    if email is not None and lowered in {email, email.partition("@")[0]}:
        raise Invalid("The password is too easy to guess: it is your mail address.")


@cache
def _common_passwords() -> frozenset[str]:
    lines = Path(__file__).with_name("common_passwords.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))
