"""Calls of webhooks that are owed: written with the change they tell of, made by the worker (API 1.0 §13)."""

import json

from sqlalchemy import bindparam, false, select

from api.transaction import Transaction
from core.jobs import CallHook
from core.models import Domain, DomainHook, HookCall
from core.zone.names import to_ascii

# made once: SQLAlchemy takes longer to recognise an equal statement than to run it
HOOKS_OF_DOMAIN = select(DomainHook.id).where(
    DomainHook.domain_id == bindparam("domain_id"), DomainHook.disabled == false()
)

# Versions that are told of otherwise, or not at all: whoever changes a domain is told of it once, whatever it came to;
# a zone that is published anew holds what it held.
NOT_OF_RECORDS = frozenset({"create", "update", "sync"})


def owe_calls_for_version(transaction: Transaction, domain: Domain, reason: str) -> None:
    """Have the webhooks of a domain told that its records have changed, if they have.

    Args:
        transaction: the unit of work.
        domain: at its new serial.
        reason: of the version.
    """
    if reason not in NOT_OF_RECORDS:
        owe_calls(transaction, domain, "records_changed", reason)


def owe_calls(transaction: Transaction, domain: Domain, kind: str, reason: str) -> None:
    """Have the webhooks of a domain called.

    Args:
        transaction: the unit of work.
        domain: that has changed.
        kind: `records_changed` or `domain_changed`.
        reason: what was done.
    """
    if not domain.has_hooks:
        return
    payload = {
        "domain": to_ascii(domain.name),
        "type": kind,
        "reason": reason,
        "serial": domain.serial,
        "time": transaction.now // 1000,
    }
    calls = [
        HookCall(
            hook_id=hook_id,
            payload=json.dumps(payload, separators=(",", ":")),
            request_id=transaction.actor.request_id,
            created_at=transaction.now,
        )
        for hook_id in transaction.session.scalars(HOOKS_OF_DOMAIN, {"domain_id": domain.id})
    ]
    transaction.session.add_all(calls)
    transaction.session.flush()
    transaction.jobs += [CallHook(call.id) for call in calls]
