"""What is decided about domains."""

import json
from functools import partial

from api.body import is_true
from api.clone_events import zone_vanished
from api.domains.aliasing import change_alias, end_aliases_of
from api.domains.answers import DomainObject
from api.domains.finding import AccessLevel, find_domain
from api.domains.objects import domain_object, soa_of
from api.domains.schemas import UpdateDomain, UpdateSoa
from api.domains.states import domain_tag, lock_domain, lock_zone, zone_tag
from api.domains.values import change_values
from api.hooks.calls import owe_calls
from api.transaction import Transaction
from api.versions import (
    ask_to_publish,
    new_version,
    soa_state,
)
from core.errors import Invalid
from core.jobs import RetireZone
from core.models import Domain
from core.zone.rules import parse_ttl
from core.zone.soa import validate_soa

# the members somebody keeps for themselves alone
KEPT = {"userdata", "labels", "notes"}


def get_domain(transaction: Transaction, text: str) -> DomainObject:
    """Return a domain."""
    domain, level = find_domain(transaction.session, transaction.actor, text, "read")
    shown = domain_object(transaction, domain, level)
    transaction.tag = transaction.conditions.unless_known(domain_tag(domain, shown))
    return shown


def update_domain(transaction: Transaction, text: str, wanted: UpdateDomain) -> DomainObject:
    """Change a domain.

    A change of the SOA is a version like any other: without a serial of the user's the next one is taken, because
    name servers do not take new text under an old serial.

    Raises:
        Invalid: a value cannot be accepted; nothing is changed.
    """
    # whoever may look at a domain may keep something with it
    least: AccessLevel = "read" if wanted.model_fields_set and wanted.model_fields_set <= KEPT else "write"
    domain, level = lock_domain(transaction, text, least, partial(domain_object, transaction))
    before = _noted(domain)
    if wanted.defaultttl is not None:
        domain.default_ttl = parse_ttl(wanted.defaultttl, domain.default_ttl)
    if wanted.dnssecpolicy is not None and wanted.dnssecpolicy != domain.dnssec_policy:
        _change_policy(transaction, domain, wanted.dnssecpolicy)
    if wanted.model_fields_set & KEPT:
        change_values(transaction, domain, wanted.values)
    if "aliasof" in wanted.model_fields_set:
        change_alias(transaction, domain, level, wanted.aliasof)
    if wanted.SOA is not None and domain.alias_of_id is None:
        _change_soa(transaction, domain, wanted.SOA)
    if wanted.disabled is not None:
        _set_disabled(transaction, domain, is_true(wanted.disabled))
    after = _noted(domain)
    if after != before:
        transaction.note("domain.updated", domain.id, before, after, domain_id=domain.id)
    owe_calls(transaction, domain, "domain_changed", "update")
    return shown_after_change(transaction, domain, level)


def delete_domain(transaction: Transaction, text: str) -> None:
    """Delete a domain: it ceases to exist for users at once, and is taken off the name servers by a job."""
    domain, _level = lock_domain(transaction, text, "owner", partial(domain_object, transaction))
    transaction.note("domain.delete", domain.id, domain.name, domain_id=domain.id)
    domain.live_name = None
    domain.deleted_at = transaction.now
    domain.saved_at = transaction.now
    domain.next_attempt_at = 0
    if domain.retired_at is None:
        transaction.jobs.append(RetireZone(domain.id, domain.serial))
    domain.alias_of_id = None
    end_aliases_of(transaction, domain)
    zone_vanished(transaction, domain)


def synchronise(transaction: Transaction, text: str) -> None:
    """Have a zone rendered, published and watched anew under a new serial."""
    domain = lock_zone(transaction, text, takes_aliases=True)
    new_version(transaction, domain, "sync")
    transaction.tag = zone_tag(domain)


def shown_after_change(
    transaction: Transaction, domain: Domain, level: AccessLevel, *, is_new: bool = False
) -> DomainObject:
    """Return a domain after a change, and note its tag for the answer."""
    shown = domain_object(transaction, domain, level, is_new=is_new)
    transaction.tag = domain_tag(domain, shown)
    return shown


def _change_policy(transaction: Transaction, domain: Domain, policy: str) -> None:
    if "none" in {policy, domain.dnssec_policy}:
        raise Invalid(
            "Signing cannot be turned on or off on a living domain: resolvers that know its DS would refuse it.",
            ["Remove the DS at the parent, wait for its TTL, then create the domain anew under the other policy."],
        )
    domain.dnssec_policy = policy
    new_version(transaction, domain, "update")


def _change_soa(transaction: Transaction, domain: Domain, wanted: UpdateSoa) -> None:
    before = soa_of(domain)
    try:
        soa = validate_soa(
            {
                "primary": before.primary if wanted.primaryNS is None else wanted.primaryNS,
                "admin": before.admin if wanted.adminAddress is None else wanted.adminAddress,
                "serial": before.serial if wanted.serial is None else wanted.serial,
                "refresh": before.refresh if wanted.refresh is None else wanted.refresh,
                "retry": before.retry if wanted.retry is None else wanted.retry,
                "expire": before.expire if wanted.expire is None else wanted.expire,
                "minimum": before.minimum if wanted.minttl is None else wanted.minttl,
            }
        )
    except Invalid as refusal:
        raise Invalid("Error updating domain.", [refusal.message]) from refusal
    if soa == before:
        return
    domain.soa_primary, domain.soa_admin = soa.primary, soa.admin
    domain.soa_refresh, domain.soa_retry, domain.soa_expire = soa.refresh, soa.retry, soa.expire
    domain.soa_minimum = soa.minimum
    new_version(
        transaction,
        domain,
        "update",
        soa=soa_state(soa),
        soa_before=soa_state(before),
        serial=soa.serial if soa.serial != before.serial else None,
    )


def _set_disabled(transaction: Transaction, domain: Domain, disabled: bool) -> None:
    if domain.disabled == disabled:
        return
    domain.disabled = disabled
    domain.saved_at = transaction.now
    domain.next_attempt_at = 0
    domain.retired_at = None
    if disabled:
        transaction.jobs.append(RetireZone(domain.id, domain.serial))
    else:
        ask_to_publish(transaction, domain)


def _noted(domain: Domain) -> str:
    """Return what the audit log keeps of the settings of a domain that are no part of its zone."""
    return json.dumps({"disabled": domain.disabled, "defaultttl": domain.default_ttl})
