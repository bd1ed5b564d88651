"""Campaigns: codes that are nowhere but in the letters, consultants assigned before anybody answers, response by segment."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assessment.errors import InputRejected
from services import assessments, campaigns
from services.codes import parse_code
from services.errors import Forbidden, NotFound
from services.links import find_actor, make_link
from services.permissions import Visitor
from services.ports import Tools
from tests import builders as plain
from tests import fakes
from tests.builders_campaigns import campaign, order
from tests.builders_cooperation import DESK, MANAGER, NOW

BEGINS, ENDS = date(2026, 11, 1), date(2026, 12, 31)


@pytest.fixture
def tools() -> Tools:
    return fakes.tools()


def consultant(tools: Tools, name: str = "김상담") -> str:
    make_link(tools, Visitor.CONSULTANT, name, NOW)
    return next(link.id for link in campaigns.load_consultants(tools, DESK) if link.name == name)


def issued(tools: Tools, campaign_id: str, count: int, segment: str = "경남") -> tuple[str, ...]:
    """Codes of letters that were handed over."""
    drawn, letters = campaigns.draw_up(tools, DESK, campaign(id=campaign_id), order(count, segment=segment), NOW)
    campaigns.issue(tools, DESK, drawn)
    return letters.codes


def test_campaigns_stand_by_their_beginning() -> None:
    tools = fakes.tools()
    for name, begins in (("old", date(2025, 1, 1)), ("b", BEGINS), ("a", BEGINS)):
        campaigns.begin_campaign(tools, DESK, name, begins, ENDS)
    assert [found.name for found in campaigns.load_campaigns(tools, DESK)] == ["a", "b", "old"]


def test_every_problem_of_a_campaign_is_named(tools: Tools) -> None:
    with pytest.raises(InputRejected) as rejected:
        campaigns.begin_campaign(tools, DESK, "n" * 81, ENDS, BEGINS)
    assert [(p.code, p.where) for p in rejected.value.problems] == [
        ("too_long", "name"),
        ("ends_before_it_begins", "ends"),
    ]
    campaigns.begin_campaign(tools, DESK, "one", BEGINS, BEGINS)
    with pytest.raises(InputRejected) as rejected:
        campaigns.begin_campaign(tools, DESK, "one", BEGINS, ENDS)
    assert [p.code for p in rejected.value.problems] == ["name_taken"]


def test_each_code_opens_an_empty_assessment_of_its_own(tools: Tools) -> None:
    codes = issued(tools, "c", 3)
    opened = {assessments.resume(tools, code, "key", NOW) for code in codes}
    assert len(opened) == 3
    assert all(not tools.assessments.events(found) for found in opened)


def test_what_is_stored_has_no_code(tools: Tools) -> None:
    drawn, letters = campaigns.draw_up(tools, DESK, campaign(), order(2), NOW)
    for code in letters.codes:
        assert code.replace("-", "")[5:] not in repr(drawn)


def test_letters_that_are_not_issued_open_nothing(tools: Tools) -> None:
    campaigns.draw_up(tools, DESK, campaign(), order(), NOW)
    assert tools.assessments.count() == 0


def test_a_code_is_never_given_twice(monkeypatch: pytest.MonkeyPatch, tools: Tools) -> None:
    first = issued(tools, "c", 1)[0]
    letters = "".join(first.split("-"))
    again = parse_code(first)
    other = parse_code("ZZZZZ" + letters[5:])
    drawn = iter([again, other])
    monkeypatch.setattr(campaigns, "new_code", lambda: next(drawn))
    assert issued(tools, "c", 1)[0].startswith("ZZZZZ-")


def test_the_letter_names_the_consultant_who_sees_the_answers(tools: Tools) -> None:
    link = consultant(tools)
    drawn, letters = campaigns.draw_up(tools, DESK, campaign(), order(2, link_id=link), NOW)
    campaigns.issue(tools, DESK, drawn)
    assert letters.batch.consultant == "김상담"
    actor = find_actor(tools, link)
    assert actor is not None
    assert actor.opens == {opening.assessment_id for opening in drawn.openings}


def test_every_problem_of_an_order_is_named(tools: Tools) -> None:
    make_link(tools, Visitor.SUPPLIER, "sup-a", NOW)
    supplier = tools.links.holders("supplier")[0].id
    for link, wrong in (("nobody", order(0, segment="")), (supplier, order(4, segment="s" * 41, most=3))):
        with pytest.raises(InputRejected) as rejected:
            campaigns.draw_up(tools, DESK, campaign(), replace(wrong, link_id=link), NOW)
        assert [p.where for p in rejected.value.problems] == ["segment", "count", "consultant"]


def test_the_response_is_counted_by_segment_and_withheld_below_the_floor(tools: Tools) -> None:
    made = campaigns.begin_campaign(tools, DESK, "one", BEGINS, ENDS)
    many, few = issued(tools, made.id, 14, "많음"), issued(tools, made.id, 4, "적음")
    items = [item.id for item in plain.questionnaire().items]
    for place, code in enumerate((*many[:13], *few)):
        found = assessments.resume(tools, code, "key", NOW)
        for sequence, item in enumerate(items if place < 11 else items[:1]):
            tools.assessments.append(found, plain.event(item, 1, sequence=sequence))
    course = campaigns.load_course(tools, DESK, made.id)
    assert [(r.segment, r.invited, r.begun, r.complete) for r in (course.total, *course.segments)] == [
        ("", 18, 10, 10),
        ("많음", 14, 10, 10),
        ("적음", 4, None, None),
    ]
    assert [batch.invited for batch in course.batches] == [14, 4]


def test_a_campaign_that_is_not_there_is_said_so(tools: Tools) -> None:
    with pytest.raises(NotFound):
        campaigns.load_course(tools, DESK, "none")


def test_only_the_association_keeps_campaigns(tools: Tools) -> None:
    drawn, _ = campaigns.draw_up(tools, DESK, campaign(), order(), NOW)
    with pytest.raises(Forbidden):
        campaigns.begin_campaign(tools, MANAGER, "one", BEGINS, ENDS)
    with pytest.raises(Forbidden):
        campaigns.draw_up(tools, MANAGER, campaign(), order(), NOW)
    with pytest.raises(Forbidden):
        campaigns.issue(tools, MANAGER, drawn)
    with pytest.raises(Forbidden):
        campaigns.load_course(tools, MANAGER, "c")
    with pytest.raises(Forbidden):
        campaigns.load_consultants(tools, MANAGER)
