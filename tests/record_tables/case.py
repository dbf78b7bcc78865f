"""How the tables of record contents are written, and the words they share."""

from dataclasses import dataclass

Form = str | tuple[str, str]


@dataclass(frozen=True, slots=True)
class Case:
    """One content as it may be sent.

    Attributes:
        type: record type as sent.
        content: content as sent.
        priority: priority as sent.
        accepted: whether it can be stored.
        canonical_content: what is stored then.
        reason_contains: a part of the sentence of the refusal otherwise.
    """

    type: str
    content: str
    priority: int | None
    accepted: bool
    canonical_content: str | None
    reason_contains: str | None


def good(record_type: str, *forms: Form, priority: int | None = None) -> list[Case]:
    """Contents that are stored: as sent, or in the second form of a pair."""
    pairs = [(form, form) if isinstance(form, str) else form for form in forms]
    return [Case(record_type, sent, priority, True, stored, None) for sent, stored in pairs]


def bad(record_type: str, reason: str, *contents: str, priority: int | None = None) -> list[Case]:
    """Contents that are refused with `reason` in the sentence."""
    return [Case(record_type, content, priority, False, None, reason) for content in contents]


SHA1 = "0123456789abcdef0123456789abcdef01234567"
SHA256 = "89abcdef01234567" * 4
SHA384 = "fedcba9876543210" * 6
SHA512 = "0011223344556677" * 8
KEY = "AQNRU3mG7TVTO2BkR47usntb102uFJtugbo6BSGvgqt4AQ=="
P256 = "mdsswUyr3DPW132mOi8V9xESWE8jTo0dxCjjnopKl+GqJxpVXckHAeF+KkxLbxILfDLUT0rAK9iUzy1L53eKGQ=="
LONG_LABEL = "l" * 63
LONGEST = ".".join(["l" * 61] * 4) + ".longs"
TOO_LONG = ".".join(["l" * 61] * 4) + ".longer"
FQDN = "valid FQDN"
NO_IP = "name not an IP"
BREAKS = "control characters"
EMPTY = "must not be empty"


HOSTS = ("mail.example.org", "a.b", "1.example.org", "x--y.example.org", "xn--bcher-kva.example", f"{LONG_LABEL}.org")
NOT_HOSTS = ("a..b", ".a.b", "-a.example.org", "a-.example.org", "a b.org", f"l{LONG_LABEL}.org", TOO_LONG, "a.b..")
INJECTED = ("a.b\n@ NS evil.", "a\r.b", "a.b\x00", "a.b\u2029c", "a.b\x85")
SMUGGLED = ("a.b ; NS evil", 'a.b"', "a.b\\", "$INCLUDE", "$GENERATE 1-3 $", "a.b (", "a.b. IN NS c.d.", "a.b$", "@")
