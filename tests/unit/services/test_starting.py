"""Begin an assessment, come back with its code, be locked out after wrong ones, renew it, delete everything."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assessment.errors import InputRejected
from services.assessments import delete, guard_attempts, open_passage, renew_code, resume, start
from services.codes import Code
from services.errors import NotFound, TooManyAttempts, WrongCode
from services.permissions import Actor, Visitor
from services.ports import Tools
from tests import builders as make
from tests import fakes

NOT_A_CODE = "nonsense"
STRANGER = "address of a stranger"


def manager(assessment_id: str) -> Actor:
    return Actor(Visitor.MANAGER, "manager", frozenset({assessment_id}))


def type_wrong_codes(tools: Tools, times: int, minutes_ago: int = 0) -> None:
    for _ in range(times):
        with pytest.raises(WrongCode):
            resume(tools, NOT_A_CODE, STRANGER, make.NOON - timedelta(minutes=minutes_ago))


def test_a_new_assessment_answers_the_newest_edition() -> None:
    content = fakes.FakeContent(make.questionnaire(), make.questionnaire(edition="2026.2", content_hash="f" * 64))
    tools = fakes.tools(content=content)
    assessment_id, _ = start(tools, make.NOON)
    record = tools.assessments.get(assessment_id)
    assert record is not None
    assert (record.edition, record.content_hash, record.started_at) == ("2026.2", "f" * 64, make.NOON)


def test_without_an_edition_nothing_can_begin() -> None:
    with pytest.raises(InputRejected) as rejected:
        start(fakes.tools(content=fakes.FakeContent()), make.NOON)
    assert [p.code for p in rejected.value.problems] == ["no_content_files"]


def test_the_code_is_not_stored_in_the_clear() -> None:
    tools = fakes.tools()
    assessment_id, code = start(tools, make.NOON)
    assert code.secret not in str(tools.assessments.get(assessment_id))


def test_a_code_opens_the_assessment_it_was_made_for() -> None:
    tools = fakes.tools()
    start(tools, make.NOON)
    assessment_id, code = start(tools, make.NOON)
    assert resume(tools, code.shown.lower(), STRANGER, make.NOON) == assessment_id


def test_a_code_with_the_right_beginning_and_a_wrong_secret_opens_nothing() -> None:
    tools = fakes.tools()
    _, code = start(tools, make.NOON)
    with pytest.raises(WrongCode):
        resume(tools, Code(code.locator, "0" * 20).shown, STRANGER, make.NOON)


def test_a_code_that_was_never_made_opens_nothing() -> None:
    with pytest.raises(WrongCode):
        resume(fakes.tools(), Code("00000", "0" * 20).shown, STRANGER, make.NOON)


def test_ten_wrong_codes_lock_even_the_right_one_out() -> None:
    tools = fakes.tools()
    _, code = start(tools, make.NOON)
    type_wrong_codes(tools, 10)
    with pytest.raises(TooManyAttempts) as locked:
        resume(tools, code.shown, STRANGER, make.NOON)
    assert locked.value.minutes == 15


def test_after_nine_wrong_codes_the_right_one_still_opens() -> None:
    tools = fakes.tools()
    assessment_id, code = start(tools, make.NOON)
    type_wrong_codes(tools, 9)
    assert resume(tools, code.shown, STRANGER, make.NOON) == assessment_id


def test_a_lock_ends_after_fifteen_minutes() -> None:
    tools = fakes.tools()
    assessment_id, code = start(tools, make.NOON)
    type_wrong_codes(tools, 10, minutes_ago=16)
    assert resume(tools, code.shown, STRANGER, make.NOON) == assessment_id


def test_a_lock_still_holds_after_fourteen_minutes() -> None:
    tools = fakes.tools()
    type_wrong_codes(tools, 10, minutes_ago=14)
    with pytest.raises(TooManyAttempts):
        guard_attempts(tools, STRANGER, make.NOON)


def test_wrong_codes_of_one_visitor_do_not_lock_another() -> None:
    tools = fakes.tools()
    type_wrong_codes(tools, 10)
    guard_attempts(tools, "somebody else", make.NOON)


def test_right_codes_are_not_counted() -> None:
    tools = fakes.tools()
    _, code = start(tools, make.NOON)
    for _ in range(11):
        resume(tools, code.shown, STRANGER, make.NOON)
    assert tools.attempts.count(STRANGER, make.NOON) == 0


def test_a_renewed_code_opens_and_the_old_one_opens_nothing() -> None:
    tools = fakes.tools()
    assessment_id, old = start(tools, make.NOON)
    new = renew_code(tools, manager(assessment_id), assessment_id)
    assert resume(tools, new.shown, STRANGER, make.NOON) == assessment_id
    with pytest.raises(WrongCode):
        resume(tools, old.shown, STRANGER, make.NOON)


def test_a_deleted_assessment_is_gone_for_its_manager_and_for_its_code() -> None:
    tools = fakes.tools()
    assessment_id, code = start(tools, make.NOON)
    delete(tools, manager(assessment_id), assessment_id)
    with pytest.raises(NotFound):
        open_passage(tools, manager(assessment_id), assessment_id)
    with pytest.raises(WrongCode):
        resume(tools, code.shown, STRANGER, make.NOON)
