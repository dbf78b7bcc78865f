"""The MariaDB wire."""

from sqlalchemy import Engine, create_engine, event

from core.settings import DatabaseSettings


def create_database_engine(settings: DatabaseSettings) -> Engine:
    """Make the engine of a process; connections are checked before use and given up before the server drops them.

    READ COMMITTED, because a worker that has taken a lock must read the newest rows, and so that range locks do not
    make writers of neighbouring zones wait for one another. `pool_use_lifo` lets surplus connections age out.
    """
    engine = create_engine(
        settings.url,
        isolation_level="READ COMMITTED",
        pool_size=settings.pool_size,
        max_overflow=settings.pool_size,
        pool_timeout=5,
        pool_pre_ping=True,
        pool_recycle=settings.recycle_seconds,
        pool_use_lifo=True,
        connect_args={"charset": "utf8mb4", "connect_timeout": 3, "read_timeout": 60, "write_timeout": 60},
    )

    @event.listens_for(engine, "connect")
    def refuse_silent_truncation(connection: object, _record: object) -> None:
        with connection.cursor() as cursor:  # type: ignore[attr-defined]
            cursor.execute("SET SESSION sql_mode = 'TRADITIONAL', group_concat_max_len = 1073741824")

    return engine
