"""Initiatives in time: what comes first, what waits, what is left out, and the reasons said (method 7)."""

from __future__ import annotations

import pytest

from assessment.catalogue import InitiativeId, UseCaseId
from assessment.instrument.edition import ItemId
from assessment.roadmap.schedule import plan_greedily, plan_roadmap
from assessment.roadmap.values import Candidate, Opening, Roadmap, ScheduledInitiative
from assessment.terms import Reason
from tests.builders import candidate, instance

P1, P2, P3, P4, P9 = map(ItemId, ("P1", "P2", "P3", "P4", "P9"))


def _plan(*candidates: Candidate, **changes: object) -> Roadmap:
    return plan_roadmap(instance(*candidates, **changes))


def _simple(*candidates: Candidate, **changes: object) -> Roadmap:
    return plan_greedily(instance(*candidates, **changes))


def _starts(roadmap: Roadmap) -> dict[str, int]:
    return {entry.initiative: entry.start for entry in roadmap.scheduled}


def _entry(roadmap: Roadmap, initiative: str) -> ScheduledInitiative:
    return next(entry for entry in roadmap.scheduled if entry.initiative == initiative)


def _why_not(roadmap: Roadmap) -> dict[str, str]:
    return {left.initiative: left.reason.code for left in roadmap.left_out}


def _first(*initiatives: str) -> tuple[InitiativeId, ...]:
    return tuple(map(InitiativeId, initiatives))


# --- order ---


def test_an_empty_problem_has_an_empty_plan() -> None:
    plan = _plan()
    assert (plan.scheduled, plan.left_out, plan.uncovered, plan.opened) == ((), (), (), ())
    assert (plan.cost_by_year, plan.staff_by_quarter) == ((0, 0), (0.0,) * 8)


def test_the_first_quarter_is_the_quarter_of_today() -> None:
    entry = _plan(candidate("ini-a", ("P1", 1, 2), quarters=2)).scheduled[0]
    assert (entry.start, entry.end, entry.phase) == (0, 2, 1)
    assert (entry.cost, entry.staff_months) == (100, 1.0)


def test_of_two_that_do_not_fit_together_the_higher_priority_is_taken() -> None:
    both = (candidate("ini-a", ("P1", 1, 2), cost=900), candidate("ini-b", ("P2", 1, 2), cost=900))
    plan = _plan(*both, priorities={P1: 0.4, P2: 0.6}, budget_a_year=(1000, 0))
    assert _starts(plan) == {"ini-b": 0}
    assert _why_not(plan) == {"ini-a": "over_budget"}


def test_two_steps_are_worth_twice_one() -> None:
    both = (candidate("ini-a", ("P1", 1, 2), cost=900), candidate("ini-b", ("P2", 1, 3), cost=900))
    plan = _plan(*both, priorities={P1: 0.6, P2: 0.4}, budget_a_year=(1000, 0))
    assert set(_starts(plan)) == {"ini-b"}


def test_steps_above_the_target_are_worth_nothing() -> None:
    both = (candidate("ini-a", ("P1", 1, 2), cost=900), candidate("ini-b", ("P2", 1, 3), cost=900))
    plan = _plan(*both, priorities={P1: 0.6, P2: 0.4}, budget_a_year=(1000, 0), targets={P1: 2, P2: 2})
    assert set(_starts(plan)) == {"ini-a"}


def test_what_others_wait_for_counts_half_of_what_waits() -> None:
    # ini-gate closes nothing itself and is worth half of ini-b's .7, which beats ini-a's .3 for the only free quarter.
    work = (
        candidate("ini-a", ("P1", 1, 2), staff_months=1.0),
        candidate("ini-b", ("P2", 1, 2), staff_months=1.0, prerequisites=_first("ini-gate")),
        candidate("ini-gate", ("P3", 0, 1), staff_months=1.0),
    )
    plan = _simple(
        *work,
        priorities={P1: 0.3, P2: 0.7},
        targets={P1: 2, P2: 2},
        staff_months=(1.0,) * 8,
    )
    assert _starts(plan) == {"ini-gate": 0, "ini-b": 1, "ini-a": 2}
    assert _entry(plan, "ini-gate").reasons == (Reason.of("unlocks", initiatives=("ini-b",)),)


