"""A request that lost a deadlock is carried out once more."""

from flask import Flask
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import OperationalError

from core import logs

log = logs.get()

# ER_LOCK_DEADLOCK: the database has undone one of two transactions that waited for each other
DEADLOCK = 1213


class RetryingFlask(Flask):
    """A Flask that carries a request out again when the database ended its transaction to break a deadlock.

    Changes of zones with clones or aliases lock several of them, and two such changes may meet. Nothing of the first
    attempt is left: its transaction is undone, and jobs are asked for only after a commit.
    """

    def dispatch_request(self) -> ResponseReturnValue:
        """Carry out the present request."""
        try:
            return super().dispatch_request()
        except OperationalError as error:
            if not lost_a_deadlock(error):
                raise
            log.warning("deadlock", error=str(error.orig))
            return super().dispatch_request()


def lost_a_deadlock(error: OperationalError) -> bool:
    """Tell whether an error of the database means that the transaction may simply be made again."""
    return error.orig is not None and error.orig.args[:1] == (DEADLOCK,)
