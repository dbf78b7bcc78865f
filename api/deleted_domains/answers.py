"""What the paths of deleted domains answer."""

from typing_extensions import TypedDict

from api.paging import Pagination


class DeletedDomain(TypedDict):
    """A domain that was deleted; times are Unix seconds.

    `purged_at` is when it goes for good, `is_taken` whether another domain has its name meanwhile.
    """

    id: int
    domain: str
    serial: int
    deleted_at: int
    purged_at: int
    is_taken: bool


class DeletedDomains(TypedDict):
    """Some deleted domains, the one deleted last first."""

    domains: list[DeletedDomain]
    pagination: Pagination
