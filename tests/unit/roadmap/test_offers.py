"""Which state money a plan may count on a date, and plans B and C with their fallbacks (method 7)."""

from __future__ import annotations

from datetime import date

import pytest

from assessment.catalogue import Catalogue, InitiativeId
from assessment.instrument.edition import Condition
from assessment.programmes import (
    CallStatus,
    FirmCost,
    Programme,
    ProgrammeId,
    Rate,
    SharedCeiling,
    SupportKind,
    Track,
)
from assessment.roadmap.offers import find_offers
from assessment.roadmap.schedule import plan_roadmap
from assessment.roadmap.supported import plan_with_support
from assessment.roadmap.values import Offer, OfferRules, PlanKind, PlanningInstance, SupportedPlan
from tests.builders import call, catalogue, initiative, instance, programme, text, track
from tests.builders_planning import money_rules, starts_of, work

ON = date(2026, 3, 25)
HALF = Rate(None, 50.0, 2000)
PAYS = ("ini-a",)
SMALL = Condition("below", "workers", 50)
B, C = PlanKind.OPEN_CALLS, PlanKind.EXPECTED_CALLS


def _track(*rules: Condition, **changes: object) -> Track:
    return track(*rules, **{"rates": (HALF,), **changes})


def _open(*tracks: Track, **changes: object) -> Programme:
    """A programme whose one call closes on 2026-04-20."""
    made = call(opens=date(2026, 3, 19), closes=date(2026, 4, 20), tracks=tracks or (_track(),))
    return programme(made, **{"initiatives": PAYS, **changes})


def _catalogue(*programmes: Programme, **changes: object) -> Catalogue:
    names = ("ini-a", "ini-b")
    known = {"initiatives": tuple(initiative(i, ("P1", 1, 2)) for i in names), "money": money_rules()}
    return catalogue(programmes=programmes, **{**known, **changes})


def _problem(**changes: object) -> PlanningInstance:
    return instance(work("ini-a", cost=400), start=ON, **changes)


def _found(
    *programmes: Programme, kind: PlanKind = B, facts: dict[str, object] | None = None, **changes: object
) -> tuple[tuple[Offer, ...], OfferRules]:
    made = _catalogue(*programmes)
    return find_offers(_problem(**changes), made, facts or {}, ON, kind)  # type: ignore[arg-type]


def _ids(*programmes: Programme, **changes: object) -> list[str]:
    return [offer.id for offer in _found(*programmes, **changes)[0]]  # type: ignore[arg-type]


# --- which calls ---


def test_an_open_call_becomes_an_offer_with_its_terms() -> None:
    costs = (FirmCost(text("fee"), 10, 30, "project"), FirmCost(text("low"), 5, None, "project"))
    costs += (FirmCost(text("unknown"), None, None, "project"),)
    (made,), rules = _found(_open(_track(months=9, firm_costs=costs)))
    assert (made.id, made.initiatives, made.percent, made.cap) == ("2026/trk-a", PAYS, 50.0, 2000)
    assert (made.first, made.last, made.quarters, made.fee) == (2, 5, 3, 35.0)
    assert (made.after_the_work, made.expected, made.open) == (False, False, ())
    assert rules == OfferRules()


def test_without_rules_for_money_nothing_is_counted() -> None:
    assert find_offers(_problem(), _catalogue(_open(), money=None), {}, ON, B) == ((), OfferRules())


@pytest.mark.parametrize(
    ("what", "changes"),
    [
        ("a loan", {"kind": SupportKind.LOAN}),
        ("nothing of the plan", {"initiatives": ("ini-z",)}),
    ],
)
def test_not_counted_is(what: str, changes: dict[str, object]) -> None:
    assert _ids(_open(**changes)) == [], what


@pytest.mark.parametrize(
    ("what", "made"),
    [
        ("an unknown rate", _track(rates=(Rate(None, None, 2000),))),
        ("no rate", _track(rates=())),
        ("a consortium", _track(consortium=True)),
        ("a track that fails", _track(Condition("at_least", "workers", 50))),
    ],
)
def test_a_track_is_not_counted_where_it_is(what: str, made: Track) -> None:
    assert _ids(_open(made), facts={"workers": 12}) == [], what


def test_a_clause_that_is_open_goes_along_with_the_offer() -> None:
    (made,), _ = _found(_open(_track(SMALL)))
    assert [clause.id for clause in made.open] == ["a"]
    (made,), _ = _found(_open(_track(SMALL)), facts={"workers": 12})
    assert made.open == ()


def test_of_several_rates_that_may_hold_the_lowest_counts() -> None:
    rates = (Rate(SMALL, 90.0, 500), Rate(None, 60.0, 900))
    (made,), _ = _found(_open(_track(rates=rates)))
    assert (made.percent, made.cap) == (60.0, 500)
    (made,), _ = _found(_open(_track(rates=rates)), facts={"workers": 12})
    assert (made.percent, made.cap) == (90.0, 500)


def test_training_is_paid_back_after_the_work() -> None:
    (made,), _ = _found(_open(kind=SupportKind.TRAINING))
    assert made.after_the_work


def test_a_call_without_an_end_can_begin_next_quarter_and_without_a_length_runs_through() -> None:
    (made,), _ = _found(programme(call(tracks=(_track(),)), initiatives=PAYS))
    assert (made.first, made.last, made.quarters) == (1, 4, 8)


def test_of_tracks_on_the_same_terms_the_surest_counts() -> None:
    tracks = (_track(SMALL, id="trk-a"), _track(id="trk-b"), _track(id="trk-c", rates=(Rate(None, 40.0, 2000),)))
    assert _ids(_open(*tracks)) == ["2026/trk-b", "2026/trk-c"]


