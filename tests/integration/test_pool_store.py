"""The contract of the pool against the fake and against a SQLite file, and what the file itself gives away."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, update

from config import Config
from services.pool_port import PoolStore
from storage import pool as real
from storage.pool import PoolOfAnotherVersion, SqlPool, open_pool
from tests.builders_pool import anonymous
from tests.fakes_pool import FakePool

MANY = 40


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "pool.sqlite"


@pytest.fixture
def connect(file: Path) -> Iterator[Callable[[], Engine]]:
    engines: list[Engine] = []

    def one_more() -> Engine:
        engines.append(open_pool(f"sqlite:///{file}"))
        return engines[-1]

    yield one_more
    for engine in engines:
        engine.dispose()


@pytest.fixture(params=["fake", "sqlite"])
def pool(request: pytest.FixtureRequest, connect: Callable[[], Engine]) -> PoolStore:
    return FakePool() if request.param == "fake" else SqlPool(connect(), lambda: "key")


def content(file: Path) -> list[tuple[str, ...]]:
    with sqlite3.connect(file) as connection:
        return connection.execute("SELECT * FROM pool_row").fetchall()


# --- the contract ----------------------------------------------------------------------------------------------------


def test_what_comes_out_is_what_went_in(pool: PoolStore) -> None:
    pool.replace("a", anonymous())
    assert pool.snapshot("2026") == (anonymous(),)


def test_a_company_counts_once_a_period_with_its_last_word(pool: PoolStore) -> None:
    pool.replace("a", anonymous())
    pool.replace("a", anonymous(division="25"))
    assert [score.division for score in pool.snapshot("2026")] == ["25"]


def test_rows_of_earlier_periods_stay(pool: PoolStore) -> None:
    pool.replace("a", anonymous(period="2027", division="25"))
    pool.replace("a", anonymous())
    assert pool.periods("a") == ("2026", "2027")
    assert [score.division for score in pool.snapshot("2026")] == ["22"]
    assert [score.division for score in pool.snapshot("2027")] == ["25"]


def test_a_company_counts_with_its_last_row_until_it_withdraws(pool: PoolStore) -> None:
    pool.replace("a", anonymous())
    pool.replace("b", anonymous(period="2028", division="10"))
    assert pool.snapshot("2025") == ()
    assert [score.division for score in pool.snapshot("2027")] == ["22"]
    pool.replace("a", anonymous(period="2028", division="25"))
    assert sorted(score.division for score in pool.snapshot("2028")) == ["10", "25"]
    assert [score.division for score in pool.snapshot("2027")] == ["22"]


def test_withdrawal_takes_every_row_of_one_company_and_no_other(pool: PoolStore) -> None:
    for period in ("2026", "2027"):
        pool.replace("a", anonymous(period=period))
    pool.replace("b", anonymous(division="10"))
    pool.withdraw("a")
    assert (pool.periods("a"), pool.periods("b")) == ((), ("2026",))
    for period in ("2026", "2027"):
        assert [score.division for score in pool.snapshot(period)] == ["10"]


def test_who_is_not_in_it_can_withdraw_all_the_same(pool: PoolStore) -> None:
    pool.withdraw("nobody")
    assert pool.periods("nobody") == ()


# --- what the file gives away ----------------------------------------------------------------------------------------


def test_the_file_tells_neither_owners_nor_times_nor_order(connect: Callable[[], Engine], file: Path) -> None:
    store = SqlPool(connect(), lambda: "key")
    for number in range(MANY):
        store.replace(f"assessment-{number:02}", anonymous(wanted=(f"cell-{number:02}",)))
    assert b"assessment-" not in file.read_bytes()
    with sqlite3.connect(file) as connection:
        columns = [(name, kind) for _, name, kind, *_ in connection.execute("PRAGMA table_info(pool_row)")]
        assert not connection.execute("PRAGMA foreign_key_list(pool_row)").fetchall()
        with pytest.raises(sqlite3.OperationalError, match="no such column: rowid"):
            connection.execute("SELECT rowid FROM pool_row")
    assert [name for name, _ in columns] == ["id", "pseudonym", "period", "body"]
    order = [score.wanted[0] for score in store.snapshot("2026")]
    assert order != sorted(order)
    assert sorted(order) == [f"cell-{number:02}" for number in range(MANY)]


def test_what_was_withdrawn_is_in_no_file(connect: Callable[[], Engine], file: Path) -> None:
    store = SqlPool(connect(), lambda: "key")
    store.replace("a", anonymous(wanted=("cell-of-a-kind",)))
    assert b"cell-of-a-kind" in file.read_bytes()
    store.replace("a", anonymous(wanted=("cell-of-another",)))
    assert [b"cell-of-a-kind" in path.read_bytes() for path in file.parent.iterdir()] == [False]
    store.withdraw("a")
    assert [b"cell-of-another" in path.read_bytes() for path in file.parent.iterdir()] == [False]


def test_without_the_key_nobody_finds_the_rows_of_a_company(connect: Callable[[], Engine], file: Path) -> None:
    SqlPool(connect(), lambda: "key").replace("a", anonymous())
    SqlPool(connect(), lambda: "another").withdraw("a")
    assert len(content(file)) == 1
    assert SqlPool(connect(), lambda: "key").periods("a") == ("2026",)


def test_a_row_that_is_replaced_gets_another_place(connect: Callable[[], Engine], file: Path) -> None:
    store = SqlPool(connect(), lambda: "key")
    store.replace("a", anonymous())
    before = content(file)
    store.replace("a", anonymous())
    after = content(file)
    assert before[0][0] != after[0][0]
    assert before[0][1:] == after[0][1:]


def test_a_pool_of_another_version_is_not_opened(connect: Callable[[], Engine]) -> None:
    engine = connect()
    SqlPool(engine, lambda: "key").replace("a", anonymous())
    with engine.begin() as connection:
        connection.execute(update(real.schema).values(version=real.SCHEMA + 1))
    with pytest.raises(PoolOfAnotherVersion) as raised:
        SqlPool(connect(), lambda: "key").periods("a")
    assert raised.value.found == real.SCHEMA + 1


# --- the key ---------------------------------------------------------------------------------------------------------


def test_the_key_is_made_once_for_its_owner_alone_and_is_no_other_secret(tmp_path: Path) -> None:
    config = Config.from_environment({"INSTANCE_DIR": str(tmp_path)})
    assert not (tmp_path / "pool_key").exists()
    assert config.pool_key() == config.pool_key()
    assert config.pool_key() != config.secret_key
    assert stat.S_IMODE((tmp_path / "pool_key").stat().st_mode) == 0o600


def test_the_pool_lies_beside_the_database_unless_it_is_sent_elsewhere(tmp_path: Path) -> None:
    config = Config.from_environment({"INSTANCE_DIR": str(tmp_path)})
    assert config.pool_url == f"sqlite:///{tmp_path / 'pool.sqlite'}"
    assert config.pool_url != config.database_url
    elsewhere = replace(config, pool_database_url="postgresql://pool")
    assert elsewhere.pool_url == "postgresql://pool"
    assert elsewhere.moved_to(tmp_path / "demo").pool_url == f"sqlite:///{tmp_path / 'demo' / 'pool.sqlite'}"
