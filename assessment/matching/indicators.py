"""Whether co-operation ends in something: the figures that the association answers for, of one day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import combinations

from assessment.catalogue import QualifiedDefinition, Supplier
from assessment.matching.records import CollaborationTask, Indicators, Lead, LeadStage, TaskStatus
from assessment.matching.register import is_qualified

SMALL_WORKERS = 10
ACTIVE = (TaskStatus.AGREED, TaskStatus.RUNNING, TaskStatus.DELIVERED)


def find_indicators(
    tasks: Sequence[CollaborationTask],
    leads: Sequence[Lead],
    suppliers: Sequence[Supplier],
    definition: QualifiedDefinition,
    on: date,
) -> Indicators:
    """The indicators of methods 4.4: what was found, agreed on and delivered, and whether small suppliers get a part.

    A lead counts once for each supplier and company, by the furthest stage that it reached; leads after `on` do not count.
    Qualified is what the definition says of `on`. Tasks that were dropped count in `by_status` only.
    """
    kept = [task for task in tasks if task.status is not TaskStatus.DROPPED]
    pairs = {pair for task in kept if task.status in ACTIVE for pair in combinations(task.industries, 2)}
    industries = {name for task in kept for name in task.industries}
    known = [lead for lead in leads if lead.on <= on]
    small = {supplier.id for supplier in suppliers if supplier.workers < SMALL_WORKERS}
    shown = {lead.supplier for lead in known}
    qualified = [supplier.id for supplier in suppliers if is_qualified(supplier, definition, on)]
    by_status = Counter(task.status for task in tasks)
    return Indicators(
        on=on,
        tasks=len(kept),
        across_industries=sum(len(task.industries) > 1 for task in kept),
        active_pairs=len(pairs),
        possible_pairs=len(industries) * (len(industries) - 1) // 2,
        delivered=by_status[TaskStatus.DELIVERED],
        by_status=tuple((status, by_status[status]) for status in TaskStatus),
        leads=len({(lead.supplier, lead.company) for lead in known}),
        small_leads=len({(lead.supplier, lead.company) for lead in known if lead.supplier in small}),
        small_contracts=len(
            {
                (lead.supplier, lead.company)
                for lead in known
                if lead.supplier in small and lead.stage is LeadStage.CONTRACTED
            }
        ),
        qualified=len(qualified),
        qualified_never_shown=tuple(sorted(supplier for supplier in qualified if supplier not in shown)),
    )
