"""Which state may follow which, for register entries, tasks and requests; and what a task must have before it moves."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from assessment.catalogue import EntryState
from assessment.matching.records import CollaborationTask, RequestStatus, TaskStatus
from assessment.terms import Reason

FEWEST_PARTNERS = 2
MOVES: Mapping[StrEnum, frozenset[StrEnum]] = {
    EntryState.PROPOSED: frozenset({EntryState.APPROVED, EntryState.SUSPENDED}),
    EntryState.APPROVED: frozenset({EntryState.SUSPENDED, EntryState.EXPIRED}),
    EntryState.SUSPENDED: frozenset({EntryState.APPROVED, EntryState.EXPIRED}),
    EntryState.EXPIRED: frozenset({EntryState.PROPOSED}),
    TaskStatus.FOUND: frozenset({TaskStatus.AGREED, TaskStatus.DROPPED}),
    TaskStatus.AGREED: frozenset({TaskStatus.RUNNING, TaskStatus.DROPPED}),
    TaskStatus.RUNNING: frozenset({TaskStatus.DELIVERED, TaskStatus.DROPPED}),
    TaskStatus.DELIVERED: frozenset(),
    TaskStatus.DROPPED: frozenset({TaskStatus.FOUND}),
    RequestStatus.DRAFTED: frozenset({RequestStatus.HANDED_OVER, RequestStatus.WITHDRAWN}),
    RequestStatus.HANDED_OVER: frozenset(
        {
            RequestStatus.ACCEPTED,
            RequestStatus.PARTLY_ACCEPTED,
            RequestStatus.REFUSED,
            RequestStatus.WITHDRAWN,
        }
    ),
    RequestStatus.ACCEPTED: frozenset(),
    RequestStatus.PARTLY_ACCEPTED: frozenset(),
    RequestStatus.REFUSED: frozenset(),
    RequestStatus.WITHDRAWN: frozenset(),
}
"""Every state with the states that may follow; what was delivered, answered or withdrawn stays so."""


def may_move(now: StrEnum, then: StrEnum) -> bool:
    """Whether an entry, a task or a request may go from one state to another.

    >>> may_move(TaskStatus.FOUND, TaskStatus.AGREED), may_move(TaskStatus.FOUND, TaskStatus.DELIVERED)
    (True, False)
    """
    return then in MOVES[now]


def find_task_blockers(task: CollaborationTask, then: TaskStatus) -> tuple[Reason, ...]:
    """What keeps a task from a status; nothing where it may move.

    A task that is agreed on, runs or is delivered has an owner among its members, two who agreed, a deliverable, an
    acceptance test and a date; one that is dropped has a reason.
    """
    if not may_move(task.status, then):
        return (Reason.of("move_not_allowed"),)
    if then is TaskStatus.FOUND:
        return ()
    if then is TaskStatus.DROPPED:
        return () if task.drop_reason else (Reason.of("drop_reason_missing"),)
    agreed = sum(member.agreed for member in task.members)
    missing = {
        Reason.of("owner_missing"): task.owner not in {member.id for member in task.members},
        Reason.of("too_few_agreed", found=agreed, needed=FEWEST_PARTNERS): agreed < FEWEST_PARTNERS,
        Reason.of("deliverable_missing"): not task.deliverable,
        Reason.of("acceptance_missing"): not task.acceptance,
        Reason.of("date_missing"): task.due is None,
    }
    return tuple(reason for reason, is_missing in missing.items() if is_missing)
