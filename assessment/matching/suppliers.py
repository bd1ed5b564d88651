"""Suppliers by what they can do for the first steps of a roadmap; or the sheet to ask them with (method 13)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from assessment.catalogue import Catalogue, OfferGrade, Supplier
from assessment.instrument.values import Profile
from assessment.matching.values import (
    FilteredOut,
    Match,
    Need,
    RequirementLine,
    RequirementSheet,
    SupplierMatches,
)
from assessment.roadmap.values import Roadmap
from assessment.terms import Reason

GRADE_COUNTS: Mapping[OfferGrade, float] = {
    OfferGrade.CLAIMED: 0.6,
    OfferGrade.REFERENCE: 0.8,
    OfferGrade.VERIFIED: 1.0,
}
COVER_WEIGHT, INDUSTRY_WEIGHT, REGION_WEIGHT = 0.65, 0.24, 0.11
PHASES_IN_SIGHT = (1, 2)
LONGEST_LIST = 5


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


def match_suppliers(needs: Sequence[Need], catalogue: Catalogue, profile: Profile, seed: int) -> SupplierMatches:
    """Rank the register for one company by cover of its needs, then industry experience, then region.

    Cover counts a capability .6 when claimed, .8 with a reference, 1 when verified; fit = .65 cover / best cover + .24
    industry + .11 region (methods 3.1). Hard filters come first: free capacity, no conflict of interest. Size, fame and
    payment never enter; ties are ordered by `seed`.
    """
    listed: list[Match] = []
    filtered: list[FilteredOut] = []
    for supplier in catalogue.suppliers:
        match = _match(supplier, needs, profile)
        if not match.covered:
            continue
        reason = _hard_filter(supplier)
        if reason is not None:
            filtered.append(FilteredOut(supplier, reason))
        else:
            listed.append(match)
    best = max((match.cover for match in listed), default=1.0)
    lot = dict(zip((m.supplier.id for m in listed), np.random.default_rng(seed).permutation(len(listed)), strict=True))
    ranked = sorted((_with_fit(m, best, profile) for m in listed), key=lambda m: (-m.fit, lot[m.supplier.id]))
    return SupplierMatches(tuple(ranked[:LONGEST_LIST]), tuple(filtered), seed)


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


def _match(supplier: Supplier, needs: Sequence[Need], profile: Profile) -> Match:
    grades = {offer.capability: offer.grade for offer in supplier.offers}
    covered = tuple((n.capability, grades[n.capability]) for n in needs if n.capability in grades)
    weights = {need.capability: need.weight for need in needs}
    return Match(
        supplier=supplier,
        cover=sum(weights[capability] * GRADE_COUNTS[grade] for capability, grade in covered),
        fit=0.0,
        covered=covered,
        missing=tuple(need.capability for need in needs if need.capability not in grades),
        reasons=_reasons(supplier, profile),
    )


def _reasons(supplier: Supplier, profile: Profile) -> tuple[Reason, ...]:
    reasons = []
    if profile.division in supplier.divisions:
        reasons.append(Reason.of("worked_in_industry", division=profile.division))
    if profile.region in supplier.regions:
        reasons.append(Reason.of("works_in_region", region=profile.region))
    return tuple(reasons)


def _hard_filter(supplier: Supplier) -> Reason | None:
    if supplier.capacity < 1:
        return Reason.of("no_capacity")
    if supplier.conflicts:
        return Reason.of("conflict_of_interest", conflicts=supplier.conflicts)
    return None


def _with_fit(match: Match, best: float, profile: Profile) -> Match:
    supplier = match.supplier
    fit = (
        COVER_WEIGHT * match.cover / best
        + INDUSTRY_WEIGHT * (profile.division in supplier.divisions)
        + REGION_WEIGHT * (profile.region in supplier.regions)
    )
    return Match(supplier, match.cover, fit, match.covered, match.missing, match.reasons)
