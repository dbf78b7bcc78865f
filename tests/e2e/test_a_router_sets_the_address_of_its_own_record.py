"""Dynamic DNS: the key of the domain stands in the path, and one record follows its caller."""

from pathlib import Path
from typing import Any

import pytest
import requests

from tests.own_api import own_api
from tests.stack import Stack


@pytest.fixture(scope="module")
def place(stack: Stack) -> tuple[str, str]:
    """Give a zone and a key of it."""
    zone = stack.create_zone()
    made = stack.api("POST", f"domains/{zone}/keys", {"description": "router", "domains_write": True}).response
    return zone, next(iter(made))


def set_record(stack: Stack, zone: str, key: str, name: str, record_type: str, **wish: str) -> requests.Response:
    url = f"{stack.info['api']['url']}/experimental/ddns/setrecord/{zone}/{key}/{name}/{record_type}"
    return requests.get(url, params=wish, timeout=20)


def records(stack: Stack, zone: str, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = stack.api("GET", f"domains/{zone}/record/{name}").response["records"]
    return found


def test_all_records_of_the_type_become_one_that_keeps_what_they_were(stack: Stack, place: tuple[str, str]) -> None:
    zone, key = place
    stack.add(
        zone,
        {"name": "home", "type": "A", "content": "192.0.2.1", "ttl": 300},
        {"name": "home", "type": "A", "content": "192.0.2.2", "ttl": 300},
        {"name": "home", "type": "TXT", "content": "left alone"},
    )
    answer = set_record(stack, zone, key, "home", "A", content="192.0.2.3")
    assert answer.status_code == 200, answer.text
    kept = [record for record in records(stack, zone, "home") if record["type"] == "A"]
    assert [(record["content"], record["ttl"]) for record in kept] == [("192.0.2.3", 300)]
    again = set_record(stack, zone, key, "home", "A", content="192.0.2.3").json()["response"]
    assert again == {"serial": answer.json()["response"]["serial"], "changed": []}


def test_the_address_of_the_caller_is_taken(stack: Stack, place: tuple[str, str], tmp_path: Path) -> None:
    zone, key = place
    assert set_record(stack, zone, key, "here", "A", dynamiccontent="myip").status_code == 200
    assert [record["content"] for record in records(stack, zone, "here")] == ["127.0.0.1"]
    assert set_record(stack, zone, key, "here", "AAAA", dynamiccontent="myip6").status_code == 400
    with own_api(stack, tmp_path, API_TRUSTED_PROXIES="1") as url:
        path = f"{url}/experimental/ddns/setrecord/{zone}/{key}/there/AAAA?dynamiccontent=myip6"
        proxied = requests.post(path, headers={"X-Forwarded-For": "2001:db8::7"}, timeout=20)
        assert proxied.status_code == 200, proxied.text
    assert [record["content"] for record in records(stack, zone, "there")] == ["2001:db8::7"]


@pytest.mark.parametrize(
    "wish", [{}, {"content": "no address"}, {"dynamiccontent": "weather"}, {"content": ""}], ids=str
)
def test_what_is_no_address_is_refused(stack: Stack, place: tuple[str, str], wish: dict[str, str]) -> None:
    zone, key = place
    assert set_record(stack, zone, key, "none", "A", **wish).status_code == 400
    assert records(stack, zone, "none") == []


def test_another_key_opens_nothing(stack: Stack, place: tuple[str, str]) -> None:
    zone, key = place
    changed = key[:-1] + ("0" if key[-1] != "0" else "1")
    assert set_record(stack, zone, changed, "home", "A", content="192.0.2.4").status_code == 401
    assert set_record(stack, stack.create_zone(), key, "home", "A", content="192.0.2.4").status_code == 401


def test_the_key_is_not_written_into_logs(stack: Stack, place: tuple[str, str]) -> None:
    zone, key = place
    set_record(stack, zone, key, "home", "NONSENSE", content="x")
    logged = "".join(path.read_text(errors="replace") for path in stack.layout.logs.glob("api*"))
    assert key not in logged
    assert key.lower() not in logged
