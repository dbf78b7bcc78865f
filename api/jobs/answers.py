"""Jobs as they are answered."""

from typing import Literal, NotRequired

from typing_extensions import TypedDict

from api.numbered_pages import PageNumbers
from api.paging import Pagination

State = Literal["created", "blocked", "started", "finished", "error", "cancelled"]


class JobObject(TypedDict):
    """A job; `data` is JSON, times are Unix seconds."""

    id: int
    name: str
    data: str
    reason: str | None
    created_by_job: int | None
    created: int | None
    started: int | None
    finished: int | None
    state: State
    result: str
    dependsOn: list[int]
    dependants: list[int]


class LogLine(TypedDict):
    """What a job said, and when."""

    time: int
    data: str


class JobWithRelations(JobObject):
    """A job with what it said, and all jobs it has to do with, itself among them."""

    logs: list[LogLine]
    relatedJobs: list[JobObject]


class JobPage(TypedDict):
    """A page of jobs, newest first."""

    jobs: list[JobObject]
    pagination: PageNumbers


class JobStatus(TypedDict):
    """What was done about a job."""

    jobid: NotRequired[int]
    status: str


class SaidByJob(TypedDict):
    """What a job said, and when, as a Unix time in seconds with milliseconds."""

    time: float
    text: str


class JobOfDomain(TypedDict):
    """A job that was about a domain, and what it said; times are Unix seconds with milliseconds.

    `serial` is that of the version it was about, `asked_at` when that was saved, `request_id` the request that did so.
    """

    id: int
    name: str
    state: str
    serial: int | None
    attempt: int
    result: str
    request_id: str | None
    asked_at: float | None
    started_at: float | None
    finished_at: float | None
    log: list[SaidByJob]


class JobsOfDomain(TypedDict):
    """Some jobs of a domain, newest first."""

    jobs: list[JobOfDomain]
    pagination: Pagination
