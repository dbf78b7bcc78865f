"""Logs: administrators page through those of services, users read what the primary said of their zones."""

from email.utils import parsedate_to_datetime

import pytest

from tests.administration import as_admin
from tests.people import plain_zone
from tests.stack import Stack
from tests.waiting import until


def test_the_services_are_those_that_write_logs(stack: Stack) -> None:
    names = as_admin(stack, "GET", "system/service/list").response
    assert {"api", "cron", "mariadb", "primary", "worker"} <= set(names)
    assert names == sorted(names)


def test_the_first_page_holds_the_newest_lines_the_oldest_of_them_first(stack: Stack) -> None:
    for _ in range(3):
        stack.new_zone()
    page = as_admin(stack, "GET", "system/service/primary/logs").response
    lines = stack.log("primary").splitlines()
    assert 0 < len(page["logs"]) <= 100
    messages = [line["message"] for line in page["logs"]]
    assert messages == lines[lines.index(messages[0]) :][: len(messages)]
    assert page["logs"][0]["stream"] == "stdout"
    assert page["logs"][0]["docker"] == {"hostname": "primary"}
    times = [parsedate_to_datetime(line["timestamp"]) for line in page["logs"]]
    assert times == sorted(times)
    numbers = page["pagination"]
    assert (numbers["page"], numbers["totalPages"]) == (1, -(-numbers["total"] // 100))
    last = as_admin(stack, "GET", "system/service/primary/logs?page=99999").response
    assert last["pagination"]["page"] == last["pagination"]["totalPages"]
    assert last["logs"][0]["message"] == lines[0]


def test_lines_are_searched_in_any_case(stack: Stack) -> None:
    zone = stack.new_zone()
    page = as_admin(stack, "GET", f"system/service/worker/logs?search={zone.upper()}").response
    assert page["logs"]
    assert all(zone in line["message"] for line in page["logs"])
    assert page["pagination"]["total"] == len(page["logs"])
    nothing = as_admin(stack, "GET", "system/service/worker/logs?stream=stderr").response
    assert nothing == {"logs": [], "pagination": {"page": 1, "totalPages": 1, "total": 0}}
    assert as_admin(stack, "GET", "system/service/worker/logs?stream=stdin").status == 400


@pytest.mark.parametrize("name", ["nothing", "..%2Fstack", "..%2F..%2Fsecrets%2Fdatabase", "%00", "worker.log"])
def test_nothing_but_a_log_of_a_service_is_read(stack: Stack, name: str) -> None:
    answer = as_admin(stack, "GET", f"system/service/{name}/logs")
    assert (answer.status, answer.body["error"].startswith("Unknown service")) == (400, True)


def test_logs_are_for_administrators(stack: Stack) -> None:
    assert stack.api("GET", "system/service/list").status == 403
    assert stack.api("GET", "system/service/api/logs").status == 403
    assert stack.api("GET", f"domains/{plain_zone(stack)}/logs").status == 403


def test_what_the_primary_said_of_a_zone_is_told_and_nothing_of_another(stack: Stack) -> None:
    zone = stack.new_zone()
    below = f"below.{zone}"
    assert stack.api("POST", "domains?wait=20", {"domain": below}).status == 200

    def lines() -> list[dict[str, str]]:
        found: list[dict[str, str]] = as_admin(stack, "GET", f"admin/domains/{zone}/logs").response
        return found

    until(lambda: any("notifies" in line["message"] for line in lines()), "the primary says that it notifies")
    found = lines()
    assert all(zone in line["message"] and below not in line["message"] for line in found)
    assert any(line["message"].startswith(f"zone {zone}/IN") for line in found)
    times = [parsedate_to_datetime(line["timestamp"]) for line in found]
    assert times == sorted(times)
    assert len(found) <= 100