def test_what_waits_counts_only_half() -> None:
    # ini-gate is worth half of ini-b's .6, which is less than ini-a's .4: ini-a takes the first quarter.
    work = (
        candidate("ini-a", ("P1", 1, 2)),
        candidate("ini-b", ("P2", 1, 2), prerequisites=_first("ini-gate")),
        candidate("ini-gate", ("P3", 0, 1)),
    )
    plan = _simple(*work, priorities={P1: 0.4, P2: 0.6}, targets={P1: 2, P2: 2}, staff_months=(1.0,) * 8)
    assert _starts(plan) == {"ini-a": 0, "ini-gate": 1, "ini-b": 2}


def test_a_chain_counts_half_at_every_link() -> None:
    # ini-1 → ini-2 → ini-3 with .7 at its end: ini-1 is worth .175, more than .1 and less than .2.
    chain = (
        candidate("ini-1", ("P3", 0, 1)),
        candidate("ini-2", ("P3", 1, 2)),
        candidate("ini-3", ("P2", 1, 2), ("P3", 2, 3)),
    )
    others = (candidate("ini-more", ("P1", 1, 2)), candidate("ini-less", ("P4", 1, 2)))
    plan = _simple(
        *chain,
        *others,
        priorities={P1: 0.2, P2: 0.7, P4: 0.1},
        targets={P1: 2, P2: 2, P4: 2},
        staff_months=(1.0,) * 8,
    )
    assert _starts(plan) == {"ini-more": 0, "ini-1": 1, "ini-2": 2, "ini-3": 3, "ini-less": 4}


def test_among_equals_the_cheaper_one_comes_first_then_the_id() -> None:
    one_at_a_time = {"staff_months": (1.0,) * 8, "priorities": dict.fromkeys((P1, P2, P3), 1 / 3)}
    plan = _plan(
        candidate("ini-c", ("P1", 1, 2)),
        candidate("ini-b", ("P2", 1, 2)),
        candidate("ini-a", ("P3", 1, 2), cost=200),
        **one_at_a_time,
    )
    assert _starts(plan) == {"ini-b": 0, "ini-c": 1, "ini-a": 2}


def test_two_ways_to_the_same_step_are_not_both_taken() -> None:
    plan = _plan(candidate("ini-a", ("P1", 1, 2), cost=500), candidate("ini-b", ("P1", 1, 2), cost=50))
    assert _starts(plan) == {"ini-b": 0}
    assert plan.left_out == ()


def test_each_step_counts_once_whoever_makes_it() -> None:
    # ini-a makes the first step, ini-b makes both and something else; together they gain 2 on P1, not 3.
    plan = _plan(
        candidate("ini-a", ("P1", 0, 1), ("P3", 0, 1)), candidate("ini-b", ("P1", 0, 2), ("P2", 0, 1)), horizon=8
    )
    gained = [gain for entry in plan.scheduled for gain in entry.gains if gain[0] == "P1"]
    assert sum(after - before for _, before, after in gained) == 2
    assert plan.levels_at_end == {"P1": 2, "P2": 1, "P3": 1}


def test_what_has_nothing_left_to_gain_is_neither_planned_nor_missed() -> None:
    plan = _plan(candidate("ini-a", ("P1", 0, 1)), levels={P1: 1}, targets={P1: 2})
    assert (plan.scheduled, plan.left_out) == ((), ())


def test_what_closes_no_gap_and_leads_nowhere_is_neither_planned_nor_missed() -> None:
    plan = _plan(candidate("ini-a", ("P1", 1, 2)), targets={}, priorities={})
    assert (plan.scheduled, plan.left_out) == ((), ())


# --- waiting ---


def test_an_initiative_starts_when_its_prerequisite_is_finished() -> None:
    plan = _plan(
        candidate("ini-a", ("P1", 1, 2), quarters=3),
        candidate("ini-b", ("P2", 1, 2), prerequisites=_first("ini-a")),
        priorities={P1: 0.1, P2: 0.9},
    )
    assert _starts(plan) == {"ini-a": 0, "ini-b": 3}
    assert _entry(plan, "ini-b").waits_for == ("ini-a",)
    assert _entry(plan, "ini-a").unlocks == ("ini-b",)
    assert Reason.of("unlocks", initiatives=("ini-b",)) in _entry(plan, "ini-a").reasons


