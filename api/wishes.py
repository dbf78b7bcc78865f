"""What a request wishes beside its body, in its headers and query string: conditions, rehearsals, pages."""

from collections.abc import Iterable

from flask import request

from api.body import is_true
from api.conditions import NONE, Conditions
from api.endpoint import Parameter
from api.paging import MOST_PER_PAGE, Page
from core.errors import Invalid

IF_MATCH = Parameter(
    "If-Match",
    "Tags of the state the change was decided on, or `*`; if the present one is none of them, the answer is 412 with "
    "the present state and nothing is changed.",
    place="header",
)
IF_NONE_MATCH = Parameter(
    "If-None-Match",
    "Tags of the states the client has kept; if the present one is among them, the answer is 304 and empty.",
    place="header",
)
# what is answered then, for the description of a path
KNOWN = {304: "The client has kept the present state."}
OVERTAKEN = {412: "The present state is not one the change was decided on; `errorData` has its serial and its `etag`."}
DRY_RUN = Parameter("dry_run", "Answer what would be changed, the warnings and the next serial; save nothing.", bool)
PAGE = Parameter("page", "Which page, from 1.", int)
PER_PAGE = Parameter("per_page", f"How many to a page, from 1 to {MOST_PER_PAGE}.", int)


def read_conditions() -> Conditions:
    """Return what the present request depends on; tags are compared weakly for reading, strongly for writing."""
    if request.method == "GET":
        if "If-None-Match" not in request.headers:
            return NONE
        tags = request.if_none_match
        return Conditions(known=frozenset({"*"}) if tags.star_tag else _texts(tags.as_set(include_weak=True)))
    if "If-Match" not in request.headers:
        return NONE
    tags = request.if_match
    return Conditions(expected=_texts(tags.as_set()), accepts_any=tags.star_tag)


def _texts(tags: Iterable[str | None]) -> frozenset[str]:
    # where a list of tags has nothing between two commas, werkzeug reads None
    return frozenset(tag for tag in tags if tag is not None)


def wishes_rehearsal() -> bool:
    """Tell whether the request wants to know what would happen, and nothing to happen."""
    return is_true(request.args.get("dry_run", ""))


def wished_page(usual: int) -> Page:
    """Return the page the request wants.

    Args:
        usual: how many things there are to a page if it does not say.

    Raises:
        Invalid: `page` or `per_page` is no such number.
    """
    return Page(_number("page", 1, 2**31), _number("per_page", usual, MOST_PER_PAGE))


def _number(name: str, usual: int, most: int) -> int:
    text = request.args.get(name)
    if text is None:
        return usual
    if not (text.isascii() and text.isdigit() and len(text) <= 10 and 1 <= int(text) <= most):
        raise Invalid(f"{name} must be a whole number from 1 to {most}, not {text!r}.")
    return int(text)
