"""What requests about domains carry."""

from typing import Annotated, Any, Literal

from api.body import Body, Flag, ShownAs

DnssecPolicy = Literal["default", "nsec3", "none"]


class CreateDomain(Body):
    """A new domain; `dnssecpolicy` is an addition to API 1.0."""

    domain: str
    dnssecpolicy: DnssecPolicy = "default"


class UpdateSoa(Body):
    """The members of the SOA to change; numbers may be sent as text."""

    primaryNS: str | None = None  # noqa: N815 - the wire's name
    adminAddress: str | None = None  # noqa: N815 - the wire's name
    serial: int | None = None
    refresh: int | None = None
    retry: int | None = None
    expire: int | None = None
    minttl: int | None = None


class UpdateDomain(Body):
    """The members of a domain to change."""

    disabled: Flag = None
    defaultttl: Annotated[Any, ShownAs(int | str)] = None
    dnssecpolicy: DnssecPolicy | None = None
    SOA: UpdateSoa | None = None


class ChangeAccess(Body):
    """New levels by e-mail address."""

    access: dict[str, str]
