"""A register of suppliers as CSV or workbook, in and out; every problem by its row, no cell a spreadsheet would calculate."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from assessment.catalogue import EntryState, OfferGrade, Supplier
from assessment.terms import Problem
from storage.content.supplier_rows import NONE, OFFER_PARTS, listed, supplier_from_cells, supplier_to_cells
from storage.workbooks import BROKEN, WORKBOOK_SUFFIX

COLUMNS = (
    "id",
    "name",
    "invented",
    "offers",
    "cells",
    "divisions",
    "regions",
    "works_only_there",
    "workers",
    "capacity",
    "price_from",
    "price_to",
    "conflicts",
    "declared_on",
    "official_grade",
    "official_rank",
    "official_on",
    "state",
    "state_since",
    "state_reason",
    "state_answer",
)
WHOLE_NUMBERS = ("workers", "capacity", "price_from", "price_to", "official_rank")
MAY_BE_NONE = ("declared_on", "official_rank", "official_on")
DATES = ("declared_on", "official_on", "state_since")
CHOICES = {
    "invented": ("yes", "no"),
    "works_only_there": ("yes", "no"),
    "state": tuple(state.value for state in EntryState),
}
ENCODINGS = ("utf-8-sig", "cp949")
FORMULA_STARTS = ("=", "+", "-", "@")
KEPT_AS_TEXT = "'"
"""What stands before a text that a spreadsheet would take for a formula."""
ID = re.compile(r"sup-[\w-]{1,60}")
LONGEST_QUOTED = 40
ONE_DAY, ONE_OFFER = "2026-03-25", "cap-mes:reference:2026-03-25:2/3:…"
Row = dict[str | None, Any]
Table = tuple[tuple[str, ...], list[tuple[int, Row]]]
"""The header, and each row with its number."""


class RegisterSheets:
    """The RegisterFiles of an installation."""

    def read(self, path: Path) -> tuple[tuple[tuple[int, Supplier], ...], tuple[Problem, ...]]:
        """The rows that can be read, each with its number, and every problem of the others."""
        try:
            header, rows = _from_workbook(path) if path.suffix.lower() == WORKBOOK_SUFFIX else _from_csv(path)
        except FileNotFoundError:
            return (), (Problem.of("file_missing", path.name),)
        except UnicodeDecodeError as error:
            return (), (Problem.of("not_utf8_or_cp949", path.name, byte=error.start),)
        except csv.Error as error:
            return (), (Problem.of("broken_csv", path.name, cause=str(error)),)
        if header != COLUMNS:
            return (), (Problem.of("wrong_columns", path.name, wanted=COLUMNS, found=header),)
        found: list[tuple[int, Supplier]] = []
        problems: list[Problem] = []
        for number, row in rows:
            if wrong := _row_problems(row, f"{path.name} · row {number}"):
                problems.extend(wrong)
            else:
                found.append((number, supplier_from_cells({column: _as_read(row[column]) for column in COLUMNS})))
        return tuple(found), tuple(problems)

    def write(self, suppliers: Sequence[Supplier], suffix: str) -> bytes:
        """A workbook, or a CSV that opens in a Korean spreadsheet."""
        rows = ([_as_written(cell) for cell in supplier_to_cells(supplier).values()] for supplier in suppliers)
        if suffix == WORKBOOK_SUFFIX:
            return _workbook([list(COLUMNS), *rows])
        out = io.StringIO(newline="")
        csv.writer(out).writerows([list(COLUMNS), *rows])
        return out.getvalue().encode("utf-8-sig")


def read_suppliers(path: Path) -> tuple[tuple[Supplier, ...], list[Problem]]:
    """The suppliers of a file, none if it has problems; every problem with its row."""
    rows, problems = RegisterSheets().read(path)
    return (() if problems else tuple(supplier for _, supplier in rows)), list(problems)


def _as_written(cell: str) -> str:
    return f"{KEPT_AS_TEXT}{cell}" if cell.startswith(FORMULA_STARTS) else cell


def _as_read(cell: str) -> str:
    cell = cell.strip()
    return cell[1:] if cell.startswith(KEPT_AS_TEXT) and cell[1:].startswith(FORMULA_STARTS) else cell


def _workbook(rows: Sequence[Sequence[str]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("suppliers")
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _from_csv(path: Path) -> Table:
    """The rows of a CSV in UTF-8 or, as older Korean programs write it, in CP949."""
    content = path.read_bytes()
    reader = csv.DictReader(io.StringIO(_decoded(content), newline=""))
    return tuple(reader.fieldnames or ()), [(reader.line_num, row) for row in reader]


def _decoded(content: bytes) -> str:
    try:
        return content.decode(ENCODINGS[0])
    except UnicodeDecodeError as error:
        try:
            return content.decode(ENCODINGS[1])
        except UnicodeDecodeError:
            raise error from None


def _from_workbook(path: Path) -> Table:
    """The first sheet of a workbook, every cell as text; a formula stays one and is refused."""
    try:
        book = load_workbook(path, read_only=True, data_only=False)
        lines = [[_as_text(cell) for cell in row] for row in book.worksheets[0].values]
    except FileNotFoundError:
        raise
    except BROKEN as error:
        raise csv.Error(str(error)) from error
    header = tuple(lines[0]) if lines else ()
    filled = ((n, line) for n, line in enumerate(lines[1:], 2) if any(line))
    return header, [(n, dict(zip(header, line, strict=False))) for n, line in filled]


def _as_text(cell: object) -> str:
    """A cell as a person reads it; spreadsheets turn days into moments."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return "" if cell is None else str(cell)


