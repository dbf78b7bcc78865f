"""The DS of a zone (API 1.0 §10.5): read from the primary soon after the first publication, and that of its key."""

import re
from typing import Any

import dns.dnssec
import dns.name
import dns.rdata
import pytest

from tests.administration import as_admin
from tests.people import demo_headers, plain_zone, request_as
from tests.stack import Stack
from tests.waiting import until

LINE = re.compile(r"(\S+) +(\d+)    IN +(DNSKEY|DS) {10}(.+)")


def keys_known(stack: Stack, zone: str, seconds: float = 30) -> dict[str, Any]:
    """Return the member `DNSSEC` of a zone, as soon as there is one."""

    def known() -> dict[str, Any] | None:
        found: dict[str, Any] | None = stack.api("GET", f"domains/{zone}").response.get("DNSSEC")
        return found

    return until(known, f"the keys of {zone} are known", seconds)


def test_the_ds_of_a_new_zone_is_that_of_the_key_it_is_served_with(stack: Stack) -> None:
    zone = stack.new_zone()
    shown = keys_known(stack, zone)
    assert list(shown) == ["parsed", "DNSKEY", "DS", "keys"]
    (served,) = stack.values(next(iter(stack.public_ports.values())), zone, "DNSKEY")
    dnskey = dns.rdata.from_text("IN", "DNSKEY", served)
    lines = [line for text in shown["DNSKEY"] + shown["DS"] if (line := LINE.fullmatch(text))]
    assert [line[1] for line in lines] == [f"{zone}."] * 3
    assert dns.rdata.from_text("IN", "DNSKEY", lines[0][4]) == dnskey
    owner = dns.name.from_text(zone)
    wanted = [dns.dnssec.make_ds(owner, dnskey, kind) for kind in ("SHA256", "SHA384")]
    assert [dns.rdata.from_text("IN", "DS", line[4]) for line in lines[1:]] == wanted
    (key,) = shown["keys"]
    assert (key["flags"], key["protocol"], key["algorithm"]) == (257, 3, 13)
    assert key["algorithm_name"] == "ECDSA Curve P-256 with SHA-256"
    for ds, fields in zip(wanted, key["ds"], strict=True):
        assert fields["key_tag"] == key["key_tag"] == ds.key_tag
        assert (fields["digest_type"], fields["digest"]) == (ds.digest_type, ds.digest.hex().upper())
    parsed = shown["parsed"][str(key["key_tag"])]
    assert parsed["Algorithm"] == "ECDSA Curve P-256 with SHA-256 (13)"
    assert (parsed["Digest 2"], parsed["Digest 2 Type"]) == (key["ds"][1]["digest"], "SHA-384 (4)")
    assert "".join(parsed["Public Key"].split()) == key["public_key"]


def test_a_zone_that_is_not_signed_has_no_keys_to_show(stack: Stack) -> None:
    unsigned = plain_zone(stack, dnssecpolicy="none")
    keys_known(stack, plain_zone(stack))
    assert "DNSSEC" not in stack.api("GET", f"domains/{unsigned}").response


def test_an_alias_has_keys_of_its_own(stack: Stack) -> None:
    target, alias = plain_zone(stack), plain_zone(stack)
    stack.api("POST", f"domains/{alias}", {"aliasof": target})
    of_target, of_alias = keys_known(stack, target), keys_known(stack, alias)
    assert of_alias["DS"][0].startswith(f"{alias}.")
    assert of_alias["keys"][0]["public_key"] != of_target["keys"][0]["public_key"]


def test_whoever_has_not_seen_the_keys_yet_may_change_the_domain_they_know(stack: Stack) -> None:
    zone = plain_zone(stack)
    known = stack.api("GET", f"domains/{zone}")
    assert "DNSSEC" not in known.response
    keys_known(stack, zone)
    headers = demo_headers(stack) | {"If-None-Match": known.headers["ETag"]}
    assert "DNSSEC" in request_as(stack, headers, "GET", f"domains/{zone}").response
    headers = demo_headers(stack) | {"If-Match": known.headers["ETag"]}
    assert request_as(stack, headers, "POST", f"domains/{zone}", {"defaultttl": 300}).status == 200
    assert request_as(stack, headers, "POST", f"domains/{zone}", {"defaultttl": 600}).status == 412


def forget_keys(stack: Stack, zone: str) -> None:
    """Have it look as if the keys had been read, a day ago, when there were none."""
    domain_id = stack.api("GET", f"domains/{zone}").response["id"]
    stack.sql(f"UPDATE zone_keys SET dnskeys = '', read_at = 0 WHERE domain_id = {domain_id}")
    assert "DNSSEC" not in stack.api("GET", f"domains/{zone}").response


def test_keys_are_read_again_when_an_administrator_asks_for_it(stack: Stack) -> None:
    zone = plain_zone(stack)
    before = keys_known(stack, zone)
    forget_keys(stack, zone)
    asked = as_admin(stack, "POST", "system/jobs/create", {"name": "read_ds", "data": {"domain": zone}}).response
    assert keys_known(stack, zone) == before
    job = as_admin(stack, "GET", f"system/jobs/{asked['jobid']}").response
    assert (job["state"], job["result"]) == ("finished", "OK: 1 DNSKEY records")


@pytest.mark.slow
def test_keys_are_read_again_when_they_are_a_day_old(stack: Stack) -> None:
    zone = plain_zone(stack)
    before = keys_known(stack, zone)
    forget_keys(stack, zone)
    assert keys_known(stack, zone, seconds=100) == before
