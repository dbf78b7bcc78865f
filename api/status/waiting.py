"""The `wait` parameter: a change answers once every public server serves it, or says honestly which do not yet."""

from collections.abc import Mapping
from functools import partial
from typing import Annotated, Any

from flask import request
from pydantic import Field

from api.endpoint import Parameter
from api.status.actions import wait_until_visible
from api.transaction import Transaction, Transactions
from core.errors import Invalid

LONGEST_SECONDS = 30

WAIT = Parameter(
    "wait",
    "Answer once every public server serves the change, or after so many seconds (at most 30); the answer then has a "
    "member `status`.",
    Annotated[float, Field(ge=0, le=LONGEST_SECONDS)],
)


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
    value: Mapping[str, Any], transactions: Transactions, transaction: Transaction, domain: str, seconds: float | None
) -> dict[str, Any]:
    """Add the status of the zone to an answer, after waiting for it as long as was wished.

    Args:
        value: the answer without it.
        transactions: for looking again.
        transaction: the one that made the change; it is committed.
        domain: name of the domain.
        seconds: as `wished_seconds` gave it.
    """
    if seconds is None:
        return dict(value)
    begin = partial(transactions.read_again, transaction.actor)
    return {**value, "status": wait_until_visible(begin, domain, seconds)}
