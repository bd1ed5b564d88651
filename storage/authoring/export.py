"""The documents of an edition → a workbook: the lists that authors edit as tables, the rest path by path."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from storage.authoring.tables import NONE, REST, REST_COLUMNS, TABLES, Table, at, leaves, tables_of
from storage.yaml_text import Document, Value

FORMAT = "kkweda/authoring/1"
WIDE, NARROW = 60, 18


def edition_workbook(slug: str, edition: str, documents: Mapping[str, Document]) -> bytes:
    """The workbook of an edition from its documents by file name, such as ``process/P1.yaml``."""
    book = Workbook()
    book.remove(book.worksheets[0])
    front = book.create_sheet("edition")
    for row in (("format", FORMAT), ("edition", f"{slug}/{edition}")):
        front.append(row)
    for table in TABLES:
        rows = (row for file, document in documents.items() for row in _rows(table, file, document))
        _fill(book, table.sheet, table.header, rows)
    rest = ((file, *row) for file, document in documents.items() for row in _rest(file, document))
    _fill(book, REST, REST_COLUMNS, rest)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _rows(table: Table, file: str, document: Document) -> Iterator[tuple[Value, ...]]:
    if table not in tables_of(file):
        return
    records = at(document, table.place)
    for record in records if isinstance(records, list) else []:
        yield (file, *(_cell(at(record, column.path)) for column in table.columns))


def _cell(value: Value) -> Value:
    return "" if value is None else value


def _rest(file: str, document: Document) -> Iterator[tuple[str, str]]:
    """Every leaf that no table shows, as path and JSON."""
    tables = tables_of(file)
    for path, value in leaves(document):
        if not any(_shows(table, path, value) for table in tables):
            yield "/".join(map(str, path)), json.dumps(value, ensure_ascii=False)


def _shows(table: Table, path: tuple[str | int, ...], value: Value) -> bool:
    depth = len(table.place)
    if path[:depth] != table.place or len(path) <= depth:
        return False
    inside = path[depth + 1 :]
    return any(column.path == inside for column in table.columns) or (value == NONE and inside in table.both)


def _fill(book: Workbook, name: str, header: tuple[str, ...], rows: Iterator[tuple[Value, ...]]) -> None:
    sheet = book.create_sheet(name)
    sheet.append(header)
    for row in rows:
        sheet.append(row)
        for cell in sheet[sheet.max_row]:
            cell.data_type = "n" if isinstance(cell.value, int) else "s"  # a text that begins with = is no formula
    for position, heading in enumerate(header, 1):
        wide = heading.endswith(("_ko", "_en")) or heading == "value"
        sheet.column_dimensions[get_column_letter(position)].width = WIDE if wide else NARROW
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row_of_cells in sheet.iter_rows(min_row=2):
        for cell in row_of_cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "B2"
