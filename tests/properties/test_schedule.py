"""What holds for every plan, worked out again without the scheduler."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.roadmap.schedule import plan_roadmap
from assessment.roadmap.values import PlanningInstance
from tests.properties.feasibility import find_untruths, find_violations, starts_of
from tests.properties.strategies import planning_instances

EXAMPLES = settings(deadline=None, max_examples=250)


@EXAMPLES
@given(planning_instances())
def test_a_plan_breaks_no_limit_and_starts_nothing_too_early(instance: PlanningInstance) -> None:
    assert find_violations(instance, starts_of(plan_roadmap(instance))) == []


@EXAMPLES
@given(planning_instances())
def test_a_plan_says_nothing_that_is_not_so(instance: PlanningInstance) -> None:
    assert find_untruths(instance, plan_roadmap(instance)) == []


@settings(deadline=None, max_examples=100)
@given(planning_instances(), st.randoms(use_true_random=False))
def test_the_order_of_candidates_changes_nothing(instance: PlanningInstance, order: Random) -> None:
    shuffled = list(instance.candidates)
    order.shuffle(shuffled)
    assert plan_roadmap(replace(instance, candidates=tuple(shuffled))) == plan_roadmap(instance)
