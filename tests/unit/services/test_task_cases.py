"""Cases: only of delivered tasks, only when every company in them agreed, only for who can learn from them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assessment.catalogue import Basis
from assessment.errors import InputRejected
from assessment.matching.records import TaskStatus
from services import task_cases
from services.assessments import open_passage
from services.errors import NotFound
from services.planning import diagnose_passage
from services.ports import Tools
from tests import builders_cooperation as make
from tests.builders_matching import small_supplier

ONE, TWO, THREE = make.sharing("one"), make.sharing("two"), make.sharing("three")
STORY = task_cases.Story(1, "22", "scratches", "images", "a camera", "-3%", Basis.ESTIMATE, "6 months")


def drafted(status: TaskStatus = TaskStatus.DELIVERED) -> Tools:
    """A task of two companies and a supplier, with a case that was put before them."""
    tools = make.tools(ONE, TWO, THREE)
    task = make.settled_task("t", "one", "two", status=status, cell=make.CELL)
    make.keep(tools, replace(task, members=(*task.members, small_supplier("sup-a"))))
    task_cases.draft_case(tools, make.DESK, "t", STORY, make.NOW)
    return tools


def agreed() -> Tools:
    tools = drafted()
    for sharing in (ONE, TWO):
        task_cases.answer_case(tools, sharing, "case-t", make.NOW, agrees=True)
    return tools


def test_a_case_is_shown_once_every_company_agreed_and_the_supplier_is_not_asked() -> None:
    tools = drafted()
    assert task_cases.load_cards(tools) == ()
    task_cases.answer_case(tools, ONE, "case-t", make.NOW, agrees=True)
    assert task_cases.load_cards(tools) == ()
    task_cases.answer_case(tools, TWO, "case-t", make.NOW, agrees=True)
    (card,) = task_cases.load_cards(tools)
    assert (card.task, card.cell, card.level, card.agreed_on) == ("t", make.CELL, 1, make.TODAY)
    assert [case.id for case in task_cases.load_of_task(tools, "t")] == ["case-t"]
    assert [case.id for case in task_cases.load_cases_of(tools, ONE)] == ["case-t"]
    assert task_cases.load_cases_of(tools, THREE) == ()


def test_a_company_takes_its_consent_to_a_case_back() -> None:
    tools = agreed()
    task_cases.answer_case(tools, ONE, "case-t", make.NOW, agrees=False)
    assert task_cases.load_cards(tools) == ()


def test_a_case_that_was_written_anew_asks_everybody_again() -> None:
    tools = agreed()
    task_cases.draft_case(tools, make.DESK, "t", replace(STORY, effect="-9%"), make.NOW)
    assert task_cases.load_cards(tools) == ()


def test_a_task_that_did_not_deliver_is_no_case() -> None:
    with pytest.raises(InputRejected) as rejected:
        drafted(TaskStatus.RUNNING)
    assert [problem.code for problem in rejected.value.problems] == ["not_delivered"]


def test_a_case_without_words_or_level_is_none() -> None:
    tools = drafted()
    with pytest.raises(InputRejected) as rejected:
        task_cases.draft_case(tools, make.DESK, "t", replace(STORY, data="", level=6), make.NOW)
    assert {problem.where for problem in rejected.value.problems} == {"data", "level"}


def test_a_case_of_others_cannot_be_answered() -> None:
    with pytest.raises(NotFound):
        task_cases.answer_case(drafted(), THREE, "case-t", make.NOW, agrees=True)


def test_a_company_that_wants_the_same_and_stands_there_learns_from_it() -> None:
    tools = agreed()
    diagnosis = diagnose_passage(tools, open_passage(tools, make.MANAGER, "a"), make.TODAY)
    assert [match.card.id for match in task_cases.find_cases_for(tools, diagnosis)] == ["case-t"]
