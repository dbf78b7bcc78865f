"""Which passwords and mail addresses are accepted."""

import pytest

from api.mail.addresses import parse_mail_address
from api.passwords import check_password
from core.errors import Invalid


@pytest.mark.parametrize(
    "password", ["a good long one", "Tr0ub4dor&3x", "ünïcödé wörds", "x1" * 4 + "abcdefg", "a" * 252 + "bcde"]
)
def test_a_good_password_is_accepted(password: str) -> None:
    check_password(password, "ana@people.example")


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("", "too short"),
        ("123456789", "too short"),
        ("a" * 253 + "bcde", "too long"),
        ("aaaaaaaaaaaa", "different"),
        ("121212121212", "different"),
        ("password123", "commonest"),
        ("PASSWORD123", "commonest"),
        ("qwertyuiop", "commonest"),
        ("Ana.Silva@People.example", "mail address"),
        ("ana.silva1", "mail address"),
    ],
)
def test_a_bad_password_is_refused_with_the_reason(password: str, reason: str) -> None:
    email = "ana.silva1@people.example" if password == "ana.silva1" else "ana.silva@people.example"
    with pytest.raises(Invalid, match=reason):
        check_password(password, email)


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ("Ana@People.Example", "ana@people.example"),
        (" a.b+c@x.example ", "a.b+c@x.example"),
        ("a@xn--bcher-kva.example", "a@xn--bcher-kva.example"),
        (f"{'a' * 64}@b.example", f"{'a' * 64}@b.example"),
    ],
)
def test_an_address_is_stored_in_lower_case(sent: str, stored: str) -> None:
    assert parse_mail_address(sent) == stored


@pytest.mark.parametrize(
    "text",
    [
        *("", "@", "a", "a@", "@b.example", "a@b", "a@@b.example", ".a@b.example", "a.@b.example", "a..b@c.example"),
        *("a b@c.example", '"a"@c.example', "a@b.example\nBcc: x", "a\x00@b.example", "ä@b.example", "a@b.example."),
        *("a@[192.0.2.1]", "<a@b.example>", "A <a@b.example>", "a@b.example,c@d.example", "a@bücher.example"),
        *("\ud800@b.example", f"{'a' * 65}@b.example", f"a@{'b.' * 130}example"),
    ],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="Email address is invalid"):
        parse_mail_address(text)