def test_a_step_starts_when_the_level_below_it_is_reached() -> None:
    plan = _plan(
        candidate("ini-b", ("P1", 2, 3)),
        candidate("ini-a", ("P1", 1, 2), quarters=2),
        candidate("ini-c", ("P1", 3, 4)),
    )
    assert _starts(plan) == {"ini-a": 0, "ini-b": 2, "ini-c": 3}
    assert _entry(plan, "ini-c").waits_for == ("ini-b",)


def test_a_level_that_two_initiatives_reach_is_there_when_the_first_of_them_ends() -> None:
    plan = _plan(
        candidate("ini-slow", ("P1", 0, 1), ("P2", 0, 1), quarters=4),
        candidate("ini-fast", ("P1", 0, 1), ("P3", 0, 1), quarters=1),
        candidate("ini-next", ("P1", 1, 2), quarters=1),
        priorities={P1: 0.2, P2: 0.5, P3: 0.3},
        openings=(Opening(UseCaseId("uc-a"), ((P1, 1),), wanted=False),),
    )
    assert _starts(plan) == {"ini-slow": 0, "ini-fast": 0, "ini-next": 1}
    assert [(o.use_case, o.quarter) for o in plan.opened] == [("uc-a", 1)]


def test_a_faster_way_to_a_level_gives_a_second_chance_to_what_was_refused() -> None:
    # When ini-next is first looked at, only ini-slow leads to its level, too late for the horizon.
    plan = _plan(
        candidate("ini-slow", ("P1", 0, 1), ("P2", 0, 1), quarters=4),
        candidate("ini-next", ("P1", 1, 2), quarters=1),
        candidate("ini-fast", ("P1", 0, 1), ("P3", 0, 1), quarters=1),
        horizon=4,
        budget_a_year=(1000,),
        staff_months=(9.0,) * 4,
        priorities={P1: 0.3, P2: 0.6, P3: 0.1},
    )
    assert _starts(plan) == {"ini-slow": 0, "ini-fast": 0, "ini-next": 1}


def test_a_prerequisite_counts_as_done_when_others_have_made_its_steps() -> None:
    plan = _plan(
        candidate("ini-dear", ("P1", 1, 2), cost=500),
        candidate("ini-cheap", ("P1", 1, 2), cost=10, quarters=2),
        candidate("ini-b", ("P2", 1, 2), prerequisites=_first("ini-dear")),
        priorities={P1: 0.9, P2: 0.1},
    )
    assert "ini-b" in _starts(plan)
    done = {"ini-dear", "ini-cheap"} & set(_starts(plan))
    assert _starts(plan)["ini-b"] >= max(_entry(plan, first).end for first in done)


def test_a_prerequisite_done_by_another_is_waited_for() -> None:
    plan = _plan(
        candidate("ini-cheap", ("P1", 1, 2), ("P3", 0, 1), cost=10, quarters=2),
        candidate("ini-dear", ("P1", 1, 2), cost=5000),
        candidate("ini-b", ("P2", 1, 2), prerequisites=_first("ini-dear")),
        priorities={P1: 0.2, P2: 0.1, P3: 0.7},
    )
    assert _starts(plan) == {"ini-cheap": 0, "ini-b": 2}
    assert _entry(plan, "ini-b").waits_for == ("ini-cheap",)


def test_effects_on_unanswered_items_neither_block_nor_count() -> None:
    plan = _plan(candidate("ini-a", ("P1", 1, 2), ("P9", 2, 3)), levels={P1: 1}, targets={P1: 2}, priorities={P1: 1.0})
    assert _entry(plan, "ini-a").gains == (("P1", 1, 2),)
    assert plan.levels_at_end == {"P1": 2}


# --- limits ---


