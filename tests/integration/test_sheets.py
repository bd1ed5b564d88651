"""An answer sheet in YAML becomes the input of a case: every field, every short form, every problem at once."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from assessment.errors import InputRejected
from assessment.instrument.edition import EvidenceClass, Group, OfficialLevel
from assessment.instrument.values import AiUse, AnswerEvent, Certificate, OwnProducts, Profile, Role, UseState
from assessment.roadmap.values import Limits, OwnerNumbers
from assessment.scoring.values import Wishes
from assessment.terms import Absence
from assessment.values import Opinion
from services.ports import SheetBroken, SheetInput
from storage.sheets import read_sheet

SMALL = """
format: kkweda/answer-sheet/1
questionnaire: readiness/2026.1
company: {division: "22", workers: 60, region: "48", own_products: "100"}
answers: {}
"""
FULL = f"""
format: kkweda/answer-sheet/1
questionnaire: readiness/2026.1
content_hash: {"0a" * 32}
company:
  name: 호밀정밀(가상)
  division: "22"
  industry_code: "22191"
  workers: 60
  region: "48"
  district: 창원시
  own_products: 1-49
  concerns: [con-defects, con-stock]
  certificate: {{level: basic, issued_on: 2024-02-29}}
  business_number: 123-45-67891
  sales: [900, 800, 700]
  certificates: [ISO 9001]
  past_programmes: ["스마트공장 기초, 2021"]
answers: {{P1: 3}}
office_rules: {{usage-rule: true, approved-tool: false}}
ai_uses:
  ai-chatbot: tried
  ai-vision: {{state: regular, where: 3호기, how_often: 매일, who: 품질팀}}
  ai-quotes: {{state: stopped}}
wishes:
  targets: {{P1: 4}}
  use_cases: [uc-a]
  kpis: [kpi-a]
  not_our_business: [S5]
  cost_shares: {{labour: 40, energy: 12.5}}
limits:
  budget_a_year: 3000
  staff_months_a_quarter: 1.5
  horizon: 8
  will_not_do: [ini-a]
  numbers:
    {{sales: 120000, defect_rate: 2.5, downtime_hours: 300, hourly_labour_cost: 2.1, energy_bill: 4800, late_deliveries: 7}}
visit:
  consultant: 김상담
  visited_on: 2026-11-20
  answers: {{P1: {{level: 2, evidence: seen}}}}
  strengths: {{process: 기록이 꾸준함}}
  weaknesses: {{product: 도면이 흩어짐, enablers: 담당자 없음}}
  opinion: 작게 시작하십시오
