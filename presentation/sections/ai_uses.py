"""Which AI uses are open: now, after one step, not yet; and why a column is empty."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.scoring.values import Column, UseCaseReadiness, Verdict
from presentation import numbers
from presentation.sections.dimensions import GateRow, gate_rows, missing_text
from presentation.sections.parts import Reader

SHOWN = 4
"""Use cases shown in a column; the rest is counted."""


@dataclass(frozen=True, slots=True)
class UseCaseEntry:
    """One use case in a column."""

    name: str
    summary: str
    state: str
    wanted: bool
    missing: str
    data: str
    money: str
    legal: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UseCaseColumn:
    """One of the three columns, with the sentence for the case that it is empty."""

    key: str
    title: str
    entries: tuple[UseCaseEntry, ...]
    more: str
    empty: str


@dataclass(frozen=True, slots=True)
class AiUses:
    """The page of AI uses: gates above, three columns below."""

    sentence: str
    gates: tuple[GateRow, ...]
    columns: tuple[UseCaseColumn, ...]


def ai_uses(reader: Reader) -> AiUses:
    """The three columns for one company."""
    columns = tuple(_column(reader, column) for column in Column)
    return AiUses(sentence=_sentence(reader), gates=gate_rows(reader), columns=columns)


def _sentence(reader: Reader) -> str:
    readiness = reader.diagnosis.readiness
    now, next_ = len(readiness.column(Column.NOW)), len(readiness.column(Column.ONE_STEP))
    return reader.say("ai.sentence", now=now, next=next_)


def _column(reader: Reader, column: Column) -> UseCaseColumn:
    wanted = reader.diagnosis.case.wishes.use_cases
    entries = sorted(reader.diagnosis.readiness.column(column), key=lambda entry: entry.use_case.id not in wanted)
    left = len(entries) - SHOWN
    return UseCaseColumn(
        key=column.value,
        title=reader.say(f"ai.{column.value}"),
        entries=tuple(_entry(reader, entry) for entry in entries[:SHOWN]),
        more=reader.say("ai.more", count=left) if left > 0 else "",
        empty="" if entries else _why_empty(reader, column),
    )


def _why_empty(reader: Reader, column: Column) -> str:
    if column is not Column.NOW:
        return reader.say(f"ai.{column.value}_empty")
    nearest = next((e for e in reader.diagnosis.readiness.use_cases if e.column is not Column.NOW), None)
    if nearest is None:
        return reader.say("owner.now_none")
    return reader.say("ai.now_empty", use_case=reader.names.of(nearest.use_case.id), missing=_missing(reader, nearest))


def _entry(reader: Reader, entry: UseCaseReadiness) -> UseCaseEntry:
    use_case, language = entry.use_case, reader.language
    return UseCaseEntry(
        name=use_case.name.in_(language),
        summary=use_case.summary.in_(language),
        state=_state(reader, entry),
        wanted=use_case.id in reader.diagnosis.case.wishes.use_cases,
        missing=_missing(reader, entry),
        data=use_case.data.in_(language),
        money=reader.say("money.estimate", money=numbers.money_range(use_case.cost.low, use_case.cost.high, language)),
        legal=tuple(reader.dated(note.text.in_(language), note.checked_on) for note in use_case.legal),
    )


def _state(reader: Reader, entry: UseCaseReadiness) -> str:
    states = []
    if entry.use_case.id in reader.diagnosis.case.wishes.use_cases:
        states.append(reader.say("ai.wanted"))
    if entry.column is Column.NOW:
        states.append(reader.say("ai.confirmed" if entry.confirmed is Verdict.OPEN else "ai.stated"))
    elif entry.verdict is Verdict.UNKNOWN:
        states.append(reader.say("ai.unknown"))
    return " · ".join(states)


def _missing(reader: Reader, entry: UseCaseReadiness) -> str:
    parts = [missing_text(reader, m.item, m.have, m.need) for m in entry.missing]
    if entry.office_rules_missing:
        parts.append(reader.say("gate.office_rules", count=len(entry.office_rules_missing)))
    return ", ".join(parts)
