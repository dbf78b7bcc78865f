"""Second factors of people in tests: an authenticator app, and requests with a code."""

import time
from dataclasses import dataclass, field
from typing import Any

import pyotp

from tests.people import Person, basic, new_person, request_as
from tests.stack import Answer, Stack
from tests.waiting import until

STEP_SECONDS = 30


@dataclass
class App:
    """An authenticator app that shows each code once: the next one is waited for by choosing a later step.

    The platform tolerates a step either way, so three codes can be used in any half minute.
    """

    secret: str
    last_step: int = field(default=0)

    def code(self) -> str:
        """Return a code that is good now and was not used before."""

        def step() -> int | None:
            present = int(time.time()) // STEP_SECONDS
            return next((s for s in (present - 1, present, present + 1) if s > self.last_step), None)

        self.last_step = until(step, "a new code", STEP_SECONDS + 5)
        return pyotp.TOTP(self.secret).generate_otp(self.last_step)


@dataclass(frozen=True)
class Owner(Person):
    """A person who looks after their account in a session that was started by password."""

    session: str

    @property
    def headers(self) -> dict[str, str]:
        """What they sign in with."""
        return {"X-Session-ID": self.session}


def new_owner(stack: Stack) -> Owner:
    """Create a user nobody else uses, who has started a session."""
    person = new_person(stack)
    session = sign_in(person, "session").response["session"]
    return Owner(stack, person.email, person.password, person.key, person.reading_key, session)


def add_app(person: Person, description: str = "phone") -> tuple[App, int]:
    """Set up an authenticator app of a person, and return it with the id of the factor."""
    made = person.api("POST", "users/self/2fa", {"description": description, "type": "rfc6238"}).response
    app = App(made["key"])
    answer = person.api("POST", f"users/self/2fa/{made['id']}/verify", {"code": app.code()})
    assert answer.response == {"success": "Valid code provided."}
    return app, made["id"]


def sign_in(person: Person, path: str = "userdata", verb: str = "GET", **headers: Any) -> Answer:
    """Make a request with the password; words of header names are joined by underscores: `X_2FA_Key`."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return request_as(person.stack, basic(person.email, person.password) | sent, verb, path)


def forget_factors(person: Person) -> None:
    """Take away everything a person has beside their password, so that the next story starts anew."""
    for table in ("second_factors", "trusted_devices", "passkeys"):
        person.stack.sql(f"DELETE t FROM {table} t JOIN users u ON u.id = t.user_id WHERE email = '{person.email}';")
