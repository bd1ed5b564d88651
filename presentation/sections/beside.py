"""A company beside companies like it, from what was published: their mean, how sure it is, and how many lie below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assessment.scoring.values import Standing
from assessment.terms import Language
from presentation import numbers
from presentation.wording import say

MOSTLY = 0.5


@dataclass(frozen=True, slots=True)
class BesideRow:
    """One score: ours, the mean of companies like us with its error, and where we stand among a hundred of them."""

    name: str
    ours: str
    theirs: str
    place: str


@dataclass(frozen=True, slots=True)
class Beside:
    """Who the others are, the rows, and what the reader must know of the figures."""

    sentence: str
    rows: tuple[BesideRow, ...]
    note: str


def beside_section(period: str, standings: Sequence[Standing], language: Language) -> Beside | None:
    """The comparison; None where nothing was published of companies like this one."""
    if not standings:
        return None
    first = standings[0]
    group = " · ".join(name.in_(language) for name in first.names)
    borrowed = any(standing.own_share < MOSTLY for standing in standings)
    return Beside(
        sentence=say(language, "beside.sentence", period=period, group=group, companies=numbers.plain(first.companies)),
        rows=tuple(_row(standing, language) for standing in standings),
        note=say(language, "beside.borrowed" if borrowed else "beside.note"),
    )


def _row(standing: Standing, language: Language) -> BesideRow:
    above = min(max(round((100 - standing.below) / 5) * 5, 5), 95)
    return BesideRow(
        name=standing.subject_name.in_(language),
        ours=numbers.plain(round(standing.score)),
        theirs=say(language, "beside.mean", mean=round(standing.mean), error=max(round(2 * standing.error), 1)),
        place=say(language, "beside.place", above=above),
    )
