"""The job that asks the public servers until they serve the published version of a zone."""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, Row, bindparam, select
from sqlalchemy.exc import SQLAlchemyError

from core import logs
from core.errors import TryLater
from core.jobs import CheckVisibility
from core.models import Domain
from core.zone.serials import serial_gt
from worker.job_record import now_milliseconds
from worker.public_servers import Answers, PublicServers
from worker.sightings import Seen, note_seen, note_visible

# a zone is asked about at these intervals, the last one again and again, until it is seen or given back to the sweep
INTERVALS_SECONDS = (0.004, 0.006, 0.01, 0.02, 0.04, 0.08, 0.16, 0.3, 0.5)
GIVE_UP_SECONDS = 10.0
# The rounds after which the primary is asked to notify again, for a server that answers and is behind: a NOTIFY may be
# lost, or fall into a transfer under way, and the server would look by itself only after its refresh time.
REMINDER_ROUNDS = (6, 8, 12, 20)
# how long to rest after a round, in multiples of the time it took
REST = 2
LONGEST_REST_SECONDS = 0.1
# zones asked about in one round, so that the answers fit into the receive buffer
ROUND_ZONES = 200

# made once: SQLAlchemy takes longer to recognise an equal statement than to run it
READ_WATCHED = select(
    Domain.id,
    Domain.name,
    Domain.serial,
    Domain.published_serial,
    Domain.signed_serial,
    Domain.is_unseen,
).where(Domain.id.in_(bindparam("domain_ids", expanding=True)), Domain.live_name.is_not(None))

log = logs.get()

ZoneRow = Row[*tuple[Any, ...]]


@dataclass(slots=True)
class _Watched:
    gives_up_at: float
    due_at: float
    rounds: int = 0
    noted: dict[str, int] = field(default_factory=dict)


class VisibilityWatch:
    """Watches many zones at once, so that none waits for another and a silent server holds up nobody.

    A job only adds a zone to what is watched; the watching is a loop of its own. What is watched is lost with the
    process, and asked again by the sweep.

    Args:
        engine: the database.
        public_servers: whom to ask.
        remind: has the primary notify the public servers of a zone again; raises TryLater.
    """

    def __init__(self, engine: Engine, public_servers: PublicServers, remind: Callable[[str], None]) -> None:
        self._engine = engine
        self._public_servers = public_servers
        self._remind = remind
        self._watched: dict[int, _Watched] = {}
        self._changed = threading.Condition()

    def check_visibility(self, job: CheckVisibility) -> None:
        """Start watching a zone, or watch it for longer."""
        now = time.monotonic()
        with self._changed:
            self._watched[job.domain_id] = _Watched(now + GIVE_UP_SECONDS, now + INTERVALS_SECONDS[0])
            self._changed.notify()

    def run(self) -> None:
        """Watch for ever; made for a daemon thread."""
        while True:
            due = self._wait_for_due()
            started = time.monotonic()
            try:
                settled = self._ask_about(due)
            except (SQLAlchemyError, OSError) as error:
                log.warning("round_failed", error=str(error))
                time.sleep(1)
                settled = set()
            self._plan_next(due, settled)
            # a part of the time only, however many zones there are
            time.sleep(min(REST * (time.monotonic() - started), LONGEST_REST_SECONDS))

    def _wait_for_due(self) -> dict[int, _Watched]:
        with self._changed:
            while True:
                now = time.monotonic()
                due = [(domain_id, watched) for domain_id, watched in self._watched.items() if watched.due_at <= now]
                if due:
                    return dict(due[:ROUND_ZONES])
                next_due = min((watched.due_at for watched in self._watched.values()), default=now + 60)
                self._changed.wait(next_due - now)

    def _plan_next(self, due: Mapping[int, _Watched], settled: set[int]) -> None:
        now = time.monotonic()
        with self._changed:
            for domain_id, watched in due.items():
                if now <= watched.gives_up_at and domain_id not in settled:
                    watched.due_at = now + INTERVALS_SECONDS[min(watched.rounds, len(INTERVALS_SECONDS) - 1)]
                    watched.rounds += 1
                elif self._watched[domain_id] is watched:
                    # another object means that a job has come in meanwhile
                    del self._watched[domain_id]

    def _ask_about(self, due: Mapping[int, _Watched]) -> set[int]:
        """Do one round; returns the zones there is nothing more to see of."""
        with self._engine.connect() as connection:
            zones = connection.execute(READ_WATCHED, {"domain_ids": list(due)}).all()
        unseen = [zone for zone in zones if zone.is_unseen]
        answers = self._public_servers.ask([zone.name for zone in unseen])
        live = {zone.id: zone.published_serial for zone in unseen if self._is_live(zone, answers)}
        self._note(due, unseen, answers, live)
        busy = {zone.id for zone in zones if zone.published_serial != zone.serial}
        waiting = {zone.id for zone in unseen} - live.keys()
        for zone in unseen:
            if zone.id in waiting and due[zone.id].rounds in REMINDER_ROUNDS and _is_answered(zone.name, answers):
                self._remind_of(zone.name)
        return set(due) - busy - waiting

    def _remind_of(self, zone: str) -> None:
        try:
            self._remind(zone)
        except TryLater as refusal:
            log.warning("not_reminded", zone=zone, error=refusal.message)

    def _is_live(self, zone: ZoneRow, answers: Answers) -> bool:
        return all(
            _shows(answers.get((server.name, zone.name)), zone.signed_serial) for server in self._public_servers.servers
        )

    def _note(
        self,
        due: Mapping[int, _Watched],
        unseen: Sequence[ZoneRow],
        answers: Answers,
        live: Mapping[int, int],
    ) -> None:
        now = now_milliseconds()
        ids = {zone.name: zone.id for zone in unseen}
        sightings = []
        for (server, name), serial in answers.items():
            noted = due[ids[name]].noted
            if serial is not None and noted.get(server) != serial:
                noted[server] = serial
                sightings.append(Seen(ids[name], server, serial, now))
        if sightings or live:
            with self._engine.begin() as connection:
                # in this order: a sighting's foreign key locks the zone's row for sharing, and asking for more
                # afterwards would be a deadlock with whoever waits to change it
                note_visible(connection, live.items(), now)
                note_seen(connection, sightings)


def _shows(serial: int | None, signed_serial: int) -> bool:
    """Tell whether a server serves at least this (signed) serial."""
    return serial is not None and not serial_gt(signed_serial, serial)


def _is_answered(zone: str, answers: Answers) -> bool:
    """Tell whether any server said anything about a zone; nobody reminds servers that are away."""
    return any(name == zone for _server, name in answers)
