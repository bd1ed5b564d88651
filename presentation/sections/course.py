"""How the four dimensions move while the plan is carried out: a line for each, a table beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assessment.instrument.edition import DIMENSIONS, Group
from assessment.roadmap.values import CourseStop
from presentation import numbers
from presentation.course_chart import Course, course
from presentation.sections.parts import Reader


@dataclass(frozen=True, slots=True)
class CourseRow:
    """Where the plan has led when a quarter begins."""

    when: str
    points: tuple[str, ...]
    opened: str


@dataclass(frozen=True, slots=True)
class CourseSection:
    """The way from today to the end of the plan; without a chart where no dimension has a score."""

    sentence: str
    chart: Course | None
    heads: tuple[str, ...]
    rows: tuple[CourseRow, ...]
    note: str


def course_section(reader: Reader) -> CourseSection:
    """The course of one plan."""
    stops = reader.diagnosis.course
    lines = _lines(stops)
    sentence = _sentence(reader, lines)
    return CourseSection(
        sentence=sentence,
        chart=_chart(reader, lines, sentence) if lines else None,
        heads=tuple(reader.names.of(group.value) for group in DIMENSIONS),
        rows=tuple(_row(reader, stop) for stop in _turns(stops)) if lines else (),
        note=reader.say("course.note") if lines else "",
    )


def _lines(stops: Sequence[CourseStop]) -> dict[Group, tuple[float, ...]]:
    """The points of each dimension that has a score, one for each stop."""
    found = {g: tuple(p for stop in stops if isinstance(p := stop.points[g], float)) for g in DIMENSIONS}
    return {group: points for group, points in found.items() if points}


def _sentence(reader: Reader, lines: dict[Group, tuple[float, ...]]) -> str:
    stops = reader.diagnosis.course
    if not lines:
        return reader.say("course.not_scored")
    furthest = max(lines, key=lambda group: lines[group][-1] - lines[group][0])
    before, after = lines[furthest][0], lines[furthest][-1]
    if after > before:
        return reader.say(
            "course.sentence",
            quarters=stops[-1].quarter,
            dimension=reader.names.of(furthest.value),
            before=numbers.points(before),
            after=numbers.points(after),
        )
    return reader.say("course.only_enablers" if stops[-1].levels != stops[0].levels else "course.still")


def _chart(reader: Reader, lines: dict[Group, tuple[float, ...]], title: str) -> Course:
    stops = reader.diagnosis.course
    bands = reader.diagnosis.scorecard.questionnaire.scales.bands
    return course(
        ticks=[_tick(reader, stop) for stop in stops],
        lines=[(group.value, reader.names.of(group.value), points) for group, points in lines.items()],
        opened=(reader.say("course.opened"), [_opened(stop) for stop in stops]),
        bands=[(band.floor, band.name.in_(reader.language)) for band in bands],
        title=title,
    )


def _turns(stops: Sequence[CourseStop]) -> list[CourseStop]:
    """Today, every quarter in which something changes, and the end."""
    changed = {now.quarter for before, now in pairwise(stops) if now.points != before.points or now.opened}
    return [stop for stop in stops if stop.quarter in changed | {0, stops[-1].quarter}]


def _row(reader: Reader, stop: CourseStop) -> CourseRow:
    points = (stop.points[group] for group in DIMENSIONS)
    return CourseRow(
        when=reader.say("course.from", quarter=_tick(reader, stop)) if stop.quarter else _tick(reader, stop),
        points=tuple(numbers.points(p) if isinstance(p, float) else "–" for p in points),
        opened=_opened(stop),
    )


def _opened(stop: CourseStop) -> str:
    return f"+{len(stop.opened)}" if stop.opened else ""


def _tick(reader: Reader, stop: CourseStop) -> str:
    start = reader.diagnosis.instance.start
    return numbers.short_quarter(start, stop.quarter, reader.language) if stop.quarter else reader.say("course.today")
