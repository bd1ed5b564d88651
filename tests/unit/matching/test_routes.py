"""Where a posted need leads, and who takes a request to change a rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from assessment.catalogue import OfferGrade, Supplier
from assessment.matching.records import Brings, CollaborationTask, NeedRoutes, PostedNeed, Recipient, TaskStatus
from assessment.matching.routes import find_recipients, route_need
from assessment.matching.supplier_index import prepare_suppliers
from assessment.matching.values import PoolMember
from assessment.terms import Reason
from tests.builders import alliance, catalogue, subcommittee, supplier, use_case
from tests.builders_matching import ON, A, B, member, offer, task

NEED = PostedNeed(
    id="need-1",
    company="large",
    industry="ind-a",
    division="22",
    region="48",
    cell="cell-2-D",
    capabilities=(A, B),
    requirement="find the cause",
    brings=(Brings.DATA,),
    open_until=ON,
)
WORLD = catalogue(use_cases=(use_case("uc-1", cell="cell-2-D"), use_case("uc-2", cell="cell-5-A")))


def _route(
    *members: PoolMember,
    suppliers: tuple[Supplier, ...] = (),
    tasks: tuple[CollaborationTask, ...] = (),
    need: PostedNeed = NEED,
    seed: int = 1,
) -> NeedRoutes:
    return route_need(need, members, prepare_suppliers(suppliers), tasks, WORLD, ON, seed)


def test_companies_that_want_the_same_cell_or_have_done_it_are_named() -> None:
    found = _route(
        member("both", "ind-b", use_cases=("uc-1",), offers={A: 1.0, B: 0.5}),
        member("wants", use_cases=("uc-1",)),
        member("did", offers={A: 0.4}),
        member("neither", use_cases=("uc-2",)),
    ).companies
    assert [(route.id, route.score) for route in found] == [
        ("both", pytest.approx(0.5 + 0.5 * 0.75)),
        ("wants", 0.5),
        ("did", pytest.approx(0.1)),
    ]
    assert found[0].reasons == (
        Reason.of("wants_the_same_cell", cell="cell-2-D"),
        Reason.of("has_done_this", capabilities=(A, B)),
        Reason.of("across_industries", industries=("ind-a", "ind-b")),
    )
    assert found[1].reasons == (Reason.of("wants_the_same_cell", cell="cell-2-D"),)


def test_the_firm_itself_and_members_whose_consent_ended_are_not_named() -> None:
    wants = {"use_cases": ("uc-1",)}
    found = _route(member("large", **wants), member("late", agreed_until=ON - timedelta(days=1), **wants))
    assert found.companies == ()


def test_suppliers_that_may_be_listed_are_named_best_fit_first() -> None:
    found = _route(
        suppliers=(
            supplier("sup-half", "cap-a", cells=("cell-2-D",), price_from=10**9),
            supplier("sup-best", offers=(offer(A, OfferGrade.VERIFIED), offer(B)), divisions=("22",)),
            supplier("sup-busy", "cap-a", "cap-b", capacity=0),
            supplier("sup-other", "cap-c"),
        )
    ).suppliers
    assert [(route.id, route.reasons) for route in found] == [
        ("sup-best", (Reason.of("offers_this", capabilities=(A, B)),)),
        (
            "sup-half",
            (Reason.of("offers_this", capabilities=(A,)), Reason.of("works_on_cells", cells=("cell-2-D",))),
        ),
    ]
    assert found[0].score == pytest.approx(0.65 + 0.24)


def test_equal_suppliers_are_ordered_by_the_seed() -> None:
    equals = tuple(supplier(f"sup-{n}", "cap-a") for n in range(6))
    assert len({_route(suppliers=equals, seed=seed).suppliers[0].id for seed in range(20)}) > 3


def test_tasks_that_can_still_be_joined_are_named() -> None:
    found = _route(
        tasks=(
            task("t-cell", "ind-a"),
            task("t-both", "ind-b", capabilities=(B,), status=TaskStatus.AGREED),
            task("t-other", "ind-b", cell="cell-5-A", capabilities=(A, B)),
            task("t-runs", "ind-b", status=TaskStatus.RUNNING),
            task("t-nothing", "ind-b", cell="cell-5-A"),
        )
    ).tasks
    assert [(route.id, route.score) for route in found] == [("t-both", 0.75), ("t-cell", 0.5), ("t-other", 0.5)]
    assert found[0].reasons == (
        Reason.of("task_of_same_cell", cell="cell-2-D"),
        Reason.of("task_needs_this", capabilities=(B,)),
        Reason.of("brings_new_industries", industries=("ind-a",)),
    )
    assert found[1].reasons == (Reason.of("task_of_same_cell", cell="cell-2-D"),)


def test_a_need_without_capabilities_leads_by_its_cell_alone() -> None:
    bare = replace(NEED, capabilities=())
    found = _route(
        member("wants", use_cases=("uc-1",)),
        suppliers=(supplier("sup-a", "cap-a"),),
        tasks=(task("t-1", "ind-a"),),
        need=bare,
    )
    assert [[r.id for r in routes] for routes in (found.companies, found.suppliers, found.tasks)] == [
        ["wants"],
        [],
        ["t-1"],
    ]


def test_at_most_ten_of_each_are_named() -> None:
    found = _route(
        *(member(f"m-{n}", use_cases=("uc-1",)) for n in range(12)),
        suppliers=tuple(supplier(f"sup-{n}", "cap-a") for n in range(12)),
        tasks=tuple(task(f"t-{n}", "ind-a") for n in range(12)),
    )
    assert [len(routes) for routes in (found.companies, found.suppliers, found.tasks)] == [10, 10, 10]


def test_a_need_that_closed_leads_nowhere() -> None:
    closed = replace(NEED, open_until=ON - timedelta(days=1))
    assert _route(member("wants", use_cases=("uc-1",)), need=closed) == NeedRoutes((), (), ())


def test_a_request_goes_to_the_law_subcommittee_or_to_the_ministry() -> None:
    assert find_recipients(alliance(subcommittee("data"), subcommittee("law"))) == (
        Recipient.SUBCOMMITTEE,
        Recipient.MINISTRY,
    )
    assert find_recipients(alliance(subcommittee("data"))) == (Recipient.MINISTRY, Recipient.CENTRE)
