"""Answer an item: what is stored, what is refused, and who is told when two devices answer at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from assessment.errors import InputRejected
from assessment.instrument.edition import Condition, EvidenceClass, NotApplicableRule
from assessment.instrument.values import OwnProducts, Role
from assessment.terms import Absence
from services.assessments import Given, answer, delete, open_passage
from services.errors import AnswerConflict, NotFound
from services.permissions import Actor, Visitor
from services.ports import Documents, Tools
from tests import builders as make
from tests import fakes

MANAGER = Actor(Visitor.MANAGER, "manager", frozenset({"a", "gone"}))
CONSULTANT = Actor(Visitor.CONSULTANT, "link-1", frozenset({"a"}), "김상담")
NO_OWN_PRODUCT = NotApplicableRule(Condition("below", "own_products", 1), make.text())
"""A firm without products of its own may set the item aside."""


def stocked(meanwhile: Callable[[], object] | None = None) -> Tools:
    """Tools with one assessment ``a`` of an edition in which D3 may be set aside."""
    memory = fakes.Memory()
    edition = make.questionnaire({"D3": make.item("D3", not_applicable=NO_OWN_PRODUCT)})
    tools = fakes.tools(
        memory, content=fakes.FakeContent(edition), assessments=fakes.FakeAssessments(memory, meanwhile)
    )
    tools.assessments.add(make.assessment_record("a"))
    return tools


def given(value: int | Absence, item: str = "P1", base_version: int = 0, **changes: object) -> Given:
    return replace(Given(item, value, "laptop", base_version), **changes)  # type: ignore[arg-type]


def values(tools: Tools, item: str = "P1") -> list[int | Absence]:
    return [event.value for event in tools.assessments.events("a", item)]


def test_the_first_answer_of_an_item_is_its_version_one() -> None:
    assert answer(stocked(), MANAGER, "a", given(3), make.NOON) == 1


def test_an_answer_is_kept_as_an_event_with_everything_that_was_said() -> None:
    tools = stocked()
    said = given(3, evidence=EvidenceClass.DOCUMENTED, note="작업일지 있음")
    answer(tools, MANAGER, "a", said, make.NOON)
    (event,) = tools.assessments.events("a")
    assert event == make.event(
        "P1",
        3,
        author="manager",
        role=Role.MANAGER,
        device="laptop",
        evidence=EvidenceClass.DOCUMENTED,
        note="작업일지 있음",
    )


def test_a_consultants_answer_carries_the_link_it_came_by() -> None:
    tools = stocked()
    answer(tools, CONSULTANT, "a", given(2, evidence=EvidenceClass.MEASURED), make.NOON)
    (event,) = tools.assessments.events("a")
    assert (event.role, event.author, event.evidence) == (Role.CONSULTANT, "link-1", EvidenceClass.MEASURED)


def test_a_manager_cannot_claim_what_only_a_consultant_sees() -> None:
    with pytest.raises(InputRejected) as rejected:
        answer(stocked(), MANAGER, "a", given(4, evidence=EvidenceClass.SEEN), make.NOON)
    assert [p.code for p in rejected.value.problems] == ["evidence_beyond_role"]


def test_a_level_off_the_scale_is_refused_and_nothing_is_stored() -> None:
    tools = stocked()
    with pytest.raises(InputRejected):
        answer(tools, MANAGER, "a", given(6), make.NOON)
    assert values(tools) == []


def test_an_item_that_the_edition_does_not_have_is_refused() -> None:
    with pytest.raises(InputRejected) as rejected:
        answer(stocked(), MANAGER, "a", given(3, "P9"), make.NOON)
    assert [p.code for p in rejected.value.problems] == ["unknown_item"]


def test_setting_an_item_aside_needs_a_profile_that_allows_it() -> None:
    tools = stocked()
    aside = given(Absence.NOT_APPLICABLE, "D3", reason="우리 제품이 없음")
    with pytest.raises(InputRejected):
        answer(tools, MANAGER, "a", aside, make.NOON)
    tools.assessments.put("a", Documents(profile=make.profile(own_products=OwnProducts.NONE)), make.NOON)
    assert answer(tools, MANAGER, "a", aside, make.NOON) == 1


def test_an_assessment_that_is_gone_takes_no_answer() -> None:
    with pytest.raises(NotFound):
        answer(stocked(), MANAGER, "gone", given(3), make.NOON)


# --- peers, regression 14: refresh, back button, double click, expired session --------------------------------------


def test_the_same_answer_twice_is_one_answer() -> None:
    tools = stocked()
    assert [answer(tools, MANAGER, "a", given(3), make.NOON) for _ in range(2)] == [1, 1]
    assert values(tools) == [3]


def test_the_same_answer_from_a_second_device_is_one_answer() -> None:
    tools = stocked()
    answer(tools, MANAGER, "a", given(3), make.NOON)
    assert answer(tools, MANAGER, "a", given(3, device="phone"), make.NOON) == 1


def test_the_back_button_on_the_same_device_corrects_without_a_conflict() -> None:
    tools = stocked()
    answer(tools, MANAGER, "a", given(3), make.NOON)
    assert answer(tools, MANAGER, "a", given(2, base_version=0), make.NOON) == 2
    assert values(tools) == [3, 2]


def test_a_double_click_that_arrives_at_the_same_moment_is_one_answer() -> None:
    tools = stocked(lambda: tools.assessments.append("a", make.event("P1", 3, author="manager", device="laptop")))
    assert answer(tools, MANAGER, "a", given(3), make.NOON) == 1
    assert values(tools) == [3]


def test_two_tabs_that_answer_two_items_at_the_same_moment_lose_none() -> None:
    # Both tabs are one device and take the same number; the second must simply take the next one.
    tools = stocked(lambda: tools.assessments.append("a", make.event("P2", 5, author="manager", device="laptop")))
    assert answer(tools, MANAGER, "a", given(3), make.NOON) == 1
    assert (values(tools, "P1"), values(tools, "P2")) == ([3], [5])


def test_an_answer_that_meets_the_deletion_of_its_assessment_finds_nothing() -> None:
    tools = stocked(lambda: delete(tools, MANAGER, "a"))
    with pytest.raises(NotFound):
        answer(tools, MANAGER, "a", given(3), make.NOON)


def test_after_a_lost_session_the_answers_are_still_there() -> None:
    tools = stocked()
    answer(tools, MANAGER, "a", given(3), make.NOON)
    found = open_passage(tools, Actor(Visitor.MANAGER, "manager", frozenset({"a"})), "a").sheet.answer("P1")
    assert found is not None
    assert found.value == 3


# --- peers, regression 13: two browsers, the second writer is told ---------------------------------------------------


def test_the_second_device_is_told_and_nothing_is_overwritten() -> None:
    tools = stocked()
    answer(tools, MANAGER, "a", given(3), make.NOON)
    with pytest.raises(AnswerConflict) as conflict:
        answer(tools, MANAGER, "a", given(1, device="phone"), make.NOON)
    assert (conflict.value.theirs.value, conflict.value.mine.value) == (3, 1)
    assert values(tools) == [3]


def test_a_second_device_that_was_told_may_choose_its_own_answer() -> None:
    tools = stocked()
    answer(tools, MANAGER, "a", given(3), make.NOON)
    assert answer(tools, MANAGER, "a", given(1, device="phone", base_version=1), make.NOON) == 2
    assert values(tools) == [3, 1]


def test_two_devices_at_the_same_moment_the_later_is_told() -> None:
    tools = stocked(lambda: tools.assessments.append("a", make.event("P1", 5, author="manager", device="phone")))
    with pytest.raises(AnswerConflict) as conflict:
        answer(tools, MANAGER, "a", given(3), make.NOON)
    assert (conflict.value.theirs.value, conflict.value.mine.value) == (5, 3)
    assert values(tools) == [5]


def test_manager_and_consultant_never_stand_in_each_others_way() -> None:
    tools = stocked()
    answer(tools, MANAGER, "a", given(3), make.NOON)
    assert answer(tools, CONSULTANT, "a", given(1, device="tablet"), make.NOON) == 1


# --- peers, regression 16: a corrected answer keeps history and drops the old note -----------------------------------


def test_a_corrected_answer_drops_the_old_note_and_keeps_the_history() -> None:
    tools = stocked()
    answer(tools, MANAGER, "a", given(3, note="바코드로 함"), make.NOON)
    answer(tools, MANAGER, "a", given(1, base_version=1), make.NOON)
    counted = open_passage(tools, MANAGER, "a").sheet.answer("P1")
    assert counted is not None
    assert (counted.value, counted.note) == (1, "")
    assert [event.note for event in tools.assessments.events("a", "P1")] == ["바코드로 함", ""]


def test_a_level_instead_of_not_applicable_drops_the_reason() -> None:
    tools = stocked()
    tools.assessments.put("a", Documents(profile=make.profile(own_products=OwnProducts.NONE)), make.NOON)
    answer(tools, MANAGER, "a", given(Absence.NOT_APPLICABLE, "D3", reason="제품 없음"), make.NOON)
    answer(tools, MANAGER, "a", given(2, "D3", base_version=1), make.NOON)
    counted = open_passage(tools, MANAGER, "a").sheet.answer("D3")
    assert counted is not None
    assert (counted.value, counted.reason) == (2, "")


@pytest.mark.parametrize("change", [{"note": "새 메모"}, {"evidence": EvidenceClass.DOCUMENTED}])
def test_a_new_note_or_new_evidence_for_the_same_level_is_a_new_answer(change: dict[str, object]) -> None:
    tools = stocked()
    answer(tools, MANAGER, "a", given(3), make.NOON)
    assert answer(tools, MANAGER, "a", given(3, base_version=1, **change), make.NOON) == 2


# --- facts -----------------------------------------------------------------------------------------------------------


def scanning() -> Tools:
    """Tools with one assessment ``a`` of an edition in which P1 has a yes/no fact and a coverage."""
    facts = (make.fact("P1.2.a"), make.fact("P1.3.a", threshold=80))
    tools = fakes.tools(content=fakes.FakeContent(make.questionnaire({"P1": make.item("P1", facts=facts)})))
    tools.assessments.add(make.assessment_record("a"))
    return tools


@pytest.mark.parametrize("value", [0, 1, 79, 80, 100, Absence.DONT_KNOW])
def test_a_fact_takes_a_percentage_or_dont_know(value: int | Absence) -> None:
    tools = scanning()
    assert answer(tools, MANAGER, "a", given(value, "P1.3.a"), make.NOON) == 1
    assert open_passage(tools, MANAGER, "a").sheet.facts == {"P1.3.a": value}


@pytest.mark.parametrize(
    ("fact", "value", "code"),
    [
        ("P1.3.a", 101, "percent_out_of_range"),
        ("P1.3.a", -1, "percent_out_of_range"),
        ("P1.3.a", Absence.NOT_APPLICABLE, "fact_needs_answer"),
        ("P1.3.a", Absence.NOT_ANSWERED, "fact_needs_answer"),
        ("P1.3.z", 100, "unknown_fact"),
        ("P2.1.a", 100, "unknown_fact"),
    ],
)
def test_what_cannot_be_the_answer_to_a_fact_is_refused_and_not_stored(
    fact: str, value: int | Absence, code: str
) -> None:
    tools = scanning()
    with pytest.raises(InputRejected) as rejected:
        answer(tools, MANAGER, "a", given(value, fact), make.NOON)
    assert [(p.code, p.where) for p in rejected.value.problems] == [(code, f"facts.{fact}")]
    assert values(tools, fact) == []


def test_a_fact_can_be_answered_before_its_item() -> None:
    tools = scanning()
    answer(tools, MANAGER, "a", given(100, "P1.2.a"), make.NOON)
    assert open_passage(tools, MANAGER, "a").sheet.answer("P1") is None


def test_a_fact_has_versions_of_its_own() -> None:
    tools = scanning()
    answer(tools, MANAGER, "a", given(3), make.NOON)
    assert answer(tools, MANAGER, "a", given(0, "P1.2.a"), make.NOON) == 1
    assert answer(tools, MANAGER, "a", given(100, "P1.2.a", base_version=1), make.NOON) == 2
    assert open_passage(tools, MANAGER, "a").sheet.facts == {"P1.2.a": 100}


def test_the_second_device_is_told_of_a_fact_too() -> None:
    tools = scanning()
    answer(tools, MANAGER, "a", given(0, "P1.2.a"), make.NOON)
    with pytest.raises(AnswerConflict):
        answer(tools, MANAGER, "a", given(100, "P1.2.a", device="phone"), make.NOON)
    assert values(tools, "P1.2.a") == [0]


def test_what_a_consultant_saw_of_a_fact_counts_before_what_the_company_said() -> None:
    tools = scanning()
    answer(tools, CONSULTANT, "a", given(0, "P1.2.a"), make.NOON)
    answer(tools, MANAGER, "a", given(100, "P1.2.a"), make.NOON)
    assert open_passage(tools, MANAGER, "a").sheet.facts == {"P1.2.a": 0}
