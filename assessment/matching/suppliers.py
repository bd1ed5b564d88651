"""Suppliers by what they can do for the first steps of a roadmap; or the sheet to ask them with (method 13)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from assessment.catalogue import CapabilityId, Catalogue, Supplier
from assessment.instrument.values import Profile
from assessment.matching.supplier_index import (
    COVER_WEIGHT,
    FILTER_REASONS,
    INDUSTRY_WEIGHT,
    REGION_WEIGHT,
    Fits,
    Flags,
    SupplierIndex,
    compare,
)
from assessment.matching.values import (
    Demand,
    FilteredOut,
    Match,
    Need,
    RequirementLine,
    RequirementSheet,
    SupplierMatches,
)
from assessment.roadmap.values import PlanningInstance, Roadmap
from assessment.scoring.values import Wishes
from assessment.terms import Reason

PHASES_IN_SIGHT = (1, 2)
LONGEST_LIST = 5
MOST_FILTERED = 20


def find_needs(roadmap: Roadmap, catalogue: Catalogue) -> tuple[Need, ...]:
    """The capabilities that the first two phases call for, weighted by how many initiatives want them."""
    wanted: dict[str, list[str]] = defaultdict(list)
    for phase in PHASES_IN_SIGHT:
        for entry in roadmap.phase(phase):
            for capability in catalogue.initiative(entry.initiative).capabilities:
                wanted[capability].append(entry.initiative)
    total = sum(len(initiatives) for initiatives in wanted.values())
    needs = [
        Need(capability.id, len(wanted[capability.id]) / total, tuple(wanted[capability.id]))
        for capability in catalogue.capabilities
        if capability.id in wanted
    ]
    return tuple(sorted(needs, key=lambda need: (-need.weight, need.capability)))


def equal_needs(capabilities: Sequence[CapabilityId]) -> tuple[Need, ...]:
    """Capabilities that are all needed alike."""
    return tuple(Need(capability, 1 / len(capabilities), ()) for capability in capabilities)


def find_demand(
    needs: Sequence[Need], instance: PlanningInstance, profile: Profile, wishes: Wishes, catalogue: Catalogue
) -> Demand:
    """What a company asks suppliers for: its needs, where it stands, all the money of its plan, the cells it wants."""
    return Demand(
        needs=tuple(needs),
        division=profile.division,
        region=profile.region,
        budget=sum(instance.budget_a_year),
        cells=tuple(dict.fromkeys(u.cell for u in catalogue.use_cases if u.id in wishes.use_cases)),
    )


def match_suppliers(demand: Demand, index: SupplierIndex, seed: int) -> SupplierMatches:
    """Rank the register for one company: hard filters, then cover of its needs, industry experience and region.

    Fit and filters are those of `supplier_index.compare` (methods 3.1). At most five are listed; equal fits are ordered by
    `seed`, never by the order of the register. Of those who cover a need and were filtered out the nearest are named, by
    the fit they would have had. Complexity O(suppliers · needs).
    """
    fits = compare(index, [demand])
    lot = np.random.default_rng(seed).permutation(len(index.suppliers))
    order = np.lexsort((lot, -fits.fit[0]))
    passes, covers = fits.passes[0], fits.cover[0] > 0
    filtered = covers & ~passes
    return SupplierMatches(
        matches=tuple(_match(index, demand, fits, row) for row in order[passes[order]][:LONGEST_LIST]),
        filtered_out=tuple(_filtered(index, demand, fits, row) for row in order[filtered[order]][:MOST_FILTERED]),
        seed=seed,
        passed=int(passes.sum()),
        filtered=int(filtered.sum()),
        unmet=_unmet(index, demand, passes),
    )


def requirement_sheet(needs: Sequence[Need], catalogue: Catalogue) -> RequirementSheet:
    """What to ask any supplier for, where the installation has no register."""
    initiatives = dict.fromkeys(i for need in needs for i in need.wanted_by)
    return RequirementSheet(
        lines=tuple(
            RequirementLine(
                catalogue.capability(need.capability), tuple(catalogue.initiative(i) for i in need.wanted_by)
            )
            for need in needs
        ),
        acceptance=tuple(catalogue.initiative(i).acceptance for i in initiatives),
        pools=catalogue.pools,
    )


def _match(index: SupplierIndex, demand: Demand, fits: Fits, row: int) -> Match:
    supplier = index.suppliers[row]
    wanted = {need.capability: need.weight for need in demand.needs}
    covered = [offer for offer in supplier.offers if offer.capability in wanted]
    cover = float(fits.cover[0, row])
    parts = (
        ("cover", COVER_WEIGHT * cover / float(fits.best[0])),
        ("industry", INDUSTRY_WEIGHT * float(fits.industry[0, row])),
        ("region", REGION_WEIGHT * float(fits.region[0, row])),
    )
    return Match(
        supplier=supplier,
        cover=cover,
        fit=sum(part for _, part in parts),
        parts=parts,
        covered=tuple(sorted(covered, key=lambda offer: -wanted[offer.capability])),
        missing=_missing(supplier, demand),
        reasons=_reasons(supplier, demand),
    )


def _filtered(index: SupplierIndex, demand: Demand, fits: Fits, row: int) -> FilteredOut:
    supplier = index.suppliers[row]
    stopped_by = (code for code, flags in fits.filters.items() if flags[0, row])
    return FilteredOut(
        supplier=supplier,
        cover=float(fits.cover[0, row]),
        missing=_missing(supplier, demand),
        reasons=tuple(FILTER_REASONS[code](supplier, demand) for code in stopped_by),
    )


def _missing(supplier: Supplier, demand: Demand) -> tuple[CapabilityId, ...]:
    offered = {offer.capability for offer in supplier.offers}
    return tuple(n.capability for n in _heaviest_first(demand.needs) if n.capability not in offered)


def _unmet(index: SupplierIndex, demand: Demand, passes: Flags) -> tuple[CapabilityId, ...]:
    offered: Flags = np.any(index.strength[passes] > 0, axis=0)
    return tuple(
        need.capability
        for need in _heaviest_first(demand.needs)
        if need.capability not in index.capabilities or not offered[index.capabilities[need.capability]]
    )


def _heaviest_first(needs: Sequence[Need]) -> list[Need]:
    return sorted(needs, key=lambda need: -need.weight)


def _reasons(supplier: Supplier, demand: Demand) -> tuple[Reason, ...]:
    """Why this one beside its cover: experience, place, wanted cells, and what became of earlier projects."""
    reasons = []
    if demand.division in supplier.divisions:
        reasons.append(Reason.of("worked_in_industry", division=demand.division))
    if demand.region in supplier.regions:
        reasons.append(Reason.of("works_in_region", region=demand.region))
    if shared := tuple(cell for cell in demand.cells if cell in supplier.cells):
        reasons.append(Reason.of("works_on_cells", cells=shared))
    wanted = {need.capability for need in demand.needs}
    covering = [offer for offer in supplier.offers if offer.capability in wanted]
    if delivered := sum(offer.delivered for offer in covering):
        accepted = sum(offer.accepted for offer in covering)
        reasons.append(Reason.of("projects_accepted", accepted=accepted, delivered=delivered))
    else:
        reasons.append(Reason.of("no_known_projects"))
    return tuple(reasons)
