"""Where a company stands among companies like it: from what is published, borrowed where it is thin, and silent without."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from assessment.disclosure.values import TOTAL, Measure, Release, Table
from assessment.scoring.values import Standing
from assessment.standing import find_standings
from tests import builders_disclosure as given

Means = dict[tuple[str, str], tuple[float, ...]]
CODES = {"industry": "10", "size": "small"}
MEANS: Means = {
    ("10", "small"): (20.0, 30.0), ("10", "middle"): (15.0, 40.0), ("22", "small"): (40.0, 32.0),
    ("25", "small"): (30.0, 50.0), ("25", "middle"): (30.0, 58.0), ("29", "middle"): (50.0, 60.0), ("29", "large"): (),
}  # fmt: skip
BANDS: dict[tuple[str, ...], tuple[float, ...]] = {(TOTAL,): (200.0,), ("0",): (120.0,), ("40",): (80.0,)}


def means(cells: Means) -> Table:
    totals = {(TOTAL, TOTAL): (200.0, 45.0), ("soft", "small"): (60.0, 31.0)}
    return given.table("m", ["industry", "size"], {**totals, **cells}, subject="overall", measure=Measure.MEAN)


def bands(cells: dict[tuple[str, ...], tuple[float, ...]]) -> Table:
    return given.table("b", ["band"], cells, subject="overall")


def standing(*tables: Table, codes: dict[str, str] | None = None, score: float = 30.0) -> Standing | None:
    found = find_standings(given.by_hand(*tables), {"overall": score}, codes or CODES)
    return found[0] if found else None


def stands(*tables: Table, codes: dict[str, str] | None = None, score: float = 30.0) -> Standing:
    found = standing(*tables, codes=codes, score=score)
    assert found is not None
    return found


def test_the_mean_of_a_cohort_is_drawn_to_what_is_usual_in_its_industry_and_size() -> None:
    found = stands(means(MEANS), bands(BANDS))
    assert (found.companies, [name.en for name in found.names]) == (20.0, ["10", "small"])
    assert 30.0 < found.mean < 40.0
    assert 0.0 <= found.own_share < 1.0
    assert found.error > 0


def test_a_large_cohort_rests_on_itself_more_than_a_small_one() -> None:
    many: Means = {**MEANS, ("10", "small"): (2000.0, 30.0)}
    thin, thick = stands(means(MEANS), bands(BANDS)), stands(means(many), bands(BANDS))
    assert thick.own_share >= thin.own_share
    assert abs(thick.mean - 30.0) <= abs(thin.mean - 30.0)


def test_whoever_scores_more_has_more_below() -> None:
    below = [stands(means(MEANS), bands(BANDS), score=score).below for score in (5.0, 30.0, 60.0)]
    assert below == sorted(below)
    assert below[0] < 50 < below[2]
    mean = stands(means(MEANS), bands(BANDS)).mean
    assert stands(means(MEANS), bands(BANDS), score=mean).below == pytest.approx(50.0)


def test_a_table_that_became_coarser_is_read_by_its_groups() -> None:
    grouped: Means = {
        ("soft", "small"): (60.0, 31.0),
        ("hard", "small"): (70.0, 50.0),
        ("hard", "middle"): (70.0, 55.0),
    }
    found = stands(means(grouped), bands(BANDS))
    assert [name.en for name in found.names] == ["soft", "small"]


def test_withheld_bands_are_supposed_in_the_middle() -> None:
    half = {(TOTAL,): (200.0,), ("0",): (120.0,), ("40",): ()}
    whole, guessed = stands(means(MEANS), bands(BANDS)), stands(means(MEANS), bands(half))
    assert guessed.below == pytest.approx(whole.below)


@pytest.mark.parametrize(
    ("tables", "codes"),
    [
        ((bands(BANDS),), CODES),
        ((means(MEANS),), CODES),
        ((means(MEANS), bands({(TOTAL,): (), ("0",): (), ("40",): ()})), CODES),
        ((means(MEANS), bands(BANDS)), {"industry": "29", "size": "large"}),
        ((means(MEANS), bands(BANDS)), {"industry": "99", "size": "small"}),
    ],
    ids=["no means", "no distribution", "withheld distribution", "withheld mean", "unknown industry"],
)
def test_without_published_figures_of_its_like_a_company_is_told_nothing(
    tables: tuple[Table, ...], codes: dict[str, str]
) -> None:
    assert standing(*tables, codes=codes) is None


def test_a_release_without_bands_says_nothing_of_the_spread() -> None:
    release: Release = given.by_hand(means(MEANS), bands(BANDS))
    without = replace(
        release, dimensions=tuple(d for d in release.dimensions if d.id != "band"), tables=(means(MEANS),)
    )
    assert find_standings(without, {"overall": 30.0}, CODES) == ()
    assert not np.isnan(stands(means(MEANS), bands(BANDS)).error)
