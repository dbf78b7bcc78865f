"""The MariaDB wire."""

from typing import Literal

from sqlalchemy import Engine, create_engine, event

from core.settings import DatabaseSettings

Isolation = Literal["READ COMMITTED", "REPEATABLE READ"]


def create_database_engine(settings: DatabaseSettings, isolation: Isolation = "READ COMMITTED") -> Engine:
    """Make the engine of a process; connections are checked before use and given up before the server drops them.

    Args:
        settings: where the database is. `pool_use_lifo` lets surplus connections age out.
        isolation: READ COMMITTED for who locks a row in mid-transaction and then reads what belongs to it, which also
            keeps range locks from making writers of neighbouring zones wait; REPEATABLE READ for who reads several
            things as they were at one moment.
    """
    engine = create_engine(
        settings.url,
        isolation_level=isolation,
        pool_size=settings.pool_size,
        max_overflow=settings.pool_size,
        pool_timeout=5,
        pool_pre_ping=True,
        pool_recycle=settings.recycle_seconds,
        pool_use_lifo=True,
        # errors are logged with their statement; what it carried may be the code of a mail or the hash of a password
        hide_parameters=True,
        connect_args={"charset": "utf8mb4", "connect_timeout": 3, "read_timeout": 60, "write_timeout": 60},
    )

    @event.listens_for(engine, "connect")
    def refuse_silent_truncation(connection: object, _record: object) -> None:
        with connection.cursor() as cursor:  # type: ignore[attr-defined]
            cursor.execute("SET SESSION sql_mode = 'TRADITIONAL', group_concat_max_len = 1073741824")

    return engine
