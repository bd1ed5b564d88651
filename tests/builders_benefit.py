"""Builders around what a plan brings: initiatives that save something, plans that hold them, companies that say numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from assessment.catalogue import Basis, Benefit, Catalogue, Effect, Initiative, InitiativeId, Lever
from assessment.diagnosis import diagnose
from assessment.roadmap.values import OwnerNumbers, Roadmap, ScheduledInitiative
from assessment.scoring.values import Reference, Wishes
from assessment.terms import Absence, Language
from assessment.values import Case, Diagnosis
from presentation.sections.parts import Reader
from presentation.wording import Names
from tests.builders import ALL_IDS, catalogue, everywhere, initiative, limits, profile, questionnaire, sheet, text

ON = date(2026, 11, 22)


def benefit(lever: Lever, low: float, high: float) -> Benefit:
    return Benefit(lever, low, high, Basis.ESTIMATE, text(f"because of {lever.value}"))


def bringing(name: str, *brings: Benefit, cost: int = 600) -> Initiative:
    """An initiative of one quarter and little effort that saves this."""
    made = initiative(f"ini-{name}", ("P1", 1, 2), brings=brings, staff_months=0.1)
    return replace(made, cost=replace(made.cost, likely=cost))


def scheduled(initiative_id: str, cost: int = 600, start: int = 0, quarters: int = 1) -> ScheduledInitiative:
    return ScheduledInitiative(InitiativeId(initiative_id), start, quarters, 1, cost, 0.1, (), (), (), ())


def roadmap(*entries: ScheduledInitiative) -> Roadmap:
    return Roadmap(entries, (), (), (), (), (), {})


def planned(*initiatives: Initiative) -> tuple[Roadmap, Catalogue]:
    """A plan of these initiatives, and the catalogue that knows them."""
    entries = (scheduled(made.id, made.cost.likely) for made in initiatives)
    return roadmap(*entries), replace(catalogue(), initiatives=initiatives)


def diagnosed(
    *initiatives: Initiative,
    numbers: OwnerNumbers | None = None,
    levels: dict[str, int | Absence] | None = None,
    wishes: Wishes | None = None,
) -> Diagnosis:
    """A company of 60 people on level 1 everywhere, with money and people for everything; each initiative lifts an item."""
    lifting = tuple(replace(i, effects=(Effect(ALL_IDS[n], 1, 2),)) for n, i in enumerate(initiatives))
    case = Case(
        sheet=sheet(everywhere(1) if levels is None else levels),
        profile=profile(),
        limits=limits(budget_a_year=100_000, staff_months_a_quarter=50.0, numbers=numbers or OwnerNumbers()),
        wishes=wishes or Wishes(),
    )
    return diagnose(questionnaire(), case, replace(catalogue(), initiatives=lifting), Reference(), ON, 1)


def reader_of(diagnosis: Diagnosis, language: Language = Language.KO) -> Reader:
    return Reader(diagnosis, Names(diagnosis.scorecard.questionnaire, diagnosis.catalogue, language), language)
