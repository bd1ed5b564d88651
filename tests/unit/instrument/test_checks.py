"""What can be wrong with an edition, an answer, a sheet or a profile; every finding has its own case."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assessment.catalogue import Catalogue
from assessment.instrument.checks import (
    default_path_length,
    find_answer_problems,
    find_profile_problems,
    find_questionnaire_problems,
    find_sheet_problems,
    is_business_number,
)
from assessment.instrument.edition import (
    Anchor,
    Band,
    Concern,
    ConcernId,
    Condition,
    EvidenceClass,
    Gate,
    Group,
    ItemId,
    NotApplicableRule,
    Questionnaire,
    Station,
    Variant,
    Wording,
)
from assessment.instrument.values import (
    LEGAL_CLASSES,
    AiUse,
    Answer,
    AnswerSheet,
    OwnProducts,
    Profile,
    Role,
    UseState,
)
from assessment.programmes import YesNoQuestion
from assessment.terms import Absence, Problem, Text
from tests.builders import ALL_IDS, answer, catalogue, fact, item, method, profile, sheet, text, wording
from tests.builders import questionnaire as edition

PUBLISHED_HASH = edition().content_hash
NO_OWN_PRODUCT = NotApplicableRule(Condition("below", "own_products", 1), text())


def _codes(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


def _with_anchor(position: int, /, **changes: object) -> Wording:
    made = wording("P1")
    anchors = tuple(replace(a, **changes) if a.level == position else a for a in made.anchors)  # type: ignore[arg-type]
    return replace(made, anchors=anchors)


# --- the edition ---


def test_a_plain_edition_has_no_problems() -> None:
    assert find_questionnaire_problems(edition()) == []


def test_the_real_edition_has_no_problems(questionnaire: Questionnaire) -> None:
    assert find_questionnaire_problems(questionnaire) == []


@pytest.mark.parametrize(
    ("status", "published_hash", "codes"),
    [
        ("published", PUBLISHED_HASH, []),
        ("published", "1" * 64, ["published_edition_changed"]),
        ("draft", "", []),
    ],
)
def test_a_published_edition_never_changes(status: str, published_hash: str, codes: list[str]) -> None:
    found = find_questionnaire_problems(edition(status=status, published_hash=published_hash))
    assert _codes(found) == codes


PLAIN = edition()
BROKEN = {
    "an item that stands twice": (replace(PLAIN, items=(*PLAIN.items, item("P1"))), ["repeated_id"]),
    "an item that is not there": (
        replace(PLAIN, items=PLAIN.items[1:], walk=(Station("s", text(), ALL_IDS[1:]),)),
        ["items_missing", "unknown_item"],
    ),
    "an item in the wrong folder": (
        replace(PLAIN, items=(*PLAIN.items[1:], item("P1", group=Group.SERVICE))),
        ["items_missing", "items_in_wrong_folder"],
    ),
    "an item that nobody meets": (replace(PLAIN, walk=(Station("s", text(), ALL_IDS[1:]),)), ["not_on_the_walk"]),
    "a walk to an unknown item": (
        replace(PLAIN, walk=(Station("s", text(), (*ALL_IDS, ItemId("X9"))),)),
        ["unknown_item"],
    ),
    "an item met twice": (replace(PLAIN, walk=(Station("s", text(), (*ALL_IDS, ALL_IDS[0])),)), ["walked_twice"]),
    "anchors out of order": (
        edition({"P1": item("P1", wording=_with_anchor(5, level=4))}),
        ["levels_out_of_order"],
    ),
    "an anchor with nothing to look for": (
        edition({"P1": item("P1", wording=_with_anchor(2, look_for=None))}),
        ["evidence_missing"],
    ),
    "something to look for at level 0": (
        edition({"P1": item("P1", wording=_with_anchor(0, look_for=text()))}),
        ["evidence_missing"],
    ),
    "two anchors with the same words": (
        edition({"P1": item("P1", wording=_with_anchor(2, text=text("P1 1")))}),
        ["same_anchor_twice"],
    ),
    "a variant with bad anchors": (
        edition({"P1": item("P1", variant=Variant(Condition("not"), _with_anchor(2, look_for=None)))}),
        ["evidence_missing"],
    ),
    "a fact that stands twice": (
        edition({"P1": item("P1", facts=(fact("P1.3.a"), fact("P1.3.a")))}),
        ["repeated_id"],
    ),
    "a fact under the wrong item": (edition({"P1": item("P1", facts=(fact("P2.3.a"),))}), ["fact_id_does_not_fit"]),
    "a fact of another level": (
        edition({"P1": item("P1", facts=(replace(fact("P1.3.a"), level=2),))}),
        ["fact_id_does_not_fit"],
    ),
    "a gate that forgets an enabler": (
        edition(gates=replace(PLAIN.gates, pilot=Gate("pilot", text(), ((ItemId("E1"), 2),)))),
        ["gate_needs_every_enabler"],
    ),
    "a concern about an unknown item": (
        edition(concerns=(Concern(ConcernId("con-x"), text(), (ItemId("X9"),), ()),)),
        ["unknown_item"],
    ),
    "a ladder of unknown items": (edition(method=method(ladder_items=(ItemId("X9"),))), ["unknown_item"]),
    "bands that fall": (
        edition(scales=replace(PLAIN.scales, bands=(Band(0, text()), Band(40, text()), Band(20, text())))),
        ["bands_not_rising"],
    ),
    "bands that do not start at nought": (
        edition(scales=replace(PLAIN.scales, bands=(Band(20, text()), Band(40, text())))),
        ["bands_not_rising"],
    ),
    "a default path of more than 4,500 characters": (
        edition({"P1": item("P1", name=Text("가" * 4501, "long"))}),
        ["default_path_too_long"],
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_an_edition_is_refused_for(name: str) -> None:
    broken, codes = BROKEN[name]
    assert _codes(find_questionnaire_problems(broken)) == codes


def test_the_default_path_is_name_question_why_and_the_first_four_anchors() -> None:
    # name 2 + question 3 + why 1 + anchors 0-3 of 4 characters each = 22; anchors 4 and 5 are folded away.
    anchors = tuple(Anchor(n, Text("네글자!", "x"), None) for n in range(6))
    asked = item("P1", name=Text("이름", "x"), wording=Wording(Text("질문?", "x"), Text("왜", "x"), anchors))
    assert default_path_length(replace(PLAIN, items=(asked,))) == 22


def test_an_edition_finds_its_items_by_id_and_has_no_others() -> None:
    assert PLAIN.item("E4").id == "E4"
    with pytest.raises(KeyError):
        PLAIN.item("X9")


# --- one answer ---


@pytest.mark.parametrize("level", range(6))
def test_every_level_from_nought_to_five_is_an_answer(level: int) -> None:
    assert find_answer_problems(edition(), answer("P1", level), profile()) == []


@pytest.mark.parametrize("level", [-1, 6])
def test_a_level_off_the_scale_is_refused(level: int) -> None:
    assert _codes(find_answer_problems(edition(), answer("P1", level), profile())) == ["level_out_of_range"]


def test_an_unknown_item_is_refused() -> None:
    assert _codes(find_answer_problems(edition(), answer("X9", 1), profile())) == ["unknown_item"]


def test_dont_know_is_always_allowed() -> None:
    assert find_answer_problems(edition(), answer("E1", Absence.DONT_KNOW), profile()) == []


def test_not_applicable_is_refused_where_the_item_does_not_say_so() -> None:
    given = answer("P1", Absence.NOT_APPLICABLE, reason="because")
    assert _codes(find_answer_problems(edition(), given, profile())) == ["not_applicable_not_allowed"]


def test_not_applicable_is_refused_for_a_company_that_the_rule_does_not_mean() -> None:
    ruled = edition({"D3": item("D3", not_applicable=NO_OWN_PRODUCT)})
    given = answer("D3", Absence.NOT_APPLICABLE, reason="because")
    maker, subcontractor = profile(own_products=OwnProducts.ALL), profile(own_products=OwnProducts.NONE)
    assert _codes(find_answer_problems(ruled, given, maker)) == ["not_applicable_not_allowed"]
    assert find_answer_problems(ruled, given, subcontractor) == []


def test_not_applicable_needs_its_reason() -> None:
    ruled = edition({"D3": item("D3", not_applicable=NO_OWN_PRODUCT)})
    given = answer("D3", Absence.NOT_APPLICABLE, reason=" ")
    company = profile(own_products=OwnProducts.NONE)
    assert _codes(find_answer_problems(ruled, given, company)) == ["reason_missing"]


@pytest.mark.parametrize("role", [Role.MANAGER, Role.COLLEAGUE])
@pytest.mark.parametrize("evidence", EvidenceClass)
def test_a_self_assessor_sets_only_claimed_or_documented(role: Role, evidence: EvidenceClass) -> None:
    found = _codes(find_answer_problems(edition(), answer("P1", 2, role=role, evidence=evidence), profile()))
    own = evidence in (EvidenceClass.CLAIMED, EvidenceClass.DOCUMENTED)
    assert found == ([] if own else ["evidence_beyond_role"])


@pytest.mark.parametrize("evidence", EvidenceClass)
def test_a_consultant_sets_every_evidence_class(evidence: EvidenceClass) -> None:
    assert find_answer_problems(edition(), answer("P1", 2, role=Role.CONSULTANT, evidence=evidence), profile()) == []


# --- the profile ---

COMPANY = profile()


@pytest.mark.parametrize(
    ("company", "code"),
    [
        (replace(COMPANY, division="99"), "unknown_division"),
        (replace(COMPANY, region="00"), "unknown_region"),
        (replace(COMPANY, workers=0), "workers_impossible"),
        (replace(COMPANY, industry_code="29111"), "industry_code_does_not_fit"),
        (replace(COMPANY, concerns=(ConcernId("con-x"),)), "unknown_concern"),
        (replace(COMPANY, business_number="123-45-67890"), "business_number_wrong"),
        (replace(COMPANY, legal_class="tiny"), "not_in_list"),
        (replace(COMPANY, support_answers={"q-nobody-asks": True}), "unknown_id"),
    ],
)
def test_a_profile_is_refused_for(company: Profile, code: str) -> None:
    assert _codes(find_profile_problems(edition(), company, catalogue())) == [code]


def test_up_to_three_concerns_may_be_named() -> None:
    ids = tuple(ConcernId(f"con-{n}") for n in range(4))
    known = edition(concerns=tuple(Concern(i, text(), (), ()) for i in ids))
    assert find_profile_problems(known, profile(concerns=ids[:3]), catalogue()) == []
    assert _codes(find_profile_problems(known, profile(concerns=ids), catalogue())) == ["too_many_concerns"]


def test_a_full_profile_has_no_problems() -> None:
    full = profile(industry_code="22241", business_number="123-45-67891", concerns=(ConcernId("con-stock"),))
    assert find_profile_problems(edition(), full, catalogue()) == []


@pytest.mark.parametrize("legal_class", [None, *LEGAL_CLASSES])
def test_what_programmes_ask_may_be_said_or_not(legal_class: str | None) -> None:
    known = replace(catalogue(), questions=(YesNoQuestion("q-closed", text()),))
    company = profile(legal_class=legal_class, support_answers={"q-closed": False})
    assert find_profile_problems(edition(), company, known) == []


def test_every_manufacturing_division_from_10_to_34_is_known(
    questionnaire: Questionnaire, catalogue: Catalogue
) -> None:
    refused = [d for d in range(10, 35) if find_profile_problems(questionnaire, profile(division=str(d)), catalogue)]
    assert refused == []


@pytest.mark.parametrize(
    ("number", "is_right"),
    [
        # 1·1 + 2·3 + 3·7 + 4·1 + 5·3 + 6·7 + 7·1 + 8·3 + 9·5 = 165, + 45 // 10 = 169 → check digit 1
        ("123-45-67891", True),
        ("1234567891", True),
        ("123-45-67892", False),
        ("123-45-6789", False),
        ("123-45-678911", False),
        ("123-45-6789a", False),
        ("123-45-6789¹", False),
        ("１２３4567891", False),
        ("", False),
        ("000-00-00000", True),
    ],
)
def test_a_business_number_has_ten_plain_digits_and_the_right_check_digit(number: str, is_right: bool) -> None:
    assert is_business_number(number) is is_right


# --- the whole sheet ---


def _sheet_codes(given: AnswerSheet) -> list[str]:
    with_facts = edition({"P1": item("P1", facts=(fact("P1.3.a"),))})
    return _codes(find_sheet_problems(with_facts, given, profile(), catalogue()))


def _wrong() -> Answer:
    return answer("P1", 9)


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        (sheet({"P1": 3}, facts={"P1.3.a": 100}, office_rules={"usage-rule": False}), []),
        (sheet(ai_uses=(AiUse("ai-vision", UseState.TRIED),)), []),
        (sheet({"P1": 9}), ["level_out_of_range"]),
        (sheet({"P1": 1}, ratings=(_wrong(), _wrong())), ["level_out_of_range", "level_out_of_range"]),
        (sheet({"P1": 9}, ratings=()), ["level_out_of_range"]),
        (sheet(facts={"P1.3.z": 100}), ["unknown_fact"]),
        (sheet(facts={"P1.3.a": 0}), []),
        (sheet(facts={"P1.3.a": 101}), ["percent_out_of_range"]),
        (sheet(facts={"P1.3.a": -1}), ["percent_out_of_range"]),
        (sheet(facts={"P1.3.a": Absence.DONT_KNOW}), []),
        (sheet(facts={"P1.3.a": Absence.NOT_APPLICABLE}), ["fact_needs_answer"]),
        (sheet(facts={"P1.3.a": Absence.NOT_ANSWERED}), ["fact_needs_answer"]),
        (sheet(office_rules={"be-nice": True}), ["unknown_office_rule"]),
        (sheet(ai_uses=(AiUse("ai-magic", UseState.TRIED),)), ["unknown_ai_example"]),
    ],
)
def test_a_sheet_is_checked_as_a_whole(given: AnswerSheet, codes: list[str]) -> None:
    assert _sheet_codes(given) == codes


def test_all_problems_of_a_sheet_come_at_once() -> None:
    given = sheet({"P1": 9, "X9": 1}, facts={"P1.3.z": 1})
    found = find_sheet_problems(edition(), given, profile(workers=0), catalogue())
    assert _codes(found) == ["level_out_of_range", "unknown_item", "unknown_fact", "workers_impossible"]
