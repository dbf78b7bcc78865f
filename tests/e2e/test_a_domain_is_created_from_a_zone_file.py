"""A domain made from a master file in one request: with everything in it, or not at all."""

import pytest

from tests.stack import Stack
from tests.zone_owner import new_name

SOA = "@ 3600 SOA ns1.example.net. hostmaster.example.net. 1 7200 900 1209600 300\n"
FILE = SOA + "@ 3600 NS ns1.example.net.\nwww 300 A 192.0.2.7\n"


def test_public_servers_answer_what_stands_in_the_file(stack: Stack) -> None:
    zone = new_name()
    created = stack.api("POST", "domains?wait=30", {"domain": zone, "zone": FILE, "dnssecpolicy": "none"})
    assert created.response["status"]["state"] == "live"
    assert created.response["SOA"]["adminAddress"] == "hostmaster.example.net."
    for port in stack.public_ports.values():
        assert stack.values(port, f"www.{zone}", "A") == {"192.0.2.7"}
        assert stack.values(port, zone, "NS") == {"ns1.example.net."}
    # the tag of the answer is that of the domain as it is
    assert created.headers["ETag"] == stack.api("GET", f"domains/{zone}").headers["ETag"]


@pytest.mark.parametrize(
    "file", ["", "nonsense", SOA, "www 300 A 192.0.2.7\n", FILE + "www 300 CNAME x\n", FILE + "x 300 A 192.0.2.999\n"]
)
def test_a_file_that_is_refused_leaves_no_domain(stack: Stack, file: str) -> None:
    zone = new_name()
    refused = stack.api("POST", "domains", {"domain": zone, "zone": file})
    assert (refused.status, "error" in refused.body) == (400, True)
    assert stack.api("GET", f"domains/{zone}").body["error"] == f"Unknown domain: {zone}"
    # the name is as free as before, and nothing was noted of it
    assert stack.sql(f"SELECT id FROM domains WHERE name = '{zone}'") == []


def test_a_domain_starts_from_a_file_or_as_a_copy_and_not_as_both(stack: Stack) -> None:
    wanted = {"domain": new_name(), "zone": FILE, "copy_of": "demo.example.org"}
    assert "not with both" in stack.api("POST", "domains", wanted).body["error"]
