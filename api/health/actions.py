"""What is asked of the database to tell how the platform is."""

from sqlalchemy import func, select, text, true
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from api.health.metrics import Backlog
from core.errors import TryLater
from core.models import Domain, HookCall, Mail


def check_database(session: Session) -> None:
    """Ask the database anything.

    Raises:
        TryLater: it does not answer.
    """
    try:
        session.execute(text("SELECT 1"))
    except SQLAlchemyError as error:
        raise TryLater(f"does not answer: {type(error).__name__}") from error


def read_backlog(session: Session) -> Backlog:
    """Return what is still to be done; each number is counted in an index."""
    questions = (
        select(func.count()).select_from(Domain).where(Domain.live_name.is_not(None)),
        select(func.count()).select_from(Domain).where(Domain.is_late == true()),
        select(func.count()).select_from(Domain).where(Domain.is_unseen == true()),
        select(func.count()).select_from(Mail).where(Mail.is_owed == true()),
        select(func.count()).select_from(HookCall).where(HookCall.is_owed == true()),
    )
    return Backlog(*session.execute(select(*(question.scalar_subquery() for question in questions))).one())
