"""Where a company stands among few others: small cohorts borrow from their industry, size and region; and rating bias."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessment.instrument.items import MINIMUM_SAMPLE, Analysis, intraclass_correlation

Array = NDArray[np.float64]

HALVINGS = 60


@dataclass(frozen=True, slots=True)
class ShrunkCohorts:
    """Shrunken means of cohorts, float64 (cohorts,), in the unit of the means.

    `tau2` is the variance between cohorts that the covariates leave over, `shares` the weight 0–1 of each cohort's own mean,
    `errors` the standard error of each shrunken mean, `coefficients` those of the covariates.
    """

    tau2: float
    means: Array
    errors: Array
    shares: Array
    coefficients: Array

    def percentile(self, score: float, cohort: int, variance: float) -> float:
        """The percentile 0–100 of one company's score in its cohort; `variance` is that of companies inside a cohort."""
        spread = variance + (1 - self.shares[cohort]) * self.tau2
        away = (score - self.means[cohort]) / math.sqrt(2 * spread)
        return 50 * (1 + math.erf(away))


def shrink_cohorts(means: Array, variances: Array, covariates: Array) -> ShrunkCohorts:
    """Additive empirical Bayes for means of small cohorts (Fay and Herriot 1979; methods 1.5).

    `means` and their sampling `variances` > 0 are (cohorts,), `covariates` (cohorts, p): a column of ones and dummies of
    the main effects; they may be linearly dependent. τ² solves Σ r²/(v + τ²) = cohorts − rank (Paule and Mandel 1982), and
    is 0 where the left side is smaller from the start. Errors hold τ² for known.
    """
    freedom = len(means) - int(np.linalg.matrix_rank(covariates))
    tau2 = _tau2(means, variances, covariates, freedom)
    coefficients, spread = _weighted_fit(means, variances + tau2, covariates)
    fitted = covariates @ coefficients
    shares = tau2 / (tau2 + variances)
    of_fit = np.einsum("cp,pq,cq->c", covariates, spread, covariates)
    return ShrunkCohorts(
        tau2=tau2,
        means=fitted + shares * (means - fitted),
        errors=np.sqrt(shares * variances + (1 - shares) ** 2 * of_fit),
        shares=shares,
        coefficients=coefficients,
    )


@dataclass(frozen=True, slots=True)
class RatingBias:
    """Own rating against the consultant's, one entry an item, in levels; NaN where no company has both.

    `raw` is the mean of own minus consultant's, `shrunk` the same drawn towards the mean of all items (NaN below the
    minimum sample), `agreement` is ICC(2,1), `companies` how many have both ratings.
    """

    raw: Array
    shrunk: Array
    agreement: Array
    companies: NDArray[np.int64]


def rating_bias(own: Array, consultants: Array) -> RatingBias:
    """Bias and agreement of self-assessment by item; both ratings are (companies, items) in levels, NaN for none.

    Source: methods 1.7.
    """
    apart = own - consultants
    companies = np.sum(~np.isnan(apart), axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        raw = np.nansum(apart, axis=0) / companies
        variance = np.nansum((apart - raw) ** 2, axis=0) / (companies - 1) / companies
    agreement = np.array(
        [
            intraclass_correlation(np.stack(pair, axis=1)).two_way_random
            for pair in zip(own.T, consultants.T, strict=True)
        ]
    )
    shrunk = np.full(len(raw), np.nan)
    enough = (companies >= MINIMUM_SAMPLE[Analysis.BIAS]) & (variance > 0)
    if enough.sum() > 1:
        shrunk[enough] = shrink_cohorts(raw[enough], variance[enough], np.ones((int(enough.sum()), 1))).means
    return RatingBias(raw, shrunk, agreement, companies)


def _tau2(means: Array, variances: Array, covariates: Array, freedom: int) -> float:
    """Halve the interval that holds the root of a falling function."""

    def excess(tau2: float) -> float:
        coefficients, _ = _weighted_fit(means, variances + tau2, covariates)
        return float(np.sum((means - covariates @ coefficients) ** 2 / (variances + tau2))) - freedom

    if freedom == 0 or excess(0.0) <= 0:
        return 0.0
    low, high = 0.0, float(np.max(variances))
    while excess(high) > 0:
        high *= 2
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if excess(middle) > 0 else (low, middle)
    return (low + high) / 2


def _weighted_fit(means: Array, variances: Array, covariates: Array) -> tuple[Array, Array]:
    """Weighted least squares: coefficients, and their covariance."""
    spread = np.asarray(np.linalg.pinv(covariates.T @ (covariates / variances[:, None]), hermitian=True), np.float64)
    return spread @ (covariates.T @ (means / variances)), spread
