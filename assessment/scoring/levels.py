"""From an answer to its four levels: claimed, supported, confirmed, effective (method 3)."""

from __future__ import annotations

from collections.abc import Mapping

from assessment.instrument.edition import EvidenceClass, Fact, Item, Questionnaire
from assessment.instrument.facts import FactAnswers, supported_level
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


def settle_levels(questionnaire: Questionnaire, sheet: AnswerSheet) -> tuple[ItemLevels, ...]:
    """The levels of every item of the edition, in the order of the edition."""
    return tuple(_item_levels(questionnaire, item, sheet) for item in questionnaire.items)


def _item_levels(questionnaire: Questionnaire, item: Item, sheet: AnswerSheet) -> ItemLevels:
    answer = sheet.answer(item.id)
    claimed: int | Absence = Absence.NOT_ANSWERED if answer is None else answer.value
    evidence = EvidenceClass.CLAIMED if answer is None else answer.evidence
    supported: int | Absence
    confirmed: int | Absence
    effective: int | Absence
    if isinstance(claimed, int):
        supported = supported_level(_asked(item, sheet.facts), claimed, sheet.facts)
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


def _asked(item: Item, answered: FactAnswers) -> tuple[Fact, ...]:
    """The facts of the wording that was put to this company: the one of which facts were answered."""
    of_wordings = (wording.facts for wording in item.wordings)
    return next((facts for facts in of_wordings if any(fact.id in answered for fact in facts)), ())


def _lowest(claimed: int, supported: int | Absence, carried: int | Absence) -> int | Absence:
    if not isinstance(carried, int):
        return Absence.NOT_CONFIRMED
    return min(claimed, supported if isinstance(supported, int) else claimed, carried)
