"""Files as the common name servers and services write them are all read as the same zone."""

from pathlib import Path

import pytest

from core.zone.rdata import RecordData
from core.zone.zonefile import ParsedZone, parse_zone_file

ZONE = "harbour-lights.org"
FILES = Path(__file__).parents[3] / "zonefiles"
DEFAULT_NS = ["ns1.dns-host.net", "ns2.dns-host.net."]


def read(name: str) -> ParsedZone:
    return parse_zone_file((FILES / name).read_text(encoding="utf-8"), ZONE, default_ns=DEFAULT_NS)


def contents(zone: ParsedZone) -> set[tuple[str, int, RecordData]]:
    return {(entry.owner, entry.ttl, entry.record) for entry in zone.records}


EXPECTED = contents(read("bind-full.zone"))


@pytest.mark.parametrize("name", sorted(path.name for path in FILES.glob("*.zone")))
def test_every_sample_holds_the_same_zone(name: str) -> None:
    zone = read(name)
    assert contents(zone) == EXPECTED
    assert len(zone.records) == 27
    assert zone.soa.rdata() == "ns1.dns-host.net. dnsadmin.harbour-lights.org. 2026112305 86400 7200 2419200 60"


@pytest.mark.parametrize("name", sorted(path.name for path in FILES.glob("*.zone") if "signed" not in path.name))
def test_samples_of_unsigned_zones_give_no_warning(name: str) -> None:
    assert read(name).warnings == []


def test_a_signed_zone_loses_what_the_signer_made_with_one_warning_for_each_type() -> None:
    warnings = read("bind-signed.zone").warnings
    assert sorted(warning.split()[1] for warning in warnings) == ["DNSKEY", "NSEC3", "NSEC3PARAM", "RRSIG"]
    assert "42 RRSIG records were left out: the signer makes its own" in warnings
    assert "1 NSEC3PARAM record was left out: the signer makes its own" in warnings


def test_comments_and_tags_of_cloudflare_become_comments() -> None:
    comments = {(entry.owner, entry.record.type): entry.comment for entry in read("cloudflare.zone").records}
    assert comments["mail", "A"] == "the old mail server cf_tags=cf-proxied:false"
    assert comments["www", "CNAME"] == "cf_tags=cf-proxied:false"
    assert comments["", "MX"] is None


def test_the_placeholder_of_cloudflare_becomes_the_default_servers() -> None:
    servers = {e.record.rdata for e in read("cloudflare-2016.zone").records if (e.owner, e.record.type) == ("", "NS")}
    assert servers == {"ns1.dns-host.net.", "ns2.dns-host.net."}


def test_without_default_servers_the_placeholder_is_left_out_with_a_warning() -> None:
    zone = parse_zone_file((FILES / "cloudflare-2016.zone").read_text(encoding="utf-8"), ZONE)
    assert len(zone.records) == 25
    (warning,) = zone.warnings
    assert "REPLACE&ME$WITH^YOUR@NAMESERVER" in warning
