"""From a company and a catalogue to the planning problem that is exported (method 7, 8)."""

from __future__ import annotations

import pytest

from assessment.catalogue import Basis, Cost, GateKind, Initiative, InitiativeId, UseCase, UseCaseId
from assessment.instrument.edition import Condition, ItemId, Questionnaire
from assessment.instrument.values import Profile
from assessment.roadmap.instance import default_limits, planning_instance, size_class
from assessment.roadmap.values import Limits, PlanningInstance
from assessment.scoring.values import Gap, Wishes
from assessment.terms import Absence
from assessment.values import Case
from tests.builders import NOON, catalogue, gap, initiative, limits, method, profile, scored, sheet, text, use_case

TODAY = NOON.date()
TO_TWO = gap("P1", 1, 2)


def _instance(
    *initiatives: Initiative,
    gaps: tuple[Gap, ...] = (TO_TWO,),
    levels: dict[str, int | Absence] | None = None,
    use_cases: tuple[UseCase, ...] = (),
    company: Profile | None = None,
    limited: Limits | None = None,
    wishes: Wishes | None = None,
    **said: object,
) -> PlanningInstance:
    return planning_instance(
        scored(levels or {"P1": 1}),
        gaps,
        catalogue(initiatives=initiatives, use_cases=use_cases),
        Case(sheet(), company or profile(), wishes=wishes or Wishes(), **said),  # type: ignore[arg-type]
        limited or limits(),
        TODAY,
    )


def _chosen(made: PlanningInstance) -> list[str]:
    return [candidate.initiative for candidate in made.candidates]


# --- size and limits ---


@pytest.mark.parametrize(
    ("workers", "size"),
    [(1, "under-10"), (9, "under-10"), (10, "10-49"), (49, "10-49"), (50, "50-299"), (299, "50-299"), (300, "300-up")],
)
def test_size_classes_go_by_workers(questionnaire: Questionnaire, workers: int, size: str) -> None:
    assert size_class(questionnaire.method, workers).id == size


def test_a_company_that_names_no_limits_gets_those_of_its_size_and_that_is_said() -> None:
    assert default_limits(method(), profile(workers=12)) == Limits(3000, 1.5, 8, assumed=True)


def test_limits_that_the_company_named_are_not_assumed() -> None:
    assert not limits().assumed


@pytest.mark.parametrize(("horizon", "years"), [(1, 1), (4, 1), (5, 2), (8, 2), (12, 3)])
def test_the_budget_comes_once_a_year_and_staff_every_quarter(horizon: int, years: int) -> None:
    made = _instance(limited=Limits(700, 1.5, horizon))
    assert made.budget_a_year == (700,) * years
    assert made.staff_months == (1.5,) * horizon
    assert (made.start, made.horizon) == (TODAY, horizon)


# --- gaps, levels, numbers of the method ---


def test_targets_and_priorities_are_those_of_the_gaps() -> None:
    made = _instance(gaps=(gap("P1", 1, 3, 0.7), gap("P2", 0, 1, 0.3)))
    assert made.targets == {"P1": 3, "P2": 1}
    assert made.priorities == {"P1": 0.7, "P2": 0.3}


def test_only_rated_items_have_a_level() -> None:
    assert _instance(levels={"P1": 1, "P2": Absence.DONT_KNOW, "D3": Absence.NOT_APPLICABLE}).levels == {"P1": 1}


def test_discount_and_worth_of_a_wish_come_from_the_edition() -> None:
    made = _instance()
    assert (made.discount, made.wanted_factor) == (0.98, 3.0)


# --- candidates ---


@pytest.mark.parametrize(
    ("effect", "closes"),
    [
        (("P1", 1, 2), True),
        (("P1", 0, 2), True),
        (("P1", 1, 3), True),
        (("P1", 0, 1), False),  # made already
        (("P1", 2, 3), False),  # above the target
        (("P2", 1, 2), False),  # no gap there
    ],
)
def test_an_initiative_is_a_candidate_when_it_closes_a_step_of_a_gap(
    effect: tuple[str, int, int], closes: bool
) -> None:
    assert bool(_chosen(_instance(initiative("ini-a", effect)))) is closes


