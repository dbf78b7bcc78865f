"""The paths of jobs (API 1.0 §10.11)."""

from flask import Blueprint, Response, request

from api.body import read_data
from api.endpoint import Endpoint, Parameter
from api.envelope import answer
from api.jobs import actions, lists
from api.jobs.answers import JobPage, JobsOfDomain, JobStatus, JobWithRelations, LogLine
from api.jobs.of_domain import list_jobs_of_domain
from api.jobs.schemas import CreateJob
from api.page_request import PAGE, asked_filters, asked_page
from api.transaction import Transactions
from api.wishes import PAGE as PAGE_OF_DOMAIN
from api.wishes import PER_PAGE, wished_page

JOBS_PER_PAGE = 20

NEEDS = ("system_job_mgmt",)

FILTERS = (
    Parameter("filter[name]", "Only jobs of this name."),
    Parameter("filter[state]", "Only jobs in this state."),
    Parameter("filter[data][domain]", "Only jobs of this domain; as well by other members of `data`."),
)


def routes(transactions: Transactions) -> Blueprint:
    """Return the paths of this feature."""
    blueprint = Blueprint("jobs", __name__)
    _reading(blueprint, transactions)
    _asking(blueprint, transactions)
    return blueprint


def routes_of_domains(transactions: Transactions) -> Blueprint:
    """Return the path of the jobs of a domain."""
    blueprint = Blueprint("jobs_of_domains", __name__)

    @blueprint.get("/domains/<domain>/jobs")
    @Endpoint(
        "List the jobs of a domain and what they said, newest first",
        ("domains_read",),
        level="read",
        parameters=(PAGE_OF_DOMAIN, PER_PAGE),
        answer=JobsOfDomain,
    )
    def of_domain(domain: str) -> Response:
        with transactions.read() as transaction:
            return answer(list_jobs_of_domain(transaction, domain, wished_page(JOBS_PER_PAGE)))

    return blueprint


def _reading(blueprint: Blueprint, transactions: Transactions) -> None:
    @blueprint.get("/system/jobs/list")
    @Endpoint("List jobs, newest first", NEEDS, is_administrative=True, parameters=(PAGE, *FILTERS), answer=JobPage)
    def list_all() -> Response:
        with transactions.read() as transaction:
            return answer(lists.list_jobs(transaction, asked_page(request), asked_filters(request)))

    @blueprint.get("/system/jobs/<int:job_id>")
    @Endpoint("Look at a job", NEEDS, is_administrative=True, answer=JobWithRelations)
    def get(job_id: int) -> Response:
        with transactions.read() as transaction:
            return answer(lists.get_job(transaction, job_id))

    @blueprint.get("/system/jobs/<int:job_id>/logs")
    @Endpoint("Read what a job said", NEEDS, is_administrative=True, answer=list[LogLine])
    def get_logs(job_id: int) -> Response:
        with transactions.read() as transaction:
            return answer(lists.get_logs(transaction, job_id))


def _asking(blueprint: Blueprint, transactions: Transactions) -> None:
    @blueprint.post("/system/jobs/create")
    @Endpoint("Ask for a job", NEEDS, is_administrative=True, body=CreateJob, answer=JobStatus)
    def create() -> Response:
        with transactions.begin() as transaction:
            created = actions.create_job(transaction, read_data(request, CreateJob))
        return answer(created)

    @blueprint.post("/system/jobs/<int:job_id>/repeat")
    @Endpoint("Ask for a job again", NEEDS, is_administrative=True, answer=JobStatus)
    def repeat(job_id: int) -> Response:
        with transactions.begin() as transaction:
            repeated = actions.repeat_job(transaction, job_id)
        return answer(repeated)

    @blueprint.post("/system/jobs/<int:job_id>/republish")
    @Endpoint("Ring again for a job nobody has taken", NEEDS, is_administrative=True, answer=JobStatus)
    def republish(job_id: int) -> Response:
        with transactions.begin() as transaction:
            republished = actions.republish_job(transaction, job_id)
        return answer(republished)

    @blueprint.post("/system/jobs/<int:job_id>/cancel")
    @Endpoint("Call off a job and all that wait for it", NEEDS, is_administrative=True, answer=JobStatus)
    def cancel(job_id: int) -> Response:
        with transactions.begin() as transaction:
            cancelled = actions.cancel_job(transaction, job_id)
        return answer(cancelled)
