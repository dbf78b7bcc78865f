"""What is decided about webhooks."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from api.body import is_true
from api.domains.finding import find_domain, refuse_alias
from api.hooks.answers import Call, Hook
from api.hooks.schemas import ChangeHook
from api.hooks.urls import check_url
from api.transaction import Transaction
from core.errors import Invalid, NotFound, Refusal
from core.models import Domain, DomainHook, HookCall, hook_purpose
from core.public_addresses import IpNetwork
from core.sealing import Sealer, seal_text

MOST_HOOKS = 20
# octets; encrypted it has to fit into its column
LONGEST_PASSWORD = 100
CALLS_SHOWN = 100

# shown in place of a password; sent back, it leaves the password as it is
MASK = "********"


@dataclass(frozen=True, slots=True)
class HookRules:
    """What holds for all webhooks: how their passwords are stored, and which networks are allowed though not public."""

    sealer: Sealer
    allowed_networks: Sequence[IpNetwork]


def list_hooks(transaction: Transaction, text: str) -> dict[str, Hook]:
    """Return the webhooks of a domain by their ids."""
    domain = _domain(transaction, text)
    hooks = transaction.session.scalars(
        select(DomainHook).where(DomainHook.domain_id == domain.id).order_by(DomainHook.id)
    )
    return {str(hook.id): hook_object(hook) for hook in hooks}


def get_hook(transaction: Transaction, text: str, hook_id: int) -> Hook:
    """Return a webhook."""
    return hook_object(_hook(transaction, _domain(transaction, text), hook_id))


def list_calls(transaction: Transaction, text: str, hook_id: int) -> list[Call]:
    """Return the last calls of a webhook, newest first."""
    hook = _hook(transaction, _domain(transaction, text), hook_id)
    calls = transaction.session.scalars(
        select(HookCall).where(HookCall.hook_id == hook.id).order_by(HookCall.id.desc()).limit(CALLS_SHOWN)
    )
    return [_call_object(call) for call in calls]


def create_hook(transaction: Transaction, text: str, wanted: ChangeHook, rules: HookRules) -> dict[str, Hook]:
    """Add a webhook to a domain.

    Raises:
        Invalid: the URL must not be called, a member is missing, or there are too many.
    """
    domain = _domain(transaction, text, for_update=True)
    session = transaction.session
    if wanted.url is None or wanted.password is None:
        missing = [name for name in ("url", "password") if getattr(wanted, name) is None]
        raise Invalid("Error creating Hook.", [f"Missing required field: {name}" for name in missing])
    count = session.scalar(select(func.count()).where(DomainHook.domain_id == domain.id)) or 0
    if count >= MOST_HOOKS:
        raise Invalid("Error creating Hook.", [f"A domain may have at most {MOST_HOOKS} hooks."])
    hook = DomainHook(domain_id=domain.id, created_at=transaction.now, disabled=False, failed_calls=0)
    _apply(hook, wanted, rules, "Error creating Hook.")
    session.add(hook)
    session.flush()
    transaction.note("domain.hook.created", domain.id, hook.id, domain_id=domain.id)
    return {str(hook.id): hook_object(hook) | {"updated": True}}


def change_hook(transaction: Transaction, text: str, hook_id: int, wanted: ChangeHook, rules: HookRules) -> Hook:
    """Change a webhook; one that is enabled again starts without failures.

    Raises:
        Invalid: the URL must not be called.
    """
    domain = _domain(transaction, text, for_update=True)
    hook = _hook(transaction, domain, hook_id)
    before = json.dumps(_noted(hook))
    _apply(hook, wanted, rules, f"Error updating Hook: {hook_id}")
    transaction.note("domain.hook.updated", domain.id, hook.id, before, json.dumps(_noted(hook)), domain_id=domain.id)
    return hook_object(hook) | {"updated": True}


def delete_hook(transaction: Transaction, text: str, hook_id: int) -> None:
    """Delete a webhook and with it the calls that are owed."""
    domain = _domain(transaction, text, for_update=True)
    hook = _hook(transaction, domain, hook_id)
    transaction.note("domain.hook.deleted", domain.id, hook.id, hook.url, domain_id=domain.id)
    transaction.session.delete(hook)


def hook_object(hook: DomainHook) -> Hook:
    """Return a webhook on the wire."""
    return {
        "url": hook.url,
        "password": MASK if hook.secret else "",
        "disabled": hook.disabled,
        "created": hook.created_at // 1000,
        "lastused": (hook.last_used_at or 0) // 1000,
        "failedcalls": hook.failed_calls,
    }


def _apply(hook: DomainHook, wanted: ChangeHook, rules: HookRules, refused: str) -> None:
    try:
        if wanted.url is not None:
            hook.url = check_url(wanted.url, rules.allowed_networks)
        if wanted.password is not None and wanted.password != MASK:
            hook.secret = _sealed(wanted.password.strip(), hook.domain_id, rules.sealer)
    except Refusal as refusal:
        raise Invalid(refused, [refusal.message]) from refusal
    if wanted.disabled is not None:
        hook.disabled = is_true(wanted.disabled)
        if not hook.disabled:
            hook.failed_calls = 0


def _sealed(password: str, domain_id: int, sealer: Sealer) -> str:
    if not password.isprintable():
        raise Invalid("The password must not hold control characters.")
    octets = len(password.encode())
    if octets > LONGEST_PASSWORD:
        raise Invalid(f"The password may have at most {LONGEST_PASSWORD} octets; this one has {octets}.")
    return seal_text(sealer, password, hook_purpose(domain_id)) if password else ""


def _noted(hook: DomainHook) -> dict[str, object]:
    return {"url": hook.url, "has_password": bool(hook.secret), "disabled": hook.disabled}


def _domain(transaction: Transaction, text: str, *, for_update: bool = False) -> Domain:
    domain, _level = find_domain(transaction.session, transaction.actor, text, "write", for_update=for_update)
    refuse_alias(domain)
    return domain


def _hook(transaction: Transaction, domain: Domain, hook_id: int) -> DomainHook:
    hook = transaction.session.scalars(
        select(DomainHook).where(DomainHook.id == hook_id, DomainHook.domain_id == domain.id)
    ).one_or_none()
    if hook is None:
        raise NotFound(f"Unknown domain hook: {hook_id}")
    return hook


def _call_object(call: HookCall) -> Call:
    finished = call.finished_at is not None
    return {
        "id": call.id,
        "payload": json.loads(call.payload),
        "state": ("delivered" if call.was_delivered else "given_up") if finished else "owed",
        "attempts": call.attempts,
        "created": call.created_at // 1000,
        "finished": call.finished_at // 1000 if call.finished_at is not None else None,
        "nextattempt": None if finished else max(call.next_attempt_at, call.created_at) // 1000,
        "result": call.result,
    }
