"""The plans with and without state money as people read them: the figures agree, nothing is promised."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from assessment.roadmap.values import PlanKind
from assessment.terms import Language
from assessment.values import Diagnosis
from presentation.bars import quarter_bars
from presentation.context import ReportContext, report_context
from services.diagnoses import diagnose_sheet
from storage.content.store import ContentFolder
from storage.sheets import read_sheet

SAMPLE = Path(__file__).parents[2] / "docs" / "samples" / "injection-moulder.yaml"
CALLS_OPEN, NONE_OPEN = date(2026, 3, 25), date(2026, 12, 24)
HANGUL = re.compile("[가-힣]")
CONTENT = ContentFolder()


@cache
def _diagnosis(on: date) -> Diagnosis:
    return diagnose_sheet(CONTENT, read_sheet(SAMPLE), on)


def _context(diagnosis: Diagnosis, language: Language = Language.KO) -> ReportContext:
    return report_context(diagnosis, None, diagnosis.provenance.on, language)


def test_each_plan_has_its_row_and_own_money_comes_first() -> None:
    diagnosis = _diagnosis(CALLS_OPEN)
    rows = _context(diagnosis).plans.rows
    assert [row.name for row in rows] == [
        "가",
        *("나" if p.kind is PlanKind.OPEN_CALLS else "다" for p in diagnosis.supported),
    ]
    assert len(rows) > 1
    assert rows[0].support == "–"


def test_what_leaves_the_account_is_cost_and_fees_less_support() -> None:
    """All work of this plan ends its tax turn inside the horizon, so VAT sums to nothing."""
    diagnosis = _diagnosis(CALLS_OPEN)
    for plan in diagnosis.supported:
        support = sum(grant.amount for grant in plan.roadmap.grants)
        fees = sum(grant.offer.fee for grant in plan.roadmap.grants)
        own = sum(plan.roadmap.cash_by_quarter)
        assert own == pytest.approx(sum(plan.roadmap.cost_by_year) - support + fees)


def test_the_cash_table_has_every_quarter_and_every_plan() -> None:
    diagnosis = _diagnosis(CALLS_OPEN)
    plans = _context(diagnosis).plans
    assert len(plans.cash_rows) == diagnosis.instance.horizon
    assert {len(row.amounts) for row in plans.cash_rows} == {1 + len(diagnosis.supported)}


def test_every_supported_plan_says_that_a_call_is_a_competition_and_what_if_it_is_lost() -> None:
    for card in _context(_diagnosis(CALLS_OPEN)).plans.cards:
        assert any("경쟁" in sentence for sentence in card.conditions)
        assert card.fallback
        assert card.grants


def test_money_of_a_call_that_nobody_announced_is_said_to_depend_on_it() -> None:
    diagnosis = _diagnosis(NONE_OPEN)
    assert [plan.kind for plan in diagnosis.supported] == [PlanKind.EXPECTED_CALLS]
    (card,) = _context(diagnosis).plans.cards
    expected = [grant.offer.expected for grant in diagnosis.supported[0].roadmap.grants]
    assert ["공고가 다시 나오면" in line.text for line in card.grants] == expected
    assert any(expected)


def test_without_support_there_is_one_plan_and_a_sentence() -> None:
    plans = _context(replace(_diagnosis(CALLS_OPEN), supported=())).plans
    assert len(plans.rows) == 1
    assert plans.cards == ()
    assert "공고가 없습니다" in plans.sentence


def test_the_english_page_has_no_korean() -> None:
    plans = _context(_diagnosis(CALLS_OPEN), Language.EN).plans
    assert HANGUL.search(repr(plans)) is None


# --- bars ---


def test_bars_are_as_long_as_their_money_and_what_comes_back_hangs_below_the_line() -> None:
    chart = quarter_bars(["a", "b", "c"], [200.0, -100.0, 0.0], ["200", "−100", "0"], "money")
    out, back, nothing = chart.bars
    assert out.height == pytest.approx(2 * back.height, abs=0.2)
    assert out.y + out.height == pytest.approx(chart.zero, abs=0.2)
    assert back.y == chart.zero
    assert (out.comes_back, back.comes_back) == (False, True)
    assert (out.amount, nothing.amount, nothing.height) == ("200", "", 0.0)


def test_no_money_at_all_draws_no_bar() -> None:
    chart = quarter_bars(["a"], [0.0], ["0"], "money")
    assert [bar.height for bar in chart.bars] == [0.0]
