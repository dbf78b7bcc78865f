"""Codes of second factors: RFC 6238 to the letter, and what is typed."""

import pyotp
import pytest

from api.sign_in.codes import PLAIN_SHAPE, matching_steps, new_plain_code, new_totp_secret, plain_code, totp_address

# RFC 6238 Appendix B: the secret is the ASCII text 12345678901234567890; its last six of eight digits
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
VECTORS = [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (2000000000, "279037")]


@pytest.mark.parametrize(("seconds", "code"), VECTORS)
def test_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    assert matching_steps(SECRET, code, seconds * 1000) == [seconds // 30]


@pytest.mark.parametrize(("away", "is_right"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_be_wrong_by_one_step(away: int, is_right: bool) -> None:
    now = 1_234_567_890
    assert matching_steps(SECRET, "005924", (now + away * 30) * 1000) == ([now // 30] if is_right else [])


@pytest.mark.parametrize("typed", ["005924", " 005 924 ", "005\t924"])
def test_blanks_in_a_code_do_not_count(typed: str) -> None:
    assert matching_steps(SECRET, typed, 1_234_567_890_000) == [1_234_567_890 // 30]


@pytest.mark.parametrize("typed", ["", "5924", "0005924", "00592x", "٠٠٥٩٢٤", "-05924", "005924\n005924"])
def test_what_has_not_six_digits_is_no_code(typed: str) -> None:
    assert matching_steps(SECRET, typed, 1_234_567_890_000) == []


def test_secrets_and_written_codes_are_long_and_new_each_time() -> None:
    secrets = {new_totp_secret() for _ in range(100)}
    codes = {new_plain_code() for _ in range(100)}
    assert len(secrets) == len(codes) == 100
    assert all(len(pyotp.TOTP(secret).byte_secret()) == 20 for secret in secrets)
    assert all(PLAIN_SHAPE.fullmatch(code) for code in codes)


def test_a_written_code_is_read_in_any_case_and_in_its_shape_alone() -> None:
    assert plain_code(" ab12-cd34-ef56-7890 ") == "AB12-CD34-EF56-7890"
    for other in ("", "AB12-CD34-EF56", "AB12CD34EF567890", "GB12-CD34-EF56-7890", "AB12-CD34-EF56-7890-0000"):
        assert plain_code(other) is None


def test_an_app_is_told_whose_secret_it_keeps() -> None:
    address = totp_address(SECRET, "ana@example.org", "Zone host")
    assert address == f"otpauth://totp/Zone%20host:ana%40example.org?secret={SECRET}&issuer=Zone%20host"
    assert pyotp.parse_uri(address).secret == SECRET
