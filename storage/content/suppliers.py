"""A register of suppliers as CSV or workbook; all problems by row, nothing half-read."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from assessment.catalogue import CapabilityId, Offer, OfferGrade, Supplier, SupplierId
from assessment.terms import Problem
from storage.workbooks import BROKEN

COLUMNS = (
    "id",
    "name",
    "invented",
    "offers",
    "divisions",
    "regions",
    "workers",
    "capacity",
    "price_from",
    "price_to",
    "conflicts",
)
WHOLE_NUMBERS = ("workers", "capacity", "price_from", "price_to")
Table = tuple[tuple[str, ...], list[tuple[int, dict[str | None, Any]]]]
"""The header, and each row with its number."""
GRADES = frozenset(grade.value for grade in OfferGrade)


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
        lines = [["" if cell is None else str(cell) for cell in row] for row in book.worksheets[0].values]
    except FileNotFoundError:
        raise
    except BROKEN as error:
        raise csv.Error(str(error)) from error
    header = tuple(lines[0]) if lines else ()
    filled = ((n, line) for n, line in enumerate(lines[1:], 2) if any(line))
    return header, [(n, dict(zip(header, line, strict=False))) for n, line in filled]


def _row_problems(row: dict[str | None, Any], where: str) -> list[Problem]:
    cells = sum(cell is not None for key, cell in row.items() if key) + len(row.get(None, ()))
    if cells != len(COLUMNS):
        return [Problem.of("wrong_number_of_cells", where, found=cells, wanted=len(COLUMNS))]
    problems = [
        Problem.of("wrong_type", f"{where} · {column}", wanted=("integer",), found=row[column])
        for column in WHOLE_NUMBERS
        if not row[column].isdecimal()
    ]
    if not row["id"].startswith("sup-"):
        problems.append(Problem.of("wrong_form", f"{where} · id", found=row["id"], form="sup-…"))
    if row["invented"] not in ("yes", "no"):
        problems.append(Problem.of("not_in_list", f"{where} · invented", found=row["invented"], allowed=("yes", "no")))
    for offer in _listed(row["offers"]):
        if offer.partition(":")[2] not in GRADES:
            problems.append(Problem.of("wrong_form", f"{where} · offers", found=offer, form="cap-…:claimed"))
    return problems


def _supplier(row: dict[str | None, Any]) -> Supplier:
    offers = [offer.split(":") for offer in _listed(row["offers"])]
    return Supplier(
        id=SupplierId(row["id"]),
        name=row["name"],
        invented=row["invented"] == "yes",
        offers=tuple(Offer(CapabilityId(capability), OfferGrade(grade)) for capability, grade in offers),
        divisions=_listed(row["divisions"]),
        regions=_listed(row["regions"]),
        workers=int(row["workers"]),
        capacity=int(row["capacity"]),
        price_from=int(row["price_from"]),
        price_to=int(row["price_to"]),
        conflicts=_listed(row["conflicts"]),
    )


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())
