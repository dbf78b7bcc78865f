"""What an answer of the API means to a page."""

from typing import Any

import pytest

from core.errors import Conflict, Invalid, NotAllowed, NotFound, Refusal, TryLater
from web.api_client.refusals import ElevationRequired, SignedOut, TooMany, refusal_of
from web.api_client.wire import path_of


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, Invalid),
        (401, SignedOut),
        (403, NotAllowed),
        (404, NotFound),
        (412, Conflict),
        (413, Invalid),
        (429, TooMany),
        (500, TryLater),
        (503, TryLater),
    ],
)
def test_a_status_is_a_kind_of_refusal(status: int, kind: type[Refusal]) -> None:
    refusal = refusal_of(status, {"error": "No.", "errorData": ["Because."]}, None)
    assert type(refusal) is kind
    assert (refusal.message, refusal.detail) == ("No.", ["Because."])


def test_a_reason_that_is_no_list_is_one_of_its_own() -> None:
    assert refusal_of(400, {"error": "No.", "errorData": "Because."}, None).detail == ["Because."]


def test_an_administrator_who_must_step_up_is_told_apart_from_one_who_may_not() -> None:
    refusal = refusal_of(403, {"error": "No.", "admin_elevation": "required"}, None)
    assert isinstance(refusal, ElevationRequired)


def test_a_missing_second_factor_says_what_it_may_be() -> None:
    body: dict[str, Any] = {"error": "No.", "login_error": "2fa_required", "2fa_methods": ["code", "passkey"]}
    refusal = refusal_of(401, body, None)
    assert isinstance(refusal, SignedOut)
    assert (refusal.login_error, refusal.methods) == ("2fa_required", ["code", "passkey"])


@pytest.mark.parametrize(("header", "seconds"), [("17", 17), (None, 60), ("soon", 60)])
def test_too_many_requests_say_when_to_come_back(header: str | None, seconds: int) -> None:
    refusal = refusal_of(429, {"error": "No."}, header)
    assert isinstance(refusal, TooMany)
    assert refusal.seconds == seconds


def test_a_name_with_a_slash_or_a_question_mark_ends_no_part_of_a_path() -> None:
    assert path_of("domains", "0/25.2.0.192.in-addr.arpa", "records") == "domains/0%2F25.2.0.192.in-addr.arpa/records"
    assert path_of("domains", "a?b#c%", 7) == "domains/a%3Fb%23c%25/7"


@pytest.mark.parametrize("part", ["", ".", ".."])
def test_a_part_that_would_lead_elsewhere_is_nothing(part: str) -> None:
    with pytest.raises(NotFound):
        path_of("domains", part, "records")
