"""Values become coordinates; templates only draw. One geometry for the screen and for the paper."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

TOP_LEVEL = 5
TOP_POINTS = 100.0
POINTS_A_LEVEL = 20.0
BEAD_RADIUS, BEAD_STEP, BEAD_EDGE, BEAD_Y = 8.5, 26.0, 4.0, 11.0

COLOURS: Mapping[str, str] = {
    "process": "#0b5cad",
    "product": "#b4530a",
    "service": "#00766c",
    "business_model": "#6b3fa0",
    "enablers": "#4a5663",
    "ink": "#17222e",
    "soft": "#566474",
    "line": "#d9dfe6",
}
"""Colour means a dimension or a state; all have 4.5 : 1 or more on white (the line is no text)."""


@dataclass(frozen=True, slots=True)
class Beads:
    """Five beads on a thread as two paths (outlines, filled parts), the interval behind them, and the same in words."""

    fills: tuple[float, ...]
    outlines: str
    filled: str
    low: float
    high: float
    label: str


@dataclass(frozen=True, slots=True)
class Point:
    """A place in a drawing, in user units."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class RadarAxis:
    """One axis of the radar: its end, where its label stands, and how the label is anchored."""

    name: str
    key: str
    end: Point
    label: Point
    anchor: str
    value: Point | None
    value_text: str


@dataclass(frozen=True, slots=True)
class Radar:
    """A radar of the four dimensions: rings at 20, 40 … 100 points and the shape of the scores.

    `side` is the room that the names need on each side of the square of `size`.
    """

    size: float
    side: float
    centre: Point
    rings: tuple[str, ...]
    axes: tuple[RadarAxis, ...]
    shape: str
    title: str


@dataclass(frozen=True, slots=True)
class Knot:
    """A bead on the thread of quarters: an initiative, and the row and place where its label hangs."""

    x: float
    row: int
    key: str
    label: str
    label_x: float
    label_width: float


@dataclass(frozen=True, slots=True)
class Thread:
    """The roadmap as one thread: ticks for the quarters and a knot for each initiative."""

    width: float
    height: float
    line_y: float
    ticks: tuple[tuple[float, str], ...]
    knots: tuple[Knot, ...]
    title: str


@dataclass(frozen=True, slots=True)
class Strand:
    """One line of the Gantt: from a quarter to a quarter, with its label."""

    y: float
    start: float
    end: float
    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Gantt:
    """Initiatives as threads over the quarters."""

    width: float
    height: float
    head: float
    columns: tuple[tuple[float, float, str], ...]
    strands: tuple[Strand, ...]
    title: str


def beads(mean_level: float, low: float, high: float, label: str) -> Beads:
    """Beads filled to a mean level 0–5; `low` and `high` are levels too.

    >>> beads(1.5, 1.0, 2.0, "").fills
    (1.0, 0.5, 0.0, 0.0, 0.0)
    """
    fills = tuple(round(min(max(mean_level - n, 0.0), 1.0), 3) for n in range(TOP_LEVEL))
    centres = [_bead_x(n + 0.5) for n in range(TOP_LEVEL)]
    return Beads(
        fills=fills,
        outlines="".join(_segment(x, 1.0) for x in centres),
        filled="".join(_segment(x, fill) for x, fill in zip(centres, fills, strict=True)),
        low=_bead_x(low),
        high=_bead_x(high),
        label=label,
    )


def _bead_x(level: float) -> float:
    """Where a level lies on the thread: level n is the far side of the n-th bead."""
    return round(BEAD_EDGE + level * BEAD_STEP, 2)


def _segment(x: float, filled: float) -> str:
    """The left part of a bead, `filled` of its width, as an SVG path."""
    if filled <= 0:
        return ""
    chord = x - BEAD_RADIUS + 2 * BEAD_RADIUS * filled
    height = math.sqrt(max(BEAD_RADIUS**2 - (chord - x) ** 2, 0.0))
    if filled >= 1:
        left, right = x - BEAD_RADIUS, x + BEAD_RADIUS
        arc = f"A{BEAD_RADIUS} {BEAD_RADIUS} 0 1 0"
        return f"M{left:.2f} {BEAD_Y}{arc} {right:.2f} {BEAD_Y}{arc} {left:.2f} {BEAD_Y}Z"
    top, bottom, large = BEAD_Y - height, BEAD_Y + height, int(filled > 0.5)
    return f"M{chord:.2f} {top:.2f}A{BEAD_RADIUS} {BEAD_RADIUS} 0 {large} 0 {chord:.2f} {bottom:.2f}Z"


