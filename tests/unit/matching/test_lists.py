"""Lists for a matching day: what each company sees, and what each supplier can serve."""

from __future__ import annotations

import pytest

from assessment.catalogue import OfferGrade, Supplier
from assessment.matching.lists import plan_lists
from assessment.matching.supplier_index import prepare_suppliers
from assessment.matching.values import Demand, SupplierLists
from tests.builders import supplier
from tests.builders_matching import A, B, demand, need, offer


def _plan(companies: int, *suppliers: Supplier, seed: int = 1, asked: Demand | None = None) -> SupplierLists:
    """Companies c-0, c-1 … that all ask for the same."""
    wanted = asked or demand()
    return plan_lists({f"c-{n}": wanted for n in range(companies)}, prepare_suppliers(suppliers), seed)


def _shown(found: SupplierLists) -> dict[str, int]:
    return {exposure.supplier: exposure.shown for exposure in found.exposures}


def test_every_company_gets_its_best_five_where_nothing_is_scarce() -> None:
    register = [supplier(f"sup-{n}", "cap-a", capacity=9) for n in range(3)]
    best = [supplier(f"sup-best-{n}", offers=(offer(A, OfferGrade.VERIFIED),), capacity=9) for n in range(4)]
    found = _plan(2, *register, *best)
    for entry in found.lists:
        assert [name for name, _ in entry.listed][:4] != []
        assert {name for name, _ in entry.listed[:4]} == {s.id for s in best}
        assert len(entry.listed) == 5
        assert [fit for _, fit in entry.listed] == sorted((fit for _, fit in entry.listed), reverse=True)
    assert found.worth == pytest.approx(found.worth_of_plain)
    assert found.seed == 1


def test_a_supplier_is_shown_to_six_companies_for_each_project_it_can_start() -> None:
    found = _plan(10, supplier("sup-small", "cap-a", capacity=1), supplier("sup-large", "cap-a", capacity=5))
    assert _shown(found) == {"sup-small": 6, "sup-large": 10}
    small = found.exposures[1]
    assert (small.ceiling, small.load, found.overloaded) == (6, 6.0, ())
    assert found.worth < found.worth_of_plain


def test_a_supplier_that_suits_is_shown_at_least_three_times_even_where_others_fit_better() -> None:
    best = [supplier(f"sup-best-{n}", offers=(offer(A, OfferGrade.VERIFIED),), capacity=9) for n in range(5)]
    found = _plan(8, *best, supplier("sup-plain", "cap-a", capacity=9))
    assert _shown(found)["sup-plain"] == 3
    assert found.never_shown == ()
    assert {e.floor for e in found.exposures} == {3}


def test_a_supplier_that_covers_little_beside_the_best_is_not_shown_to_reach_a_floor() -> None:
    asked = demand(need("cap-a", 0.8), need("cap-b", 0.2))
    best = [supplier(f"sup-best-{n}", offers=(offer(A, OfferGrade.VERIFIED),), capacity=9) for n in range(5)]
    found = _plan(4, *best, supplier("sup-other", offers=(offer(B),)), asked=asked)
    other = next(e for e in found.exposures if e.supplier == "sup-other")
    assert (other.suits, other.floor, other.shown) == (0, 0, 0)
    assert found.never_shown == ()


def test_floors_that_cannot_all_be_reached_are_missed_as_little_as_possible() -> None:
    found = _plan(1, *(supplier(f"sup-{n}", "cap-a", capacity=9) for n in range(8)))
    assert sum(_shown(found).values()) == 5
    assert len(found.never_shown) == 3


def test_suppliers_beyond_the_forty_best_of_every_company_still_reach_their_floor() -> None:
    best = [supplier(f"sup-best-{n:02d}", offers=(offer(A, OfferGrade.VERIFIED),), capacity=9) for n in range(40)]
    found = _plan(60, *best, supplier("sup-plain", "cap-a", capacity=9))
    assert _shown(found)["sup-plain"] == 3


def test_a_company_for_which_nobody_passes_has_an_empty_list() -> None:
    register = prepare_suppliers([supplier("sup-a", "cap-a")])
    found = plan_lists({"rich": demand(), "poor": demand(budget=1)}, register, 1)
    assert {entry.company: len(entry.listed) for entry in found.lists} == {"rich": 1, "poor": 0}


def test_who_passes_for_nobody_is_not_counted_as_hidden() -> None:
    found = _plan(3, supplier("sup-busy", "cap-a", capacity=0))
    assert (found.exposures, found.never_shown, found.worth) == ((), (), 0)


def test_a_matching_day_without_companies_or_without_suppliers_is_empty() -> None:
    assert _plan(0, supplier("sup-a", "cap-a")).lists == ()
    assert [entry.listed for entry in _plan(2).lists] == [(), ()]


def test_ties_are_broken_by_the_seed_and_by_nothing_else() -> None:
    equals = [supplier(f"sup-{n}", "cap-a", capacity=1) for n in range(12)]
    assert _plan(9, *equals) == _plan(9, *reversed(equals))
    assert len({str(_plan(9, *equals, seed=seed).lists) for seed in range(5)}) > 1
