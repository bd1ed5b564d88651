"""The pool in a database of its own: no names, no times, no order, and nothing in it that leads back to an assessment."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Callable

from sqlalchemy import Column, Engine, Index, Integer, MetaData, String, Table, Text, delete, func, insert, select

from assessment.canonical import plain
from assessment.disclosure.values import AnonymousScore
from storage.database import FORGETTING_SETUP, open_database, prepare_on_first_use, reading
from storage.revive import revive

SCHEMA = 1
"""Changes whenever the tables do; a pool of another version is not opened."""
ROW_BYTES = 16
metadata = MetaData()

schema = Table("pool_schema", metadata, Column("version", Integer, primary_key=True))
row = Table(
    "pool_row",
    metadata,
    Column("id", String(2 * ROW_BYTES), primary_key=True),
    Column("pseudonym", String(64), nullable=False),
    Column("period", String(8), nullable=False),
    Column("body", Text, nullable=False),
    Index("uq_pool_row_place", "pseudonym", "period", unique=True),
    # A hidden row number would tell who came before whom.
    sqlite_with_rowid=False,
)


class PoolOfAnotherVersion(Exception):
    """The pool was made by another version of the program, which alone may open it."""

    def __init__(self, found: int) -> None:
        self.found = found
        super().__init__(f"the pool has schema version {found}, this program knows {SCHEMA}")


def prepare_pool(engine: Engine) -> None:
    """Make the tables where there are none; raises PoolOfAnotherVersion."""
    with engine.begin() as connection:
        metadata.create_all(connection)
        found = connection.execute(select(schema.c.version)).scalar()
        if found is None:
            connection.execute(insert(schema).values(version=SCHEMA))
        elif found != SCHEMA:
            raise PoolOfAnotherVersion(found)


def open_pool(url: str) -> Engine:
    """An engine for the URL of a pool, which is made when it is first connected to."""
    engine = open_database(url, FORGETTING_SETUP)
    prepare_on_first_use(engine, prepare_pool, FORGETTING_SETUP)
    return engine


class SqlPool:
    """The PoolStore of an installation; the key is read when the first pseudonym is made."""

    def __init__(self, engine: Engine, key: Callable[[], str]) -> None:
        self._engine = engine
        self._key = key

    def replace(self, owner: str, score: AnonymousScore) -> None:
        """Store a row in place of the one of the same period; its place in the table is random again."""
        pseudonym = self._pseudonym(owner)
        mine = (row.c.pseudonym == pseudonym) & (row.c.period == score.period)
        body = json.dumps(plain(score), ensure_ascii=False, sort_keys=True)
        with self._engine.begin() as connection:
            connection.execute(delete(row).where(mine))
            connection.execute(
                insert(row).values(id=secrets.token_hex(ROW_BYTES), pseudonym=pseudonym, period=score.period, body=body)
            )

    def withdraw(self, owner: str) -> None:
        """Delete every row of a company."""
        with self._engine.begin() as connection:
            connection.execute(delete(row).where(row.c.pseudonym == self._pseudonym(owner)))

    def periods(self, owner: str) -> tuple[str, ...]:
        """The periods of which a company has a row, oldest first."""
        query = select(row.c.period).where(row.c.pseudonym == self._pseudonym(owner)).order_by(row.c.period)
        with reading(self._engine) as connection:
            return tuple(connection.execute(query).scalars())

    def snapshot(self, period: str) -> tuple[AnonymousScore, ...]:
        """The last row of every company up to a period, by its random id."""
        last = select(row.c.pseudonym, func.max(row.c.period).label("period")).where(row.c.period <= period)
        newest = last.group_by(row.c.pseudonym).subquery()
        mine = (row.c.pseudonym == newest.c.pseudonym) & (row.c.period == newest.c.period)
        query = select(row.c.body).join(newest, mine).order_by(row.c.id)
        with reading(self._engine) as connection:
            bodies = connection.execute(query).scalars().all()
        return tuple(revive(AnonymousScore, json.loads(body)) for body in bodies)

    def _pseudonym(self, owner: str) -> str:
        return hmac.new(self._key().encode(), owner.encode(), hashlib.sha256).hexdigest()
