"""What holds for every plan, worked out again without the scheduler."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.roadmap.optimise import optimise
from assessment.roadmap.schedule import plan_roadmap
from assessment.roadmap.values import PlanningInstance
from tests.builders_planning import offer
from tests.properties.feasibility import find_untruths, find_violations, starts_of
from tests.properties.strategies import planning_instances

TOLERANCE = 1e-6
EXAMPLES = settings(deadline=None, max_examples=150)


@EXAMPLES
@given(planning_instances())
def test_a_plan_breaks_no_limit_and_starts_nothing_too_early(instance: PlanningInstance) -> None:
    assert find_violations(instance, starts_of(plan_roadmap(instance))) == []


@EXAMPLES
@given(planning_instances())
def test_a_plan_says_nothing_that_is_not_so(instance: PlanningInstance) -> None:
    assert find_untruths(instance, plan_roadmap(instance)) == []


@settings(deadline=None, max_examples=60)
@given(planning_instances(), st.randoms(use_true_random=False))
def test_the_order_of_candidates_changes_nothing(instance: PlanningInstance, order: Random) -> None:
    shuffled = list(instance.candidates)
    order.shuffle(shuffled)
    assert plan_roadmap(replace(instance, candidates=tuple(shuffled))) == plan_roadmap(instance)


@settings(deadline=None, max_examples=60)
@given(planning_instances(), st.sampled_from(["money", "people", "no tax"]))
def test_a_wider_limit_never_lowers_the_worth(instance: PlanningInstance, limit: str) -> None:
    taxed = replace(instance, vat=0.1)
    wider = {
        "money": replace(taxed, budget_a_year=tuple(2 * b + 100 for b in instance.budget_a_year)),
        "people": replace(taxed, staff_months=tuple(m + 1.0 for m in instance.staff_months)),
        "no tax": replace(instance, vat=0.0),
    }[limit]
    assert _worth(wider) >= _worth(taxed) - TOLERANCE


@settings(deadline=None, max_examples=60)
@given(planning_instances())
def test_state_money_never_lowers_the_worth(instance: PlanningInstance) -> None:
    taxed = replace(instance, vat=0.1)
    offers = (offer(*(c.initiative for c in instance.candidates), last=instance.horizon - 1),)
    with_offers = plan_roadmap(replace(taxed, offers=offers))
    assert with_offers.proof is not None
    assert with_offers.proof.worth >= _worth(taxed) - TOLERANCE


@settings(deadline=None, max_examples=60)
@given(planning_instances(), st.data())
def test_forcing_in_what_was_left_out_never_raises_the_worth(instance: PlanningInstance, data: st.DataObject) -> None:
    plan = plan_roadmap(instance)
    left = [c.initiative for c in instance.candidates if c.initiative not in starts_of(plan)]
    if left:
        forced = data.draw(st.sampled_from(left))
        found = optimise(instance, {}, must={forced: range(instance.horizon)})
        assert found is None or found.worth <= _worth(instance) + TOLERANCE


@settings(deadline=None, max_examples=40)
@given(planning_instances(), st.data())
def test_one_initiative_less_never_raises_the_worth(instance: PlanningInstance, data: st.DataObject) -> None:
    gone = data.draw(st.sampled_from(instance.candidates))
    rest = replace(instance, candidates=tuple(c for c in instance.candidates if c is not gone))
    assert _worth(rest) <= _worth(instance) + TOLERANCE


def _worth(instance: PlanningInstance) -> float:
    proof = plan_roadmap(instance).proof
    assert proof is not None
    return proof.worth
