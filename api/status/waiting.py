"""The `wait` parameter: a change answers once every public server serves it, or says honestly which do not yet."""

from functools import partial
from typing import Any

from flask import request

from api.signing_in import actor_with
from api.status.actions import wait_until_visible
from api.transaction import Transactions
from core.errors import Invalid

LONGEST_SECONDS = 30


def wished_seconds() -> float | None:
    """Return how long the request wants to wait, None if it does not.

    Raises:
        Invalid: it is not a number of seconds from 0 to 30.
    """
    text = request.args.get("wait")
    if text is None:
        return None
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= LONGEST_SECONDS:
        raise Invalid(f"wait must be a number of seconds from 0 to {LONGEST_SECONDS}, not {text!r}.")
    return seconds


def with_status(
    value: dict[str, Any], transactions: Transactions, domain: str, seconds: float | None
) -> dict[str, Any]:
    """Add the status of the zone to an answer, after waiting for it as long as was wished."""
    if seconds is None:
        return value
    begin = partial(transactions.read, actor_with())
    return value | {"status": wait_until_visible(begin, domain, seconds)}
