"""Where keys are: with the visitor, or with one zone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.errors import Refusal
from web.api_client import Api
from web.api_client.api import if_available
from web.api_client.keys import Keys
from web.keys.denials import Denial, denials_by_key
from web.keys.form import RIGHTS
from web.visit import visitor

OF_ADMINISTRATORS = ("manage_", "system_", "impersonate_")


@dataclass(frozen=True, slots=True)
class Place:
    """Keys of a zone, or of the visitor, whose zone is empty."""

    zone: str = ""

    @property
    def frame(self) -> str:
        """The template pages stand in."""
        return "keys/of_zone.html" if self.zone else "keys/of_profile.html"

    @property
    def here(self) -> dict[str, Any]:
        """What addresses of its pages name."""
        return {"zone": self.zone} if self.zone else {}

    @property
    def rights(self) -> tuple[str, ...]:
        """The rights keys can be given here: those that have an effect."""
        if self.zone:
            return ("domains_write",)
        known = visitor()
        is_administrator = known is not None and any(name.startswith(OF_ADMINISTRATORS) for name in known.access)
        return RIGHTS if is_administrator else RIGHTS[:-1]

    def keys(self, asked: Api) -> Keys:
        """Return the keys."""
        return asked.keys_of(self.zone) if self.zone else asked.keys

    def denials(self, asked: Api) -> dict[str, list[Denial]]:
        """Return what was denied to the keys lately, as far as the visitor may know."""
        found = if_available(
            lambda: (
                asked.zone_log.events(self.zone, kind="domain.key.denied")
                if self.zone
                else asked.account.events(kind="apikey.denied")
            )
        )
        return {} if isinstance(found, Refusal) else denials_by_key(found["entries"])

    def values(self) -> Mapping[str, Any]:
        """Return what every template of the place knows."""
        return {"frame": self.frame, "here": self.here, "zone": {"domain": self.zone}, "rights": self.rights}
