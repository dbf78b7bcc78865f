"""What the search for records answers."""

from typing_extensions import TypedDict

from api.paging import Pagination
from api.records.answers import RecordObject


class RecordOfDomain(RecordObject):
    """A record, with the name of its domain; its own name is relative to that."""

    domain: str


class RecordsFound(TypedDict):
    """Records of any domain, by domain and name, and where among all that were found they stand.

    `is_complete` says that all there are were found: a search stops at so many.
    """

    records: list[RecordOfDomain]
    pagination: Pagination
    is_complete: bool
