"""Tables of tasks: out and back without loss, every problem by row, no cell that calculates."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from assessment.matching.records import CollaborationTask
from storage.task_sheets import COLUMNS, TableSheets
from tests import builders_cooperation as make
from tests.builders_matching import small_supplier

SHEETS = TableSheets()
TASK = make.settled_task("t", "one", "two", subcommittee="makers", capabilities=(make.A, make.B))
TASKS = (
    replace(TASK, members=(*TASK.members, small_supplier("sup-a"))),
    make.settled_task("u", "one", due=None, owner=None),
)
ROW = dict(zip(COLUMNS, ("t", "found", "2026-11-22", "cell-2-D", *[""] * 10), strict=True))


def table(path: Path, *changes: dict[str, str], encoding: str = "utf-8") -> Path:
    lines = [",".join(COLUMNS), *(",".join({**ROW, **change}.values()) for change in changes)]
    path.write_bytes("\n".join(lines).encode(encoding))
    return path


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_tasks_come_back_as_they_went_out(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"tasks{suffix}"
    path.write_bytes(SHEETS.csv(TASKS) if suffix == ".csv" else SHEETS.workbook(TASKS))
    assert SHEETS.read(path) == (TASKS, [])


@given(words=st.text('=+-@가a,"\n1', max_size=8).map(str.strip))
def test_no_text_becomes_a_formula_and_none_is_lost(tmp_path_factory: pytest.TempPathFactory, words: str) -> None:
    task = replace(TASK, deliverable=words)
    found = io.BytesIO(SHEETS.workbook([task]))
    assert all(cell.data_type != "f" for row in load_workbook(found).worksheets[0].rows for cell in row)
    cells = list(csv.reader(io.StringIO(SHEETS.csv([task]).decode("utf-8-sig"), newline="")))[1]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in cells)
    path = tmp_path_factory.getbasetemp() / "round.csv"
    path.write_bytes(SHEETS.csv([task]))
    (back,), _ = SHEETS.read(path)
    assert back.deliverable == words


def test_a_formula_of_a_workbook_is_read_as_words(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(COLUMNS)
    sheet.append(list({**ROW, "deliverable": "=1+1"}.values()))
    book.save(tmp_path / "t.xlsx")
    (task,), _ = SHEETS.read(tmp_path / "t.xlsx")
    assert task.deliverable == "=1+1"


def test_a_table_of_excel_in_korean_is_read(tmp_path: Path) -> None:
    (task,), problems = SHEETS.read(table(tmp_path / "t.csv", {"deliverable": "검사 기준"}, encoding="cp949"))
    assert (task.deliverable, problems) == ("검사 기준", [])


def test_every_problem_of_a_table_is_named_with_its_row(tmp_path: Path) -> None:
    wrong = {
        "id": "",
        "status": "lost",
        "moved_on": "yesterday",
        "due": "soon",
        "members": "a:company:ind; b:boss:x:1:open",
    }
    tasks, problems = SHEETS.read(table(tmp_path / "t.csv", {}, wrong, {"id": "i" * 81}))
    assert tasks == ()
    assert [(p.code, p.where.removeprefix("t.csv · ")) for p in problems] == [
        ("empty_cell", "row 3 · id"),
        ("not_in_list", "row 3 · status"),
        ("wrong_form", "row 3 · moved_on"),
        ("wrong_form", "row 3 · due"),
        ("wrong_form", "row 3 · members"),
        ("wrong_form", "row 3 · members"),
        ("too_long", "row 4 · id"),
    ]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("t.csv", b"id,status\n", "wrong_columns"),
        ("t.csv", b"", "wrong_columns"),
        ("t.csv", b"\xff\xfe\xff\x00", "not_utf8"),
        ("t.csv", ",".join(COLUMNS).encode() + b'\n"open', "broken_csv"),
        ("t.csv", ",".join(COLUMNS).encode() + b"\nt,found", "wrong_number_of_cells"),
        ("t.xlsx", b"PK no zip", "broken_workbook"),
    ],
)
def test_what_is_no_table_of_tasks_is_named_as_such(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(content)
    tasks, problems = SHEETS.read(tmp_path / name)
    assert (tasks, [problem.code for problem in problems]) == ((), [code])


def test_a_table_that_is_not_there_or_too_large_is_not_read(tmp_path: Path) -> None:
    assert [p.code for p in SHEETS.read(tmp_path / "none.csv")[1]] == ["file_missing"]
    (tmp_path / "large.csv").write_bytes(b"x" * 11_000_000)
    assert [p.code for p in SHEETS.read(tmp_path / "large.csv")[1]] == ["table_too_large"]


def test_an_empty_register_is_a_table_with_a_head(tmp_path: Path) -> None:
    none: tuple[CollaborationTask, ...] = ()
    (tmp_path / "t.xlsx").write_bytes(SHEETS.workbook(none))
    assert SHEETS.read(tmp_path / "t.xlsx") == (none, [])
