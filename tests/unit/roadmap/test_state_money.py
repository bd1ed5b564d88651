"""State money in a plan: rates, caps, windows, projects, exclusions, ceilings (method 7)."""

from __future__ import annotations

import pytest

from assessment.roadmap.values import OfferRules
from tests.builders_planning import offer, paid, planned, starts_of, work


def test_an_offer_pays_its_share_of_the_cost() -> None:
    plan = planned(work("ini-a", cost=400), offers=(offer("ini-a", percent=70.0),))
    assert paid(plan) == {"call/trk": {"ini-a": pytest.approx(280)}}
    assert plan.grants[0].amount == pytest.approx(280)


def test_a_plan_can_afford_with_state_money_what_it_cannot_alone() -> None:
    dear = work("ini-a", cost=1800)
    assert starts_of(planned(dear, budget_a_year=(1000, 0))) == {}
    assert starts_of(planned(dear, offers=(offer("ini-a"),), budget_a_year=(1000, 0))) == {"ini-a": 0}


def test_what_an_offer_does_not_name_is_not_paid() -> None:
    plan = planned(work("ini-a"), work("ini-b", "P2"), offers=(offer("ini-b"),))
    assert set(paid(plan)["call/trk"]) == {"ini-b"}


def test_a_cap_is_shared_by_all_that_an_offer_pays_for() -> None:
    both = (work("ini-a", "P1", cost=400), work("ini-b", "P2", cost=400))
    plan = planned(*both, offers=(offer("ini-a", "ini-b", cap=250),))
    assert sum(paid(plan)["call/trk"].values()) == pytest.approx(250)


def test_a_ceiling_holds_over_several_offers() -> None:
    both = (work("ini-a", "P1", cost=400), work("ini-b", "P2", cost=400))
    two = (offer("ini-a", id="one"), offer("ini-b", id="two"))
    plan = planned(*both, offers=two, rules=OfferRules(ceilings=((300, ("one", "two")),)))
    assert sum(sum(shares.values()) for shares in paid(plan).values()) == pytest.approx(300)


def test_of_offers_that_exclude_each_other_the_better_one_counts() -> None:
    two = (offer("ini-a", id="one"), offer("ini-a", id="two", percent=80.0))
    plan = planned(work("ini-a", cost=400), offers=two, rules=OfferRules(at_most_one=(("one", "two"),)))
    assert paid(plan) == {"two": {"ini-a": pytest.approx(320)}}


def test_the_same_work_is_never_paid_for_twice() -> None:
    two = (offer("ini-a", id="one", percent=60.0), offer("ini-a", id="two", percent=50.0))
    assert paid(planned(work("ini-a", cost=400), offers=two)) == {"one": {"ini-a": pytest.approx(240)}}


def test_work_outside_the_window_is_not_paid() -> None:
    late = offer("ini-a", first=3, last=4, quarters=1)
    cheap = planned(work("ini-a"), offers=(late,))
    assert starts_of(cheap) == {"ini-a": 0}
    assert cheap.grants == ()


def test_work_waits_for_money_that_it_cannot_do_without() -> None:
    late = offer("ini-a", first=3, last=4, quarters=1)
    plan = planned(work("ini-a", cost=1800), offers=(late,), budget_a_year=(1000, 0))
    assert starts_of(plan) == {"ini-a": 3}
    assert plan.grants[0].quarter == 3


def test_all_paid_work_lies_inside_one_project() -> None:
    both = (work("ini-a", "P1", cost=600), work("ini-b", "P2", cost=600, staff_months=2.0))
    short = offer("ini-a", "ini-b", first=0, last=6, quarters=1)
    plan = planned(*both, offers=(short,), staff_months=(2.0,) * 8, budget_a_year=(2000, 0))
    assert len(paid(plan)["call/trk"]) == 1
    assert planned(work("ini-a", quarters=2), offers=(offer("ini-a", quarters=1),)).grants == ()


def test_an_offer_that_costs_more_than_it_pays_is_not_used() -> None:
    assert planned(work("ini-a", cost=400), offers=(offer("ini-a", fee=500.0),)).grants == ()


def test_work_that_costs_nothing_needs_no_state_money() -> None:
    assert planned(work("ini-a", cost=0), offers=(offer("ini-a"),)).grants == ()


def test_state_money_for_what_is_not_possible_changes_nothing() -> None:
    plan = planned(work("ini-a", quarters=9), work("ini-b", "P2"), offers=(offer("ini-a"),))
    assert (starts_of(plan), plan.grants) == ({"ini-b": 0}, ())


def test_state_money_of_work_that_is_dropped_again_is_not_counted() -> None:
    """A step without worth would only be made because the state pays for all of it."""
    idle = work("ini-a")
    plan = planned(idle, offers=(offer("ini-a", percent=100.0),), targets={}, priorities={})
    assert (plan.scheduled, plan.grants) == ((), ())


def test_the_bigger_share_goes_first_where_a_cap_does_not_reach() -> None:
    """What one share leaves of the cap goes to the other, in full."""
    both = (work("ini-a", "P1", cost=1000), work("ini-b", "P2", cost=900))
    plan = planned(*both, offers=(offer("ini-a", "ini-b", cap=900),), budget_a_year=(1000, 0))
    assert len(starts_of(plan)) == 2
    assert sum(paid(plan)["call/trk"].values()) == pytest.approx(900)
