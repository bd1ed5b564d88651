"""A rule that stands in the way, from the company's words to the answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from assessment.errors import InputRejected
from assessment.matching.records import Recipient, RegulationRequest, RequestStatus
from services import rule_requests
from services.errors import NotFound
from services.keeping import load_newest
from services.ports import Tools
from tests import builders_cooperation as make

ONE, TWO = make.sharing("one"), make.sharing("two")
WRITTEN = rule_requests.Obstacle("a rule", "it stops us", "let us", None)


def drafted(**changes: object) -> tuple[Tools, str]:
    tools = make.tools(ONE, TWO, **changes)
    return tools, rule_requests.draft_request(tools, ONE, WRITTEN, make.NOW)


def newest(tools: Tools) -> RegulationRequest:
    (found,) = load_newest(tools, RegulationRequest)
    return found


def test_a_draft_goes_to_the_subcommittee_for_rules_where_there_is_one() -> None:
    tools, _ = drafted()
    found = newest(tools)
    assert (found.company, found.recipient, found.subcommittee) == ("one", Recipient.SUBCOMMITTEE, "law")
    assert rule_requests.load_requests_of(tools, ONE) == (found,)
    assert rule_requests.load_requests_of(tools, TWO) == ()


def test_without_such_a_subcommittee_it_goes_to_the_ministry() -> None:
    tools, _ = drafted(alliances=(make.alliance(with_rules=False),))
    assert (newest(tools).recipient, newest(tools).subcommittee) == (Recipient.MINISTRY, None)


def test_every_empty_or_endless_text_is_named() -> None:
    wrong = replace(WRITTEN, rule="", obstacle="w" * 2001)
    with pytest.raises(InputRejected) as rejected:
        rule_requests.draft_request(make.tools(ONE), ONE, wrong, make.NOW)
    assert [(p.code, p.where) for p in rejected.value.problems] == [("text_missing", "rule"), ("too_long", "obstacle")]


def test_the_ministry_has_fifteen_days_and_others_none() -> None:
    tools, request = drafted()
    rule_requests.hand_over(tools, make.DESK, request, Recipient.MINISTRY, make.NOW)
    found = newest(tools)
    assert (found.status, found.subcommittee) == (RequestStatus.HANDED_OVER, None)
    assert found.answer_due == make.TODAY + timedelta(days=15)
    assert rule_requests.find_overdue((found,), make.TODAY + timedelta(days=15)) == ()
    assert rule_requests.find_overdue((found,), make.TODAY + timedelta(days=16)) == (request,)
    tools, request = drafted()
    rule_requests.hand_over(tools, make.DESK, request, Recipient.SUBCOMMITTEE, make.NOW)
    assert (newest(tools).subcommittee, newest(tools).answer_due) == ("law", None)


def test_an_answer_ends_a_request_for_good() -> None:
    tools, request = drafted()
    rule_requests.hand_over(tools, make.DESK, request, Recipient.MINISTRY, make.NOW)
    rule_requests.record_answer(tools, make.DESK, request, RequestStatus.PARTLY_ACCEPTED, "half of it", make.NOW)
    assert (newest(tools).status, newest(tools).answer) == (RequestStatus.PARTLY_ACCEPTED, "half of it")
    rule_requests.withdraw_request(tools, ONE, request, make.NOW)
    assert [k.record.status for k in rule_requests.load_request(tools, make.DESK, request)][-1] == "partly_accepted"


def test_an_answer_has_words_and_a_kind() -> None:
    tools, request = drafted()
    with pytest.raises(InputRejected) as rejected:
        rule_requests.record_answer(tools, make.DESK, request, RequestStatus.DRAFTED, "", make.NOW)
    assert {problem.code for problem in rejected.value.problems} == {"text_missing", "not_in_list"}


def test_a_company_takes_back_its_own_request_and_no_other() -> None:
    tools, request = drafted()
    with pytest.raises(NotFound):
        rule_requests.withdraw_request(tools, TWO, request, make.NOW)
    rule_requests.withdraw_request(tools, ONE, request, make.NOW)
    assert newest(tools).status is RequestStatus.WITHDRAWN
