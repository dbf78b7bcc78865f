"""What ping, version and userdata answer (API 1.0 §10.1)."""

from typing import Literal, NotRequired

from typing_extensions import TypedDict


class Echo(TypedDict):
    """The word that was sent."""

    time: str


class Version(TypedDict):
    """The version of the API."""

    version: str


class SignedInUser(TypedDict):
    """The user who is signed in; `key` is the masked form of the API key, if it was one.

    `termstime` is when they accepted the terms (-1: never), if there are any, and `acceptterms` whether that suffices.
    """

    id: int | None
    email: str
    realname: str
    avatar: str
    key: NotRequired[str]
    termstime: NotRequired[int]
    acceptterms: NotRequired[bool]
    customdata: dict[str, str]


class SignedInDomainKey(TypedDict):
    """The domain key that is signed in with."""

    key: str | None
    description: str | None
    domain: str


class SignedIn(TypedDict):
    """Who is signed in, a user or a domain key, and the permissions that hold for them now."""

    user: NotRequired[SignedInUser]
    domainkey: NotRequired[SignedInDomainKey]
    access: dict[str, Literal[True]]


class PasswordRules(TypedDict):
    """How long a password may be, and how many different characters it must have; common ones are refused as well."""

    shortest: int
    longest: int
    least_different: int


class TypeOfRecord(TypedDict):
    """A type of records, and whether its records have a priority beside the content."""

    type: str
    has_priority: bool


class Platform(TypedDict):
    """What pages show before anybody signs in; `terms_time` is Unix seconds, null where there are no terms."""

    site_name: str
    web_url: str | None
    register_enabled: bool
    register_manual_approval: bool
    register_require_terms: bool
    terms_time: int | None
    self_delete: bool
    admin_elevation: Literal["off", "2fa", "password"]
    second_factor_types: list[str]
    password: PasswordRules
    name_servers: list[str]
    record_types: list[TypeOfRecord]
    default_ttl: int
