"""Templates of mails: each is there twice, speaks of nothing unknown, and escapes what it is given."""

from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from api.actor import Actor
from api.mail.writer import TEMPLATES, MailWriter
from api.transaction import Transaction
from core.jobs import SendMail
from core.models import Mail
from core.settings import SiteSettings

NAMES = sorted(path.stem for path in TEMPLATES.glob("*.txt"))
HOSTILE = '<script>alert("1")</script>\r\nBcc: victim@people.example'

# what some of them speak of
VALUES: dict[str, object] = {
    "real_name": HOSTILE,
    "code": HOSTILE,
    "address": HOSTILE,
    "new_email": HOSTILE,
    "domains": [HOSTILE],
    "change": HOSTILE,
    "applicant": {"number": 7, "email": HOSTILE, "real_name": HOSTILE},
    "description": HOSTILE,
    "masked_key": HOSTILE,
    "password_suffices": True,
}


@pytest.fixture
def transaction() -> Iterator[Transaction]:
    """Give a transaction of a database that has one table, in memory."""
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TABLE mails (id INTEGER PRIMARY KEY, user_id, recipient, template, subject, text_body, html_body, "
            "request_id, created_at, attempts, next_attempt_at, finished_at, result, is_owed)"
        )
    with Session(engine) as session:
        yield Transaction(session, Actor(None, "", "nobody", frozenset(), None, "r-1"), 1_795_406_251_000)


def written(transaction: Transaction, name: str, site: SiteSettings) -> Mail:
    MailWriter(site).write(transaction, name, "ana@people.example", user_id=7, **VALUES)
    mail = transaction.session.query(Mail).one()
    assert transaction.jobs == [SendMail(mail.id)]
    return mail


def test_every_template_is_there_in_text_and_html() -> None:
    assert sorted(path.stem for path in TEMPLATES.glob("*.html") if path.stem != "base") == NAMES


@pytest.mark.parametrize("web_url", ["", "https://dns.example"])
@pytest.mark.parametrize("name", NAMES)
def test_nothing_that_is_given_becomes_html_or_a_header(transaction: Transaction, name: str, web_url: str) -> None:
    mail = written(transaction, name, SiteSettings("Zone\r\nhost", web_url))
    assert mail.subject == " ".join(mail.subject.split()) != ""
    assert "<script" not in str(mail.html_body)
    assert "</html>" in str(mail.html_body)
    assert "{{" not in f"{mail.text_body}{mail.html_body}"
    assert (web_url in str(mail.text_body)) is True
