"""Where the pages lead to: one place for what stands in the header, the menus and the tabs of a zone."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import request, url_for

from web.visit import Visitor, visitor


@dataclass(frozen=True, slots=True)
class Item:
    """A way to another page."""

    text: str
    address: str
    is_here: bool = False


# endpoint and text; `needs` names the permission somebody needs for it to be of use
MAIN = (("zones.show", "Zones", ""), ("find.show", "Find records", ""))
OWN: tuple[tuple[str, str], ...] = (
    ("profile.show", "Your account"),
    ("security.show", "Sign-in and security"),
    ("own_keys.show", "API keys"),
)
FOOT: tuple[tuple[str, str], ...] = ()
OF_PROFILE = (
    ("profile.show", "Details"),
    ("security.show", "Sign-in and security"),
    ("own_keys.show", "API keys"),
    ("own_statistics.show", "Statistics"),
    ("appearance.show", "Appearance"),
    ("activity.show", "Activity"),
)
OF_ZONE = (
    ("zone.show", "Overview"),
    ("records.show", "Records"),
    ("history.show", "History"),
    ("zone_files.show", "Import / Export"),
    ("access.show", "Access"),
    ("zone_keys.show", "Keys"),
    ("hooks.show", "Webhooks"),
    ("statistics.show", "Statistics"),
    ("zone_log.show", "Log"),
)
# tabs that are of no use without a permission
NEEDS = {"statistics.show": "domains_stats", "own_statistics.show": "domains_stats"}


# the sections of the administration; each is of use to who has the permission
OF_ADMINISTRATION = (
    ("admin_users.show", "Users", "manage_users"),
    ("admin_zones.show", "All zones", "manage_domains"),
    ("admin_jobs.show", "Jobs", "system_job_mgmt"),
    ("admin_services.show", "Services", "system_service_mgmt"),
    ("admin_statistics.show", "Statistics", "system_stats"),
    ("admin_audit.show", "Audit log", "system_audit_log"),
    ("admin_articles.show", "Articles", "manage_articles"),
    ("admin_blocks.show", "Block lists", "manage_blocks"),
)


def main_navigation(known: Visitor | None) -> list[Item]:
    """Return what stands in the header for a visitor."""
    if known is None:
        return []
    items = [_item(endpoint, text) for endpoint, text, needs in MAIN if not needs or known.may(needs)]
    sections = administration_navigation(known)
    if sections:
        items.append(Item("Administration", sections[0].address, any(section.is_here for section in sections)))
    return items


def administration_navigation(known: Visitor) -> list[Item]:
    """Return the sections of the administration a visitor may use."""
    return [_item(endpoint, text) for endpoint, text, needs in OF_ADMINISTRATION if known.may(needs)]


def own_navigation() -> list[Item]:
    """Return what stands in the menu of who is signed in."""
    return [_item(endpoint, text) for endpoint, text in OWN]


def foot_navigation() -> list[Item]:
    """Return what stands below every page."""
    return [_item(endpoint, text) for endpoint, text in FOOT]


def profile_navigation() -> list[Item]:
    """Return the tabs of one's own account."""
    return _tabs(OF_PROFILE)


def zone_navigation(zone: str) -> list[Item]:
    """Return the tabs of a zone."""
    return _tabs(OF_ZONE, zone=zone)


def _tabs(tabs: Sequence[tuple[str, str]], **values: str) -> list[Item]:
    known = visitor()
    return [
        _item(endpoint, text, **values)
        for endpoint, text in tabs
        if endpoint not in NEEDS or (known is not None and known.may(NEEDS[endpoint]))
    ]


def _item(endpoint: str, text: str, **values: str) -> Item:
    # the pages of one kind of thing share a blueprint
    is_here = (request.endpoint or "").partition(".")[0] == endpoint.partition(".")[0]
    return Item(text, url_for(endpoint, _external=False, **values), is_here)
