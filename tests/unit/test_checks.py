"""What can be wrong across rooms: a catalogue beside its edition, wishes, a register of suppliers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assessment.catalogue import (
    Basis,
    Capability,
    CapabilityId,
    Catalogue,
    Cost,
    EntryState,
    Initiative,
    InitiativeId,
    KpiId,
    OfferGrade,
    UseCaseId,
)
from assessment.checks import find_catalogue_problems, find_supplier_problems, find_wish_problems
from assessment.instrument.edition import Concern, ConcernId, Condition, ItemId, Questionnaire
from assessment.roadmap.values import Adjustments, Limits, OwnerNumbers
from assessment.scoring.values import Wishes
from assessment.terms import Problem
from assessment.values import Case
from tests.builders import (
    ALL_IDS,
    alliance,
    catalogue,
    initiative,
    limits,
    profile,
    sheet,
    subcommittee,
    supplier,
    text,
    use_case,
)
from tests.builders import questionnaire as edition
from tests.builders_matching import ON, entry, offer

EDITION = edition(concerns=(Concern(ConcernId("con-defects"), text(), (ItemId("P3"),), ("kpi-defects",)),))
CAP_A = CapabilityId("cap-a")
STEPS = tuple(
    initiative(f"ini-{i.lower()}", *((i, level, level + 1) for level in range(4)), capabilities=(CAP_A,))
    for i in ALL_IDS
)
"""One initiative for each item that makes every step up to level 4: nothing is uncovered."""
WHOLE = catalogue(initiatives=STEPS)


def _codes(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


def _extra(*effects: tuple[str, int, int], **changes: object) -> Catalogue:
    return replace(WHOLE, initiatives=(*STEPS, initiative("ini-x", *effects, **changes)))


def _with_use_case(needs: dict[str, int] | None = None, **changes: object) -> Catalogue:
    return replace(WHOLE, use_cases=(use_case("uc-x", needs, **changes),))


def test_a_catalogue_that_covers_its_edition_has_no_problems() -> None:
    assert find_catalogue_problems(EDITION, WHOLE) == []


def test_the_real_catalogue_has_no_problems(questionnaire: Questionnaire, catalogue: Catalogue) -> None:
    assert find_catalogue_problems(questionnaire, catalogue) == []


CHEAP_LAST = Cost(200, 100, 300, Basis.ESTIMATE, text())
DEAR_FIRST = Cost(100, 400, 300, Basis.ESTIMATE, text())
UNKNOWN_FIELD = Condition("equals", "colour", "red")
BROKEN = {
    "an id that stands twice": (replace(WHOLE, initiatives=(*STEPS, STEPS[0])), ["repeated_id"]),
    "an effect on an unknown item": (_extra(("X9", 0, 1)), ["unknown_id"]),
    "an unknown prerequisite": (_extra(("P1", 0, 1), prerequisites=(InitiativeId("ini-z"),)), ["unknown_id"]),
    "an unknown KPI": (_extra(("P1", 0, 1), kpis=(KpiId("kpi-z"),)), ["unknown_id"]),
    "an unknown capability": (_extra(("P1", 0, 1), capabilities=(CapabilityId("cap-z"),)), ["unknown_id"]),
    "a step that does not climb": (_extra(("P1", 1, 1)), ["effect_does_not_climb"]),
    "a step that falls": (_extra(("P1", 2, 1)), ["effect_does_not_climb"]),
    "a likely cost under the low one": (_extra(("P1", 0, 1), cost=CHEAP_LAST), ["cost_out_of_order"]),
    "a likely cost over the high one": (_extra(("P1", 0, 1), cost=DEAR_FIRST), ["cost_out_of_order"]),
    "a condition on an unknown field": (_extra(("P1", 0, 1), when=UNKNOWN_FIELD), ["unknown_id"]),
    "an unknown field inside a condition": (
        _extra(("P1", 0, 1), when=Condition("all", inner=(Condition("not", inner=(UNKNOWN_FIELD,)),))),
        ["unknown_id"],
    ),
    "an initiative that waits for itself": (
        _extra(("P1", 0, 1), prerequisites=(InitiativeId("ini-x"),)),
        ["prerequisites_in_a_circle"],
    ),
    "a use case that needs an unknown item": (_with_use_case({"X9": 1}), ["unknown_id"]),
    "a use case with an unknown KPI": (_with_use_case(kpis=(KpiId("kpi-z"),)), ["unknown_id"]),
    "a use case with an unknown capability": (_with_use_case(capabilities=(CapabilityId("cap-z"),)), ["unknown_id"]),
    "a use case with an unknown subcommittee": (_with_use_case(subcommittees=("moon",)), ["unknown_id"]),
    "a use case whose likely cost is under the low one": (_with_use_case(cost=CHEAP_LAST), ["cost_out_of_order"]),
    "a use case whose likely cost is over the high one": (_with_use_case(cost=DEAR_FIRST), ["cost_out_of_order"]),
    "a step without an initiative": (replace(WHOLE, initiatives=STEPS[1:]), ["step_without_initiative"] * 4),
    "a subcommittee near an unknown division": (
        replace(WHOLE, alliances=(alliance(subcommittee("a", industries={"99": 1.0})),)),
        ["unknown_id"],
    ),
    "a subcommittee that works on an unknown concern": (
        replace(WHOLE, alliances=(alliance(subcommittee("a", concerns={"con-z": 1.0})),)),
        ["unknown_id"],
    ),
    "a subcommittee that works on an unknown item": (
        replace(WHOLE, alliances=(alliance(subcommittee("a", items={"X9": 1.0})),)),
        ["unknown_id"],
    ),
    "a capability that nobody asks for": (
        replace(
            WHOLE,
            capabilities=(*WHOLE.capabilities, Capability(CapabilityId("cap-b"), text(), text(), text())),
        ),
        ["capability_nobody_asks_for"],
    ),
    "a concern about an unknown KPI": (replace(WHOLE, kpis=()), ["unknown_id"]),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_catalogue_is_refused_for(name: str) -> None:
    broken, codes = BROKEN[name]
    assert _codes(find_catalogue_problems(EDITION, broken)) == codes


def test_a_circle_names_those_that_wait_for_each_other_and_those_behind_them() -> None:
    def waits(initiative_id: str, first: str) -> Initiative:
        return initiative(initiative_id, ("P1", 0, 1), prerequisites=(InitiativeId(first),))

    circle = (waits("ini-x", "ini-y"), waits("ini-y", "ini-x"), waits("ini-z", "ini-y"), waits("ini-w", "ini-p1"))
    problems = find_catalogue_problems(EDITION, replace(WHOLE, initiatives=(*STEPS, *circle)))
    assert [dict(p.params) for p in problems] == [{"ids": ("ini-x", "ini-y", "ini-z")}]


def test_a_good_condition_and_a_known_use_case_are_no_problem() -> None:
    fine = _extra(("P1", 0, 1), when=Condition("not", inner=(Condition("below", "workers", 10),)))
    wanted = use_case("uc-x", {"P3": 2}, kpis=(KpiId("kpi-defects"),), subcommittees=("machinery",))
    assert find_catalogue_problems(EDITION, replace(fine, use_cases=(wanted,))) == []


def test_a_price_that_is_known_exactly_is_fine() -> None:
    fixed = Cost(100, 100, 100, Basis.PUBLIC, text())
    both = replace(_extra(("P1", 0, 1), cost=fixed), use_cases=(use_case("uc-x", cost=fixed),))
    assert find_catalogue_problems(EDITION, both) == []


def test_a_problem_says_in_which_file() -> None:
    problem = find_catalogue_problems(EDITION, _extra(("X9", 0, 1)))[0]
    assert problem == Problem.of("unknown_id", "catalogue/initiatives/ini-x.yaml", ids=("X9",))


# --- wishes, limits, decisions of the adviser ---


def _case(**said: object) -> Case:
    return Case(sheet=sheet(), profile=profile(), **said)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("adjustments", "where"),
    [
        (Adjustments(pinned={InitiativeId("ini-z"): date(2027, 1, 1)}), "adjustments.pinned"),
        (Adjustments(added=(InitiativeId("ini-z"),)), "adjustments.added"),
        (Adjustments(removed=(InitiativeId("ini-z"),)), "adjustments.removed"),
        (Adjustments(quotations={InitiativeId("ini-z"): 100}), "adjustments.quotations"),
    ],
)
def test_a_decision_about_an_unknown_initiative_is_refused(adjustments: Adjustments, where: str) -> None:
    found = find_wish_problems(EDITION, WHOLE, _case(adjustments=adjustments))
    assert [(p.code, p.where) for p in found] == [("unknown_id", where)]


@pytest.mark.parametrize(
    "wanted", [{"added": (InitiativeId("ini-p1"),)}, {"pinned": {InitiativeId("ini-p1"): date(2027, 1, 1)}}]
)
def test_nothing_can_be_in_and_out(wanted: dict[str, object]) -> None:
    both = Adjustments(removed=(InitiativeId("ini-p1"),), **wanted)  # type: ignore[arg-type]
    found = find_wish_problems(EDITION, WHOLE, _case(adjustments=both))
    assert found == [Problem.of("in_and_out", "adjustments.removed", ids=("ini-p1",))]


@pytest.mark.parametrize(
    ("wishes", "where"),
    [
        (Wishes(targets={ItemId("X9"): 2}), "wishes.targets"),
        (Wishes(not_our_business=(ItemId("X9"),)), "wishes.not_our_business"),
        (Wishes(use_cases=(UseCaseId("uc-z"),)), "wishes.use_cases"),
        (Wishes(kpis=(KpiId("kpi-z"),)), "wishes.kpis"),
    ],
)
def test_a_wish_that_names_nothing_is_refused(wishes: Wishes, where: str) -> None:
    assert [(p.code, p.where) for p in find_wish_problems(EDITION, WHOLE, _case(wishes=wishes))] == [
        ("unknown_id", where)
    ]


def test_limits_that_name_an_unknown_initiative_are_refused() -> None:
    limited = limits(will_not_do=(InitiativeId("ini-z"), InitiativeId("ini-p1")))
    found = find_wish_problems(EDITION, WHOLE, _case(limits=limited))
    assert found == [Problem.of("unknown_id", "limits.will_not_do", ids=("ini-z",))]


def test_cost_shares_may_be_a_hundred_with_rounding_and_not_more() -> None:
    def found(total: float) -> list[str]:
        wishes = Wishes(cost_shares={"materials": 60.0, "labour": total - 60.0})
        return _codes(find_wish_problems(EDITION, WHOLE, _case(wishes=wishes, limits=limits())))

    assert found(100.0) == found(100.5) == []
    assert found(101.0) == ["cost_shares_over_hundred"]


@pytest.mark.parametrize(("most", "code"), [(5, "too_many_kpis"), (3, "too_many_uses")])
def test_more_wishes_than_a_plan_can_serve_are_refused(most: int, code: str) -> None:
    ids = [f"id-{n}" for n in range(most + 1)]
    template = WHOLE.kpis[0]
    known = replace(
        WHOLE,
        kpis=tuple(replace(template, id=KpiId(i)) for i in ids),
        use_cases=tuple(use_case(i) for i in ids),
    )

    def found(count: int) -> list[str]:
        chosen = ids[:count]
        kpis, uses = (chosen, []) if code == "too_many_kpis" else ([], chosen)
        wishes = Wishes(kpis=tuple(map(KpiId, kpis)), use_cases=tuple(map(UseCaseId, uses)))
        return _codes(find_wish_problems(EDITION, known, _case(wishes=wishes)))

    assert (found(most), found(most + 1)) == ([], [code])


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ({"limits": limits(budget_a_year=-1)}, "limits.budget_a_year"),
        ({"limits": limits(budget_a_year=10_000_001)}, "limits.budget_a_year"),
        ({"limits": limits(staff_months_a_quarter=300.5)}, "limits.staff_months_a_quarter"),
        ({"limits": limits(staff_months_a_quarter=float("nan"))}, "limits.staff_months_a_quarter"),
        ({"limits": limits(horizon=3)}, "limits.horizon"),
        ({"limits": limits(horizon=13)}, "limits.horizon"),
        ({"limits": limits(numbers=OwnerNumbers(sales=-0.5))}, "limits.numbers.sales"),
        ({"limits": limits(numbers=OwnerNumbers(sales=float("inf")))}, "limits.numbers.sales"),
        ({"limits": limits(numbers=OwnerNumbers(defect_rate=101))}, "limits.numbers.defect_rate"),
        ({"limits": limits(numbers=OwnerNumbers(late_deliveries=100.1))}, "limits.numbers.late_deliveries"),
        ({"wishes": Wishes(targets={ItemId("P1"): 6})}, "wishes.targets.P1"),
        ({"wishes": Wishes(cost_shares={"labour": -1.0})}, "wishes.cost_shares.labour"),
        ({"adjustments": Adjustments(quotations={InitiativeId("ini-p1"): -1})}, "adjustments.quotations.ini-p1"),
    ],
)
def test_a_number_off_its_scale_is_refused(said: dict[str, object], where: str) -> None:
    found = find_wish_problems(EDITION, WHOLE, _case(**said))
    assert [(p.code, p.where) for p in found] == [("out_of_range", where)]


@pytest.mark.parametrize(
    "limited",
    [
        limits(budget_a_year=0, staff_months_a_quarter=0.0, horizon=4, numbers=OwnerNumbers(*[0.0] * 6)),
        limits(budget_a_year=10_000_000, staff_months_a_quarter=300.0, horizon=12),
        limits(numbers=OwnerNumbers(1e9, 100.0, 1e9, 1e9, 1e9, 100.0)),
    ],
)
def test_the_ends_of_each_scale_are_fine(limited: Limits) -> None:
    assert find_wish_problems(EDITION, WHOLE, _case(limits=limited)) == []


def test_wishes_that_name_known_things_are_fine() -> None:
    wishes = Wishes(
        targets={ItemId("P1"): 3},
        use_cases=(UseCaseId("uc-x"),),
        kpis=(KpiId("kpi-defects"),),
        not_our_business=(ItemId("S5"),),
    )
    assert find_wish_problems(EDITION, _with_use_case(), _case(wishes=wishes, limits=limits())) == []


# --- the register ---


def test_a_register_of_known_things_has_no_problems() -> None:
    known = supplier("sup-a", "cap-a", divisions=("22",), regions=("48",))
    assert find_supplier_problems(WHOLE, (known, supplier("sup-b"))) == []


@pytest.mark.parametrize(
    ("changes", "unknown"),
    [
        ({"divisions": ("99",)}, "99"),
        ({"regions": ("00",)}, "00"),
        ({"offers": supplier("s", "cap-z").offers}, "cap-z"),
    ],
)
def test_a_supplier_that_names_something_unknown_is_refused(changes: dict[str, object], unknown: str) -> None:
    found = find_supplier_problems(WHOLE, (supplier("sup-a", **changes),))
    assert found == [Problem.of("unknown_id", "suppliers/sup-a", ids=(unknown,))]


def test_a_supplier_that_stands_twice_is_refused() -> None:
    found = find_supplier_problems(WHOLE, iter([supplier("sup-a"), supplier("sup-a")]))
    assert found == [Problem.of("repeated_id", "suppliers", id="sup-a")]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"cells": ("cell-9-Z",)}, Problem.of("unknown_id", "suppliers/sup-a", ids=("cell-9-Z",))),
        (
            {"offers": (offer("cap-a"), offer("cap-a", OfferGrade.VERIFIED, shown_by="x", dated=ON))},
            Problem.of("repeated_entry", "suppliers/sup-a", found=("cap-a",)),
        ),
        (
            {"offers": (offer("cap-a", OfferGrade.REFERENCE, shown_by="x"),)},
            Problem.of("offer_without_evidence", "suppliers/sup-a", capabilities=("cap-a",)),
        ),
        (
            {"offers": (offer("cap-a", OfferGrade.VERIFIED, dated=ON),)},
            Problem.of("offer_without_evidence", "suppliers/sup-a", capabilities=("cap-a",)),
        ),
        ({"price_from": 9, "price_to": 8}, Problem.of("price_out_of_order", "suppliers/sup-a")),
        ({"works_only_there": True}, Problem.of("works_nowhere", "suppliers/sup-a")),
        (
            {"entry": entry(EntryState.SUSPENDED, "")},
            Problem.of("state_without_reason", "suppliers/sup-a", state="suspended"),
        ),
    ],
)
def test_a_supplier_that_contradicts_itself_is_refused(changes: dict[str, object], problem: Problem) -> None:
    assert find_supplier_problems(WHOLE, (supplier("sup-a", **changes),)) == [problem]


def test_a_supplier_that_says_everything_is_fine() -> None:
    whole = supplier(
        "sup-a",
        offers=(offer("cap-a", OfferGrade.VERIFIED, shown_by="4 plants", dated=ON),),
        cells=("cell-1-D",),
        regions=("48",),
        works_only_there=True,
        entry=entry(EntryState.EXPIRED, "no new evidence"),
    )
    assert find_supplier_problems(_with_use_case(), (whole,)) == []