def _expected(**changes: object) -> Programme:
    made = call("2027", status=CallStatus.EXPECTED, tracks=(_track(),), **changes)
    return programme(made, initiatives=PAYS)


def test_expected_calls_count_in_plan_c_alone() -> None:
    again = _expected(opens=date(2027, 1, 4), closes=date(2027, 2, 1))
    assert _ids(again) == []
    (made,), _ = _found(again, kind=C)
    assert (made.expected, made.first, made.last) == (True, 5, 7)


def test_a_call_that_is_announced_for_later_counts_in_plan_c_and_is_not_called_expected() -> None:
    later = programme(call(opens=date(2026, 5, 1), closes=None, tracks=(_track(),)), initiatives=PAYS)
    assert _ids(later) == []
    (made,), _ = _found(later, kind=C)
    assert (made.expected, made.first) == (False, 2)


def test_an_expected_call_of_unknown_date_is_not_counted() -> None:
    assert _ids(_expected(), kind=C) == []


def test_a_call_beyond_the_plan_is_not_counted() -> None:
    assert _ids(_expected(closes=date(2028, 6, 1)), kind=C) == []


def test_a_closed_call_is_not_counted() -> None:
    assert _ids(programme(call(closes=date(2026, 2, 1), tracks=(_track(),)), initiatives=PAYS), kind=C) == []


# --- what offers do to each other ---


def test_only_one_track_of_a_call_counts() -> None:
    tracks = (_track(id="trk-a"), _track(id="trk-b", rates=(Rate(None, 40.0, None),)))
    assert _found(_open(*tracks))[1].at_most_one == (("2026/trk-a", "2026/trk-b"),)


def test_a_programme_that_may_not_be_repeated_counts_once_over_all_its_calls() -> None:
    calls = (
        call("2026", opens=date(2026, 3, 1), closes=date(2026, 4, 20), tracks=(_track(),)),
        call("2027", status=CallStatus.EXPECTED, closes=date(2027, 2, 1), tracks=(_track(),)),
    )
    twice = programme(*calls, initiatives=PAYS)
    assert _found(twice, kind=C)[1].at_most_one == ()
    for barred in ({"repeat_ban": text("once")}, {"repeat_years": 3}):
        once = programme(*calls, initiatives=PAYS, **barred)
        assert _found(once, kind=C)[1].at_most_one == (("2026/trk-a", "2027/trk-a"),)


def _named(name: str, **changes: object) -> Programme:
    made = call(f"{name}-2026", closes=date(2026, 4, 20), tracks=(_track(),))
    return programme(made, id=ProgrammeId(name), initiatives=PAYS, **changes)


@pytest.mark.parametrize("first", ["prg-a", "prg-b"])
def test_programmes_that_exclude_each_other_never_count_together(first: str) -> None:
    other = "prg-b" if first == "prg-a" else "prg-a"
    pair = {first: _named(first, excludes=(ProgrammeId(other),)), other: _named(other)}
    rules = _found(pair["prg-a"], pair["prg-b"])[1]
    assert rules.at_most_one == (("prg-a-2026/trk-a", "prg-b-2026/trk-a"),)


def test_a_shared_ceiling_covers_its_whole_group_at_the_lower_amount() -> None:
    pair = [_named(n, shared_ceiling=SharedCeiling("group", a)) for n, a in (("prg-a", 900), ("prg-b", 800))]
    assert _found(*pair)[1].ceilings == ((800, ("prg-a-2026/trk-a", "prg-b-2026/trk-a")),)


# --- plans B and C ---


def _plans(*programmes: Programme, **changes: object) -> tuple[SupportedPlan, ...]:
    own = _problem(**changes)
    return plan_with_support(own, plan_roadmap(own), _catalogue(*programmes), {}, ON)


def test_without_a_call_there_is_no_plan_beside_the_own() -> None:
    assert _plans() == ()
    assert _plans(programme(call(closes=date(2026, 2, 1), tracks=(_track(),)), initiatives=PAYS)) == ()


def test_a_plan_that_counts_no_money_is_left_away() -> None:
    """The work is done before the call could pay for it, and waiting is worth less."""
    assert _plans(_expected(closes=date(2027, 2, 1))) == ()


def test_a_plan_with_an_open_call_has_its_grant_and_its_fallback() -> None:
    (plan,) = _plans(_open(), budget_a_year=(300, 0))
    assert plan.kind is B
    assert starts_of(plan.roadmap) == {"ini-a": 2}
    assert plan.roadmap.grants[0].amount == 200
    assert plan.fallback.scheduled == ()
    assert plan.fallback.grants == ()


def test_plan_c_stands_beside_b_only_where_it_counts_something_else() -> None:
    again = _expected(opens=date(2026, 7, 1), closes=date(2026, 7, 15))
    twice = programme(*_open().calls, *again.calls, initiatives=PAYS)
    assert [plan.kind for plan in _plans(twice, budget_a_year=(300, 0))] == [B]
    assert [plan.kind for plan in _plans(again, budget_a_year=(300, 0))] == [C]


def test_what_has_begun_before_the_answer_stays_in_the_fallback() -> None:
    own = instance(work("ini-a", "P1", cost=1400), work("ini-b", "P2", cost=300), start=ON, budget_a_year=(1000, 0))
    made = _catalogue(_open())
    (plan,) = plan_with_support(own, plan_roadmap(own), made, {}, ON)
    assert starts_of(plan.roadmap) == {"ini-b": 0, "ini-a": 2}
    assert starts_of(plan.fallback) == {"ini-b": 0}
    assert InitiativeId("ini-a") in {left.initiative for left in plan.fallback.left_out}
