"""Two versions side by side: what the version before reads and writes goes on working on the tables of the next."""

import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, MetaData, Table, create_engine, func, insert, inspect, select, text
from sqlalchemy.types import BINARY, LargeBinary, String

from orchestration.local.layout import REPOSITORY
from tests.database_server import database_server

# What a migration takes away or narrows on purpose, after the version that last used it: "revision: table.column".
CONTRACTIONS: frozenset[str] = frozenset()


def revisions() -> list[str]:
    script = ScriptDirectory.from_config(Config(str(REPOSITORY / "alembic.ini")))
    return [revision.revision for revision in reversed(list(script.walk_revisions()))]


def alembic(url: str, *words: str) -> None:
    command = [sys.executable, "-m", "alembic", "-c", str(REPOSITORY / "alembic.ini"), *words]
    environment = {**os.environ, "DATABASE_URL": url}
    done = subprocess.run(command, cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    server, url = database_server(tmp_path_factory.mktemp("mariadb"))
    server.start()
    try:
        yield url
    finally:
        server.stop()


def tables_of(engine: Engine) -> dict[str, Table]:
    metadata = MetaData()
    metadata.reflect(engine)
    return {name: table for name, table in metadata.tables.items() if name != "alembic_version"}


def written_before(table: Table) -> dict[str, Any]:
    """Return values for every column that a statement of the version before would have to give."""
    values: dict[str, Any] = {}
    for column in table.columns:
        if column.computed is None and column.autoincrement is not True:
            values[column.name] = _value_for(column.type)
    return values


def _value_for(kind: Any) -> Any:
    if isinstance(kind, BINARY | LargeBinary):
        return b"\1" * (getattr(kind, "length", None) or 8)
    return "x" if isinstance(kind, String) else 1


@pytest.mark.parametrize(("before", "after"), list(zip(revisions(), revisions()[1:], strict=False)))
def test_the_version_before_works_on_the_tables_of_the_next(url: str, before: str, after: str) -> None:
    engine = create_engine(url)
    alembic(url, "downgrade", "base")
    alembic(url, "upgrade", before)
    old = tables_of(engine)
    alembic(url, "upgrade", after)
    new = tables_of(engine)
    with engine.connect() as connection:
        # rows stand alone here; what they refer to is not looked at
        connection.execute(text("SET FOREIGN_KEY_CHECKS = 0"))
        for name, table in old.items():
            if f"{after}: {name}" in CONTRACTIONS:
                continue
            assert name in new, f"{after} takes the table {name} away, which {before} uses"
            kept = [column for column in table.columns if f"{after}: {name}.{column.name}" not in CONTRACTIONS]
            for column in kept:
                assert column.name in new[name].columns, f"{after} takes {name}.{column.name} away"
                is_tightened = column.nullable and not new[name].columns[column.name].nullable
                assert not is_tightened, f"{after} demands {name}.{column.name}, which {before} may leave out"
            # a statement that names the columns of before and no other
            connection.execute(insert(table).values(written_before(table)))
            assert connection.scalar(select(func.count()).select_from(table)) == 1
            connection.execute(select(*kept)).all()
        connection.rollback()
    engine.dispose()


def test_the_newest_tables_are_those_of_the_code_and_every_migration_can_be_undone(url: str) -> None:
    alembic(url, "upgrade", "head")
    alembic(url, "check")
    alembic(url, "downgrade", "base")
    engine = create_engine(url)
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    engine.dispose()
    alembic(url, "upgrade", "head")
