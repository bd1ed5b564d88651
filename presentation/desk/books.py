"""What the association takes into a meeting or a matching day, as tables with a sentence each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assessment.matching.meeting import MatchingDay, Meeting, SharedGaps
from assessment.matching.records import CollaborationTask
from assessment.terms import Language
from presentation import numbers
from presentation.desk.naming import DeskReader

Cells = tuple[str | int | float, ...]
HEADS = {
    "lists": ("company", "place", "supplier", "fit"),
    "exposure": ("supplier", "shown", "suits", "floor", "ceiling", "capacity"),
    "gaps": ("gap_item", "gap_below", "gap_companies", "gap_share"),
    "needs": ("company", "cell", "requirement", "brings", "open_until"),
    "tasks": ("task", "members", "task_status", "task_moved"),
    "codes": ("number", "segment", "code", "address", "consultant"),
    "requests": ("rule", "obstacle", "wanted_change", "company", "task_status"),
}
"""The columns of each table, by the names of their labels."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table: a title, the sentence that says what it shows or why it is empty, the head, the rows."""

    title: str
    sentence: str
    head: tuple[str, ...] = ()
    rows: tuple[Cells, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """A document of tables."""

    title: str
    meta: str
    language: str
    tables: tuple[Table, ...]


def meeting_book(meeting: Meeting, language: Language) -> Book:
    """The pack of a subcommittee: shared gaps, posted needs, candidates, tasks without movement, requests about rules."""
    reader = DeskReader.of(meeting.words, language)
    name = meeting.subcommittee.name.in_(language)
    return Book(
        title=reader.say("meeting.title", name=name),
        meta=reader.say("meeting.meta", alliance=meeting.alliance.name.in_(language), on=numbers.day(meeting.on)),
        language=language.value,
        tables=(
            _gaps(reader, meeting.gaps),
            _needs(reader, meeting),
            _tasks(reader, "candidates", meeting.candidates),
            _tasks(reader, "stalled", meeting.stalled),
            _requests(reader, meeting),
        ),
    )


def day_book(day: MatchingDay, language: Language) -> Book:
    """The lists of a matching day, and how often each supplier is shown against its floor and its ceiling."""
    reader = DeskReader.of(day.words, language)
    rows = tuple(
        (reader.firm(entry.company), place, reader.firm(supplier), numbers.percent(fit))
        for entry in day.lists.lists
        for place, (supplier, fit) in enumerate(entry.listed, 1)
    )
    return Book(
        title=reader.say("day.title"),
        meta=numbers.day(day.on),
        language=language.value,
        tables=(
            Table(
                reader.say("day.lists"),
                reader.say("day.lists_sentence", count=len(day.lists.lists)) if rows else reader.say("day.nobody"),
                _heads(reader, "lists"),
                rows,
            ),
            exposure_table(reader, day),
        ),
    )


def exposure_table(reader: DeskReader, day: MatchingDay) -> Table:
    """How often each supplier is shown; the sentence counts those who are never shown and those who get too many."""
    lists = day.lists
    return Table(
        reader.say("day.exposure"),
        reader.say("day.exposure_sentence", never=len(lists.never_shown), over=len(lists.overloaded)),
        _heads(reader, "exposure"),
        tuple((reader.firm(e.supplier), e.shown, e.suits, e.floor, e.ceiling, e.capacity) for e in lists.exposures),
    )


def _gaps(reader: DeskReader, shared: SharedGaps | None) -> Table:
    title = reader.say("meeting.gaps")
    if shared is None:
        return Table(title, reader.say("meeting.no_release"))
    if not shared.gaps:
        return Table(title, reader.say("meeting.gaps_withheld", release=shared.release))
    industries = numbers.listed([name.in_(reader.language) for name in shared.industries], reader.language)
    rows = tuple(
        (reader.names.of(gap.item), int(gap.below), int(gap.companies), numbers.percent(gap.below / gap.companies))
        for gap in shared.gaps
    )
    sentence = reader.say(f"meeting.gaps_{shared.of.value}", release=shared.release, industries=industries)
    return Table(title, sentence, _heads(reader, "gaps"), rows)


def _needs(reader: DeskReader, meeting: Meeting) -> Table:
    rows = tuple(
        (
            reader.firm(need.company),
            reader.cell(need.cell),
            need.requirement,
            numbers.listed([reader.say(f"brings.{thing.value}") for thing in need.brings], reader.language),
            numbers.day(need.open_until),
        )
        for need in meeting.needs
    )
    head = _heads(reader, "needs")
    return Table(reader.say("meeting.needs"), _count(reader, "needs", rows), head, rows)


def _tasks(reader: DeskReader, name: str, tasks: Iterable[CollaborationTask]) -> Table:
    rows = tuple(
        (
            reader.task(task),
            reader.named(member.id for member in task.members),
            reader.say(f"task_status.{task.status.value}"),
            numbers.day(task.moved_on),
        )
        for task in tasks
    )
    head = _heads(reader, "tasks")
    title = reader.say("meeting.candidates") if name == "candidates" else reader.say("meeting.stalled")
    return Table(title, _count(reader, name, rows), head, rows)


def _requests(reader: DeskReader, meeting: Meeting) -> Table:
    rows = tuple(
        (
            request.rule,
            request.obstacle,
            request.wanted_change,
            reader.firm(request.company),
            reader.say(f"request_status.{request.status.value}"),
        )
        for request in meeting.requests
    )
    head = _heads(reader, "requests")
    return Table(reader.say("meeting.requests"), _count(reader, "requests", rows), head, rows)


def _count(reader: DeskReader, name: str, rows: tuple[Cells, ...]) -> str:
    return reader.say("meeting.counted", count=len(rows)) if rows else reader.say(f"meeting.no_{name}")


def _heads(reader: DeskReader, table: str) -> tuple[str, ...]:
    return tuple(reader.say(f"label.{name}") for name in HEADS[table])
