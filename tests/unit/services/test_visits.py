"""A consultant's side: the link, the list of firms, taking one on, being dismissed, the written opinion."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assessment.instrument.edition import Group
from services.assessments import renew_code, start
from services.codes import Code
from services.errors import Forbidden, TooManyAttempts, WrongCode
from services.links import find_actor, make_link, open_link
from services.permissions import Act, Actor, Visitor, require
from services.ports import Documents, Tools
from services.visits import (
    WrittenOpinion,
    dismiss,
    my_firms,
    start_visit,
    take_on,
    write_opinion,
)
from tests import builders as make
from tests import fakes

CONSULTANT = Visitor.CONSULTANT
STRANGER = "address of a stranger"
WRITTEN = WrittenOpinion(date(2026, 11, 20), ((Group.PROCESS, "기록"),), ((Group.ENABLERS, "담당자"),), "작게 시작")


def manager(assessment_id: str) -> Actor:
    return Actor(Visitor.MANAGER, "manager", frozenset({assessment_id}))


def come_in(tools: Tools, code: Code) -> Actor:
    found = find_actor(tools, open_link(tools, CONSULTANT, code.token, STRANGER, make.NOON))
    assert found is not None
    return found


def new_consultant(tools: Tools, name: str = "김상담") -> Actor:
    return come_in(tools, make_link(tools, CONSULTANT, name, make.NOON))


def test_a_link_opens_for_the_consultant_it_was_made_for() -> None:
    tools = fakes.tools()
    make_link(tools, CONSULTANT, "다른 사람", make.NOON)
    actor = new_consultant(tools)
    assert (actor.visitor, actor.name, actor.opens) == (Visitor.CONSULTANT, "김상담", frozenset())


def test_the_secret_of_a_link_is_not_stored_in_the_clear() -> None:
    memory = fakes.Memory()
    code = make_link(fakes.tools(memory), CONSULTANT, "김상담", make.NOON)
    assert code.secret not in str(memory.links)


@pytest.mark.parametrize("token", ["", "nonsense", "0" * 25])
def test_a_link_that_was_never_made_opens_nothing(token: str) -> None:
    with pytest.raises(WrongCode):
        open_link(fakes.tools(), CONSULTANT, token, STRANGER, make.NOON)


def test_the_right_beginning_with_a_wrong_secret_opens_nothing() -> None:
    tools = fakes.tools()
    code = make_link(tools, CONSULTANT, "김상담", make.NOON)
    with pytest.raises(WrongCode):
        open_link(tools, CONSULTANT, Code(code.locator, "0" * 20).token, STRANGER, make.NOON)


def test_ten_wrong_links_lock_the_right_one_out() -> None:
    tools = fakes.tools()
    code = make_link(tools, CONSULTANT, "김상담", make.NOON)
    for _ in range(10):
        with pytest.raises(WrongCode):
            open_link(tools, CONSULTANT, "nonsense", STRANGER, make.NOON)
    with pytest.raises(TooManyAttempts):
        open_link(tools, CONSULTANT, code.token, STRANGER, make.NOON)


def test_wrong_codes_of_firms_count_against_the_same_lock() -> None:
    tools = fakes.tools()
    actor = new_consultant(tools)
    for _ in range(10):
        with pytest.raises(WrongCode):
            take_on(tools, actor, "nonsense", STRANGER, make.NOON)
    with pytest.raises(TooManyAttempts):
        take_on(tools, actor, "nonsense", STRANGER, make.NOON)


def test_a_revoked_link_is_nobody() -> None:
    assert find_actor(fakes.tools(), "revoked") is None


def test_a_firm_is_taken_on_with_the_code_it_handed_over() -> None:
    tools = fakes.tools()
    actor = new_consultant(tools)
    assessment_id, code = start(tools, make.NOON)
    assert take_on(tools, actor, code.shown, STRANGER, make.NOON) == assessment_id
    again = find_actor(tools, actor.id)
    assert again is not None
    assert again.opens == {assessment_id}


def test_a_firm_that_is_taken_on_sees_by_whom() -> None:
    tools = fakes.tools()
    assessment_id, code = start(tools, make.NOON)
    take_on(tools, new_consultant(tools), code.shown, STRANGER, make.NOON)
    assert [link.name for link in tools.links.consultants(assessment_id)] == ["김상담"]


def test_a_consultant_without_the_code_sees_no_firm() -> None:
    tools = fakes.tools()
    start(tools, make.NOON)
    assert my_firms(tools, new_consultant(tools)) == ()


def test_the_list_begins_with_the_firm_taken_on_last_and_shows_names_where_given() -> None:
    tools = fakes.tools()
    actor = new_consultant(tools)
    first, _ = start_visit(tools, actor, make.NOON)
    second, _ = start_visit(tools, actor, make.NOON)
    third, _ = start_visit(tools, actor, make.NOON)
    tools.assessments.put(first, Documents(profile=make.profile(name="호밀정밀(가상)")), make.NOON)
    tools.assessments.put(second, Documents(profile=make.profile()), make.NOON)
    again = find_actor(tools, actor.id)
    assert again is not None
    assert [(f.assessment_id, f.name) for f in my_firms(tools, again)] == [
        (third, None),
        (second, None),
        (first, "호밀정밀(가상)"),
    ]


def test_a_visit_hands_the_code_to_the_firm() -> None:
    tools = fakes.tools()
    assessment_id, code = start_visit(tools, new_consultant(tools), make.NOON)
    another = new_consultant(tools, "이상담")
    assert take_on(tools, another, code.shown, STRANGER, make.NOON) == assessment_id


def test_a_dismissed_consultant_opens_nothing_any_more() -> None:
    tools = fakes.tools()
    actor = new_consultant(tools)
    assessment_id, _ = start_visit(tools, actor, make.NOON)
    dismiss(tools, manager(assessment_id), assessment_id, actor.id)
    again = find_actor(tools, actor.id)
    assert again is not None
    with pytest.raises(Forbidden):
        require(again, Act.READ, assessment_id)


def test_a_consultant_cannot_dismiss_a_colleague() -> None:
    tools = fakes.tools()
    actor = new_consultant(tools)
    assessment_id, _ = start_visit(tools, actor, make.NOON)
    again = find_actor(tools, actor.id)
    assert again is not None
    with pytest.raises(Forbidden):
        dismiss(tools, again, assessment_id, actor.id)


def test_a_new_code_does_not_dismiss_the_consultant() -> None:
    tools = fakes.tools()
    actor = new_consultant(tools)
    assessment_id, _ = start_visit(tools, actor, make.NOON)
    renew_code(tools, manager(assessment_id), assessment_id)
    assert tools.links.assessments(actor.id) == (assessment_id,)


def test_an_opinion_stands_under_the_name_of_the_link() -> None:
    tools = fakes.tools()
    actor = replace(new_consultant(tools), opens=frozenset({"a"}))
    tools.assessments.add(make.assessment_record("a"))
    write_opinion(tools, actor, "a", WRITTEN, make.NOON)
    kept = tools.assessments.documents("a").opinion
    assert kept is not None
    assert (kept.consultant, kept.visited_on, kept.strengths, kept.weaknesses, kept.overall) == (
        "김상담",
        WRITTEN.visited_on,
        WRITTEN.strengths,
        WRITTEN.weaknesses,
        WRITTEN.overall,
    )


def test_a_manager_cannot_write_the_consultants_opinion() -> None:
    tools = fakes.tools()
    tools.assessments.add(make.assessment_record("a"))
    with pytest.raises(Forbidden):
        write_opinion(tools, manager("a"), "a", WRITTEN, make.NOON)
