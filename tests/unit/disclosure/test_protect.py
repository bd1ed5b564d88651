from __future__ import annotations

from dataclasses import replace

import pytest

from assessment.disclosure.audit import audit
from assessment.disclosure.protect import Demand, protect
from assessment.disclosure.values import Cell, Measure, Policy, Release, Table
from tests.builders_releases import (
    CROSSED,
    EXACT,
    ROUNDED,
    SCATTERED,
    company,
    crowd,
    figures_of,
    release,
    spec,
    true_tables,
    using,
)

MEAN = Measure.MEAN


def unsafe_cells(made: Release, true: dict[tuple[str, ...], float], policy: Policy) -> list[Release]:
    """The release with one withheld small cell shown as it would be, for each such cell."""
    opened = []
    for t, table in enumerate(made.tables):
        for c, cell in enumerate(table.cells):
            count = true[table.id, *cell.codes]
            if not cell.figures and 0 < count < policy.threshold:
                figure = float(policy.base * round(count / policy.base))
                cells = (*table.cells[:c], replace(cell, figures=(figure,)), *table.cells[c + 1 :])
                tables = (*made.tables[:t], replace(table, cells=cells), *made.tables[t + 1 :])
                opened.append(replace(made, tables=tables))
    return opened


def true_counts(*tables: object) -> dict[tuple[str, ...], float]:
    return {
        (table.spec.id, *(code for _, code in sorted_codes)): float(count)  # type: ignore[attr-defined]
        for table in tables
        for sorted_codes, count in zip(_codes_of(table), table.counts.ravel(), strict=True)  # type: ignore[attr-defined]
    }


def _codes_of(table: object) -> list[list[tuple[str, str]]]:
    names: list[list[tuple[str, str]]] = [[]]
    for dimension, codes in table.axes:  # type: ignore[attr-defined]
        names = [[*name, (dimension.id, code)] for name in names for code in codes]
    return names


# --- rounded ---


def test_counts_are_multiples_of_five_and_nothing_stands_under_ten() -> None:
    shown = figures_of(protect(true_tables(SCATTERED, *CROSSED), ROUNDED, ()), "a")
    assert shown["total", "total"] == (95.0,)
    assert shown["24", "small"] == (25.0,)
    assert shown["25", "large"] == ()
    assert all(not figures or (figures[0] >= 10 and figures[0] % 5 == 0) for figures in shown.values())


def test_means_are_rounded_by_the_number_of_companies() -> None:
    companies = (*(company(scores={"overall": 51.2}),) * 24, *(company(size="large", scores={"overall": 51.2}),) * 25)
    shown = figures_of(protect(true_tables(companies, spec("m", "overall", measure=MEAN, size=1)), ROUNDED, ()), "m")
    assert shown["overall", "small"] == (25.0, 50.0)
    assert shown["overall", "large"] == (25.0, 52.0)


def test_a_mean_is_withheld_where_its_count_is() -> None:
    companies = (*crowd(d24_small_11=40), *crowd(d24_large_11=9))
    shown = figures_of(protect(true_tables(companies, spec("m", "overall", measure=MEAN, size=1)), ROUNDED, ()), "m")
    assert shown["overall", "large"] == ()


@pytest.mark.parametrize("points", [0.0, 100.0])
def test_a_mean_at_an_end_of_the_scale_is_withheld_however_many_there_are(points: float) -> None:
    companies = (*crowd(d24_small_11=40), *(company(size="large", scores={"overall": points}),) * 40)
    shown = figures_of(protect(true_tables(companies, spec("m", "overall", measure=MEAN, size=1)), ROUNDED, ()), "m")
    assert shown["overall", "large"] == ()
    assert shown["overall", "small"] == (40.0, 50.0)


def test_where_companies_of_a_class_are_withheld_so_is_every_answer_among_them() -> None:
    companies = (*crowd(d24_small_11=40), *using(9, size="large"))
    made = protect(true_tables(companies, spec("c", size=1), spec("u", ai_use=1, size=1)), ROUNDED, ())
    assert figures_of(made, "u")["total", "large"] == ()


def test_the_same_companies_get_the_same_figure_in_every_table() -> None:
    made = protect(true_tables(SCATTERED, *CROSSED), ROUNDED, ())
    by_place: dict[object, set[tuple[float, ...]]] = {}
    for table in made:
        for cell in table.cells:
            by_place.setdefault(table.place(cell), set()).add(cell.figures)
    assert all(len(figures) == 1 for figures in by_place.values())


