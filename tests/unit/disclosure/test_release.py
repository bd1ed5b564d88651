"""Releases that are made, attacked and mended until nothing is found; and every withheld cell must be withheld."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assessment.disclosure.audit import audit
from assessment.disclosure.release import compare_with, make_release
from assessment.disclosure.rules import KnownPlants, PublishingRules
from assessment.disclosure.values import TOTAL, Attack, Cell, Measure, Other, Policy, Release, Snapshot
from tests import builders as make
from tests import builders_disclosure as given

POLICIES = pytest.mark.parametrize("policy", [given.ROUNDED, given.EXACT], ids=["rounded", "exact"])


@POLICIES
@pytest.mark.parametrize("seed", range(3))
def test_a_release_passes_its_own_audit(policy: Policy, seed: int) -> None:
    release, found = make_release(
        given.pool(150, seed), given.plan(policy=policy), (), edition=given.EDITION, as_of=given.DAY
    )
    assert found.passed
    assert found.groups > 0
    assert any(cell.figures for cell in given.all_cells(release))


@POLICIES
def test_the_order_of_companies_changes_nothing(policy: Policy) -> None:
    companies = given.pool(120)
    plan = given.plan(policy=policy)
    assert given.release(companies, plan) == given.release(companies[::-1], plan)


def test_nothing_under_the_threshold_is_shown_and_everything_is_rounded() -> None:
    release = given.release(given.pool(200))
    for table in release.tables:
        for cell in table.cells:
            if cell.figures:
                assert cell.figures[0] >= 10
                assert cell.figures[0] % 5 == 0
            if cell.figures and table.measure is Measure.MEAN:
                assert cell.figures[1] % (2 if cell.figures[0] > 25 else 5 if cell.figures[0] < 25 else 1) == 0


def test_figures_of_exact_releases_are_the_true_ones() -> None:
    companies = given.pool(150)
    release = given.release(companies, given.plan(policy=given.EXACT))
    (table,) = (t for t in release.tables if t.id == "companies-size-region")
    shown = {cell.codes: cell.figures[0] for cell in table.cells if cell.figures}
    assert len(shown) > 3
    for (size, region), count in shown.items():
        there = [c for c in companies if size in (TOTAL, c.size) and region in (TOTAL, c.region)]
        assert len(there) == count


# --- the kill test ---------------------------------------------------------------------------------------------------


def published_anyway(
    release: Release, true: dict[tuple[str, tuple[str, ...]], float], place: tuple[str, Cell]
) -> Release:
    """The release with one withheld count published as it is."""
    name, cell = place
    tables = []
    for table in release.tables:
        cells = tuple(
            replace(c, figures=(true[name, c.codes],)) if (table.id, c) == (name, cell) else c for c in table.cells
        )
        tables.append(replace(table, cells=cells))
    return replace(release, tables=tuple(tables))


@pytest.mark.parametrize("seed", range(3))
def test_each_single_cell_that_is_withheld_is_withheld_for_a_reason(seed: int) -> None:
    companies = given.pool(150, seed)
    specs = (given.spec("industry-size", industry=1, size=1), given.spec("size-region", size=1, region=1))
    release = given.release(companies, given.plan(*specs, policy=given.EXACT))
    true = given.true_counts(companies, specs)
    withheld = [(t.id, cell) for t in release.tables for cell in t.cells if not cell.figures]
    assert len(withheld) >= 4
    assert audit(release, ()).passed
    for place in withheld:
        assert not audit(published_anyway(release, true, place), ()).passed, place


def test_rounded_releases_are_broken_by_each_small_count_that_stands_open() -> None:
    companies = given.pool(150)
    specs = (given.spec("industry-size", industry=2, size=1),)
    release = given.release(companies, given.plan(*specs))
    true = given.true_counts(companies, specs)
    small = [(t.id, c) for t in release.tables for c in t.cells if not c.figures and true[t.id, c.codes] < 8]
    assert small
    for place in small:
        rounded = {key: 5.0 * round(count / 5) for key, count in true.items()}
        found = audit(published_anyway(release, rounded, place), ())
        assert any(finding.attack is Attack.OPEN for finding in found.findings), place


# --- over time -------------------------------------------------------------------------------------------------------


@POLICIES
def test_four_quarters_together_give_nobody_away(policy: Policy) -> None:
    companies = given.pool(140)
    plan = given.plan(*given.TABLES[:2], policy=policy, snapshot=Snapshot.QUARTER)
    ledger: tuple[Release, ...] = ()
    for month, there in ((1, 110), (4, 119), (7, 128), (10, 140)):
        release, found = make_release(
            companies[:there], plan, ledger, edition=given.EDITION, as_of=date(2026, month, 1)
        )
        assert found.passed
        ledger = (*ledger, release)
    assert [release.id for release in ledger] == ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]


def test_a_release_beside_an_earlier_one_withholds_what_would_show_who_joined() -> None:
    plan = given.plan(given.TABLES[1], policy=given.EXACT, snapshot=Snapshot.QUARTER)
    companies = [given.score(region=region) for region in ("11", "41", "48") for _ in range(20)]
    first = given.release(companies, plan, (), date(2026, 1, 1))
    joined = [*companies, given.score(region="11")]
    alone = given.release(joined, plan, (), date(2026, 4, 1))
    beside = given.release(joined, plan, (first,), date(2026, 4, 1))
    assert not audit(alone, (first,)).passed
    assert audit(beside, (first,)).passed
    assert sum(bool(c.figures) for c in given.all_cells(beside)) < sum(bool(c.figures) for c in given.all_cells(alone))


def test_a_ledger_that_gives_somebody_away_itself_cannot_be_mended() -> None:
    open_ = given.by_hand(
        given.table("t", ["size"], {("total",): (20.0,), ("small",): (), ("middle",): (9.0,), ("large",): (8.0,)}),
        name="2025",
    )
    release, found = make_release(
        given.pool(40),
        given.plan(given.TABLES[0], policy=given.EXACT),
        (open_,),
        edition=given.EDITION,
        as_of=given.DAY,
    )
    assert not found.passed
    assert release.tables == ()
    assert {finding.release for finding in found.findings} == {"2025"}


# --- too fine --------------------------------------------------------------------------------------------------------


def test_a_table_that_shows_too_little_is_made_coarser_and_the_release_says_so() -> None:
    plan = given.plan(given.spec("fine", industry=2, region=1), too_fine=0.9)
    release = given.release(given.pool(60), plan)
    assert release.coarsened
    assert all(c.depth_to < c.depth_from for c in release.coarsened)
    assert {c.table for c in release.coarsened} == {"fine"}
    assert given.release(given.pool(3_000), plan).coarsened == ()


def test_a_table_that_needs_more_companies_is_left_away() -> None:
    plan = given.plan(given.spec("always", size=1), given.spec("later", region=1, from_companies=100))
    assert [t.id for t in given.release(given.pool(99), plan).tables] == ["always"]
    assert [t.id for t in given.release(given.pool(100), plan).tables] == ["always", "later"]


# --- beside others ---------------------------------------------------------------------------------------------------


def test_only_published_counts_stand_beside_plants_and_suppliers() -> None:
    release = given.by_hand(
        given.table("t", ["size"], {("total",): (40.0,), ("small",): (30.0,), ("middle",): (), ("large",): ()}),
    )
    rules = PublishingRules(
        snapshot=Snapshot.YEAR,
        policy=given.EXACT,
        too_fine=0.5,
        licence=given.LICENCE,
        dimensions=(),
        tables=(),
        plants=(
            KnownPlants(TOTAL, TOTAL, 1000, make.text("survey")),
            KnownPlants("size", "small", 700, make.text("survey")),
            KnownPlants("size", "middle", 300, make.text("survey")),
        ),
        register=make.text("register"),
    )
    found = compare_with(release, rules, {"cap-a": 3})
    assert [(b.what, b.code, b.companies, b.others) for b in found] == [
        (Other.PLANTS, "total", 40.0, 1000),
        (Other.PLANTS, "small", 30.0, 700),
        (Other.PLANTS, "middle", None, 300),
        (Other.SUPPLIERS, "cap-a", None, 3),
    ]
