"""The database itself: migrations give the tables of the code, deletion is real, two processes write at once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Engine, func, inspect, select, text
from sqlalchemy.exc import IntegrityError

from services.cooperation_port import Kept
from services.ports import Documents, PrintedReport, ReportStatus
from storage.assessments import SqlAssessments
from storage.campaigns import SqlCampaigns
from storage.cooperation import SqlCooperation
from storage.database import MIGRATIONS, aware, migrate, migrate_on_first_use, naive, open_database, reading
from storage.links import SqlAttempts, SqlLinks
from storage.register import SqlRegister
from storage.reports import SqlReports
from storage.tables import metadata
from tests import builders as make
from tests import builders_register as register
from tests.builders_campaigns import campaign, issue
from tests.builders_cooperation import settled_task, sharing

Connect = Callable[[], Engine]
WRITES = 60
SEARCH = "supplier_search"
"""The index of the search and the tables that SQLite keeps behind it; `metadata` cannot describe them."""


@pytest.fixture
def engine(connect: Connect) -> Engine:
    return connect()


def rows(engine: Engine) -> dict[str, int]:
    """How many rows each table has."""
    with reading(engine) as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in metadata.sorted_tables
        }


def shape(engine: Engine) -> dict[str, object]:
    """Everything that a database tells about its tables."""
    look = inspect(engine)
    return {
        table: (
            [(c["name"], str(c["type"]), c["nullable"], c["primary_key"]) for c in look.get_columns(table)],
            look.get_pk_constraint(table),
            sorted(map(str, look.get_foreign_keys(table))),
            sorted(map(str, look.get_unique_constraints(table))),
            sorted(map(str, look.get_check_constraints(table))),
            sorted(map(str, look.get_indexes(table))),
        )
        for table in look.get_table_names()
        if table != "alembic_version" and not table.startswith(SEARCH)
    }


# --- migrations ------------------------------------------------------------------------------------------------------


def test_an_upgrade_from_empty_leaves_nothing_to_migrate(engine: Engine) -> None:
    with reading(engine) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        found = compare_metadata(context, metadata)
        assert [change for change in found if not change[1].name.startswith(SEARCH)] == []


def test_the_index_of_the_search_is_the_same_both_ways(engine: Engine, tmp_path: Path) -> None:
    straight = open_database(f"sqlite:///{tmp_path / 'straight.sqlite'}")
    metadata.create_all(straight)
    query = text("SELECT sql FROM sqlite_master WHERE name = 'supplier_search'")
    with reading(engine) as one, reading(straight) as two:
        assert one.execute(query).scalar_one() == two.execute(query).scalar_one()
    straight.dispose()


def test_an_upgrade_from_empty_gives_the_tables_of_the_code_to_the_last_constraint(
    engine: Engine, tmp_path: Path
) -> None:
    straight = open_database(f"sqlite:///{tmp_path / 'straight.sqlite'}")
    metadata.create_all(straight)
    assert shape(engine) == shape(straight)
    straight.dispose()


def test_every_table_of_the_code_is_there(engine: Engine) -> None:
    assert set(shape(engine)) == set(metadata.tables)


def test_migrating_again_keeps_every_row(engine: Engine) -> None:
    stored = fill(engine)
    migrate(engine)
    assert rows(engine) == stored


def test_a_report_of_the_first_shape_is_kept_and_has_only_what_it_had(database: Path) -> None:
    engine = open_database(f"sqlite:///{database}")
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(
            text("INSERT INTO assessment VALUES ('a', 's', '1', 'h', 'l', 'c', '2026-11-22')"),
        )
        connection.execute(
            text("INSERT INTO report VALUES ('r', 'a', 'ko', 'done', 1, '2026-11-22', NULL, '', x'25', x'89', '{}')")
        )
    migrate(engine)
    record = SqlReports(engine).get("r")
    assert record is not None
    assert (record.status, record.editable) == (ReportStatus.DONE, False)
    assert SqlReports(engine).files("r") == PrintedReport(b"%", b"\x89", "{}")
    engine.dispose()


def test_foreign_keys_are_on_after_a_migration_and_on_every_connection(engine: Engine, connect: Connect) -> None:
    for one in (engine, connect()):
        with reading(one) as first, reading(one) as second:
            assert {c.execute(text("PRAGMA foreign_keys")).scalar() for c in (first, second)} == {1}


def test_a_document_of_no_assessment_is_refused(engine: Engine) -> None:
    with pytest.raises(IntegrityError):
        SqlAssessments(engine).put("nobody", Documents(), make.NOON)


@pytest.mark.parametrize(
    ("value", "absence"), [("NULL", "NULL"), ("3", "'dont_know'")], ids=["neither level nor absence", "both"]
)
def test_an_event_is_either_a_level_or_an_absence(engine: Engine, value: str, absence: str) -> None:
    fill(engine)
    change = text(f"UPDATE answer_event SET value = {value}, absence = {absence}")
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(change)


# --- deletion --------------------------------------------------------------------------------------------------------

SECRETS = {
    "note": "쪽지-zebra-4711",
    "name": "이름-giraffe-0815",
    "frozen": "보고서-heron-1234",
    "shown": "보임-otter-5678",
}


def fill(engine: Engine) -> dict[str, int]:
    """One assessment with a row in every table; returns the counts."""
    SqlCampaigns(engine).add(campaign())
    SqlCampaigns(engine).issue(issue("s", "a"))
    SqlAssessments(engine).append("a", make.event("P1", 3, note=SECRETS["note"]))
    SqlAssessments(engine).put("a", Documents(profile=make.profile(name=SECRETS["name"])), make.NOON)
    SqlLinks(engine).add(make.link_record("l"))
    SqlLinks(engine).join("l", "a")
    SqlReports(engine).add(make.report_record("r", "a"))
    SqlReports(engine).finish("r", PrintedReport(b"%PDF" * 3000, b"PNG", SECRETS["frozen"]))
    SqlAttempts(engine).note("k", make.NOON)
    register.put(SqlRegister(engine), register.register_entry())
    SqlRegister(engine).note_filters("2026Q4", [("sup-a", "listed")])
    shown = sharing("one", name=SECRETS["shown"])
    SqlCooperation(engine).share("a", shown)
    SqlCooperation(engine).append([Kept(settled_task("t", "one", "two"), 1, make.NOON, "desk")])
    return rows(engine)


def bytes_on_disk(engine: Engine, folder: Path) -> bytes:
    """All files of the database after the write-ahead log was folded in."""
    with reading(engine) as connection:
        connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))


def test_a_filled_database_has_a_row_in_every_table(engine: Engine) -> None:
    assert set(fill(engine).values()) == {1}


def test_deletion_leaves_no_row_in_any_table_but_what_is_not_the_companys(engine: Engine) -> None:
    fill(engine)
    SqlAssessments(engine).delete("a")
    assert {name for name, count in rows(engine).items() if count} == {
        "link",
        "attempt",
        "supplier_entry",
        "supplier_event",
        "supplier_count",
        "cooperation_record",
        "campaign",
        "campaign_batch",
    }


@pytest.mark.parametrize("kind", SECRETS)
def test_deletion_leaves_no_byte_in_the_file(engine: Engine, tmp_path: Path, kind: str) -> None:
    secret = SECRETS[kind].split("-", 1)[1].encode()  # JSON keeps the letters as they are
    fill(engine)
    assert secret in bytes_on_disk(engine, tmp_path)
    SqlAssessments(engine).delete("a")
    assert secret not in bytes_on_disk(engine, tmp_path)


def test_a_new_state_of_the_documents_keeps_the_old_one_until_deletion(engine: Engine) -> None:
    fill(engine)
    SqlAssessments(engine).put("a", Documents(), make.NOON)
    assert rows(engine)["document"] == 2


# --- two processes at once -------------------------------------------------------------------------------------------


def at_once(*works: Callable[[], object]) -> list[object]:
    """Run pieces of work in threads that start together; raises what any of them raised."""
    start = Barrier(len(works))

    def run(work: Callable[[], object]) -> object:
        start.wait()
        return work()

    with ThreadPoolExecutor(len(works)) as pool:
        return [future.result() for future in [pool.submit(run, work) for work in works]]


def test_two_engines_that_write_at_once_lose_nothing(connect: Connect) -> None:
    one, two = SqlAssessments(connect()), SqlAssessments(connect())
    one.add(make.assessment_record("a"))

    def write(store: SqlAssessments, device: str) -> list[bool]:
        events = [
            make.event("P1", n % 6, author=device, device=device, sequence=n, base_version=n) for n in range(WRITES)
        ]
        return [store.append("a", event) for event in events]

    assert at_once(lambda: write(one, "laptop"), lambda: write(two, "phone")) == [[True] * WRITES] * 2
    assert len(one.events("a")) == 2 * WRITES


def test_of_two_engines_that_want_the_same_place_exactly_one_gets_it(connect: Connect) -> None:
    one, two = SqlAssessments(connect()), SqlAssessments(connect())
    one.add(make.assessment_record("a"))

    def write(store: SqlAssessments, device: str) -> list[bool]:
        return [
            store.append("a", make.event("P1", 3, device=device, sequence=n, base_version=n)) for n in range(WRITES)
        ]

    first, second = at_once(lambda: write(one, "laptop"), lambda: write(two, "phone"))
    assert isinstance(first, list)
    assert isinstance(second, list)
    assert [a + b for a, b in zip(first, second, strict=True)] == [1] * WRITES


def test_of_two_engines_that_lease_the_same_reports_each_gets_what_the_other_does_not(connect: Connect) -> None:
    first_engine, second_engine = connect(), connect()
    SqlAssessments(first_engine).add(make.assessment_record("a"))
    one, two = SqlReports(first_engine), SqlReports(second_engine)
    names = [f"r{n}" for n in range(WRITES)]
    for name in names:
        one.add(make.report_record(name, "a"))

    def take(store: SqlReports) -> list[bool]:
        return [store.lease(name, make.NOON, make.NOON + timedelta(minutes=3)) is not None for name in names]

    first, second = at_once(lambda: take(one), lambda: take(two))
    assert isinstance(first, list)
    assert isinstance(second, list)
    assert [a + b for a, b in zip(first, second, strict=True)] == [1] * WRITES


def test_a_reader_waits_for_no_writer(connect: Connect) -> None:
    writer, reader = connect(), SqlAssessments(connect())
    reader.add(make.assessment_record("a"))
    with writer.begin() as connection:
        connection.execute(text("UPDATE assessment SET slug = 'changed'"))
        found = reader.get("a")
    assert found is not None
    assert found.slug == "test"


def test_several_processes_that_start_together_migrate_one_file(tmp_path: Path) -> None:
    engines = [open_database(f"sqlite:///{tmp_path / 'new.sqlite'}") for _ in range(4)]
    at_once(*(lambda e=engine: migrate(e) for engine in engines))  # type: ignore[misc]
    assert set(shape(engines[0])) == set(metadata.tables)
    for engine in engines:
        engine.dispose()


def test_a_database_is_migrated_when_it_is_first_used_and_not_before(database: Path) -> None:
    engine = open_database(f"sqlite:///{database}")
    migrate_on_first_use(engine)
    assert not database.exists()
    assert SqlAssessments(engine).get("a") is None
    assert set(shape(engine)) == set(metadata.tables)
    engine.dispose()


def test_a_moment_is_kept_in_utc_and_comes_back_aware() -> None:
    assert aware(naive(make.NOON)) == make.NOON
    assert naive(make.NOON).tzinfo is None
