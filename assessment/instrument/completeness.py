"""How far a sheet is filled, and how each item is asked of this company."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.instrument.conditions import holds
from assessment.instrument.edition import Item, ItemId, Questionnaire, Wording
from assessment.instrument.values import AnswerSheet, Profile
from assessment.terms import Absence


@dataclass(frozen=True, slots=True)
class Completeness:
    """Which items have a level, which were set aside, and which are still open; all in walking order."""

    rated: tuple[ItemId, ...]
    not_applicable: tuple[ItemId, ...]
    dont_know: tuple[ItemId, ...]
    open: tuple[ItemId, ...]

    @property
    def answered(self) -> int:
        """Items with any answer, *don't know* and *not applicable* included."""
        return len(self.rated) + len(self.not_applicable) + len(self.dont_know)

    @property
    def total(self) -> int:
        """Items of the edition."""
        return self.answered + len(self.open)


def completeness(questionnaire: Questionnaire, sheet: AnswerSheet) -> Completeness:
    """Sort the items of an edition by what was answered."""
    rated: list[ItemId] = []
    aside: dict[Absence, list[ItemId]] = {absence: [] for absence in Absence}
    for item in questionnaire.in_walking_order:
        answer = sheet.answer(item.id)
        if answer is None:
            aside[Absence.NOT_ANSWERED].append(item.id)
        elif isinstance(answer.value, int):
            rated.append(item.id)
        else:
            aside[answer.value].append(item.id)
    return Completeness(
        rated=tuple(rated),
        not_applicable=tuple(aside[Absence.NOT_APPLICABLE]),
        dont_know=tuple(aside[Absence.DONT_KNOW]),
        open=tuple(aside[Absence.NOT_ANSWERED]),
    )


def wording_for(item: Item, profile: Profile | None) -> Wording:
    """The wording this company is asked: the variant where its condition holds, else the main one."""
    if profile is not None and item.variant is not None and holds(item.variant.when, profile):
        return item.variant.wording
    return item.wording


def may_be_not_applicable(item: Item, profile: Profile | None) -> bool:
    """Whether *not applicable* is an allowed answer for this company (method 4)."""
    return profile is not None and item.not_applicable is not None and holds(item.not_applicable.when, profile)
