"""Builders for statistics: what one company leaves to the pool, and what a release says of levels."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from assessment.disclosure.values import TOTAL, AnonymousScore, Cell, Measure, Policy, Release, Table
from assessment.instrument.edition import ItemId
from assessment.instrument.values import UseState
from assessment.terms import Text


def anonymous(**changes: object) -> AnonymousScore:
    """A small plastics firm that answered in 2026."""
    made = AnonymousScore(
        division="22",
        size="10-49",
        region="48",
        period="2026",
        edition="readiness/2026.1",
        scores={"process": 42.5, "overall": 100 / 3},
        levels={ItemId("P1"): 0, ItemId("P2"): 5},
        ai_uses={"ai-vision": UseState.REGULAR, "ai-chatbot": UseState.TRIED},
        wanted=("cell-2-D",),
        capabilities=("cap-a", "cap-b"),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def release(
    *groups: tuple[str, str, float | None, tuple[float | None, ...]], as_of: date = date(2026, 12, 31)
) -> Release:
    """A release of levels by size; each group is an item, a size, how many companies, and how many at each level."""
    cells = [
        Cell(item, (level, size), () if count is None else (count,))
        for item, size, companies, counts in groups
        for level, count in zip((TOTAL, *"012345"), (companies, *counts), strict=True)
    ]
    table = Table("levels-size", Text("수준", "levels"), Measure.COUNT, ("level", "size"), tuple(cells))
    return Release(str(as_of.year), as_of, Policy(), (), (), (table,))
