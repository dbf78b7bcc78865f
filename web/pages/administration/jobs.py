"""Jobs: what workers did, do and have yet to do."""

import json
import time
from collections.abc import Mapping
from typing import Any, cast

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core.errors import Invalid, Refusal
from web.api_client.jobs import Doing
from web.lists import as_pagination, asked, asked_page
from web.notices import notice
from web.pages.administration.section import section, typed
from web.visit import api

STATES = ("created", "blocked", "started", "finished", "error", "cancelled")
NAMES = ("publish_zone", "retire_zone", "check_visibility", "publish_catalog", "send_mail", "call_hook")
# a job that is not done after this long is shown above all others
LATE_SECONDS = 10


def pages() -> Blueprint:
    """Return the pages."""
    blueprint = section("admin_jobs", "system_job_mgmt")
    _asking(blueprint)

    @blueprint.get("/admin/jobs")
    def show() -> str:
        query, page = asked("name", "state", "zone"), asked_page()
        jobs = api().jobs
        found, waiting, running = api().together(
            lambda: jobs.page(page, query),
            lambda: jobs.page(1, {"state": "created"}),
            lambda: jobs.page(1, {"state": "started"}),
        )
        shown = [as_shown(job) for job in found["jobs"]]
        late = [as_shown(job) for job in [*running["jobs"], *waiting["jobs"]] if is_late(job, time.time())]
        return render_template(
            "admin/jobs.html",
            jobs=shown,
            late=[] if query or page > 1 else late,
            is_moving=any(job["state"] in {"created", "started"} for job in shown) or bool(late),
            pagination=as_pagination(found["pagination"]),
            query=query,
            states=STATES,
            names=NAMES,
        )

    @blueprint.get("/admin/jobs/<int:job_id>")
    def show_one(job_id: int) -> str:
        job = api().jobs.get(job_id)
        related = [as_shown(other) for other in job["relatedJobs"] if other["id"] != job_id]
        return render_template("admin/job.html", job=as_shown(job), logs=job["logs"], related=related)

    return blueprint


def _asking(blueprint: Blueprint) -> None:
    @blueprint.get("/admin/jobs/new")
    def show_new() -> str:
        return _form()

    @blueprint.post("/admin/jobs/new")
    def create() -> Response | tuple[str, int]:
        fields = typed("name", "zone", "data", "depends_on", "reason")
        try:
            made = api().jobs.create(_members(fields))
        except Invalid as refusal:
            return _form(refusal), 422
        notice(made["status"])
        return redirect(url_for("admin_jobs.show_one", job_id=made["jobid"]))

    @blueprint.post("/admin/jobs/<int:job_id>")
    def save(job_id: int) -> Response:
        doing = request.form.get("doing", "")
        if doing not in {"repeat", "republish", "cancel"}:
            raise Invalid("A job can be repeated, rung for again, or called off.")
        done = api().jobs.ask(job_id, cast(Doing, doing))
        notice(done["status"])
        return redirect(url_for("admin_jobs.show_one", job_id=done.get("jobid", job_id)))


def as_shown(job: Mapping[str, Any]) -> dict[str, Any]:
    """Return a job with what it carries read, and how long it took, in seconds, if it has ended."""
    carried: dict[str, Any] = json.loads(job["data"])
    started, finished = job["started"], job["finished"]
    took = finished - started if started is not None and finished is not None else None
    return {**job, "carried": carried, "zone": carried.get("domain", ""), "took": took}


def is_late(job: Mapping[str, Any], now: float) -> bool:
    """Return whether a job should be done by now.

    Args:
        job: as the API tells of it.
        now: Unix seconds.
    """
    return job["created"] is not None and now - job["created"] > LATE_SECONDS


def _members(fields: Mapping[str, str]) -> dict[str, Any]:
    try:
        data = json.loads(fields["data"] or "{}")
    except (ValueError, RecursionError) as error:
        raise Invalid(f"What the job carries must be JSON, such as {{}}: {error}.") from error
    if not isinstance(data, dict):
        raise Invalid('What the job carries must be a JSON object, such as {"mail_id": 7}.')
    if fields["zone"]:
        data["domain"] = fields["zone"]
    members: dict[str, Any] = {"name": fields["name"], "data": data}
    if fields["depends_on"]:
        if not (fields["depends_on"].isascii() and fields["depends_on"].isdigit()):
            raise Invalid(f"The job to wait for is named by its number, not by {fields['depends_on']}.")
        members["dependsOn"] = int(fields["depends_on"])
    if fields["reason"]:
        members["reason"] = fields["reason"]
    return members


def _form(refusal: Refusal | None = None) -> str:
    fields = typed("name", "zone", "data", "depends_on", "reason")
    return render_template("admin/job_new.html", typed=fields, names=NAMES, refusal=refusal)
