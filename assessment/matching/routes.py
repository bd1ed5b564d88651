"""Where a posted need and a request to change a rule go."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from datetime import date

import numpy as np

from assessment.catalogue import Alliance, CapabilityId, Catalogue
from assessment.matching.partners import standing_members
from assessment.matching.records import CollaborationTask, NeedRoute, NeedRoutes, PostedNeed, Recipient, TaskStatus
from assessment.matching.supplier_index import SupplierIndex, compare
from assessment.matching.suppliers import equal_needs
from assessment.matching.values import Demand, PoolMember
from assessment.terms import Reason

RULES = "law"
"""The subcommittee for laws and rules has this id in every edition that has one."""
LONGEST = 10
JOINABLE = (TaskStatus.FOUND, TaskStatus.AGREED)
SAME_CELL, CAPABILITIES = 0.5, 0.5
NO_LIMIT = np.iinfo(np.int64).max


def find_recipients(alliance: Alliance) -> tuple[Recipient, ...]:
    """Who takes a request to change a rule, first choice first.

    The law subcommittee where the edition has one (`RULES`), and always the ministry, which owes an answer (promotion act,
    article 17); without a subcommittee the co-operation centre (article 19) helps to write it.
    """
    if any(subcommittee.id == RULES for subcommittee in alliance.subcommittees):
        return Recipient.SUBCOMMITTEE, Recipient.MINISTRY
    return Recipient.MINISTRY, Recipient.CENTRE


def route_need(
    need: PostedNeed,
    members: Sequence[PoolMember],
    index: SupplierIndex,
    tasks: Sequence[CollaborationTask],
    catalogue: Catalogue,
    on: date,
    seed: int,
) -> NeedRoutes:
    """At most ten companies, suppliers and tasks that a posted need leads to on a date, nearest first; none once it closed.

    Score of a company = ½ wants a use case of the same cell + ½ share of the capabilities that it offers; of a supplier
    its fit for the capabilities (only those who may be listed); of a task that can still be joined = ½ same cell
    + ½ share of the capabilities. Nothing without a score is named. Equal suppliers are ordered by `seed`, others by id.
    """
    if on > need.open_until:
        return NeedRoutes((), (), ())
    return NeedRoutes(
        companies=_longest(
            _company(member, need, catalogue) for member in standing_members(members, on) if member.id != need.company
        ),
        suppliers=_suppliers(need, index, seed),
        tasks=_longest(_task(task, need) for task in tasks if task.status in JOINABLE),
    )


def _longest(routes: Iterable[NeedRoute]) -> tuple[NeedRoute, ...]:
    found = (route for route in routes if route.score > 0)
    return tuple(sorted(found, key=lambda route: (-route.score, route.id))[:LONGEST])


def _company(member: PoolMember, need: PostedNeed, catalogue: Catalogue) -> NeedRoute:
    cells = {use_case.cell for use_case in catalogue.use_cases if use_case.id in member.use_cases}
    offered = tuple(c for c in need.capabilities if member.offers.get(c))
    share = sum(member.offers[c] for c in offered) / max(len(need.capabilities), 1)
    reasons = []
    if need.cell in cells:
        reasons.append(Reason.of("wants_the_same_cell", cell=need.cell))
    if offered:
        reasons.append(Reason.of("has_done_this", capabilities=offered))
    if member.industry != need.industry:
        reasons.append(Reason.of("across_industries", industries=(need.industry, member.industry)))
    return NeedRoute(member.id, SAME_CELL * (need.cell in cells) + CAPABILITIES * share, tuple(reasons))


def _suppliers(need: PostedNeed, index: SupplierIndex, seed: int) -> tuple[NeedRoute, ...]:
    fits = compare(index, [Demand(equal_needs(need.capabilities), need.division, need.region, NO_LIMIT)])
    lot = np.random.default_rng(seed).permutation(len(index.suppliers))
    order = [row for row in np.lexsort((lot, -fits.fit[0])) if fits.passes[0, row]]
    found = []
    for row in order[:LONGEST]:
        supplier = index.suppliers[row]
        covered = tuple(c for c in need.capabilities if c in {offer.capability for offer in supplier.offers})
        reasons = [Reason.of("offers_this", capabilities=covered)]
        if need.cell in supplier.cells:
            reasons.append(Reason.of("works_on_cells", cells=(need.cell,)))
        found.append(NeedRoute(supplier.id, float(fits.fit[0, row]), tuple(reasons)))
    return tuple(found)


def _task(task: CollaborationTask, need: PostedNeed) -> NeedRoute:
    shared = _both(task.capabilities, set(need.capabilities))
    same = task.cell == need.cell
    reasons = []
    if same:
        reasons.append(Reason.of("task_of_same_cell", cell=task.cell))
    if shared:
        reasons.append(Reason.of("task_needs_this", capabilities=shared))
    if need.industry not in task.industries:
        reasons.append(Reason.of("brings_new_industries", industries=(need.industry,)))
    score = SAME_CELL * same + CAPABILITIES * len(shared) / max(len(need.capabilities), 1)
    return NeedRoute(task.id, score, tuple(reasons))


def _both(words: Sequence[CapabilityId], others: Set[CapabilityId]) -> tuple[CapabilityId, ...]:
    return tuple(word for word in words if word in others)
