"""What one step of a form leaves to the next: read by nobody else, nowhere else, and not for long."""

from collections.abc import Iterator

import pytest
from flask import Flask, session

from web.sealed import SealedSteps

STEP = {"email": "ana@people.example", "password": "a good long one 7"}


@pytest.fixture
def in_a_session() -> Iterator[None]:
    app = Flask(__name__)
    app.secret_key = "x" * 32
    with app.test_request_context():
        session["csrf_token"] = "one"
        yield


@pytest.mark.usefixtures("in_a_session")
def test_the_next_step_reads_what_was_sealed_and_nobody_else_does() -> None:
    steps = SealedSteps("secret", "sign in", 60)
    sealed = steps.seal(STEP)
    assert "good long" not in sealed
    assert steps.open(sealed) == STEP
    assert SealedSteps("other", "sign in", 60).open(sealed) is None
    assert SealedSteps("secret", "delete", 60).open(sealed) is None
    for broken in ("", "%%%", sealed[:-4], sealed[4:], "AAAA" * 20, "ü"):
        assert steps.open(broken) is None


@pytest.mark.usefixtures("in_a_session")
def test_a_step_is_over_after_its_time_and_in_another_session() -> None:
    over = SealedSteps("secret", "sign in", -1)
    assert over.open(over.seal(STEP)) is None
    steps = SealedSteps("secret", "sign in", 60)
    sealed = steps.seal(STEP)
    session["csrf_token"] = "another"
    assert steps.open(sealed) is None
