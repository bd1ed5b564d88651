"""Chosen tasks as a document that other programs read: ``kkweda/task-portfolio/1``."""

from __future__ import annotations

from assessment.canonical import Plain
from assessment.matching.records import Pick, Portfolio

FORMAT = "kkweda/task-portfolio/1"


def portfolio_document(greedy: Portfolio, exact: Portfolio, count: int, small: int, of: int) -> dict[str, Plain]:
    """Both choices with what was asked for; `docs/formats.md` tells every field."""
    return {
        "format": FORMAT,
        "asked": {"count": count, "with_small_supplier": small, "of": of},
        "greedy": _portfolio(greedy),
        "exact": _portfolio(exact),
    }


def _portfolio(portfolio: Portfolio) -> dict[str, Plain]:
    return {
        "worth": portfolio.proof.worth,
        "bound": portfolio.proof.bound,
        "gap": portfolio.proof.gap,
        "industry_pairs": portfolio.industry_pairs,
        "industries": portfolio.industries,
        "with_small_supplier": portfolio.with_small_supplier,
        "picks": [_pick(number, pick) for number, pick in enumerate(portfolio.picks, 1)],
    }


def _pick(number: int, pick: Pick) -> Plain:
    return {
        "place": number,
        "task": pick.task.id,
        "adds": pick.adds,
        "parts": dict(pick.parts),
        "stands_for": list(pick.stands_for),
        "reasons": [reason.code for reason in pick.reasons],
    }
