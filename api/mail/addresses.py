"""Which mail addresses an account may have."""

import re

from core.errors import Invalid
from core.zone.names import parse_zone_name

LONGEST_ADDRESS = 250
# RFC 5321 §4.5.3.1.1
LONGEST_LOCAL_PART = 64
# dot-atom of RFC 5322 §3.2.3; quoted local parts are refused, which nobody has and which hide other addresses
LOCAL_PART = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*")


def parse_mail_address(text: str) -> str:
    """Return a mail address as it is stored: in lower case.

    Raises:
        Invalid: it is none, or one with characters beyond ASCII.
    """
    address = text.strip().lower()
    local_part, at, domain = address.rpartition("@")
    is_well_formed = at and len(address) <= LONGEST_ADDRESS and len(local_part) <= LONGEST_LOCAL_PART
    if not is_well_formed or not LOCAL_PART.fullmatch(local_part) or not _is_domain(domain):
        raise Invalid(
            "Email address is invalid.",
            ["It must be like name@example.org; a domain beyond ASCII is written in its xn-- form."],
        )
    return address


def _is_domain(text: str) -> bool:
    try:
        return text.isascii() and parse_zone_name(text) == text
    except Invalid:
        return False
