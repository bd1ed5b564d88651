"""What the association prepares: seats, packs, matching days, leads, indicators."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from assessment.catalogue import EntryState, QualifiedRule
from assessment.matching.agreements import Purpose
from assessment.matching.meeting import SharedGap
from assessment.matching.records import Lead, LeadStage, Recipient, TaskStatus
from assessment.matching.values import SeatRules
from services import meetings, needs, rule_requests
from services.errors import NotFound
from services.keeping import load_newest
from services.ports import Tools
from tests import builders_cooperation as make
from tests import builders_disclosure as given
from tests import builders_matching as matching
from tests import builders_published as published
from tests.unit.services.test_needs import WANTED
from tests.unit.services.test_rule_requests import WRITTEN

ONE, TWO = make.sharing("one", "ind-a"), make.sharing("two", "ind-b")
FREE = SeatRules(smallest=1, industries=1, least_companies=0.0, least_suppliers=0.0, most_of_one_industry=1.0)


def test_seats_are_for_companies_that_agreed_to_it_and_for_approved_suppliers() -> None:
    other = make.sharing("other", purposes=(Purpose.PARTNERS,))
    waiting = make.supplier("sup-b", entry=matching.entry(EntryState.PROPOSED))
    tools = make.tools(ONE, other, suppliers=(make.supplier("sup-a"), waiting))
    plan = meetings.fill_seats(tools, make.DESK, FREE, make.TODAY)
    assert {(seat.applicant, seat.subcommittee) for seat in plan.seats} == {("one", "makers"), ("sup-a", "makers")}
    assert [name for name, _ in plan.not_formed] == ["law"]


def test_a_pack_holds_what_concerns_its_subcommittee_and_nothing_else() -> None:
    tools = make.tools(ONE, TWO)
    needs.post_need(tools, ONE, WANTED, make.NOW)
    rule_requests.draft_request(tools, ONE, WRITTEN, make.NOW)
    ministry = rule_requests.draft_request(tools, ONE, WRITTEN, make.NOW)
    rule_requests.hand_over(tools, make.DESK, ministry, Recipient.MINISTRY, make.NOW)
    make.keep(
        tools,
        make.settled_task("new", "one", "two", subcommittee="makers"),
        make.settled_task(
            "still",
            "one",
            "two",
            subcommittee="makers",
            status=TaskStatus.RUNNING,
            moved_on=make.TODAY - timedelta(days=91),
        ),
        make.settled_task("elsewhere", "one", "two", subcommittee="law"),
    )
    makers = meetings.load_meeting(tools, make.DESK, "makers", make.TODAY)
    assert [need.requirement for need in makers.needs] == [WANTED.requirement]
    assert ([t.id for t in makers.candidates], [t.id for t in makers.stalled]) == (["new"], ["still"])
    assert makers.requests == ()
    law = meetings.load_meeting(tools, make.DESK, "law", make.TODAY)
    assert (law.needs, [t.id for t in law.candidates], len(law.requests)) == ((), ["elsewhere"], 1)


def test_a_pack_takes_its_gaps_from_the_newest_release() -> None:
    tools = make.tools()
    assert meetings.load_meeting(tools, make.DESK, "makers", make.TODAY).gaps is None
    release = published.gaps(P1={"plastics": (20, 40)})
    old = replace(release, id="2025", as_of=release.as_of - timedelta(days=365), tables=())
    for one in (release, old):
        tools.published.kept[one.id] = given.publication(one)
    gaps = meetings.load_meeting(tools, make.DESK, "makers", make.TODAY).gaps
    assert gaps is not None
    assert (gaps.release, gaps.gaps) == ("2026", (SharedGap("P1", 20, 40),))


def test_a_subcommittee_that_the_edition_lacks_has_no_pack() -> None:
    with pytest.raises(NotFound):
        meetings.load_meeting(make.tools(), make.DESK, "none", make.TODAY)


def stocked() -> Tools:
    """Two companies to be introduced, one that shows no needs, one that agreed to something else."""
    shared = (ONE, TWO, make.sharing("silent", needs={}), make.sharing("other", purposes=(Purpose.PARTNERS,)))
    return make.tools(*shared)


def test_a_matching_day_lists_who_agreed_to_it() -> None:
    day = meetings.plan_day(stocked(), make.DESK, make.TODAY)
    assert [entry.company for entry in day.lists.lists] == ["one", "two"]
    assert [supplier for supplier, _ in day.lists.lists[0].listed] == ["sup-a"]


def test_leads_are_noted_once_and_go_further_step_by_step() -> None:
    tools = stocked()
    assert (meetings.record_leads(tools, make.DESK, make.NOW), meetings.record_leads(tools, make.DESK, make.NOW)) == (
        2,
        0,
    )
    for _ in range(3):
        meetings.advance_lead(tools, make.DESK, "sup-a", "one", make.NOW)
    assert [(lead.company, lead.stage) for lead in load_newest(tools, Lead)] == [
        ("one", LeadStage.CONTRACTED),
        ("two", LeadStage.SHOWN),
    ]
    assert len(tools.cooperation.store.history(Lead, "sup-a one")) == 3
    with pytest.raises(NotFound):
        meetings.advance_lead(tools, make.DESK, "sup-a", "nobody", make.NOW)


def test_indicators_need_a_definition_of_a_qualified_supplier() -> None:
    tools = stocked()
    assert meetings.load_indicators(tools, make.DESK, make.TODAY) is None
    defined = matching.definition((QualifiedRule.APPROVED, None))
    tools = make.tools(ONE, qualified=(defined,))
    make.keep(tools, make.settled_task("t", "one", "two", status=TaskStatus.DELIVERED))
    found = meetings.load_indicators(tools, make.DESK, make.TODAY)
    assert found is not None
    assert (found.tasks, found.delivered, found.qualified_never_shown) == (1, 1, ("sup-a",))
    assert replace(found, on=make.TODAY) == found