def test_people_work_evenly_and_never_more_than_there_are() -> None:
    # 1.5 person-months over three quarters are .5 each: two fit beside each other in 1.0, the third waits.
    plan = _plan(
        *(candidate(f"ini-{n}", (f"P{n}", 1, 2), staff_months=1.5, quarters=3) for n in (1, 2, 3)),
        staff_months=(1.0,) * 8,
    )
    assert _starts(plan) == {"ini-1": 0, "ini-2": 0, "ini-3": 3}
    assert plan.staff_by_quarter == pytest.approx((1.0, 1.0, 1.0, 0.5, 0.5, 0.5, 0.0, 0.0))


def test_money_counts_in_the_quarter_of_the_start_and_what_is_left_moves_on() -> None:
    # 600 in the first year leave 400; with 1000 more in the second year 1400 are there from quarter 4 on.
    plan = _plan(
        candidate("ini-a", ("P1", 1, 2), cost=600),
        candidate("ini-b", ("P2", 1, 2), cost=1300),
        priorities={P1: 0.9, P2: 0.1},
    )
    assert _starts(plan) == {"ini-a": 0, "ini-b": 4}
    assert plan.cost_by_year == (600, 1300)


def test_money_that_a_later_start_will_need_is_not_spent_twice() -> None:
    plan = _plan(
        candidate("ini-a", ("P1", 1, 2), cost=1900),
        candidate("ini-b", ("P2", 1, 2), cost=200),
        priorities={P1: 0.9, P2: 0.1},
    )
    assert _starts(plan) == {"ini-a": 4}
    assert _why_not(plan) == {"ini-b": "over_budget"}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"cost": 2001}, Reason.of("over_budget", cost=2001, left=2000)),
        ({"staff_months": 2.5}, Reason.of("over_staff", months=2.5)),
        ({"quarters": 9}, Reason.of("beyond_horizon", quarters=8)),
        ({"prerequisites": _first("ini-z")}, Reason.of("prerequisite_not_planned", initiatives=("ini-z",))),
    ],
)
def test_what_is_left_out_says_why(changes: dict[str, object], reason: Reason) -> None:
    plan = _plan(candidate("ini-a", ("P1", 1, 2), **changes))
    assert [(left.initiative, left.reason) for left in plan.left_out] == [("ini-a", reason)]


def test_a_step_whose_first_level_nobody_reaches_is_left_out_and_says_so() -> None:
    plan = _plan(candidate("ini-a", ("P1", 2, 3)), levels={P1: 1}, targets={P1: 3}, priorities={P1: 1.0})
    assert plan.left_out[0].reason == Reason.of("level_not_reached", items=("P1",))


def test_what_is_left_out_stands_in_the_order_of_ids() -> None:
    plan = _plan(*(candidate(f"ini-{n}", (f"P{n}", 1, 2), cost=9999) for n in (3, 1, 2)))
    assert list(_why_not(plan)) == ["ini-1", "ini-2", "ini-3"]


def test_what_was_refused_but_closed_by_another_in_the_end_is_not_missed() -> None:
    plan = _plan(
        candidate("ini-dear", ("P1", 1, 2), ("P2", 1, 2), cost=9999),
        candidate("ini-a", ("P1", 1, 2)),
        candidate("ini-b", ("P2", 1, 2)),
    )
    assert set(_starts(plan)) == {"ini-a", "ini-b"}
    assert plan.left_out == ()


def test_a_refused_first_step_is_left_out_with_what_waits_for_it() -> None:
    plan = _plan(
        candidate("ini-gate", ("P3", 0, 1), cost=9999),
        candidate("ini-b", ("P1", 1, 2), prerequisites=_first("ini-gate")),
        targets={P1: 2},
        priorities={P1: 1.0},
    )
    assert _why_not(plan) == {"ini-b": "prerequisite_not_planned", "ini-gate": "over_budget"}


def test_a_first_step_to_what_found_no_place_is_not_planned_and_the_true_reason_stays() -> None:
    plan = _plan(
        candidate("ini-gate", ("P3", 0, 1)),
        candidate("ini-b", ("P1", 1, 2), cost=9999, prerequisites=_first("ini-gate")),
        targets={P1: 2},
        priorities={P1: 1.0},
    )
    assert plan.scheduled == ()
    assert _why_not(plan) == {"ini-b": "over_budget"}


