"""Small cohorts: the published meta-analysis first, then what shrinkage must do at its ends; and rating bias."""

from __future__ import annotations

import numpy as np
import pytest

from assessment.scoring.benchmark import rating_bias, shrink_cohorts

NAN = float("nan")
BCG = np.array(
    [
        (4, 119, 11, 128, 44), (6, 300, 29, 274, 55), (3, 228, 11, 209, 42), (62, 13536, 248, 12619, 52),
        (33, 5036, 47, 5761, 13), (180, 1361, 372, 1079, 44), (8, 2537, 10, 619, 19), (505, 87886, 499, 87892, 13),
        (29, 7470, 45, 7232, 27), (17, 1699, 65, 1600, 42), (186, 50448, 141, 27197, 18), (5, 2493, 3, 2338, 33),
        (27, 16886, 29, 17825, 33),
    ],
    dtype=float,
)  # fmt: skip
"""The thirteen vaccine trials of Colditz et al. (1994): cases and others, treated and not, and latitude."""


def bcg() -> tuple[np.ndarray, np.ndarray]:
    """Log risk ratios and their variances."""
    a, b, c, d, _ = BCG.T
    return np.log(a / (a + b) / (c / (c + d))), 1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)


def test_the_variance_between_published_trials() -> None:
    found = shrink_cohorts(*bcg(), np.ones((13, 1)))
    assert round(found.tau2, 4) == 0.3181
    assert round(float(found.coefficients[0]), 4) == -0.7150


def test_tau2_solves_its_equation_with_covariates_too() -> None:
    means, variances = bcg()
    covariates = np.column_stack([np.ones(13), BCG[:, 4]])
    found = shrink_cohorts(means, variances, covariates)
    left = means - covariates @ found.coefficients
    assert np.sum(left**2 / (variances + found.tau2)) == pytest.approx(11)
    assert found.tau2 < shrink_cohorts(means, variances, np.ones((13, 1))).tau2


def test_dependent_covariates_change_nothing() -> None:
    ones, dummies = np.ones((13, 1)), np.eye(2)[np.arange(13) % 2]
    slim, wide = (shrink_cohorts(*bcg(), x) for x in (np.hstack([ones, dummies[:, :1]]), np.hstack([ones, dummies])))
    assert slim.tau2 == pytest.approx(wide.tau2)
    assert slim.means == pytest.approx(wide.means)


def test_a_shrunken_mean_lies_between_its_own_and_that_of_all() -> None:
    means, variances = bcg()
    found = shrink_cohorts(means, variances, np.ones((13, 1)))
    centre = float(found.coefficients[0])
    assert all(min(m, centre) <= s <= max(m, centre) for m, s in zip(means, found.means, strict=True))
    assert found.shares[np.argmin(variances)] == found.shares.max()
    assert (found.errors**2 < variances + found.tau2).all()


def test_cohorts_that_differ_less_than_chance_take_the_common_mean() -> None:
    found = shrink_cohorts(np.array([50.0, 51.0, 49.0]), np.full(3, 100.0), np.ones((3, 1)))
    assert found.tau2 == 0
    assert found.means == pytest.approx([50, 50, 50])


def test_as_many_covariates_as_cohorts_leave_the_means_alone() -> None:
    means = np.array([10.0, 40.0])
    assert shrink_cohorts(means, np.ones(2), np.eye(2)).means == pytest.approx(means)


def test_shrinking_is_nearer_to_the_truth_than_the_raw_mean() -> None:
    rng = np.random.default_rng(3)
    truth = 50 + 5 * rng.standard_normal(300)
    variances = rng.uniform(20, 200, 300)
    raw = truth + np.sqrt(variances) * rng.standard_normal(300)
    found = shrink_cohorts(raw, variances, np.ones((300, 1)))
    assert np.mean((found.means - truth) ** 2) < 0.4 * np.mean((raw - truth) ** 2)
    inside = np.abs(found.means - truth) < 1.645 * found.errors
    assert 0.85 < inside.mean() < 0.95


def test_a_percentile_is_half_at_the_mean_and_rises_with_the_score() -> None:
    found = shrink_cohorts(*bcg(), np.ones((13, 1)))
    centre = float(found.means[0])
    assert found.percentile(centre, 0, 1.0) == pytest.approx(50)
    assert found.percentile(centre - 1, 0, 1.0) < 50 < found.percentile(centre + 1, 0, 1.0) < 100


# --- own rating against the consultant's ---


def ratings(companies: int, *bias: float) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(1)
    consultants = rng.integers(0, 6, (companies, len(bias))).astype(float)
    return consultants + np.array(bias) + 0.5 * rng.standard_normal(consultants.shape), consultants


def test_bias_is_own_minus_consultants_and_shrinks_towards_all_items() -> None:
    found = rating_bias(*ratings(60, 0.8, 0.4, 0.0))
    assert found.raw == pytest.approx([0.8, 0.4, 0.0], abs=0.2)
    assert np.ptp(found.shrunk) < np.ptp(found.raw)
    assert found.companies.tolist() == [60, 60, 60]
    assert (found.agreement > 0.8).all()


def test_under_thirty_companies_only_the_raw_difference_is_shown() -> None:
    found = rating_bias(*ratings(29, 0.8, 0.4))
    assert found.raw == pytest.approx([0.8, 0.4], abs=0.3)
    assert np.isnan(found.shrunk).all()


def test_an_item_without_both_ratings_has_no_bias() -> None:
    own, consultants = ratings(40, 0.5, 0.2, 0.3)
    own[:, 1] = NAN
    found = rating_bias(own, consultants)
    assert np.isnan(found.raw[1])
    assert np.isnan(found.shrunk[1])
    assert found.companies.tolist() == [40, 0, 40]
    assert not np.isnan(found.shrunk[[0, 2]]).any()
