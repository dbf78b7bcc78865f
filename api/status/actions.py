"""Where the last change of a zone is: saved, published, signed, seen on which public server."""

import time
from collections.abc import Callable
from typing import Any

from sqlalchemy import and_, select

from api.domains.finding import find_domain
from api.status.answers import ServerStatus, ZoneStatus
from api.status.states import state_of
from api.transaction import Transaction
from core.models import Domain, PublicNameServer, Sighting
from core.zone.names import to_unicode
from core.zone.serials import serial_gt

# how often a waiting request looks, in seconds: at first and at most
FIRST_LOOK_SECONDS = 0.01
SLOWEST_LOOK_SECONDS = 0.1


def get_status(transaction: Transaction, text: str) -> ZoneStatus:
    """Return the status of a domain's zone."""
    domain, _level = find_domain(transaction.session, transaction.actor, text, "read")
    return status_object(transaction, domain)


def wait_until_visible(begin: Callable[[], Any], text: str, seconds: float) -> ZoneStatus:
    """Wait until every public server serves what is saved now, and return the status at the end.

    Args:
        begin: opens a transaction for reading; none is kept open while waiting.
        text: name of the domain.
        seconds: how long to wait at most.
    """
    deadline = time.monotonic() + seconds
    pause = FIRST_LOOK_SECONDS
    while True:
        with begin() as transaction:
            status = get_status(transaction, text)
        left = deadline - time.monotonic()
        if status["state"] in {"live", "disabled"} or left <= 0:
            return status
        time.sleep(min(pause, left))
        pause = min(pause * 1.3, SLOWEST_LOOK_SECONDS)


def status_object(transaction: Transaction, domain: Domain) -> ZoneStatus:
    """Return the status on the wire; times are Unix seconds with milliseconds."""
    sightings = transaction.session.execute(
        select(PublicNameServer.name, Sighting.serial, Sighting.seen_at)
        .join(
            Sighting,
            and_(Sighting.server == PublicNameServer.name, Sighting.domain_id == domain.id),
            isouter=True,
        )
        .order_by(PublicNameServer.name)
    ).all()
    servers: list[ServerStatus] = [
        {
            "name": row.name,
            "serial": row.serial,
            "seen_at": _seconds(row.seen_at),
            "current": _is_current(domain, row.serial),
        }
        for row in sightings
    ]
    return {
        "domain": to_unicode(domain.name),
        "state": state_of(domain),
        "serial": domain.serial,
        "published_serial": domain.published_serial,
        "signed_serial": domain.signed_serial,
        "visible_serial": domain.visible_serial,
        "saved_at": _seconds(domain.saved_at),
        "published_at": _seconds(domain.published_at),
        "visible_at": _seconds(domain.visible_at),
        "last_error": domain.last_error,
        "servers": servers,
    }


def _is_current(domain: Domain, seen_serial: int | None) -> bool:
    """Tell whether a server serves what is saved now."""
    if seen_serial is None or domain.signed_serial is None or domain.published_serial != domain.serial:
        return False
    return not serial_gt(domain.signed_serial, seen_serial)


def _seconds(milliseconds: int | None) -> float | None:
    return None if milliseconds is None else milliseconds / 1000
