"""Score any number of companies from rows of text, keep what is right, and say of every other row what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from assessment.errors import InputRejected
from assessment.instrument.edition import LEVELS, Questionnaire
from assessment.scoring.scores import (
    DONT_KNOW,
    GATE_CLOSED,
    GATE_OPEN,
    GATE_UNKNOWN,
    NOT_ANSWERED,
    NOT_APPLICABLE,
    score_batch,
)
from assessment.terms import Problem

ROWS_AT_ONCE = 8_192
CODES = {str(level): level for level in LEVELS} | {"na": NOT_APPLICABLE, "dk": DONT_KNOW, "": NOT_ANSWERED}
GATE_WORDS = {GATE_CLOSED: "closed", GATE_OPEN: "open", GATE_UNKNOWN: "unknown"}
HEADER = "row 1"
RESULT_COLUMNS = ("id", "process", "product", "service", "business_model", "overall", "pilot", "scale")


@dataclass(frozen=True, slots=True)
class ScoredRow:
    """One company's point scores as text; empty where there is no score."""

    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that was left out, with its number in the file and every reason."""

    number: int
    id: str
    problems: tuple[Problem, ...]


def score_rows(questionnaire: Questionnaire, rows: Iterable[Sequence[str]]) -> Iterator[ScoredRow | RejectedRow]:
    """Score rows ``id + 24 columns`` (0–5, na, dk, empty), a few thousand at a time, in the order of the file.

    The first row is the header; its columns may stand in any order. Raises InputRejected if the header is wrong.
    """
    rows = iter(rows)
    columns = _read_header(questionnaire, [name.strip() for name in next(rows, ())])
    numbered = enumerate(rows, 2)
    while block := list(islice(numbered, ROWS_AT_ONCE)):
        yield from _score_block(questionnaire, columns, [(n, row) for n, row in block if any(row)])


def _read_header(questionnaire: Questionnaire, names: Sequence[str]) -> list[int]:
    """The column of the id, then for each item of the edition the column it stands in."""
    wanted = ["id", *(item.id for item in questionnaire.items)]
    if not any(names):
        raise InputRejected((Problem.of("empty_file", HEADER),))
    findings = {
        "columns_missing": [name for name in wanted if name not in names],
        "columns_unknown": [name for name in names if name not in wanted],
        "columns_repeated": [name for name in wanted if names.count(name) > 1],
    }
    problems = tuple(Problem.of(code, HEADER, columns=tuple(found)) for code, found in findings.items() if found)
    if problems:
        raise InputRejected(problems)
    return [names.index(name) for name in wanted]


def _score_block(
    questionnaire: Questionnaire, columns: Sequence[int], block: Sequence[tuple[int, Sequence[str]]]
) -> Iterator[ScoredRow | RejectedRow]:
    read = [_read_row(questionnaire, columns, number, row) for number, row in block]
    good = [entry for entry in read if not isinstance(entry, RejectedRow)]
    levels = np.array([codes for _, codes in good], np.int8).reshape(len(good), len(questionnaire.items))
    scores = score_batch(questionnaire, levels)
    position = 0
    for entry in read:
        if isinstance(entry, RejectedRow):
            yield entry
            continue
        numbers = [*scores.dimensions[position], scores.overall[position]]
        gates = (GATE_WORDS[int(scores.pilot[position])], GATE_WORDS[int(scores.scale[position])])
        yield ScoredRow((entry[0], *("" if np.isnan(x) else f"{x:.1f}" for x in numbers), *gates))
        position += 1


def _read_row(
    questionnaire: Questionnaire, columns: Sequence[int], number: int, row: Sequence[str]
) -> tuple[str, list[int]] | RejectedRow:
    company = row[columns[0]].strip() if columns[0] < len(row) else ""
    where = f"row {number}"
    if len(row) != len(columns):
        problem = Problem.of("wrong_number_of_cells", where, found=len(row), wanted=len(columns))
        return RejectedRow(number, company, (problem,))
    problems = [] if company else [Problem.of("empty_id", where)]
    codes = []
    for item, column in zip(questionnaire.items, columns[1:], strict=True):
        cell = row[column].strip().lower()
        if cell not in CODES:
            problems.append(Problem.of("cell_unreadable", f"{where} · {item.id}", found=row[column].strip()))
        elif cell == "na" and item.not_applicable is None:
            problems.append(Problem.of("not_applicable_not_allowed", f"{where} · {item.id}", item=item.id))
        else:
            codes.append(CODES[cell])
    return RejectedRow(number, company, tuple(problems)) if problems else (company, codes)
