"""The refusals of the document: by status, what they mean, which headers they have, and which operations give them."""

from api.openapi.operations import Operation
from api.openapi.schemas import REFERENCE, Schema

HEADERS: dict[str, Schema] = {
    "RequestId": {
        "description": "What the client named its request, or the id it is found by in the logs.",
        "schema": {"type": "string"},
    },
    "RateLimitLimit": {
        "description": "How many requests are allowed in the present window.",
        "schema": {"type": "integer"},
    },
    "RateLimitRemaining": {"description": "How many of them are left.", "schema": {"type": "integer"}},
    "RateLimitReset": {"description": "Unix time in seconds the window ends at.", "schema": {"type": "integer"}},
    "RetryAfter": {"description": "Seconds after which to try again.", "schema": {"type": "integer"}, "required": True},
    "Authenticate": {"description": "How to sign in.", "schema": {"type": "string"}, "required": True},
}

# of every answer
COMMON_HEADERS = {
    "X-Request-ID": "RequestId",
    "X-RateLimit-Limit": "RateLimitLimit",
    "X-RateLimit-Remaining": "RateLimitRemaining",
    "X-RateLimit-Reset": "RateLimitReset",
}

# by status: the name of the response, what it means, and further headers
REFUSALS: dict[int, tuple[str, str, dict[str, str]]] = {
    400: ("BadRequest", "The request cannot be accepted as it is, or names what is not there or not visible.", {}),
    401: ("NotSignedIn", "Nobody has signed in, or the credentials are wrong.", {"WWW-Authenticate": "Authenticate"}),
    403: ("NotAllowed", "Who asks is known and may not do this.", {}),
    404: ("UnknownPath", "There is no such path and verb, because a parameter has another form.", {}),
    405: ("NotServed", "The path is known, and what answers it does not do so now.", {}),
    412: ("Outdated", "The request was decided on a state that is no longer the present one.", {}),
    413: ("TooLarge", "The body is too large.", {}),
    429: ("TooMany", "Too many requests.", {"Retry-After": "RetryAfter"}),
    503: ("Away", "A part this needs is away for the moment.", {"Retry-After": "RetryAfter"}),
}


def header_references(names: dict[str, str]) -> dict[str, Schema]:
    """Return headers by reference to the components of the document."""
    return {header: {"$ref": f"#/components/headers/{name}"} for header, name in names.items()}


def refusal_responses() -> dict[str, Schema]:
    """Return the responses every refusal is described by, by name."""
    return {
        name: {
            "description": meaning,
            "headers": header_references(COMMON_HEADERS | further),
            "content": {"application/json": {"schema": {"$ref": f"{REFERENCE}Error"}}},
        }
        for name, meaning, further in REFUSALS.values()
    }


def refusals_of(operation: Operation) -> list[int]:
    """Return the statuses an operation may refuse with."""
    endpoint = operation.endpoint
    statuses = {429, 503}
    if not endpoint.is_public:
        statuses |= {400, 401, 403}
    if endpoint.body is not None or endpoint.parameters:
        statuses.add(400)
    if operation.path_parameters:
        statuses.add(404)
    if operation.verb != "get":
        # the whole body is read before it is known that nobody needs it
        statuses.add(413)
        if endpoint.level is not None:
            statuses.add(412)
    return sorted(statuses)
