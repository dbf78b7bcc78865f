"""A request that lost a deadlock is carried out again."""

import secrets
import time

from flask import Flask
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import OperationalError

from core import logs

log = logs.get()

# ER_LOCK_DEADLOCK: the database has undone one of two transactions that waited for each other
DEADLOCK = 1213

MOST_ATTEMPTS = 6
LONGEST_PAUSE_MILLISECONDS = 20


class RetryingFlask(Flask):
    """A Flask that carries a request out again when the database ended its transaction to break a deadlock.

    Changes of zones with clones or aliases lock several of them, and two such changes may meet. Nothing of the attempt
    before is left: its transaction is undone, and jobs are asked for only after a commit.
    """

    def dispatch_request(self) -> ResponseReturnValue:
        """Carry out the present request."""
        for attempt in range(1, MOST_ATTEMPTS):
            try:
                return super().dispatch_request()
            except OperationalError as error:
                if not lost_a_deadlock(error):
                    raise
                log.info("deadlock", attempt=attempt)
            # each waits for a time of its own, so that the same two do not meet again
            time.sleep(secrets.randbelow(LONGEST_PAUSE_MILLISECONDS * attempt) / 1000)
        return super().dispatch_request()


def lost_a_deadlock(error: OperationalError) -> bool:
    """Tell whether an error of the database means that the transaction may simply be made again."""
    return error.orig is not None and error.orig.args[:1] == (DEADLOCK,)
