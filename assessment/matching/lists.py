"""Lists of suppliers for many companies at once: nobody good enough is hidden, nobody gets more leads than it can serve."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessment.matching.linear import Model
from assessment.matching.supplier_index import Flags, Floats, SupplierIndex, compare
from assessment.matching.values import Demand, Exposure, SupplierList, SupplierLists

PLACES = 5
LEAST_LEADS = 3
LEADS_A_PROJECT = 6
NEARLY_THE_BEST = 0.35
"""A supplier suits a company when it passes and covers at least this share of what the best covers."""
KEPT = 40
"""Suppliers of each company that the model may choose from, best first."""
TIE = 1e-6
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class _Pairs:
    """The pairs of company and supplier that the model may choose from."""

    company: Numbers
    supplier: Numbers


def plan_lists(demands: Mapping[str, Demand], index: SupplierIndex, seed: int) -> SupplierLists:
    """A list of at most five suppliers for each company, by opaque id.

    One linear programme (methods 3.2): the sum of fits is greatest while no supplier is shown to more than six companies
    for each project it can start, and each is shown at least three times, or as often as there are companies that it suits
    (at least 35 % of the best cover) and places left for it. Nobody is shown where it does not suit in order to reach a
    floor. The rows form a network, so that the solution is whole. Ties are broken by `seed`; the order of companies and of
    the register does not matter. About 1 s for 2,000 companies and 500 suppliers.
    """
    companies = sorted(demands)
    fits = compare(index, [demands[company] for company in companies])
    suits = fits.passes & (fits.cover >= NEARLY_THE_BEST * fits.best[:, None])
    ceiling = LEADS_A_PROJECT * index.capacity
    floor = np.minimum(np.minimum(suits.sum(axis=0), LEAST_LEADS), ceiling)
    ranks = fits.fit + TIE * np.random.default_rng(seed).random(fits.fit.shape)
    pairs = _pairs(ranks, fits.passes, suits, floor)
    chosen = _choose(pairs, ranks, suits, floor, ceiling)
    shown = np.bincount(pairs.supplier[chosen], minlength=len(index.suppliers))
    return SupplierLists(
        lists=_lists(index, companies, fits.fit, ranks, _Pairs(pairs.company[chosen], pairs.supplier[chosen])),
        exposures=tuple(
            Exposure(s.id, int(shown[j]), int(suits[:, j].sum()), int(floor[j]), int(ceiling[j]), s.capacity)
            for j, s in enumerate(index.suppliers)
            if fits.passes[:, j].any()
        ),
        worth=float(fits.fit[pairs.company, pairs.supplier][chosen].sum()),
        worth_of_plain=float(-np.sort(-fits.fit * fits.passes, axis=1)[:, :PLACES].sum()),
        seed=seed,
    )


def _pairs(ranks: Floats, passes: Flags, suits: Flags, floor: Numbers) -> _Pairs:
    """The best of every company, and for suppliers who would miss their floor the companies that they suit best."""
    kept = np.zeros_like(passes)
    best = np.argsort(-np.where(passes, ranks, -np.inf), axis=1)[:, :KEPT]
    np.put_along_axis(kept, best, values=True, axis=1)
    kept &= passes
    for supplier in np.flatnonzero((kept & suits).sum(axis=0) < floor):
        nearest = np.argsort(-np.where(suits[:, supplier], ranks[:, supplier], -np.inf))[:KEPT]
        kept[nearest, supplier] = suits[nearest, supplier]
    return _Pairs(*np.nonzero(kept))


def _choose(pairs: _Pairs, ranks: Floats, suits: Flags, floor: Numbers, ceiling: Numbers) -> Flags:
    """Which pairs are shown. A floor that cannot be reached costs more than all fits together, so that it is missed least."""
    model = Model()
    count = len(ranks)
    shown = model.add_columns(ranks[pairs.company, pairs.supplier])
    model.add_rows(pairs.company, shown, 1.0, np.zeros(count), float(PLACES))
    model.add_rows(pairs.supplier, shown, 1.0, np.zeros(len(ceiling)), ceiling)
    owed = np.flatnonzero(floor)
    missed = model.add_columns(np.full(len(owed), -(1.0 + count * PLACES)), upper=float(LEAST_LEADS))
    place = np.full(len(floor), -1)
    place[owed] = np.arange(len(owed))
    counts = suits[pairs.company, pairs.supplier] & (floor[pairs.supplier] > 0)
    rows = np.concatenate([place[pairs.supplier[counts]], np.arange(len(owed))])
    model.add_rows(rows, np.concatenate([shown[counts], missed]), 1.0, floor[owed], np.inf)
    return model.solve().chosen(shown)


def _lists(
    index: SupplierIndex, companies: Sequence[str], fit: Floats, ranks: Floats, shown: _Pairs
) -> tuple[SupplierList, ...]:
    order = np.lexsort((-ranks[shown.company, shown.supplier], shown.company))
    ends = np.searchsorted(shown.company[order], np.arange(len(companies)), side="right")
    by_company = np.split(order, ends)[: len(companies)]
    return tuple(
        SupplierList(company, tuple((index.suppliers[j].id, float(fit[row, j])) for j in shown.supplier[places]))
        for row, (company, places) in enumerate(zip(companies, by_company, strict=True))
    )
