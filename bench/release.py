"""Releases: seconds to attack and to build them, how much of a pool they show, and how many small groups they give away."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import numpy as np

from assessment.disclosure.audit import audit
from assessment.disclosure.coarsen import shown_share
from assessment.disclosure.plan import make_plan
from assessment.disclosure.release import make_release
from assessment.disclosure.tables import build_tables
from assessment.disclosure.values import (
    SUPPRESSION,
    AnonymousScore,
    Ledger,
    Measure,
    Release,
    ReleasePlan,
    Snapshot,
    TableSpec,
)
from assessment.terms import Text
from bench.clock import calibrate, figure
from services.demo import YEARS, invent_companies
from services.demo_pool import DEMO_ALLIANCE, DEMO_SEED, invent_scores
from storage.content.publishing import load_rules
from storage.content.store import ContentFolder

ON = date(2026, 11, 22)
QUARTERS = (date(2026, 2, 1), date(2026, 5, 1), date(2026, 8, 1), date(2026, 11, 1))
JOINED_A_QUARTER = 30
LARGE, SMALL = (470, 5000), (80, 200, 470)


class World:
    """The content, and the pool of an invented association of any size."""

    def __init__(self) -> None:
        content = ContentFolder()
        self.catalogue = content.load_catalogue()
        self.questionnaire = content.load_questionnaire("readiness", "2026.1")
        self.alliance = next(a for a in self.catalogue.alliances if a.id == DEMO_ALLIANCE)
        self.plan = make_plan(load_rules(), self.questionnaire, self.catalogue)
        self.edition = f"{self.questionnaire.slug}/{self.questionnaire.edition}"

    def pool(self, companies: int) -> tuple[AnonymousScore, ...]:
        """The scores of the first members so far that take part; all of them are in, so that sizes are what they say."""
        invented = invent_companies(self.questionnaire, self.catalogue, self.alliance, DEMO_SEED, companies)
        everybody = [replace(company, statistics=True, withdrawn_on=None) for company in invented]
        return invent_scores(everybody, self.questionnaire, self.catalogue, YEARS[-1])

    def release(self, pool: tuple[AnonymousScore, ...], plan: ReleasePlan, ledger: Ledger, on: date) -> Release:
        """A release that passed its audit; there is no other in a bench."""
        release, found = make_release(pool, plan, ledger, edition=self.edition, as_of=on)
        assert found.passed
        return release


def main() -> None:
    """Measure on the invented association, always the same."""
    calibrate("release")
    world = World()
    everybody = world.pool(max(LARGE))
    _three_ways(world, everybody)
    for companies in LARGE:
        pool = everybody[:companies]
        began = time.process_time()
        release = world.release(pool, world.plan, (), ON)
        figure(f"release.build_and_audit_{companies}", time.process_time() - began, "s")
        figure(f"release.recoverable_{companies}", len(audit(release, ()).findings), "groups")
    for companies in SMALL:
        _shown(world, everybody[:companies])
    _four_quarters(world, everybody)


def _three_ways(world: World, pool: tuple[AnonymousScore, ...]) -> None:
    """A table of 25 industries by 4 sizes by 17 regions with all totals, exact and with cells withheld."""
    spec = TableSpec("three", Text("three", "three"), Measure.COUNT, (), (("industry", 2), ("size", 2), ("region", 2)))
    flat = tuple(
        replace(d, codes=tuple(replace(code, parent="total") for code in d.codes if not d.children(code.id)))
        for d in world.plan.dimensions
    )
    spec = replace(spec, dimensions=tuple((name, 1) for name, _ in spec.dimensions))
    plan = replace(world.plan, policy=SUPPRESSION, too_fine=0.0, dimensions=flat, tables=(spec,))
    release = world.release(pool, plan, (), ON)
    cells = [cell for table in release.tables for cell in table.cells]
    began = time.process_time()
    found = audit(release, ())
    figure("release.three_way_audit", time.process_time() - began, "s")
    figure("release.three_way_cells", len(cells), "cells")
    figure("release.three_way_recoverable", len(found.findings), "groups")


def _shown(world: World, pool: tuple[AnonymousScore, ...]) -> None:
    """Which share of cells shows figures, and of companies stands in a cell that does, table by table on the average."""
    release = world.release(pool, world.plan, (), ON)
    cells = [cell for table in release.tables for cell in table.cells]
    share = np.mean([bool(cell.figures) for cell in cells])
    figure(f"release.cells_shown_{len(pool)}", 100 * float(share), "%")
    true = build_tables(pool, world.plan, world.edition)
    depths = {table.id: _depths(release, table.id) for table in release.tables}
    fitted = [table.only(depths[table.spec.id]) for table in true if table.spec.id in depths]
    shares = [shown_share([table], release.policy) for table in fitted]
    figure(f"release.companies_shown_{len(pool)}", 100 * float(np.mean(shares)), "%")


def _depths(release: Release, name: str) -> tuple[int, ...]:
    (table,) = (t for t in release.tables if t.id == name)
    of = {dimension.id: dimension.depths for dimension in release.dimensions}
    codes = zip(table.dimensions, zip(*(cell.codes for cell in table.cells), strict=True), strict=True)
    return tuple(max(of[dimension][code] for code in axis) for dimension, axis in codes)


def _four_quarters(world: World, pool: tuple[AnonymousScore, ...]) -> None:
    """An association that lets figures out every quarter while companies join: nobody of them may be found out."""
    plan = replace(world.plan, snapshot=Snapshot.QUARTER)
    ledger: Ledger = ()
    began, found = time.process_time(), 0
    for number, day in enumerate(QUARTERS):
        members = pool[: LARGE[0] - JOINED_A_QUARTER * (len(QUARTERS) - 1 - number)]
        release = world.release(members, plan, ledger, day)
        found += len(audit(release, ledger).findings)
        ledger = (*ledger, release)
    figure("release.four_quarters", time.process_time() - began, "s")
    figure("release.found_in_four_quarters", found, "groups")


if __name__ == "__main__":
    main()
