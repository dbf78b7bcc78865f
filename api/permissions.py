"""The permissions a user can have (API 1.0 §7), in the order they are listed in."""

from collections.abc import Iterable

from core.settings import SettingsError

PERMISSIONS = (
    "system_stats",
    "domains_logs",
    "domains_stats",
    "domains_verify",
    "manage_domains",
    "domains_create",
    "manage_users",
    "manage_permissions",
    "impersonate_users",
    "system_service_mgmt",
    "system_job_mgmt",
    "manage_articles",
    "2fa_push",
    "admin_managed_user",
    "manage_blocks",
    "system_audit_log",
)

# this one takes rights away, so an administrator does not get it
RESTRICTING = frozenset({"admin_managed_user"})

OF_ADMINISTRATORS = tuple(permission for permission in PERMISSIONS if permission not in RESTRICTING)

# what gives power over others: only somebody who has all of these may change or delete the account of one who has them
OVER_OTHERS = frozenset(
    {"manage_domains", "manage_users", "manage_permissions", "impersonate_users", "system_service_mgmt"}
    | {"system_job_mgmt", "system_audit_log"}
)
# what a user keeps who has not accepted the terms (API 1.0 §6.7)
WITHOUT_TERMS = frozenset({"user_read", "user_write", "admin_managed_user"})

# what every full sign-in has besides; a key has those of its flags
OF_EVERY_SIGN_IN = frozenset({"domains_read", "domains_write", "user_read", "user_write"})

# and what a domain key has
OF_DOMAIN_KEY = frozenset({"domains_read"})
OF_WRITING_DOMAIN_KEY = frozenset({"domains_read", "domains_write"})


def check_known(permissions: Iterable[str]) -> None:
    """Make sure the permissions of new users are ones there are, at the start.

    Raises:
        SettingsError: one is not.
    """
    unknown = [name for name in permissions if name not in PERMISSIONS]
    if unknown:
        raise SettingsError(f"REGISTER_PERMISSIONS: {', '.join(unknown)}: expected some of {', '.join(PERMISSIONS)}")
