"""The overview of a zone: what it tells, what can be set there, and who may."""

import re

import pytest
import requests

from tests.people import basic, request_as
from tests.stack import Stack
from tests.waiting import until
from tests.zone_owner import ZoneOwner, new_name, said

ATTACK = '"><img src=x onerror=alert(1)>'


@pytest.fixture
def visitor(stack: Stack) -> ZoneOwner:
    """Give somebody who has nothing yet."""
    return ZoneOwner(stack)


@pytest.fixture
def zone(visitor: ZoneOwner) -> str:
    """Give a zone of theirs, not signed."""
    return visitor.create()[0]


def reader_of(visitor: ZoneOwner, zone: str) -> ZoneOwner:
    """Return somebody who may only look at a zone."""
    reader = ZoneOwner(visitor.stack)
    visitor.post(f"/zones/{zone}/access", {"email": reader.person.email, "level": "read"})
    return reader


def save(visitor: ZoneOwner, zone: str, form: str, fields: dict[str, str]) -> requests.Response:
    """Send a form of the overview."""
    return visitor.post(f"/zones/{zone}/{form}", fields)


def test_a_signed_zone_tells_what_the_registrar_needs(visitor: ZoneOwner, stack: Stack) -> None:
    zone = new_name()
    created = visitor.api("POST", "domains?wait=30", {"domain": zone}).response
    assert created["status"]["state"] == "live"
    keys = until(
        lambda: visitor.api("GET", f"domains/{zone}").response.get("DNSSEC", {}).get("keys"), "the keys are known"
    )
    page = said(visitor.get(f"/zones/{zone}/registrar"))
    for known in keys:
        assert f"Key tag {known['key_tag']}" in page
        for ds in known["ds"]:
            assert ds["digest"] in page
            assert f"{zone}. 3600 IN DS {ds['key_tag']} {ds['algorithm']} {ds['digest_type']} {ds['digest']}" in page
    assert "not checked yet" in page
    assert "ns1.zonehost.example" in page


def test_a_zone_that_is_not_signed_says_so(visitor: ZoneOwner, zone: str) -> None:
    assert "This zone is not signed." in said(visitor.get(f"/zones/{zone}"))


def test_a_zone_that_is_not_there_is_answered_as_unknown(visitor: ZoneOwner, stack: Stack) -> None:
    theirs = ZoneOwner(stack).create()[0]
    for path in (f"/zones/{new_name()}", f"/zones/{theirs}", f"/zones/{theirs}/access", f"/zones/{theirs}/delete"):
        assert visitor.get(path).status_code == 404, path


def test_a_version_the_name_server_refuses_is_told_with_what_to_do(visitor: ZoneOwner, zone: str, stack: Stack) -> None:
    visitor.api("POST", f"domains/{zone}/records?wait=30", {"records": []})
    stack.stop("worker")
    try:
        visitor.api("POST", f"domains/{zone}/sync")
        stack.sql(f"UPDATE domains SET last_error = 'www: CNAME and other data {ATTACK}' WHERE name = '{zone}'")
        page = visitor.get(f"/zones/{zone}")
    finally:
        stack.start("worker")
    assert f"The name server refused this version: www: CNAME and other data {ATTACK}" in said(page)
    assert "<img" not in page.text
    assert f'href="/zones/{zone}/history"' in page.text


def test_labels_and_notes_are_kept_as_text(visitor: ZoneOwner, zone: str) -> None:
    page = save(visitor, zone, "own", {"labels": f"clients, {ATTACK}", "notes": f"Paid until 2027.\n{ATTACK}"})
    assert "Your labels and notes are saved." in said(page)
    assert "<img" not in page.text
    assert 'href="/zones?label=clients"' in page.text
    assert f"Paid until 2027. {ATTACK}" in said(page)
    emptied = save(visitor, zone, "own", {"labels": "", "notes": ""})
    assert "Paid" not in said(emptied)


def test_labels_that_are_refused_stay_in_the_form(visitor: ZoneOwner, zone: str) -> None:
    page = save(visitor, zone, "own", {"labels": "x" * 41, "notes": "kept"})
    assert page.status_code == 422
    assert "A label has 1 to 40" in said(page)
    assert "x" * 41 in page.text
    assert ">\nkept</textarea>" in page.text


