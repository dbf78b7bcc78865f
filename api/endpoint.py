"""What a path of the API is: who may use it, what it takes and what it answers; said once, beside the function.

Signing in enforces it, the OpenAPI document shows it, and the authorisation tests are generated from it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

from flask import Flask

from api.body import Body

View = TypeVar("View", bound=Callable[..., Any])
Level = Literal["read", "write", "admin", "owner"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter in the query string, a header or the path; `schema` is a type, such as `int` or `Literal["a", "b"]`.

    Those of the path need to be named only where their name and converter do not say enough.
    """

    name: str
    description: str
    schema: Any = str
    place: Literal["query", "header", "path"] = "query"
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A path and verb of the API.

    A path parameter `user` names an account, as `self` or by id; somebody else's is for administrators with
    `manage_users` only.

    Attributes:
        summary: what it does, in one sentence without a full stop.
        needs: the permissions an actor must have (API 1.0 §7).
        level: the least access level to the domain in the path, None where that does not apply.
        is_public: whether it works without signing in; bad credentials do not matter then.
        is_attempt: whether it takes a secret or sends a mail, so that it is limited by network.
        needs_second_factor: whether a right password does not suffice, for those who have a second factor.
        is_administrative: whether a key needs `admin_features` for it, and changing something an elevation.
        body: what stands under `data` in the body.
        beside: what may stand beside `data` in the body.
        keeps_limits_of: the limits of keys (API 1.0 §6.2) it keeps to by itself: those of `records`, which are all, or
            those of `zones`: the whole of one domain is changed, or the others are left out of what is shown. A key
            that is limited further is refused, so that a path nobody thought about lets no limited key change anything.
        is_flat: whether the body is not wrapped in `data`.
        answer: the type of what stands under `response`, None for nothing.
        members: a TypedDict of further members of the envelope, None for none.
        media_type: what it answers instead of the envelope; `answer` is then the type of the whole content.
        statuses: what else it answers with, by status: each a sentence that says when.
        parameters: of the query string, headers, and path.
        description: more about it, in Markdown.
    """

    summary: str
    needs: tuple[str, ...] = ()
    level: Level | None = None
    is_public: bool = False
    is_attempt: bool = False
    needs_second_factor: bool = True
    is_administrative: bool = False
    keeps_limits_of: Literal["records", "zones"] | None = None
    body: type[Body] | None = None
    beside: type[Body] | None = None
    is_flat: bool = False
    answer: Any = None
    members: Any = None
    media_type: str = ""
    statuses: Mapping[int, str] = field(default_factory=dict)
    parameters: tuple[Parameter, ...] = ()
    description: str = ""

    def __call__(self, view: View) -> View:
        """Say it of a function; goes below the decorators that give it its paths."""
        view.endpoint = self  # type: ignore[attr-defined]
        return view


def endpoint_of(view: Callable[..., Any]) -> Endpoint:
    """Return what was said of a function.

    Raises:
        LookupError: nothing was, which is a mistake in the code.
    """
    found = getattr(view, "endpoint", None)
    if not isinstance(found, Endpoint):
        raise LookupError(  # noqa: TRY004 - not a wrong type: something was left out
            f"{view.__module__}.{view.__qualname__} does not say what it is: see api/endpoint.py"
        )
    return found


def check_endpoints(app: Flask) -> None:
    """Make sure something is said of every path, before the first request.

    Raises:
        LookupError: there is one of which nothing is said.
    """
    for view in app.view_functions.values():
        endpoint_of(view)
