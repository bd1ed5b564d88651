"""The contract of the Pool against the fake and against a database of its own; and what the file of the pool tells."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from assessment.instrument.values import UseState
from config import Config
from services.ports_statistics import Pool
from storage.pool import SqlPool, open_pool
from tests import builders_disclosure as given
from tests.fakes_statistics import FakePool

KEY = "k" * 64
FULL = given.score(ai_uses={"ai-vision": UseState.REGULAR}, wanted=("cell-2-D",), capabilities=("cap-a", "cap-b"))


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "pool.sqlite"


@pytest.fixture
def sql(database: Path) -> Iterator[SqlPool]:
    engine = open_pool(f"sqlite:///{database}")
    yield SqlPool(engine, KEY)
    engine.dispose()


@pytest.fixture(params=["fake", "sqlite"])
def pool(request: pytest.FixtureRequest, sql: SqlPool) -> Pool:
    return FakePool() if request.param == "fake" else sql


def test_a_score_comes_back_as_it_was_put(pool: Pool) -> None:
    pool.put("code", FULL)
    assert pool.snapshot("2026") == (FULL,)
    assert pool.holds("code")


def test_a_later_score_takes_the_place_of_an_earlier_one(pool: Pool) -> None:
    pool.put("code", given.score(period="2025"))
    pool.put("code", FULL)
    assert pool.snapshot("2026") == (FULL,)


def test_a_snapshot_ends_with_its_period(pool: Pool) -> None:
    pool.put("a", given.score(period="2026"))
    pool.put("b", given.score(period="2027"))
    assert [score.period for score in pool.snapshot("2026")] == ["2026"]
    assert len(pool.snapshot("2027")) == 2


def test_only_the_code_takes_a_score_out(pool: Pool) -> None:
    pool.put("code", FULL)
    assert not pool.take_out("other")
    assert pool.take_out("code")
    assert not pool.take_out("code")
    assert not pool.holds("code")
    assert pool.snapshot("2026") == ()


# --- the file --------------------------------------------------------------------------------------------------------


def test_rows_have_no_time_no_number_and_no_order_of_arrival(sql: SqlPool, database: Path) -> None:
    for number in range(40):
        sql.put(f"code-{number:02}", given.score(division=f"{10 + number % 24}"))
    with sqlite3.connect(database) as connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(pool_entry)")]
        keys = [row[0] for row in connection.execute("SELECT key FROM pool_entry")]
        with pytest.raises(sqlite3.OperationalError):
            connection.execute("SELECT rowid FROM pool_entry")
    connection.close()
    assert columns == ["key", "pseudonym", "period", "body"]
    assert keys == sorted(keys)
    divisions = [score.division for score in sql.snapshot("2026")]
    assert divisions != [f"{10 + number % 24}" for number in range(40)]


def test_neither_code_nor_pseudonym_key_lies_in_the_database(sql: SqlPool, database: Path) -> None:
    sql.put("SECRETCODE", FULL)
    stored = b"".join(path.read_bytes() for path in database.parent.iterdir())
    assert b"SECRETCODE" not in stored
    assert KEY.encode() not in stored


def test_another_key_finds_nobody(sql: SqlPool, database: Path) -> None:
    sql.put("code", FULL)
    engine = open_pool(f"sqlite:///{database}")
    assert not SqlPool(engine, "x" * 64).holds("code")
    engine.dispose()


def test_what_was_taken_out_is_not_in_the_file_any_more(sql: SqlPool, database: Path) -> None:
    sql.put("code", given.score(capabilities=("cap-telltale",)))
    sql.take_out("code")
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    assert b"cap-telltale" not in database.read_bytes()


def test_a_pool_of_another_shape_is_not_guessed_at(sql: SqlPool, database: Path) -> None:
    sql.put("code", FULL)
    engine = open_pool(f"sqlite:///{database}")
    with engine.begin() as connection:
        connection.execute(text("UPDATE pool_shape SET number = 99"))
    engine.dispose()
    again = open_pool(f"sqlite:///{database}")
    with pytest.raises(RuntimeError, match="shape 99"):
        SqlPool(again, KEY).holds("code")
    again.dispose()


def test_an_installation_has_pool_and_key_in_files_of_their_own(tmp_path: Path) -> None:
    config = Config.from_environment({"INSTANCE_DIR": str(tmp_path)})
    assert config.pool_url.endswith("pool.sqlite")
    assert config.pool_url != config.database_url
    assert config.pool_key == config.pool_key
    assert (tmp_path / "pool_key").stat().st_mode & 0o077 == 0
    assert config.pool_key != config.secret_key
    elsewhere = Config.from_environment({"INSTANCE_DIR": str(tmp_path), "POOL_DATABASE_URL": "sqlite:///other.sqlite"})
    assert elsewhere.pool_url == "sqlite:///other.sqlite"
