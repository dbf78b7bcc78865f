"""`/healthz`, `/readyz` and `/metrics`: for supervisors, proxies and Prometheus."""

import re
from pathlib import Path

import requests

from tests.own_api import own_api
from tests.people import send
from tests.stack import Stack
from tests.waiting import until


def test_a_platform_that_is_well_says_so(stack: Stack) -> None:
    url = stack.info["api"]["url"]
    assert requests.get(f"{url}/healthz", timeout=10).json() == {"state": "alive"}
    ready = requests.get(f"{url}/readyz", timeout=10)
    assert ready.status_code == 200
    assert ready.json() == {
        "state": "ready",
        "parts": {"database": "ok", "memcached": "ok", "gearmand": "ok", "redis": "ok"},
    }


def test_without_a_part_behind_the_database_it_is_degraded(stack: Stack, tmp_path: Path) -> None:
    with own_api(stack, tmp_path, MEMCACHED="127.0.0.1:1", GEARMAND="127.0.0.1:1") as url:
        ready = requests.get(f"{url}/readyz", timeout=10)
    assert ready.status_code == 200
    assert ready.json()["state"] == "degraded"
    away = {name for name, outcome in ready.json()["parts"].items() if outcome != "ok"}
    assert away == {"memcached", "gearmand"}


def test_without_the_database_it_is_unavailable_and_alive(stack: Stack, tmp_path: Path) -> None:
    with own_api(stack, tmp_path, DATABASE_URL="mariadb+pymysql://nobody@127.0.0.1:1/none") as url:
        ready = requests.get(f"{url}/readyz", timeout=30)
        assert requests.get(f"{url}/healthz", timeout=10).status_code == 200
    assert ready.status_code == 503
    assert ready.json()["state"] == "unavailable"


def test_metrics_count_requests_of_all_processes_without_naming_zones(stack: Stack) -> None:
    url = stack.info["api"]["url"]

    def count() -> float:
        text = requests.get(f"{url}/metrics", timeout=10).text
        found = re.search(r'^zonehost_api_requests_total{status="400",verb="GET",view="domains.get"} (.*)$', text, re.M)
        return float(found[1]) if found else 0.0

    before = count()
    for number in range(10):
        stack.api("GET", f"domains/nothing-{number}.org")
    until(lambda: count() >= before + 10, "ten more requests are counted")
    text = requests.get(f"{url}/metrics", timeout=10).text
    assert "nothing-" not in text
    for name in "zones", "late_zones", "unseen_zones", "owed_mails", "owed_hook_calls":
        assert re.search(rf"^zonehost_{name} [0-9.]+$", text, re.M), name


def test_an_invented_verb_makes_no_label_of_its_own(stack: Stack) -> None:
    send(stack, "GET", "/1.0/ping", headers={"X-Request-Method": "INVENTED"})
    assert "INVENTED" not in requests.get(f"{stack.info['api']['url']}/metrics", timeout=10).text


def test_metrics_do_not_exist_for_strangers(stack: Stack, tmp_path: Path) -> None:
    with own_api(stack, tmp_path, API_METRICS_NETWORKS="192.0.2.0/24") as url:
        assert requests.get(f"{url}/metrics", timeout=10).status_code == 404