"""


def read(tmp_path: Path, text: str) -> SheetInput:
    path = tmp_path / "sheet.yaml"
    path.write_text(text, encoding="utf-8")
    return read_sheet(path)


def answered(tmp_path: Path, answers: str) -> AnswerEvent:
    (event,) = read(tmp_path, SMALL.replace("answers: {}", f"answers: {{{answers}}}")).events
    return event


def rejected(tmp_path: Path, text: str) -> InputRejected:
    with pytest.raises(InputRejected) as found:
        read(tmp_path, text)
    return found.value


def test_a_sheet_with_no_more_than_it_must_have_is_otherwise_empty(tmp_path: Path) -> None:
    assert read(tmp_path, SMALL) == SheetInput(
        slug="readiness",
        edition="2026.1",
        content_hash=None,
        events=(),
        profile=Profile("22", 60, "48", OwnProducts.ALL),
    )


def test_every_field_of_the_company_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, FULL).profile == Profile(
        division="22",
        workers=60,
        region="48",
        own_products=OwnProducts.SOME,
        concerns=("con-defects", "con-stock"),  # type: ignore[arg-type]
        certificate=Certificate(OfficialLevel.BASIC, date(2024, 2, 29)),
        name="호밀정밀(가상)",
        business_number="123-45-67891",
        industry_code="22191",
        district="창원시",
        sales=(900, 800, 700),
        certificates=("ISO 9001",),
        past_programmes=("스마트공장 기초, 2021",),
    )


def test_every_other_part_of_a_sheet_is_read(tmp_path: Path) -> None:
    sheet = read(tmp_path, FULL)
    assert (sheet.slug, sheet.edition, sheet.content_hash) == ("readiness", "2026.1", "0a" * 32)
    assert sheet.office_rules == {"usage-rule": True, "approved-tool": False}
    assert sheet.ai_uses == (
        AiUse("ai-chatbot", UseState.TRIED),
        AiUse("ai-vision", UseState.REGULAR, "3호기", "매일", "품질팀"),
        AiUse("ai-quotes", UseState.STOPPED),
    )
    assert sheet.wishes == Wishes(
        targets={"P1": 4},  # type: ignore[dict-item]
        use_cases=("uc-a",),  # type: ignore[arg-type]
        kpis=("kpi-a",),  # type: ignore[arg-type]
        not_our_business=("S5",),  # type: ignore[arg-type]
        cost_shares={"labour": 40, "energy": 12.5},
    )
    assert sheet.limits == Limits(
        budget_a_year=3000,
        staff_months_a_quarter=1.5,
        horizon=8,
        assumed=False,
        will_not_do=("ini-a",),  # type: ignore[arg-type]
        numbers=OwnerNumbers(120_000, 2.5, 300, 2.1, 4800, 7),
    )


def test_what_the_consultant_wrote_is_the_opinion(tmp_path: Path) -> None:
    assert read(tmp_path, FULL).opinion == Opinion(
        consultant="김상담",
        visited_on=date(2026, 11, 20),
        strengths=((Group.PROCESS, "기록이 꾸준함"),),
        weaknesses=((Group.PRODUCT, "도면이 흩어짐"), (Group.ENABLERS, "담당자 없음")),
        overall="작게 시작하십시오",
    )


def test_answers_of_the_company_and_of_the_visit_carry_their_role(tmp_path: Path) -> None:
    events = read(tmp_path, FULL).events
    assert [(e.role, e.value, e.evidence) for e in events] == [
        (Role.MANAGER, 3, EvidenceClass.CLAIMED),
        (Role.CONSULTANT, 2, EvidenceClass.SEEN),
    ]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        *((f"P1: {level}", level) for level in range(6)),
        ("P1: na", Absence.NOT_APPLICABLE),
        ("P1: dk", Absence.DONT_KNOW),
        ("P1: {level: 0}", 0),
        ("P1: {not_applicable: 제품 없음}", Absence.NOT_APPLICABLE),
        ("P1: {dont_know: true}", Absence.DONT_KNOW),
    ],
)
def test_an_answer_is_a_level_or_one_of_two_absences(tmp_path: Path, written: str, value: int | Absence) -> None:
    assert answered(tmp_path, written).value == value


def test_an_answer_may_carry_evidence_and_a_note(tmp_path: Path) -> None:
    assert answered(tmp_path, "P1: {level: 3, evidence: documented, note: 일지}") == AnswerEvent(
        target="P1",
        author="sheet",
        role=Role.MANAGER,
        device="file",
        sequence=0,
        base_version=0,
        at=datetime(1970, 1, 1, tzinfo=UTC),
        value=3,
        evidence=EvidenceClass.DOCUMENTED,
        note="일지",
    )


def test_setting_aside_carries_its_reason(tmp_path: Path) -> None:
    assert answered(tmp_path, "D5: {not_applicable: 제품 없음}").reason == "제품 없음"


@pytest.mark.parametrize(("written", "percent"), [("true", 100), ("false", 0), ("80", 80)])
def test_a_fact_is_yes_no_or_a_share(tmp_path: Path, written: str, percent: int) -> None:
    (event,) = read(tmp_path, f"{SMALL}facts: {{P1.3.a: {written}}}\n").events
    assert (event.target, event.value) == ("P1.3.a", percent)


def test_all_problems_of_shape_come_at_once(tmp_path: Path) -> None:
    broken = SMALL.replace("workers: 60", "workers: 060").replace("answers: {}", "answers: {P1: 9}") + "more: 1\n"
    found = rejected(tmp_path, broken)
    assert [(p.code, p.where) for p in found.problems] == [
        ("unknown_key", "sheet.yaml"),
        ("not_in_list", "sheet.yaml · answers.P1"),
        ("wrong_type", "sheet.yaml · company.workers"),
    ]


def test_what_is_left_of_a_broken_sheet_can_still_be_checked_for_its_meaning(tmp_path: Path) -> None:
    found = rejected(tmp_path, SMALL.replace("answers: {}", "answers: {P1: 9, P2: 3}"))
    assert isinstance(found, SheetBroken)
    assert found.rest is not None
    assert [(event.target, event.value) for event in found.rest.events] == [("P2", 3)]


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "empty_file"), ("a: [", "broken_yaml"), ("a: 1\na: 2", "duplicate_key"), ("1: 2", "key_not_text")],
)
def test_a_sheet_that_is_no_yaml_is_rejected(tmp_path: Path, text: str, code: str) -> None:
    assert [p.code for p in rejected(tmp_path, text).problems] == [code]


@pytest.mark.parametrize("text", ["- 1\n", "words\n", "3\n"])
def test_a_sheet_that_is_no_mapping_is_rejected(tmp_path: Path, text: str) -> None:
    assert [p.code for p in rejected(tmp_path, text).problems] == ["wrong_type"]
