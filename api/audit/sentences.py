"""What each event of API 1.0 §14 says in a sentence."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

FIELD = re.compile(r"\{(\w+)\}")

# A sentence by type of event. {domain} and {user} are whom it happened to, {0}, {1}, … its arguments.
SENTENCES: Mapping[str, str] = {
    "2fa.created": "Added a second factor ({2}) for {user}",
    "2fa.deleted": "Deleted second factor {1} of {user}",
    "2fa.device.created": "Trusted the device {1} of {user}",
    "2fa.device.deleted": "Deleted trusted device {1} of {user}",
    "2fa.disabled": "{user} has no second factor any more",
    "2fa.updated": "Renamed second factor {1} of {user} from {2} to {3}",
    "2fa.verified": "Activated second factor {1} of {user}",
    "admin.elevated": "Stepped up as an administrator, by {1}",
    "apikey.created": "Created API key {1} of {user}",
    "apikey.deleted": "Deleted API key {1} of {user}",
    "apikey.denied": "Denied to API key {0} of {user}: {1}",
    "apikey.updated": "Changed API key {1} of {user}",
    "article.created": "Wrote article {0}, {1}",
    "article.deleted": "Deleted article {0}, {1}",
    "article.updated": "Changed article {0}, {1}",
    "blockregex.created": "Blocked pattern {0}",
    "blockregex.deleted": "Unblocked pattern {0}",
    "blockregex.updated": "Changed blocked pattern {0}",
    "domain.access.changed": "Gave {1} the level {2} on {domain}",
    "domain.add": "Created {domain}",
    "domain.delete": "Deleted {1}",
    "domain.hook.created": "Added webhook {1} to {domain}",
    "domain.hook.deleted": "Deleted webhook {1} of {domain}, {2}",
    "domain.hook.disabled": "Disabled webhook {1} of {domain}: {2}",
    "domain.hook.updated": "Changed webhook {1} of {domain}",
    "domain.key.created": "Created domain key {1} of {domain}",
    "domain.key.denied": "Denied to domain key {0} of {domain}: {1}",
    "domain.key.deleted": "Deleted domain key {1} of {domain}",
    "domain.key.updated": "Changed domain key {1} of {domain}",
    "domain.records.changed": "Changed {domain}, serial {1} ({2})",
    "domain.rename": "Renamed {0} to {domain}",
    "domain.restored": "Brought back {1}, which was deleted",
    "domain.sync": "Published {domain} anew, serial {1}",
    "domain.updated": "Changed settings of {domain}",
    "domain.userdata.deleted": "Deleted the value {2} of {user} with {domain}",
    "domain.userdata.updated": "Set the value {2} of {user} with {domain}",
    "domain.verify": "Asked for a verification of {domain}",
    "job.cancelled": "Cancelled job {0}, {1} in all",
    "job.created": "Asked for job {0}, {1}",
    "passkey.created": "Added passkey {1}, {2}, to {user}",
    "passkey.deleted": "Deleted passkey {1}, {2}, of {user}",
    "passkey.updated": "Renamed passkey {1} of {user} from {2} to {3}",
    "session.created": "Signed in, and a session began",
    "user.customdata.deleted": "Deleted the value {1} of {user}",
    "user.customdata.updated": "Set the value {1} of {user}",
    "user.deleted": "Deleted the account {1}",
    "user.forgotpassword.completed": "Set a new password for {user}, by a code",
    "user.forgotpassword.requested": "Asked for a code to set a new password for {user}",
    "user.impersonated": "Began to act as {user}",
    "user.new": "Created the account {user}",
    "user.new.confirmed": "Confirmed the address of {user}",
    "user.new.pending": "The account {user} waits for approval",
    "user.signed_out": "Ended all sessions of {user}",
    "user.terms.accepted": "{user} accepted the terms",
    "user.updated": "Changed the account {user}",
}


@dataclass(frozen=True, slots=True)
class Names:
    """What domains and users are called, by id; one that is gone is called by its id."""

    domains: Mapping[int, str]
    users: Mapping[int, str]

    def domain(self, domain_id: int | None) -> str:
        """Return what a domain is called."""
        return "" if domain_id is None else self.domains.get(domain_id, f"domain {domain_id}")

    def user(self, user_id: int | None) -> str:
        """Return what a user is called."""
        return "" if user_id is None else self.users.get(user_id, f"user {user_id}")


def summary(event: str, args: Sequence[Any], domain: str, user: str) -> str:
    """Return the sentence for an event.

    Args:
        event: its type.
        args: its arguments.
        domain: what the domain it happened to is called; empty for none.
        user: what the user it happened to is called; empty for none.
    """
    sentence = SENTENCES.get(event)
    if sentence is None:
        return f"{event}: {', '.join(map(_shown, args))}" if args else event
    values = {str(index): _shown(value) for index, value in enumerate(args)}
    values |= {"domain": domain or "a domain", "user": user or "a user"}
    # an argument that an entry of an older version does not carry is a question mark
    return FIELD.sub(lambda match: values.get(match[1], "?"), sentence)


def differences(args: Sequence[Any]) -> list[str]:
    """Return what changed, a line each, if the last two arguments are the state before and after."""
    if len(args) < 2:
        return []
    before, after = _as_object(args[-2]), _as_object(args[-1])
    if before is None or after is None:
        return []
    return [
        f"{name}: {_shown(before.get(name))} → {_shown(after.get(name))}"
        for name in dict.fromkeys([*before, *after])
        if before.get(name) != after.get(name)
    ]


def _as_object(value: Any) -> dict[str, Any] | None:
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return None
    return value if isinstance(value, dict) else None


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
