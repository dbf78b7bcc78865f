"""The permissions a user can have (API 1.0 §7), in the order they are listed in."""

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

OF_NEW_USERS = ("domains_create",)
OF_ADMINISTRATORS = tuple(permission for permission in PERMISSIONS if permission not in RESTRICTING)

# what every full sign-in has besides; a key has those of its flags
OF_EVERY_SIGN_IN = frozenset({"domains_read", "domains_write", "user_read", "user_write"})

# and what a domain key has
OF_DOMAIN_KEY = frozenset({"domains_read"})
OF_WRITING_DOMAIN_KEY = frozenset({"domains_read", "domains_write"})
