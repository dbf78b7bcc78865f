"""A unit of work: decide and save in one transaction, ring the queue only after it is committed."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Engine, bindparam, insert, select
from sqlalchemy.orm import Session

from api.actor import Actor
from api.conditions import NONE, Conditions
from api.key_limits.denials import DeniedByKey
from core import logs
from core.errors import TryLater
from core.jobs import Job
from core.models import AuditEntry
from core.queue import Queue

log = logs.get()

# how much of a denied request is kept; a path may be as long as a client likes
LONGEST_NOTE = 300
# the same denial is noted once in this time, and so many different ones
DENIALS_MILLISECONDS = 60_000
MOST_DENIALS = 60

# made once, and without the unit of work: entries are written with nearly every change and never looked at in it
INSERT_ENTRY = insert(AuditEntry)

# made once: keys are denied things as often as they are used
_LAST_ENTRIES = select(AuditEntry.happened_at, AuditEntry.type, AuditEntry.args, AuditEntry.domain_id).order_by(
    AuditEntry.id.desc()
)
LAST_ENTRIES_OF_USER = _LAST_ENTRIES.where(AuditEntry.user_id == bindparam("id")).limit(MOST_DENIALS)
LAST_ENTRIES_OF_DOMAIN = _LAST_ENTRIES.where(AuditEntry.domain_id == bindparam("id")).limit(MOST_DENIALS)


@dataclass(slots=True)
class Transaction:
    """What an action works with.

    Attributes:
        session: of the database; committed by who opened the transaction.
        actor: who does it.
        now: Unix milliseconds; the one time of everything in it.
        conditions: what the client makes the outcome depend on.
        is_rehearsal: whether nothing of it is to be saved (`dry_run`).
        jobs: what is to be asked for once it is saved.
        tag: of the state that is answered, if it has one.
    """

    session: Session
    actor: Actor
    now: int
    conditions: Conditions = NONE
    is_rehearsal: bool = False
    jobs: list[Job] = field(default_factory=list)
    tag: str | None = None

    def note(self, event: str, *args: object, user_id: int | None = None, domain_id: int | None = None) -> None:
        """Write an event into the audit log (API 1.0 §14); versions of zones stand in their history already.

        Args:
            event: its name, such as `apikey.created`.
            args: what it carries; nothing secret.
            user_id: the account it happened to.
            domain_id: the domain it happened to.
        """
        actor = self.actor
        entry = {
            "happened_at": self.now,
            "type": event,
            "actor": actor.email,
            "through": actor.through,
            "key_description": actor.key_description,
            "impersonator": actor.impersonator,
            "address": actor.address,
            "request_id": actor.request_id,
            "user_id": user_id,
            "domain_id": domain_id,
            "args": json.dumps(args),
        }
        self.session.connection().execute(INSERT_ENTRY, entry)


class Transactions:
    """Opens transactions.

    Args:
        engine: the database.
        queue: where the jobs go.
        clock: gives Unix milliseconds.
        sign_in: tells who makes the present request and that they may, or raises.
        saved: is told of every transaction that has made a version of a zone.
        conditions: tells what the present request depends on.
    """

    def __init__(
        self,
        engine: Engine,
        queue: Queue,
        clock: Callable[[], int],
        sign_in: Callable[[Session], Actor],
        *,
        saved: Callable[[], None],
        conditions: Callable[[], Conditions],
    ) -> None:
        self._saved = saved
        self._engine = engine
        self._queue = queue
        self._clock = clock
        self._sign_in = sign_in
        self._conditions = conditions

    @contextmanager
    def begin(self, *, is_rehearsal: bool = False) -> Iterator[Transaction]:
        """Commit what happens inside, then ring for its jobs; an exception undoes all of it.

        A ring that is not heard is logged and nothing else: the change is saved, and the sweep asks again.

        Args:
            is_rehearsal: undo everything at the end and ring for nothing.

        Raises:
            NotSignedIn: nobody has signed in, and the path is not public.
            NotAllowed: the actor may not use the path; what it needs is said in its `Endpoint`.
        """
        with self.read() as transaction:
            transaction.is_rehearsal = is_rehearsal
            yield transaction
            if is_rehearsal:
                transaction.session.rollback()
                return
            transaction.session.commit()
        if transaction.jobs:
            self._saved()
        try:
            self._queue.submit(transaction.jobs)
        except TryLater as refusal:
            log.warning("ring_not_heard", request_id=transaction.actor.request_id, error=refusal.message)

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """Look without changing anything; the errors are those of `begin`."""
        try:
            with Session(self._engine) as session:
                yield Transaction(session, self._sign_in(session), self._clock(), self._conditions())
        except DeniedByKey as denial:
            self._note(denial)
            raise

    @contextmanager
    def read_at_one_moment(self) -> Iterator[Transaction]:
        """Look at several things as they were together; the errors are those of `begin`."""
        with self.read() as transaction:
            # signing in has begun a transaction, and the isolation of one is said before it begins
            transaction.session.rollback()
            transaction.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            yield transaction

    def _note(self, denial: DeniedByKey) -> None:
        """Tell the owner of a key what was denied to it, in a transaction of its own: the other is undone.

        What is denied again and again is noted once a minute, and no more than so much, lest a key fill the log.
        """
        actor = denial.actor
        event = "apikey.denied" if actor.user_id is not None else "domain.key.denied"
        masked_key = actor.key.masked_key if actor.key is not None else None
        with Session(self._engine) as session:
            transaction = Transaction(session, actor, self._clock())
            args = (masked_key, denial.attempted[:LONGEST_NOTE])
            if not _was_noted_lately(transaction, event, args, denial.domain_id):
                transaction.note(event, *args, user_id=actor.user_id, domain_id=denial.domain_id)
                session.commit()

    @contextmanager
    def read_again(self, actor: Actor) -> Iterator[Transaction]:
        """Look as somebody who has signed in before in the same request."""
        with Session(self._engine) as session:
            yield Transaction(session, actor, self._clock())


def _was_noted_lately(transaction: Transaction, event: str, args: tuple[object, ...], domain_id: int | None) -> bool:
    """Tell whether a denial stands in the audit log already, or too many of its kind do.

    It is looked for among the last entries of the account, or of the domain for a domain key: as many as are read of
    an index at once.
    """
    user_id = transaction.actor.user_id
    chosen = LAST_ENTRIES_OF_USER if user_id is not None else LAST_ENTRIES_OF_DOMAIN
    wanted = {"id": user_id if user_id is not None else domain_id}
    since = transaction.now - DENIALS_MILLISECONDS
    rows = transaction.session.execute(chosen, wanted).all()
    lately = [(row.args, row.domain_id) for row in rows if row.type == event and row.happened_at > since]
    return len(lately) == MOST_DENIALS or (json.dumps(args), domain_id) in lately
