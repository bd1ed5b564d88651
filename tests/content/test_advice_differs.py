"""Sixty different plants get different advice: nobody's plan is everybody's plan."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from functools import cache

from assessment.catalogue import Catalogue
from assessment.diagnosis import diagnose, seed_for
from assessment.instrument.completeness import may_be_not_applicable
from assessment.instrument.edition import Group, Questionnaire
from assessment.instrument.values import Answer, AnswerSheet, Mode, OwnProducts, Profile
from assessment.roadmap.values import Roadmap
from assessment.terms import Absence
from assessment.values import Case, Reference
from services.content import newest_edition
from storage.content.store import ContentFolder

PLANTS = 60
ON = date(2026, 11, 22)
TOP = 3
MOST_OFTEN = 0.3
FEWEST_DIFFERENT = 40
WORKERS = (4, 7, 12, 18, 25, 40, 70, 120, 240)
MATURITY = (0.3, 0.8, 1.2, 1.8, 2.4)
"""Mean level of a plant: most stand between 0 and 2."""


@cache
def plans() -> tuple[Roadmap, ...]:
    content = ContentFolder()
    questionnaire, catalogue = newest_edition(content), content.load_catalogue()
    chance = random.Random(20261122)
    cases = [_plant(questionnaire, catalogue, chance, number) for number in range(PLANTS)]
    return tuple(diagnose(questionnaire, c, catalogue, Reference(), ON, seed_for(c)).roadmap for c in cases)


def _plant(questionnaire: Questionnaire, catalogue: Catalogue, chance: random.Random, number: int) -> Case:
    concerns = [concern.id for concern in questionnaire.concerns]
    profile = Profile(
        division=catalogue.industries[number % len(catalogue.industries)].division,
        workers=chance.choice(WORKERS),
        region=chance.choice([region.code for region in catalogue.regions if region.stands_on(ON)]),
        own_products=chance.choice(list(OwnProducts)),
        concerns=tuple(chance.sample(concerns, chance.choice((1, 2, 3)))),
    )
    maturity = chance.choice(MATURITY)
    means = {group: chance.gauss(maturity, 0.6) for group in Group}
    answers = tuple(
        Answer(item.id, Absence.NOT_APPLICABLE, reason="no own products")
        if may_be_not_applicable(item, profile)
        else Answer(item.id, max(0, min(4, round(chance.gauss(means[item.group], 0.8)))))
        for item in questionnaire.items
    )
    sheet = AnswerSheet(
        questionnaire.slug, questionnaire.edition, questionnaire.content_hash, Mode.SELF, answers, answers
    )
    return Case(sheet=sheet, profile=profile)


def test_no_initiative_is_in_the_top_three_of_three_plants_in_ten() -> None:
    firsts = Counter(entry.initiative for plan in plans() for entry in plan.scheduled[:TOP])
    often = {initiative for initiative, count in firsts.items() if count > MOST_OFTEN * PLANTS}
    assert often <= _to_the_gate()


def _to_the_gate() -> set[str]:
    """Initiatives that raise an enabler to what the pilot gate asks for: everybody has to pass there."""
    content = ContentFolder()
    needs = dict(newest_edition(content).gates.pilot.needs)
    return {
        initiative.id
        for initiative in content.load_catalogue().initiatives
        if any(e.from_level < needs.get(e.item, 0) <= e.to_level for e in initiative.effects)
    }


def test_even_on_the_way_to_the_gate_half_of_the_plants_begin_otherwise() -> None:
    firsts = Counter(entry.initiative for plan in plans() for entry in plan.scheduled[:TOP])
    assert max(firsts.values()) < PLANTS / 2


def test_forty_different_initiatives_appear() -> None:
    assert len({entry.initiative for plan in plans() for entry in plan.scheduled}) >= FEWEST_DIFFERENT


def test_every_plant_gets_something_to_do() -> None:
    assert all(plan.scheduled for plan in plans())
