"""Every job has one handler, in one lane, and travels through the queue unchanged."""

from dataclasses import fields
from typing import get_args

import pytest
from sqlalchemy import create_engine

from core.jobs import JOBS, Job, from_payload, to_payload
from core.locks import Locks
from core.rndc import Rndc
from core.sealing import Sealer
from core.settings import Address, LockSettings, MailSettings, PrimarySettings
from tests.architecture.sources import REPOSITORY
from worker.bind_server import BindServer
from worker.call_hook import HookCaller
from worker.catalog_zone import CatalogZone
from worker.check_visibility import VisibilityWatch
from worker.handlers import (
    Handlers,
    handlers_by_hand,
    hook_handlers,
    inspector_handlers,
    outbox_handlers,
    publisher_handlers,
    watcher_handlers,
)
from worker.mail_server import MailServer
from worker.outside_request import OutsideRequests
from worker.primary_control import PrimaryControl
from worker.public_servers import PublicServers
from worker.read_ds import KeyReader
from worker.send_mail import MailSender
from worker.signing_state import SigningState

# the longest unique key gearmand takes, in octets
LONGEST_UNIQUE = 64


@pytest.fixture(scope="module")
def lanes() -> list[Handlers]:
    """Give the handlers of each kind of process; nothing they stand on connects before it is used."""
    primary = PrimarySettings(
        dns=Address("127.0.0.1", 1),
        control=Address("127.0.0.1", 1),
        rndc_secret="AAAA",
        catalog="catalog.invalid",
        catalog_tsig_name="catalog-update",
        catalog_tsig_secret="AAAA",
        directory=REPOSITORY,
    )
    engine = create_engine("mariadb+pymysql://nobody@127.0.0.1:1/none")
    server = BindServer(
        primary.directory, PrimaryControl(Rndc("127.0.0.1", 1, primary.rndc_secret)), SigningState(primary)
    )
    locks = Locks(LockSettings("redis://127.0.0.1:1/0", 15))
    publishing = publisher_handlers(engine, locks, server, CatalogZone(primary))
    watch = VisibilityWatch(engine, PublicServers([]), remind=print)
    keys = KeyReader(engine, primary)
    mails = MailSender(engine, MailServer(MailSettings(Address("127.0.0.1", 1), "off", "", "", "a@b.example")))
    caller = HookCaller(engine, OutsideRequests(1, []), Sealer("secret"))
    return [
        publishing,
        watcher_handlers(watch),
        inspector_handlers(keys),
        outbox_handlers(mails),
        hook_handlers(caller),
        handlers_by_hand(engine, publishing, watch, keys=keys, mails=mails, caller=caller),
    ]


def test_every_job_has_a_handler_and_none_is_handled_twice(lanes: list[Handlers]) -> None:
    handled = [name for lane in lanes for name in lane]
    assert sorted(handled) == sorted(JOBS)


def test_every_kind_of_job_is_listed_under_its_wire_name() -> None:
    assert {kind.NAME: kind for kind in get_args(Job)} == JOBS


@pytest.mark.parametrize("kind", JOBS.values())
def test_a_job_is_a_name_with_an_id_and_a_serial_and_travels_unchanged(kind: type[Job]) -> None:
    names = {field.name for field in fields(kind)}
    assert names <= {"domain_id", "serial"} or names in ({"mail_id"}, {"call_id"}, {"job_id"})
    job = kind(**{field.name: 2**32 - 1 for field in fields(kind)})
    assert from_payload(kind.NAME, to_payload(job)) == job
    assert len(job.unique) <= LONGEST_UNIQUE
    if fields(kind):
        assert str(2**32 - 1) in job.unique.split(":")[1], "a unique key without the serial loses rings"


@pytest.mark.parametrize("name", JOBS)
def test_a_job_is_carried_out_in_the_file_of_its_name(name: str) -> None:
    assert (REPOSITORY / "worker" / f"{name}.py").is_file()
