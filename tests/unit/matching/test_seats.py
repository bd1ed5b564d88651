"""Who sits in which subcommittee: the best fit that keeps to size and diversity."""

from __future__ import annotations

from collections import Counter

import pytest

from assessment.catalogue import CapabilityId
from assessment.matching.seats import fill_subcommittees
from assessment.matching.values import Applicant, SeatRules
from assessment.terms import Reason
from tests.builders_matching import A, B, C

FREE = SeatRules(smallest=0, largest=99, industries=0, least_companies=0, least_suppliers=0, most_of_one_industry=1.0)
AGENDAS = {"one": {A: 1.0}, "two": {B: 1.0}, "three": {C: 1.0}}


def _applicant(
    applicant_id: str,
    needs: dict[CapabilityId, float] | None = None,
    offers: dict[CapabilityId, float] | None = None,
    industry: str = "ind-a",
    interest: dict[str, float] | None = None,
) -> Applicant:
    return Applicant(applicant_id, industry, offers is not None, needs or {}, offers or {}, interest or {})


def _company(number: int, industry: str, need: CapabilityId = A) -> Applicant:
    return _applicant(f"co-{number}", {need: 1.0}, industry=industry)


def test_without_rules_everybody_sits_in_the_best_two() -> None:
    applicant = _applicant("co-1", {A: 0.5, B: 0.3, C: 0.2})
    plan = fill_subcommittees([applicant], AGENDAS, FREE)
    assert [(seat.subcommittee, seat.fit) for seat in plan.seats] == [("one", 0.25), ("two", 0.15)]
    assert plan.worth == plan.worth_of_plain == pytest.approx(0.4)
    assert plan.bound == pytest.approx(0.4)


def test_fit_is_half_need_three_tenths_of_the_gap_and_two_tenths_interest() -> None:
    applicant = _applicant("co-1", {A: 0.4, C: 0.6}, {A: 1.0, B: 0.5}, interest={"one": 0.5})
    (seat,) = fill_subcommittees([applicant], {"one": {A: 1.0, B: 0.5}}, FREE, {"one": {A}}).seats
    # need: .5 · .4; A is offered already, so that B is the whole gap: .3 · .5; interest: .2 · .5
    assert seat.fit == pytest.approx(0.2 + 0.15 + 0.1)
    assert seat.reasons == (
        Reason.of("needs_on_agenda", capabilities=(A,)),
        Reason.of("offers_what_is_missing", capabilities=(B,)),
        Reason.of("asked_to_join"),
    )


def test_a_gap_is_filled_in_shares() -> None:
    applicant = _applicant("sup-1", offers={A: 1.0})
    (seat,) = fill_subcommittees([applicant], {"one": {A: 1.0, B: 0.5}}, FREE).seats
    assert seat.fit == pytest.approx(0.3 * 2 / 3)


def test_nobody_sits_where_nothing_fits() -> None:
    plan = fill_subcommittees([_applicant("co-1", {A: 1.0}), _applicant("co-2")], AGENDAS, FREE)
    assert [(seat.applicant, seat.subcommittee) for seat in plan.seats] == [("co-1", "one")]
    assert plan.without_seat == ("co-2",)


def test_an_agenda_that_is_covered_leaves_no_gap() -> None:
    plan = fill_subcommittees([_applicant("sup-1", offers={A: 1.0})], {"one": {A: 1.0}}, FREE, {"one": {A}})
    assert plan.seats == ()


def _mixed(companies: int = 6, suppliers: int = 3) -> list[Applicant]:
    made = [_company(n, f"ind-{n % 3}") for n in range(companies)]
    return made + [_applicant(f"sup-{n}", offers={A: 1.0}, industry="supply") for n in range(suppliers)]


def test_size_is_kept_from_both_sides() -> None:
    rules = SeatRules(smallest=5, largest=8)
    assert len(fill_subcommittees(_mixed(), {"one": {A: 1.0}}, rules).seats) == 8
    few = fill_subcommittees(_mixed(2, 1), {"one": {A: 1.0}}, rules)
    assert few.seats == ()
    assert few.not_formed == (("one", Reason.of("too_few_applicants", found=3, needed=5)),)


def test_no_industry_takes_more_than_its_share() -> None:
    made = [_company(n, "ind-0" if n < 6 else f"ind-{n}") for n in range(10)]
    made += [_applicant(f"sup-{n}", offers={A: 1.0}, industry="supply") for n in range(4)]
    plan = fill_subcommittees(made, {"one": {A: 1.0}}, SeatRules())
    by_id = {a.id: a for a in made}
    count = Counter(by_id[seat.applicant].industry for seat in plan.seats)
    assert count["ind-0"] <= 0.4 * count.total()
    assert count.total() >= 12


@pytest.mark.parametrize(
    ("applicants", "reason"),
    [
        (
            [*(_company(n, "ind-0") for n in range(5)), *_mixed(0, 3)],
            Reason.of("too_few_industries", found=2, needed=3),
        ),
        ([_company(n, f"ind-{n % 4}") for n in range(8)], Reason.of("too_few_suppliers", found=0)),
        (
            [_applicant(f"sup-{n}", offers={A: 1.0}, industry=f"ind-{n % 4}") for n in range(8)],
            Reason.of("too_few_companies", found=0),
        ),
        (
            [
                *(_company(n, "ind-0") for n in range(6)),
                _company(7, "ind-1"),
                *(_applicant(f"sup-{n}", offers={A: 1.0}, industry="ind-0") for n in range(2)),
                _applicant("sup-9", offers={A: 1.0}, industry="ind-2"),
            ],
            Reason.of("rules_leave_no_filling"),
        ),
    ],
)
def test_a_subcommittee_that_cannot_be_formed_says_why(applicants: list[Applicant], reason: Reason) -> None:
    plan = fill_subcommittees(applicants, {"one": {A: 1.0}}, SeatRules())
    assert plan.seats == ()
    assert plan.not_formed == (("one", reason),)
    assert len(plan.without_seat) == len(applicants)


def test_who_is_moved_to_keep_the_balance_is_told_so() -> None:
    rules = SeatRules(
        smallest=1, largest=1, seats_each=1, industries=1, least_companies=0, least_suppliers=0, most_of_one_industry=1
    )
    both = [_applicant(f"co-{n}", {A: 0.6, B: 0.4}) for n in (1, 2)]
    plan = fill_subcommittees(both, {"one": {A: 1.0}, "two": {B: 1.0}}, rules)
    assert sorted(seat.subcommittee for seat in plan.seats) == ["one", "two"]
    moved = next(seat for seat in plan.seats if seat.subcommittee == "two")
    assert Reason.of("seated_for_balance") in moved.reasons
    assert plan.worth < plan.worth_of_plain


def test_two_applicants_with_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="different ids"):
        fill_subcommittees([_applicant("co-1"), _applicant("co-1")], AGENDAS, FREE)


def test_nobody_applies() -> None:
    plan = fill_subcommittees([], AGENDAS, SeatRules())
    assert (plan.seats, plan.worth) == ((), 0)
    assert [name for name, _ in plan.not_formed] == ["one", "two", "three"]
