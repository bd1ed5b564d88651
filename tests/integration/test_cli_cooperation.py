"""Co-operation at the command line: tables in and out, both choices with their gaps, and the one on the record."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from assessment.matching.agreements import KeptPortfolio
from assessment.matching.records import CollaborationTask
from services.keeping import load_newest
from storage.task_sheets import TableSheets
from tests.builders_matching import random_tasks
from tests.commandline import DONE, UNUSABLE, CommandLine, command_line, files_in
from tests.webclient import tools_of

TASKS = tuple(replace(t, capabilities=(), id=f"t{n}") for n, t in enumerate(random_tasks(5, 12)))


@pytest.fixture
def flask(tmp_path: Path) -> CommandLine:
    return command_line(tmp_path / "instance")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / "tasks.csv"
    path.write_bytes(TableSheets().csv(TASKS))
    return path


def test_both_choices_are_printed_with_their_gaps_and_written(flask: CommandLine, table: Path, tmp_path: Path) -> None:
    target = tmp_path / "portfolio.json"
    found = flask("portfolio", table, "--pick", 4, "--small", 2, "--json", target, "--lang", "en")
    assert found.status == DONE
    lines = found.out.splitlines()
    assert lines[0].startswith("At once:")
    assert lines[1].startswith("Exactly:")
    assert len(lines) == 2 + 4
    document = json.loads(target.read_text(encoding="utf-8"))
    assert document["format"] == "kkweda/task-portfolio/1"
    assert document["asked"] == {"count": 4, "with_small_supplier": 2, "of": 12}
    assert [pick["task"] for pick in document["exact"]["picks"]] == [line.split("\t")[0] for line in lines[2:]]
    assert document["exact"]["worth"] >= document["greedy"]["worth"] - 1e-9
    assert document["exact"]["with_small_supplier"] >= 2


def test_a_wrong_table_writes_nothing(flask: CommandLine, table: Path, tmp_path: Path) -> None:
    table.write_bytes(table.read_bytes().replace(b"found", b"lost"))
    before = files_in(table.parent)
    found = flask("portfolio", table, "--json", table.parent / "portfolio.json")
    assert (found.status, len(found.said)) == (UNUSABLE, 12)
    assert files_in(table.parent) == before
    assert flask("tasks", "import", table).status == UNUSABLE
    assert load_newest(tools_of(flask.app), CollaborationTask) == ()


def test_a_table_without_rows_has_nothing_to_choose(flask: CommandLine, table: Path) -> None:
    table.write_bytes(TableSheets().csv(()))
    assert flask("portfolio", table).status == UNUSABLE


def test_tasks_come_in_and_go_out(flask: CommandLine, table: Path, tmp_path: Path) -> None:
    tried = flask("tasks", "import", table, "--dry-run", "--lang", "en")
    assert "add 12" in tried.out
    assert load_newest(tools_of(flask.app), CollaborationTask) == ()
    assert "Added 12" in flask("tasks", "import", table, "--lang", "en").out
    assert "left 12" in flask("tasks", "import", table, "--lang", "en").out
    for name in ("out.csv", "out.xlsx"):
        assert flask("tasks", "export", tmp_path / name).status == DONE
        back, problems = TableSheets().read(tmp_path / name)
        assert ({task.id for task in back}, problems) == ({task.id for task in TASKS}, [])
    assert flask("tasks", "export", tmp_path / "out.doc").status == UNUSABLE


def test_the_exact_choice_goes_on_the_record(flask: CommandLine, table: Path) -> None:
    assert flask("tasks", "choose", "--lang", "en").out.startswith("There is no task")
    flask("tasks", "import", table)
    assert flask("tasks", "choose", "--pick", 3, "--small", 1, "--lang", "en").out.startswith("Exactly:")
    (kept,) = load_newest(tools_of(flask.app), KeptPortfolio)
    assert (kept.count, kept.of) == (3, 12)
