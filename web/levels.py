"""What the levels of access to a zone include (API 1.0 §7)."""

LEVELS = ("none", "read", "write", "admin", "owner")

# what each allows, for people
MEANINGS = {
    "read": "may look at it",
    "write": "may change its records and settings",
    "admin": "may give others access to it as well",
    "owner": "may delete it, too",
}


def reaches(level: str, least: str) -> bool:
    """Return whether one level includes another."""
    return level in LEVELS and LEVELS.index(level) >= LEVELS.index(least)
