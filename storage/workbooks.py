"""A filled answer workbook becomes the document of an answer sheet; every problem names sheet and row."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from openpyxl import load_workbook

from assessment.errors import InputRejected
from assessment.terms import Problem
from services.ports import SheetBroken, SheetInput
from storage.sheets import FORMAT as SHEET_FORMAT
from storage.sheets import read_sheet, sheet_from_document
from storage.yaml_text import LARGEST_FILE, Value

FORMAT = "kkweda/answer-workbook/1"
WORKBOOK_SUFFIX = ".xlsx"
SHEETS = ("company", "answers", "ai")
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    SyntaxError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    OSError,
    EOFError,
    RuntimeError,
)
"""What openpyxl lets through when a file is no zip, is cut off or locked, or carries broken XML.

Both XML parsers that it may stand on, ElementTree and lxml, call broken XML a SyntaxError.
"""
Book = dict[str, list[tuple[object, ...]]]
"""The rows of each sheet."""
CELLS_OF = {
    "company": ("company", ""),
    "answers": ("answers", ""),
    "ai_uses": ("ai", ""),
    "office_rules": ("ai", "rule:"),
}
"""Where the entries of a part of the answer sheet stand: the sheet, and what comes before their id."""
COLUMNS_OF = {"evidence": "D", "note": "E"}
TAKEN_FROM_LISTS = ("division", "region", "certificate", "concern_1", "concern_2", "concern_3")


def read_any_sheet(path: Path) -> SheetInput:
    """An answer sheet (YAML) or an answer workbook (xlsx), by the ending of its name."""
    return read_answer_workbook(path) if path.suffix.lower() == WORKBOOK_SUFFIX else read_sheet(path)


def read_answer_workbook(path: Path) -> SheetInput:
    """The sheet in a workbook; raises InputRejected with every problem."""
    book = _open(path)
    company = _pairs(book, "company")
    if company.get("format") != FORMAT:
        found = company.get("format", "–")
        raise InputRejected((Problem.of("not_in_list", f"{path.name} · company", found=found, allowed=(FORMAT,)),))
    document: dict[str, Value] = {
        "format": SHEET_FORMAT,
        "questionnaire": company.get("questionnaire", ""),
        "company": _company(company),
        "answers": dict(_answers(book)),
        "ai_uses": {key: value for key, value in _ai(book) if not key.startswith("rule:")},
        "office_rules": {
            key.removeprefix("rule:"): _yes_or_no(value) for key, value in _ai(book) if key.startswith("rule:")
        },
    }
    if company.get("content_hash"):
        document["content_hash"] = company["content_hash"]
    try:
        return sheet_from_document(document, path.name)
    except SheetBroken as rejected:
        cells = {f"{name}.{row[0]}": n for name in SHEETS for n, row in enumerate(book[name], 1) if row and row[0]}
        raise SheetBroken(tuple(_with_cell(p, cells) for p in rejected.problems), rejected.rest) from rejected


def _open(path: Path) -> Book:
    """The sheets we need, read to their last row, because openpyxl meets broken parts only on the way."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise InputRejected((Problem.of("file_too_large", path.name, limit=LARGEST_FILE // 1000),))
        book = load_workbook(io.BytesIO(path.read_bytes()), read_only=True, data_only=True)
        missing = tuple(name for name in SHEETS if name not in book.sheetnames)
        if missing:
            raise InputRejected(tuple(Problem.of("missing_key", path.name, key=name) for name in missing))
        return {name: list(book[name].iter_rows(values_only=True)) for name in SHEETS}
    except FileNotFoundError as error:
        raise InputRejected((Problem.of("file_missing", path.name),)) from error
    except BROKEN as error:
        raise InputRejected((Problem.of("broken_workbook", path.name),)) from error


def _pairs(book: Book, name: str) -> dict[str, str]:
    """First column → third column of a sheet, or the second where the third is empty in the grey rows."""
    pairs = {}
    for row in book[name]:
        key = _text(row, 0)
        if key in ("format", "questionnaire", "content_hash"):
            pairs[key] = _text(row, 1)
        elif key:
            pairs[key] = _text(row, 2)
    return pairs


def _company(cells: dict[str, str]) -> Value:
    chosen = {key: cells.get(key, "").split(" ")[0] for key in TAKEN_FROM_LISTS}
    workers = cells.get("workers", "")
    needed: dict[str, Value] = {
        "division": chosen["division"],
        "workers": int(workers) if workers.isdecimal() else workers,
        "region": chosen["region"],
        "own_products": cells.get("own_products", ""),
    }
    company = {key: value for key, value in needed.items() if value != ""}
    concerns: list[Value] = [chosen[f"concern_{n}"] for n in (1, 2, 3) if chosen[f"concern_{n}"]]
    if concerns:
        company["concerns"] = concerns
    if chosen["certificate"]:
        company["certificate"] = {"level": chosen["certificate"], "issued_on": cells.get("certificate_day", "")}
    for key in ("name", "business_number"):
        if cells.get(key):
            company[key] = cells[key]
    return company


def _answers(book: Book) -> Iterator[tuple[str, Value]]:
    for row in book["answers"][1:]:
        item, answer, evidence, note = _text(row, 0), _code(row, 2), _code(row, 3), _text(row, 4)
        if not item or not answer:
            continue
        if answer == "na":
            yield item, {"not_applicable": note or " "}
        elif answer == "dk":
            yield item, "dk"
        else:
            level: Value = int(answer) if answer.isdecimal() else answer
            entry: dict[str, Value] = {"level": level}
            if evidence:
                entry["evidence"] = evidence
            if note:
                entry["note"] = note
            yield item, entry


def _ai(book: Book) -> Iterator[tuple[str, Value]]:
    for row in book["ai"][1:]:
        key, answer = _text(row, 0), _code(row, 2)
        if key and answer:
            yield key, answer


def _yes_or_no(answer: Value) -> Value:
    return {"yes": True, "no": False}.get(str(answer), answer)


def _code(row: Sequence[object], column: int) -> str:
    """The code at the beginning of a cell: cells read ``dk 잘 모르겠어요``."""
    return _text(row, column).split(" ")[0]


def _text(row: Sequence[object], column: int) -> str:
    """A cell as text: 3.0 reads 3, a date reads 2026-03-25."""
    value = row[column] if column < len(row) else None
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _with_cell(problem: Problem, rows: dict[str, int]) -> Problem:
    """The same problem, with the cell of the workbook where its answer stands."""
    part, entry, key = (*problem.where.split(" · ")[-1].split("."), "", "")[:3]
    sheet, beginning = CELLS_OF.get(part, ("", ""))
    row, column = rows.get(f"{sheet}.{beginning}{entry}"), COLUMNS_OF.get(key, "C")
    return replace(problem, where=f"{problem.where} ({sheet}!{column}{row})") if row else problem