def test_the_soa_is_changed_and_what_is_wrong_with_it_told(visitor: ZoneOwner, zone: str) -> None:
    page = save(visitor, zone, "soa", {"minttl": "120", "defaultttl": "2h", "adminAddress": f"boss.{zone}."})
    assert "Negative TTL 2 minutes" in said(page)
    assert "Default TTL 2 hours" in said(page)
    refused = save(visitor, zone, "soa", {"refresh": "often", "primaryNS": "kept.example."})
    assert refused.status_code == 422
    assert 'value="often"' in refused.text
    assert 'value="kept.example."' in refused.text


def test_whoever_saves_the_soa_after_somebody_else_is_told_and_may_send_it_again(visitor: ZoneOwner, zone: str) -> None:
    tag = re.search(r'name="tag" value="([^"]+)"', visitor.get(f"/zones/{zone}").text)
    assert tag
    save(visitor, zone, "soa", {"minttl": "77"})
    page = save(visitor, zone, "soa", {"minttl": "99", "tag": tag[1].replace("&#34;", '"')})
    assert page.status_code == 409
    assert "has changed since you opened this form" in said(page)
    assert "Negative TTL 77 seconds" in said(page)
    assert 'value="99"' in page.text
    present = re.search(r'name="tag" value="([^"]+)"', page.text)
    assert present
    again = save(visitor, zone, "soa", {"minttl": "99", "tag": present[1].replace("&#34;", '"')})
    assert "Negative TTL 99 seconds" in said(again)


def test_the_signing_is_changed(visitor: ZoneOwner) -> None:
    zone = new_name()
    visitor.post("/zones/new", {"names": zone, "start": "records", "policy": "default"})
    assert "DNSSEC with NSEC3" in said(save(visitor, zone, "signing", {"policy": "nsec3"}))
    assert save(visitor, zone, "signing", {"policy": "none"}).status_code == 422


def test_a_zone_is_disabled_enabled_and_published_anew(visitor: ZoneOwner, zone: str) -> None:
    assert "The zone is disabled" in said(save(visitor, zone, "disabled", {"disabled": "yes"}))
    assert "is being published again" in said(save(visitor, zone, "disabled", {"disabled": "no"}))
    assert "published anew, under a new serial" in said(save(visitor, zone, "publish", {}))
    history = visitor.api("GET", f"domains/{zone}/history").response["history"]
    assert history[0]["reason"] == "sync"


def test_a_zone_becomes_an_alias_and_ceases_to_be_one(visitor: ZoneOwner, zone: str) -> None:
    other = visitor.create()[0]
    page = save(visitor, zone, "aliases", {"alias": other})
    assert "Published with the records of this zone:" in said(page)
    of_alias = visitor.get(f"/zones/{other}")
    assert f"published with the records of {zone}" in said(of_alias)
    assert "ns1.zonehost.example" in said(of_alias).partition("Name servers")[2].partition("DNSSEC")[0]
    assert f"{other} has its own records again." in said(save(visitor, zone, "aliases", {"alias": other, "end": "yes"}))
    assert f"published with the records of {other}" in said(save(visitor, zone, "alias", {"target": other}))
    assert f"{zone} has its own records again." in said(save(visitor, zone, "alias", {"target": ""}))


def test_an_alias_that_cannot_be_is_told(visitor: ZoneOwner, zone: str, stack: Stack) -> None:
    theirs = ZoneOwner(stack).create()[0]
    for form, fields in (
        ("alias", {"target": theirs}),
        ("alias", {"target": zone}),
        ("aliases", {"alias": theirs}),
        ("aliases", {"alias": ""}),
        ("aliases", {"alias": ATTACK}),
    ):
        page = save(visitor, zone, form, fields)
        assert page.status_code == 422, fields
        assert "<img" not in page.text


def test_a_zone_is_deleted_by_who_types_its_name_after_reading_what_is_lost(visitor: ZoneOwner, zone: str) -> None:
    page = said(visitor.get(f"/zones/{zone}/delete"))
    for lost in (
        "records, with their history",
        "domain keys and webhooks",
        "1 person",
        visitor.person.email,
        "30 days",
    ):
        assert lost in page
    wrong = visitor.post(f"/zones/{zone}/delete", {"name": "other.org"})
    assert (wrong.status_code, f"Type {zone}" in said(wrong)) == (422, True)
    gone = visitor.post(f"/zones/{zone}/delete", {"name": zone.upper()})
    assert gone.url.endswith("/zones/deleted")
    assert zone in said(gone)


