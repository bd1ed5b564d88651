"""What a plan brings: losses from the owner's numbers, shares of what is left, hours within bounds, months to pay back."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from assessment.catalogue import Initiative, Lever
from assessment.roadmap.benefit import find_benefits, find_payback
from assessment.roadmap.values import MoneyRange, OwnerNumbers, Payback, PlanBenefit
from assessment.terms import Reason
from tests.builders_benefit import benefit, bringing, planned

NUMBERS = OwnerNumbers(120_000, 2.5, 300, 2.0, 4800, 7)
SCRAP = bringing("scrap", benefit(Lever.SCRAP, 5, 20))
DOWNTIME = bringing("downtime", benefit(Lever.DOWNTIME, 10, 50))
ENERGY = bringing("energy", benefit(Lever.ENERGY, 1, 4))
HOURS = bringing("hours", benefit(Lever.LABOUR_HOURS, 10, 30))
NOTHING = bringing("nothing")


def _found(
    *initiatives: Initiative,
    numbers: OwnerNumbers = NUMBERS,
    workers: int = 60,
    shares: Mapping[str, float] | None = None,
) -> PlanBenefit:
    return find_benefits(*planned(*initiatives), numbers, workers, shares or {})


def _money(found: MoneyRange | None) -> tuple[float, float]:
    assert found is not None
    return pytest.approx(found.low), pytest.approx(found.high)


# --- losses ---


@pytest.mark.parametrize(
    ("made", "loss", "low", "high"),
    [
        (SCRAP, 3000, 150, 600),  # 120,000 x 2.5 %
        (DOWNTIME, 600, 60, 300),  # 300 hours x 2
        (ENERGY, 4800, 48, 192),
        (HOURS, 24, 240, 720),  # 12 months x 2, for each hour a month
    ],
)
def test_each_lever_saves_a_part_of_a_loss_of_its_own(made: Initiative, loss: int, low: int, high: int) -> None:
    found = _found(made)
    assert [entry.amount for entry in found.losses] == [pytest.approx(loss)]
    assert _money(found.yearly) == (low, high)
    assert found.initiatives[0].yearly == found.yearly


def test_a_loss_says_how_it_was_reckoned() -> None:
    (loss,) = _found(SCRAP).losses
    assert loss.formula == Reason.of("loss_scrap", sales=120_000, defect_rate=2.5, loss=loss.amount)


def test_with_the_share_of_materials_only_the_materials_of_a_bad_part_are_lost() -> None:
    (loss,) = _found(SCRAP, shares={"materials": 40.0, "labour": 30.0}).losses
    assert loss.amount == pytest.approx(1200)
    assert loss.formula.code == "loss_materials"
    assert dict(loss.formula)["materials"] == 40.0


def test_other_cost_shares_change_nothing() -> None:
    assert _found(SCRAP, DOWNTIME, shares={"labour": 30.0}) == _found(SCRAP, DOWNTIME)


# --- missing numbers ---


@pytest.mark.parametrize("missing", ["sales", "defect_rate"])
def test_where_a_number_is_missing_nothing_is_told(missing: str) -> None:
    given = {"sales": 120_000.0, "defect_rate": 2.5}
    found = _found(SCRAP, numbers=OwnerNumbers(**{k: v for k, v in given.items() if k != missing}))
    assert found.initiatives == found.losses == found.savings == ()
    assert (found.yearly, found.payback) == (None, None)
    assert [(m.numbers, m.initiatives) for m in found.missing] == [((missing,), ("ini-scrap",))]


def test_an_initiative_with_half_of_its_numbers_shows_nothing_and_its_half_is_not_in_the_total() -> None:
    both = bringing("both", benefit(Lever.SCRAP, 5, 20), benefit(Lever.LABOUR_HOURS, 1, 2))
    found = _found(both, HOURS, numbers=OwnerNumbers(hourly_labour_cost=2.0))
    assert [entry.initiative for entry in found.initiatives] == ["ini-hours"]
    assert _money(found.yearly) == (240, 720)
    assert [m.numbers for m in found.missing] == [("sales", "defect_rate")]


def test_what_is_missing_is_told_once_for_all_that_need_it_the_most_useful_first() -> None:
    found = _found(ENERGY, HOURS, bringing("more", benefit(Lever.LABOUR_HOURS, 1, 2)), NOTHING, numbers=OwnerNumbers())
    assert [(m.numbers, m.initiatives) for m in found.missing] == [
        (("hourly_labour_cost",), ("ini-hours", "ini-more")),
        (("energy_bill",), ("ini-energy",)),
    ]


def test_a_zero_is_a_number() -> None:
    found = _found(SCRAP, numbers=OwnerNumbers(sales=120_000, defect_rate=0))
    assert found.missing == ()
    assert _money(found.yearly) == (0, 0)
    assert found.payback is found.initiatives[0].payback is None


def test_what_cannot_be_counted_is_neither_missing_nor_told() -> None:
    found = _found(NOTHING)
    assert (found.initiatives, found.missing, found.yearly) == ((), (), None)
    assert found.cost == 600


# --- together ---


def test_two_initiatives_on_one_loss_save_shares_of_what_is_left() -> None:
    found = _found(SCRAP, bringing("other", benefit(Lever.SCRAP, 10, 50)))
    (saving,) = found.savings
    assert (saving.low, saving.high) == (pytest.approx(14.5), pytest.approx(60))  # 1 - .95 x .9, 1 - .8 x .5
    assert _money(found.yearly) == (435, 1800)
    assert sum(entry.yearly.high for entry in found.initiatives) == pytest.approx(2100)


def test_no_share_is_more_than_all_of_a_loss() -> None:
    found = _found(bringing("much", benefit(Lever.ENERGY, 90, 250)), ENERGY)
    assert found.savings[0].high == 100
    assert found.yearly == MoneyRange(found.losses[0].amount * found.savings[0].low / 100, 4800)


def test_hours_add_up_to_a_tenth_of_all_working_hours() -> None:
    more = bringing("more", benefit(Lever.LABOUR_HOURS, 5, 40))
    assert _found(HOURS, more).savings[0].high == 70
    bounded = _found(HOURS, more, workers=2)
    assert bounded.most_hours == 32
    assert (bounded.savings[0].low, bounded.savings[0].high) == (15, 32)
    assert [entry.savings[0].high for entry in bounded.initiatives] == [30, 32]


def test_losses_are_added() -> None:
    found = _found(SCRAP, DOWNTIME, ENERGY, HOURS)
    assert [saving.lever for saving in found.savings] == list(Lever)
    assert _money(found.yearly) == (150 + 60 + 48 + 240, 600 + 300 + 192 + 720)


# --- payback ---


def test_a_cost_comes_back_between_the_high_and_the_low_end() -> None:
    assert find_payback(1200, MoneyRange(300, 1200)) == Payback(12, 48)


def test_it_may_never_come_back_at_the_low_end_or_at_all() -> None:
    assert find_payback(1200, MoneyRange(0.5, 1200)) == Payback(12, None)
    assert find_payback(1200, MoneyRange(0, 0.9)) is None


def test_what_costs_nothing_has_nothing_to_come_back() -> None:
    assert find_payback(0, MoneyRange(0, 0)) == Payback(0, 0)


def test_a_plan_pays_for_all_that_is_in_it() -> None:
    found = _found(SCRAP, NOTHING)
    assert found.cost == 1200
    assert found.initiatives[0].payback == find_payback(600, found.initiatives[0].yearly)
    assert found.yearly is not None
    assert found.payback == find_payback(1200, found.yearly)
