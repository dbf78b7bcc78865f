"""What is read to tell how the platform is; what is behind is counted among the zones that are, by an index."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import cast

from sqlalchemy import and_, func, or_, select, true
from sqlalchemy.orm import Session

from api.health.actions import read_backlog
from api.health.parts import Check, ask_parts
from api.platform_state.answers import Backlog, PlatformState, PublicServerState, StateInDatabase, TaskState
from api.transaction import Transaction
from core.models import Domain, PublicNameServer, ScheduledTask, Sighting


def get_state(transaction: Transaction) -> StateInDatabase:
    """Return what the database tells of how the platform is."""
    session = transaction.session
    backlog = cast(Backlog, asdict(read_backlog(session)))
    return {"backlog": backlog, "servers": _servers(session), "tasks": _tasks(session)}


def with_parts(state: StateInDatabase, checks: Mapping[str, Check]) -> PlatformState:
    """Return the state with that of the parts, which are asked now: outside of any transaction, as they may be slow.

    Args:
        state: what the database told, which so answers.
        checks: how the other parts are asked, by name.
    """
    return {"parts": {"database": "ok", **ask_parts(checks)["parts"]}, **state}


def _servers(session: Session) -> list[PublicServerState]:
    seen = and_(Sighting.domain_id == Domain.id, Sighting.server == PublicNameServer.name)
    missed = or_(Sighting.serial.is_(None), Sighting.serial != Domain.signed_serial)
    counted = session.execute(
        select(PublicNameServer.name, func.count().label("number"))
        .select_from(Domain)
        .join(PublicNameServer, true())
        .outerjoin(Sighting, seen)
        .where(Domain.is_unseen == true(), missed)
        .group_by(PublicNameServer.name)
    )
    behind: dict[str, int] = {row.name: row.number for row in counted}
    servers = session.scalars(select(PublicNameServer).order_by(PublicNameServer.name))
    return [
        {
            "name": server.name,
            "address": server.address,
            "answered_at": _seconds(server.answered_at),
            "behind": behind.get(server.name, 0),
        }
        for server in servers
    ]


def _tasks(session: Session) -> list[TaskState]:
    tasks = session.scalars(select(ScheduledTask).order_by(ScheduledTask.name))
    return [
        {
            "name": task.name,
            "started_at": task.started_at / 1000,
            "finished_at": _seconds(task.finished_at),
            "result": task.result,
        }
        for task in tasks
    ]


def _seconds(milliseconds: int | None) -> float | None:
    return None if milliseconds is None else milliseconds / 1000
