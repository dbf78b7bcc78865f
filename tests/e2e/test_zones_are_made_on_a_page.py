"""Creating zones: with the usual records, from a file, as a copy, one or several; a refusal keeps what was typed."""

import html

import pytest

from tests.stack import Stack
from tests.zone_owner import ZoneOwner, new_name, said

FILE = """\
@    3600 SOA ns1.example.net. hostmaster.example.net. 1 7200 900 1209600 300
@    3600 NS  ns1.example.net.
www  300  A   192.0.2.7
"""


@pytest.fixture
def visitor(stack: Stack) -> ZoneOwner:
    """Give somebody who has nothing yet."""
    return ZoneOwner(stack)


def records(visitor: ZoneOwner, zone: str) -> set[tuple[str, str, str]]:
    """Return the records of a zone."""
    found = visitor.api("GET", f"domains/{zone}/records").response["records"]
    return {(record["name"], record["type"], record["content"]) for record in found}


def test_a_new_zone_leads_to_its_overview(visitor: ZoneOwner) -> None:
    zone = new_name()
    page = visitor.post("/zones/new", {"names": zone, "start": "records", "policy": "default"})
    assert page.url.endswith(f"/zones/{zone}")
    assert f"{zone} is yours." in said(page)
    assert "Where the last change is" in said(page)


def test_a_zone_begins_with_a_file_that_is_pasted_or_chosen(visitor: ZoneOwner) -> None:
    pasted, chosen = new_name(), new_name()
    wanted = {"start": "file", "policy": "none"}
    visitor.post("/zones/new", wanted | {"names": pasted, "file": FILE})
    upload = {"upload": ("zone.txt", FILE.encode())}
    visitor.post("/zones/new", wanted | {"names": chosen}, files=upload)
    for zone in (pasted, chosen):
        assert records(visitor, zone) == {("", "NS", "ns1.example.net"), ("www", "A", "192.0.2.7")}


def test_a_file_that_is_refused_leaves_no_zone_and_is_kept_in_the_form(visitor: ZoneOwner) -> None:
    zone, file = new_name(), FILE + "mail 300 A 192.0.2.999\n"
    page = visitor.post("/zones/new", {"names": zone, "start": "file", "file": file, "policy": "none"})
    assert page.status_code == 422
    assert "192.0.2.999" in said(page)
    assert file.strip() in html.unescape(page.text).replace("\r\n", "\n")
    assert visitor.get(f"/zones/{zone}").status_code == 404
    assert "Nothing is deleted." in said(visitor.get("/zones/deleted"))


def test_a_zone_begins_as_a_copy(visitor: ZoneOwner) -> None:
    first, second = new_name(), new_name()
    visitor.post("/zones/new", {"names": first, "start": "file", "file": FILE, "policy": "none"})
    form = visitor.get(f"/zones/new?copy_of={first}")
    assert f'value="{first}"' in form.text
    visitor.post("/zones/new", {"names": second, "start": "copy", "copy_of": first, "policy": "none"})
    assert records(visitor, second) == records(visitor, first)


def test_of_several_names_those_that_can_be_had_are_made_and_the_others_stay_in_the_form(visitor: ZoneOwner) -> None:
    good, also_good = new_name(), new_name()
    page = visitor.post("/zones/new", {"names": f"{good}\nnot a.zone-\n{also_good}", "start": "records"})
    assert page.status_code == 422
    assert f'href="/zones/{good}"' in page.text
    assert f'href="/zones/{also_good}"' in page.text
    kept = page.text.partition('<textarea id="names"')[2].partition("</textarea>")[0].partition(">")[2]
    assert kept.strip().splitlines() == ["not", "a.zone-"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"names": " "}, "Type the name of the zone."),
        ({"names": "a.example", "start": "file"}, "Paste the zone file, or choose it."),
        ({"names": "a.example", "start": "copy"}, "Say which zone is to be copied."),
        ({"names": "\n".join(f"a{number}.example" for number in range(201))}, "At most 200 zones are made at once"),
        ({"names": "a.example", "policy": "rot13"}, "policy"),
        ({"names": '"><script>alert(1)</script>.org'}, "refused"),
    ],
)
def test_a_form_that_cannot_be_is_shown_again_with_the_reason(
    visitor: ZoneOwner, fields: dict[str, str], sentence: str
) -> None:
    page = visitor.post("/zones/new", fields)
    assert page.status_code == 422
    assert sentence in said(page)
    assert "<script>alert" not in page.text


def test_a_name_in_any_spelling_leads_to_the_zone_as_it_is_written_and_is_deleted_by_that(visitor: ZoneOwner) -> None:
    name = new_name("zürich-")
    page = visitor.post("/zones/new", {"names": f"{name.upper()}.", "start": "records", "policy": "none"})
    assert f"{name} is yours." in said(page)
    assert f"<h1>{name}</h1>" in page.text
    ascii_name = name.encode("idna").decode()
    assert f"Type {name}" in said(visitor.post(f"/zones/{ascii_name}/delete", {"name": ascii_name}))
    assert f"{name} is deleted." in said(visitor.post(f"/zones/{ascii_name}/delete", {"name": name}))
