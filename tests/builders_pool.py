"""Builders for the pool: what one company leaves to statistics."""

from __future__ import annotations

from dataclasses import replace

from assessment.disclosure.values import AnonymousScore
from assessment.instrument.edition import ItemId
from assessment.instrument.values import UseState


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