def test_who_may_only_read_sees_no_way_to_change_and_is_refused_one(visitor: ZoneOwner, zone: str) -> None:
    reader = reader_of(visitor, zone)
    page = reader.get(f"/zones/{zone}")
    for way in ("soa", "signing", "disabled", "publish", "alias", "aliases", "delete"):
        assert f'/zones/{zone}/{way}"' not in page.text, way
    assert "Change them" not in said(page).partition("SOA and TTL")[2]
    assert "required access" in said(save(reader, zone, "disabled", {"disabled": "yes"}))
    # what one keeps for oneself alone
    assert "Your labels and notes are saved." in said(save(reader, zone, "own", {"labels": "theirs", "notes": ""}))
    assert "theirs" not in said(visitor.get(f"/zones/{zone}"))


def test_access_is_given_changed_and_taken_away(visitor: ZoneOwner, zone: str, stack: Stack) -> None:
    friend = ZoneOwner(stack)
    path, email = f"/zones/{zone}/access", friend.person.email
    assert "may change its records" in said(visitor.post(path, {"email": email.upper(), "level": "write"}))
    assert friend.get(f"/zones/{zone}").status_code == 200
    assert "may look at it now" in said(visitor.post(path, {"email": email, "level": "read"}))
    assert "has no access" in said(visitor.post(path, {"email": email, "level": "none"}))
    assert friend.get(f"/zones/{zone}").status_code == 404


@pytest.mark.parametrize(
    ("email", "level", "sentence"),
    [
        ("nobody@nowhere.example", "read", "No such user"),
        (ATTACK, "read", "No such user"),
        ("", "read", "No such user"),
        ("nobody@nowhere.example", "owner", "refused"),
        ("nobody@nowhere.example", "god", "refused"),
    ],
)
def test_access_that_cannot_be_given_is_refused_and_kept_in_the_form(
    visitor: ZoneOwner, zone: str, email: str, level: str, sentence: str
) -> None:
    page = visitor.post(f"/zones/{zone}/access", {"email": email, "level": level})
    assert page.status_code == 422
    assert sentence in said(page) or sentence == "refused"
    assert "<img" not in page.text
    assert 'role="alert"' in page.text


def test_who_leaves_a_zone_is_warned_and_an_only_owner_cannot(visitor: ZoneOwner, zone: str) -> None:
    assert "You are its only owner" in said(visitor.get(f"/zones/{zone}/access"))
    assert visitor.post(f"/zones/{zone}/access/leave", {}).status_code == 422
    reader = reader_of(visitor, zone)
    page = reader.get(f"/zones/{zone}/access")
    assert "You cannot take this back yourself" in said(page)
    assert "Give somebody access" not in said(page)
    left = reader.post(f"/zones/{zone}/access/leave", {})
    assert f"You have no access to {zone} any more." in said(left)


def test_records_are_found_across_zones(visitor: ZoneOwner, zone: str) -> None:
    other = visitor.create()[0]
    for name in (zone, other):
        visitor.api(
            "POST", f"domains/{name}/records", {"records": [{"name": "needle", "type": "A", "content": "192.0.2.66"}]}
        )
    visitor.api(
        "POST", f"domains/{other}/records", {"records": [{"name": "x", "type": "TXT", "content": f"needle {ATTACK}"}]}
    )
    page = visitor.get("/find?search=needle")
    assert "3 records" in said(page)
    assert "<img" not in page.text
    assert f'href="/zones/{zone}/records?name=needle&amp;type=A"' in page.text
    assert "2 records" in said(visitor.get("/find?search=needle&type=a"))
    assert "No record of your zones is like this." in said(visitor.get("/find?search=haystack"))
    assert 'role="alert"' in visitor.get("/find?search=n").text


def test_who_may_not_create_zones_sees_no_way_to(visitor: ZoneOwner, zone: str, stack: Stack) -> None:
    user = visitor.api("GET", "userdata").response["user"]
    admin = basic(stack.info["admin"]["email"], stack.info["admin"]["password"])
    less = {"permissions": {"domains_create": False}}
    assert request_as(stack, admin, "POST", f"users/{user['id']}", less).status == 200
    # what one may do is looked at when one signs in
    visitor.sign_in(visitor.person.email, visitor.person.password)
    for path in ("/zones", f"/zones/{zone}"):
        assert "/zones/new" not in visitor.get(path).text, path
