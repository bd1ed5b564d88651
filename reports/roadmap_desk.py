"""A workbook of the roadmap while it is written: sheets set up for A4, cells that are numbers, texts or our own formulas."""

from __future__ import annotations

import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import xlsxwriter

from presentation.charts import COLOURS

FONT = {"font_name": "맑은 고딕", "font_size": 10, "font_scheme": "none"}
"""A name only: Excel has it, and other programs put their own Korean font in its place."""
A4, ANY_HEIGHT = 9, 0
HEAD_ROW = 3
"""Where the head of a sheet's first table stands, counted from 0: below its sentence, its note and one free row."""
LINE_HEIGHT = 16.0
WIDE = "\u2e80"
"""From here on a character is as wide as two digits, the unit of a column's width."""
WASH, STOP, WHITE = "#f4f6f8", "#b3261e", "#ffffff"
WRAPPED = {"text_wrap": True, "valign": "top", "align": "left", "indent": 1}
LOOKS: dict[str, dict[str, object]] = {
    "title": {"bold": True, "font_size": 14},
    "note": {"font_color": COLOURS["soft"]},
    "head": {**WRAPPED, "bold": True, "bottom": 1, "bg_color": WASH},
    "text": WRAPPED,
    "whole": {"valign": "top", "num_format": "#,##0"},
    "part": {"valign": "top", "num_format": "0.0#"},
    "mark": {"valign": "top", "align": "center"},
    "short": {"bold": True, "font_color": STOP},
    **{key: {"bg_color": colour, "font_color": WHITE} for key, colour in COLOURS.items()},
}


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula of ours with the value that it has now, for programs that show a file without calculating."""

    text: str
    value: int | float | str


Cell = str | int | float | Formula


class RoadmapDesk:
    """One workbook; the words of a company are written as texts and never become formulas."""

    def __init__(self, title: str, running: str, issued_on: str) -> None:
        """Begin a workbook; `running` is the second row of every sheet, and printed on every page."""
        self._out = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(self._out, {**options, "default_format_properties": dict(FONT)})
        self._book.set_properties({"title": title, "created": datetime.fromisoformat(issued_on)})
        self._running = running
        self._looks: Mapping[str, Any] = {name: self._book.add_format(look) for name, look in LOOKS.items()}

    def sheet(self, name: str, sentence: str, widths: Sequence[int], frozen: int = 1) -> RoadmapSheet:
        """A sheet with its sentence on top; `frozen` columns stay in sight, and so does the head of its first table."""
        page = self._book.add_worksheet(name)
        for column, width in enumerate(widths):
            page.set_column(column, column, width)
        page.write_string(0, 0, sentence, self._looks["title"])
        page.write_string(1, 0, self._running, self._looks["note"])
        page.freeze_panes(HEAD_ROW + 1, frozen)
        page.set_paper(A4)
        page.set_landscape()
        page.fit_to_pages(1, ANY_HEIGHT)
        page.repeat_rows(1, HEAD_ROW)
        page.set_footer("&C&P / &N")
        return RoadmapSheet(page, self._looks, tuple(widths))

    def to_bytes(self) -> bytes:
        """The finished file; the same content of the same day gives the same bytes."""
        self._book.close()
        return self._out.getvalue()


@dataclass(frozen=True, slots=True)
class RoadmapSheet:
    """One sheet; rows and columns are counted from 0."""

    page: Any
    looks: Mapping[str, Any]
    widths: tuple[int, ...]

    def table(self, row: int, head: Sequence[str], rows: Sequence[Sequence[Cell]]) -> int:
        """A head and its rows; returns the row for what follows, with one row free between."""
        for column, text in enumerate(head):
            self.write(row, column, text, "head")
        self._make_room(row, head)
        for number, cells in enumerate(rows, row + 1):
            for column, cell in enumerate(cells):
                self.write(number, column, cell)
            self._make_room(number, cells)
        return row + len(rows) + 2

    def filter(self, rows: Sequence[Sequence[Cell]]) -> None:
        """Arrows to choose from, at the head of the first table with these rows."""
        if rows:
            self.page.autofilter(HEAD_ROW, 0, HEAD_ROW + len(rows), len(rows[0]) - 1)

    def write(self, row: int, column: int, cell: Cell, look: str = "") -> None:
        """One cell in the look of its kind, or in another."""
        value = cell.value if isinstance(cell, Formula) else cell
        shown = self.looks[look or _kind(value)]
        if isinstance(cell, Formula):
            self.page.write_formula(row, column, cell.text, shown, value)
        elif isinstance(cell, str):
            self.page.write_string(row, column, cell, shown)
        else:
            self.page.write_number(row, column, cell, shown)

    def notes(self, row: int, texts: Sequence[str]) -> None:
        """Sentences below each other; they run over the columns at their right."""
        for number, text in enumerate(texts, row):
            self.write(number, 0, text, "note")

    def colour(self, cells: tuple[int, int, int, int], rule: Mapping[str, object], look: str) -> None:
        """A look for cells (first row and column, last row and column) while a rule holds."""
        self.page.conditional_format(*cells, {**rule, "type": "cell", "format": self.looks[look]})

    def _make_room(self, row: int, cells: Sequence[Cell]) -> None:
        """Height for the longest text: not every program finds it when it opens a file."""
        texts = [(cell, width) for cell, width in zip(cells, self.widths, strict=False) if isinstance(cell, str)]
        lines = max((_lines(text, width) for text, width in texts), default=1)
        self.page.set_row(row, LINE_HEIGHT * lines)


def _kind(value: int | float | str) -> str:
    if isinstance(value, str):
        return "text"
    return "part" if isinstance(value, float) else "whole"


def _lines(text: str, width: int) -> int:
    """How many lines a text needs at most in a column."""
    lengths = [sum(2 if character >= WIDE else 1 for character in line) for line in text.split("\n")]
    return sum(max(math.ceil(length / (width - 2)), 1) for length in lengths)
