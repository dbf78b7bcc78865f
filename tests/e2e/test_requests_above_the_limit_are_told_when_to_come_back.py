"""Requests are counted by who makes them, changes once more; the headers of API 1.0 tell what is left."""

import os
import signal
import uuid
from pathlib import Path

import requests

from tests.own_api import own_api
from tests.people import Person, basic
from tests.stack import Stack
from tests.waiting import until


def test_requests_above_the_limit_are_refused_with_the_time_to_come_back(
    stack: Stack, other: Person, tmp_path: Path
) -> None:
    with own_api(stack, tmp_path, RATE_REQUESTS="5/hour") as url:
        answers = [requests.get(f"{url}/1.0/userdata", headers=other.headers, timeout=10) for _ in range(6)]
        assert [answer.status_code for answer in answers] == [200] * 5 + [429]
        assert [answer.headers["X-RateLimit-Remaining"] for answer in answers[:5]] == ["4", "3", "2", "1", "0"]
        assert {answer.headers["X-RateLimit-Limit"] for answer in answers} == {"5"}
        assert "Retry-After" not in answers[0].headers
        assert 0 < int(answers[5].headers["Retry-After"]) <= 3600
        assert answers[5].json()["error"] == "Rate Limit Exceeded"
        # another key of the same user, and the platform's supervisor, are counted for themselves or not at all
        assert requests.get(f"{url}/1.0/userdata", headers=other.reading_headers, timeout=10).status_code == 200
        assert requests.get(f"{url}/healthz", headers=other.headers, timeout=10).status_code == 200
        preflight = requests.options(f"{url}/1.0/userdata", headers=other.headers, timeout=10)
        assert preflight.status_code == 200


def test_a_batch_costs_one_change_and_what_changes_nothing_costs_none(
    stack: Stack, other: Person, tmp_path: Path
) -> None:
    zone, headers = f"l{uuid.uuid4().hex[:12]}.org", other.headers
    assert other.api("POST", "domains", {"domain": zone}).status == 200
    with own_api(stack, tmp_path, RATE_WRITES="2/hour") as url:

        def save(*records: object) -> requests.Response:
            body = {"data": {"records": list(records)}}
            return requests.post(f"{url}/1.0/domains/{zone}/records", json=body, headers=headers, timeout=10)

        def record(number: int) -> dict[str, object]:
            return {"name": f"h{number}", "type": "A", "content": f"192.0.2.{number}"}

        assert save().status_code == 200, "a batch that changes nothing"
        assert save({"name": "x", "type": "A", "content": "no address"}).status_code == 400
        assert save(*map(record, range(1, 100))).status_code == 200
        assert save().status_code == 200
        assert save(record(100)).status_code == 200
        refused = save(record(101))
        assert refused.status_code == 429
        assert requests.get(f"{url}/1.0/domains/{zone}/records", headers=headers, timeout=10).status_code == 200
        kept = other.api("GET", f"domains/{zone}/records").response["records"]
        assert sum(row["type"] == "A" for row in kept) == 100


def test_counting_goes_on_without_redis(stack: Stack, other: Person, tmp_path: Path) -> None:
    with own_api(stack, tmp_path, RATE_REQUESTS="20/hour", API_WORKERS="1") as url:
        pid = stack.pid("redis")
        os.kill(pid, signal.SIGSTOP)
        try:
            codes = [
                requests.get(f"{url}/1.0/userdata", headers=other.headers, timeout=10).status_code for _ in range(25)
            ]
            wrong = requests.get(f"{url}/1.0/userdata", headers=basic(other.email, "wrong"), timeout=10)
        finally:
            os.kill(pid, signal.SIGCONT)
        assert codes[:20] == [200] * 20
        assert codes[-1] == 429
        assert wrong.status_code == 401

        def says_ready() -> bool:
            answer: bool = requests.get(f"{url}/readyz", timeout=10).json()["state"] == "ready"
            return answer

        until(says_ready, "redis answers again", 30)
