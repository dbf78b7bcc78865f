"""What a page has to know of the platform before anybody signs in; nothing of it is secret."""

from collections.abc import Sequence

from api.general.answers import PasswordRules, Platform, TypeOfRecord
from api.passwords import LEAST_DIFFERENT, LONGEST_PASSWORD, SHORTEST_PASSWORD
from api.sign_in.second_factors import TYPES
from core.settings import AccountSettings, Elevation, SiteSettings
from core.zone.rdata import PRIORITY_TYPES, STORED_TYPES
from core.zone.ttls import USUAL_TTL


def platform_facts(
    site: SiteSettings, accounts: AccountSettings, elevation: Elevation, name_servers: Sequence[str]
) -> Platform:
    """Return the facts; all of them are known when the API starts.

    Args:
        site: what the platform calls itself.
        accounts: the rules for accounts.
        elevation: what administrators prove anew.
        name_servers: those a zone is delegated to, as in the settings.
    """
    password: PasswordRules = {
        "shortest": SHORTEST_PASSWORD,
        "longest": LONGEST_PASSWORD,
        "least_different": LEAST_DIFFERENT,
    }
    types: list[TypeOfRecord] = [{"type": kind, "has_priority": kind in PRIORITY_TYPES} for kind in STORED_TYPES]
    return {
        "site_name": site.name,
        "web_url": site.web_url or None,
        "register_enabled": accounts.register_enabled,
        "register_manual_approval": accounts.register_manual_approval,
        "register_require_terms": accounts.register_require_terms,
        "terms_time": accounts.terms_time or None,
        "self_delete": accounts.allow_self_delete,
        "admin_elevation": elevation,
        "second_factor_types": list(TYPES),
        "password": password,
        "name_servers": [name.removesuffix(".") for name in name_servers],
        "record_types": types,
        "default_ttl": USUAL_TTL,
    }
