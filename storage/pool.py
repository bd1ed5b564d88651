"""The pool of anonymous scores: a second database without names, times and order (method 9)."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from dataclasses import asdict
from typing import Any

from sqlalchemy import Column, Connection, Engine, Integer, MetaData, String, Table, Text, delete, event, insert, select

from assessment.disclosure.values import AnonymousScore
from assessment.instrument.edition import ItemId
from assessment.instrument.values import UseState
from storage.database import open_database, reading

SHAPE = 1
"""Number of the shape of this database; another one is refused rather than guessed at."""
KEY_BYTES = 16
metadata = MetaData()
shape = Table("pool_shape", metadata, Column("number", Integer, primary_key=True))
entry = Table(
    "pool_entry",
    metadata,
    Column("key", String(2 * KEY_BYTES), primary_key=True),
    Column("pseudonym", String(64), nullable=False, unique=True),
    Column("period", String(8), nullable=False),
    Column("body", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""The key is random and rows lie in its order, so that nothing tells who came first."""


def open_pool(url: str) -> Engine:
    """An engine for the pool, which is created when it is first connected to; nothing happens before."""
    engine = open_database(url)

    def create_first(*_: object) -> None:
        own = open_database(url)
        with own.begin() as connection:
            _create(connection)
        own.dispose()

    event.listen(engine, "first_connect", create_first)
    return engine


def _create(connection: Connection) -> None:
    metadata.create_all(connection)
    found = connection.execute(select(shape.c.number)).scalars().all()
    if not found:
        connection.execute(insert(shape).values(number=SHAPE))
    elif found != [SHAPE]:
        raise RuntimeError(f"the pool has shape {found[0]}, this program knows {SHAPE}")


class SqlPool:
    """The Pool of an installation. The pseudonym of a code is made with a key that lies in no database."""

    def __init__(self, engine: Engine, pseudonym_key: str) -> None:
        self._engine = engine
        self._key = pseudonym_key.encode()

    def put(self, code: str, score: AnonymousScore) -> None:
        """Keep a score in place of an earlier one; its row gets a new place."""
        with self._engine.begin() as connection:
            connection.execute(delete(entry).where(entry.c.pseudonym == self._pseudonym(code)))
            connection.execute(
                insert(entry).values(
                    key=secrets.token_hex(KEY_BYTES),
                    pseudonym=self._pseudonym(code),
                    period=score.period,
                    body=json.dumps(asdict(score), ensure_ascii=False, sort_keys=True),
                )
            )

    def take_out(self, code: str) -> bool:
        """Delete the score of a code for good."""
        with self._engine.begin() as connection:
            gone = connection.execute(delete(entry).where(entry.c.pseudonym == self._pseudonym(code)))
        return gone.rowcount > 0

    def holds(self, code: str) -> bool:
        """Whether there is a score of a code."""
        with reading(self._engine) as connection:
            found = connection.execute(select(entry.c.key).where(entry.c.pseudonym == self._pseudonym(code)))
            return found.first() is not None

    def snapshot(self, period: str) -> tuple[AnonymousScore, ...]:
        """All scores up to a period, by random key."""
        with reading(self._engine) as connection:
            found = connection.execute(select(entry.c.body).where(entry.c.period <= period).order_by(entry.c.key))
            return tuple(_score(json.loads(body)) for body in found.scalars())

    def _pseudonym(self, code: str) -> str:
        """Codes have 100 random bits, so that a fast hash with a secret key is enough to hide them."""
        return hmac.new(self._key, code.encode(), hashlib.sha256).hexdigest()


def _score(body: dict[str, Any]) -> AnonymousScore:
    return AnonymousScore(
        **{name: body[name] for name in ("division", "size", "region", "period", "edition", "scores")},
        levels={ItemId(item): level for item, level in body["levels"].items()},
        ai_uses={use: UseState(state) for use, state in body["ai_uses"].items()},
        wanted=tuple(body["wanted"]),
        capabilities=tuple(body["capabilities"]),
    )
