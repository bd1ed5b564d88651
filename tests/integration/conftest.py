"""Each port's contract runs against the fake in memory and against a SQLite file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine

from services.link_port import LinkStore
from services.ports import AssessmentStore, AttemptLog, ReportStore
from services.register_port import RegisterStore
from storage.assessments import SqlAssessments
from storage.database import migrate, open_database
from storage.links import SqlAttempts, SqlLinks
from storage.register import SqlRegister
from storage.reports import SqlReports
from tests import fakes


@dataclass(frozen=True)
class Stores:
    """The stores of one process; `again` are those of another process on the same data."""

    assessments: AssessmentStore
    links: LinkStore
    attempts: AttemptLog
    reports: ReportStore
    register: RegisterStore
    again: Callable[[], Stores]


def in_memory(memory: fakes.Memory) -> Stores:
    return Stores(
        fakes.FakeAssessments(memory),
        fakes.FakeLinks(memory),
        fakes.FakeAttempts(memory),
        fakes.FakeReports(memory),
        memory.register,
        again=lambda: in_memory(memory),
    )


def in_database(connect: Callable[[], Engine]) -> Stores:
    engine = connect()
    return Stores(
        SqlAssessments(engine),
        SqlLinks(engine),
        SqlAttempts(engine),
        SqlReports(engine),
        SqlRegister(engine),
        again=lambda: in_database(connect),
    )


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "kkweda.sqlite"


@pytest.fixture
def connect(database: Path) -> Iterator[Callable[[], Engine]]:
    """Opens one more engine on the same migrated file; all of them are closed at the end."""
    engines: list[Engine] = []

    def one_more() -> Engine:
        engine = open_database(f"sqlite:///{database}")
        if not engines:
            migrate(engine)
        engines.append(engine)
        return engine

    yield one_more
    for engine in engines:
        engine.dispose()


@pytest.fixture(params=["fake", "sqlite"])
def stores(request: pytest.FixtureRequest, connect: Callable[[], Engine]) -> Stores:
    return in_memory(fakes.Memory()) if request.param == "fake" else in_database(connect)
