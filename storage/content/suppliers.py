"""A register of suppliers as CSV or workbook; all problems by row, nothing half-read."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from assessment.catalogue import (
    CapabilityId,
    EntryState,
    Offer,
    OfferGrade,
    OfficialGrade,
    RegisterEntry,
    Supplier,
    SupplierId,
)
from assessment.terms import Problem
from storage.workbooks import BROKEN

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
NONE = "none"
WHOLE_NUMBERS = ("workers", "capacity", "price_from", "price_to", "official_rank")
MAY_BE_NONE = ("declared_on", "official_rank", "official_on")
DATES = ("declared_on", "official_on", "state_since")
CHOICES = {
    "invented": ("yes", "no"),
    "works_only_there": ("yes", "no"),
    "state": tuple(state.value for state in EntryState),
}
ONE_DAY, ONE_OFFER = "2026-03-25", "cap-mes:reference:2026-03-25:2/3:…"
OFFER_PARTS = 5
Row = dict[str | None, Any]
Table = tuple[tuple[str, ...], list[tuple[int, Row]]]
"""The header, and each row with its number."""


def read_suppliers(path: Path) -> tuple[tuple[Supplier, ...], list[Problem]]:
    """The suppliers of a file, none if it has problems; every problem with its row."""
    try:
        header, rows = _from_workbook(path) if path.suffix.lower() == ".xlsx" else _from_csv(path)
    except FileNotFoundError:
        return (), [Problem.of("file_missing", path.name)]
    except UnicodeDecodeError as error:
        return (), [Problem.of("not_utf8", path.name, byte=error.start)]
    except csv.Error as error:
        return (), [Problem.of("broken_csv", path.name, cause=str(error))]
    if header != COLUMNS:
        return (), [Problem.of("wrong_columns", path.name, wanted=COLUMNS, found=header)]
    problems = [p for number, row in rows for p in _row_problems(row, f"{path.name} · row {number}")]
    if problems:
        return (), problems
    return tuple(_supplier(row) for _, row in rows), []


def _from_csv(path: Path) -> Table:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        return tuple(reader.fieldnames or ()), [(reader.line_num, row) for row in reader]


def _from_workbook(path: Path) -> Table:
    """The first sheet of a workbook, every cell as text."""
    try:
        book = load_workbook(path, read_only=True, data_only=True)
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
    if cell == NONE and column in MAY_BE_NONE and not _is_graded(row, column):
        return
    if column in WHOLE_NUMBERS and not cell.isdecimal():
        yield Problem.of("wrong_type", where, wanted=("integer",), found=cell)
    if column in DATES and not _is_day(cell):
        yield Problem.of("wrong_form", where, found=cell, form=ONE_DAY)
    if cell not in CHOICES.get(column, (cell,)):
        yield Problem.of("not_in_list", where, found=cell, allowed=CHOICES[column])
    if column == "id" and not cell.startswith("sup-"):
        yield Problem.of("wrong_form", where, found=cell, form="sup-…")
    if column == "offers":
        wrong = (offer for offer in _listed(cell) if not _is_offer(offer))
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


def _supplier(row: Row) -> Supplier:
    cell = {column: row[column].strip() for column in COLUMNS}
    return Supplier(
        id=SupplierId(cell["id"]),
        name=cell["name"],
        invented=cell["invented"] == "yes",
        offers=tuple(_offer(offer) for offer in _listed(cell["offers"])),
        cells=_listed(cell["cells"]),
        divisions=_listed(cell["divisions"]),
        regions=_listed(cell["regions"]),
        works_only_there=cell["works_only_there"] == "yes",
        workers=int(cell["workers"]),
        capacity=int(cell["capacity"]),
        price_from=int(cell["price_from"]),
        price_to=int(cell["price_to"]),
        conflicts=_listed(cell["conflicts"]),
        declared_on=_day(cell["declared_on"]),
        official_grade=_official_grade(cell),
        entry=RegisterEntry(
            state=EntryState(cell["state"]),
            since=date.fromisoformat(cell["state_since"]),
            reason=_words(cell["state_reason"]),
            answer=_words(cell["state_answer"]),
        ),
    )


def _offer(offer: str) -> Offer:
    capability, grade, day, projects, shown_by = offer.split(":", OFFER_PARTS - 1)
    accepted, _, delivered = projects.partition("/")
    return Offer(
        CapabilityId(capability), OfferGrade(grade), _words(shown_by), _day(day), int(delivered), int(accepted)
    )


def _official_grade(cell: dict[str, str]) -> OfficialGrade | None:
    if cell["official_grade"] == NONE:
        return None
    issued_on = date.fromisoformat(cell["official_on"])
    return OfficialGrade(cell["official_grade"], int(cell["official_rank"]), issued_on)


def _day(cell: str) -> date | None:
    return None if cell == NONE else date.fromisoformat(cell)


def _words(cell: str) -> str:
    return "" if cell == NONE else cell


def _listed(cell: str) -> tuple[str, ...]:
    return () if cell == NONE else tuple(part.strip() for part in cell.split(";") if part.strip())
