"""The state of a zone is the same whether it is told of one zone or asked of the database for many."""

from itertools import product

from sqlalchemy import create_engine, select, text

from api.status.states import STATE, STATES, state_of
from core.models import Domain

COLUMNS = ("disabled", "last_error", "serial", "loaded_serial", "published_serial", "visible_serial")
SERIALS = (None, 1, 2)


def test_one_zone_and_the_database_agree_in_every_case() -> None:
    cases = list(product((False, True), (None, "refused"), (2,), SERIALS, SERIALS, SERIALS))
    told = [state_of(Domain(**dict(zip(COLUMNS, values, strict=True)))) for values in cases]
    assert set(told) == set(STATES)
    with create_engine("sqlite://").begin() as connection:
        connection.execute(text(f"CREATE TABLE domains (id INTEGER PRIMARY KEY, {', '.join(COLUMNS)})"))
        places = ", ".join(f":{column}" for column in COLUMNS)
        insert = text(f"INSERT INTO domains ({', '.join(COLUMNS)}) VALUES ({places})")
        connection.execute(insert, [dict(zip(COLUMNS, values, strict=True)) for values in cases])
        asked = connection.execute(select(STATE).order_by(Domain.id)).scalars().all()
    assert asked == told
