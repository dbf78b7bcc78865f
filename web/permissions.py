"""The permissions a user can have (API 1.0 §7), as they are explained to those who give them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Permission:
    """What the API calls it, what people call it, and what it lets somebody do."""

    name: str
    title: str
    explanation: str


GROUPS: tuple[tuple[str, tuple[Permission, ...]], ...] = (
    (
        "Their own zones",
        (
            Permission("domains_create", "Create zones", "Without it they work on zones others share with them."),
            Permission("domains_stats", "Statistics", "See how often their zones are asked for."),
            Permission("domains_logs", "Logs", "Read what the name server says of their zones."),
            Permission("domains_verify", "Verification", "Have the delegation of their zones looked at."),
        ),
    ),
    (
        "Their account",
        (
            Permission("2fa_push", "Second factor by push", "Confirm a sign-in on a device that asks."),
            Permission(
                "admin_managed_user",
                "Looked after",
                "Takes something away: administrators alone change their mail address and password.",
            ),
        ),
    ),
    (
        "Looking after others",
        (
            Permission("manage_users", "Users", "See, change, suspend and delete every account."),
            Permission("manage_permissions", "Permissions", "Give and take permissions, also of their own account."),
            Permission("impersonate_users", "Act for users", "Do in the name of a user whatever that user may do."),
            Permission("manage_domains", "All zones", "Read, change and delete every zone, whoever owns it."),
            Permission("manage_articles", "Articles", "Write what stands on the front page."),
            Permission("manage_blocks", "Block lists", "Say which names may not be signed up with or added."),
        ),
    ),
    (
        "Running the platform",
        (
            Permission("system_stats", "Platform statistics", "See the queries of all servers and zones."),
            Permission("system_job_mgmt", "Jobs", "See what workers did, and have it done again."),
            Permission("system_service_mgmt", "Services", "See how the services are, and read their logs."),
            Permission("system_audit_log", "Audit log", "Read everything that anybody did."),
        ),
    ),
)

# it takes rights away, so it is not among all that can be given at once
RESTRICTING = "admin_managed_user"

NAMES = tuple(permission.name for _title, permissions in GROUPS for permission in permissions)
