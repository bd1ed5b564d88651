"""All tasks beside each other as arrays: how alike they are, what each joins, and what choosing some of them is worth."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from assessment.matching.records import CollaborationTask, TaskRole

NEAR, PAIRS, INDUSTRIES, WORTH = 0.5, 0.25, 0.15, 0.10
"""Weights of the four terms of F."""
SAME_CAPABILITIES, SAME_FUNCTION, SAME_PROCESS, SAME_INDUSTRIES = 0.5, 0.15, 0.15, 0.2
"""What makes two tasks alike: capabilities, the row and the column of the matrix, industries; together 1."""
SMALL_WORKERS = 10
PARTNERS = 2
SETTLED: tuple[Callable[[CollaborationTask], bool], ...] = (
    lambda task: task.owner is not None,
    lambda task: sum(member.agreed for member in task.members) >= PARTNERS,
    lambda task: bool(task.deliverable),
    lambda task: bool(task.acceptance),
    lambda task: task.due is not None,
)
"""What a task needs before it can end in something: owner, two who agreed, deliverable, acceptance test, date."""
DECIMALS = 9
"""Sums of floats in another order differ beyond this."""
EVERY = slice(None)
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def score_tasks(tasks: Sequence[CollaborationTask], chosen: Sequence[str], count: int) -> float:
    """F, 0–1, of the tasks with these ids among all tasks, where `count` may be chosen (methods 4.3).

    F(R) = .5 mean over all tasks of the greatest likeness to one in R + .25 share of the pairs of industries that R joins +
    .15 share of its industries + .1 / count · Σ worth in R. Every term is monotone and submodular. Pairs and industries are
    those that occur in any task; likeness = .5 shared capabilities + .15 same AI function + .15 same process + .2 shared
    industries (our own choice), worth = share of what is settled, never 0. Raises ValueError as `TaskField.of`.
    """
    field = TaskField.of(tasks, count)
    return field.total([n for n, task in enumerate(field.tasks) if task.id in set(chosen)])


@dataclass(frozen=True, slots=True, eq=False)
class TaskField:
    """Tasks by id. `likeness` is (tasks, tasks) in 0–1; `pairs` and `industries` tell what each task joins."""

    tasks: tuple[CollaborationTask, ...]
    count: int
    names: tuple[str, ...]
    likeness: Floats
    pairs: Flags
    industries: Flags
    settled: tuple[int, ...]
    is_small: Flags

    @classmethod
    def of(cls, tasks: Sequence[CollaborationTask], count: int) -> TaskField:
        """The field of some tasks; raises ValueError if there are none, two share an id, or `count` is below 1."""
        ordered = tuple(sorted(tasks, key=lambda task: task.id))
        if not ordered or len({task.id for task in ordered}) < len(ordered) or count < 1:
            raise ValueError("at least one task is chosen of tasks with different ids")
        industries, names = _incidence([task.industries for task in ordered])
        joined = [industries[:, a] & industries[:, b] for a, b in combinations(range(len(names)), 2)]
        return cls(
            tasks=ordered,
            count=min(count, len(ordered)),
            names=names,
            likeness=_likeness(ordered, industries),
            pairs=np.array(joined, dtype=bool).reshape(len(joined), len(ordered)).T,
            industries=industries,
            settled=tuple(sum(is_settled(task) for is_settled in SETTLED) for task in ordered),
            is_small=np.array([_has_small_supplier(task) for task in ordered], dtype=bool),
        )

    @property
    def most_settled(self) -> int:
        """How much can be settled."""
        return len(SETTLED)

    @property
    def worth(self) -> Floats:
        """How able each task is to end in something, 1/6–1."""
        return (1.0 + np.array(self.settled)) / (1 + len(SETTLED))

    def cut(self, kept: int) -> TaskField:
        """The same field in which each task sees only so many of those nearest to it."""
        nearest = np.argsort(-self.likeness, axis=1, kind="stable")[:, :kept]
        likeness = np.zeros_like(self.likeness)
        np.put_along_axis(likeness, nearest, np.take_along_axis(self.likeness, nearest, axis=1), axis=1)
        return replace(self, likeness=likeness)

    def total(self, chosen: Sequence[int]) -> float:
        """F of the tasks at these places."""
        if not len(chosen):
            return 0.0
        return float(
            NEAR * self.likeness[:, chosen].max(axis=1).mean()
            + PAIRS * self.pairs[chosen].any(axis=0).sum() / max(self.pairs.shape[1], 1)
            + INDUSTRIES * self.industries[chosen].any(axis=0).sum() / max(len(self.names), 1)
            + WORTH * self.worth[chosen].sum() / self.count
        )

    def parts(self, chosen: Sequence[int], of: Sequence[int] | slice = EVERY) -> dict[str, Floats]:
        """What every task, or those at some places, would add to those chosen, by term."""
        near = self.likeness[:, chosen].max(axis=1, initial=0.0)
        pairs = self.pairs[of][:, ~self.pairs[chosen].any(axis=0)]
        industries = self.industries[of][:, ~self.industries[chosen].any(axis=0)]
        return {
            "near": NEAR * (np.maximum(self.likeness[:, of], near[:, None]).mean(axis=0) - near.mean()),
            "pairs": PAIRS * pairs.sum(axis=1) / max(self.pairs.shape[1], 1),
            "industries": INDUSTRIES * industries.sum(axis=1) / max(len(self.names), 1),
            "worth": WORTH * self.worth[of] / self.count,
        }

    def gains(self, chosen: Sequence[int]) -> Floats:
        """What every task would add to F."""
        gains: Floats = np.round(np.sum(list(self.parts(chosen).values()), axis=0), DECIMALS)
        gains[list(chosen)] = 0.0
        return gains


def _incidence(words: Sequence[Sequence[str]]) -> tuple[Flags, tuple[str, ...]]:
    names = tuple(sorted({word for entry in words for word in entry}))
    place = {name: column for column, name in enumerate(names)}
    flags = np.zeros((len(words), len(names)), dtype=bool)
    for row, entry in enumerate(words):
        flags[row, [place[word] for word in entry]] = True
    return flags, names


def _likeness(tasks: Sequence[CollaborationTask], industries: Flags) -> Floats:
    cells = [task.cell.split("-") for task in tasks]
    function, process = (np.unique([cell[place] for cell in cells], return_inverse=True)[1] for place in (1, 2))
    likeness: Floats = (
        SAME_CAPABILITIES * _shared(_incidence([task.capabilities for task in tasks])[0])
        + SAME_FUNCTION * (function[:, None] == function[None, :])
        + SAME_PROCESS * (process[:, None] == process[None, :])
        + SAME_INDUSTRIES * _shared(industries)
    )
    np.fill_diagonal(likeness, 1.0)
    return np.round(likeness, DECIMALS)


def _shared(flags: Flags) -> Floats:
    """Words in both as a share of words in either, 0 where neither has any."""
    both = np.zeros((len(flags), len(flags)))
    for column in flags.T:
        holders = np.flatnonzero(column)
        both[np.ix_(holders, holders)] += 1
    count = np.diag(both)
    shares: Floats = both / np.maximum(count[:, None] + count[None, :] - both, 1.0)
    return shares


def _has_small_supplier(task: CollaborationTask) -> bool:
    return any(m.role is TaskRole.SUPPLIER and m.workers < SMALL_WORKERS for m in task.members)
