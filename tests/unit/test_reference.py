"""Benchmarks out of a release: only what was published, and only what withheld figures cannot change."""

from __future__ import annotations

import pytest

from assessment.disclosure.values import TOTAL
from assessment.reference import find_reference
from assessment.scoring.values import CohortTarget
from tests.builders_pool import release

ALL = ("P1", TOTAL, 40.0, (10.0, 10.0, 10.0, 10.0, None, None))


def test_the_quartile_is_of_companies_of_the_same_size() -> None:
    found = find_reference(release(("P1", "10-49", 20.0, (10.0, None, None, None, None, 10.0)), ALL), "10-49")
    assert found.cohort == (CohortTarget("P1", 5.0, 20),)


def test_a_small_cohort_gives_way_to_everybody() -> None:
    found = find_reference(release(("P1", "10-49", None, (None,) * 6), ALL), "10-49")
    assert found.cohort == (CohortTarget("P1", 3.0, 40),)


@pytest.mark.parametrize(
    "counts",
    [(10.0, 10.0, 10.0, None, None, None), (None,) * 6, (40.0, None, None, None, 5.0, None)],
    ids=["the top is withheld", "all is withheld", "the rest could be anywhere"],
)
def test_what_depends_on_withheld_figures_is_left_out(counts: tuple[float | None, ...]) -> None:
    companies = 60.0 if counts[0] == 40 else 40.0
    assert find_reference(release(("P1", TOTAL, companies, counts)), "10-49").cohort == ()


def test_each_item_stands_by_itself_in_order() -> None:
    found = find_reference(release(("P2", TOTAL, 10.0, (None, None, 10.0, None, None, None)), ALL), "300-up")
    assert [(target.item, target.upper_quartile) for target in found.cohort] == [("P1", 3.0), ("P2", 2.0)]


def test_counts_by_other_things_are_no_levels() -> None:
    assert find_reference(release(), "10-49").cohort == ()
