"""The worth of a plan under other budgets as coordinates; templates only draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from presentation.charts import Point, text_width

HEAD, FOOT, TALL, EDGE = 14.0, 26.0, 120.0, 28.0


@dataclass(frozen=True, slots=True)
class Curve:
    """A rising thread over budgets with a bead at each, the present one marked, and names below."""

    width: float
    height: float
    base: float
    path: str
    beads: tuple[Point, ...]
    present: Point | None
    ticks: tuple[tuple[float, str], ...]
    title: str


def budget_curve(
    budgets: Sequence[int],
    worths: Sequence[float],
    names: Sequence[str],
    present: int,
    title: str,
    width: float = 640.0,
) -> Curve:
    """The curve from budgets in rising order, what each is worth and how it is written; `present` is today's budget."""
    most, top = max(budgets[-1], 1), max(worths[-1], 1e-9)
    base = HEAD + TALL
    points = [
        Point(round(EDGE + (width - 2 * EDGE) * budget / most, 1), round(base - TALL * worth / top, 1))
        for budget, worth in zip(budgets, worths, strict=True)
    ]
    marked = next((point for point, budget in zip(points, budgets, strict=True) if budget == present), None)
    path = "M" + "L".join(f"{point.x} {point.y}" for point in points)
    ticks = [(_inside(point.x, name, width), name) for point, name in list(zip(points, names, strict=True))[::2]]
    return Curve(width, base + FOOT, base, path, tuple(points), marked, tuple(ticks), title)


def _inside(x: float, name: str, width: float) -> float:
    """Where the middle of a name stands so that all of it can be read."""
    half = text_width(name) / 2
    return round(min(max(x, half), width - half), 1)
