"""What the adviser decides comes before worth, is marked, and is said where it cannot be (issue: limits, adviser)."""

from __future__ import annotations

import pytest

from assessment.catalogue import InitiativeId
from assessment.roadmap.optimise import optimise
from assessment.roadmap.schedule import follow_plan, plan_roadmap
from tests.builders import instance
from tests.builders_planning import planned, starts_of, work

A, B = InitiativeId("ini-a"), InitiativeId("ini-b")


def _codes(plan_entries: object) -> dict[str, list[str]]:
    return {e.initiative: [r.code for r in e.reasons] for e in plan_entries}  # type: ignore[attr-defined]


def test_what_is_pinned_starts_in_its_quarter_although_earlier_is_worth_more() -> None:
    plan = planned(work("ini-a"), pinned={A: 3})
    assert starts_of(plan) == {"ini-a": 3}
    assert _codes(plan.scheduled)["ini-a"] == ["closes_gap", "adviser_pinned"]


def test_a_pin_pushes_out_what_is_worth_more() -> None:
    both = (work("ini-a", "P1", cost=900), work("ini-b", "P2", cost=900))
    worth = {"priorities": {"P1": 0.1, "P2": 0.9}, "budget_a_year": (1000, 0)}
    assert starts_of(planned(*both, **worth)) == {"ini-b": 0}
    assert starts_of(planned(*both, **worth, pinned={A: 0})) == {"ini-a": 0}


def test_what_is_added_is_in_although_it_closes_nothing() -> None:
    plan = planned(work("ini-a"), work("ini-b", "P2"), added=(B,), targets={"P1": 2}, priorities={"P1": 1.0})
    assert set(starts_of(plan)) == {"ini-a", "ini-b"}
    assert "adviser_added" in _codes(plan.scheduled)["ini-b"]


def test_what_the_company_has_behind_it_can_still_be_added() -> None:
    plan = planned(work("ini-a"), levels={"P1": 2}, added=(A,))
    assert starts_of(plan) == {"ini-a": 0}
    assert plan.scheduled[0].gains == ()


def test_what_is_removed_is_left_out_and_says_by_whom() -> None:
    plan = planned(work("ini-a"), removed=(B,))
    assert [(left.initiative, left.reason.code) for left in plan.left_out] == [("ini-b", "adviser_removed")]


def test_a_quotation_is_marked_with_what_it_usually_costs() -> None:
    plan = planned(work("ini-a", cost=70, usual_cost=100))
    assert plan.scheduled[0].cost == 70
    assert dict(plan.scheduled[0].reasons[-1]) == {"usual": 100}


def test_a_quotation_alone_is_no_reason_to_do_something() -> None:
    idle = work("ini-b", "P2", usual_cost=100)
    plan = planned(work("ini-a"), idle, targets={"P1": 2}, priorities={"P1": 1.0})
    assert starts_of(plan) == {"ini-a": 0}


@pytest.mark.parametrize(
    ("wish", "changes", "reason"),
    [
        (work("ini-a"), {"pinned": {A: 8}}, "beyond_horizon"),
        (work("ini-a"), {"pinned": {A: -1}}, "beyond_horizon"),
        (work("ini-a", cost=1001), {"pinned": {A: 0}}, "over_budget"),
        (work("ini-a", staff_months=5.0), {"added": (A,)}, "over_staff"),
        (work("ini-a", prerequisites=(B,)), {"added": (A,)}, "prerequisite_not_planned"),
    ],
)
def test_a_wish_that_no_plan_fulfils_says_what_stands_against_it(wish, changes, reason) -> None:  # type: ignore[no-untyped-def]
    plan = planned(wish, **changes)
    assert [(left.initiative, left.reason.code) for left in plan.unmet] == [("ini-a", reason)]


def test_wishes_that_collide_are_fulfilled_as_far_as_they_go() -> None:
    both = (work("ini-a", "P1", staff_months=2.0), work("ini-b", "P2", staff_months=2.0))
    plan = planned(*both, pinned={A: 0, B: 0})
    assert sorted(starts_of(plan).values()) == [0, 1]
    assert [left.reason.code for left in plan.unmet] == ["too_early_or_crowded"]


# --- the previous plan, what has begun, what becomes of a plan ---


def test_of_equal_plans_the_one_nearest_to_the_previous_is_taken() -> None:
    twins = (work("ini-a", "P1", staff_months=2.0), work("ini-b", "P2", staff_months=2.0))
    free = starts_of(planned(*twins))
    swapped = {InitiativeId("ini-a"): free["ini-b"], InitiativeId("ini-b"): free["ini-a"]}
    assert starts_of(planned(*twins, previous=swapped)) == swapped


def test_the_previous_plan_is_left_where_keeping_it_costs_worth() -> None:
    assert starts_of(planned(work("ini-a"), previous={A: 5})) == {"ini-a": 0}


def test_what_has_begun_stays_as_it_is() -> None:
    plan = plan_roadmap(instance(work("ini-a")), must={A: (2,)})
    assert starts_of(plan) == {"ini-a": 2}


def test_what_cannot_have_begun_is_refused() -> None:
    for quarters in ((9,), (0,)):
        with pytest.raises(ValueError, match="cannot have begun"):
            plan_roadmap(instance(work("ini-a", cost=5000)), must={A: quarters})


def test_a_plan_is_followed_as_far_as_its_costs_allow() -> None:
    dearer = instance(work("ini-a", "P1", cost=900), work("ini-b", "P2", cost=2000), work("ini-c", "P3", cost=900))
    followed = follow_plan(dearer, {A: 1, B: 1, InitiativeId("ini-c"): 2})
    assert followed == {"ini-a": 1, "ini-c": 4}


def test_what_waits_for_something_that_was_dropped_is_dropped_too() -> None:
    chain = instance(work("ini-a", cost=5000), work("ini-b", "P2", prerequisites=(A,)))
    assert follow_plan(chain, {A: 0, B: 1}) == {}


def test_a_known_plan_comes_back_where_nothing_as_good_is_found() -> None:
    """The planner trusts what it is given: this one breaks the budget, which no search would."""
    found = optimise(instance(work("ini-a", cost=5000)), {A: 0})
    assert found is not None
    assert (found.starts, found.grants) == ({"ini-a": 0}, ())
    assert found.worth > 0


def test_what_the_company_refuses_stays_out_although_the_adviser_wants_it() -> None:
    plan = planned(work("ini-b", "P2"), added=(A,))
    assert [(left.initiative, left.reason.code) for left in plan.unmet] == [("ini-a", "refused_by_company")]