def radar(axes: Sequence[tuple[str, str, float | None, str]], title: str, size: float = 320.0) -> Radar:
    """A radar from (key, name, points or None, text) for each axis, clockwise from the top."""
    centre = Point(size / 2, size / 2)
    reach = size * 0.34
    directions = [2 * math.pi * i / len(axes) - math.pi / 2 for i in range(len(axes))]

    def at(direction: float, share: float) -> Point:
        x = centre.x + reach * share * math.cos(direction)
        y = centre.y + reach * share * math.sin(direction)
        return Point(round(x, 2), round(y, 2))

    drawn = tuple(
        RadarAxis(
            name=name,
            key=key,
            end=at(direction, 1.0),
            label=at(direction, 1.16),
            anchor=_anchor(math.cos(direction)),
            value=None if value is None else at(direction, value / TOP_POINTS),
            value_text=text,
        )
        for (key, name, value, text), direction in zip(axes, directions, strict=True)
    )
    rings = tuple(
        _polygon([at(direction, ring / TOP_LEVEL) for direction in directions]) for ring in range(1, TOP_LEVEL + 1)
    )
    shape = [axis.value for axis in drawn if axis.value is not None]
    overhangs = [_overhang(axis, size) for axis in drawn]
    side = round(max(overhangs, default=0.0), 1)
    return Radar(size, side, centre, rings, drawn, _polygon(shape) if len(shape) > 2 else "", title)


def _overhang(axis: RadarAxis, size: float) -> float:
    """How far the name of an axis reaches out of the square."""
    length = text_width(axis.name) * 1.25  # the names are bold and larger than other labels
    left = axis.label.x - {"start": 0.0, "middle": length / 2, "end": length}[axis.anchor]
    return max(0.0, -left, left + length - size)


def thread(
    quarters: Sequence[str], entries: Sequence[tuple[str, str, int]], title: str, width: float = 640.0
) -> Thread:
    """The thread of quarters from (key, label, start) of each initiative, in order of start.

    Beads of one quarter stand side by side; labels hang in the first of several rows where they do not meet.
    """
    step = width / len(quarters)
    line_y, row_height = 34.0, 18.0
    ticks = tuple((round((i + 0.5) * step, 1), name) for i, name in enumerate(quarters))
    crowd: dict[int, int] = {}
    for _, _, start in entries:
        crowd[start] = crowd.get(start, 0) + 1
    seen: dict[int, int] = {}
    ends: list[float] = []
    knots = []
    for key, label, start in entries:
        seen[start] = seen.get(start, 0) + 1
        x = (start + seen[start] / (crowd[start] + 1)) * step
        length = text_width(label)
        left = min(max(x - length / 2, 0.0), width - length)
        row = next((n for n, taken in enumerate(ends) if taken + 8 <= left), len(ends))
        ends[row : row + 1] = [left + length]
        knots.append(Knot(round(x, 1), row, key, label, round(left + length / 2, 1), round(length, 1)))
    height = line_y + 16 + row_height * max(len(ends), 1) + 6
    return Thread(width, height, line_y, ticks, tuple(knots), title)


def gantt(
    quarters: Sequence[str], entries: Sequence[tuple[str, str, int, int]], title: str, width: float = 640.0
) -> Gantt:
    """Threads over the quarters from (key, label, start, end); the label stands in a column at the left.

    Where the names of the quarters would meet, every second one is written.
    """
    head, row_height, label_column = 26.0, 24.0, 190.0
    step = (width - label_column) / len(quarters)
    strands = tuple(
        Strand(
            y=head + (row + 0.5) * row_height,
            start=round(label_column + start * step + 5, 1),
            end=round(label_column + end * step - 5, 1),
            key=key,
            label=label,
        )
        for row, (key, label, start, end) in enumerate(entries)
    )
    every = 1 if all(text_width(name) <= step for name in quarters) else 2
    columns = tuple(
        (round(label_column + i * step, 1), round(step, 1), "" if i % every else name)
        for i, name in enumerate(quarters)
    )
    return Gantt(width, head + row_height * len(entries) + 8, head, columns, strands, title)


def _polygon(points: Sequence[Point]) -> str:
    return " ".join(f"{point.x},{point.y}" for point in points)


def _anchor(cosine: float) -> str:
    if abs(cosine) < 0.3:
        return "middle"
    return "start" if cosine > 0 else "end"


def text_width(text: str) -> float:
    """An estimate in user units at 10.5 px: a Hangul syllable is as wide as the type is high, a letter about half."""
    return sum(10.5 if ord(c) > 0x2E80 else 5.8 for c in text)
