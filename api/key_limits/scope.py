"""The scope of a key: what narrows it beside its flags and its record regex; an addition to API 1.0."""

import ipaddress
from collections.abc import Callable, Iterable
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from api.key_limits.names import OwnerPattern, ZonePattern
from core.errors import Invalid
from core.zone.names import to_unicode
from core.zone.rdata import RECORD_TYPES

MOST_OF_EACH = 100

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Access = Literal["read", "write"]
Kind = Literal["custom", "acme"]

# what a client for certificates has to change, for a domain itself and for every name in it (RFC 8555 §8.4)
ACME_NAMES = ("_acme-challenge", "_acme-challenge.*")
ACME_TYPES = ("TXT",)


class Scope(BaseModel):
    """What a key is narrowed to; every member that is given narrows it, and one that is left out does not.

    Attributes:
        kind: `acme` for a key that can do nothing but present and clean up challenges of ACME: it changes TXT records
            named `_acme-challenge`, at the apex or before any name, and reads nothing.
        zones: the zones there are for the key: names, or `*.first.org` for all zones below one.
        names: the owners whose records it may change.
        types: the record types it may change.
        access: `read` for no changes at all.
        networks: where it may be used from.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Kind = "custom"
    zones: tuple[str, ...] | None = Field(
        default=None, description="Zones: `first.org`, or `*.first.org` for all below it."
    )
    names: tuple[str, ...] | None = Field(
        default=None,
        description="Owners that may be changed: `www`, `www.first.org.`, `@`, `*.dyn`, `_acme-challenge.*`.",
    )
    types: tuple[str, ...] | None = Field(default=None, description="Record types that may be changed.")
    access: Access = "write"
    networks: tuple[str, ...] | None = Field(
        default=None, description="Networks it may be used from, such as `192.0.2.0/24`."
    )

    @field_validator("zones")
    @classmethod
    def _read_zones(cls, given: tuple[str, ...] | None) -> tuple[str, ...] | None:
        return _canonical("zones", given, ZonePattern.parse)

    @field_validator("names")
    @classmethod
    def _read_names(cls, given: tuple[str, ...] | None) -> tuple[str, ...] | None:
        return _canonical("names", given, OwnerPattern.parse)

    @field_validator("types")
    @classmethod
    def _read_types(cls, given: tuple[str, ...] | None) -> tuple[str, ...] | None:
        return _canonical("types", given, _record_type)

    @field_validator("networks")
    @classmethod
    def _read_networks(cls, given: tuple[str, ...] | None) -> tuple[str, ...] | None:
        return _canonical("networks", given, _network)

    @model_validator(mode="after")
    def _check_kind(self) -> "Scope":
        if self.kind == "acme" and (self.types is not None or self.access == "read"):
            raise Invalid('A key of kind "acme" changes TXT records and nothing else: leave out types and access.')
        return self

    @property
    def is_empty(self) -> bool:
        """Whether it narrows nothing."""
        return self == Scope()

    def stored(self) -> str:
        """Return the one form an equal scope is stored in."""
        return self.model_dump_json(exclude_defaults=True)

    def shown(self) -> dict[str, Any]:
        """Return it on the wire, with names in Unicode."""
        members = self.model_dump(mode="json", exclude_defaults=True)
        for member in {"zones", "names"} & members.keys():
            members[member] = [to_unicode(name) for name in members[member]]
        return {"kind": self.kind} | members


def _canonical(member: str, given: tuple[str, ...] | None, read: Callable[[str], object]) -> tuple[str, ...] | None:
    if given is None:
        return None
    if not given:
        raise Invalid(f"{member} of a scope must name something: an empty list would allow nothing; leave it out.")
    if len(given) > MOST_OF_EACH:
        raise Invalid(f"{member} of a scope may be at most {MOST_OF_EACH}; these are {len(given)}.")
    return _sorted(str(read(text)) for text in given)


def _sorted(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(texts)))


def _record_type(text: str) -> str:
    name = text.strip().upper()
    number = name.removeprefix("TYPE")
    is_unknown_type = name != number and number.isascii() and number.isdigit() and len(number) <= 5
    if name not in RECORD_TYPES and not is_unknown_type:
        raise Invalid(f"There is no record type {text[:20]!r} here.")
    return name


def _network(text: str) -> Network:
    try:
        return ipaddress.ip_network(text.strip(), strict=False)
    except ValueError as error:
        raise Invalid(f"{text[:50]!r} is no network, such as 192.0.2.0/24 or 2001:db8::/32.") from error
