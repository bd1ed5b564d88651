"""Collaboration tasks as CSV or workbook, in and out; all problems by row, nothing half-read, no cell that calculates."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

import xlsxwriter
from openpyxl import load_workbook

from assessment.catalogue import CapabilityId, InitiativeId, UseCaseId
from assessment.matching.records import CollaborationTask, TaskMember, TaskRole, TaskStatus
from assessment.terms import Problem
from storage.workbooks import BROKEN

COLUMNS = (
    "id",
    "status",
    "moved_on",
    "cell",
    "use_case",
    "capabilities",
    "members",
    "owner",
    "deliverable",
    "acceptance",
    "due",
    "drop_reason",
    "subcommittee",
    "modelled_on",
)
NEEDED = ("id", "status", "moved_on", "cell")
ONE_DAY, ONE_MEMBER = "2026-03-25", "co-1:company:dx-machinery:40:agreed"
MEMBER_PARTS = 5
ENCODINGS = ("utf-8-sig", "cp949")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
WIDTHS = (16, 11, 12, 10, 22, 40, 60, 18, 40, 40, 12, 30, 18, 22)
LONGEST_ID = 80
LARGEST_TABLE = 10_000_000
Row = dict[str, str]
Rows = list[tuple[int, Row]]


class TableSheets:
    """The TaskSheets of an installation."""

    def read(self, path: Path) -> tuple[tuple[CollaborationTask, ...], list[Problem]]:
        """The tasks of a CSV (UTF-8 or CP949) or a workbook; none if it has problems, each with its row."""
        rows, problems = _read(path)
        problems = problems or [p for number, row in rows for p in _row_problems(row, f"{path.name} · row {number}")]
        return ((), problems) if problems else (tuple(_task(row) for _, row in rows), [])

    def csv(self, tasks: Sequence[CollaborationTask]) -> bytes:
        """Tasks as CSV in UTF-8 with a mark that spreadsheets know."""
        out = io.StringIO(newline="")
        writer = csv.writer(out)
        writer.writerow(COLUMNS)
        writer.writerows([_harmless(cell) for cell in _cells(task)] for task in tasks)
        return out.getvalue().encode(ENCODINGS[0])

    def workbook(self, tasks: Sequence[CollaborationTask]) -> bytes:
        """Tasks as a workbook in which every cell is text."""
        out = io.BytesIO()
        book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
        sheet = book.add_worksheet("tasks")
        sheet.freeze_panes(1, 1)
        look = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        for column, (name, width) in enumerate(zip(COLUMNS, WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, name, book.add_format({"bold": True, "bottom": 1}))
        for number, task in enumerate(tasks, 1):
            for column, cell in enumerate(_cells(task)):
                sheet.write_string(number, column, cell, look)
        book.close()
        return out.getvalue()


# --- in --------------------------------------------------------------------------------------------------------------


def _read(path: Path) -> tuple[Rows, list[Problem]]:
    try:
        if path.stat().st_size > LARGEST_TABLE:
            return [], [Problem.of("table_too_large", path.name, limit=LARGEST_TABLE // 1000)]
        lines = _from_workbook(path) if path.suffix.lower() == ".xlsx" else _from_csv(path)
    except FileNotFoundError:
        return [], [Problem.of("file_missing", path.name)]
    except UnicodeDecodeError as error:
        return [], [Problem.of("not_utf8", path.name, byte=error.start)]
    except csv.Error as error:
        return [], [Problem.of("broken_csv", path.name, cause=str(error))]
    except BROKEN:
        return [], [Problem.of("broken_workbook", path.name)]
    header, *rest = lines or [[]]
    if tuple(header) != COLUMNS:
        return [], [Problem.of("wrong_columns", path.name, wanted=COLUMNS, found=tuple(header))]
    filled = [(number, line) for number, line in enumerate(rest, 2) if any(line)]
    problems = [
        Problem.of("wrong_number_of_cells", f"{path.name} · row {number}", found=len(line), wanted=len(COLUMNS))
        for number, line in filled
        if len(line) != len(COLUMNS)
    ]
    if problems:
        return [], problems
    return [(number, dict(zip(COLUMNS, line, strict=True))) for number, line in filled], []


def _from_csv(path: Path) -> list[list[str]]:
    content = path.read_bytes()
    try:
        text = content.decode(ENCODINGS[0])
    except UnicodeDecodeError:
        text = content.decode(ENCODINGS[1])
    return [[_plain(cell) for cell in line] for line in csv.reader(io.StringIO(text, newline=""), strict=True)]


def _from_workbook(path: Path) -> list[list[str]]:
    """The first sheet as text; a formula is read as what it says and never calculated."""
    book = load_workbook(io.BytesIO(path.read_bytes()), read_only=True)
    lines = [[_as_text(cell) for cell in row] for row in book.worksheets[0].values]
    return [line + [""] * (len(COLUMNS) - len(line)) for line in lines]


def _as_text(cell: object) -> str:
    """A cell as a person reads it; spreadsheets turn days into moments and counts into decimals."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else _plain(str(cell))


