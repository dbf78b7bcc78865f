"""What requests about domains carry."""

from typing import Annotated, Any, Literal

from api.body import Body, Flag, ShownAs, shown_by
from api.domains.labels import LABELS, NOTES

DnssecPolicy = Literal["default", "nsec3", "none"]


class CreateDomain(Body):
    """A new domain; `dnssecpolicy`, `copy_of` and `zone` are additions to API 1.0.

    With `copy_of`, the name of another domain one may read, it starts with the records of that one; with `zone`, a
    master file, with those of the file, or is not created if the file is refused. `owner` is heard
    for administrators: an e-mail address, or nothing for nobody.
    """

    model_config = shown_by(
        {"domain": "first.org"},
        {"domain": "second.org", "dnssecpolicy": "nsec3"},
        {"domain": "third.org", "copy_of": "first.org"},
        {
            "domain": "fourth.org",
            "zone": "@ SOA a.example. b.example. 1 1h 15m 1w 1h\n@ 3600 A 192.0.2.1\n",
        },
    )

    domain: str
    dnssecpolicy: DnssecPolicy = "default"
    copy_of: str | None = None
    zone: str | None = None
    owner: str | None = None


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
    """The members of a domain to change.

    `userdata` is kept for the user alone; an empty value deletes what is kept under its key. So are `labels`, all there
    are to be, and `notes`: they are values as well, under `zonehost/labels` (a JSON list) and `zonehost/notes`.
    `aliasof` is the name of another domain whose records this one is published with, empty for none; both have to be
    the user's own.
    """

    model_config = shown_by(
        {"disabled": True},
        {"defaultttl": "1h", "SOA": {"minttl": 120}},
        {"aliasof": "first.org"},
        {"userdata": {"example.net/colour": "blue"}},
        {"labels": ["clients", "web"], "notes": "Paid until 2027."},
    )

    disabled: Flag = None
    defaultttl: Annotated[Any, ShownAs(int | str)] = None
    dnssecpolicy: DnssecPolicy | None = None
    userdata: dict[str, Any] | None = None
    labels: list[str] | None = None
    notes: str | None = None
    aliasof: str | None = None
    SOA: UpdateSoa | None = None

    @property
    def values(self) -> dict[str, Any]:
        """What is to be kept for the user, labels and notes among it."""
        own = {LABELS: self.labels, NOTES: self.notes}
        return {**(self.userdata or {}), **{key: value for key, value in own.items() if value is not None}}


class ChangeAccess(Body):
    """New levels by e-mail address."""

    model_config = shown_by({"access": {"bo@first.org": "write", "cy@first.org": "none"}})

    access: dict[str, str]
