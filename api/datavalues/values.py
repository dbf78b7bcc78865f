"""The values themselves; all of them are known when the API starts."""

from collections.abc import Mapping, Sequence
from typing import Any, NotRequired, cast

from typing_extensions import TypedDict

from api.permissions import PERMISSIONS
from api.sign_in.second_factors import TYPES
from core.settings import AccountSettings, Elevation
from core.zone.rdata import STORED_TYPES

IMPORTS = {"bind": "BIND zone file (RFC 1035)", "tinydns": "tinydns data file"}
EXPORTS = {"bind": "BIND zone file (RFC 1035)", "raw": "The zone as it is published"}


class NamedRecord(TypedDict):
    """A record as in a batch."""

    name: str
    type: str
    content: str
    ttl: NotRequired[int | str]
    priority: NotRequired[int]


class DataValues:
    """What clients can ask for.

    Args:
        accounts: the rules for accounts.
        admin_elevation: what administrators prove anew.
        default_records: those a new zone starts with, as entries of a batch.
    """

    def __init__(
        self, accounts: AccountSettings, admin_elevation: Elevation, default_records: Sequence[Mapping[str, Any]]
    ) -> None:
        self.permissions = list(PERMISSIONS)
        self.record_types = list(STORED_TYPES)
        self.self_delete = accounts.allow_self_delete
        self.admin_elevation_enabled = admin_elevation != "off"
        self.admin_elevation_type = "2fa" if admin_elevation == "off" else admin_elevation
        self.register_require_terms = accounts.register_require_terms
        self.register_enabled = accounts.register_enabled
        self.second_factor_types = list(TYPES)
        self.default_records = [cast(NamedRecord, dict(record)) for record in default_records]
        self.import_types, self.import_descriptions = _types(IMPORTS)
        self.export_types, self.export_descriptions = _types(EXPORTS)


def _types(described: Mapping[str, str]) -> tuple[list[str], dict[str, str]]:
    return list(described), dict(described)
