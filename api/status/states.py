"""The state of a zone in one word: arithmetic on the serials, never stored; told of one zone here or of many by SQL."""

from typing import get_args

from sqlalchemy import ColumnElement, case, or_

from api.status.answers import State
from core.models import Domain

STATES: tuple[State, ...] = get_args(State)
# those of zones whose last change is not everywhere yet
LATE: tuple[State, ...] = ("publishing", "problem", "signing", "spreading")


def state_of(domain: Domain) -> State:
    """Return the state of a zone."""
    if domain.disabled:
        return "disabled"
    if domain.published_serial != domain.serial:
        if domain.last_error is not None:
            return "problem"
        return "signing" if domain.loaded_serial == domain.serial else "publishing"
    return "live" if domain.visible_serial == domain.published_serial else "spreading"


# the same, to filter, count and sort zones by
_IS_BEHIND = or_(Domain.published_serial.is_(None), Domain.published_serial != Domain.serial)
STATE: ColumnElement[str] = case(
    (Domain.disabled, "disabled"),
    (_IS_BEHIND & Domain.last_error.is_not(None), "problem"),
    (_IS_BEHIND & (Domain.loaded_serial == Domain.serial), "signing"),
    (_IS_BEHIND, "publishing"),
    (Domain.visible_serial == Domain.published_serial, "live"),
    else_="spreading",
)