def _plain(cell: str) -> str:
    """A cell without the apostrophe that `_harmless` put before it."""
    cell = cell.strip()
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS) else cell


def _row_problems(row: Row, where: str) -> Iterator[Problem]:
    yield from (Problem.of("empty_cell", f"{where} · {column}") for column in NEEDED if not row[column])
    statuses = tuple(status.value for status in TaskStatus)
    if row["status"] and row["status"] not in statuses:
        yield Problem.of("not_in_list", f"{where} · status", found=row["status"], allowed=statuses)
    if len(row["id"]) > LONGEST_ID:
        yield Problem.of("too_long", f"{where} · id", found=len(row["id"]), limit=LONGEST_ID)
    for column in ("moved_on", "due"):
        if row[column] and not _is_day(row[column]):
            yield Problem.of("wrong_form", f"{where} · {column}", found=row[column], form=ONE_DAY)
    for member in _listed(row["members"]):
        if not _is_member(member):
            yield Problem.of("wrong_form", f"{where} · members", found=member, form=ONE_MEMBER)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_member(text: str) -> bool:
    parts = text.split(":")
    return (
        len(parts) == MEMBER_PARTS
        and all(parts[:3])
        and parts[1] in set(TaskRole)
        and parts[3].isdecimal()
        and parts[4] in ("agreed", "open")
    )


def _task(row: Row) -> CollaborationTask:
    return CollaborationTask(
        id=row["id"],
        cell=row["cell"],
        use_case=UseCaseId(row["use_case"]) if row["use_case"] else None,
        capabilities=tuple(CapabilityId(word) for word in _listed(row["capabilities"])),
        members=tuple(_member(word) for word in _listed(row["members"])),
        status=TaskStatus(row["status"]),
        moved_on=date.fromisoformat(row["moved_on"]),
        owner=row["owner"] or None,
        deliverable=row["deliverable"],
        acceptance=row["acceptance"],
        due=date.fromisoformat(row["due"]) if row["due"] else None,
        drop_reason=row["drop_reason"],
        subcommittee=row["subcommittee"] or None,
        modelled_on=InitiativeId(row["modelled_on"]) if row["modelled_on"] else None,
    )


def _member(text: str) -> TaskMember:
    member, role, industry, workers, agreed = text.split(":")
    return TaskMember(member, TaskRole(role), industry, int(workers), agreed == "agreed")


def _listed(cell: str) -> list[str]:
    return [word.strip() for word in cell.split(";") if word.strip()]


# --- out -------------------------------------------------------------------------------------------------------------


def _cells(task: CollaborationTask) -> tuple[str, ...]:
    return (
        task.id,
        task.status.value,
        task.moved_on.isoformat(),
        task.cell,
        task.use_case or "",
        "; ".join(task.capabilities),
        "; ".join(_member_cell(member) for member in task.members),
        task.owner or "",
        task.deliverable,
        task.acceptance,
        task.due.isoformat() if task.due else "",
        task.drop_reason,
        task.subcommittee or "",
        task.modelled_on or "",
    )


def _member_cell(member: TaskMember) -> str:
    return f"{member.id}:{member.role.value}:{member.industry}:{member.workers}:{'agreed' if member.agreed else 'open'}"


def _harmless(cell: str) -> str:
    """A cell that a spreadsheet would calculate begins with an apostrophe."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
