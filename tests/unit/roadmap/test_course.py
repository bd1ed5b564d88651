"""The course of a plan: a step counts when its work has ended, points follow the one rule, AI uses open in their quarter."""

from __future__ import annotations

from assessment.instrument.edition import Group
from assessment.roadmap.course import maturity_course
from assessment.roadmap.schedule import plan_roadmap
from assessment.roadmap.values import CourseStop, Opening, PlanningInstance
from assessment.scoring.scores import mean_points
from assessment.scoring.values import Score
from assessment.terms import Absence
from tests.builders import ALL_IDS, candidate, everywhere, instance, scored

LEVELS = dict.fromkeys(ALL_IDS, 1)


def _course(problem: PlanningInstance, levels: dict[str, int | Absence] | None = None) -> tuple[CourseStop, ...]:
    return maturity_course(scored(levels or everywhere(1)), problem, plan_roadmap(problem))


def test_it_begins_with_today_and_ends_with_the_first_quarter_after_the_plan() -> None:
    problem = instance(candidate("ini-a", ("P1", 1, 2)), levels=LEVELS)
    stops = _course(problem)
    card = scored(everywhere(1))
    assert [stop.quarter for stop in stops] == list(range(9))
    assert stops[0].levels == LEVELS
    for dimension in card.dimensions:
        assert isinstance(dimension.score, Score)
        assert stops[0].points[dimension.dimension] == dimension.score.points
    assert stops[-1].levels == plan_roadmap(problem).levels_at_end


def test_a_step_counts_from_the_quarter_after_its_work() -> None:
    stops = _course(instance(candidate("ini-a", ("P1", 1, 3), quarters=2), levels=LEVELS))
    assert [stop.levels["P1"] for stop in stops[:4]] == [1, 1, 3, 3]
    assert [stop.points[Group.PROCESS] for stop in stops[1:3]] == [20, 28]
    assert {stop.points[Group.SERVICE] for stop in stops} == {20}


def test_enablers_have_levels_and_no_points() -> None:
    last = _course(instance(candidate("ini-a", ("E1", 1, 2)), levels=LEVELS))[-1]
    assert last.levels["E1"] == 2
    assert Group.ENABLERS not in last.points


def test_a_faster_way_to_a_lower_level_counts_when_it_is_there() -> None:
    # the slow one starts first and reaches more; the quick one is there earlier
    slow = candidate("ini-slow", ("P1", 1, 3), quarters=4)
    quick = candidate("ini-quick", ("P1", 1, 2), ("P2", 1, 2), quarters=1)
    stops = _course(instance(slow, quick, levels=LEVELS))
    assert [stop.levels["P1"] for stop in stops[:5]] == [1, 2, 2, 2, 3]


def test_what_was_not_answered_stays_so() -> None:
    answered = everywhere(1, P1=Absence.NOT_APPLICABLE, **dict.fromkeys(("S1", "S2", "S3"), Absence.DONT_KNOW))
    known = {item: 1 for item in ALL_IDS if isinstance(answered[item], int)}
    both = candidate("ini-a", ("P1", 1, 2), ("P2", 1, 2))
    stops = _course(instance(both, levels=known, targets={"P2": 2}), answered)
    assert "P1" not in stops[-1].levels
    assert stops[-1].points[Group.PROCESS] == mean_points([(2, 1.0), (1, 1.0), (1, 1.0), (1, 1.0)], 3)
    assert {stop.points[Group.SERVICE] for stop in stops} == {Absence.NOT_ANSWERED}


def test_ai_uses_stand_in_the_quarter_in_which_they_open() -> None:
    opening = Opening("uc-a", (("P1", 2),), wanted=False)  # type: ignore[arg-type]
    stops = _course(instance(candidate("ini-a", ("P1", 1, 2), quarters=2), levels=LEVELS, openings=(opening,)))
    assert [stop.opened for stop in stops[:4]] == [(), (), ("uc-a",), ()]
