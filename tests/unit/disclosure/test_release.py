from __future__ import annotations

from datetime import date

import pytest

from assessment.disclosure.audit import audit
from assessment.disclosure.protect import protect
from assessment.disclosure.release import compare_with, make_release
from assessment.disclosure.rules import KnownPlants, PublishingRules
from assessment.disclosure.values import (
    TOTAL,
    AnonymousScore,
    Attack,
    Coarsening,
    Ledger,
    Licence,
    Measure,
    Other,
    Release,
    ReleasePlan,
    Snapshot,
    TableSpec,
)
from assessment.errors import InputRejected
from tests.builders import text
from tests.builders_releases import (
    AS_OF,
    CROSSED,
    EDITION,
    EXACT,
    ROUNDED,
    SCATTERED,
    company,
    crowd,
    figures_of,
    one_way,
    release,
    release_plan,
    spec,
    true_tables,
)

POOL = crowd(d24_small_11=33, d24_large_41=24, d10_small_41=21, d11_large_48=18, d25_small_48=6, d25_large_11=3)
TABLES = (spec("a", industry=2, size=1), spec("b", size=1, region=1))


def made(
    companies: tuple[AnonymousScore, ...], *specs: TableSpec, ledger: Ledger = (), plan: ReleasePlan | None = None
) -> Release:
    used = plan or release_plan(*specs)
    found, attacked = make_release(companies, used, ledger, edition=EDITION, as_of=AS_OF)
    assert attacked.passed
    assert audit(found, ledger).passed
    return found


def test_a_release_has_the_name_of_its_period_and_passes_its_audit() -> None:
    release = made(POOL, *TABLES)
    assert (release.id, release.as_of, release.policy) == ("2026", AS_OF, ROUNDED)
    assert figures_of(release.tables, "a")["total", "total"] == (105.0,)
    assert release.coarsened == ()


def test_a_table_that_is_too_fine_is_coarser_and_says_so() -> None:
    scattered = tuple(company(division, "small", region) for division in ("10", "11", "24", "25") for region in
                      ("11", "41", "48") for _ in range(4))  # fmt: skip
    release = made(scattered, plan=release_plan(spec("t", industry=2, region=1), too_fine=0.5))
    assert release.coarsened == (Coarsening("t", "industry", 2, 0),) or release.coarsened == (
        Coarsening("t", "region", 1, 0),
    )


def test_what_an_audit_finds_is_withheld_in_the_next_attempt() -> None:
    """Protected once, a company that is alone would learn who its neighbours are."""
    tables = true_tables(SCATTERED, *CROSSED)
    alone = {p for t in tables for p, n in zip(t.places, t.counts.ravel(), strict=True) if n == 1}
    once = release(*protect(tables, EXACT, ()))
    assert not audit(once, (), alone).passed
    mended = made(SCATTERED, plan=release_plan(*CROSSED, policy=EXACT))
    assert audit(mended, (), alone).passed
    assert 0 < shown_cells(mended) < shown_cells(once)


def test_a_year_later_the_earlier_figures_are_in_the_hand_of_the_attacker() -> None:
    plan = release_plan(*TABLES, policy=EXACT)
    first = renamed(made(POOL, plan=plan), "2025")
    more = (*POOL, *crowd(d25_large_11=1, d10_small_41=2, d24_small_11=20))
    second = made(more, plan=plan, ledger=(first,))
    assert 0 < shown_cells(second) < shown_cells(made(more, plan=plan))


def shown_cells(release: Release) -> int:
    return sum(bool(cell.figures) for table in release.tables for cell in table.cells)


def renamed(release: Release, name: str) -> Release:
    return Release(name, date(int(name), 11, 22), release.policy, release.dimensions, release.subjects, release.tables)


def test_companies_whose_code_nobody_knows_make_no_release() -> None:
    with pytest.raises(InputRejected):
        made((company(size="huge"),), *TABLES)


def test_a_ledger_that_gives_somebody_away_by_itself_cannot_be_mended() -> None:
    """Two years ago 20 and last year 22: whatever is withheld now, two companies are known to have joined."""
    ledger = tuple(
        renamed(release(one_way("a", "size", small=figure)), name) for name, figure in (("2024", 20.0), ("2025", 22.0))
    )
    now, found = make_release(POOL, release_plan(*TABLES, policy=EXACT), ledger, edition=EDITION, as_of=AS_OF)
    assert now.tables == ()
    assert {(f.attack, f.release) for f in found.findings} == {(Attack.TIME, "2025")}


def test_published_counts_stand_beside_known_plants_and_suppliers() -> None:
    rules = PublishingRules(
        Snapshot.YEAR,
        ROUNDED,
        0.5,
        Licence("CC-BY-4.0", text(), "https://example.org"),
        (),
        (),
        (KnownPlants(TOTAL, TOTAL, 163273, text("all")), KnownPlants("size", "small", 100, text("some"))),
        text("register"),
        text("notes"),
    )
    release = made(POOL, spec("a", size=1))
    beside = compare_with(release, rules, {"cap-b": 2, "cap-a": 1})
    assert [(b.what, b.code, b.companies, b.others) for b in beside] == [
        (Other.PLANTS, TOTAL, 105.0, 163273),
        (Other.PLANTS, "small", 60.0, 100),
        (Other.SUPPLIERS, "cap-a", None, 1),
        (Other.SUPPLIERS, "cap-b", None, 2),
    ]


def test_means_and_answers_are_protected_together() -> None:
    companies = tuple(
        company(d, s, levels={"P1": n % 6}, scores={"overall": float(n % 100)})
        for n, (d, s) in enumerate([("24", "small"), ("10", "large"), ("25", "small")] * 30)
    )
    release = made(
        companies,
        spec("l", "P1", level=2, size=1),
        spec("m", "P1", measure=Measure.MEAN, industry=1, size=1),
        spec("s", "overall", measure=Measure.MEAN, size=1),
    )
    assert len(release.tables) == 3
