"""What holds for every benefit: more loss never saves less, nobody saves all twice, and the order tells nothing."""

from __future__ import annotations

import itertools
from dataclasses import fields, replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.catalogue import Initiative, Lever
from assessment.roadmap.benefit import find_benefits
from assessment.roadmap.course import maturity_course
from assessment.roadmap.schedule import plan_roadmap
from assessment.roadmap.values import MoneyRange, OwnerNumbers, PlanBenefit, PlanningInstance
from tests.builders import scored
from tests.builders_benefit import benefit, bringing, planned
from tests.properties.strategies import planning_instances

EXAMPLES = settings(deadline=None, max_examples=200)
NAMES = tuple(f.name for f in fields(OwnerNumbers))
amounts = st.floats(0, 1e6, allow_nan=False)
numbers = st.builds(OwnerNumbers, **{name: st.one_of(st.none(), amounts) for name in NAMES})


@st.composite
def initiatives(draw: st.DrawFn) -> tuple[Initiative, ...]:
    drawn = draw(st.lists(st.lists(_benefits(), max_size=3), max_size=6))
    costs = st.sampled_from([0, 10, 5000])
    return tuple(bringing(str(n), *brings, cost=draw(costs)) for n, brings in enumerate(drawn))


@st.composite
def _benefits(draw: st.DrawFn) -> object:
    low, high = sorted((draw(st.floats(0, 120)), draw(st.floats(0, 120))))
    return benefit(draw(st.sampled_from(Lever)), low, high)


def _found(made: tuple[Initiative, ...], known: OwnerNumbers) -> PlanBenefit:
    return find_benefits(*planned(*made), known, 60, {})


def _yearly(found: PlanBenefit) -> MoneyRange:
    return found.yearly or MoneyRange(0, 0)


@EXAMPLES
@given(initiatives(), numbers, st.sampled_from(NAMES), st.floats(1, 10))
def test_more_loss_never_saves_less(
    made: tuple[Initiative, ...], known: OwnerNumbers, name: str, factor: float
) -> None:
    larger = replace(known, **{name: (getattr(known, name) or 0) * factor})
    less, more = _yearly(_found(made, known)), _yearly(_found(made, larger))
    assert less.low <= more.low * (1 + 1e-12)
    assert less.high <= more.high * (1 + 1e-12)


@EXAMPLES
@given(initiatives(), numbers)
def test_nobody_saves_more_than_there_is(made: tuple[Initiative, ...], known: OwnerNumbers) -> None:
    found = _found(made, known)
    for saving, loss in zip(found.savings, found.losses, strict=True):
        most = found.most_hours if saving.lever is Lever.LABOUR_HOURS else 100
        assert 0 <= saving.low <= saving.high <= most
        assert saving.yearly.high <= loss.amount * most * (1 if saving.lever is Lever.LABOUR_HOURS else 0.01) + 1e-6


@EXAMPLES
@given(initiatives(), numbers)
def test_together_is_no_more_than_the_sum_and_no_less_than_the_best(
    made: tuple[Initiative, ...], known: OwnerNumbers
) -> None:
    found = _found(made, known)
    alone = [entry.yearly.high for entry in found.initiatives]
    assert max(alone, default=0) <= _yearly(found).high * (1 + 1e-9) + 1e-6
    assert _yearly(found).high <= sum(alone) * (1 + 1e-9) + 1e-6


@EXAMPLES
@given(initiatives(), numbers, st.randoms(use_true_random=False))
def test_the_order_of_initiatives_changes_no_digit(
    made: tuple[Initiative, ...], known: OwnerNumbers, order: Random
) -> None:
    shuffled = list(made)
    order.shuffle(shuffled)
    first, second = _found(made, known), _found(tuple(shuffled), known)
    assert (first.savings, first.yearly, first.payback) == (second.savings, second.yearly, second.payback)
    assert set(first.initiatives) == set(second.initiatives)


@EXAMPLES
@given(initiatives(), numbers)
def test_a_payback_is_soonest_first_and_belongs_to_something_saved(
    made: tuple[Initiative, ...], known: OwnerNumbers
) -> None:
    for entry in _found(made, known).initiatives:
        if entry.payback is None:
            assert entry.yearly.high < 1
        elif entry.payback.latest is not None:
            assert 0 <= entry.payback.soonest <= entry.payback.latest


@settings(deadline=None, max_examples=150)
@given(planning_instances())
def test_a_plan_never_leads_down_and_ends_where_the_plan_says(problem: PlanningInstance) -> None:
    plan = plan_roadmap(problem)
    stops = maturity_course(scored({str(item): level for item, level in problem.levels.items()}), problem, plan)
    for before, after in itertools.pairwise(stops):
        assert all(before.levels[item] <= level for item, level in after.levels.items())
    assert stops[0].levels == problem.levels
    assert stops[-1].levels == plan.levels_at_end
    assert sorted(use for stop in stops for use in stop.opened) == sorted(entry.use_case for entry in plan.opened)
