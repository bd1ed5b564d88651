"""Which state follows which, and what a task must have before it moves."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from itertools import pairwise

import pytest

from assessment.catalogue import EntryState
from assessment.matching.moves import MOVES, find_task_blockers, may_move
from assessment.matching.records import RequestStatus, TaskStatus
from assessment.terms import Reason
from tests.builders_matching import ON, task, task_member

READY = replace(
    task("task-1"),
    members=(task_member("a", agreed=True), task_member("b", "ind-b", agreed=True)),
    owner="a",
    deliverable="a model",
    acceptance="30 of 30 parts",
    due=ON,
)


@pytest.mark.parametrize("states", [EntryState, TaskStatus, RequestStatus])
def test_every_state_has_its_moves_and_stays_among_its_own(states: type[StrEnum]) -> None:
    assert all(MOVES[state] <= set(states) - {state} for state in states)


def test_what_is_delivered_answered_or_withdrawn_stays_so() -> None:
    final = {state for state, after in MOVES.items() if not after}
    assert final == {
        TaskStatus.DELIVERED,
        RequestStatus.ACCEPTED,
        RequestStatus.PARTLY_ACCEPTED,
        RequestStatus.REFUSED,
        RequestStatus.WITHDRAWN,
    }


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ((TaskStatus.FOUND, TaskStatus.AGREED, TaskStatus.RUNNING, TaskStatus.DELIVERED), True),
        ((TaskStatus.RUNNING, TaskStatus.DROPPED, TaskStatus.FOUND), True),
        ((TaskStatus.FOUND, TaskStatus.RUNNING), False),
        ((EntryState.PROPOSED, EntryState.APPROVED, EntryState.EXPIRED, EntryState.PROPOSED), True),
        ((EntryState.EXPIRED, EntryState.APPROVED), False),
        ((RequestStatus.DRAFTED, RequestStatus.HANDED_OVER, RequestStatus.REFUSED), True),
        ((RequestStatus.DRAFTED, RequestStatus.ACCEPTED), False),
    ],
)
def test_paths(path: tuple[StrEnum, ...], *, allowed: bool) -> None:
    assert all(may_move(now, then) for now, then in pairwise(path)) is allowed


def test_a_task_with_everything_settled_may_be_agreed_on() -> None:
    assert find_task_blockers(READY, TaskStatus.AGREED) == ()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"owner": None}, Reason.of("owner_missing")),
        ({"owner": "stranger"}, Reason.of("owner_missing")),
        (
            {"members": (task_member("a", agreed=True), task_member("b"))},
            Reason.of("too_few_agreed", found=1, needed=2),
        ),
        ({"deliverable": ""}, Reason.of("deliverable_missing")),
        ({"acceptance": ""}, Reason.of("acceptance_missing")),
        ({"due": None}, Reason.of("date_missing")),
    ],
)
def test_what_a_task_lacks_is_named(changes: dict[str, object], reason: Reason) -> None:
    assert find_task_blockers(replace(READY, **changes), TaskStatus.AGREED) == (reason,)  # type: ignore[arg-type]


def test_a_task_is_dropped_only_with_a_reason_and_found_again_without_one() -> None:
    assert find_task_blockers(READY, TaskStatus.DROPPED) == (Reason.of("drop_reason_missing"),)
    dropped = replace(READY, drop_reason="no data", status=TaskStatus.DROPPED)
    assert find_task_blockers(replace(dropped, status=TaskStatus.FOUND), TaskStatus.DROPPED) == ()
    assert find_task_blockers(dropped, TaskStatus.FOUND) == ()


def test_a_move_that_is_not_allowed_says_only_that() -> None:
    assert find_task_blockers(task("task-1"), TaskStatus.DELIVERED) == (Reason.of("move_not_allowed"),)
