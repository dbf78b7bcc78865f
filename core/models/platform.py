"""What the platform knows of itself: public servers, what they were seen to serve, and what became of jobs."""

from sqlalchemy import BigInteger, Index, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.schema import ForeignKey

from core.models.base import OPTIONS, Base, Milliseconds


class PublicNameServer(Base):
    """A public server every zone has to be visible on; kept equal to the settings by cron."""

    __tablename__ = "public_name_servers"

    name: Mapped[str] = mapped_column(String(100), primary_key=True)
    address: Mapped[str] = mapped_column(String(64))
    answered_at: Mapped[int | None] = mapped_column(Milliseconds)


class Sighting(Base):
    """The last serial a public server was seen to serve for a zone, and when it was first seen there.

    `serial` is the signed one.
    """

    __tablename__ = "sightings"

    domain_id: Mapped[int] = mapped_column(ForeignKey("domains.id", ondelete="CASCADE"), primary_key=True)
    server: Mapped[str] = mapped_column(String(100), primary_key=True)
    serial: Mapped[int] = mapped_column(BigInteger)
    seen_at: Mapped[int] = mapped_column(Milliseconds)


class Job(Base):
    """What was asked of a worker and what became of it; written by the code that runs jobs, relied on by nothing.

    Who asked and why is on the zone's change with the same serial. `log_lines` is a JSON list of [time, text].
    An administrator may ask for a job by hand: its row is there from the beginning, with `payload` and `reason`, in
    state created, or blocked while the job `depends_on_id` has not finished.
    """

    __tablename__ = "jobs"
    __table_args__ = (
        Index("ix_jobs_finished_at", "finished_at"),
        Index("ix_jobs_domain_id_finished_at", "domain_id", "finished_at"),
        Index("ix_jobs_domain_id", "domain_id", "id"),
        Index("ix_jobs_state", "state", "id"),
        Index("ix_jobs_depends_on_id", "depends_on_id"),
        Index("ix_jobs_repeats_id", "repeats_id"),
        OPTIONS,
    )

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    name: Mapped[str] = mapped_column(String(64))
    domain_id: Mapped[int | None]
    serial: Mapped[int | None] = mapped_column(BigInteger)
    request_id: Mapped[str | None] = mapped_column(String(64))
    worker: Mapped[str] = mapped_column(String(100))
    state: Mapped[str] = mapped_column(String(10))
    result: Mapped[str] = mapped_column(String(1024))
    attempt: Mapped[int] = mapped_column(SmallInteger)
    asked_at: Mapped[int | None] = mapped_column(Milliseconds)
    started_at: Mapped[int | None] = mapped_column(Milliseconds)
    finished_at: Mapped[int | None] = mapped_column(Milliseconds)
    log_lines: Mapped[str] = mapped_column(Text)
    payload: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(String(255))
    depends_on_id: Mapped[int | None] = mapped_column(BigInteger)
    repeats_id: Mapped[int | None] = mapped_column(BigInteger)


class ScheduledTask(Base):
    """The last run of a task of cron's schedule."""

    __tablename__ = "scheduled_tasks"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    started_at: Mapped[int] = mapped_column(Milliseconds)
    finished_at: Mapped[int | None] = mapped_column(Milliseconds)
    result: Mapped[str | None] = mapped_column(String(1024))
