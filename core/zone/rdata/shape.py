"""What holds for the content and priority of records of all types, before the type looks at them."""

import re

from core.errors import Invalid
from core.zone.rdata.record_data import PRIORITY_TYPES

LONGEST_CONTENT = 65535
# A record has to fit into one message of a zone transfer together with its owner, the question and a
# signature (RFC 5936 §2.2), so not all of the 65535 octets of RFC 1035 §3.2.1 can be used.
LONGEST_RDATA = 60000

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def checked_content(content: str, is_text: bool) -> str:
    """Return content without blanks around it, after the checks that are the same for all types.

    Args:
        content: as sent.
        is_text: control characters are data and not an error.

    Raises:
        Invalid: empty, too long, or with characters that cannot be stored or rendered.
    """
    text = content.strip(" \t\r\n")
    if not text or (text == "0" and not is_text):
        raise Invalid("Content must not be empty.")
    if len(text) > LONGEST_CONTENT:
        raise Invalid(f"Content must not be longer than {LONGEST_CONTENT} characters.")
    if text.isascii() and text.isprintable():
        return text
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise Invalid("Content must be valid Unicode; it has a lone surrogate.") from error
    if not is_text:
        text = text.replace("\t", " ")
        if _CONTROLS.search(text):
            raise Invalid("Content must not have line breaks or other control characters.")
    return text


def checked_priority(record_type: str, priority: int | None) -> None:
    """Refuse a priority where there is none, a missing one, and one that is no 16-bit number.

    Raises:
        Invalid: with the sentences of API 1.0.
    """
    if record_type not in PRIORITY_TYPES:
        if priority is not None:
            raise Invalid(f"Priority should not be set for records of type: {record_type}")
        return
    if priority is None:
        raise Invalid(f"Records of {record_type} require a priority.")
    if isinstance(priority, bool) or not isinstance(priority, int):
        raise Invalid("Priority must be numeric.")
    if not 0 <= priority <= 65535:
        raise Invalid("Priority must be a number from 0 to 65535.")
