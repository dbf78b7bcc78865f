"""What the paths of records answer (API 1.0 §8.4, §10.6)."""

from typing import Literal, NotRequired

from typing_extensions import TypedDict

from api.domains.answers import SoaObject
from api.paging import Pagination
from api.status.answers import MayHaveStatus


class RecordObject(TypedDict):
    """A record; `changed_at` is a Unix time in seconds, `changed_by` the id of a user."""

    id: int
    remote_domain_id: int | None
    name: str
    type: str
    content: str
    ttl: int
    priority: int | None
    changed_at: int
    changed_by: int | None
    comment: str | None
    disabled: bool
    updated: NotRequired[Literal[True]]
    deleted: NotRequired[Literal[True]]


class RecordChanged(RecordObject, MayHaveStatus):
    """A record after it was changed."""


class RecordsOfOwner(TypedDict):
    """Records, and whether the apex has an NS record."""

    records: list[RecordObject]
    hasNS: bool


class RecordsOfDomain(RecordsOfOwner):
    """All records of a domain, whether the apex has an NS record, and the SOA."""

    soa: SoaObject


class PageOfRecords(RecordsOfDomain):
    """Some records of a domain, and where among all that were asked for they stand."""

    pagination: Pagination


class RecordsChanged(MayHaveStatus):
    """What a batch came to: the serial in force now, first the records deleted, then those saved, warnings."""

    serial: int
    changed: list[RecordObject]
    zonecheck: NotRequired[list[str]]


class RecordDeleted(MayHaveStatus):
    """That a record was deleted, and the serial in force now."""

    deleted: Literal[True]
    serial: int


class RecordsDeleted(MayHaveStatus):
    """How many records were deleted, and the serial in force now."""

    deleted: int
    serial: int
