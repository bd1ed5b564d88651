"""A few tasks that stand for many: chosen at once greedily, and exactly on the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from assessment.matching.agreements import KeptPortfolio
from assessment.matching.portfolio import pick_exactly, pick_greedily
from assessment.matching.records import CollaborationTask, Portfolio, TaskStatus
from services.keeping import Author, load_newest, store_next
from services.permissions import ASSOCIATION, Act, Actor, require
from services.ports import Tools

ON_RECORD = "representative"
"""There is one choice on the record; each new one is its next version."""


@dataclass(frozen=True, slots=True)
class Choices:
    """Both choices of the same tasks; the gap of each is in its proof."""

    greedy: Portfolio
    exact: Portfolio


def choose_both(tasks: Sequence[CollaborationTask], count: int, small: int) -> Choices:
    """The greedy and the exact choice; about 10 s for 16 of 360. Raises ValueError where there is nothing to choose."""
    return Choices(pick_greedily(tasks, count, small), pick_exactly(tasks, count, small))


def choose_at_once(tools: Tools, actor: Actor, count: int, small: int) -> Portfolio | None:
    """The greedy choice among the tasks that were not dropped; None where there are none."""
    require(actor, Act.KEEP_COOPERATION, ASSOCIATION)
    tasks = _standing(tools)
    return pick_greedily(tasks, count, small) if tasks else None


def choose_on_record(tools: Tools, actor: Actor, count: int, small: int, now: datetime) -> KeptPortfolio | None:
    """Choose exactly and keep it; None where there is no task. Takes some ten seconds, so a command or a worker asks."""
    require(actor, Act.KEEP_COOPERATION, ASSOCIATION)
    tasks = _standing(tools)
    if not tasks:
        return None
    chosen = pick_exactly(tasks, count, small)
    kept = KeptPortfolio(ON_RECORD, count, small, len(tasks), chosen, now.date())
    base = len(tools.cooperation.store.history(KeptPortfolio, ON_RECORD))
    store_next(tools, kept, base, Author(actor.name, now))
    return kept


def load_on_record(tools: Tools) -> KeptPortfolio | None:
    """The exact choice that was kept last."""
    return next(iter(load_newest(tools, KeptPortfolio)), None)


def _standing(tools: Tools) -> tuple[CollaborationTask, ...]:
    return tuple(t for t in load_newest(tools, CollaborationTask) if t.status is not TaskStatus.DROPPED)
