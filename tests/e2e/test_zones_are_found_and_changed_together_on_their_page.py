"""The list of zones: what stands in it, how it is narrowed, and what is done with several at once."""

import re

import pytest

from tests.stack import Stack
from tests.zone_owner import ZoneOwner, new_name, rows, said

ATTACK = '"><script>alert(1)</script>'


@pytest.fixture
def visitor(stack: Stack) -> ZoneOwner:
    """Give somebody who has nothing yet."""
    return ZoneOwner(stack)


def several(visitor: ZoneOwner, action: str, *zones: str, **more: str) -> str:
    """Do something with several zones, and return what the page says then."""
    return said(visitor.post("/zones/several", {"action": action, "zone": zones, **more}))


def names(visitor: ZoneOwner, query: str) -> list[str]:
    """Return the names in a list, in order."""
    return [row.split()[0] for row in rows(visitor.get(f"/zones?{query}"))]


def test_who_has_no_zones_is_led_to_create_the_first_one(visitor: ZoneOwner) -> None:
    page = visitor.get("/zones")
    assert "You have no zones yet." in said(page)
    assert 'href="/zones/new"' in page.text


def test_the_list_is_searched_sorted_and_paged(visitor: ZoneOwner) -> None:
    zones = visitor.create(*(new_name(f"{letter}-shop") for letter in "abc"), new_name("garden"))
    assert names(visitor, "") == list(zones)
    assert names(visitor, "search=SHOP") == list(zones[:3])
    assert names(visitor, "sort=-name") == list(reversed(zones))
    assert names(visitor, "state=disabled") == []
    assert "None of your zones is like this." in said(visitor.get("/zones?level=read"))
    assert "There are not that many pages." in said(visitor.get("/zones?page=7"))


def test_a_search_while_typing_gets_the_list_alone_and_the_address_of_it(visitor: ZoneOwner) -> None:
    visitor.create(new_name("shop"))
    answer = visitor.get("/zones?search=shop&state=&sort=name", {"HX-Request": "true"})
    assert "<html" not in answer.text
    assert answer.headers["HX-Replace-Url"] == "/zones?search=shop"
    assert len(rows(answer)) == 1


@pytest.mark.parametrize(
    "query",
    [
        "state=best",
        "sort=colour",
        "level=god",
        "page=-1",
        "per_page=1000000",
        "page=99999999999999999999",
        "search=%00",
    ],
)
def test_an_address_made_up_is_answered_with_a_reason(visitor: ZoneOwner, query: str) -> None:
    assert visitor.get(f"/zones?{query}").status_code < 500


def test_a_label_is_given_to_several_zones_and_taken_from_one(visitor: ZoneOwner) -> None:
    zones = visitor.create(new_name(), new_name(), new_name())
    assert "2 zones are labelled." in several(visitor, "label", *zones[:2], label="clients, web")
    assert names(visitor, "label=clients") == sorted(zones[:2])
    assert re.search(r"clients 2\b", said(visitor.get("/zones")))
    assert "1 zone is without the label now." in several(visitor, "unlabel", zones[0], label="CLIENTS")
    assert names(visitor, "label=clients") == [zones[1]]
    assert names(visitor, "label=web") == sorted(zones[:2])


def test_what_is_missing_for_a_change_of_several_is_said(visitor: ZoneOwner) -> None:
    zone = visitor.create()[0]
    assert "Choose some zones first." in several(visitor, "publish")
    assert "Type the label first." in several(visitor, "label", zone)
    assert "There is no such action." in several(visitor, "explode", zone)


def test_each_zone_that_is_refused_is_named_with_the_reason_and_the_others_are_done(
    visitor: ZoneOwner, stack: Stack
) -> None:
    mine, theirs = visitor.create()[0], ZoneOwner(stack).create()[0]
    page = several(visitor, "publish", mine, theirs)
    assert "1 zone refused, 1 done" in page
    assert f"Unknown domain: {theirs}" in page
    reasons = [version["reason"] for version in visitor.api("GET", f"domains/{mine}/history").response["history"]]
    assert "sync" in reasons


def test_zones_are_deleted_only_after_what_is_lost_was_named_and_come_back(visitor: ZoneOwner) -> None:
    zones = visitor.create(new_name(), new_name())
    page = several(visitor, "delete", *zones, back="sort=-name")
    assert "Delete 2 zones?" in page
    assert "for 30 days" in page
    assert len(names(visitor, "")) == 2
    assert "2 zones are deleted" in several(visitor, "delete", *zones, confirmed="yes", back="sort=-name")
    assert names(visitor, "") == []
    deleted = visitor.get("/zones/deleted")
    assert {row.split()[0] for row in rows(deleted)} == set(zones)
    way = re.search(r'action="(/zones/deleted/\d+)"', deleted.text)
    assert way
    back = visitor.post(way[1], {})
    assert "is back, with everything it had" in said(back)
    assert len(names(visitor, "")) == 1


def test_a_deleted_zone_whose_name_is_taken_says_so(visitor: ZoneOwner) -> None:
    zone = visitor.create()[0]
    several(visitor, "delete", zone, confirmed="yes")
    way = re.search(r'action="(/zones/deleted/\d+)"', visitor.get("/zones/deleted").text)
    assert way
    visitor.create(zone)
    assert "The name is in use again" in said(visitor.get("/zones/deleted"))
    refused = visitor.post(way[1], {})
    assert refused.status_code == 409
    assert "has been taken meanwhile" in said(refused)


def test_a_disabled_zone_is_shown_as_one_and_enabled_again(visitor: ZoneOwner) -> None:
    zone = visitor.create()[0]
    assert "Disable 1 zone?" in several(visitor, "disable", zone)
    several(visitor, "disable", zone, confirmed="yes")
    assert names(visitor, "state=disabled") == [zone]
    assert "1 zone is enabled" in several(visitor, "enable", zone)
    assert names(visitor, "state=disabled") == []


def test_labels_and_searches_are_text_whatever_they_hold(visitor: ZoneOwner) -> None:
    zone = visitor.create()[0]
    several(visitor, "label", zone, label=ATTACK)
    for path in (
        "/zones",
        f"/zones?label={ATTACK}",
        f"/zones?search={ATTACK}",
        f"/zones/{zone}",
        f"/find?search={ATTACK}",
    ):
        assert "<script>alert" not in visitor.get(path).text, path
    assert ATTACK in rows(visitor.get("/zones"))[0]
