"""What a company is compared with, out of what was published and nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from assessment.disclosure.values import Place, Release, cohort
from assessment.instrument.edition import TOP_LEVEL, ItemId
from assessment.scoring.values import CohortTarget, Reference

LEVEL, SIZE = "level", "size"
UPPER = 0.25
"""The upper quartile is the highest level that at least this share of companies reach."""


def find_reference(release: Release, size: str) -> Reference:
    """The upper quartile of each item (levels 0–5) among companies of a size class, or among all where that is withheld.

    It rests on published counts of levels (method 7). Withheld ones may be anything that the published count of companies
    leaves: an item whose quartile depends on them is left out. Counts are used as they were rounded.
    """
    shown = {table.place(cell): cell.figures[0] for table in release.tables for cell in table.cells if cell.figures}
    items = {cell.subject for table in release.tables if LEVEL in table.dimensions for cell in table.cells}
    found = (_target(shown, item, size) or _target(shown, item, "") for item in sorted(items))
    return Reference(tuple(target for target in found if target is not None))


def _target(shown: Mapping[Place, float], item: str, size: str) -> CohortTarget | None:
    of = ((SIZE, size),) if size else ()
    companies = shown.get((item, cohort(of)))
    levels = range(TOP_LEVEL + 1)
    counts = {level: shown.get((item, cohort((*of, (LEVEL, str(level)))))) for level in levels}
    if not companies:
        return None
    surely = [n for n in levels if sum(counts[m] or 0 for m in levels if m >= n) >= UPPER * companies]
    maybe = [n for n in levels if companies - sum(counts[m] or 0 for m in levels if m < n) >= UPPER * companies]
    if not surely or surely[-1] != maybe[-1]:
        return None
    return CohortTarget(ItemId(item), float(surely[-1]), int(companies))
