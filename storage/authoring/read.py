"""A workbook → the documents of an edition, with the cell that every value came from; all problems at once."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from assessment.errors import InputRejected
from assessment.terms import Problem
from storage.authoring.export import FORMAT
from storage.authoring.tables import NONE, REST, REST_COLUMNS, TABLES, PathInDocument, Table, rebuild
from storage.workbooks import BROKEN
from storage.yaml_text import Document, Value

Rows = list[tuple[Any, ...]]
WITHOUT_SHEETS = ("sheet_missing", "wrong_columns")


@dataclass
class Authored:
    """What a workbook says: its edition, its documents by file, and the cell of each value."""

    slug: str
    edition: str
    documents: dict[str, Document] = field(default_factory=dict)
    cells: dict[tuple[str, str], str] = field(default_factory=dict)
    """Cell such as ``facts!E12`` by file and dotted path."""
    problems: tuple[Problem, ...] = ()
    """Cells that could not be read as they must be; the documents hold what was typed there."""

    def cell_of(self, file: str, place: str) -> str:
        """The cell of a place in a file, or of the nearest place around it; empty if no cell is near."""
        while place:
            if (file, place) in self.cells:
                return self.cells[file, place]
            inside = [cell for (f, p), cell in self.cells.items() if f == file and p.startswith(f"{place}.")]
            if inside:
                return inside[0]
            place = place.rpartition(".")[0]
        return ""


def read_edition_workbook(path: Path) -> Authored:
    """The documents in a workbook; raises InputRejected where it is no workbook of an edition at all."""
    try:
        book = load_workbook(path, read_only=True, data_only=True)
        sheets = {sheet.title: [tuple(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets}
    except FileNotFoundError:
        raise InputRejected((Problem.of("file_missing", path.name),)) from None
    except BROKEN as error:
        raise InputRejected((Problem.of("broken_workbook", path.name),)) from error
    front = {str(row[0]): str(row[1]) for row in sheets.get("edition", []) if len(row) > 1}
    slug, _, edition = front.get("edition", "").partition("/")
    if front.get("format") != FORMAT or not edition:
        found = front.get("format", "–")
        raise InputRejected((Problem.of("not_in_list", f"{path.name} · edition!B1", found=found, allowed=(FORMAT,)),))
    return _Reader(path.name, sheets, Authored(slug, edition)).read()


class _Reader:
    """Goes through the sheets and keeps every problem."""

    def __init__(self, name: str, sheets: dict[str, Rows], authored: Authored) -> None:
        self.name, self.sheets, self.authored = name, sheets, authored
        self.problems: list[Problem] = []
        self.leaves: dict[str, dict[PathInDocument, Value]] = defaultdict(dict)

    def read(self) -> Authored:
        self._read_rest(self._rows(REST, REST_COLUMNS))
        for table in TABLES:
            self._read_table(table, self._rows(table.sheet, table.header))
        if any(problem.code in WITHOUT_SHEETS for problem in self.problems):
            raise InputRejected(tuple(self.problems))
        self.authored.problems = tuple(self.problems)
        self.authored.documents = {file: rebuild(entries) for file, entries in self.leaves.items()}
        return self.authored

    def _rows(self, sheet: str, header: tuple[str, ...]) -> Rows:
        rows = self.sheets.get(sheet)
        if rows is None:
            self.problems.append(Problem.of("sheet_missing", self.name, sheet=sheet))
            return []
        found = tuple(str(cell) for cell in (rows[0] if rows else ()) if cell is not None)
        if found != header:
            self.problems.append(Problem.of("wrong_columns", f"{self.name} · {sheet}!1", wanted=header, found=found))
            return []
        return rows

    def _read_rest(self, rows: Rows) -> None:
        for number, row in enumerate(rows[1:], 2):
            if not any(cell is not None for cell in row):
                continue
            file, path, written = (str(cell) if cell is not None else "" for cell in row[:3])
            try:
                value = json.loads(written)
            except json.JSONDecodeError:
                where = f"{self.name} · {REST}!C{number}"
                self.problems.append(Problem.of("wrong_cell", where, found=written))
                value = written
            self._keep(file, tuple(int(s) if s.isdigit() else s for s in path.split("/")), value, f"{REST}!C{number}")

    def _read_table(self, table: Table, rows: Rows) -> None:
        positions: dict[str, int] = defaultdict(int)
        for number, row in enumerate(rows[1:], 2):
            if not any(cell is not None for cell in row):
                continue
            file = str(row[0] or "")
            position = positions[file]
            positions[file] += 1
            self._read_record(table, (*table.place, position), (file, row, number))

    def _read_record(self, table: Table, place: PathInDocument, at: tuple[str, tuple[Any, ...], int]) -> None:
        file, row, number = at
        cells = {column.path: row[i] if i < len(row) else None for i, column in enumerate(table.columns, 1)}
        absent = {
            key for key in table.both if all(cells.get((*key, language)) in (None, "") for language in ("ko", "en"))
        }
        for key in absent:
            self._keep(file, (*place, *key), NONE, f"{table.sheet}!A{number}")
        for i, column in enumerate(table.columns, 2):
            if column.path[:-1] in absent:
                continue
            cell = cells[column.path]
            value: Value = "" if cell is None else str(cell)
            if column.number and str(value).removeprefix("-").isdecimal():
                value = int(str(value))
            self._keep(file, (*place, *column.path), value, f"{table.sheet}!{get_column_letter(i)}{number}")

    def _keep(self, file: str, path: PathInDocument, value: Value, cell: str) -> None:
        self.leaves[file][path] = value
        self.authored.cells[file, ".".join(map(str, path))] = cell
