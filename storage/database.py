"""One engine for SQLite and PostgreSQL; SQLite is set up for several processes and for real deletion."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event

MIGRATIONS = Path(__file__).resolve().parent / "migrations"
READS_ONLY = "reads_only"
SQLITE_SETUP = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=NORMAL",
    "PRAGMA busy_timeout=30000",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
)
FORGETTING_SETUP = ("PRAGMA busy_timeout=30000", "PRAGMA journal_mode=DELETE", "PRAGMA secure_delete=ON")
"""A log of writing would keep what was deleted, and in which order rows came; this one is gone after each change."""


def open_database(url: str, sqlite_setup: Sequence[str] = SQLITE_SETUP) -> Engine:
    """An engine for a database URL. On SQLite every transaction begins as a writer, so that none fails half-way."""
    engine = create_engine(url, connect_args={"check_same_thread": False} if url.startswith("sqlite") else {})
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite(sqlite_setup))
        event.listen(engine, "begin", _begin_as_writer)
    return engine


def migrate_on_first_use(engine: Engine) -> None:
    """Have the database brought to its newest shape when it is first connected to."""
    prepare_on_first_use(engine, migrate)


def prepare_on_first_use(
    engine: Engine, prepare: Callable[[Engine], None], sqlite_setup: Sequence[str] = SQLITE_SETUP
) -> None:
    """Have a database prepared when it is first connected to; nothing happens before."""

    def prepare_first(*_: object) -> None:
        own = open_database(engine.url.render_as_string(hide_password=False), sqlite_setup)
        prepare(own)
        own.dispose()

    event.listen(engine, "first_connect", prepare_first)


def migrate(engine: Engine) -> None:
    """Bring the database to the newest shape; foreign keys rest meanwhile, because SQLite rebuilds tables."""
    # Takes a quarter of a second, and commands without a database do without it.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    is_sqlite = engine.dialect.name == "sqlite"
    with reading(engine) as connection:
        if is_sqlite:
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()
        if is_sqlite:
            connection.exec_driver_sql("PRAGMA foreign_keys=ON")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that only reads and therefore waits for no writer."""
    with engine.connect() as connection:
        yield connection.execution_options(**{READS_ONLY: True})


def naive(moment: datetime) -> datetime:
    """A moment as the database keeps it: UTC without a zone."""
    return moment.astimezone(UTC).replace(tzinfo=None)


def aware(moment: datetime) -> datetime:
    """A moment as the program knows it."""
    return moment.replace(tzinfo=UTC)


def _set_up_sqlite(setup: Sequence[str]) -> Callable[[Any, object], None]:
    def set_up(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for statement in setup:
            cursor.execute(statement)
        cursor.close()

    return set_up


def _begin_as_writer(connection: Connection) -> None:
    if not connection.get_execution_options().get(READS_ONLY):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
