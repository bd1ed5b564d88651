"""Releases: what it costs to build and to attack them, what they still show, and what four in a row give away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from app import create_app
from assessment.catalogue import Catalogue
from assessment.disclosure.audit import audit
from assessment.disclosure.coarsen import shown_share
from assessment.disclosure.plan import make_plan
from assessment.disclosure.publication import Publication
from assessment.disclosure.quality import measure_quality
from assessment.disclosure.release import make_release
from assessment.disclosure.tables import build_tables
from assessment.disclosure.values import (
    SUPPRESSION,
    TOTAL,
    AnonymousScore,
    Audit,
    Code,
    Dimension,
    Kind,
    Ledger,
    Measure,
    Release,
    ReleasePlan,
    Snapshot,
    TableSpec,
)
from assessment.instrument.edition import Questionnaire
from assessment.terms import Text
from bench.clock import calibrate, cpu_seconds, figure
from config import Config
from services.demo import YEARS, invent_companies
from services.demo_pool import DEMO_ALLIANCE, DEMO_SEED, invent_scores
from storage.content.publishing import load_rules
from storage.content.store import ContentFolder

SHOWN_AT = (80, 200, 470)
QUARTERS, QUARTERLY = 4, 200
CUBE, CUBE_COMPANIES = {"industry": 25, "size": 4, "region": 17}, 5000
"""A three-way table of that many codes with all totals, as in methods 5.2."""
UNKNOWN = Text("", "")
LAST_DAY = date(YEARS[-1], 12, 31)
Result = TypeVar("Result")


def main() -> None:
    """All figures of the claim."""
    calibrate("release")
    content = ContentFolder()
    questionnaire, catalogue = content.load_questionnaire("readiness", "2026.1"), content.load_catalogue()
    plan = make_plan(load_rules(), questionnaire, catalogue)
    pool = _pool(questionnaire, catalogue, 5_600)
    _cube()
    for companies in (470, 5_000):
        _standard(pool[:companies], plan, questionnaire)
    for companies in SHOWN_AT:
        _shown(pool[:companies], plan, questionnaire)
    _second_year(plan, questionnaire, catalogue)
    for companies in (470, 4_900):
        _page(pool[:companies], plan, questionnaire)
    _four_quarters(pool, plan, questionnaire)


def _pool(questionnaire: Questionnaire, catalogue: Catalogue, companies: int) -> tuple[AnonymousScore, ...]:
    alliance = next(a for a in catalogue.alliances if a.id == DEMO_ALLIANCE)
    invented = invent_companies(questionnaire, catalogue, alliance, DEMO_SEED, companies)
    return tuple(invent_scores(invented, questionnaire, catalogue, YEARS[-1]).values())


def _release(
    pool: Sequence[AnonymousScore], plan: ReleasePlan, ledger: Ledger, day: date, questionnaire: Questionnaire
) -> tuple[Release, Audit]:
    edition = f"{questionnaire.slug}/{questionnaire.edition}"
    return make_release(pool, plan, ledger, edition=edition, as_of=day)


def _cube() -> None:
    """The three-way table in exact mode, where the attacker knows most."""
    rng = np.random.default_rng(DEMO_SEED)
    dimensions = tuple(
        Dimension(name, Kind.CLASS, UNKNOWN, tuple(Code(f"{n:02}", TOTAL, UNKNOWN) for n in range(codes)))
        for name, codes in CUBE.items()
    )
    drawn = [rng.choice(codes, CUBE_COMPANIES, p=_skewed(codes)) for codes in CUBE.values()]
    pool = [
        AnonymousScore(f"{division:02}", f"{size:02}", f"{region:02}", "2026", "cube", {}, {}, {}, (), ())
        for division, size, region in zip(*drawn, strict=True)
    ]
    table = TableSpec("cube", UNKNOWN, Measure.COUNT, (), tuple((name, 1) for name in CUBE))
    plan = ReleasePlan(Snapshot.YEAR, SUPPRESSION, 0.0, dimensions, (), (table,))
    (release, _), seconds = _timed(lambda: make_release(pool, plan, (), edition="cube", as_of=LAST_DAY))
    figure("release.cube_protect_and_audit", seconds, "s")
    found, seconds = _timed(lambda: audit(release, ()))
    figure("release.cube_audit", seconds, "s")
    figure("release.cube_cells", sum(len(table.cells) for table in release.tables), "cells")
    figure("release.cube_recoverable", len(found.findings), "groups")


def _skewed(codes: int) -> NDArray[np.float64]:
    shares: NDArray[np.float64] = 1 / np.arange(1, codes + 1) ** 0.9
    return np.asarray(shares / shares.sum())


def _standard(pool: Sequence[AnonymousScore], plan: ReleasePlan, questionnaire: Questionnaire) -> None:
    (release, _), seconds = _timed(lambda: _release(pool, plan, (), LAST_DAY, questionnaire))
    figure(f"release.build_and_audit_{len(pool)}", seconds, "s")
    figure(f"release.recoverable_{len(pool)}", len(audit(release, ()).findings), "groups")


def _timed(work: Callable[[], Result]) -> tuple[Result, float]:
    """The result of one run, and its CPU time."""
    results: list[Result] = []
    seconds = cpu_seconds(lambda: results.append(work()), runs=1)
    return results[-1], seconds


def _shown(pool: Sequence[AnonymousScore], plan: ReleasePlan, questionnaire: Questionnaire) -> None:
    """Cells with figures, and companies in cells with figures, of all tables that the plan lists."""
    release, _ = _release(pool, plan, (), LAST_DAY, questionnaire)
    cells = [cell for table in release.tables for cell in table.cells]
    figure(f"release.cells_shown_{len(pool)}", 100 * sum(bool(c.figures) for c in cells) / len(cells), "%")
    true = build_tables(pool, plan, f"{questionnaire.slug}/{questionnaire.edition}")
    figure(f"release.companies_in_listed_cells_{len(pool)}", 100 * shown_share(true, plan.policy), "%")
    figure(f"release.coarsened_{len(pool)}", len(release.coarsened), "dimensions")


def _second_year(plan: ReleasePlan, questionnaire: Questionnaire, catalogue: Catalogue) -> None:
    """The release of a year with that of the year before in hand, each of the answers of its year."""
    alliance = next(a for a in catalogue.alliances if a.id == DEMO_ALLIANCE)
    invented = invent_companies(questionnaire, catalogue, alliance, DEMO_SEED)
    ledger: Ledger = ()
    for year in YEARS:
        scores = invent_scores(invented, questionnaire, catalogue, year).values()
        there, day = [score for score in scores if score.period == str(year)], date(year, 12, 31)
        (release, found), seconds = _timed(lambda p=there, e=ledger, d=day: _release(p, plan, e, d, questionnaire))  # type: ignore[misc]
        ledger = (*ledger, release)
    figure("release.second_year_470", seconds, "s")
    figure("release.second_year_470_recoverable", len(found.findings), "groups")


def _page(pool: Sequence[AnonymousScore], plan: ReleasePlan, questionnaire: Questionnaire) -> None:
    """The page of published figures as the server makes it once it has read the release."""
    release, found = _release(pool, plan, (), LAST_DAY, questionnaire)
    rules = load_rules()
    quality = measure_quality(pool, questionnaire, rules.policy, f"{questionnaire.slug}/{questionnaire.edition}")
    publication = Publication(release, rules.licence, rules.notes, (), invented=True, audit=found, quality=quality)
    with TemporaryDirectory() as folder:
        instance = Path(folder)
        app = create_app(Config(f"sqlite:///{instance / 'bench.sqlite'}", "bench", instance, "127.0.0.1", 0))
        app.extensions["kkweda"].published.publish(publication, (), None, lambda *_: None, keep=True)
        client = app.test_client()
        client.get("/figures")
        figure(f"release.page_{len(pool)}", 1000 * cpu_seconds(lambda: client.get("/figures")), "ms")


def _four_quarters(pool: Sequence[AnonymousScore], plan: ReleasePlan, questionnaire: Questionnaire) -> None:
    """Half of the companies are there from the first quarter; the others join in equal parts."""
    quarterly = replace(plan, snapshot=Snapshot.QUARTER, policy=replace(plan.policy, renewed=False))
    releases: list[Release] = []
    found: list[Audit] = []
    for quarter in range(QUARTERS):
        there = pool[: QUARTERLY * (QUARTERS + quarter) // (2 * QUARTERS - 1)]
        day = date(YEARS[-1], 3 * quarter + 1, 1)
        release, passed = _release(there, quarterly, tuple(releases), day, questionnaire)
        releases.append(release)
        found.append(passed)
    figure("release.four_quarters_groups", sum(passed.groups for passed in found), "groups")
    figure("release.four_quarters_determined", sum(len(passed.findings) for passed in found), "groups")


if __name__ == "__main__":
    main()
