"""Pages of the list of domains: searched, filtered, sorted, counted; labels and notes; those of administrators."""

import uuid
from typing import Any

import pytest

from tests.administration import as_admin
from tests.people import Person, new_person, request_as
from tests.stack import Stack

STATES = ("publishing", "problem", "signing", "spreading", "live", "disabled")


@pytest.fixture(scope="module")
def mark() -> str:
    """Give what is part of the name of every domain of these tests."""
    return f"z{uuid.uuid4().hex[:8]}"


@pytest.fixture(scope="module")
def owner(stack: Stack, mark: str) -> Person:
    """Give somebody with six domains of known names and labels, the last of them disabled."""
    person = new_person(stack)
    for name in names(mark):
        created = person.api("POST", "domains?wait=30", {"domain": name, "dnssecpolicy": "none"})
        assert created.response["status"]["state"] == "live", created.body
    a, b, c, *_others, last = names(mark)
    person.api("POST", f"domains/{b}", {"labels": ["clients", 'a "quoted" one']})
    person.api("POST", f"domains/{c}?wait=30", {"aliasof": a})
    labelled = person.api("POST", f"domains/{a}?wait=30", {"labels": ["clients", "Über uns"], "notes": "Paid."})
    assert labelled.response["status"]["state"] == "live", labelled.body
    person.api("POST", f"domains/{last}", {"disabled": True})
    return person


def names(mark: str) -> list[str]:
    """Return the names, in the order of their ASCII forms."""
    return [f"a.{mark}.org", f"b.{mark}.org", f"c.{mark}.org", f"d_e.{mark}.net", f"z.{mark}.org", f"bücher.{mark}.org"]


def page(person: Person, query: str) -> dict[str, Any]:
    found: dict[str, Any] = person.api("GET", f"domains?{query}").response
    return found


def found(person: Person, query: str) -> list[str]:
    return [domain["domain"] for domain in page(person, query)["domains"]]


def in_ascii_order(mark: str) -> list[str]:
    return [*names(mark)[:4], names(mark)[5], names(mark)[4]]


def test_pages_together_are_the_whole_list(owner: Person, mark: str) -> None:
    parts = [page(owner, f"page={number}&per_page=4") for number in (1, 2, 3)]
    assert [[domain["domain"] for domain in part["domains"]] for part in parts] == [
        in_ascii_order(mark)[:4],
        in_ascii_order(mark)[4:],
        [],
    ]
    assert parts[1]["pagination"] == {"page": 2, "per_page": 4, "total": 6, "pages": 2}
    assert list(owner.api("GET", "domains").response) == in_ascii_order(mark)


def test_a_domain_on_a_page_says_what_a_list_shows(owner: Person, mark: str) -> None:
    domain = page(owner, f"page=1&records=1&search=a.{mark}")["domains"][0]
    whole = owner.api("GET", f"domains/a.{mark}.org").response
    status = owner.api("GET", f"domains/a.{mark}.org/status").response
    assert domain == {
        "id": whole["id"],
        "domain": whole["domain"],
        "access": "owner",
        "disabled": False,
        "state": "live",
        "serial": whole["SOA"]["serial"],
        "created_at": pytest.approx(status["saved_at"], abs=5),
        "changed_at": status["saved_at"],
        "visible_at": status["visible_at"],
        "last_error": None,
        "dnssecpolicy": "none",
        "aliasof": None,
        "verification": {"state": "unknown", "time": 0},
        "dnssec": {"state": "unknown"},
        "records": 2,
        "labels": ["clients", "Über uns"],
    }
    assert page(owner, f"page=1&search=c.{mark}")["domains"][0]["aliasof"] == f"a.{mark}.org"


@pytest.mark.parametrize(
    ("search", "numbers"),
    [
        ("BÜCH", [5]),
        ("bu\u0308cher", [5]),
        ("ücher.{mark}.o", [5]),
        ("cher.{mark}", [5]),
        ("xn--BCH", [5]),
        ("{mark}.NET", [3]),
        ("d_e", [3]),
        ("%", []),
        ("-", [5]),
        ("üü", []),
        ("{mark}", [0, 1, 2, 3, 5, 4]),
        ("", [0, 1, 2, 3, 5, 4]),
    ],
)
def test_a_part_of_a_name_is_found_however_it_is_typed(
    owner: Person, mark: str, search: str, numbers: list[int]
) -> None:
    wanted = [names(mark)[number] for number in numbers]
    assert found(owner, f"page=1&search={search.format(mark=mark)}".replace("%", "%25")) == wanted


def test_states_are_counted_whichever_the_page_is_of(owner: Person, mark: str) -> None:
    whole = page(owner, f"page=1&search={mark}.org")
    assert tuple(whole["counts"]) == STATES
    assert (whole["counts"]["disabled"], sum(whole["counts"].values())) == (1, 5)
    disabled = page(owner, f"state=disabled&search={mark}.org")
    assert disabled["counts"] == whole["counts"]
    assert [domain["domain"] for domain in disabled["domains"]] == [names(mark)[-1]]
    assert disabled["pagination"]["total"] == 1
    assert found(owner, "state=problem") == []


def test_what_is_not_everywhere_yet_is_late(stack: Stack, owner: Person, mark: str) -> None:
    stack.stop("worker")
    try:
        owner.api("POST", f"domains/b.{mark}.org/sync", {})
        assert found(owner, "state=late") == found(owner, "state=publishing") == [f"b.{mark}.org"]
        assert found(owner, "sort=state")[0] == f"b.{mark}.org"
        assert found(owner, "sort=-state")[0] == names(mark)[-1]
        assert found(owner, "sort=-changed_at")[0] == f"b.{mark}.org"
        assert found(owner, "sort=changed_at")[-1] == f"b.{mark}.org"
    finally:
        stack.start("worker")
        stack.wait_until_all_answer()


