"""Jobs: what travels in the queue comes back as it was, and what is not a job is refused."""

import pytest

from core.errors import Invalid
from core.jobs import (
    JOBS,
    CallHook,
    CheckVisibility,
    Job,
    PublishCatalog,
    PublishZone,
    ReadDs,
    RetireZone,
    RunJob,
    SendMail,
    from_payload,
    to_payload,
)

EXAMPLES: list[Job] = [
    PublishZone(7, 2026112300),
    RetireZone(7, 2026112300),
    CheckVisibility(2**31 - 1, 2**32 - 1),
    ReadDs(2**31 - 1),
    PublishCatalog(),
    SendMail(2**63 - 1),
    CallHook(2**63 - 1),
    RunJob(2**63 - 1),
]


def test_there_is_an_example_of_every_job() -> None:
    assert {type(job) for job in EXAMPLES} == set(JOBS.values())
    assert all(JOBS[job.NAME] is type(job) for job in EXAMPLES)


@pytest.mark.parametrize("job", EXAMPLES, ids=lambda job: job.NAME)
def test_a_job_comes_back_from_its_payload(job: Job) -> None:
    assert from_payload(job.NAME, to_payload(job)) == job


@pytest.mark.parametrize("job", EXAMPLES, ids=lambda job: job.NAME)
def test_the_unique_key_fits_into_the_64_octets_gearmand_allows(job: Job) -> None:
    assert 0 < len(job.unique.encode()) <= 64


def test_the_next_version_of_a_zone_is_another_job() -> None:
    for kind in (PublishZone, RetireZone, CheckVisibility):
        assert kind(7, 1).unique == kind(7, 1).unique
        assert len({kind(7, 1).unique, kind(7, 2).unique, kind(71, 1).unique, kind(8, 1).unique}) == 4


@pytest.mark.parametrize(
    ("name", "payload"),
    [
        ("unknown", "{}"),
        ("publish_zone", ""),
        ("publish_zone", "no json"),
        ("publish_zone", "[]"),
        ("publish_zone", "7"),
        ("publish_zone", "{}"),
        ("publish_zone", '{"domain_id": 7}'),
        ("publish_zone", '{"domain_id": 7, "serial": 1, "more": 2}'),
        ("publish_catalog", '{"domain_id": 7}'),
    ],
)
def test_what_is_no_job_is_refused(name: str, payload: str) -> None:
    with pytest.raises(Invalid, match="not a job"):
        from_payload(name, payload)
