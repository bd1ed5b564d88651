from __future__ import annotations

from assessment.disclosure.coarsen import coarsen_once, depths_of, find_sensitive, fit_tables, shown_share
from tests.builders_releases import EXACT, ROUNDED, company, crowd, spec, true_tables, using


def test_rounded_nothing_under_the_threshold_is_shown_not_even_nobody() -> None:
    (counted,) = true_tables(crowd(d24_small_11=10, d24_large_11=9), spec("t", size=1, region=1))
    small = find_sensitive(counted, ROUNDED)
    assert small.tolist() == [[False, False, True, True], [False, False, True, True], [True, True, True, True]]


def test_exact_anybody_may_know_that_nobody_is_there() -> None:
    (counted,) = true_tables(crowd(d24_small_11=5, d24_large_11=4), spec("t", size=1, region=1))
    small = find_sensitive(counted, EXACT)
    assert small.tolist() == [[False, False, False, False], [False, False, False, False], [True, True, False, False]]


def test_an_answer_of_nearly_everybody_is_as_telling_as_one_of_few() -> None:
    """12 use it and 3 do not: the cell of 12 says of almost each company that it does."""
    (uses,) = true_tables((*using(12), *crowd(d24_small_11=3)), spec("t", ai_use=1))
    assert find_sensitive(uses, EXACT).tolist() == [False, True]
    (more,) = true_tables((*using(12), *crowd(d24_small_11=5)), spec("t", ai_use=1))
    assert find_sensitive(more, EXACT).tolist() == [False, False]


def test_an_answer_that_nobody_gave_is_withheld_though_zeros_of_classes_are_shown() -> None:
    (levels,) = true_tables((company(),) * 20, spec("t", "P1", level=1))
    assert find_sensitive(levels, EXACT).tolist() == [False, True, True]


def test_in_a_class_where_nobody_is_no_answer_needs_hiding() -> None:
    (levels,) = true_tables((company(),) * 20, spec("t", "P1", level=1, size=1))
    assert find_sensitive(levels, EXACT)[:, 2].tolist() == [False, False, False]
    assert find_sensitive(levels, ROUNDED)[:, 2].tolist() == [True, True, True]


def test_a_table_that_shows_too_few_loses_the_dimension_where_that_helps_most() -> None:
    companies = crowd(d24_small_11=10, d24_small_41=4, d25_small_48=4, d10_small_11=4, d11_small_48=4)
    tables = true_tables(companies, spec("t", industry=2, region=1))
    assert shown_share(tables, ROUNDED) == 10 / 26
    (fitted,) = fit_tables(tables, ROUNDED, 0.5)
    assert depths_of(fitted) == (2, 0)
    assert fitted.counts[:, 0].tolist() == [26, 8, 18, 4, 4, 14, 4]
    (whole,) = fit_tables(tables, ROUNDED, 1.0)
    assert depths_of(whole) == (0, 0)


def test_an_answer_keeps_its_coarsest_codes() -> None:
    (fitted,) = fit_tables(true_tables((company(),) * 12, spec("t", "P1", level=2)), ROUNDED, 1.0)
    assert depths_of(fitted) == (1,)


def test_where_nobody_is_counted_nothing_is_too_fine() -> None:
    assert shown_share(true_tables((), spec("t", size=1)), ROUNDED) == 1.0


def test_a_table_gets_coarser_by_one_step_and_is_left_away_at_last() -> None:
    tables = true_tables(crowd(d24_small_11=30, d10_small_11=20), spec("a", industry=2), spec("b", size=1))
    once = coarsen_once(tables, "a", ROUNDED)
    assert [depths_of(table) for table in once] == [(1,), (1,)]
    twice = coarsen_once(once, "a", ROUNDED)
    assert [depths_of(table) for table in twice] == [(0,), (1,)]
    assert [table.spec.id for table in coarsen_once(twice, "a", ROUNDED)] == ["b"]
