"""The ways to sign in, as the document has them (API 1.0 §6)."""

from api.openapi.operations import Operation
from api.openapi.schemas import Schema
from api.permissions import OF_WRITING_DOMAIN_KEY


def _header(name: str, description: str) -> Schema:
    return {"type": "apiKey", "in": "header", "name": name, "description": description}


SCHEMES: dict[str, Schema] = {
    "basic": {
        "type": "http",
        "scheme": "basic",
        "description": "An e-mail address with its password or an API key, or a domain with one of its domain keys.",
    },
    "apiUser": _header("X-API-User", "The e-mail address an API key belongs to."),
    "apiKey": _header("X-API-Key", "An API key."),
    "domainName": _header("X-Domain", "The domain a domain key belongs to."),
    "domainKey": _header("X-Domain-Key", "A domain key."),
    "session": _header("X-Session-ID", "What `GET /1.0/session` answered."),
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "What `GET /1.0/session/jwt` answered.",
    },
    "secondFactor": _header("X-2FA-Key", "A code, where a password alone does not sign in."),
    "trustedDevice": _header("X-2FA-Device-ID", "The id of a trusted device, instead of a code."),
    "stepUp": _header("X-Admin-Token", "What `POST /1.0/session/admintoken` answered, where step-up is switched on."),
}

Requirements = list[dict[str, list[str]]]

PASSWORDS = (("basic",), ("basic", "secondFactor"), ("basic", "trustedDevice"), ("session",), ("bearer",))
API_KEY = ("apiUser", "apiKey")
DOMAIN_KEY = ("domainName", "domainKey")


def ways_to_sign_in(operation: Operation) -> Requirements:
    """Return the ways that open an operation, an empty list for a public one."""
    if operation.endpoint.is_public:
        return []
    ways: list[tuple[str, ...]] = [*PASSWORDS, API_KEY]
    if operation.is_administrative:
        if operation.verb != "get":
            ways += [(*way, "stepUp") for way in PASSWORDS]
    elif OF_WRITING_DOMAIN_KEY.issuperset(operation.permissions):
        ways.append(DOMAIN_KEY)
    return [{scheme: [] for scheme in way} for way in ways]
