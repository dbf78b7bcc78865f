"""What the paths of domains answer (API 1.0 §9, §10.5)."""

from typing import Literal, NotRequired

from typing_extensions import TypedDict

from api.domains.finding import AccessLevel
from api.paging import Pagination
from api.status.answers import MayHaveStatus, State


class SoaObject(TypedDict):
    """The start of authority; names end with a dot, times are seconds, `min_ttl` is `minttl` again."""

    primaryNS: str
    adminAddress: str
    serial: int
    refresh: int
    retry: int
    expire: int
    minttl: int
    min_ttl: int


class DomainSummary(TypedDict):
    """What every form of a domain has."""

    id: int
    domain: str
    disabled: bool
    defaultttl: int
    nsec3params: str | None
    dnssecpolicy: str
    aliasof: str | None
    verificationstate: Literal["unknown", "valid", "invalid"]
    verificationstatetime: int
    dnssecstate: Literal["unknown", "not_verified", "not_signed", "signed", "signed_extra_keys", "broken_signature"]


class DsFields(TypedDict):
    """The fields of a DS record (RFC 4034 §5.1), as forms of registrars ask for them."""

    key_tag: int
    algorithm: int
    digest_type: int
    digest_type_name: str
    digest: str


class DnssecKey(TypedDict):
    """The fields of a DNSKEY record (RFC 4034 §2.1), and the DS records of the key.

    `in_cds` says that the zone itself asks its parent for a DS of it (RFC 7344).
    """

    key_tag: int
    flags: int
    protocol: int
    algorithm: int
    algorithm_name: str
    public_key: str
    in_cds: bool
    ds: list[DsFields]


# a key as text for people, by `Algorithm`, `Public Key`, `Flags`, `Protocol`, `Key ID`, `Digest 1`, `Digest 1 Type`, …
ParsedDnssecKey = dict[str, str]


class Dnssec(TypedDict):
    """The keys that sign keys: as text by key tag, as lines of a master file with their DS, and field by field."""

    parsed: dict[str, ParsedDnssecKey]
    DNSKEY: list[str]
    DS: list[str]
    keys: list[DnssecKey]


class Aliases(TypedDict):
    """The domains that are aliases of this one, and those that are aliases of them."""

    direct: NotRequired[list[str]]
    indirect: NotRequired[list[str]]


class DomainObject(DomainSummary):
    """A domain as somebody with the level in `access` sees it.

    An alias has no `SOA`, and a `superalias` if what it is an alias of is one itself: the domain at the top. `DNSSEC`
    is there from some seconds after the first publication, unless the zone is not signed. `userdata` is what the user
    keeps with it, `labels` and `notes` two of these values; there are none for domain keys and administrators.
    """

    aliases: Aliases
    superalias: NotRequired[str]
    SOA: NotRequired[SoaObject]
    DNSSEC: NotRequired[Dnssec]
    userdata: NotRequired[dict[str, str]]
    labels: NotRequired[list[str]]
    notes: NotRequired[str]
    access: AccessLevel


class DomainChanged(DomainObject, MayHaveStatus):
    """A domain after it was created or changed."""


class UserPicture(TypedDict):
    """How to show a user."""

    avatar: str


class DomainWithAccess(DomainSummary):
    """A domain with everybody who may do something with it, by e-mail address."""

    access: dict[str, AccessLevel]
    userinfo: dict[str, UserPicture]


class DomainDeleted(TypedDict):
    """That a domain was deleted."""

    deleted: Literal[True]


class ContainsQuery(TypedDict):
    """The envelope of a search for the domain that holds a name."""

    contains: NotRequired[str]


class Verification(TypedDict):
    """Whether the delegation leads to our servers, and when that was looked at, as a Unix time in seconds."""

    state: Literal["unknown", "valid", "invalid"]
    time: int


class DnssecState(TypedDict):
    """How the DS at the parent and the keys of the zone go together."""

    state: Literal["unknown", "not_verified", "not_signed", "signed", "signed_extra_keys", "broken_signature"]


class DomainListed(TypedDict):
    """A domain in a list with `extra`; `userdata` if one was asked for."""

    access: AccessLevel
    verification: Verification
    dnssec: DnssecState
    userdata: NotRequired[str]


class DomainForAdministrators(TypedDict):
    """A domain in the list of all; the levels of its users, and how to show them, by e-mail address."""

    disabled: Literal["true", "false"]
    users: dict[str, AccessLevel]
    userinfo: dict[str, UserPicture]
    verification: Verification
    dnssec: DnssecState


class DomainOnPage(TypedDict):
    """A domain on a page of the list; times are Unix seconds with milliseconds.

    `changed_at` is when what is wanted of it was last saved, `last_error` why the name server refused that. `records`
    is there if the request has it, `labels` for users, `users` and `userinfo` by e-mail address for administrators.
    """

    id: int
    domain: str
    access: AccessLevel
    disabled: bool
    state: State
    serial: int
    created_at: float
    changed_at: float
    visible_at: float | None
    last_error: str | None
    dnssecpolicy: str
    aliasof: str | None
    verification: Verification
    dnssec: DnssecState
    records: NotRequired[int]
    labels: NotRequired[list[str]]
    users: NotRequired[dict[str, AccessLevel]]
    userinfo: NotRequired[dict[str, UserPicture]]


class PageOfDomains(TypedDict):
    """Some domains, where among all that were asked for they stand, and how many there are in each state.

    The counts are those of all states, whichever the page is of.
    """

    domains: list[DomainOnPage]
    pagination: Pagination
    counts: dict[State, int]


class LabelCount(TypedDict):
    """A label, and how many domains have it."""

    label: str
    domains: int


class Labels(TypedDict):
    """The labels a user has given, in order."""

    labels: list[LabelCount]


class FoundRecord(TypedDict):
    """A record with the content that was searched for, and its full name."""

    id: int
    name: str
    type: str
    content: str
    ttl: int
    priority: int | None
    disabled: bool


class RecordsFound(TypedDict):
    """The records of a domain with the content that was searched for."""

    records: list[FoundRecord]


DomainsWithRecords = dict[str, RecordsFound]
