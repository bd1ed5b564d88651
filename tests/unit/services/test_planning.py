"""What a plan keeps to: limits and wishes, the adviser's decisions, and the plan before that each change leaves behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from assessment.catalogue import InitiativeId, KpiId, UseCaseId
from assessment.errors import InputRejected
from assessment.roadmap.values import Adjustments, Limits, OwnerNumbers, PreviousPlan
from assessment.scoring.values import Wishes
from services.assessments import open_passage
from services.errors import Forbidden, NotFound
from services.permissions import Actor, Visitor
from services.planning import adjust_plan, limits_of, plan_to_adjust, set_limits, small_lane
from services.ports import Documents, Tools
from tests import builders as make
from tests import fakes

MANAGER = Actor(Visitor.MANAGER, "manager", frozenset({"a"}))
CONSULTANT = Actor(Visitor.CONSULTANT, "l", frozenset({"a"}), "김상담")
FIRST, SECOND = InitiativeId("ini-first"), InitiativeId("ini-second")
INITIATIVES = (
    make.initiative(FIRST, ("P1", 1, 2)),
    make.initiative(SECOND, ("P1", 2, 3), ("P2", 1, 2), prerequisites=(FIRST,)),
)
CATALOGUE = make.catalogue(
    initiatives=INITIATIVES, use_cases=tuple(make.use_case(f"uc-{n}", {"P1": 2}) for n in range(4))
)
GIVEN = make.limits(will_not_do=(SECOND,), numbers=OwnerNumbers(sales=52_000.0))
NONE = make.limits(budget_a_year=0, staff_months_a_quarter=0.0)
LATER = make.NOON + timedelta(days=40)


def stocked(**documents: object) -> Tools:
    """Company a, which answered two items, so that there is something to plan."""
    tools = fakes.tools(content=fakes.FakeContent(make.questionnaire(), catalogue=CATALOGUE))
    tools.assessments.add(make.assessment_record("a"))
    tools.assessments.put("a", replace(Documents(profile=make.profile()), **documents), make.NOON)  # type: ignore[arg-type]
    for sequence, item in enumerate(("P1", "P2")):
        assert tools.assessments.append("a", make.event(item, 1, sequence=sequence))
    return tools


def stored(tools: Tools) -> Documents:
    return tools.assessments.documents("a")


def starts_shown(tools: Tools) -> dict[InitiativeId, int]:
    planned = plan_to_adjust(tools, CONSULTANT, "a", make.NOON.date()).roadmap.scheduled
    return {entry.initiative: entry.start for entry in planned}


# --- the limits that hold --------------------------------------------------------------------------------------------


def test_a_company_that_names_no_limits_gets_those_of_its_size() -> None:
    assert limits_of(open_passage(stocked(), MANAGER, "a")) == Limits(10000, 4.5, 8, assumed=True)


def test_named_limits_hold() -> None:
    assert limits_of(open_passage(stocked(limits=GIVEN), MANAGER, "a")) == GIVEN


def test_there_are_no_limits_before_the_company_describes_itself() -> None:
    with pytest.raises(NotFound, match="profile"):
        limits_of(open_passage(stocked(profile=None), MANAGER, "a"))


def test_the_small_lane_changes_money_and_time_and_nothing_else() -> None:
    assert small_lane(replace(GIVEN, assumed=True)) == replace(GIVEN, budget_a_year=1000, horizon=4)


# --- setting them ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("actor", [MANAGER, CONSULTANT], ids=["manager", "consultant"])
def test_limits_and_wishes_are_kept_and_the_rest_stays(actor: Actor) -> None:
    opinion = make.opinion()
    tools = stocked(opinion=opinion)
    wishes = Wishes(kpis=(KpiId("kpi-defects"),))
    set_limits(tools, actor, "a", GIVEN, wishes, make.NOON)
    assert (stored(tools).limits, stored(tools).wishes, stored(tools).opinion) == (GIVEN, wishes, opinion)


def test_no_limits_lead_back_to_those_of_the_size() -> None:
    tools = stocked(limits=GIVEN)
    set_limits(tools, MANAGER, "a", None, Wishes(), make.NOON)
    assert stored(tools).limits is None
    assert limits_of(open_passage(tools, MANAGER, "a")).assumed


def test_limits_that_allow_nothing_are_kept() -> None:
    tools = stocked()
    set_limits(tools, MANAGER, "a", NONE, Wishes(), make.NOON)
    assert starts_shown(tools) == {}


def test_the_plan_before_the_change_is_remembered() -> None:
    tools = stocked()
    before = starts_shown(tools)
    set_limits(tools, MANAGER, "a", GIVEN, Wishes(), LATER)
    assert before.keys() == {FIRST, SECOND}
    assert stored(tools).previous == PreviousPlan(LATER.date(), before)


def test_an_empty_plan_does_not_push_out_the_one_before() -> None:
    tools = stocked()
    before = starts_shown(tools)
    set_limits(tools, MANAGER, "a", NONE, Wishes(), make.NOON)
    set_limits(tools, MANAGER, "a", GIVEN, Wishes(), LATER)
    assert stored(tools).previous == PreviousPlan(make.NOON.date(), before)


def test_nothing_new_stores_nothing() -> None:
    tools = stocked(limits=GIVEN)
    known = stored(tools)
    set_limits(tools, MANAGER, "a", GIVEN, Wishes(), LATER)
    assert stored(tools) is known


def test_all_problems_come_at_once_and_nothing_is_kept() -> None:
    tools = stocked()
    known = stored(tools)
    limits = Limits(-1, 2.0, 13, will_not_do=(InitiativeId("ini-none"),))
    wishes = Wishes(
        use_cases=tuple(UseCaseId(f"uc-{n}") for n in range(4)), kpis=tuple(KpiId(f"kpi-{n}") for n in range(6))
    )
    with pytest.raises(InputRejected) as rejected:
        set_limits(tools, MANAGER, "a", limits, wishes, make.NOON)
    assert {(p.where, p.code) for p in rejected.value.problems} == {
        ("wishes.kpis", "unknown_id"),
        ("limits.will_not_do", "unknown_id"),
        ("wishes.kpis", "too_many_kpis"),
        ("wishes.use_cases", "too_many_uses"),
        ("limits.budget_a_year", "out_of_range"),
        ("limits.horizon", "out_of_range"),
    }
    assert stored(tools) is known


# --- the adviser's decisions -----------------------------------------------------------------------------------------


MADE = Adjustments(pinned={FIRST: date(2027, 1, 1)}, removed=(SECOND,), quotations={FIRST: 120})


def test_decisions_of_the_adviser_are_kept_with_the_plan_before() -> None:
    tools = stocked(limits=GIVEN)
    before = starts_shown(tools)
    adjust_plan(tools, CONSULTANT, "a", MADE, LATER)
    assert (stored(tools).adjustments, stored(tools).limits) == (MADE, GIVEN)
    assert stored(tools).previous == PreviousPlan(LATER.date(), before)


def test_new_decisions_take_the_place_of_all_earlier_ones() -> None:
    tools = stocked(adjustments=MADE)
    adjust_plan(tools, CONSULTANT, "a", Adjustments(), make.NOON)
    assert stored(tools).adjustments == Adjustments()


def test_decisions_that_contradict_each_other_are_refused() -> None:
    tools = stocked()
    with pytest.raises(InputRejected) as rejected:
        adjust_plan(tools, CONSULTANT, "a", Adjustments(added=(FIRST,), removed=(FIRST,)), make.NOON)
    assert [p.code for p in rejected.value.problems] == ["in_and_out"]
    assert stored(tools).adjustments == Adjustments()


def test_a_manager_adjusts_nothing() -> None:
    tools = stocked()
    with pytest.raises(Forbidden):
        adjust_plan(tools, MANAGER, "a", MADE, make.NOON)
    with pytest.raises(Forbidden):
        plan_to_adjust(tools, MANAGER, "a", make.NOON.date())
    assert stored(tools).adjustments == Adjustments()
