"""A few tasks that stand for many: what choosing them is worth, and that what is chosen is nearly or surely the best."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import combinations
from math import e

import numpy as np
import pytest

from assessment.matching.portfolio import pick_exactly, pick_greedily
from assessment.matching.records import CollaborationTask, Portfolio
from assessment.matching.task_field import TaskField, score_tasks
from assessment.terms import Reason
from tests.builders_matching import ON, A, B, C, random_tasks, small_supplier, task, task_member

SETTLED = {
    "members": (task_member("a", "ind-a", agreed=True), task_member("b", "ind-b", agreed=True)),
    "owner": "a",
    "deliverable": "a model",
    "acceptance": "30 of 30 parts",
    "due": ON,
}


def _ids(found: Portfolio) -> list[str]:
    return [pick.task.id for pick in found.picks]


def _best(tasks: tuple[CollaborationTask, ...], count: int, small: int = 0) -> float:
    """The greatest worth by trying everything."""
    light = {t.id for t in tasks if any(m.id == "sup-small" and m.workers < 10 for m in t.members)}
    return max(
        score_tasks(tasks, chosen, count)
        for chosen in combinations([t.id for t in tasks], count)
        if len(light & set(chosen)) >= min(small, len(light))
    )


# --- worth ---


def test_worth_is_nearness_pairs_industries_and_what_is_settled() -> None:
    tasks = (
        task("t-1", "ind-a", "ind-b", capabilities=(A, B), cell="cell-2-D"),
        task("t-2", "ind-a", capabilities=(A, C), cell="cell-2-A"),
        task("t-3", "ind-c", capabilities=(), cell="cell-5-G"),
    )
    # t-2 is like t-1 by .5 · ⅓ (one of three capabilities) + .15 (function) + .2 · ½ (one of two industries)
    near = (1 + (0.5 / 3 + 0.15 + 0.1) + 0) / 3
    # three industries make three pairs, of which t-1 joins one; nothing is settled: 1/6
    expected = 0.5 * near + 0.25 / 3 + 0.15 * 2 / 3 + 0.1 / 2 / 6
    assert score_tasks(tasks, ("t-1",), 2) == pytest.approx(expected)


def test_everything_chosen_and_settled_is_worth_one() -> None:
    assert score_tasks((task("t-1", **SETTLED),), ("t-1",), 1) == pytest.approx(1.0)


def test_nothing_chosen_is_worth_nothing() -> None:
    assert score_tasks(random_tasks(1, 4), (), 2) == 0


@pytest.mark.parametrize("missing", ["owner", "deliverable", "acceptance", "due", "members"])
def test_what_is_not_settled_lowers_the_worth(missing: str) -> None:
    members = (task_member("a", "ind-a", agreed=True), task_member("b", "ind-b"))
    without = {"members": members} if missing == "members" else {missing: None if missing in ("owner", "due") else ""}
    less = task("t-1", **{**SETTLED, **without})
    assert score_tasks((less,), ("t-1",), 1) == pytest.approx(1 - 0.1 / 6)


def test_a_single_industry_has_no_pairs_to_join() -> None:
    assert score_tasks((task("t-1", "ind-a"),), ("t-1",), 1) == pytest.approx(0.5 + 0.15 + 0.1 / 6)


@pytest.mark.parametrize(
    ("tasks", "count"), [((), 1), ((task("t-1"),), 0), ((task("t-1"), task("t-1")), 1)], ids=("none", "zero", "twice")
)
def test_nothing_to_choose_from_or_to_choose_is_refused(tasks: tuple[CollaborationTask, ...], count: int) -> None:
    with pytest.raises(ValueError, match="at least one task"):
        pick_greedily(tasks, count)


# --- choosing ---


@pytest.mark.parametrize("seed", range(6))
def test_the_exact_choice_is_the_best_of_all_choices(seed: int) -> None:
    tasks = random_tasks(seed, 10, industries=4)
    found = pick_exactly(tasks, 3, 2)
    assert found.proof.worth == pytest.approx(_best(tasks, 3, 2))
    assert found.proof.bound == pytest.approx(found.proof.worth)
    assert score_tasks(tasks, _ids(found), 3) == pytest.approx(found.proof.worth)


@pytest.mark.parametrize("seed", range(6))
def test_greedy_has_at_least_its_guaranteed_share_and_its_bound_is_never_below_the_best(seed: int) -> None:
    tasks = random_tasks(seed, 10, industries=4)
    found = pick_greedily(tasks, 3)
    best = _best(tasks, 3)
    assert found.proof.worth >= (1 - 1 / e) * best
    assert best <= found.proof.bound + 1e-9
    assert found.proof.worth == pytest.approx(score_tasks(tasks, _ids(found), 3))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_on_the_stored_seeds_greedy_reaches_ninety_five_percent(seed: int) -> None:
    found = pick_exactly(random_tasks(seed, 60), 8, 4)
    assert found.proof.gap == pytest.approx(0.0, abs=1e-9)
    assert found.proof.greedy_share >= 0.95


def test_the_quota_of_small_suppliers_is_kept_or_as_much_of_it_as_there_is() -> None:
    plain = [task(f"t-{n}", "ind-a", f"ind-{n}") for n in range(6)]
    small = [replace(t, id=f"{t.id}-s", members=(t.members[0], small_supplier())) for t in plain[:3]]
    for pick in (pick_greedily, pick_exactly):
        assert pick((*plain, *small), 4).with_small_supplier == 0
        assert pick((*plain, *small), 4, 2).with_small_supplier == 2
        assert pick((*plain, *small), 4, 4).with_small_supplier == 3
        assert pick(plain, 4, 4).with_small_supplier == 0
    assert pick_greedily([replace(plain[0], members=(small_supplier(workers=10),))], 1, 1).with_small_supplier == 0


def test_more_than_there_are_is_all_of_them() -> None:
    tasks = random_tasks(1, 3)
    assert sorted(_ids(pick_greedily(tasks, 9))) == sorted(_ids(pick_exactly(tasks, 9))) == [t.id for t in tasks]


def test_the_order_of_tasks_does_not_matter() -> None:
    tasks = random_tasks(5, 30)
    assert pick_greedily(tasks, 6, 3) == pick_greedily(tasks[::-1], 6, 3)
    assert pick_exactly(tasks, 4) == pick_exactly(tasks[::-1], 4)


def test_among_equals_the_lower_id_is_chosen() -> None:
    assert _ids(pick_greedily([task(f"t-{n}", "ind-a") for n in (3, 1, 2)], 1)) == ["t-1"]


def test_a_cut_field_keeps_the_nearest_of_each_task_and_nothing_else() -> None:
    whole = TaskField.of(random_tasks(1, 30), 4)
    cut = whole.cut(5)
    for full, kept in zip(whole.likeness, cut.likeness, strict=True):
        assert np.count_nonzero(kept) <= 5
        assert sorted(kept)[-5:] == sorted(full)[-5:]
    assert np.array_equal(whole.cut(30).likeness, whole.likeness)


# --- what is said ---


def test_a_pick_says_what_it_added_and_for_whom_it_stands() -> None:
    tasks = (
        task("t-1", "ind-a", "ind-b", "ind-c", capabilities=(A,)),
        task("t-2", "ind-a", "ind-b", "ind-c", capabilities=(A,), cell="cell-2-B"),
        replace(
            task("t-3", "ind-a", "ind-d", cell="cell-5-G", due=date(2027, 1, 1)),
            members=(*task("x", "ind-a", "ind-d").members, small_supplier()),
        ),
        task("t-4", "ind-a", cell="cell-5-A"),
    )
    found = pick_greedily(tasks, 2)
    first, second = found.picks
    assert (first.task.id, first.stands_for) == ("t-1", ("t-2",))
    assert first.reasons == (
        Reason.of("stands_for_others", found=1),
        Reason.of("joins_new_pairs", found=3),
        Reason.of("brings_new_industries", industries=("ind-a", "ind-b", "ind-c")),
        Reason.of("settled_so_far", found=0, of=5),
    )
    assert (second.task.id, second.stands_for) == ("t-3", ("t-4",))
    assert second.reasons == (
        Reason.of("stands_for_others", found=1),
        Reason.of("joins_new_pairs", found=1),
        Reason.of("brings_new_industries", industries=("ind-d",)),
        Reason.of("has_small_supplier"),
        Reason.of("settled_so_far", found=1, of=5),
    )
    assert (found.industry_pairs, found.industries, found.with_small_supplier) == (4, 4, 1)


def test_what_the_picks_add_sums_to_the_worth() -> None:
    tasks = random_tasks(2, 40)
    for found in (pick_greedily(tasks, 7, 3), pick_exactly(tasks, 7, 3)):
        assert sum(pick.adds for pick in found.picks) == pytest.approx(score_tasks(tasks, _ids(found), 7))
        assert all(pick.adds == pytest.approx(sum(part for _, part in pick.parts)) for pick in found.picks)
    adds = [pick.adds for pick in pick_greedily(tasks, 7).picks]
    assert adds == sorted(adds, reverse=True)
