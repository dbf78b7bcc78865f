"""The form of a key, and what a key may do in words."""

import json
from typing import Any

import pytest

from core.errors import Invalid
from web.acme_clients import Account, clients
from web.keys.denials import Denial, denials_by_key
from web.keys.form import end_of_day, has_ended, typed_for, typed_in, wish_of
from web.keys.sentences import sentence

KEY: dict[str, Any] = {
    "description": "router",
    "domains_read": True,
    "domains_write": True,
    "recordregex": None,
    "scope": {"kind": "custom", "zones": ["first.org"], "names": ["home", "@"], "types": ["A", "AAAA"]},
    "expires": 1796515200,
    "unuseddays": 30,
}


@pytest.mark.parametrize(
    ("form", "zone", "said"),
    [
        ({}, "", "do nothing: give it at least one right."),
        ({"domains_read": "y"}, "", "look at all your zones."),
        (
            {"domains_read": "y", "domains_write": "y", "user_write": "y"},
            "",
            (
                "look at all your zones; create, change and delete them; and make and change keys that may do no more "
                "than itself."
            ),
        ),
        (
            {"domains_write": "y", "zones": "a.org *.b.org"},
            "",
            "change, import and restore the records of a.org and all zones below b.org.",
        ),
        (
            {"domains_read": "y", "domains_write": "y", "read_only": "y"},
            "",
            "look at all your zones, and change nothing.",
        ),
        ({}, "first.org", "look at first.org."),
        ({"domains_write": "y"}, "first.org", "look at first.org and change its records and settings."),
        (
            {"domains_write": "y", "types": "a,aaaa", "names": "@ *.dyn _x.*", "unuseddays": "1"},
            "first.org",
            (
                "look at first.org and change A and AAAA records at the zone itself, any name below dyn and any name "
                "that begins with _x in first.org, as long as it is used at least once in 1 day."
            ),
        ),
        (
            {
                "domains_write": "y",
                "recordregex": "TXT .*",
                "networks": "192.0.2.1 2001:db8::/32",
                "expires": "2026-12-05",
            },
            "",
            (
                "change records in all your zones, as far as type and name match TXT .*, from 192.0.2.1 or "
                "2001:db8::/32, until 5 December 2026."
            ),
        ),
        ({"domains_read": "y", "zones": "a b c d e"}, "", "look at a, b, c and 2 more."),
    ],
)
def test_a_key_is_said_in_a_sentence(form: dict[str, str], zone: str, said: str) -> None:
    assert sentence(typed_in(form), zone) == f"This key may {said}"


def test_a_key_for_certificates_is_said_as_that() -> None:
    said = sentence(typed_in({"zones": "first.org", "domains_read": "y"}, "acme"))
    assert said.startswith("This key may prove names of first.org to a certificate authority")
    assert "look at" not in said


def test_what_is_shown_for_a_key_makes_the_same_key_again() -> None:
    typed = typed_for(KEY)
    assert typed.texts["names"] == "home\n@"
    assert typed.texts["expires"] == "2026-12-05"
    wish = wish_of(typed, typed)
    assert wish["scope"] == {name: KEY["scope"][name] for name in ("zones", "names", "types")}
    assert (wish["unuseddays"], wish["domains_write"], wish["user_write"]) == (30, True, False)
    # the form shows the day alone, so what is not changed is not sent
    assert "expires" not in wish
    assert wish_of(typed)["expires"] == KEY["expires"]


def test_a_key_for_certificates_stays_one() -> None:
    key = KEY | {"scope": {"kind": "acme", "zones": ["first.org"]}}
    before = typed_for(key)
    typed = typed_in({"description": "lego", "zones": "second.org", "types": "A", "read_only": "y"}, before.kind)
    wish = wish_of(typed, before)
    assert wish["scope"] == {"kind": "acme", "zones": ["second.org"]}
    assert "domains_read" not in wish
    assert wish["expires"] == 0


def test_nothing_typed_narrows_nothing() -> None:
    wish = wish_of(typed_in({"description": "all"}))
    assert (wish["scope"], wish["expires"], wish["unuseddays"], wish["recordregex"]) == (None, 0, 0, "")


@pytest.mark.parametrize("text", ["tomorrow", "2026-02-30", "9999-12-31", "5.12.2026"])
def test_a_day_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        end_of_day(text)


@pytest.mark.parametrize("text", ["-1", "many", "1e3", "٣"])
def test_days_that_are_no_number_are_refused(text: str) -> None:
    with pytest.raises(Invalid):
        wish_of(typed_in({"unuseddays": text}))


def test_denials_stand_with_their_key() -> None:
    entries = [
        {"args": json.dumps([shown, what]), "time": time, "address": address}
        for shown, what, time, address in (
            ("A", "TXT www.a.org", 2, "192.0.2.1"),
            ("B", "x", 1, None),
            ("A", "y", 1, ""),
        )
    ]
    found = denials_by_key(entries)
    assert found == {"A": [Denial(2, "TXT www.a.org", "192.0.2.1"), Denial(1, "y", "")], "B": [Denial(1, "x", "")]}


def test_lines_to_paste_are_safe_whatever_a_name_holds() -> None:
    account = Account("https://api.example", "o'hara+x@example.org", "KEY", ["grün.example"])
    by_name = {client.name: [lines.text for lines in client.lines] for client in clients(account)}
    assert set(by_name) == {"lego", "certbot", "acme.sh", "Caddy", "Traefik"}
    for lego in by_name["lego"]:
        assert "HTTPREQ_USERNAME='o'\"'\"'hara+x@example.org'" in lego
        assert "-d xn--grn-ioa.example -d '*.xn--grn-ioa.example'" in lego
    # on a command line everybody on the machine could read it
    assert [("KEY" in text) for text in by_name["certbot"]] == [True, False, False]
    assert "dns acmeproxy https://api.example/1.0/external/httpreq {" in by_name["Caddy"][1]
    assert 'HTTPREQ_PASSWORD: "KEY"' in by_name["Traefik"][0]


@pytest.mark.parametrize(
    ("key", "ended"),
    [
        ({}, False),
        ({"expires": 1000}, True),
        ({"expires": 1001}, False),
        ({"unuseddays": 1, "lastused": 1000 - 86400}, True),
        ({"unuseddays": 1, "created": 1001 - 86400}, False),
        ({"unuseddays": 1, "created": 1, "lastused": 1000}, False),
    ],
)
def test_a_key_ends_with_its_day_or_when_nobody_uses_it(key: dict[str, int], ended: bool) -> None:
    assert has_ended({"expires": 0, "unuseddays": 0, "created": 1, "lastused": 0} | key, 1000) is ended