def test_a_whole_chain_to_what_found_no_place_is_not_planned() -> None:
    plan = _plan(
        candidate("ini-1", ("P2", 0, 1)),
        candidate("ini-2", ("P3", 0, 1), prerequisites=_first("ini-1")),
        candidate("ini-3", ("P1", 1, 2), staff_months=9.0, prerequisites=_first("ini-2")),
        targets={P1: 2},
        priorities={P1: 1.0},
    )
    assert plan.scheduled == ()
    assert _why_not(plan) == {"ini-3": "over_staff"}


def test_a_gap_for_whose_next_step_there_is_no_initiative_says_so() -> None:
    plan = _plan(
        candidate("ini-a", ("P1", 2, 3)),
        candidate("ini-b", ("P2", 1, 2)),
        levels={P1: 1, P2: 1, P3: 0},
        targets={P1: 3, P2: 3, P3: 1},
        priorities={P1: 0.4, P2: 0.4, P3: 0.2},
    )
    assert plan.uncovered == ("P1", "P3")


# --- reasons, phases, openings ---


def test_an_initiative_names_the_gaps_it_closes() -> None:
    plan = _plan(candidate("ini-a", ("P1", 1, 2), ("P2", 1, 2)), targets={P1: 2}, priorities={P1: 1.0})
    entry = _entry(plan, "ini-a")
    assert entry.gains == (("P1", 1, 2), ("P2", 1, 2))
    assert entry.reasons == (Reason.of("closes_gap", items=("P1",)),)


def test_a_step_above_the_target_does_not_close_a_gap() -> None:
    plan = _plan(
        candidate("ini-a", ("P1", 1, 2)),
        candidate("ini-b", ("P1", 2, 3), ("P2", 1, 2)),
        targets={P1: 2, P2: 2},
        priorities={P1: 0.5, P2: 0.5},
    )
    assert _entry(plan, "ini-b").reasons == (Reason.of("closes_gap", items=("P2",)),)


def test_a_step_above_the_target_alone_is_not_planned() -> None:
    plan = _plan(
        candidate("ini-a", ("P1", 1, 2)), candidate("ini-b", ("P1", 2, 3)), targets={P1: 2}, priorities={P1: 1.0}
    )
    assert set(_starts(plan)) == {"ini-a"}


@pytest.mark.parametrize(
    ("horizon", "phases"),
    # A quarter and five eighths of the horizon: 2 and 5 of eight quarters, 1 and 2.5 of four.
    [(8, [1, 1, 2, 2, 2, 3, 3, 3]), (4, [1, 2, 2, 3])],
)
def test_phases_end_at_a_quarter_and_at_five_eighths_of_the_horizon(horizon: int, phases: list[int]) -> None:
    one_at_a_time = [candidate(f"ini-{n}", (f"P{n}", 0, 1), cost=0, staff_months=1.0) for n in range(1, horizon + 1)]
    plan = _plan(*one_at_a_time, horizon=horizon, staff_months=(1.0,) * horizon, budget_a_year=(0,) * (horizon // 4))
    assert [entry.phase for entry in plan.scheduled] == phases
    assert [entry.start for entry in plan.phase(2)] == [n for n, phase in enumerate(phases) if phase == 2]


def test_a_use_case_opens_when_the_last_of_its_missing_levels_is_reached() -> None:
    plan = _plan(
        candidate("ini-a", ("P1", 1, 2), quarters=1),
        candidate("ini-b", ("P2", 1, 2), quarters=3),
        openings=(
            Opening(UseCaseId("uc-both"), ((P1, 2), (P2, 2)), wanted=True),
            Opening(UseCaseId("uc-early"), ((P1, 2), (P2, 1)), wanted=False),
        ),
    )
    assert [(o.use_case, o.quarter) for o in plan.opened] == [("uc-early", 1), ("uc-both", 3)]


def test_a_use_case_that_is_open_today_or_never_is_not_opened_by_the_plan() -> None:
    plan = _plan(
        candidate("ini-a", ("P1", 1, 2)),
        openings=(
            Opening(UseCaseId("uc-today"), ((P1, 1),), wanted=False),
            Opening(UseCaseId("uc-too-high"), ((P1, 3),), wanted=False),
            Opening(UseCaseId("uc-unanswered"), ((P1, 2), (P9, 1)), wanted=False),
        ),
    )
    assert plan.opened == ()
