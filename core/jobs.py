"""Every job: what it is called on the wire, what it carries, and what makes two of them the same."""

import json
from dataclasses import asdict, dataclass
from typing import ClassVar

from core.errors import Invalid


@dataclass(frozen=True, slots=True)
class PublishZone:
    """Bring a zone on the hidden primary to its newest serial; `serial` is the one wanted when it was asked."""

    NAME: ClassVar[str] = "publish_zone"
    domain_id: int
    serial: int

    @property
    def unique(self) -> str:
        """The serial is part of it: a submission under the key of a running job would be answered and never run."""
        return f"{self.domain_id}:{self.serial}"


@dataclass(frozen=True, slots=True)
class RetireZone:
    """Take a deleted or disabled zone off the catalog and the hidden primary."""

    NAME: ClassVar[str] = "retire_zone"
    domain_id: int
    serial: int

    @property
    def unique(self) -> str:
        """As for publishing; a ring that is lost because the zone was disabled twice at one serial is the sweep's."""
        return f"{self.domain_id}:{self.serial}"


@dataclass(frozen=True, slots=True)
class CheckVisibility:
    """Ask the public servers until they serve the published version of a zone, and note what they answer."""

    NAME: ClassVar[str] = "check_visibility"
    domain_id: int
    serial: int

    @property
    def unique(self) -> str:
        """One question per version."""
        return f"{self.domain_id}:{self.serial}"


@dataclass(frozen=True, slots=True)
class ReadDs:
    """Read which keys the hidden primary signs a zone with, and which DS it asks the parent for."""

    NAME: ClassVar[str] = "read_ds"
    domain_id: int

    @property
    def unique(self) -> str:
        """The answer is the same for whoever asks meanwhile."""
        return f"ds:{self.domain_id}"


@dataclass(frozen=True, slots=True)
class PublishCatalog:
    """Compare every member of the catalog zone with the table of zones and send the difference."""

    NAME: ClassVar[str] = "publish_catalog"

    @property
    def unique(self) -> str:
        """There is one catalog."""
        return "catalog"


@dataclass(frozen=True, slots=True)
class SendMail:
    """Hand a mail over to the mail server."""

    NAME: ClassVar[str] = "send_mail"
    mail_id: int

    @property
    def unique(self) -> str:
        """A mail is sent once."""
        return f"mail:{self.mail_id}"


@dataclass(frozen=True, slots=True)
class CallHook:
    """Make a call of a webhook that is owed."""

    NAME: ClassVar[str] = "call_hook"
    call_id: int

    @property
    def unique(self) -> str:
        """A ring that is lost because the call is being made is not needed; after a failure the sweep rings."""
        return f"call:{self.call_id}"


@dataclass(frozen=True, slots=True)
class RunJob:
    """Run a job an administrator has asked for by hand, whose row is there already."""

    NAME: ClassVar[str] = "run_job"
    job_id: int

    @property
    def unique(self) -> str:
        """A job is taken once."""
        return f"job:{self.job_id}"


Job = PublishZone | RetireZone | CheckVisibility | ReadDs | PublishCatalog | SendMail | CallHook | RunJob

JOBS: dict[str, type[Job]] = {
    kind.NAME: kind
    for kind in (PublishZone, RetireZone, CheckVisibility, ReadDs, PublishCatalog, SendMail, CallHook, RunJob)
}


def to_payload(job: Job) -> str:
    """Return what travels in the queue."""
    return json.dumps(asdict(job))


def from_payload(name: str, payload: str) -> Job:
    """Read a job back.

    Args:
        name: the wire name it was submitted under.
        payload: what `to_payload` gave.

    Raises:
        Invalid: for a name nobody knows or a payload of another shape.
    """
    try:
        return JOBS[name](**json.loads(payload))
    except (KeyError, TypeError, ValueError) as error:
        raise Invalid(f"This is not a job: {name} {payload!r}") from error
