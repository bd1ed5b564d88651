from __future__ import annotations

from assessment.disclosure.figures import COMPANIES, Figures
from assessment.disclosure.values import Measure
from tests.builders_releases import crowd, spec, true_tables, using

CROWD = crowd(d24_small_11=3, d25_large_41=4, d10_large_11=5)


def test_a_place_has_one_column_however_many_tables_show_it() -> None:
    figures = Figures(true_tables(CROWD, spec("a", size=1), spec("b", size=1, region=1)))
    assert len(figures.places) == len(set(figures.places)) == 3 * 4
    assert figures.grids[0].tolist() == figures.grids[1][:, 0].tolist()


def test_a_figure_is_related_to_what_it_adds_up_with() -> None:
    figures = Figures(true_tables(CROWD, spec("a", industry=2)))
    column = figures.columns["", (("industry", "metal"),)]
    related = {figures.places[c][1] for c in figures.related(column)}
    assert related == {(), (("industry", "food"),), (("industry", "24"),), (("industry", "25"),)}


def test_everybody_of_a_class_stands_above_those_who_answered_or_chose() -> None:
    tables = true_tables(
        (*CROWD, *using(2)), spec("c", size=1), spec("a", ai_use=1, size=1), spec("m", "overall", size=1)
    )
    figures = Figures(tables)
    small = figures.columns["", (("size", "small"),)]
    chose = figures.columns["", (("ai_use", "any"), ("size", "small"))]
    answered = figures.columns["overall", (("size", "small"),)]
    assert (small, chose) in figures.pairs["", "ai_use"]
    assert (small, answered) in figures.pairs["overall", ""]
    assert (small, answered) not in figures.pairs[COMPANIES]


def test_a_figure_is_the_sum_of_the_finest_ones_that_are_there() -> None:
    figures = Figures(true_tables(CROWD, spec("a", industry=1, size=1)))
    rows, known = figures.as_parts(COMPANIES)
    mine = sorted(figures.blocks[COMPANIES])
    parts = {figures.places[column][1]: rows[i].tolist() for i, column in enumerate(mine)}
    assert sum(parts[()]) == 3
    assert sum(parts[(("industry", "metal"),)]) == 2
    assert sum(parts[(("industry", "food"), ("size", "small"))]) == 0
    assert not known


def test_means_have_their_sums_beside_their_counts() -> None:
    figures = Figures(true_tables(CROWD, spec("m", "overall", measure=Measure.MEAN, size=1)))
    everybody = figures.columns["overall", ()]
    assert figures.sums[everybody] == 50.0 * 12
