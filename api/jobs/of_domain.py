"""What was done for one domain, for those who may read it: the jobs of its zone and what they said."""

import json

from sqlalchemy import and_, func, select

from api.domains.finding import find_domain
from api.jobs.answers import JobOfDomain, JobsOfDomain
from api.paging import Page
from api.transaction import Transaction
from core.jobs import CheckVisibility, PublishZone, ReadDs, RetireZone
from core.models import Job

# what says nothing but of the zone itself: calls of webhooks name receivers, whom readers of a zone need not know
SHOWN = (PublishZone.NAME, RetireZone.NAME, CheckVisibility.NAME, ReadDs.NAME)


def list_jobs_of_domain(transaction: Transaction, text: str, page: Page) -> JobsOfDomain:
    """Return a page of the jobs of a domain, newest first; they are kept for some days."""
    session = transaction.session
    domain, _level = find_domain(session, transaction.actor, text, "read")
    mine = and_(Job.domain_id == domain.id, Job.name.in_(SHOWN))
    total = session.scalar(select(func.count()).select_from(Job).where(mine)) or 0
    jobs = session.scalars(select(Job).where(mine).order_by(Job.id.desc()).limit(page.size).offset(page.offset))
    return {"jobs": [_shown(job) for job in jobs], "pagination": page.pagination(total)}


def _shown(job: Job) -> JobOfDomain:
    lines = json.loads(job.log_lines or "[]")
    return {
        "id": job.id,
        "name": job.name,
        "state": job.state,
        "serial": job.serial,
        "attempt": job.attempt,
        "result": job.result,
        "request_id": job.request_id,
        "asked_at": _seconds(job.asked_at),
        "started_at": _seconds(job.started_at),
        "finished_at": _seconds(job.finished_at),
        "log": [{"time": time / 1000, "text": line} for time, line in lines],
    }


def _seconds(milliseconds: int | None) -> float | None:
    return None if milliseconds is None else milliseconds / 1000
