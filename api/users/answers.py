"""What the paths of users answer (API 1.0 §10.4)."""

from typing import Literal, NotRequired

from typing_extensions import TypedDict

from api.domains.finding import AccessLevel
from api.paging import Pagination


class UserSummary(TypedDict):
    """What every form of a user has; of `permissions` only those given, of `accesscount` only levels there are.

    `created` is Unix seconds. `disabledreason` is there in the list, and of a user who is disabled; `unverified` when
    it is true; `pendingreset` only in the list, when it is true.
    """

    id: int
    email: str
    realname: str
    disabled: bool
    avatar: str
    created: int
    permissions: dict[str, Literal[True]]
    accesscount: dict[AccessLevel, int]
    disabledreason: NotRequired[str | None]
    unverified: NotRequired[Literal[True]]
    pendingreset: NotRequired[Literal[True]]


class ListedUser(UserSummary):
    """A user in the list: `acceptterms` says whether the present terms are accepted, `termstime` when (-1: never)."""

    acceptterms: bool
    termstime: int


class PageOfUsers(TypedDict):
    """Some users, and where among all that were asked for they stand."""

    users: list[ListedUser]
    pagination: Pagination


class UserObject(UserSummary):
    """One user."""

    acceptterms: bool
    termstime: int
    customdata: dict[str, str]


class ChangedUser(UserSummary):
    """A user as they are after a change; `acceptterms` is the time they accepted the terms (-1: never)."""

    acceptterms: int
    customdata: dict[str, str]
    updated: Literal[True]


class Deleted(TypedDict):
    """Something is gone."""

    deleted: Literal[True]


class DeletionPending(TypedDict):
    """What a user has to send to be deleted, and whether with a code of a second factor."""

    pending: str
    confirmCode: str
    twofactor: bool


class DeletionStep(TypedDict):
    """An account of somebody else is gone, or one's own waits for a confirmation."""

    deleted: NotRequired[Literal[True]]
    pending: NotRequired[str]
    confirmCode: NotRequired[str]
    twofactor: NotRequired[bool]


class Success(TypedDict):
    """A sentence about what was done."""

    success: str


class TermsAccepted(TypedDict):
    """A sentence about the terms."""

    acceptterms: str
