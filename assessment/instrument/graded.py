"""The graded response model: how far each item tells respondents apart, and where its steps lie (Samejima 1969)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

POINTS, REACH = 61, 6.0
"""Quadrature: 61 even points from −6 to 6 under the standard normal law, as the reference programs do it."""
ROUNDS, SETTLED = 2000, 1e-5
STEPS, HALVINGS = 3, 20
TINY = 1e-12
STEEPEST = 50.0
"""Where answers separate respondents perfectly the slope has no end; here it stops."""


@dataclass(frozen=True, slots=True)
class GradedResponse:
    """A fit: P(answer ≥ c) = 1 / (1 + exp(−(slope · θ + intercept_c))) for the categories c an item was answered with.

    `intercepts` has one falling number for each category above the lowest.
    """

    log_likelihood: float
    slopes: tuple[float, ...]
    intercepts: tuple[tuple[float, ...], ...]
    rounds: int


def graded_response(answers: Array) -> GradedResponse:
    """Fit by EM (Bock and Aitkin 1981) on 61 points; answers (respondents, items) in categories from 0, NaN for none.

    Categories of an item that nobody chose are passed over. Minimum sample: 500 respondents (methods 1.4). An item needs
    answers in two categories at least, or ValueError is raised.
    """
    patterns, counts = np.unique(answers, axis=0, return_counts=True, equal_nan=True)
    nodes = np.linspace(-REACH, REACH, POINTS)
    prior = np.exp(-(nodes**2) / 2)
    prior /= prior.sum()
    coded = [_coded(patterns[:, item]) for item in range(patterns.shape[1])]
    params = [_first_guess(column, counts) for column in coded]
    moved, rounds = np.inf, 0
    while moved > SETTLED and rounds < ROUNDS:
        posterior = _expect(coded, params, nodes, prior, counts)[0]
        renewed = [_maximise(column, posterior, nodes, p) for column, p in zip(coded, params, strict=True)]
        moved = max(float(np.max(np.abs(a - b))) for a, b in zip(params, renewed, strict=True))
        params, rounds = renewed, rounds + 1
    return GradedResponse(
        log_likelihood=_expect(coded, params, nodes, prior, counts)[1],
        slopes=tuple(float(p[0]) for p in params),
        intercepts=tuple(tuple(map(float, p[1:])) for p in params),
        rounds=rounds,
    )


def _coded(column: Array) -> NDArray[np.int64]:
    """The categories that occur, numbered without gaps; −1 for no answer."""
    used = np.unique(column[~np.isnan(column)])
    if len(used) < 2:
        raise ValueError("an item needs answers in two categories at least")
    return np.where(np.isnan(column), -1, np.searchsorted(used, column)).astype(np.int64)


def _first_guess(column: NDArray[np.int64], counts: NDArray[np.int64]) -> Array:
    """Slope 1, and intercepts from the share that reached each category."""
    rated = column >= 0
    reached = [counts[rated & (column >= c)].sum() / counts[rated].sum() for c in range(1, column.max() + 1)]
    return np.array([1.0, *(np.log(p / (1 - p)) for p in reached)])


def _shares(params: Array, nodes: Array) -> tuple[Array, Array]:
    """Probability of each category (points, categories), and P · (1 − P) of each step with zeros at both ends."""
    steps: Array = 1 / (1 + np.exp(-(params[0] * nodes[:, None] + params[1:])))
    ends = np.ones((len(nodes), 1))
    at_least = np.hstack([ends, steps, 0 * ends])
    return np.maximum(at_least[:, :-1] - at_least[:, 1:], TINY), at_least * (1 - at_least)


def _expect(
    coded: list[NDArray[np.int64]], params: list[Array], nodes: Array, prior: Array, counts: NDArray[np.int64]
) -> tuple[Array, float]:
    """Expected respondents of each pattern at each point (patterns, points), and the log-likelihood."""
    joint = np.log(prior)[None, :].repeat(len(counts), axis=0)
    for column, p in zip(coded, params, strict=True):
        rated = column >= 0
        joint[rated] += np.log(_shares(p, nodes)[0]).T[column[rated]]
    top = joint.max(axis=1, keepdims=True)
    weights = np.exp(joint - top)
    total = weights.sum(axis=1, keepdims=True)
    return counts[:, None] * weights / total, float(counts @ (np.log(total) + top)[:, 0])


def _maximise(column: NDArray[np.int64], posterior: Array, nodes: Array, params: Array) -> Array:
    """A few steps of Fisher scoring on one item, halved until the expected likelihood rises and the steps stay in order."""
    expected = np.stack([posterior[column == c].sum(axis=0) for c in range(column.max() + 1)], axis=1)
    for _ in range(STEPS):
        shares, slopes = _shares(params, nodes)
        by_step = np.zeros((*shares.shape, len(params) - 1))
        for c in range(len(params) - 1):
            by_step[:, c + 1, c] = slopes[:, c + 1]
            by_step[:, c, c] = -slopes[:, c + 1]
        by_slope = nodes[:, None] * (slopes[:, :-1] - slopes[:, 1:])
        change = np.concatenate([by_slope[:, :, None], by_step], axis=2)
        gradient = np.einsum("qc,qcp->p", expected / shares, change)
        weight = expected.sum(axis=1)[:, None] / shares
        information = np.einsum("qc,qcp,qcr->pr", weight, change, change)
        params = _uphill(params, np.linalg.lstsq(information, gradient)[0], expected, nodes)
    return params


def _uphill(params: Array, step: Array, expected: Array, nodes: Array) -> Array:
    """The longest halving of a step that keeps the intercepts falling and does not lower the expected likelihood."""
    before = _expected_likelihood(params, expected, nodes)
    for halving in range(HALVINGS):
        tried: Array = params + step / 2**halving
        in_order = bool(np.all(np.diff(tried[1:]) < 0)) and float(np.max(np.abs(tried))) < STEEPEST
        if in_order and _expected_likelihood(tried, expected, nodes) >= before:
            return tried
    return params


def _expected_likelihood(params: Array, expected: Array, nodes: Array) -> float:
    return float(np.sum(expected * np.log(_shares(params, nodes)[0])))
