"""Who may use which path, derived from what each path says of itself: the law the authorisation matrix is held to.

It is written a second time here, from API 1.0 §6 and §7, and knows nothing of how the API enforces it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from flask import Flask

from api.app import create_app
from api.openapi.operations import Operation, operations
from core.settings import ApiSettings, Reader
from orchestration.local import environments
from orchestration.local.layout import DEFAULT_PORTS, Layout

# why somebody is refused; None for not at all
Refusal = Literal["nobody", "permission", "hidden", "level", "limits"] | None
Level = Literal["none", "read", "write", "admin", "owner"]

LEVELS: tuple[Level, ...] = ("none", "read", "write", "admin", "owner")
FLAGS = frozenset({"domains_read", "domains_write", "user_read", "user_write"})
OF_ADMINISTRATORS = frozenset(
    {"manage_domains", "manage_users", "manage_articles", "manage_blocks", "system_audit_log", "system_job_mgmt"}
    | {"system_service_mgmt", "system_stats", "domains_logs", "domains_stats", "domains_verify", "manage_permissions"}
    | {"impersonate_users", "domains_create"}
)

# paths that want a level on a domain they find by what the request carries
LEVEL_BY_BODY: Mapping[str, Level] = {
    "/1.0/external/httpreq/present": "write",
    "/1.0/external/httpreq/cleanup": "write",
    "/experimental/httpreq/present": "write",
    "/experimental/httpreq/cleanup": "write",
}

# paths whose right is the key in the path itself
KEY_IN_PATH = "{path_key}"

# what everybody may ask who has signed in, and what lists only what is the asker's own
OF_PASSKEYS = frozenset({"/1.0/session/2fa_passkey", "/1.0/session/2fa_passkey/options"})
NEEDS_NO_PERMISSION = OF_PASSKEYS | {
    "/1.0/session",
    "/1.0/session/2fa_push",
    "/1.0/session/2fa_push/check",
    "/1.0/session/admintoken",
    "/1.0/session/impersonation",
    "/1.0/session/jwt",
    "/1.0/userdata",
}
# what a domain key, which is nobody, may not ask
OF_USERS_ALONE = OF_PASSKEYS | {
    "/1.0/domains/deleted",
    "/1.0/domains/deleted/{domain_id}/restore",
    "/1.0/domains/labels",
}
DATA_VALUES = "/1.0/system/datavalue/"
LISTS_OF_DOMAINS = frozenset(
    f"/1.0{prefix}/{path}"
    for prefix in ("", "/admin")
    for path in ("domains", "domains/deleted", "domains/labels", "records")
)
# paths that find by its id a domain among those that are left to the key
AMONG_THOSE_OF_THE_KEY = frozenset(
    {"/1.0/domains/deleted/{domain_id}/restore", "/1.0/admin/domains/deleted/{domain_id}/restore"}
)

# what a limited key may end: the session it is used in
OF_THE_SESSION = frozenset({("delete", "/1.0/session")})


@dataclass(frozen=True)
class Actor:
    """Somebody who asks.

    Attributes:
        name: for the report.
        headers: what they sign in with.
        level: on the zone the matrix is about.
        access: the permissions that hold for them.
        has_admin_features: None without a key.
        limits: what their key is limited to: some records, or zones of which this is none.
        is_domain_key: whether a domain key of the zone is all they have.
    """

    name: str
    headers: Mapping[str, str]
    level: Level = "none"
    access: frozenset[str] = FLAGS
    has_admin_features: bool | None = False
    limits: Literal["records", "zones"] | None = None
    is_domain_key: bool = False


def application(directory: Path) -> Flask:
    """Return the application as the local stack configures it; nothing is connected to.

    Args:
        directory: for files the configuration names.
    """
    layout = Layout(directory)
    layout.prepare()
    layout.ports = dict(DEFAULT_PORTS)
    return create_app(ApiSettings.read(Reader(environments.of_api(layout))))


def all_operations(directory: Path) -> list[Operation]:
    """Return every path and verb of the API."""
    return list(operations(application(directory)))


def label(operation: Operation) -> str:
    """Return what an operation is called in a report."""
    return f"{operation.verb.upper()} {operation.path}"


def changes_something(operation: Operation) -> bool:
    """Tell whether an operation changes something, which some do that are asked for by GET."""
    return operation.verb != "get" or bool({"domains_write", "user_write"} & set(operation.permissions))


def level_of(operation: Operation) -> Level:
    """Return the level on a domain an operation wants.

    Raises:
        LookupError: it is about a domain and does not say.
    """
    said = operation.endpoint.level or LEVEL_BY_BODY.get(operation.path)
    if said is None and "{domain}" in operation.path:
        raise LookupError(f"{label(operation)} is about a domain and names no level")
    return said or "none"


def check_is_covered(operation: Operation) -> None:
    """Make sure the matrix knows what to expect of an operation.

    Raises:
        LookupError: it follows neither from what the operation says nor from the lists of this file.
    """
    level_of(operation)
    endpoint = operation.endpoint
    if endpoint.is_public or KEY_IN_PATH in operation.path:
        return
    is_known = operation.path in NEEDS_NO_PERMISSION or operation.path.startswith(DATA_VALUES)
    if not operation.permissions and not is_known:
        raise LookupError(f"{label(operation)} works for everybody who signs in, and is not known to")
    unknown = set(operation.permissions) - FLAGS - OF_ADMINISTRATORS
    if unknown:
        raise LookupError(f"{label(operation)} needs {unknown}, which nobody of the matrix has")
    is_of_domains = any(need.startswith("domains_") for need in operation.permissions)
    is_known = "{domain}" in operation.path or operation.path in {
        *LISTS_OF_DOMAINS,
        *LEVEL_BY_BODY,
        *AMONG_THOSE_OF_THE_KEY,
    }
    if is_of_domains and not is_known and endpoint.keeps_limits_of is not None:
        raise LookupError(f"{label(operation)} says that it keeps to the limits of keys: say here how it finds domains")


def expected(operation: Operation, actor: Actor, *, is_self: bool) -> Refusal:
    """Return why an actor is refused an operation on the zone, None if they are not.

    Args:
        operation: what they ask for.
        actor: who asks.
        is_self: whether a `{user}` in the path is the actor.
    """
    endpoint = operation.endpoint
    if endpoint.is_public:
        return None
    if not actor.headers or KEY_IN_PATH in operation.path:
        return "nobody"
    is_of_others = "{user}" in operation.path and not is_self
    is_administrative = operation.is_administrative or is_of_others
    wanted = {*operation.permissions, *({"manage_users"} if is_of_others else ())}
    if not wanted <= actor.access or (is_administrative and actor.has_admin_features is False):
        return "permission"
    if actor.limits is not None and (refusal := _limited(operation, actor)):
        return refusal
    if actor.is_domain_key and ("/domains/{domain}/keys" in operation.path or operation.path in OF_USERS_ALONE):
        return "permission"
    return _by_level(operation, actor)


def _limited(operation: Operation, actor: Actor) -> Refusal:
    kept = operation.endpoint.keeps_limits_of
    if (operation.verb, operation.path) in OF_THE_SESSION:
        return None
    if not changes_something(operation):
        is_list = "{domain}" not in operation.path and any(
            need.startswith("domains_") for need in operation.permissions
        )
        return "limits" if actor.limits == "zones" and is_list and kept is None else None
    if kept is None or (kept == "zones" and actor.limits == "records"):
        return "limits"
    if operation.path in AMONG_THOSE_OF_THE_KEY:
        return None
    # a key of other zones does not see this one; one of other records may change none of those that are asked for
    return None if actor.limits == "zones" and level_of(operation) != "none" else "limits"


def _by_level(operation: Operation, actor: Actor) -> Refusal:
    wanted = level_of(operation)
    if wanted == "none":
        return None
    if actor.limits == "zones":
        return "hidden"
    level = "owner" if operation.acts_on_all_domains else actor.level
    if level == "none":
        return "hidden"
    return None if LEVELS.index(level) >= LEVELS.index(wanted) else "level"


def refused(status: int, body: Mapping[str, Any]) -> Refusal:
    """Return why an answer refuses, None when it refuses nobody for who they are."""
    text = f"{body.get('error', '')} {body.get('errorData', '')}"
    if status == 401:
        return "nobody"
    if (status == 403 and body.get("error") != "Failed.") or "Admin features not permitted" in text:
        return "permission"
    if status != 400:
        return None
    for beginning, why in (
        ("Unknown domain: ", "hidden"),
        ("No matching domains found", "hidden"),
        ("You do not have the required access", "level"),
        ("This key is limited", "limits"),
        ("A key can not make, change or delete", "limits"),
    ):
        if text.startswith(beginning):
            return why  # type: ignore[return-value]
    return None
