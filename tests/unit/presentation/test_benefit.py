"""What the plan brings, in words: money as estimates, months that pay back, formulas, and what is not known."""

from __future__ import annotations

import pytest

from assessment.catalogue import Initiative, InitiativeId, Lever
from assessment.roadmap.values import OwnerNumbers
from assessment.scoring.values import Wishes
from assessment.terms import Language
from presentation import numbers
from presentation.sections.benefit import BenefitSection, benefit_lines, benefit_section
from presentation.sections.roadmap import initiative_cards
from presentation.wording import say
from tests.builders_benefit import ON, benefit, bringing, diagnosed, reader_of

KO, EN = Language.KO, Language.EN
NUMBERS = OwnerNumbers(120_000, 2.5, 300, 2.1, 4800, 7)
SCRAP = bringing("scrap", benefit(Lever.SCRAP, 3, 10))
HOURS = bringing("hours", benefit(Lever.LABOUR_HOURS, 10, 30))


def _section(
    *initiatives: Initiative,
    given: OwnerNumbers = NUMBERS,
    language: Language = KO,
    wishes: Wishes | None = None,
) -> BenefitSection:
    return benefit_section(reader_of(diagnosed(*initiatives, numbers=given, wishes=wishes), language))


def _payback(cost: int, low: float, high: float, language: Language = KO) -> str:
    """The payback of an initiative that saves these hours a month, at 1만원 an hour."""
    made = bringing("a", benefit(Lever.LABOUR_HOURS, low, high), cost=cost)
    return _section(made, given=OwnerNumbers(hourly_labour_cost=1.0), language=language).rows[0].payback


# --- the sentence and its rows ---


def test_the_sentence_says_what_a_year_saves() -> None:
    assert _section(SCRAP).sentence == "계획을 마치면 한 해에 90만–300만원을 아낄 것으로 추정합니다."
    assert "KRW 0.9–3 million" in _section(SCRAP, language=EN).sentence


def test_a_row_has_money_months_formula_and_basis() -> None:
    (row,) = _section(SCRAP).rows
    assert (row.name, row.key, row.yearly, row.payback) == ("name ini-scrap", "process", "90만–300만원", "24–80개월")
    assert row.formula == "불량 손실 3,000만원 × 3–10%"
    assert row.basis == "because of scrap"


def test_hours_are_counted_by_their_own_formula() -> None:
    (row,) = _section(HOURS).rows
    assert row.formula == "한 달 10–30시간 × 12개월 × 21,000원"
    assert row.yearly == "250만–760만원"


def test_two_levers_of_one_initiative_stand_in_one_row() -> None:
    (row,) = _section(bringing("a", benefit(Lever.DOWNTIME, 3, 10), benefit(Lever.SCRAP, 2, 6))).rows
    assert row.formula == "불량 손실 3,000만원 × 2–6% + 멈춤 손실 630만원 × 3–10%"
    assert row.basis == "because of downtime because of scrap"


def test_every_loss_is_reckoned_in_words() -> None:
    every = [bringing(lever.value, benefit(lever, 1, 2)) for lever in Lever]
    found = _section(*every).levers
    assert [row.name for row in found] == [say(KO, f"lever.{lever.value}") for lever in Lever]
    assert found[0].formula.startswith("3,000만원 = 매출 12억원 × 불량률 2.5%.")
    assert found[1].formula.startswith("630만원 = 한 해 300시간 × 시간당 인건비 21,000원.")
    assert found[2].formula == "한 해 요금 4,800만원"
    assert "시간당 인건비 21,000원" in found[3].formula
    assert [row.part for row in found] == ["1–2%", "1–2%", "1–2%", "한 달 1–2시간"]


def test_with_the_share_of_materials_the_formula_names_it() -> None:
    (row,) = _section(SCRAP, wishes=Wishes(cost_shares={"materials": 40.0})).levers
    assert row.formula.startswith("1,200만원 = 매출 12억원 × 불량률 2.5% × 재료비 몫 40%.")


# --- payback ---


@pytest.mark.parametrize(
    ("cost", "low", "high", "said"),
    [
        (0, 1, 2, "드는 돈 없음"),
        (120, 10, 20, "6–12개월"),
        (120, 10, 10, "12개월"),
        (1, 10, 20, "1개월"),
        (120, 0, 20, "빨라도 6개월"),
        (120, 1, 20, "6–120개월"),
        (120, 0.5, 20, "6개월–10년 넘게"),
        (12_000, 1, 20, "10년 넘게 걸림"),
        (120, 0, 0, "–"),
    ],
)
def test_a_payback_in_months(cost: int, low: float, high: float, said: str) -> None:
    assert _payback(cost, low, high) == said


def test_a_payback_in_english() -> None:
    assert _payback(120, 10, 20, EN) == "6–12 months"
    assert _payback(120, 0, 20, EN) == "6 months at best"


def test_the_plan_has_a_cost_and_a_payback_of_its_own() -> None:
    total = {line.label: line.text for line in _section(SCRAP, bringing("base")).total}
    assert total == {"계획에 드는 돈": "1,200만원", "회수 기간": "48개월–10년 넘게"}


# --- what is not known ---


def test_without_numbers_nothing_is_told_but_what_they_would_show() -> None:
    found = _section(SCRAP, HOURS, given=OwnerNumbers())
    assert found.sentence == say(KO, "benefit.no_numbers")
    assert (found.total, found.levers, found.rows, found.notes, found.today, found.today_note) == ((),) * 5 + ("",)
    assert [(line.label, line.text) for line in found.missing] == [
        ("시간당 인건비", "name ini-hours"),
        ("매출, 불량률", "name ini-scrap"),
    ]


def test_a_plan_of_groundwork_says_so() -> None:
    found = _section(bringing("base"))
    assert found.sentence == say(KO, "benefit.none_counted")
    assert found.missing == ()


def test_the_numbers_of_today_are_the_baseline() -> None:
    found = _section(given=NUMBERS)
    assert [line.text for line in found.today] == ["12억원", "2.5%", "300시간", "21,000원", "4,800만원", "7%"]
    assert numbers.day(ON) in found.today_note
    assert [line.label for line in _section(given=OwnerNumbers(late_deliveries=3.25)).today] == ["늦은 납품 비율"]


# --- notes ---


def test_notes_say_only_what_is_so() -> None:
    together, counted = say(KO, "benefit.together"), say(KO, "benefit.counted", planned=2, count=1)
    assert _section(SCRAP).notes == (say(KO, "benefit.after"),)
    assert _section(SCRAP, bringing("base")).notes == (say(KO, "benefit.after"), counted)
    assert _section(SCRAP, HOURS).notes == (say(KO, "benefit.after"), together)


def test_it_says_when_hours_reach_their_bound() -> None:
    much = bringing("much", benefit(Lever.LABOUR_HOURS, 10, 5000))
    assert _section(much).notes[-1] == say(KO, "benefit.most_hours", hours="960")
    assert _section(much).rows[0].formula.startswith("한 달 10–960시간")


# --- on the cards of the plan ---


def test_a_card_says_what_its_initiative_brings_where_that_is_known() -> None:
    reader = reader_of(diagnosed(SCRAP, bringing("base"), numbers=NUMBERS))
    known, unknown = benefit_lines(reader, SCRAP.id), benefit_lines(reader, InitiativeId("ini-base"))
    assert [line.text for line in known] == ["90만–300만원", "24–80개월"]
    assert unknown == ()
    facts = {card.name: card.facts for card in initiative_cards(reader)}
    assert set(known) <= set(facts["name ini-scrap"])
    assert not {line.label for line in known} & {line.label for line in facts["name ini-base"]}
