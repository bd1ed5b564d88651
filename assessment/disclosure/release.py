"""From anonymous scores to a release that no attack breaks: protect, audit, protect what was found out, or coarsen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import date
from itertools import count

from assessment.disclosure.audit import ALONE, Figure, Memory, audit, find_leaks
from assessment.disclosure.coarsen import coarsen_once, depths_of, fit_tables
from assessment.disclosure.protect import protect
from assessment.disclosure.rules import PublishingRules
from assessment.disclosure.tables import CohortTable, build_tables
from assessment.disclosure.values import (
    AnonymousScore,
    Audit,
    Beside,
    Coarsening,
    Finding,
    Ledger,
    Other,
    Place,
    Release,
    ReleasePlan,
    cohort,
)

PATIENCE = 4
"""After so many attempts a table that is still found out gets coarser and not only fuller of holes."""


def make_release(
    companies: Sequence[AnonymousScore], plan: ReleasePlan, ledger: Ledger, *, edition: str, as_of: date
) -> tuple[Release, Audit]:
    """The release of the period that `as_of` lies in, and its audit; it passes unless the ledger alone gives somebody away.

    Every attempt is attacked with the ledger in hand; what is found out is withheld in the next one. Where that does not end
    a table gets a step coarser, and at last it is left away, so that there is an end. Raises InputRejected where a company
    has an unknown code.
    """
    tables = build_tables(companies, plan, edition)
    fitted = fit_tables(tables, plan.policy, plan.too_fine)
    alone = _places_of_one(fitted)
    demands: list[tuple[Figure, ...]] = []
    memory: Memory = {}
    for attempt in count(1):
        release = Release(
            id=plan.snapshot.period(as_of),
            as_of=as_of,
            policy=plan.policy,
            dimensions=plan.dimensions,
            subjects=plan.subjects,
            tables=protect(fitted, plan.policy, ledger, demands=demands),
            coarsened=tuple(_coarsenings(tables, fitted)),
        )
        leaks = find_leaks(release, ledger, alone, memory)
        if not leaks or not fitted:
            break
        demands += [leak.because for leak in leaks]
        if attempt % PATIENCE == 0:
            fitted = coarsen_once(fitted, _worst_table(fitted, [leak.finding for leak in leaks]), plan.policy)
    return release, audit(release, ledger, alone)


def compare_with(release: Release, rules: PublishingRules, suppliers: Mapping[str, int]) -> tuple[Beside, ...]:
    """Published counts beside known plants, and beside the number of suppliers of each capability (code → suppliers).

    Nothing but published figures goes in, so that nothing more than they can come out.
    """
    shown = {table.place(cell): cell.figures[0] for table in release.tables for cell in table.cells if cell.figures}
    others = [(Other.PLANTS, p.dimension, p.code, p.plants, p.note) for p in rules.plants]
    others += [
        (Other.SUPPLIERS, "capability", code, there, rules.register) for code, there in sorted(suppliers.items())
    ]
    return tuple(
        Beside(what, dimension, code, shown.get(("", cohort([(dimension, code)]))), there, note)
        for what, dimension, code, there, note in others
    )


def _places_of_one(tables: Sequence[CohortTable]) -> Set[Place]:
    return {
        place
        for table in tables
        for place, there in zip(table.places, table.counts.flat, strict=True)
        if there == ALONE
    }


def _worst_table(tables: Sequence[CohortTable], findings: Sequence[Finding]) -> str:
    """The table with most findings; where all of them lie in earlier releases, the largest."""
    cells: Counter[str] = Counter()
    for table in tables:
        cells[table.spec.id] += table.counts.size
    found = Counter(finding.table for finding in findings if finding.table in cells)
    return (found or cells).most_common(1)[0][0]


def _coarsenings(tables: Sequence[CohortTable], fitted: Sequence[CohortTable]) -> Iterator[Coarsening]:
    """What became coarser; a table that was left away has nothing but totals."""
    now = {table.spec.id: depths_of(table) for table in fitted}
    before = {table.spec.id: (depths_of(table), table.spec.dimensions) for table in tables}
    for name, (depths, dimensions) in before.items():
        for (dimension, _), was, became in zip(dimensions, depths, now.get(name, (0,) * len(depths)), strict=True):
            if became < was:
                yield Coarsening(name, dimension, was, became)
