"""Jobs as API 1.0 shows them (§10.11)."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from api.jobs.answers import JobObject, LogLine
from core.models import Domain, Job, ZoneChange
from core.zone.names import to_unicode

JobRow = Row[*tuple[Any, ...]]

THROUGH = {"api_key": "API key", "domain_key": "domain key", "command_line": "command line"}


def select_jobs() -> "Select[*tuple[Any, ...]]":
    """Return the statement for jobs with the name of the domain, and with the change they carry out."""
    return (
        select(
            Job.id,
            Job.name,
            Job.domain_id,
            Job.serial,
            Job.state,
            Job.result,
            Job.asked_at,
            Job.started_at,
            Job.finished_at,
            Job.payload,
            Job.reason,
            Job.depends_on_id,
            Job.repeats_id,
            Domain.name.label("domain"),
            ZoneChange.reason.label("change"),
            ZoneChange.actor,
            ZoneChange.through,
            ZoneChange.key_description,
        )
        .join(Domain, Domain.id == Job.domain_id, isouter=True)
        .join(ZoneChange, (ZoneChange.domain_id == Job.domain_id) & (ZoneChange.serial == Job.serial), isouter=True)
    )


def job_objects(session: Session, rows: Sequence[JobRow]) -> list[JobObject]:
    """Return jobs on the wire, in the same order."""
    dependants = dependants_of(session, [row.id for row in rows])
    return [_object(row, dependants[row.id]) for row in rows]


def dependants_of(session: Session, ids: Iterable[int]) -> defaultdict[int, list[int]]:
    """Return the jobs that wait or waited for some jobs."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    waiting = select(Job.id, Job.depends_on_id).where(Job.depends_on_id.in_(list(ids))).order_by(Job.id)
    for job_id, waits_for in session.execute(waiting):
        found[waits_for or 0].append(job_id)
    return found


def log_lines(text: str) -> list[LogLine]:
    """Return what a job said."""
    return [{"time": time // 1000, "data": line} for time, line in json.loads(text or "[]")]


def _object(row: JobRow, dependants: list[int]) -> JobObject:
    return {
        "id": row.id,
        "name": row.name,
        "data": json.dumps(_carried(row)),
        "reason": row.reason or _reason(row),
        "created_by_job": row.repeats_id,
        "created": _seconds(row.asked_at or row.started_at),
        "started": _seconds(row.started_at),
        "finished": _seconds(row.finished_at),
        "state": row.state,
        "result": row.result,
        "dependsOn": [] if row.depends_on_id is None else [row.depends_on_id],
        "dependants": dependants,
    }


def _carried(row: JobRow) -> dict[str, Any]:
    carried: dict[str, Any] = {} if row.domain is None else {"domain": to_unicode(row.domain)}
    if row.payload is not None:
        return carried | dict(json.loads(row.payload))
    return carried | {
        name: value for name, value in (("domain_id", row.domain_id), ("serial", row.serial)) if value is not None
    }


def _reason(row: JobRow) -> str | None:
    """Return why a job nobody asked for by hand was run: the change of the zone it carried out."""
    if row.change is None:
        return None
    through = THROUGH.get(row.through, "")
    if through and row.key_description:
        through = f'{through} "{row.key_description}"'
    return f"{to_unicode(row.domain)} {row.change} ({row.actor}{f' via {through}' if through else ''})"


def _seconds(milliseconds: int | None) -> int | None:
    return None if milliseconds is None else milliseconds // 1000