def test_a_candidate_carries_what_the_planner_needs() -> None:
    work = initiative(
        "ini-a", ("P1", 1, 2), cost=Cost(50, 120, 300, Basis.ESTIMATE, text()), staff_months=1.5, quarters=2
    )
    found = _instance(work).candidates[0]
    assert (found.cost, found.staff_months, found.quarters) == (120, 1.5, 2)
    assert found.effects == work.effects


def test_candidates_stand_in_the_order_of_their_ids() -> None:
    assert _chosen(_instance(initiative("ini-b", ("P1", 1, 2)), initiative("ini-a", ("P1", 1, 2)))) == [
        "ini-a",
        "ini-b",
    ]


def test_what_comes_first_is_a_candidate_too_down_the_whole_chain() -> None:
    chain = (
        initiative("ini-a", ("P3", 0, 1)),
        initiative("ini-b", ("P4", 0, 1), prerequisites=(InitiativeId("ini-a"),)),
        initiative("ini-c", ("P1", 1, 2), prerequisites=(InitiativeId("ini-b"), InitiativeId("ini-a"))),
        initiative("ini-d", ("P5", 0, 1)),
    )
    made = _instance(*chain, levels={"P1": 1, "P3": 0, "P4": 0, "P5": 0})
    assert _chosen(made) == ["ini-a", "ini-b", "ini-c"]
    assert made.candidates[2].prerequisites == ("ini-b", "ini-a")


def test_a_prerequisite_that_the_company_has_behind_it_is_dropped() -> None:
    work = (
        initiative("ini-a", ("P3", 0, 1)),
        initiative("ini-b", ("P1", 1, 2), prerequisites=(InitiativeId("ini-a"),)),
    )
    behind = _instance(*work, levels={"P1": 1, "P3": 1})
    assert {c.initiative: c.prerequisites for c in behind.candidates}["ini-b"] == ()
    ahead = _instance(*work, levels={"P1": 1, "P3": 0})
    assert {c.initiative: c.prerequisites for c in ahead.candidates}["ini-b"] == ("ini-a",)


def test_a_prerequisite_that_the_company_will_not_do_stays_and_blocks() -> None:
    work = (
        initiative("ini-a", ("P3", 0, 1)),
        initiative("ini-b", ("P1", 1, 2), prerequisites=(InitiativeId("ini-a"),)),
    )
    refused = limits(will_not_do=(InitiativeId("ini-a"),))
    made = _instance(*work, levels={"P1": 1, "P3": 0}, limited=refused)
    assert _chosen(made) == ["ini-b"]
    assert made.candidates[0].prerequisites == ("ini-a",)


def test_what_the_company_will_not_do_is_no_candidate() -> None:
    assert (
        _chosen(_instance(initiative("ini-a", ("P1", 1, 2)), limited=limits(will_not_do=(InitiativeId("ini-a"),))))
        == []
    )


def test_initiatives_of_other_industries_are_left_away() -> None:
    work = initiative("ini-a", ("P1", 1, 2), industries=("10", "11"))
    assert _chosen(_instance(work, company=profile(division="22"))) == []
    assert _chosen(_instance(work, company=profile(division="11"))) == ["ini-a"]


def test_initiatives_whose_condition_does_not_hold_are_left_away() -> None:
    work = initiative("ini-a", ("P1", 1, 2), when=Condition("at_least", "workers", 50))
    assert _chosen(_instance(work, company=profile(workers=49))) == []
    assert _chosen(_instance(work, company=profile(workers=50))) == ["ini-a"]


# --- openings ---


def test_machine_ai_opens_with_its_own_needs_and_the_pilot_gate() -> None:
    made = _instance(use_cases=(use_case("uc-vision", {"P3": 2}),))
    assert made.openings[0].needs == (("P3", 2), ("E1", 2), ("E2", 1), ("E3", 2), ("E4", 2))


def test_office_ai_opens_with_its_own_needs() -> None:
    made = _instance(use_cases=(use_case("uc-quotes", {"B1": 1}, gate=GateKind.OFFICE),))
    assert made.openings[0].needs == ((ItemId("B1"), 1),)


def test_a_wanted_use_case_is_marked() -> None:
    both = (use_case("uc-a"), use_case("uc-b"))
    made = _instance(use_cases=both, wishes=Wishes(use_cases=(UseCaseId("uc-b"),)))
    assert [(o.use_case, o.wanted) for o in made.openings] == [("uc-a", False), ("uc-b", True)]
