"""Company A never reaches what belongs to company B, by whatever door (peers, regression 24)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assessment.roadmap.values import Adjustments
from assessment.scoring.values import Wishes
from assessment.terms import Language
from services.assessments import Given, answer, delete, describe, open_passage, renew_code
from services.errors import Forbidden, NotFound
from services.permissions import Actor, Visitor
from services.planning import adjust_plan, plan_to_adjust, set_limits
from services.ports import Documents, Tools
from services.reports import ask_for_report, build_report, read_files, read_report
from services.visits import WrittenOpinion, dismiss, my_firms, write_opinion
from tests import builders as make
from tests import fakes

NOON = make.NOON
OPINION = WrittenOpinion(NOON.date(), (), (), "")
ACTS: dict[str, Callable[[Tools, Actor], object]] = {
    "open": lambda tools, actor: open_passage(tools, actor, "b"),
    "answer": lambda tools, actor: answer(tools, actor, "b", Given("P1", 1, "laptop", 0), NOON),
    "describe": lambda tools, actor: describe(tools, actor, "b", Documents(), NOON),
    "renew the code of": lambda tools, actor: renew_code(tools, actor, "b"),
    "delete": lambda tools, actor: delete(tools, actor, "b"),
    "ask for a report of": lambda tools, actor: ask_for_report(tools, actor, "b", Language.KO, NOON),
    "dismiss the consultant of": lambda tools, actor: dismiss(tools, actor, "b", "link-b"),
    "write an opinion on": lambda tools, actor: write_opinion(tools, actor, "b", OPINION, NOON),
    "set the limits of": lambda tools, actor: set_limits(tools, actor, "b", None, Wishes(), NOON),
    "adjust the plan of": lambda tools, actor: adjust_plan(tools, actor, "b", Adjustments(), NOON),
    "look at the plan to adjust of": lambda tools, actor: plan_to_adjust(tools, actor, "b", NOON.date()),
}
READS: dict[str, Callable[[Tools, Actor], object]] = {
    "status": lambda tools, actor: read_report(tools, actor, "report-b"),
    "files": lambda tools, actor: read_files(tools, actor, "report-b"),
}


def two_companies() -> tuple[fakes.Memory, Tools]:
    """Companies a and b, each with a profile, an answer, a consultant and a finished report."""
    memory = fakes.Memory()
    tools = fakes.tools(memory)
    for name in ("a", "b"):
        tools.assessments.add(make.assessment_record(name))
        tools.assessments.put(name, Documents(profile=make.profile(name=name)), NOON)
        tools.assessments.append(name, make.event("P1", 3, author="manager"))
        tools.links.add(make.link_record(f"link-{name}"))
        tools.links.join(f"link-{name}", name)
        tools.reports.add(make.report_record(f"report-{name}", name))
        build_report(tools, f"report-{name}", NOON)
    return memory, tools


def of_company_a(visitor: Visitor) -> Actor:
    return Actor(visitor, "link-a" if visitor is Visitor.CONSULTANT else "manager", frozenset({"a"}), "A")


def everything_of_b(memory: fakes.Memory) -> str:
    return str(
        (
            memory.assessments["b"],
            [e for owner, e in memory.events if owner == "b"],
            [d for owner, d in memory.documents if owner == "b"],
            [pair for pair in memory.pairs if pair[1] == "b"],
            [r for r in memory.reports.values() if r.assessment_id == "b"],
        )
    )


@pytest.mark.parametrize("visitor", Visitor)
@pytest.mark.parametrize("act", ACTS)
def test_nobody_of_company_a_can_act_on_company_b(act: str, visitor: Visitor) -> None:
    memory, tools = two_companies()
    before = everything_of_b(memory)
    with pytest.raises(Forbidden):
        ACTS[act](tools, of_company_a(visitor))
    assert everything_of_b(memory) == before


@pytest.mark.parametrize("visitor", Visitor)
@pytest.mark.parametrize("read", READS)
def test_a_report_of_company_b_does_not_exist_for_company_a(read: str, visitor: Visitor) -> None:
    _, tools = two_companies()
    with pytest.raises(NotFound):
        READS[read](tools, of_company_a(visitor))


@pytest.mark.parametrize("read", READS)
def test_the_report_does_exist_for_company_b(read: str) -> None:
    _, tools = two_companies()
    assert READS[read](tools, Actor(Visitor.MANAGER, "manager", frozenset({"b"})))


def test_a_consultant_sees_the_own_firms_only() -> None:
    _, tools = two_companies()
    assert [firm.name for firm in my_firms(tools, of_company_a(Visitor.CONSULTANT))] == ["a"]


def test_a_consultants_reports_are_those_of_the_own_firms() -> None:
    _, tools = two_companies()
    assert read_files(tools, of_company_a(Visitor.CONSULTANT), "report-a").pdf


def test_deleting_company_a_leaves_company_b_as_it_was() -> None:
    memory, tools = two_companies()
    before = everything_of_b(memory)
    delete(tools, of_company_a(Visitor.MANAGER), "a")
    assert everything_of_b(memory) == before


def test_dismissing_by_company_a_leaves_the_same_consultant_at_company_b() -> None:
    _, tools = two_companies()
    tools.links.join("link-a", "b")
    dismiss(tools, of_company_a(Visitor.MANAGER), "a", "link-a")
    assert tools.links.assessments("link-a") == ("b",)