def _row_problems(row: Row, where: str) -> list[Problem]:
    cells = sum(cell is not None for key, cell in row.items() if key) + len(row.get(None, ()))
    if cells != len(COLUMNS):
        return [Problem.of("wrong_number_of_cells", where, found=cells, wanted=len(COLUMNS))]
    return [
        *(Problem.of("empty_cell", f"{where} · {column}") for column in COLUMNS if not row[column].strip()),
        *(problem for column in COLUMNS if row[column].strip() for problem in _cell_problems(row, column, where)),
    ]


def _cell_problems(row: Row, column: str, where: str) -> Iterator[Problem]:
    cell, where = row[column].strip(), f"{where} · {column}"
    if cell.startswith(FORMULA_STARTS) and column not in WHOLE_NUMBERS:
        yield Problem.of("formula_cell", where, found=cell[:LONGEST_QUOTED])
        return
    if cell == NONE and column in MAY_BE_NONE and not _is_graded(row, column):
        return
    if column in WHOLE_NUMBERS and not cell.isdecimal():
        yield Problem.of("wrong_type", where, wanted=("integer",), found=cell)
    if column in DATES and not _is_day(cell):
        yield Problem.of("wrong_form", where, found=cell, form=ONE_DAY)
    if cell not in CHOICES.get(column, (cell,)):
        yield Problem.of("not_in_list", where, found=cell, allowed=CHOICES[column])
    if column == "id" and not ID.fullmatch(cell):
        yield Problem.of("wrong_form", where, found=cell, form="sup-…")
    if column == "offers":
        wrong = (offer for offer in listed(cell) if not _is_offer(offer))
        yield from (Problem.of("wrong_form", where, found=offer, form=ONE_OFFER) for offer in wrong)


def _is_graded(row: Row, column: str) -> bool:
    """Whether a column describes an official grade that there is."""
    return column.startswith("official_") and row["official_grade"].strip() != NONE


def _is_day(cell: str) -> bool:
    try:
        return date.fromisoformat(cell).isoformat() == cell
    except ValueError:
        return False


def _is_offer(offer: str) -> bool:
    """Capability, grade, day or none, accepted of delivered projects, and what shows it or none."""
    parts = offer.split(":", OFFER_PARTS - 1)
    if len(parts) < OFFER_PARTS:
        return False
    capability, grade, day, projects, shown_by = parts
    accepted, _, delivered = projects.partition("/")
    return (
        bool(capability and shown_by)
        and grade in set(OfferGrade)
        and (day == NONE or _is_day(day))
        and accepted.isdecimal()
        and delivered.isdecimal()
        and int(accepted) <= int(delivered)
    )
