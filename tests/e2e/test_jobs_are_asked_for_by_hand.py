"""Jobs as administrators see them, and jobs they ask for by hand: run, repeated, made to wait, called off."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.administration import as_admin
from tests.people import plain_zone
from tests.stack import Stack
from tests.waiting import until

DONE = {"finished", "error", "cancelled"}


@pytest.fixture
def no_worker(stack: Stack) -> Iterator[None]:
    stack.stop("worker")
    yield
    stack.start("worker")
    stack.wait_until_all_answer()


def create(stack: Stack, **data: object) -> dict[str, Any]:
    created: dict[str, Any] = as_admin(stack, "POST", "system/jobs/create", data).response
    return created


def get(stack: Stack, job: int) -> dict[str, Any]:
    found: dict[str, Any] = as_admin(stack, "GET", f"system/jobs/{job}").response
    return found


def done(stack: Stack, job: int, seconds: float = 30) -> dict[str, Any]:
    def ended() -> dict[str, Any] | None:
        found = get(stack, job)
        return found if found["state"] in DONE else None

    return until(ended, f"job {job} is done: {get(stack, job)}", seconds)


def post(stack: Stack, path: str) -> Any:
    return as_admin(stack, "POST", f"system/jobs/{path}", {})


def test_the_jobs_of_a_change_say_who_made_it_and_what_was_done(stack: Stack) -> None:
    zone = stack.new_zone()
    page = as_admin(stack, "GET", f"system/jobs/list?filter[name]=publish_zone&filter[data][domain]={zone}").response
    [job] = page["jobs"]
    assert page["pagination"] == {"page": 1, "totalPages": 1, "total": 1}
    assert json.loads(job["data"])["domain"] == zone
    assert job["reason"] == f'{zone} create ({stack.info["user"]["email"]} via API key "demo")'
    assert (job["state"], job["dependsOn"], job["dependants"], job["created_by_job"]) == ("finished", [], [], None)
    assert job["created"] <= job["started"] <= job["finished"]
    lines = as_admin(stack, "GET", f"system/jobs/{job['id']}/logs").response
    assert any(line["data"].startswith("rendered") for line in lines)
    assert all(isinstance(line["time"], int) for line in lines)


def test_a_job_that_is_asked_for_is_run_and_its_row_tells_how_it_went(stack: Stack) -> None:
    zone = stack.new_zone()
    # what a name server lost is not what the job goes by: it compares serials
    created = create(stack, name="publish_zone", data={"domain": zone}, reason="to see")
    assert created["status"] == "Job scheduled."
    job = done(stack, created["jobid"])
    assert (job["state"], job["result"]) == ("finished", "SKIPPED: it is done already, or being done")
    assert job["reason"] == "to see"
    stack.sql(f"UPDATE domains SET published_serial = NULL, next_attempt_at = 99999999999999 WHERE name = '{zone}'")
    again = post(stack, f"{created['jobid']}/repeat").response
    assert again["status"] == "Repeat job scheduled."
    job = done(stack, again["jobid"])
    assert (job["state"], job["created_by_job"]) == ("finished", created["jobid"])
    assert job["result"].startswith("serial ")
    assert [line["data"] for line in job["logs"]]
    assert [related["id"] for related in job["relatedJobs"]] == [created["jobid"], again["jobid"]]


def test_every_kind_of_job_can_be_asked_for(stack: Stack) -> None:
    zone = stack.new_zone()
    for name, data in (
        ("check_visibility", {"domain": zone}),
        ("retire_zone", json.dumps({"domain": zone})),
        ("publish_catalog", {}),
        ("call_hook", {"call_id": 2**40}),
        ("send_mail", {"mail_id": 2**40}),
    ):
        job = done(stack, create(stack, name=name, data=data)["jobid"])
        assert job["state"] == "finished", job


def test_a_job_waits_for_another_and_goes_when_that_is_finished(stack: Stack, no_worker: None) -> None:
    zone = plain_zone(stack)
    first = create(stack, name="publish_zone", data={"domain": zone})["jobid"]
    second = create(stack, name="check_visibility", data={"domain": zone}, dependsOn=first)
    assert second["status"] == f"Job created (blocked, waiting on job {first})."
    third = create(stack, name="publish_catalog", data={}, dependsOn=second["jobid"])["jobid"]
    shown = get(stack, second["jobid"])
    assert (shown["state"], shown["dependsOn"], shown["dependants"]) == ("blocked", [first], [third])
    assert [related["id"] for related in shown["relatedJobs"]] == [first, second["jobid"], third]
    stack.start("worker")
    assert done(stack, third, 60)["state"] == "finished"
    times = [get(stack, job)["started"] for job in (first, second["jobid"], third)]
    assert times == sorted(times)
    late = create(stack, name="publish_catalog", data={}, dependsOn=first)
    assert late["status"] == "Job scheduled (parent job already finished)."


def test_a_job_is_called_off_with_all_that_wait_for_it(stack: Stack, no_worker: None) -> None:
    first = create(stack, name="publish_catalog", data={})["jobid"]
    second = create(stack, name="publish_catalog", data={}, dependsOn=first)["jobid"]
    third = create(stack, name="publish_catalog", data={}, dependsOn=second)["jobid"]
    assert post(stack, f"{second}/republish").status == 400
    assert post(stack, f"{first}/republish").response == {"jobid": first, "status": "Job republished."}
    assert post(stack, f"{first}/cancel").response == {"status": "3 jobs cancelled."}
    assert {get(stack, job)["state"] for job in (first, second, third)} == {"cancelled"}
    assert post(stack, f"{first}/cancel").body["error"].startswith("Only jobs in created or blocked state")
    after = create(stack, name="publish_catalog", data={}, dependsOn=first)
    assert after["status"] == "Job created but immediately failed (parent job errored)."
    assert get(stack, after["jobid"])["result"] == "PARENT ERROR"


def test_a_job_of_a_worker_that_died_is_run_again(stack: Stack) -> None:
    job = done(stack, create(stack, name="publish_catalog", data={})["jobid"])["id"]
    stack.sql(f"UPDATE jobs SET state = 'started', started_at = 1, finished_at = NULL, result = '' WHERE id = {job}")
    assert done(stack, job)["state"] == "finished"
    assert stack.sql(f"SELECT attempt FROM jobs WHERE id = {job}") == [["2"]]


BAD = [
    ({"data": {}}, "Job name is required."),
    ({"name": "publish_zone"}, "Job payload is required."),
    ({"name": "publish_zone", "data": "{"}, "Job payload must be valid JSON."),
    ({"name": "publish_zone", "data": "[]"}, "Job payload must be valid JSON."),
    ({"name": "publish_zone", "data": {}}, "Job payload is incomplete."),
    ({"name": "publish_zone", "data": {"domain_id": True, "serial": 1}}, "Job payload is wrong"),
    ({"name": "publish_zone", "data": {"domain_id": 2**31, "serial": 1}}, "Job payload is wrong"),
    ({"name": "publish_zone", "data": {"domain_id": 1, "serial": 2**32}}, "Job payload is wrong"),
    ({"name": "send_mail", "data": {"mail_id": 2**63}}, "Job payload is wrong"),
    ({"name": "publish_zone", "data": {"domain": "nothing.example"}}, "there is no domain nothing.example"),
    ({"name": "run_job", "data": {"job_id": 1}}, "There is no job run_job"),
    ({"name": "rm", "data": {}}, "There is no job rm"),
    ({"name": "publish_catalog", "data": {}, "dependsOn": 2**62}, f"Depends-on job ID {2**62} not found."),
    ({"name": "publish_catalog", "data": {}, "reason": "x" * 300}, "Error with input."),
]


@pytest.mark.parametrize(("data", "error"), BAD)
def test_what_is_no_job_is_refused(stack: Stack, data: dict[str, Any], error: str) -> None:
    answer = as_admin(stack, "POST", "system/jobs/create", data)
    assert answer.status == 400
    assert error in answer.body["error"]


def test_what_does_not_exist_or_cannot_be_filtered_is_said(stack: Stack) -> None:
    for verb, path in (("GET", ""), ("GET", "/logs"), ("POST", "/repeat"), ("POST", "/republish"), ("POST", "/cancel")):
        answer = as_admin(stack, verb, f"system/jobs/99999999999{path}", {} if verb == "POST" else None)
        assert (answer.status, answer.body["error"].startswith("Error loading job.")) == (400, True)
    assert as_admin(stack, "GET", "system/jobs/list?filter[colour]=red").status == 400
    assert as_admin(stack, "GET", "system/jobs/list?filter[data][x%27]=red").status == 400
    assert as_admin(stack, "GET", "system/jobs/list?filter[data][domain]=..").response["jobs"] == []


def test_a_page_that_is_not_there_is_the_nearest_that_is(stack: Stack) -> None:
    plain_zone(stack)
    for page in ("0", "-1", "x", "99999999999999"):
        assert as_admin(stack, "GET", f"system/jobs/list?page={page}").response["pagination"]["page"] == 1
    last = as_admin(stack, "GET", "system/jobs/list?page=999999").response["pagination"]
    assert last["page"] == last["totalPages"]


def test_jobs_are_for_who_manages_them(stack: Stack) -> None:
    assert stack.api("GET", "system/jobs/list").status == 403
