"""The register of suppliers as arrays, prepared once, so that one company or a whole matching day is compared quickly."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessment.catalogue import CapabilityId, EntryState, OfferGrade, Supplier
from assessment.matching.register import entry_reason
from assessment.matching.values import Demand
from assessment.terms import Reason

GRADE_COUNTS: Mapping[OfferGrade, float] = {
    OfferGrade.CLAIMED: 0.6,
    OfferGrade.REFERENCE: 0.8,
    OfferGrade.VERIFIED: 1.0,
}
COVER_WEIGHT, INDUSTRY_WEIGHT, REGION_WEIGHT = 0.65, 0.24, 0.11
PSEUDO_PROJECTS = 4
"""Weight of what is usual beside a supplier's own outcomes, in projects."""
DECIMALS = 9
"""Sums of floats in another order differ beyond this; fits that agree up to here are equal."""
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class SupplierIndex:
    """Suppliers by id, one row each. `strength` is (suppliers, capabilities) in 0–1; flags are by division and region."""

    suppliers: tuple[Supplier, ...]
    capabilities: Mapping[CapabilityId, int]
    strength: Floats
    divisions: Mapping[str, Flags]
    regions: Mapping[str, Flags]
    works_only_there: Flags
    price_from: NDArray[np.int64]
    capacity: NDArray[np.int64]
    barred: Mapping[str, Flags]


@dataclass(frozen=True, slots=True, eq=False)
class Fits:
    """Companies against the register, arrays of shape (companies, suppliers).

    `cover` is absolute, `fit` combines it with industry and region, `passes` marks who covers something and may be listed.
    """

    cover: Floats
    industry: Flags
    region: Flags
    best: Floats
    fit: Floats
    passes: Flags
    filters: Mapping[str, Flags]


def prepare_suppliers(suppliers: Sequence[Supplier]) -> SupplierIndex:
    """The index of a register; the order in which suppliers come does not matter.

    Strength = grade (.6 claimed, .8 reference, 1 verified) · expected share of accepted projects. That share is a Beta
    mean: own outcomes beside four projects at the mean of the capability, which itself leans on the mean of the register
    in the same way (methods 3.1). Without any outcome in the register strength is the grade alone.
    """
    ordered = tuple(sorted(suppliers, key=lambda s: s.id))
    names = sorted({offer.capability for s in ordered for offer in s.offers})
    capabilities = {capability: column for column, capability in enumerate(names)}
    return SupplierIndex(
        suppliers=ordered,
        capabilities=capabilities,
        strength=_strength(ordered, capabilities),
        divisions=_flags(ordered, lambda s: s.divisions),
        regions=_flags(ordered, lambda s: s.regions),
        works_only_there=np.array([s.works_only_there for s in ordered], dtype=bool),
        price_from=np.array([s.price_from for s in ordered], dtype=np.int64),
        capacity=np.array([s.capacity for s in ordered], dtype=np.int64),
        barred={
            "entry": np.array([s.entry.state is not EntryState.APPROVED for s in ordered], dtype=bool),
            "undeclared": np.array([s.declared_on is None for s in ordered], dtype=bool),
            "conflict": np.array([bool(s.conflicts) for s in ordered], dtype=bool),
            "capacity": np.array([s.capacity < 1 for s in ordered], dtype=bool),
        },
    )


def _strength(suppliers: Sequence[Supplier], capabilities: Mapping[CapabilityId, int]) -> Floats:
    grade, delivered, accepted = (np.zeros((len(suppliers), len(capabilities))) for _ in range(3))
    for row, supplier in enumerate(suppliers):
        for offer in supplier.offers:
            place = row, capabilities[offer.capability]
            grade[place] = GRADE_COUNTS[offer.grade]
            delivered[place], accepted[place] = offer.delivered, offer.accepted
    usual = accepted.sum() / delivered.sum() if delivered.any() else 1.0
    of_tag = (accepted.sum(axis=0) + PSEUDO_PROJECTS * usual) / (delivered.sum(axis=0) + PSEUDO_PROJECTS)
    expected: Floats = grade * (accepted + PSEUDO_PROJECTS * of_tag) / (delivered + PSEUDO_PROJECTS)
    return expected


def _flags(suppliers: Sequence[Supplier], words: Callable[[Supplier], Sequence[str]]) -> dict[str, Flags]:
    found: dict[str, Flags] = {}
    for row, supplier in enumerate(suppliers):
        for word in words(supplier):
            found.setdefault(word, np.zeros(len(suppliers), dtype=bool))[row] = True
    return found


def compare(index: SupplierIndex, demands: Sequence[Demand]) -> Fits:
    """Every company against every supplier.

    cover = Σ need · strength; fit = .65 cover / best cover of those who pass + .24 industry experience + .11 region
    (methods 3.1). Size and fame are not read; price, capacity, conflicts and the state of the entry only filter.
    """
    weights = np.zeros((len(demands), len(index.capabilities)))
    for row, demand in enumerate(demands):
        for need in demand.needs:
            if need.capability in index.capabilities:
                weights[row, index.capabilities[need.capability]] += need.weight
    nobody = np.zeros(len(index.suppliers), dtype=bool)
    shape = (len(demands), len(index.suppliers))
    industry = np.array([index.divisions.get(d.division, nobody) for d in demands], dtype=bool).reshape(shape)
    region = np.array([index.regions.get(d.region, nobody) for d in demands], dtype=bool).reshape(shape)
    budget = np.array([d.budget for d in demands], dtype=np.int64)
    filters = {
        **{code: flags[None, :] for code, flags in index.barred.items()},
        "budget": index.price_from[None, :] > budget[:, None],
        "region": index.works_only_there[None, :] & ~region,
    }
    cover = weights @ index.strength.T
    passes = (cover > 0) & ~np.logical_or.reduce(np.broadcast_arrays(*filters.values()))
    best = np.max(cover, axis=1, where=passes, initial=0.0)
    measure = np.where(best > 0, best, np.max(cover, axis=1, initial=0.0))
    share = cover / np.where(measure > 0, measure, 1.0)[:, None]
    fit = COVER_WEIGHT * share + INDUSTRY_WEIGHT * industry + REGION_WEIGHT * region
    return Fits(cover, industry, region, best, np.round(fit, DECIMALS), passes, filters)


FILTER_REASONS: Mapping[str, Callable[[Supplier, Demand], Reason]] = {
    "entry": lambda s, _: entry_reason(s),
    "undeclared": lambda _, __: Reason.of("interests_not_declared"),
    "conflict": lambda s, _: Reason.of("conflict_of_interest", conflicts=s.conflicts),
    "capacity": lambda _, __: Reason.of("no_capacity"),
    "budget": lambda s, d: Reason.of("price_above_budget", price=s.price_from, budget=d.budget),
    "region": lambda s, _: Reason.of("works_only_elsewhere", regions=s.regions),
}
"""One reason for each hard filter, in the order in which they are asked."""
