"""The arguments for a plan: moving, why not, draws, another budget (method 7)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from assessment.catalogue import InitiativeId
from assessment.roadmap.explain import ExplanationEffort, explain_roadmap
from assessment.roadmap.explanation import Explanation
from assessment.roadmap.schedule import plan_roadmap
from assessment.roadmap.values import Candidate, PlanningInstance
from tests.builders import instance
from tests.builders_planning import work

FEW = ExplanationEffort(draws=8)
A, B, C = map(InitiativeId, ("ini-a", "ini-b", "ini-c"))


def _explained(made: PlanningInstance, effort: ExplanationEffort = FEW, seed: int = 1) -> Explanation:
    return explain_roadmap(made, plan_roadmap(made), seed, effort)


def _two_in_a_row(**changes: object) -> PlanningInstance:
    """Two initiatives that need all own people: the one of higher priority comes first."""
    both = (work("ini-a", "P1", staff_months=2.0), work("ini-b", "P2", staff_months=2.0))
    return instance(*both, priorities={"P1": 0.7, "P2": 0.3}, **changes)


def test_threads_argue_as_one_does() -> None:
    made = _two_in_a_row()
    plan = plan_roadmap(made)
    with ThreadPoolExecutor(2) as threads:
        assert explain_roadmap(made, plan, 1, FEW, threads.map) == explain_roadmap(made, plan, 1, FEW)


# --- moving ---


def test_moving_costs_worth_and_what_stands_first_cannot_be_earlier() -> None:
    first, second = _explained(_two_in_a_row()).moves
    assert (first.initiative, second.initiative) == (A, B)
    assert first.earlier is None
    assert first.later is not None
    assert 0 < first.later < 1
    assert second.earlier is not None
    assert second.later is not None


def test_a_move_that_nothing_allows_has_no_cost() -> None:
    made = instance(work("ini-a", quarters=2), horizon=2, staff_months=(2.0, 2.0))
    (move,) = _explained(made).moves
    assert (move.earlier, move.later) == (None, None)


def test_swapping_two_of_the_same_worth_costs_nothing() -> None:
    both = (work("ini-a", "P1", staff_months=2.0), work("ini-b", "P2", staff_months=2.0))
    first, second = _explained(instance(*both)).moves
    assert first.later == second.earlier == pytest.approx(0.0, abs=1e-4)


# --- why not ---


def _left_out(candidate: Candidate, **changes: object) -> Explanation:
    return _explained(instance(work("ini-a", "P1"), candidate, **changes))


def test_forcing_something_in_says_what_it_costs_and_pushes_out() -> None:
    both = (work("ini-a", "P1", cost=900), work("ini-b", "P2", cost=900))
    made = instance(*both, priorities={"P1": 0.7, "P2": 0.3}, budget_a_year=(1000, 0))
    (why,) = _explained(made).why_not
    assert (why.initiative, why.pushed_out, why.needed) == (B, (A,), None)
    assert why.lost is not None
    assert 0 < why.lost < 1


@pytest.mark.parametrize(
    ("candidate", "changes", "reason"),
    [
        (work("ini-b", "P2", cost=5000), {}, "would_need_money"),
        (work("ini-b", "P2", staff_months=9.0), {}, "would_need_people"),
        (work("ini-b", "P2", quarters=10), {}, "would_need_time"),
        (work("ini-b", "P2", cost=5000, staff_months=50.0), {}, "would_need_more_of_all"),
        (work("ini-b", "P2", prerequisites=(C,)), {}, "would_need_what_is_left_away"),
    ],
)
def test_what_cannot_be_forced_in_says_what_would_have_to_change(
    candidate: Candidate, changes: dict[str, object], reason: str
) -> None:
    (why,) = _left_out(candidate, **changes).why_not
    assert (why.initiative, why.lost, why.pushed_out) == (B, None, ())
    assert why.needed is not None
    assert why.needed.code == reason


# --- draws ---


def test_what_is_cheap_and_worth_something_stays_in_every_draw() -> None:
    found = _explained(instance(work("ini-a", cost_range=(50, 200))))
    assert [(entry.initiative, entry.share) for entry in found.stability] == [(A, 1.0)]
    assert (found.draws, found.gap) == (8, 0.02)


def test_what_may_become_too_dear_drops_out_of_some_draws() -> None:
    risky = work("ini-a", cost=900, cost_range=(100, 5000))
    found = _explained(instance(risky, budget_a_year=(1000, 0)), ExplanationEffort(draws=40))
    assert 0 < found.stability[0].share < 1


def test_the_same_seed_gives_the_same_explanation_and_another_seed_others_draws() -> None:
    risky = work("ini-a", cost=900, cost_range=(100, 5000))
    made = instance(risky, budget_a_year=(1000, 0))
    assert _explained(made, seed=3) == _explained(made, seed=3)
    shares = {_explained(made, ExplanationEffort(draws=20), seed).stability[0].share for seed in range(4)}
    assert len(shares) > 1


def test_a_quotation_is_drawn_as_it_is() -> None:
    exact = work("ini-a", cost=1000, cost_range=(1000, 1000))
    assert _explained(instance(exact)).stability[0].share == 1.0


def test_the_best_plan_loses_less_than_the_simple_order_where_that_is_short_sighted() -> None:
    """The simple order spends everything on the dear one; the two cheap ones are worth more together."""
    candidates = (work("ini-a", "P1", cost=1000), work("ini-b", "P2", cost=500), work("ini-c", "P3", cost=500))
    made = instance(*candidates, priorities={"P1": 0.4, "P2": 0.3, "P3": 0.3}, budget_a_year=(1000, 0))
    regret = _explained(made).regret
    assert regret.plan < regret.simple


def test_without_a_draw_there_is_no_regret() -> None:
    found = _explained(instance(work("ini-a")), ExplanationEffort(draws=0))
    assert (found.regret.plan, found.regret.simple, found.stability[0].share) == (0.0, 0.0, 0.0)


def test_of_an_empty_plan_there_is_nothing_to_argue() -> None:
    found = _explained(instance())
    assert (found.moves, found.why_not, found.stability) == ((), (), ())


# --- another budget ---


def test_more_money_is_never_worth_less_and_there_are_ten_points_or_more() -> None:
    candidates = tuple(work(f"ini-{n}", f"P{n}", cost=300 * n) for n in range(1, 6))
    curve = _explained(instance(*candidates)).curve
    assert len(curve) >= 10
    worths = [point.worth for point in curve]
    assert worths == sorted(worths)
    assert worths[0] < worths[-1]
    assert 1000 in {point.budget_a_year for point in curve}


def test_a_company_without_a_budget_sees_what_a_first_one_would_bring() -> None:
    made = instance(work("ini-a", cost=800), budget_a_year=(0, 0))
    curve = _explained(made).curve
    assert len(curve) >= 10
    assert [point.initiatives for point in curve if point.budget_a_year in (0, 1000)] == [0, 1]


def test_the_previous_plan_plays_no_part_in_the_arguments() -> None:
    made = _two_in_a_row()
    plan = plan_roadmap(made)
    kept = replace(made, previous={A: 5})
    assert explain_roadmap(kept, plan, 1, FEW) == explain_roadmap(made, plan, 1, FEW)
