"""Money as it leaves the account: VAT, fees, and what comes back when (method 7)."""

from __future__ import annotations

import pytest

from assessment.roadmap.cash import budget_by_quarter
from tests.builders import instance
from tests.builders_planning import offer, paid, planned, starts_of, work


def test_a_years_budget_is_there_from_its_first_quarter_and_moves_on() -> None:
    made = instance(budget_a_year=(100, 50), horizon=6, staff_months=(1.0,) * 6)
    assert budget_by_quarter(made) == (100, 100, 100, 100, 150, 150)


def test_tax_leaves_with_the_cost_and_comes_back_a_quarter_later() -> None:
    plan = planned(work("ini-a", cost=200), vat=0.1)
    assert plan.cash_by_quarter == pytest.approx((220, -20, 0, 0, 0, 0, 0, 0))
    assert plan.cost_by_year == (200, 0)


def test_work_that_can_be_paid_but_not_its_tax_waits_for_the_next_budget() -> None:
    plan = planned(work("ini-a", cost=1000), vat=0.1)
    assert starts_of(plan) == {"ini-a": 4}


def test_tax_that_came_back_pays_for_what_comes_next() -> None:
    both = (work("ini-a", "P1", cost=900), work("ini-b", "P2", cost=90))
    plan = planned(*both, vat=0.1, budget_a_year=(1000, 0), staff_months=(1.0,) * 8)
    assert sorted(starts_of(plan).values()) == [0, 1]
    assert sum(plan.cash_by_quarter) == pytest.approx(990)


def test_tax_after_the_last_quarter_does_not_come_back_in_the_plan() -> None:
    plan = planned(work("ini-a", cost=100), vat=0.1, horizon=1, staff_months=(1.0,))
    assert plan.cash_by_quarter == pytest.approx((110.0,))


def test_state_money_relieves_the_quarter_of_the_start() -> None:
    plan = planned(work("ini-a", cost=200), offers=(offer("ini-a", fee=20.0),), vat=0.1)
    assert plan.cash_by_quarter[:2] == pytest.approx((220 - 100 + 20, -20))


def test_money_that_is_paid_back_comes_when_the_work_has_ended() -> None:
    later = offer("ini-a", after_the_work=True)
    plan = planned(work("ini-a", cost=200, quarters=2), offers=(later,))
    assert plan.cash_by_quarter[:4] == pytest.approx((200, 0, -100, 0))


def test_money_that_is_paid_back_does_not_help_to_begin() -> None:
    alone = work("ini-a", cost=1500)
    assert starts_of(planned(alone, offers=(offer("ini-a"),))) == {"ini-a": 0}
    assert starts_of(planned(alone, offers=(offer("ini-a", after_the_work=True),))) == {"ini-a": 4}
    assert paid(planned(alone, offers=(offer("ini-a"),))) == {"call/trk": {"ini-a": 750}}
