"""A book of tables as a PDF to print and as a workbook; what a firm wrote never becomes a formula."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import AbstractContextManager

import xlsxwriter

from assessment.matching.meeting import MatchingDay, Meeting
from assessment.terms import Language
from presentation.desk.books import Book, Table, day_book, meeting_book
from reports.pdf import render_pdf

SHEET_NAME = 31
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
WIDTH, NARROW = 26, 12


class CooperationPapers:
    """The AssociationPapers of an installation; `printing` says why a page cannot be printed."""

    def __init__(self, printing: Callable[[], AbstractContextManager[None]]) -> None:
        self._printing = printing

    def meeting_pdf(self, meeting: Meeting, language: Language) -> bytes:
        """The pack of a subcommittee to print; raises what `printing` makes of the errors of `render_pdf`."""
        with self._printing():
            return render_pdf("book", language, book=meeting_book(meeting, language))

    def meeting_workbook(self, meeting: Meeting, language: Language) -> bytes:
        """The same pack as a workbook."""
        return write_workbook(meeting_book(meeting, language))

    def day_workbook(self, day: MatchingDay, language: Language) -> bytes:
        """The lists of a matching day."""
        return write_workbook(day_book(day, language))


def write_workbook(book: Book) -> bytes:
    """A sheet for each table."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    looks = {
        "title": made.add_format({"bold": True, "font_size": 13}),
        "head": made.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "cell": made.add_format({"text_wrap": True, "valign": "top"}),
    }
    for table in book.tables:
        _sheet(made.add_worksheet(table.title.translate(FORBIDDEN)[:SHEET_NAME]), book, table, looks)
    made.close()
    return out.getvalue()


def _sheet(sheet: xlsxwriter.worksheet.Worksheet, book: Book, table: Table, looks: dict[str, object]) -> None:
    sheet.write_string(0, 0, f"{book.title} · {book.meta}", looks["title"])
    sheet.write_string(1, 0, table.sentence)
    sheet.freeze_panes(4, 1)
    for column, name in enumerate(table.head):
        is_number = bool(table.rows) and not isinstance(table.rows[0][column], str)
        sheet.set_column(column, column, NARROW if is_number else WIDTH)
        sheet.write_string(3, column, name, looks["head"])
    for row, cells in enumerate(table.rows, 4):
        for column, cell in enumerate(cells):
            write = sheet.write_string if isinstance(cell, str) else sheet.write_number
            write(row, column, cell, looks["cell"])
