"""The roadmap: seconds to the best plan, to all plans, after a change of budget; and what the simple order reaches of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from statistics import median
from time import process_time
from typing import TypeVar

import numpy as np

from assessment.diagnosis import diagnose, seed_for
from assessment.instrument.completeness import may_be_not_applicable
from assessment.instrument.edition import Questionnaire
from assessment.instrument.values import Answer, AnswerSheet, Mode, OwnProducts, Profile
from assessment.roadmap.instance import default_limits
from assessment.roadmap.schedule import plan_roadmap
from assessment.terms import Absence
from assessment.values import Case, Reference
from bench.clock import calibrate, figure
from storage.content.store import ContentFolder

PLANTS, HORIZON, ON = 20, 12, date(2026, 3, 25)
WORKERS = (7, 12, 18, 25, 40, 70, 120, 240)
MEAN_LEVELS = (0.3, 0.8, 1.2, 1.8)
SEED = 20261123
T = TypeVar("T")


def main() -> None:
    """Measure twenty seeded plants on the day of an open call, twelve quarters each."""
    calibrate("roadmap")
    content, chance = ContentFolder(), np.random.default_rng(SEED)
    questionnaire, catalogue = content.load_questionnaire("readiness", "2026.1"), content.load_catalogue()
    own, everything, again, gaps, shares = [], [], [], [], []
    for number in range(PLANTS):
        division = catalogue.industries[number % len(catalogue.industries)].division
        case = plant(questionnaire, division, chance)
        seconds, found = _timed(lambda c=case: diagnose(questionnaire, c, catalogue, Reference(), ON, seed_for(c)))  # type: ignore[misc]
        everything.append(seconds)
        own.append(_timed(lambda i=found.instance: plan_roadmap(i))[0])  # type: ignore[misc]
        richer = replace(found.instance, budget_a_year=tuple(b + 1000 for b in found.instance.budget_a_year))
        again.append(_timed(lambda i=richer, p=found.roadmap: plan_roadmap(i, p))[0])  # type: ignore[misc]
        if found.roadmap.proof:
            gaps.append(found.roadmap.proof.gap)
            shares.append(found.roadmap.proof.greedy_share)
    for name, seconds_of in (("own_money", own), ("all_plans", everything), ("other_budget", again)):
        figure(f"roadmap.{name}.median", median(seconds_of), "s")
        figure(f"roadmap.{name}.max", max(seconds_of), "s")
    figure("roadmap.gap.max", 100 * max(gaps), "%")
    figure("roadmap.simple_order.median", 100 * median(shares), "% of the best")
    figure("roadmap.simple_order.worst", 100 * min(shares), "% of the best")


def plant(questionnaire: Questionnaire, division: str, chance: np.random.Generator) -> Case:
    """A seeded company: levels around one mean a dimension, limits of its size over twelve quarters."""
    profile = Profile(division, int(chance.choice(WORKERS)), "48", OwnProducts(chance.choice(list(OwnProducts))))
    mean = {item.group: chance.choice(MEAN_LEVELS) + chance.normal(0, 0.5) for item in questionnaire.items}
    answers = tuple(
        Answer(item.id, Absence.NOT_APPLICABLE, reason="no own products")
        if may_be_not_applicable(item, profile)
        else Answer(item.id, int(np.clip(round(chance.normal(mean[item.group], 0.8)), 0, 4)))
        for item in questionnaire.items
    )
    sheet = AnswerSheet(
        questionnaire.slug, questionnaire.edition, questionnaire.content_hash, Mode.SELF, answers, answers
    )
    return Case(sheet, profile, limits=replace(default_limits(questionnaire.method, profile), horizon=HORIZON))


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    begin = process_time()
    made = work()
    return process_time() - begin, made


if __name__ == "__main__":
    main()
