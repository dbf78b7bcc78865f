"""The labels and notes a user keeps with domains: two of their values, in a form of their own.

Both are values like others (`userdata`), so that every client can read them.
"""

import json
import unicodedata
from collections import Counter
from collections.abc import Mapping

from sqlalchemy import ColumnElement, bindparam, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from api.domains.answers import LabelCount
from api.domains.finding import zones_of_key
from api.transaction import Transaction
from core.errors import Invalid
from core.models import Domain, DomainAccess, DomainValue

LABELS = "zonehost/labels"
NOTES = "zonehost/notes"

MOST_LABELS = 20
LONGEST_LABEL = 40


def labels_in(values: Mapping[str, str]) -> list[str]:
    """Return the labels among what a user keeps with a domain."""
    return parse_labels(values.get(LABELS))


def parse_labels(value: str | None) -> list[str]:
    """Return labels as they are stored; what was stored before it was checked may be none."""
    try:
        found = json.loads(value or "[]")
    except (ValueError, RecursionError):
        return []
    return [label for label in found if isinstance(label, str)] if isinstance(found, list) else []


def checked_labels(given: object) -> str:
    """Return the stored form of labels: a JSON list, in order, none twice; empty text for none.

    Args:
        given: a list of texts, or such a list as JSON.

    Raises:
        Invalid: it is something else, or there are too many, or one is too long.
    """
    if isinstance(given, str) and given:
        try:
            given = json.loads(given)
        except (ValueError, RecursionError) as error:
            raise Invalid('Labels are a list of texts, such as ["clients", "web"].') from error
    if not given:
        return ""
    if not isinstance(given, list) or not all(isinstance(label, str) for label in given):
        raise Invalid('Labels are a list of texts, such as ["clients", "web"].')
    # of labels that differ in their capitals only the first stays
    labels: dict[str, str] = {}
    for text in given:
        label = _checked_label(text)
        labels.setdefault(label.casefold(), label)
    if len(labels) > MOST_LABELS:
        raise Invalid(f"A domain may have at most {MOST_LABELS} labels, not {len(labels)}.")
    return json.dumps([labels[folded] for folded in sorted(labels)], ensure_ascii=False)


def _checked_label(text: str) -> str:
    label = unicodedata.normalize("NFC", text.strip())
    if not label or len(label) > LONGEST_LABEL or not label.isprintable():
        raise Invalid(f"A label has 1 to {LONGEST_LABEL} printable characters; {text[:60]!r} has not.")
    return label


def holds_label(stored: InstrumentedAttribute[str], label: str) -> ColumnElement[bool]:
    """Return the condition that a label is one of those stored.

    A quote within a label is escaped in JSON: behind a bracket or comma, one that is not begins a label.

    Args:
        stored: labels as `checked_labels` gives them.
        label: in any case.
    """
    wanted = json.dumps(unicodedata.normalize("NFC", label.strip()), ensure_ascii=False)
    return or_(stored.startswith(f"[{wanted}", autoescape=True), stored.contains(f", {wanted}", autoescape=True))


def count_labels(transaction: Transaction) -> list[LabelCount]:
    """Return the labels a user has given, in order, each with how many domains have it.

    Raises:
        NotAllowed: a domain key signed in.
    """
    actor = transaction.actor
    user_id = actor.require_user("list labels")
    query = (
        select(DomainValue.value)
        .join(Domain, Domain.id == DomainValue.domain_id)
        .where(
            DomainValue.user_id == bindparam("user_id"),
            DomainValue.key == LABELS,
            Domain.live_name.is_not(None),
            *zones_of_key(actor),
        )
    )
    if not actor.owns_everything:
        mine = (DomainAccess.domain_id == Domain.id) & (DomainAccess.user_id == DomainValue.user_id)
        query = query.join(DomainAccess, mine)
    values = transaction.session.scalars(query.order_by(Domain.live_name), {"user_id": user_id})
    spelt: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for value in values:
        for label in parse_labels(value):
            spelt.setdefault(label.casefold(), label)
            counts[label.casefold()] += 1
    return [{"label": spelt[folded], "domains": counts[folded]} for folded in sorted(counts)]
