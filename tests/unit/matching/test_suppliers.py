"""Suppliers by what they can do for the first steps, or the sheet to ask them with (method 13)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assessment.catalogue import Capability, CapabilityId, Catalogue, EntryState, OfferGrade, OfficialGrade, Supplier
from assessment.matching.supplier_index import prepare_suppliers
from assessment.matching.suppliers import equal_needs, find_demand, find_needs, match_suppliers, requirement_sheet
from assessment.matching.values import Demand, Need, RequirementSheet, SupplierMatches
from assessment.roadmap.schedule import plan_roadmap
from assessment.roadmap.values import Roadmap
from assessment.scoring.values import Wishes
from assessment.terms import Reason
from tests.builders import candidate, catalogue, initiative, instance, profile, supplier, text, use_case
from tests.builders_matching import A, B, C, demand, entry, need, offer

NEEDS = (need("cap-a", 0.6, "ini-1"), need("cap-b", 0.4, "ini-2"))
COMPANY = demand(*NEEDS)
CAPABILITIES = tuple(Capability(c, text(c), text("ask"), text("question")) for c in (A, B, C))


def _matches(*suppliers: Supplier, seed: int = 1, asked: Demand = COMPANY) -> SupplierMatches:
    return match_suppliers(asked, prepare_suppliers(suppliers), seed)


def _order(found: SupplierMatches) -> list[str]:
    return [match.supplier.id for match in found.matches]


def _graded(supplier_id: str, grade: OfferGrade, **changes: object) -> Supplier:
    return supplier(supplier_id, offers=(offer(A, grade),), **changes)


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


def test_needs_may_all_weigh_the_same() -> None:
    assert equal_needs((A, B)) == (Need(A, 0.5, ()), Need(B, 0.5, ()))


def test_a_demand_is_needs_place_all_the_money_of_the_plan_and_the_cells_of_wanted_uses() -> None:
    uses = tuple(use_case(f"uc-{n}", cell=cell) for n, cell in enumerate(("cell-1-A", "cell-2-B", "cell-1-A")))
    found = find_demand(
        NEEDS,
        instance(budget_a_year=(1000, 500)),
        profile(division="22", region="48"),
        Wishes(use_cases=("uc-0", "uc-2", "uc-unknown")),  # type: ignore[arg-type]
        catalogue(use_cases=uses),
    )
    assert found == Demand(NEEDS, "22", "48", 1500, ("cell-1-A",))


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
    best = supplier("sup-best", offers=(offer(A, OfferGrade.VERIFIED), offer(B, OfferGrade.VERIFIED)))
    found = _matches(near, best)
    # near: .65 · .48 / 1.0 + .24 + .11 = .662; best: .65
    assert [(m.supplier.id, m.fit) for m in found.matches] == [
        ("sup-near", pytest.approx(0.662)),
        ("sup-best", pytest.approx(0.65)),
    ]


def test_the_parts_of_a_fit_sum_to_it() -> None:
    near = _graded("sup-near", OfferGrade.REFERENCE, divisions=("22",), regions=("48",))
    match = _matches(near, supplier("sup-other", "cap-a", "cap-b")).matches[0]
    assert dict(match.parts) == {"cover": pytest.approx(0.65 * 0.48 / 0.6), "industry": 0.24, "region": 0.11}
    assert match.fit == pytest.approx(sum(dict(match.parts).values()))


def test_a_match_names_what_it_covers_with_the_evidence_and_what_is_missing_and_why_it_is_near() -> None:
    shown = offer(A, OfferGrade.REFERENCE, shown_by="4 plants")
    near = supplier("sup-near", offers=(offer(C), shown), divisions=("22", "10"), regions=("48",))
    match = _matches(near).matches[0]
    assert match.covered == (shown,)
    assert match.missing == (B,)
    assert match.reasons == (
        Reason.of("worked_in_industry", division="22"),
        Reason.of("works_in_region", region="48"),
        Reason.of("no_known_projects"),
    )


def test_what_is_covered_and_what_is_missing_stand_heaviest_first() -> None:
    asked = demand(need("cap-a", 0.1), need("cap-b", 0.5), need("cap-c", 0.2), need("cap-d", 0.2))
    match = _matches(supplier("sup-x", "cap-a", "cap-b"), asked=asked).matches[0]
    assert [o.capability for o in match.covered] == ["cap-b", "cap-a"]
    assert match.missing == ("cap-c", "cap-d")


def test_projects_and_wanted_cells_are_reasons() -> None:
    tried = supplier("sup-x", offers=(offer(A, delivered=4, accepted=3), offer(C, delivered=9)), cells=("cell-2-D",))
    match = _matches(tried, asked=demand(*NEEDS, cells=("cell-1-A", "cell-2-D"))).matches[0]
    assert match.reasons == (
        Reason.of("works_on_cells", cells=("cell-2-D",)),
        Reason.of("projects_accepted", accepted=3, delivered=4),
    )


def test_a_supplier_from_elsewhere_gives_no_reason_of_nearness() -> None:
    far = _matches(supplier("sup-far", "cap-a", divisions=("10",), regions=("11",))).matches[0]
    assert far.reasons == (Reason.of("no_known_projects"),)


# --- outcomes ---


def _covers(*suppliers: Supplier) -> dict[str, float]:
    asked = demand(need("cap-a"))
    return {m.supplier.id: m.cover for m in _matches(*suppliers, asked=asked).matches}


def test_outcomes_move_a_supplier_around_what_is_usual_and_a_new_one_stands_between() -> None:
    covers = _covers(
        supplier("sup-good", offers=(offer(A, OfferGrade.VERIFIED, delivered=8, accepted=8),)),
        supplier("sup-bad", offers=(offer(A, OfferGrade.VERIFIED, delivered=8, accepted=2),)),
        _graded("sup-new", OfferGrade.VERIFIED),
    )
    # 10 of 16 were accepted, so the usual share is .625: good (8 + 4 · .625) / 12, bad (2 + 2.5) / 12
    assert covers == {
        "sup-good": pytest.approx(0.875),
        "sup-new": pytest.approx(0.625),
        "sup-bad": pytest.approx(0.375),
    }


def test_a_capability_without_outcomes_takes_what_is_usual_in_the_register() -> None:
    others = supplier("sup-b", offers=(offer(B, delivered=10, accepted=5),))
    assert _covers(_graded("sup-new", OfferGrade.VERIFIED), others) == {"sup-new": pytest.approx(0.5)}


# --- who is listed ---


def test_a_supplier_that_covers_no_need_is_not_listed() -> None:
    found = _matches(supplier("sup-x", "cap-c"), supplier("sup-none"))
    assert (found.matches, found.filtered_out, found.passed, found.filtered) == ((), (), 0, 0)


def test_without_needs_there_is_nobody_to_name() -> None:
    found = _matches(supplier("sup-a", "cap-a"), asked=replace(COMPANY, needs=()))
    assert (found.matches, found.unmet) == ((), ())


def test_an_empty_register_leaves_every_need_unmet() -> None:
    found = _matches()
    assert (found.matches, found.nearest, found.unmet) == ((), (), (A, B))


def test_at_most_five_are_listed_and_they_are_the_best() -> None:
    many = [supplier(f"sup-{n}", "cap-a") for n in range(9)]
    best = _graded("sup-best", OfferGrade.VERIFIED)
    found = _matches(*many, best)
    assert len(found.matches) == 5
    assert found.passed == 10
    assert _order(found)[0] == "sup-best"


def test_needs_that_nobody_who_passed_covers_are_unmet() -> None:
    asked = demand(need("cap-c", 0.5), need("cap-b", 0.3), need("cap-a", 0.2))
    found = _matches(supplier("sup-a", "cap-a"), supplier("sup-busy", "cap-b", capacity=0), asked=asked)
    assert found.unmet == (C, B)


# --- hard filters, ties, size ---


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"entry": entry(EntryState.PROPOSED, "")}, Reason.of("entry_proposed", why="")),
        ({"entry": entry(EntryState.SUSPENDED)}, Reason.of("entry_suspended", why="because")),
        ({"entry": entry(EntryState.EXPIRED)}, Reason.of("entry_expired", why="because")),
        ({"declared_on": None}, Reason.of("interests_not_declared")),
        ({"conflicts": ("owns a competitor",)}, Reason.of("conflict_of_interest", conflicts=("owns a competitor",))),
        ({"capacity": 0}, Reason.of("no_capacity")),
        ({"price_from": 500}, Reason.of("price_above_budget", price=500, budget=499)),
        ({"works_only_there": True, "regions": ("11",)}, Reason.of("works_only_elsewhere", regions=("11",))),
    ],
)
def test_a_hard_filter_comes_before_any_fit_and_says_its_reason(changes: dict[str, object], reason: Reason) -> None:
    out, stays = supplier("sup-out", "cap-a", "cap-b", **changes), supplier("sup-in", "cap-a")
    found = _matches(out, stays, asked=replace(COMPANY, budget=499))
    assert _order(found) == ["sup-in"]
    assert [(f.supplier.id, f.reasons) for f in found.filtered_out] == [("sup-out", (reason,))]
    assert (found.passed, found.filtered, found.nearest) == (1, 1, ())


def test_a_supplier_that_works_only_in_the_region_of_the_company_is_listed() -> None:
    assert _order(_matches(supplier("sup-a", "cap-a", works_only_there=True, regions=("48",)))) == ["sup-a"]


def test_a_price_equal_to_the_budget_passes() -> None:
    assert _order(_matches(supplier("sup-a", "cap-a", price_from=499), asked=replace(COMPANY, budget=499))) == ["sup-a"]


def test_every_reason_is_named_not_only_the_first() -> None:
    found = _matches(supplier("sup-out", "cap-a", capacity=0, declared_on=None))
    assert found.filtered_out[0].reasons == (Reason.of("interests_not_declared"), Reason.of("no_capacity"))


def test_where_nobody_passes_the_nearest_are_named_with_what_is_missing() -> None:
    busy = {"capacity": 0}
    found = _matches(
        _graded("sup-c", OfferGrade.CLAIMED, **busy),
        _graded("sup-b", OfferGrade.VERIFIED, **busy),
        supplier("sup-a", "cap-a", "cap-b", **busy),
        supplier("sup-d", "cap-b", **busy),
    )
    assert [f.supplier.id for f in found.nearest] == ["sup-a", "sup-b", "sup-c"]
    assert [round(f.cover, 2) for f in found.nearest] == [0.6, 0.6, 0.36]
    assert [f.missing for f in found.nearest] == [(), (B,), (B,)]


def test_at_most_twenty_who_were_filtered_out_are_named_and_all_are_counted() -> None:
    found = _matches(*(supplier(f"sup-{n:02d}", "cap-a", capacity=0) for n in range(25)))
    assert (len(found.filtered_out), found.filtered) == (20, 25)


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


def test_the_order_of_the_register_does_not_matter() -> None:
    equals = [supplier(f"sup-{n}", "cap-a") for n in range(9)]
    assert _matches(*equals) == _matches(*reversed(equals))


@pytest.mark.parametrize(
    "changes",
    [
        {"workers": 5000},
        {"price_from": 1, "price_to": 2},
        {"name": "유명 (가상)"},
        {"capacity": 99},
        {"official_grade": OfficialGrade("3", 9, date(2026, 1, 1))},
    ],
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
