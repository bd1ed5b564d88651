"""A filled answer workbook becomes the document of an answer sheet; every problem names sheet and row."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook

from assessment.errors import InputRejected
from assessment.terms import Problem
from services.ports import SheetInput
from storage.sheets import read_sheet, sheet_from_document
from storage.yaml_text import LARGEST_FILE, Value

FORMAT = "kkweda/answer-workbook/1"
WORKBOOK_SUFFIX = ".xlsx"
SHEETS = ("company", "answers", "ai")
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
        "format": "kkweda/answer-sheet/1",
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
    except InputRejected as rejected:
        rows = {str(row[0]): n for n, row in enumerate(book["answers"].iter_rows(values_only=True), 1) if row[0]}
        raise InputRejected(tuple(_with_row(p, rows) for p in rejected.problems)) from rejected


def _open(path: Path) -> Workbook:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise InputRejected((Problem.of("file_too_large", path.name, limit=LARGEST_FILE // 1000),))
        book = load_workbook(path, read_only=True, data_only=True)
    except FileNotFoundError as error:
        raise InputRejected((Problem.of("file_missing", path.name),)) from error
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise InputRejected((Problem.of("broken_workbook", path.name),)) from error
    missing = tuple(name for name in SHEETS if name not in book.sheetnames)
    if missing:
        raise InputRejected(tuple(Problem.of("missing_key", path.name, key=name) for name in missing))
    return book


def _pairs(book: Workbook, name: str) -> dict[str, str]:
    """First column → third column of a sheet, or the second where the third is empty in the grey rows."""
    pairs = {}
    for row in book[name].iter_rows(values_only=True):
        key = _text(row, 0)
        if key in ("format", "questionnaire", "content_hash"):
            pairs[key] = _text(row, 1)
        elif key:
            pairs[key] = _text(row, 2)
    return pairs


def _company(cells: dict[str, str]) -> Value:
    chosen = {key: cells.get(key, "").split(" ")[0] for key in TAKEN_FROM_LISTS}
    workers = cells.get("workers", "")
    company: dict[str, Value] = {
        "division": chosen["division"],
        "workers": int(workers) if workers.isdecimal() else workers,
        "region": chosen["region"],
        "own_products": cells.get("own_products", ""),
    }
    concerns: list[Value] = [chosen[f"concern_{n}"] for n in (1, 2, 3) if chosen[f"concern_{n}"]]
    if concerns:
        company["concerns"] = concerns
    if chosen["certificate"]:
        company["certificate"] = {"level": chosen["certificate"], "issued_on": cells.get("certificate_day", "")}
    for key in ("name", "business_number"):
        if cells.get(key):
            company[key] = cells[key]
    return company


def _answers(book: Workbook) -> Iterator[tuple[str, Value]]:
    for row in list(book["answers"].iter_rows(values_only=True))[1:]:
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


def _ai(book: Workbook) -> Iterator[tuple[str, Value]]:
    for row in list(book["ai"].iter_rows(values_only=True))[1:]:
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


def _with_row(problem: Problem, rows: dict[str, int]) -> Problem:
    """The same problem, with the row of the sheet where its item stands."""
    parts = problem.where.split(" · ")[-1].split(".")
    if parts[0] == "answers" and len(parts) > 1 and parts[1] in rows:
        return Problem(problem.code, f"{problem.where} (answers!C{rows[parts[1]]})", problem.params)
    return problem
