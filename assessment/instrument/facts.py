"""Facts of the full scan: which are asked next, and which level they carry (method 3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assessment.instrument.edition import TOP_LEVEL, Fact, FactId
from assessment.terms import Absence

ALL_MUST_HOLD_BELOW = 5
ENOUGH_OF_MANY = 0.8

FactAnswers = Mapping[FactId, int | Absence]
"""Percent by fact (yes 100, no 0), or *don't know*, which holds nothing; a fact that is missing was not asked."""


def supported_level(facts: Sequence[Fact], claimed: int, answered: FactAnswers) -> int | Absence:
    """The level that the facts carry, or NOT_ASKED if none was answered.

    Asked are the facts of the claimed level L and of L + 1; if L fails, the levels below until one holds. Levels below a
    holding one count as held unless one of their facts was answered no. A level with fewer than five facts holds when all
    hold, else when 80 % do.
    """
    if not any(fact.id in answered for fact in facts):
        return Absence.NOT_ASKED
    for level in range(min(claimed + 1, TOP_LEVEL), 0, -1):
        floor_stands = all(_holds(facts, lower, answered, if_not_asked=True) for lower in range(1, level))
        if floor_stands and _holds(facts, level, answered, if_not_asked=False):
            return level
    return 0


def facts_to_ask(facts: Sequence[Fact], claimed: int, answered: FactAnswers) -> tuple[Fact, ...]:
    """The facts that this rating calls for so far, answered ones among them, highest level last.

    Those of the claimed level L and of L + 1. Once all of L are answered and L does not hold, those of L − 1 as well, and
    so on until a level holds.
    """
    lowest = max(claimed, 1)
    while (
        lowest > 1 and _is_settled(facts, lowest, answered) and not _holds(facts, lowest, answered, if_not_asked=False)
    ):
        lowest -= 1
    asked = range(lowest, min(claimed + 1, TOP_LEVEL) + 1)
    return tuple(sorted((f for f in facts if f.level in asked), key=lambda fact: (fact.level, fact.id)))


def _is_settled(facts: Sequence[Fact], level: int, answered: FactAnswers) -> bool:
    return all(fact.id in answered for fact in facts if fact.level == level)


def _holds(facts: Sequence[Fact], level: int, answered: FactAnswers, *, if_not_asked: bool) -> bool:
    """Whether a level holds; `if_not_asked` is what a fact nobody asked about counts as."""
    asked = [fact for fact in facts if fact.level == level]
    if not asked:
        return if_not_asked
    held = sum(_reaches(answered[f.id], f.threshold) if f.id in answered else if_not_asked for f in asked)
    needed = len(asked) if len(asked) < ALL_MUST_HOLD_BELOW else ENOUGH_OF_MANY * len(asked)
    return held >= needed


def _reaches(value: int | Absence, threshold: int) -> bool:
    return isinstance(value, int) and value >= threshold
