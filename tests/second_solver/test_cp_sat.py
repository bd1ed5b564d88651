"""A second solver, written from the page of the format alone, finds the same optimum."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assessment.roadmap.schedule import plan_roadmap
from assessment.roadmap.values import OfferRules, PlanningInstance
from presentation.documents import instance_document
from services.diagnoses import diagnose_sheet
from storage.content.store import ContentFolder
from storage.sheets import sheet_from_document
from storage.yaml_text import read_yaml
from tests.builders import candidate, instance
from tests.builders_planning import offer

HERE = Path(__file__)
ON = date(2026, 3, 25)
CASES = sorted((HERE.parents[1] / "cases").glob("*.yaml"))
SOLVER = HERE.with_name("cp_sat.py")
PROBLEMS = 30
SCALED = 2e-4
"""Sums of some hundred worths, each rounded to a millionth."""


def second_opinion(problems: list[PlanningInstance]) -> list[float]:
    asked = json.dumps([instance_document(problem) for problem in problems])
    done = subprocess.run([sys.executable, str(SOLVER)], input=asked, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: list[float] = json.loads(done.stdout)
    return found


def drawn(chance: random.Random) -> PlanningInstance:
    """A small problem with jumps between levels, prerequisites, tax, and two offers with rules between them."""
    items = ["P1", "P2", "P3"]
    candidates = []
    for number in range(chance.randint(3, 6)):
        item, level = chance.choice(items), chance.choice([0, 1, 2])
        first = [f"ini-{n}" for n in range(number) if chance.random() < 0.25]
        work = candidate(
            f"ini-{number}",
            (item, level, level + chance.choice([1, 2])),
            prerequisites=tuple(first),
            cost=chance.choice([0, 200, 500, 900]),
            staff_months=chance.choice([0.5, 1.0, 2.0]),
            quarters=chance.choice([1, 1, 2]),
        )
        candidates.append(work)
    names = [c.initiative for c in candidates]
    offers = tuple(
        offer(
            *chance.sample(names, 2),
            id=f"call-{n}",
            percent=chance.choice([50.0, 80.0]),
            cap=chance.choice([None, 300]),
            first=chance.choice([0, 1]),
            last=chance.choice([1, 2]),
            quarters=chance.choice([2, 6]),
            fee=chance.choice([0.0, 30.0]),
            after_the_work=chance.random() < 0.3,
        )
        for n in range(2)
    )
    both = tuple(o.id for o in offers)
    rules = chance.choice([OfferRules(), OfferRules(at_most_one=(both,)), OfferRules(ceilings=((400, both),))])
    return instance(
        *candidates,
        horizon=6,
        levels={item: chance.choice([0, 1]) for item in items},
        targets={item: chance.choice([2, 3]) for item in items},
        priorities={item: chance.choice([0.2, 0.3, 0.5]) for item in items},
        budget_a_year=(chance.choice([300, 600, 1200]), chance.choice([0, 400])),
        staff_months=(chance.choice([1.0, 2.0]),) * 6,
        vat=0.1,
        offers=offers,
        offer_rules=rules,
    )


def test_both_solvers_find_the_same_optimum_of_problems_that_were_drawn() -> None:
    chance = random.Random(20261123)
    problems = [drawn(chance) for _ in range(PROBLEMS)]
    plans = [plan_roadmap(problem) for problem in problems]
    ours = [plan.proof.worth for plan in plans if plan.proof]
    assert ours == pytest.approx(second_opinion(problems), abs=SCALED)
    assert sum(bool(plan.grants) for plan in plans) > PROBLEMS / 4
    alone = [plan_roadmap(replace(problem, offers=(), offer_rules=OfferRules())).proof for problem in problems]
    assert sum(with_offers > own.worth + SCALED for with_offers, own in zip(ours, alone, strict=True) if own) > 0


@pytest.mark.parametrize("path", CASES[1:2], ids=lambda path: path.stem)
def test_both_solvers_agree_on_a_real_company(path: Path) -> None:
    content = ContentFolder()
    document, _ = read_yaml(path, path.name)
    assert isinstance(document, dict)
    diagnosis = diagnose_sheet(content, sheet_from_document(document["sheet"], path.name), ON)
    assert diagnosis.roadmap.proof is not None
    assert second_opinion([diagnosis.instance]) == pytest.approx([diagnosis.roadmap.proof.worth], abs=SCALED)
