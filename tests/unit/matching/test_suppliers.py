"""Suppliers by what they can do for the first steps, or the sheet to ask them with (method 13)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assessment.catalogue import Capability, CapabilityId, Catalogue, Offer, OfferGrade, Supplier
from assessment.matching.suppliers import find_needs, match_suppliers, requirement_sheet
from assessment.matching.values import Need, RequirementSheet, SupplierMatches
from assessment.roadmap.schedule import plan_roadmap
from assessment.roadmap.values import Roadmap
from assessment.terms import Reason
from tests.builders import candidate, catalogue, initiative, instance, profile, supplier, text

A, B, C = (CapabilityId(f"cap-{letter}") for letter in "abc")
NEEDS = (Need(A, 0.6, ("ini-1",)), Need(B, 0.4, ("ini-2",)))
COMPANY = profile(division="22", region="48")
CAPABILITIES = tuple(Capability(c, text(c), text("ask"), text("question")) for c in (A, B, C))


def _matches(*suppliers: Supplier, seed: int = 1, needs: tuple[Need, ...] = NEEDS) -> SupplierMatches:
    return match_suppliers(needs, catalogue(suppliers=suppliers), COMPANY, seed)


def _order(found: SupplierMatches) -> list[str]:
    return [match.supplier.id for match in found.matches]


def _graded(supplier_id: str, grade: OfferGrade, **changes: object) -> Supplier:
    return supplier(supplier_id, offers=(Offer(A, grade),), **changes)


# --- needs ---


def _planned(*capabilities: tuple[str, ...]) -> tuple[Roadmap, Catalogue]:
    """A plan of one initiative a quarter, each asking for these capabilities, and its catalogue."""
    work = [candidate(f"ini-{n}", (f"P{n}", 0, 1), cost=0, staff_months=1.0) for n in range(1, len(capabilities) + 1)]
    plan = plan_roadmap(instance(*work, staff_months=(1.0,) * 8, budget_a_year=(0, 0)))
    entries = tuple(
        initiative(f"ini-{n}", capabilities=tuple(map(CapabilityId, asked))) for n, asked in enumerate(capabilities, 1)
    )
    return plan, catalogue(initiatives=entries, capabilities=CAPABILITIES)


def test_needs_are_the_capabilities_of_the_plan_weighted_by_how_many_want_them() -> None:
    needs = find_needs(*_planned(("cap-a", "cap-b"), ("cap-b",), ("cap-b",)))
    assert needs == (Need(B, 0.75, ("ini-1", "ini-2", "ini-3")), Need(A, 0.25, ("ini-1",)))


def test_only_the_first_two_phases_are_in_sight() -> None:
    # Quarters 0–4 of eight are phases 1 and 2; ini-6 starts in quarter 5.
    needs = find_needs(*_planned(("cap-a",), (), (), (), ("cap-b",), ("cap-c",)))
    assert [need.capability for need in needs] == ["cap-a", "cap-b"]


def test_a_plan_that_asks_for_nothing_has_no_needs() -> None:
    assert find_needs(*_planned((), ())) == ()


# --- fit ---


def test_cover_counts_a_claim_six_tenths_a_reference_eight_and_a_verified_offer_whole() -> None:
    found = _matches(*(_graded(f"sup-{grade.value}", grade) for grade in OfferGrade))
    assert {m.supplier.id: m.cover for m in found.matches} == {
        "sup-claimed": pytest.approx(0.36),
        "sup-reference": pytest.approx(0.48),
        "sup-verified": pytest.approx(0.6),
    }
    assert _order(found) == ["sup-verified", "sup-reference", "sup-claimed"]


def test_fit_is_cover_beside_the_best_then_industry_then_region() -> None:
    near = _graded("sup-near", OfferGrade.REFERENCE, divisions=("22",), regions=("48",))
    best = supplier("sup-best", offers=(Offer(A, OfferGrade.VERIFIED), Offer(B, OfferGrade.VERIFIED)))
    found = _matches(near, best)
    # near: .65 · .48 / 1.0 + .24 + .11 = .662; best: .65
    assert [(m.supplier.id, m.fit) for m in found.matches] == [
        ("sup-near", pytest.approx(0.662)),
        ("sup-best", pytest.approx(0.65)),
    ]


def test_a_match_names_what_it_covers_what_is_missing_and_why_it_is_near() -> None:
    near = _graded("sup-near", OfferGrade.REFERENCE, divisions=("22", "10"), regions=("48",))
    match = _matches(near).matches[0]
    assert match.covered == ((A, OfferGrade.REFERENCE),)
    assert match.missing == (B,)
    assert match.reasons == (
        Reason.of("worked_in_industry", division="22"),
        Reason.of("works_in_region", region="48"),
    )


def test_a_supplier_from_elsewhere_gives_no_reason_of_nearness() -> None:
    assert _matches(supplier("sup-far", "cap-a", divisions=("10",), regions=("11",))).matches[0].reasons == ()


def test_a_supplier_that_covers_no_need_is_not_listed() -> None:
    found = _matches(supplier("sup-x", "cap-c"), supplier("sup-none"))
    assert (found.matches, found.filtered_out) == ((), ())


def test_without_needs_there_is_nobody_to_name() -> None:
    assert _matches(supplier("sup-a", "cap-a"), needs=()).matches == ()


def test_at_most_five_are_listed_and_they_are_the_best() -> None:
    many = [supplier(f"sup-{n}", "cap-a") for n in range(9)]
    best = _graded("sup-best", OfferGrade.VERIFIED)
    found = _matches(*many, best)
    assert len(found.matches) == 5
    assert _order(found)[0] == "sup-best"


# --- hard filters, ties, size ---


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"capacity": 0}, Reason.of("no_capacity")),
        ({"conflicts": ("owns a competitor",)}, Reason.of("conflict_of_interest", conflicts=("owns a competitor",))),
    ],
)
def test_no_capacity_and_conflicts_of_interest_filter_with_their_reason(
    changes: dict[str, object], reason: Reason
) -> None:
    out, stays = supplier("sup-out", "cap-a", **changes), supplier("sup-in", "cap-a")
    found = _matches(out, stays)
    assert _order(found) == ["sup-in"]
    assert [(f.supplier.id, f.reason) for f in found.filtered_out] == [("sup-out", reason)]


def test_a_filtered_supplier_does_not_set_the_measure_of_the_others() -> None:
    verified_but_busy = _graded("sup-busy", OfferGrade.VERIFIED, capacity=0)
    assert _matches(verified_but_busy, supplier("sup-in", "cap-a")).matches[0].fit == pytest.approx(0.65)


def test_a_filtered_supplier_that_covers_no_need_is_not_mentioned() -> None:
    assert _matches(supplier("sup-out", "cap-c", capacity=0)).filtered_out == ()


def test_ties_are_ordered_by_the_seed() -> None:
    equals = [supplier(f"sup-{n}", "cap-a") for n in range(5)]
    orders = {tuple(_order(_matches(*equals, seed=seed))) for seed in range(20)}
    assert _order(_matches(*equals, seed=3)) == _order(_matches(*equals, seed=3))
    assert len(orders) > 5
    assert {order[0] for order in orders} == {s.id for s in equals}
    assert _matches(*equals, seed=3).seed == 3


def test_a_better_fit_comes_first_whatever_the_seed() -> None:
    pair = (supplier("sup-a", "cap-a"), supplier("sup-b", "cap-a", regions=("48",)))
    assert {_order(_matches(*pair, seed=seed))[0] for seed in range(20)} == {"sup-b"}


@pytest.mark.parametrize(
    "changes", [{"workers": 5000}, {"price_from": 1, "price_to": 2}, {"name": "유명 (가상)"}, {"capacity": 99}]
)
def test_size_price_fame_and_free_hands_never_change_the_order(changes: dict[str, object]) -> None:
    equals = [supplier(f"sup-{n}", "cap-a") for n in range(4)]
    for favoured in range(4):
        changed = [replace(s, **changes) if n == favoured else s for n, s in enumerate(equals)]  # type: ignore[arg-type]
        assert _order(_matches(*changed)) == _order(_matches(*equals))


# --- the sheet instead ---


def _requirements(*capabilities: tuple[str, ...]) -> RequirementSheet:
    plan, made = _planned(*capabilities)
    return requirement_sheet(find_needs(plan, made), made)


def test_the_requirement_sheet_names_capabilities_with_what_wants_them() -> None:
    lines = _requirements(("cap-b",), ("cap-a", "cap-b")).lines
    assert [(line.capability.id, [i.id for i in line.wanted_by]) for line in lines] == [
        ("cap-b", ["ini-1", "ini-2"]),
        ("cap-a", ["ini-2"]),
    ]


def test_the_requirement_sheet_names_each_acceptance_test_once_and_the_pools_to_search() -> None:
    sheet = _requirements(("cap-b",), ("cap-a", "cap-b"))
    assert sheet.acceptance == (text("acceptance"), text("acceptance"))
    assert sheet.pools == (text("pool"),)


def test_without_needs_the_requirement_sheet_is_empty() -> None:
    assert _requirements(()).lines == ()
