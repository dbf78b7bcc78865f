"""What is decided about patterns of what is blocked; `api.block_patterns` matches them."""

import json

from sqlalchemy import select

from api.block_lists.answers import PatternObject, PatternTried
from api.block_lists.schemas import LONGEST_PATTERN, ChangePattern
from api.block_patterns import check_pattern, matches
from api.body import is_true
from api.transaction import Transaction
from core.errors import Invalid, NotFound
from core.models import BlockPattern

# what is looked at is a name or an address
LONGEST_SUBJECT = 254

PLACES = ("signup_name", "signup_email", "domain_name")


def list_patterns(transaction: Transaction) -> dict[str, PatternObject]:
    """Return all patterns by their ids."""
    patterns = transaction.session.scalars(select(BlockPattern).order_by(BlockPattern.id))
    return {str(pattern.id): _object(pattern) for pattern in patterns}


def get_pattern(transaction: Transaction, pattern_id: int) -> PatternObject:
    """Return a pattern."""
    return _object(_find(transaction, pattern_id))


def create_pattern(transaction: Transaction, wanted: ChangePattern) -> PatternObject:
    """Add a pattern.

    Raises:
        Invalid: there is no regular expression, or it is none.
    """
    if wanted.regex is None:
        raise Invalid("Error creating blockregex.", ["Missing required field: regex"])
    pattern = BlockPattern(
        comment="", signup_name=False, signup_email=False, domain_name=False, created_at=transaction.now
    )
    _apply(transaction, pattern, wanted)
    transaction.session.add(pattern)
    transaction.session.flush()
    transaction.note("blockregex.created", pattern.id, json.dumps(_noted(pattern)))
    return _object(pattern) | {"updated": True}


def change_pattern(transaction: Transaction, pattern_id: int, wanted: ChangePattern) -> PatternObject:
    """Change a pattern.

    Raises:
        Invalid: the regular expression is none.
    """
    pattern = _find(transaction, pattern_id)
    before = json.dumps(_noted(pattern))
    _apply(transaction, pattern, wanted)
    transaction.note("blockregex.updated", pattern.id, before, json.dumps(_noted(pattern)))
    return _object(pattern) | {"updated": True}


def delete_pattern(transaction: Transaction, pattern_id: int) -> None:
    """Delete a pattern."""
    pattern = _find(transaction, pattern_id)
    transaction.note("blockregex.deleted", pattern.id, json.dumps(_noted(pattern)))
    transaction.session.delete(pattern)


def try_pattern(transaction: Transaction, regex: str, subject: str) -> PatternTried:
    """Tell whether a pattern would block something.

    Raises:
        Invalid: it is no pattern, or too long to be saved, or there is nothing to try it with.
    """
    if len(regex) > LONGEST_PATTERN or not 0 < len(subject) <= LONGEST_SUBJECT:
        raise Invalid(
            f"A pattern of at most {LONGEST_PATTERN} characters can be tried, with 1 to {LONGEST_SUBJECT} characters."
        )
    return {"matches": matches(transaction.session, regex, subject)}


def _apply(transaction: Transaction, pattern: BlockPattern, wanted: ChangePattern) -> None:
    if wanted.regex is not None:
        check_pattern(transaction.session, wanted.regex)
        pattern.regex = wanted.regex
    if wanted.comment is not None:
        pattern.comment = wanted.comment
    for place in PLACES:
        value = getattr(wanted, place)
        if value is not None:
            setattr(pattern, place, is_true(value))


def _find(transaction: Transaction, pattern_id: int) -> BlockPattern:
    pattern = transaction.session.get(BlockPattern, pattern_id)
    if pattern is None:
        raise NotFound(f"Unknown blockregex id: {pattern_id}")
    return pattern


def _noted(pattern: BlockPattern) -> dict[str, object]:
    return {"regex": pattern.regex, "comment": pattern.comment} | {place: getattr(pattern, place) for place in PLACES}


def _object(pattern: BlockPattern) -> PatternObject:
    return {
        "id": pattern.id,
        "comment": pattern.comment,
        "regex": pattern.regex,
        "created": pattern.created_at // 1000,
        "signup_name": pattern.signup_name,
        "signup_email": pattern.signup_email,
        "domain_name": pattern.domain_name,
    }
