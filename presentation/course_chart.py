"""The course of maturity as coordinates: a thread for each dimension over the quarters; templates only draw."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from presentation.charts import TOP_POINTS, Point, text_width

HEAD, FOOT = 12.0, 58.0
BAND_HEIGHT, TALLEST = 84.0, 252.0
NARROWEST_TICK = 46.0
SIDE_BY_SIDE, LABEL_HEIGHT = 2.8, 15.0
"""Threads at the same points run side by side; names of threads that end together stand below each other."""


@dataclass(frozen=True, slots=True)
class CourseLine:
    """One dimension: its steps as a path, a bead where it starts, moves and ends, and its name at the end."""

    key: str
    path: str
    beads: tuple[Point, ...]
    label: str
    label_y: float


@dataclass(frozen=True, slots=True)
class Course:
    """Points of the dimensions over the quarters, the bands of maturity behind them, newly open AI uses below."""

    width: float
    height: float
    left: float
    right: float
    foot: float
    bands: tuple[tuple[float, float, str], ...]
    ticks: tuple[tuple[float, str], ...]
    lines: tuple[CourseLine, ...]
    opened: tuple[tuple[float, str], ...]
    opened_name: str
    title: str


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where ticks and points lie: `low` and `high` are the points at the bottom and at the top."""

    left: float
    step: float
    tall: float
    low: float
    high: float

    def x(self, tick: int) -> float:
        return round(self.left + tick * self.step, 1)

    def y(self, points: float) -> float:
        return round(HEAD + self.tall * (self.high - points) / (self.high - self.low), 1)


def course(
    ticks: Sequence[str],
    lines: Sequence[tuple[str, str, Sequence[float]]],
    opened: tuple[str, Sequence[str]],
    bands: Sequence[tuple[float, str]],
    title: str,
    width: float = 640.0,
) -> Course:
    """Steps over two ticks or more from (key, name, points 0–100 at each tick), one line or more.

    `opened` is the name of the row below and its text at each tick, empty where nothing opens; `bands` are (floor, name)
    from below. Only the bands between which the lines move are drawn.
    """
    labels = [f"{name} {points[0]:.0f} → {points[-1]:.0f}" for _, name, points in lines]
    touched = _touched(bands, [value for _, _, points in lines for value in points])
    left = max(text_width(name) for _, _, name in touched) + 12
    right = width - max(map(text_width, [*labels, opened[0]])) - 16
    plot = _Plot(
        left=round(left, 1),
        step=(right - left) / (len(ticks) - 1),
        tall=min(BAND_HEIGHT * len(touched), TALLEST),
        low=touched[0][0],
        high=touched[-1][1],
    )
    ends = _apart([plot.y(points[-1]) for _, _, points in lines], HEAD + plot.tall)
    shifts = [(n - (len(lines) - 1) / 2) * SIDE_BY_SIDE for n in range(len(lines))]
    return Course(
        width=width,
        height=HEAD + plot.tall + FOOT,
        left=plot.left,
        right=round(right, 1),
        foot=HEAD + plot.tall,
        bands=tuple((plot.y(top), plot.y(floor), name) for floor, top, name in touched),
        ticks=tuple((plot.x(n), ticks[n]) for n in range(0, len(ticks), math.ceil(NARROWEST_TICK / plot.step))),
        lines=tuple(
            _line(key, label, end, [Point(plot.x(n), round(plot.y(p) + shift, 1)) for n, p in enumerate(points)])
            for (key, _, points), label, end, shift in zip(lines, labels, ends, shifts, strict=True)
        ),
        opened=tuple((plot.x(n), text) for n, text in enumerate(opened[1]) if text),
        opened_name=opened[0],
        title=title,
    )


def _touched(bands: Sequence[tuple[float, str]], points: Sequence[float]) -> list[tuple[float, float, str]]:
    """The bands (floor, top, name) from the one where the lowest point lies to the one where the highest does."""
    tops = [*(floor for floor, _ in bands[1:]), TOP_POINTS]
    whole = [(floor, top, f"{name} {floor:.0f}–{top:.0f}") for (floor, name), top in zip(bands, tops, strict=True)]
    first = max(n for n, (floor, _, _) in enumerate(whole) if floor <= min(points))
    last = min(n for n, (_, top, _) in enumerate(whole) if top >= max(points))
    return whole[first : max(first, last) + 1]


def _line(key: str, label: str, label_y: float, places: Sequence[Point]) -> CourseLine:
    steps = "".join(f"H{place.x}V{place.y}" for place in places[1:])
    moved = [now for before, now in pairwise(places) if now.y != before.y]
    beads_at = tuple(dict.fromkeys((places[0], *moved, places[-1])))
    return CourseLine(key, f"M{places[0].x} {places[0].y}{steps}", beads_at, label, label_y)


def _apart(wanted: Sequence[float], lowest: float) -> list[float]:
    """Heights near those wanted, from above at least a label apart, none below `lowest`."""
    order = sorted(range(len(wanted)), key=lambda n: wanted[n])
    placed = list(wanted)
    for above, below in pairwise(order):
        placed[below] = max(placed[below], placed[above] + LABEL_HEIGHT)
    room = lowest
    for number in reversed(order):
        placed[number] = round(min(placed[number], room), 1)
        room = placed[number] - LABEL_HEIGHT
    return placed
