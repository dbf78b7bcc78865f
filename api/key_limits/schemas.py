"""What requests about keys carry, of users and of domains alike."""

from dataclasses import replace
from typing import ClassVar

from pydantic import Field

from api.body import Body, Flag, Text, is_true, shown_by
from api.key_limits.limits import check_regex
from api.key_limits.rights import KeyRights
from api.key_limits.scope import Scope
from core.errors import Invalid

# of the column
LONGEST_DESCRIPTION = 250
MOST_UNUSED_DAYS = 3650
# the year 9999: what ends later was not meant in seconds
LATEST_SECONDS = 253_402_300_799

OF_ACME = frozenset({"domains_write"})


class KeyWish(Body):
    """A new key, or the members of one to change; `scope`, `expires` and `unuseddays` are additions to API 1.0."""

    model_config = shown_by(
        {"description": "router", "domains_write": True, "scope": {"names": ["home"], "types": ["A", "AAAA"]}},
        {"description": "certificates", "scope": {"kind": "acme"}},
    )

    FLAGS: ClassVar[tuple[str, ...]] = ("domains_write",)

    description: Text | None = Field(default=None, description="What it is for; a new key needs one.")
    domains_write: Flag = Field(default=None, description="Whether it may change domains and records.")
    recordregex: Text | None = Field(
        default=None, description='The records it may change: matched against the whole of `"<TYPE> <name>"`.'
    )
    scope: Scope | None = Field(default=None, description="What narrows it further.")
    expires: int | None = Field(
        default=None, ge=0, le=LATEST_SECONDS, description="When it ends, as Unix time in seconds; 0 for never."
    )
    unuseddays: int | None = Field(
        default=None, ge=0, le=MOST_UNUSED_DAYS, description="It ends when unused for so many days; 0 for never."
    )

    def wanted_description(self, before: str | None) -> str:
        """Return what the key is for.

        Args:
            before: what it is for now, None for a new one.

        Raises:
            Invalid: it is missing, empty or too long.
        """
        text = (self.description or "").strip() if "description" in self.model_fields_set else before
        if not text:
            raise Invalid("Missing required field: description")
        if len(text) > LONGEST_DESCRIPTION:
            raise Invalid(f"The description may have at most {LONGEST_DESCRIPTION} characters; it has {len(text)}.")
        return text

    def wanted_rights(self, before: KeyRights, now: int) -> KeyRights:
        """Return what the key may do then; members that were not sent stay as they are.

        Args:
            before: what it may do now; nothing for a new one.
            now: Unix milliseconds.

        Raises:
            Invalid: a member cannot be accepted.
        """
        sent = self.model_fields_set
        given = {flag for flag in self.FLAGS if is_true(getattr(self, flag))}
        rights = replace(before, flags=frozenset(given | {flag for flag in before.flags if flag not in sent}))
        if "recordregex" in sent:
            check_regex(self.recordregex)
            rights = replace(rights, record_regex=self.recordregex or None)
        if "scope" in sent:
            rights = replace(rights, scope=self.scope or Scope())
        if "expires" in sent:
            rights = replace(rights, expires_at=_expires_at(self.expires, now))
        if "unuseddays" in sent:
            rights = replace(rights, unused_days=self.unuseddays or None)
        return _as_its_kind_has_it(rights)


class ApiKeyWish(KeyWish):
    """A new API key, or the members of one to change."""

    model_config = shown_by(
        {"description": "laptop", "domains_read": True, "domains_write": True},
        {"description": "certificates", "scope": {"kind": "acme", "zones": ["first.org"]}},
        {"description": "backup", "domains_read": True, "scope": {"access": "read", "networks": ["192.0.2.0/24"]}},
    )

    FLAGS: ClassVar[tuple[str, ...]] = ("domains_read", "domains_write", "user_read", "user_write")

    domains_read: Flag = Field(default=None, description="Whether it may look at domains and records.")
    user_read: Flag = Field(default=None, description="Whether it may look at its user.")
    user_write: Flag = Field(default=None, description="Whether it may change its user, and make keys like itself.")
    admin_features: Flag = Field(
        default=None, description="Whether it may use the permissions of its user as an administrator."
    )

    def wanted_rights(self, before: KeyRights, now: int) -> KeyRights:
        """Return what the key may do then; see `KeyWish.wanted_rights`."""
        if "admin_features" in self.model_fields_set:
            before = replace(before, has_admin_features=is_true(self.admin_features))
        return super().wanted_rights(before, now)


def _expires_at(seconds: int | None, now: int) -> int | None:
    if not seconds:
        return None
    if seconds * 1000 <= now:
        raise Invalid(f"expires must lie in the future, as Unix time in seconds; {seconds} has passed.")
    return seconds * 1000


def _as_its_kind_has_it(rights: KeyRights) -> KeyRights:
    if rights.scope.kind != "acme":
        return rights
    more = sorted(rights.flags - OF_ACME) + ["admin_features"] * rights.has_admin_features
    if more:
        raise Invalid(f'A key of kind "acme" has domains_write and nothing else: leave out {", ".join(more)}.')
    return replace(rights, flags=OF_ACME)
