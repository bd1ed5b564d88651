"""Other limits are tried beside those that stand, and nothing is stored."""

from __future__ import annotations

from assessment.roadmap.values import Limits
from services.assessments import open_passage
from services.permissions import Actor, Visitor
from services.planning import limits_of
from services.ports import Documents
from services.what_if import compare_limits
from tests import builders as make
from tests import fakes

MANAGER = Actor(Visitor.MANAGER, "manager", frozenset({"a"}))
TODAY = make.NOON.date()


def test_a_plan_under_other_limits_stands_beside_the_present_one() -> None:
    tools = fakes.tools()
    tools.assessments.add(make.assessment_record("a"))
    tools.assessments.put("a", Documents(profile=make.profile()), make.NOON)
    tools.assessments.append("a", make.event("P1", 1, author="manager"))
    passage = open_passage(tools, MANAGER, "a")
    tried = compare_limits(tools, passage, Limits(700, 0.5, 5), TODAY)
    assert tried.tried.case.limits == Limits(700, 0.5, 5)
    assert (tried.tried.instance.horizon, tried.tried.instance.budget_a_year) == (5, (700, 700))
    assert tried.tried.instance.staff_months == (0.5,) * 5
    same = compare_limits(tools, passage, limits_of(passage), TODAY)
    assert same.tried.case.limits == same.stands.case.limits
    assert same.tried.roadmap.scheduled == same.stands.roadmap.scheduled
    assert tools.assessments.documents("a").limits is None
