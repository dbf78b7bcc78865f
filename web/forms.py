"""What the pages with forms have in common."""

from core.errors import Refusal
from web.api_client import TooMany


def status_of(refusal: Refusal | None) -> int:
    """Return the status of HTTP a form is shown with, alone or below a refusal of what was typed into it."""
    if refusal is None:
        return 200
    return 429 if isinstance(refusal, TooMany) else 422