def test_labels_are_given_found_and_counted(owner: Person, mark: str) -> None:
    assert found(owner, "label=clients") == names(mark)[:2]
    assert found(owner, "label=über uns") == names(mark)[:1]
    assert found(owner, 'label=a "quoted" one') == names(mark)[1:2]
    assert found(owner, "label=quoted") == found(owner, "label=client") == []
    assert owner.api("GET", "domains/labels").response == {
        "labels": [
            {"label": 'a "quoted" one', "domains": 1},
            {"label": "clients", "domains": 2},
            {"label": "Über uns", "domains": 1},
        ]
    }
    whole = owner.api("GET", f"domains/a.{mark}.org").response
    assert (whole["labels"], whole["notes"]) == (["clients", "Über uns"], "Paid.")
    assert whole["userdata"] == {"zonehost/labels": '["clients", "Über uns"]', "zonehost/notes": "Paid."}


def test_labels_are_cleaned_and_taken_away(owner: Person, mark: str) -> None:
    path = f"domains/d_e.{mark}.net"
    changed = owner.api("POST", path, {"labels": [" web ", "Web", "api"]}).response
    assert changed["labels"] == ["api", "web"]
    assert owner.api("POST", path, {"userdata": {"zonehost/labels": '["x"]'}}).response["labels"] == ["x"]
    # a label is not found by what stands behind a quote within it
    owner.api("POST", path, {"labels": ['say "b', "c"]})
    assert (found(owner, "label=b"), found(owner, "label=c")) == ([], [f"d_e.{mark}.net"])
    cleared = owner.api("POST", path, {"labels": [], "notes": ""}).response
    assert (cleared["labels"], cleared["userdata"]) == ([], {})


@pytest.mark.parametrize(
    "labels",
    [[""], ["  "], ["a" * 41], ["a\nb"], [f"l{n}" for n in range(21)], ["\ud800"]],
    ids=lambda labels: ascii(labels)[:20],
)
def test_labels_that_are_none_are_refused_and_nothing_is_kept(owner: Person, mark: str, labels: list[str]) -> None:
    path = f"domains/a.{mark}.org"
    before = owner.api("GET", path).response
    assert owner.api("POST", path, {"labels": labels, "notes": "other"}).status == 400
    assert owner.api("GET", path).response == before


def test_readers_label_domains_for_themselves_alone(stack: Stack, owner: Person, mark: str) -> None:
    reader = new_person(stack)
    owner.api("POST", f"domains/z.{mark}.org/access", {"access": {reader.email: "read"}})
    labelled = reader.api("POST", f"domains/z.{mark}.org", {"labels": ["mine"], "notes": "seen"})
    assert (labelled.status, labelled.response["labels"]) == (200, ["mine"])
    assert found(reader, "label=mine") == found(reader, "level=read") == [f"z.{mark}.org"]
    assert found(owner, "label=mine") == found(owner, "level=read") == found(reader, "level=owner") == []
    assert reader.api("POST", f"domains/z.{mark}.org", {"labels": ["mine"], "disabled": True}).status == 400


def test_administrators_have_all_domains_with_their_users(stack: Stack, owner: Person, mark: str) -> None:
    answer = as_admin(stack, "GET", f"admin/domains?page=1&search=b.{mark}&records=1").response
    (domain,) = answer["domains"]
    assert (domain["access"], domain["users"], domain["records"]) == ("none", {owner.email: "owner"}, 2)
    assert domain["userinfo"] == {owner.email: {"avatar": "gravatar"}}
    assert "labels" not in domain
    everything = as_admin(stack, "GET", "admin/domains?per_page=1").response
    assert everything["pagination"]["total"] == len(as_admin(stack, "GET", "admin/domains").response)
    of_owner = as_admin(stack, "GET", f"admin/domains?user={owner.email[:12]}").response
    assert [domain["domain"] for domain in of_owner["domains"]] == in_ascii_order(mark)
    assert as_admin(stack, "GET", f"admin/domains?user={owner.email}x").response["domains"] == []


@pytest.mark.parametrize(
    "query",
    [
        *(
            "page=0",
            "per_page=1001",
            "page=x",
            "sort=id",
            "state=gone",
            "level=none",
            "user=a",
            "page=1&contains=x.org",
        ),
        *("page=1&content=x", "page=1&search=%00", f"page=1&search={'a' * 251}", "label=%0a", "page=1&extra=1"),
    ],
)
def test_what_cannot_be_understood_is_refused(owner: Person, query: str) -> None:
    refused = owner.api("GET", f"domains?{query}")
    assert (refused.status, bool(refused.body["error"])) == (400, True)


def test_administrators_filter_by_user_and_not_by_what_they_are_not(stack: Stack) -> None:
    assert as_admin(stack, "GET", "admin/domains?level=owner").status == 400
    assert as_admin(stack, "GET", "admin/domains?label=x").status == 400


def test_a_domain_key_has_one_domain_on_its_page(stack: Stack, owner: Person, mark: str) -> None:
    made = owner.api("POST", f"domains/a.{mark}.org/keys", {"description": "one"}).response
    key = next(iter(made))
    headers = {"X-Domain": f"a.{mark}.org", "X-Domain-Key": key}
    listed = request_as(stack, headers, "GET", "domains?page=1").response
    assert [domain["domain"] for domain in listed["domains"]] == [f"a.{mark}.org"]
    assert "labels" not in listed["domains"][0]
    assert request_as(stack, headers, "GET", "domains/labels").status == 403
    assert request_as(stack, headers, "GET", "domains?level=read").status == 400
