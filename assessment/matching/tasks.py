"""Find work that firms of different industries could do together, from the pool of those who agreed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from assessment.catalogue import Alliance, Catalogue, InitiativeId, UseCase
from assessment.matching.partners import find_meeting_place, score_pairs, standing_members
from assessment.matching.records import CollaborationTask, TaskMember, TaskRole, TaskStatus
from assessment.matching.supplier_index import SupplierIndex, compare
from assessment.matching.suppliers import equal_needs
from assessment.matching.values import Demand, PoolMember
from assessment.terms import Reason

ANCHOR_WORKERS = 50
"""A firm of this size can carry a joint task; without one in the group the largest carries it."""
COMPANIONS = 3
TASKS_EACH = 2
NO_MOVEMENT = timedelta(days=90)
OPEN = (TaskStatus.FOUND, TaskStatus.AGREED, TaskStatus.RUNNING)
SUPPLIERS = "suppliers"
"""The industry of a supplier in a task; it serves all."""


def find_tasks(
    members: Sequence[PoolMember],
    index: SupplierIndex,
    catalogue: Catalogue,
    alliance: Alliance,
    on: date,
    seed: int,
    existing: Sequence[CollaborationTask] = (),
) -> tuple[CollaborationTask, ...]:
    """Tasks for the cells of the matrix that firms of different industries want, each with a supplier where one passes.

    In a cell the firm that carries the task is the largest one; with it go up to three of other industries, no two of one,
    those first who gain and give most (the score of `partners`). The cells that most want come first. Nobody gets more
    than two open tasks, `existing` ones counted, and no supplier more than it has capacity for. The supplier is the best
    fit for the capabilities of the use case, one that names the cell before others, ties by `seed`. Only members whose
    consent stands on the date take part; their order does not matter. Ids are new within the result (``task-2-D-1``).
    """
    search = _Search(standing_members(members, on), index, catalogue, alliance, on, seed)
    for task in existing:
        if task.status in OPEN:
            search.load.update(member.id for member in task.members)
    return tuple(search.tasks())


def find_stalled(tasks: Sequence[CollaborationTask], on: date) -> tuple[CollaborationTask, ...]:
    """Open tasks that have not moved for ninety days, the longest first."""
    stalled = [task for task in tasks if task.status in OPEN and on - task.moved_on >= NO_MOVEMENT]
    return tuple(sorted(stalled, key=lambda task: (task.moved_on, task.id)))


@dataclass
class _Search:
    """The pool, cell by cell; `load` counts the open tasks of each firm and supplier."""

    members: Sequence[PoolMember]
    index: SupplierIndex
    catalogue: Catalogue
    alliance: Alliance
    on: date
    seed: int
    load: Counter[str] = field(default_factory=Counter)

    def tasks(self) -> Iterator[CollaborationTask]:
        wanting = Counter(cell for member in self.members for cell in self._cells(member))
        for cell, _ in sorted(wanting.items(), key=lambda entry: (-entry[1], entry[0])):
            waiting = [m for m in self.members if cell in self._cells(m)]
            number = 0
            while group := self._group([m for m in waiting if self.load[m.id] < TASKS_EACH]):
                number += 1
                waiting = [m for m in waiting if m not in group]
                yield self._task(f"task-{cell.removeprefix('cell-')}-{number}", group, cell)

    def _cells(self, member: PoolMember) -> set[str]:
        return {use_case.cell for use_case in self.catalogue.use_cases if use_case.id in member.use_cases}

    def _group(self, waiting: Sequence[PoolMember]) -> list[PoolMember]:
        """The largest firm with those of other industries who fit it best; empty where nobody is left to join."""
        if not waiting:
            return []
        anchor = max(range(len(waiting)), key=lambda n: (waiting[n].workers, waiting[n].id))
        scores = score_pairs(waiting)[anchor]
        group = [waiting[anchor]]
        for n in np.lexsort((np.arange(len(waiting)), -scores)):
            if len(group) <= COMPANIONS and waiting[n].industry not in {m.industry for m in group}:
                group.append(waiting[n])
        return group if len(group) > 1 else []

    def _task(self, task_id: str, group: Sequence[PoolMember], cell: str) -> CollaborationTask:
        uses = [use_case for use_case in self.catalogue.use_cases if use_case.cell == cell]
        use_case = max(uses, key=lambda u: sum(u.id in m.use_cases for m in group))
        members = [
            TaskMember(m.id, TaskRole.COMPANY if n else TaskRole.ANCHOR, m.industry, m.workers)
            for n, m in enumerate(group)
        ]
        supplier = self._supplier(use_case, group[0])
        if supplier is not None:
            members.append(supplier)
        self.load.update(member.id for member in members)
        return CollaborationTask(
            id=task_id,
            cell=use_case.cell,
            use_case=use_case.id,
            capabilities=use_case.capabilities,
            members=tuple(members),
            status=TaskStatus.FOUND,
            moved_on=self.on,
            subcommittee=find_meeting_place(use_case, group, self.alliance),
            modelled_on=_model(use_case, self.catalogue),
            reasons=_reasons(use_case, group, supplier),
        )

    def _supplier(self, use_case: UseCase, anchor: PoolMember) -> TaskMember | None:
        """The best fit for the use case that has a project left."""
        needs = equal_needs(use_case.capabilities)
        demand = Demand(needs, anchor.division, anchor.region, use_case.cost.high)
        fits = compare(self.index, [demand])
        lot = np.random.default_rng(self.seed).permutation(len(self.index.suppliers))
        elsewhere = np.array([use_case.cell not in s.cells for s in self.index.suppliers], dtype=bool)
        for row in np.lexsort((lot, -fits.fit[0], elsewhere)):
            supplier = self.index.suppliers[row]
            if fits.passes[0, row] and self.load[supplier.id] < supplier.capacity:
                return TaskMember(supplier.id, TaskRole.SUPPLIER, SUPPLIERS, supplier.workers)
        return None


def _model(use_case: UseCase, catalogue: Catalogue) -> InitiativeId | None:
    """The initiative whose words the task may borrow: the one that shares most capabilities with the use case."""
    wanted = set(use_case.capabilities)
    shared = {i.id: len(wanted & set(i.capabilities)) for i in catalogue.initiatives}
    return max(shared, key=lambda name: shared[name]) if any(shared.values()) else None


def _reasons(use_case: UseCase, group: Sequence[PoolMember], supplier: TaskMember | None) -> tuple[Reason, ...]:
    reasons = [
        Reason.of("want_the_same_cell", cell=use_case.cell, found=len(group)),
        Reason.of("across_industries", industries=tuple(m.industry for m in group)),
    ]
    if group[0].workers >= ANCHOR_WORKERS:
        reasons.append(Reason.of("large_firm_carries", workers=group[0].workers))
    else:
        reasons.append(Reason.of("no_large_firm", workers=ANCHOR_WORKERS))
    reasons.append(Reason.of("supplier_found") if supplier else Reason.of("no_supplier_yet"))
    return tuple(reasons)