def test_a_release_of_its_own_passes_the_audit() -> None:
    made = release(*protect(true_tables(SCATTERED, *CROSSED), ROUNDED, ()), policy=ROUNDED)
    assert audit(made, ()).passed


# --- exact ---


def test_exact_figures_stay_as_they_are_and_more_cells_are_withheld() -> None:
    made = protect(true_tables(SCATTERED, *CROSSED), EXACT, ())
    shown = figures_of(made, "a")
    assert shown["total", "total"] == (96.0,)
    assert shown["25", "large"] == ()
    assert [codes for codes, figures in shown.items() if not figures and codes != ("25", "large")] != []


def test_what_two_withheld_means_have_together_is_hidden_too() -> None:
    """Else a company that is alone in one of the two cells would know the scores of the other."""
    companies = crowd(d24_small_11=40, d24_small_41=4, d24_small_48=4)
    made = protect(true_tables(companies, spec("m", "overall", measure=MEAN, region=1)), EXACT, ())
    shown = figures_of(made, "m")
    assert [codes for codes, figures in shown.items() if figures] in ([("overall", "total")], [("overall", "11")])
    assert audit(release(*made), ()).passed


@pytest.mark.parametrize("policy", [EXACT, ROUNDED], ids=["exact", "rounded"])
def test_whoever_shows_one_cell_that_must_be_withheld_is_found_out_every_time(policy: Policy) -> None:
    tables = true_tables(SCATTERED, *CROSSED)
    made = release(*protect(tables, policy, ()), policy=policy)
    opened = unsafe_cells(made, true_counts(*tables), policy)
    assert len(opened) >= 5
    assert [not audit(broken, ()).passed for broken in opened] == [True] * len(opened)


# --- time ---


def test_a_count_that_would_tell_of_few_who_joined_is_withheld() -> None:
    specs = (spec("a", size=1),)
    before = release(*protect(true_tables(crowd(d24_small_11=20), *specs), EXACT, ()), name="2025")
    few = protect(true_tables(crowd(d24_small_11=22), *specs), EXACT, (before,))
    many = protect(true_tables(crowd(d24_small_11=40), *specs), EXACT, (before,))
    assert figures_of(few, "a")["small",] == ()
    assert figures_of(many, "a")["small",] == (40.0,)


def test_a_figure_that_was_withheld_before_tells_nothing_now() -> None:
    hidden = release(Table("a", CROSSED[0].name, Measure.COUNT, ("size",), (Cell("", ("small",), ()),)), name="2025")
    made = protect(true_tables(crowd(d24_small_11=22), spec("a", size=1)), EXACT, (hidden,))
    assert figures_of(made, "a")["small",] == (22.0,)


# --- demands ---


def demanded(demand: Demand, policy: Policy = ROUNDED) -> tuple[Table, ...]:
    tables = true_tables(
        crowd(d24_small_11=40, d24_large_11=30, d10_small_11=25, d10_large_41=5),
        spec("a", industry=1, size=1),
        spec("m", "overall", measure=MEAN, size=1),
    )
    return protect(tables, policy, (), demands=[demand])


def test_a_figure_that_an_audit_found_out_is_withheld() -> None:
    small = ("overall", (("size", "small"),))
    assert figures_of(demanded(Demand(small, MEAN)), "m")["overall", "small"] == ()
    large = ("", (("size", "large"),))
    assert figures_of(demanded(Demand(large, Measure.COUNT)), "a")["total", "large"] == ()


def test_for_a_figure_that_is_withheld_already_the_smallest_beside_it_goes() -> None:
    place = ("", (("industry", "food"), ("size", "large")))
    without = figures_of(demanded(Demand(("", (("industry", "none"),)), Measure.COUNT)), "a")
    assert without["food", "large"] == ()
    assert without["food", "small"] == (25.0,)
    assert figures_of(demanded(Demand(place, Measure.COUNT)), "a")["food", "small"] == ()


def test_where_nothing_is_left_to_withhold_nothing_happens() -> None:
    tables = true_tables(crowd(d24_small_11=4), spec("a", size=1))
    (made,) = protect(tables, ROUNDED, (), demands=[Demand(("", (("size", "small"),)), Measure.COUNT)])
    assert all(not cell.figures for cell in made.cells)
