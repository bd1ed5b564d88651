"""From an answer to its four levels: claimed, supported, confirmed, effective (method 3)."""

from __future__ import annotations

from collections.abc import Mapping

from assessment.instrument.edition import TOP_LEVEL, EvidenceClass, Fact, FactId, Item, Questionnaire
from assessment.instrument.values import AnswerSheet
from assessment.scoring.values import ItemLevels
from assessment.terms import Absence

CARRIES: Mapping[EvidenceClass, int | Absence] = {
    EvidenceClass.CLAIMED: Absence.NOT_CONFIRMED,
    EvidenceClass.DOCUMENTED: 3,
    EvidenceClass.SEEN: 4,
    EvidenceClass.MEASURED: 5,
}
"""The highest level that each class of evidence can confirm."""

ALL_MUST_HOLD_BELOW = 5
ENOUGH_OF_MANY = 0.8


def settle_levels(questionnaire: Questionnaire, sheet: AnswerSheet) -> tuple[ItemLevels, ...]:
    """The levels of every item of the edition, in the order of the edition."""
    return tuple(_item_levels(questionnaire, item, sheet) for item in questionnaire.items)


def supported_level(facts: tuple[Fact, ...], claimed: int, answered: Mapping[FactId, int]) -> int | Absence:
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


def _holds(facts: tuple[Fact, ...], level: int, answered: Mapping[FactId, int], *, if_not_asked: bool) -> bool:
    """Whether a level holds; `if_not_asked` is what a fact nobody asked about counts as."""
    asked = [fact for fact in facts if fact.level == level]
    if not asked:
        return if_not_asked
    held = sum(answered[f.id] >= f.threshold if f.id in answered else if_not_asked for f in asked)
    needed = len(asked) if len(asked) < ALL_MUST_HOLD_BELOW else ENOUGH_OF_MANY * len(asked)
    return held >= needed


def _item_levels(questionnaire: Questionnaire, item: Item, sheet: AnswerSheet) -> ItemLevels:
    answer = sheet.answer(item.id)
    claimed: int | Absence = Absence.NOT_ANSWERED if answer is None else answer.value
    evidence = EvidenceClass.CLAIMED if answer is None else answer.evidence
    supported: int | Absence
    confirmed: int | Absence
    effective: int | Absence
    if isinstance(claimed, int):
        supported = supported_level(item.facts, claimed, sheet.facts)
        effective = supported if isinstance(supported, int) else claimed
        confirmed = _lowest(claimed, supported, CARRIES[evidence])
    else:
        supported = confirmed = Absence.NOT_ASKED
        effective = claimed
    rated = [a.value for a in sheet.ratings if a.item == item.id and isinstance(a.value, int)]
    return ItemLevels(
        item=item,
        claimed=claimed,
        supported=supported,
        confirmed=confirmed,
        effective=effective,
        rated_by=None if answer is None else answer.role,
        error_sd=questionnaire.method.error_sd[evidence],
        spread=max(rated) - min(rated) if rated else 0,
    )


def _lowest(claimed: int, supported: int | Absence, carried: int | Absence) -> int | Absence:
    if not isinstance(carried, int):
        return Absence.NOT_CONFIRMED
    return min(claimed, supported if isinstance(supported, int) else claimed, carried)
