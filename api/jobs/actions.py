"""What is decided about jobs an administrator asks for by hand."""

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import select, update

from api.jobs.answers import JobStatus
from api.jobs.lists import find_job
from api.jobs.schemas import CreateJob
from api.transaction import Transaction
from core.errors import Invalid
from core.jobs import JOBS, RunJob
from core.jobs import Job as AskedJob
from core.models import Domain, Job
from core.zone.names import to_ascii

# what can be asked for: everything but to run what was asked for
NAMES = tuple(name for name in JOBS if name != RunJob.NAME)

UNDONE = ("created", "blocked")
# what fits into the columns; a serial has 32 bits (RFC 1982)
LARGEST = {"domain_id": 2**31 - 1, "serial": 2**32 - 1}
LARGEST_ID = 2**63 - 1


def create_job(transaction: Transaction, wanted: CreateJob) -> JobStatus:
    """Ask for a job, at once or once another has finished.

    Raises:
        Invalid: there is no such job, or it does not carry what it has to.
    """
    if not wanted.name:
        raise Invalid("Job name is required.")
    if wanted.name not in NAMES:
        raise Invalid(f"There is no job {wanted.name}; there are {', '.join(NAMES)}.")
    asked = _read(transaction, wanted.name, _carried(wanted.data))
    row = _new_row(transaction, asked, wanted.reason)
    status = "Job scheduled."
    if wanted.dependsOn is not None:
        row.depends_on_id = wanted.dependsOn
        parent = transaction.session.get(Job, wanted.dependsOn)
        if parent is None:
            raise Invalid(f"Depends-on job ID {wanted.dependsOn} not found.")
        status = _wait_for(transaction, row, parent)
    transaction.session.add(row)
    return _asked(transaction, row, status)


def repeat_job(transaction: Transaction, job_id: int) -> JobStatus:
    """Ask for a job again, whatever became of it.

    Raises:
        NotFound: there is none of this id.
        Invalid: what it carried is not known any more.
    """
    former = find_job(transaction.session, job_id)
    carried = {"domain_id": former.domain_id, "serial": former.serial}
    if former.payload is not None:
        carried = json.loads(former.payload)
    kind = JOBS.get(former.name)
    known = {name: value for name, value in carried.items() if value is not None}
    if kind is None or {field.name for field in fields(kind)} - known.keys():
        raise Invalid(f"Job {job_id} cannot be repeated: what it carried is not known any more.")
    row = _new_row(transaction, _read(transaction, former.name, known), f"repeats job {job_id}")
    row.repeats_id = former.id
    transaction.session.add(row)
    return _asked(transaction, row, "Repeat job scheduled.")


def republish_job(transaction: Transaction, job_id: int) -> JobStatus:
    """Ring again for a job nobody has taken yet.

    Raises:
        NotFound: there is none of this id.
        Invalid: it was taken, or waits for another.
    """
    row = find_job(transaction.session, job_id)
    if row.state != "created":
        raise Invalid(f"Only jobs in created state can be republished; job {job_id} is {row.state}.")
    transaction.jobs.append(RunJob(row.id))
    return {"jobid": row.id, "status": "Job republished."}


def cancel_job(transaction: Transaction, job_id: int) -> JobStatus:
    """Call off a job nobody has taken yet, and all that wait for it.

    Raises:
        NotFound: there is none of this id.
        Invalid: it was taken already.
    """
    session = transaction.session
    row = find_job(session, job_id, for_update=True)
    if row.state not in UNDONE:
        raise Invalid(f"Only jobs in created or blocked state can be cancelled; job {job_id} is {row.state}.")
    found, fresh = {row.id}, {row.id}
    while fresh:
        waiting = select(Job.id).where(Job.depends_on_id.in_(fresh), Job.state.in_(UNDONE))
        fresh = set(session.scalars(waiting)) - found
        found |= fresh
    done = session.execute(
        update(Job)
        .where(Job.id.in_(found), Job.state.in_(UNDONE))
        .values(state="cancelled", result="CANCELLED", finished_at=transaction.now)
    )
    count = done.rowcount  # type: ignore[attr-defined]
    transaction.note("job.cancelled", job_id, count)
    return {"status": f"{count} job{'' if count == 1 else 's'} cancelled."}


def _asked(transaction: Transaction, row: Job, status: str) -> JobStatus:
    transaction.session.flush()
    if row.state == "created":
        transaction.jobs.append(RunJob(row.id))
    transaction.note("job.created", row.id, row.name, row.payload, domain_id=row.domain_id)
    return {"jobid": row.id, "status": status}


def _wait_for(transaction: Transaction, row: Job, parent: Job) -> str:
    if parent.state == "finished":
        return "Job scheduled (parent job already finished)."
    if parent.state in {"error", "cancelled"}:
        row.state, row.result, row.finished_at = "error", "PARENT ERROR", transaction.now
        return "Job created but immediately failed (parent job errored)."
    row.state = "blocked"
    return f"Job created (blocked, waiting on job {parent.id})."


def _new_row(transaction: Transaction, asked: AskedJob, reason: str | None) -> Job:
    carried = asdict(asked)
    return Job(
        name=asked.NAME,
        domain_id=carried.get("domain_id"),
        serial=carried.get("serial"),
        request_id=transaction.actor.request_id,
        worker="",
        state="created",
        result="",
        attempt=0,
        asked_at=transaction.now,
        log_lines="[]",
        payload=json.dumps(carried),
        reason=reason or f"asked for by {transaction.actor.email}"[:255],
    )


def _carried(given: Mapping[str, Any] | str | None) -> dict[str, Any]:
    if given is None:
        raise Invalid("Job payload is required.", ['"data" must be an object, such as {"domain": "example.org"}.'])
    if isinstance(given, str):
        try:
            given = json.loads(given)
        except (ValueError, RecursionError) as error:
            raise Invalid("Job payload must be valid JSON.", [str(error)]) from error
        if not isinstance(given, dict):
            raise Invalid("Job payload must be valid JSON.", ["It must be an object."])
    return dict(given)


def _read(transaction: Transaction, name: str, given: dict[str, Any]) -> AskedJob:
    """Return a job with what it carries; a domain may be named, and the serial is then the present one.

    Raises:
        Invalid: something is missing, or no number.
    """
    wanted = [field.name for field in fields(JOBS[name])]
    if "domain_id" in wanted and "domain_id" not in given:
        given = given | _of_domain(transaction, given.get("domain"))
    missing = [member for member in wanted if member not in given]
    if missing:
        raise Invalid("Job payload is incomplete.", [f"{name} needs {member}." for member in missing])
    for member in wanted:
        most = LARGEST.get(member, LARGEST_ID)
        if type(given[member]) is not int or not 0 <= given[member] <= most:
            raise Invalid(f"Job payload is wrong: {member} must be a whole number from 0 to {most}.")
    return JOBS[name](**{member: given[member] for member in wanted})


def _of_domain(transaction: Transaction, name: object) -> dict[str, int]:
    if not isinstance(name, str):
        return {}
    # of all lives of the name the present one, or else the last
    row = transaction.session.execute(
        select(Domain.id, Domain.serial)
        .where(Domain.name == to_ascii(name).rstrip("."))
        .order_by(Domain.live_name.is_(None), Domain.id.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        raise Invalid(f"Job payload is wrong: there is no domain {name}.")
    return {"domain_id": row.id, "serial": row.serial}
