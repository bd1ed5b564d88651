"""The roadmap: processor seconds to the best plan, to all plans, after a change, to argue; what the simple order gets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import TypeVar

import numpy as np

from assessment.diagnosis import diagnose, seed_for
from assessment.instrument.completeness import may_be_not_applicable
from assessment.instrument.edition import Questionnaire
from assessment.instrument.values import Answer, AnswerSheet, Mode, OwnProducts, Profile
from assessment.roadmap.instance import default_limits
from assessment.roadmap.schedule import plan_roadmap
from assessment.roadmap.values import Proof
from assessment.terms import Absence
from assessment.values import Case, Reference
from bench.clock import calibrate, figure
from services.diagnoses import explain, find_edition, settle_case
from storage.content.store import ContentFolder
from storage.sheets import sheet_from_document
from storage.yaml_text import read_yaml

PLANTS, HORIZON, ON = 20, 12, date(2026, 3, 25)
WORKERS = (7, 12, 18, 25, 40, 70, 120, 240)
CASES = sorted(Path("tests/cases").glob("*.yaml"))
MEAN_LEVELS = (0.3, 0.8, 1.2, 1.8)
SEED = 20261123
FIGURES = ("own_money", "with_calls", "all_plans", "other_budget", "explanation_wall")
"""Plan A; plans B and C each to the end of its proof; a whole diagnosis; plan A again; the arguments, by the clock."""
T = TypeVar("T")


def main() -> None:
    """Measure twenty seeded plants and the three cases on the day of an open call, twelve quarters each."""
    calibrate("roadmap")
    content, chance = ContentFolder(), np.random.default_rng(SEED)
    questionnaire, catalogue = content.load_questionnaire("readiness", "2026.1"), content.load_catalogue()
    divisions = [catalogue.industries[number % len(catalogue.industries)].division for number in range(PLANTS)]
    cases = [plant(questionnaire, division, chance) for division in divisions] + written_cases(content)
    seconds: dict[str, list[float]] = {name: [] for name in FIGURES}
    proofs: list[Proof] = []
    for case in cases:
        spent, found = _timed(lambda c=case: diagnose(questionnaire, c, catalogue, Reference(), ON, seed_for(c)))  # type: ignore[misc]
        seconds["all_plans"].append(spent)
        seconds["own_money"].append(_timed(lambda i=found.instance: plan_roadmap(i))[0])  # type: ignore[misc]
        richer = replace(found.instance, budget_a_year=tuple(b + 1000 for b in found.instance.budget_a_year))
        seconds["other_budget"].append(_timed(lambda i=richer, p=found.roadmap: plan_roadmap(i, p))[0])  # type: ignore[misc]
        for planned in found.supported:
            seconds["with_calls"].append(_timed(lambda i=planned.instance: plan_roadmap(i))[0])  # type: ignore[misc]
        proofs += [found.roadmap.proof] if found.roadmap.proof else []
        if cases.index(case) >= PLANTS:
            began = perf_counter()
            explain(found)
            seconds["explanation_wall"].append(perf_counter() - began)
    for name, spent_on in seconds.items():
        figure(f"roadmap.{name}.median", median(spent_on), "s")
        figure(f"roadmap.{name}.max", max(spent_on), "s")
    figure("roadmap.gap.max", 100 * max(proof.gap for proof in proofs), "%")
    shares = [proof.greedy_share for proof in proofs]
    figure("roadmap.simple_order.median", 100 * median(shares), "% of the best")
    figure("roadmap.simple_order.worst", 100 * min(shares), "% of the best")


def written_cases(content: ContentFolder) -> list[Case]:
    """The companies of tests/cases with their own limits, over twelve quarters."""
    found = []
    for path in CASES:
        document, _ = read_yaml(path, path.name)
        assert isinstance(document, dict)
        sheet = sheet_from_document(document["sheet"], path.name)
        questionnaire = find_edition(content, sheet.slug, sheet.edition)
        case = settle_case(questionnaire, sheet)
        limits = case.limits or default_limits(questionnaire.method, case.profile)
        found.append(replace(case, limits=replace(limits, horizon=HORIZON)))
    return found


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
