"""Codes of second factors: those of an app (TOTP, RFC 6238) and those that are written down (API 1.0 §6.5)."""

import re
from hmac import compare_digest
from secrets import token_hex

import pyotp

# RFC 6238 §4 with the values every app understands: SHA-1, six digits, a code for each half minute
STEP_MILLISECONDS = 30_000
DIGITS = 6
SECRET_CHARACTERS = 32
# how many steps a clock may be wrong, either way
TOLERATED_STEPS = 1

PLAIN_SHAPE = re.compile(r"[0-9A-F]{4}(-[0-9A-F]{4}){3}")


def new_totp_secret() -> str:
    """Return a new secret to share with an app: 160 random bits in base32, as RFC 4226 §4 recommends."""
    return pyotp.random_base32(SECRET_CHARACTERS)


def matching_steps(secret: str, code: str, now: int) -> list[int]:
    """Return the time steps for which a code is right, of those that are tolerated now.

    Args:
        secret: in base32.
        code: as it was typed; blanks do not count.
        now: Unix milliseconds.
    """
    digits = "".join(code.split())
    if not re.fullmatch(rf"[0-9]{{{DIGITS}}}", digits, re.ASCII):
        return []
    totp = pyotp.TOTP(secret, digits=DIGITS, interval=STEP_MILLISECONDS // 1000)
    present = now // STEP_MILLISECONDS
    steps = range(present - TOLERATED_STEPS, present + TOLERATED_STEPS + 1)
    # all are compared, however early one is right
    return [step for step in steps if compare_digest(totp.generate_otp(step), digits)]


def code_as_text(code: str | int | None) -> str:
    """Return a code from a body, empty if there is none; as a number it has lost the zeros it began with."""
    return f"{code:0{DIGITS}d}" if isinstance(code, int) else (code or "").strip()


def totp_address(secret: str, email: str, issuer: str) -> str:
    """Return the `otpauth:` address a QR code for an app holds."""
    return pyotp.TOTP(secret, digits=DIGITS).provisioning_uri(name=email, issuer_name=issuer)


def new_plain_code() -> str:
    """Return a new code to be written down: 64 random bits in the shape API 1.0 has."""
    digits = token_hex(8).upper()
    return "-".join(digits[start : start + 4] for start in range(0, 16, 4))


def plain_code(text: str) -> str | None:
    """Return the code that somebody typed as it was given out, None if it has another shape."""
    typed = text.strip().upper()
    return typed if PLAIN_SHAPE.fullmatch(typed) else None
