"""Tasks found in the pool: the same cell, different industries, somebody who carries it, a supplier who can."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from assessment.catalogue import OfferGrade, Supplier
from assessment.matching.records import CollaborationTask, TaskRole, TaskStatus
from assessment.matching.supplier_index import prepare_suppliers
from assessment.matching.tasks import find_stalled, find_tasks
from assessment.matching.values import PoolMember
from assessment.terms import Reason
from tests.builders import alliance, catalogue, cost, initiative, subcommittee, supplier, use_case
from tests.builders_matching import ON, A, B, member, offer, task, task_member

EDITION = alliance(subcommittee("plastics", industries={"22": 1.0}))
WORLD = catalogue(
    use_cases=(
        use_case("uc-1", cell="cell-2-D", capabilities=("cap-a",), subcommittees=("plastics",), cost=cost(300)),
        use_case("uc-2", cell="cell-2-D", capabilities=("cap-b",)),
        use_case("uc-3", cell="cell-5-A"),
    ),
    initiatives=(initiative("ini-1", capabilities=("cap-b",)), initiative("ini-2", capabilities=("cap-a", "cap-b"))),
)


def _wants(member_id: str, industry: str, *use_cases: str, **changes: object) -> PoolMember:
    return member(member_id, industry, use_cases=use_cases or ("uc-1",), **changes)


def _find(
    *members: PoolMember,
    suppliers: tuple[Supplier, ...] = (),
    existing: tuple[CollaborationTask, ...] = (),
    seed: int = 1,
) -> tuple[CollaborationTask, ...]:
    return find_tasks(members, prepare_suppliers(suppliers), WORLD, EDITION, ON, seed, existing)


def _firms(found: CollaborationTask) -> list[str]:
    return [m.id for m in found.members]


def test_firms_of_different_industries_that_want_the_same_cell_are_a_task() -> None:
    (found,) = _find(_wants("a", "ind-a"), _wants("b", "ind-b", "uc-2", workers=80), _wants("c", "ind-a", "uc-3"))
    assert found.id == "task-2-D-1"
    assert found.cell == "cell-2-D"
    assert (found.status, found.moved_on, found.owner, found.deliverable) == (TaskStatus.FOUND, ON, None, "")
    assert [(m.id, m.role, m.industry, m.workers, m.agreed) for m in found.members] == [
        ("b", TaskRole.ANCHOR, "ind-b", 80, False),
        ("a", TaskRole.COMPANY, "ind-a", 20, False),
    ]
    assert found.industries == ("ind-a", "ind-b")


def test_firms_of_one_industry_or_alone_are_none() -> None:
    assert _find(_wants("a", "ind-a"), _wants("b", "ind-a")) == ()
    assert _find(_wants("a", "ind-a")) == ()
    assert _find() == ()


def test_the_use_that_most_of_the_group_want_lends_capabilities_meeting_place_and_words() -> None:
    (found,) = _find(_wants("a", "ind-a"), _wants("b", "ind-b"), _wants("c", "ind-c", "uc-2"))
    assert (found.use_case, found.capabilities, found.subcommittee, found.modelled_on) == (
        "uc-1",
        (A,),
        "plastics",
        "ini-2",
    )


def test_a_use_without_capabilities_borrows_no_words() -> None:
    (found,) = _find(_wants("a", "ind-a", "uc-3"), _wants("b", "ind-b", "uc-3"))
    assert (found.modelled_on, len(found.members)) == (None, 2)


def test_the_largest_firm_carries_and_those_who_fit_it_best_go_first() -> None:
    large = _wants("large", "ind-0", workers=300, needs={A: 1.0})
    helpers = [_wants(f"h-{n}", f"ind-{n}", offers={A: n / 10}) for n in range(1, 7)]
    first, second = _find(large, *helpers)
    assert _firms(first) == ["large", "h-6", "h-5", "h-4"]
    assert set(_firms(second)) == {"h-1", "h-2", "h-3"}
    assert [t.id for t in (first, second)] == ["task-2-D-1", "task-2-D-2"]


def test_no_two_of_one_industry_go_together() -> None:
    (found, *_) = _find(_wants("a", "ind-a", workers=90), _wants("b", "ind-b"), _wants("c", "ind-b"))
    assert sorted(m.industry for m in found.members) == ["ind-a", "ind-b"]


def test_nobody_gets_more_than_two_open_tasks_and_the_most_wanted_cell_comes_first() -> None:
    both = ("uc-1", "uc-3")
    pool = [_wants("a", "ind-a", *both), _wants("b", "ind-b", *both), _wants("c", "ind-c")]
    held = task("task-old", members=(task_member("a"),), status=TaskStatus.RUNNING)
    assert [t.cell for t in _find(*pool)] == ["cell-2-D", "cell-5-A"]
    assert [t.cell for t in _find(*pool, existing=(held,))] == ["cell-2-D"]
    assert len(_find(*pool, existing=(replace(held, status=TaskStatus.DELIVERED),))) == 2


def test_only_members_whose_consent_stands_take_part() -> None:
    assert _find(_wants("a", "ind-a"), _wants("b", "ind-b", agreed_until=ON - timedelta(days=1))) == ()


# --- the supplier ---


def _with_supplier(*suppliers: Supplier, **changes: object) -> list[str]:
    (found,) = _find(_wants("a", "ind-a"), _wants("b", "ind-b"), suppliers=suppliers, **changes)  # type: ignore[arg-type]
    return [m.id for m in found.members if m.role is TaskRole.SUPPLIER]


def test_the_supplier_that_fits_the_use_best_joins() -> None:
    verified = supplier("sup-best", offers=(offer(A, OfferGrade.VERIFIED),), workers=7)
    assert _with_supplier(supplier("sup-plain", "cap-a"), verified) == ["sup-best"]
    assert _with_supplier(supplier("sup-other", offers=(offer(B),))) == []


def test_one_that_names_the_cell_comes_before_others() -> None:
    verified = supplier("sup-best", offers=(offer(A, OfferGrade.VERIFIED),))
    assert _with_supplier(supplier("sup-cell", "cap-a", cells=("cell-2-D",)), verified) == ["sup-cell"]


@pytest.mark.parametrize("changes", [{"capacity": 0}, {"conflicts": ("x",)}, {"price_from": 601}])
def test_one_that_may_not_be_listed_does_not_join(changes: dict[str, object]) -> None:
    assert _with_supplier(supplier("sup-out", "cap-a", **changes)) == []


def test_a_supplier_joins_no_more_tasks_than_it_can_start() -> None:
    pool = [_wants(f"m-{n}", f"ind-{n}", workers=100 - n) for n in range(12)]
    found = _find(*pool, suppliers=(supplier("sup-1", "cap-a", capacity=2),))
    joined = Counter(m.id for t in found for m in t.members if m.role is TaskRole.SUPPLIER)
    assert (len(found), joined) == (3, {"sup-1": 2})
    held = task("task-old", members=(task_member("sup-1"),))
    assert _with_supplier(supplier("sup-1", "cap-a", capacity=1), existing=(held,)) == []


def test_equal_suppliers_are_ordered_by_the_seed() -> None:
    equals = [supplier(f"sup-{n}", "cap-a") for n in range(6)]
    assert len({str(_with_supplier(*equals, seed=seed)) for seed in range(20)}) > 3


def test_a_task_says_why_it_was_found() -> None:
    (small,) = _find(_wants("a", "ind-a"), _wants("b", "ind-b"))
    assert small.reasons == (
        Reason.of("want_the_same_cell", cell="cell-2-D", found=2),
        Reason.of("across_industries", industries=("ind-b", "ind-a")),
        Reason.of("no_large_firm", workers=50),
        Reason.of("no_supplier_yet"),
    )
    (large,) = _find(_wants("a", "ind-a", workers=50), _wants("b", "ind-b"), suppliers=(supplier("sup-1", "cap-a"),))
    assert large.reasons[2:] == (Reason.of("large_firm_carries", workers=50), Reason.of("supplier_found"))


def test_the_order_of_the_pool_does_not_matter() -> None:
    pool = [_wants(f"m-{n}", f"ind-{n % 4}", workers=20 + n % 3) for n in range(9)]
    assert _find(*pool) == _find(*reversed(pool))


# --- stalled ---


def test_open_tasks_without_movement_for_ninety_days_are_named_longest_first() -> None:
    def moved(days: int, status: TaskStatus = TaskStatus.FOUND) -> CollaborationTask:
        return task(f"task-{days}-{status}", status=status, moved_on=ON - timedelta(days=days))

    tasks = (moved(89), moved(90), moved(200, TaskStatus.RUNNING), moved(300, TaskStatus.DELIVERED))
    assert [t.id for t in find_stalled(tasks, ON)] == ["task-200-running", "task-90-found"]
