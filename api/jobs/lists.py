"""Jobs found by what is known of them."""

import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, String, and_, func, literal, or_, select, true
from sqlalchemy.orm import Session

from api.jobs.answers import JobObject, JobPage, JobWithRelations, LogLine
from api.jobs.objects import job_objects, log_lines, select_jobs
from api.numbered_pages import page_of
from api.transaction import Transaction
from core.errors import Invalid, NotFound
from core.models import Domain, Job
from core.zone.names import to_ascii

PAGE_SIZE = 50
# jobs followed from one to the next; repeated again and again there could be any number
MOST_RELATED = 200

MEMBER = re.compile(r"[a-z_]{1,30}", re.ASCII)


def list_jobs(transaction: Transaction, page: int, filters: Mapping[str, str]) -> JobPage:
    """Return a page of jobs, newest first.

    Args:
        transaction: the unit of work.
        page: its number.
        filters: values by `name`, `state`, and `data.` with a member of what jobs carry.

    Raises:
        Invalid: a filter is unknown.
    """
    session = transaction.session
    chosen = and_(true(), *(_condition(session, name, value) for name, value in filters.items()))
    total = session.scalar(select(func.count()).select_from(Job).where(chosen)) or 0
    shown = page_of(page, PAGE_SIZE, total)
    rows = session.execute(
        select_jobs().where(chosen).order_by(Job.id.desc()).offset(shown.offset).limit(shown.size)
    ).all()
    return {"jobs": job_objects(session, rows), "pagination": shown.numbers}


def get_job(transaction: Transaction, job_id: int) -> JobWithRelations:
    """Return a job with what it said and all it has to do with.

    Raises:
        NotFound: there is none of this id.
    """
    session = transaction.session
    ids = _related_ids(session, find_job(session, job_id))
    related = job_objects(session, session.execute(select_jobs().where(Job.id.in_(ids)).order_by(Job.id)).all())
    itself: JobObject = next(job for job in related if job["id"] == job_id)
    return {**itself, "logs": get_logs(transaction, job_id), "relatedJobs": related}


def get_logs(transaction: Transaction, job_id: int) -> list[LogLine]:
    """Return what a job said.

    Raises:
        NotFound: there is none of this id.
    """
    return log_lines(find_job(transaction.session, job_id).log_lines)


def find_job(session: Session, job_id: int, *, for_update: bool = False) -> Job:
    """Return the row of a job.

    Raises:
        NotFound: there is none of this id.
    """
    found = session.get(Job, job_id, with_for_update=for_update)
    if found is None:
        raise NotFound(f"Error loading job. There is none with the id {job_id}.")
    return found


def _condition(session: Session, name: str, value: str) -> ColumnElement[bool]:
    if name == "name":
        return Job.name == value
    if name == "state":
        return Job.state == value
    member = name.removeprefix("data.")
    if member == name or not MEMBER.fullmatch(member):
        raise Invalid(f"Jobs cannot be filtered by {name}; they can by name, state and members of data.")
    if member == "domain":
        return Job.domain_id.in_(_domain_ids(session, value))
    carried = func.json_value(Job.payload, f"$.{member}", type_=String) == value
    column: Any = {"domain_id": Job.domain_id, "serial": Job.serial}.get(member)
    if column is not None and value.isascii() and value.isdigit():
        return or_(column == literal(int(value)), carried)
    return carried


def _domain_ids(session: Session, name: str) -> list[int]:
    try:
        ascii_name = to_ascii(name).rstrip(".")
    except Invalid:
        return []
    return list(session.scalars(select(Domain.id).where(Domain.name == ascii_name)))


def _related_ids(session: Session, job: Job) -> set[int]:
    """Return the ids of all jobs that wait for one another or repeat one another, from this one on."""
    found, fresh = {job.id}, {job.id}
    while fresh and len(found) < MOST_RELATED:
        rows = session.execute(
            select(Job.id, Job.depends_on_id, Job.repeats_id)
            .where(or_(Job.id.in_(fresh), Job.depends_on_id.in_(fresh), Job.repeats_id.in_(fresh)))
            .order_by(Job.id)
            .limit(MOST_RELATED)
        ).all()
        fresh = {number for row in rows for number in row if number is not None} - found
        found |= fresh
    return found
