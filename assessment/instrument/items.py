"""How well the questionnaire itself measures: reliability, item analysis, agreement and linking, as functions on arrays.

Answers are float64 (respondents, items), numbers of categories, NaN where there is none. Where a figure is not defined
(no variance, too few rows) it is NaN. Graded response and linking wait for 500 answers and for a second edition.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from assessment.instrument.edition import ItemId
from assessment.instrument.graded import GradedResponse, graded_response
from assessment.instrument.values import ItemVerdict
from assessment.terms import Reason

__all__ = [
    "MINIMUM_SAMPLE",
    "Alpha",
    "Analysis",
    "GradedResponse",
    "IntraclassCorrelation",
    "ItemVerdict",
    "Linking",
    "category_use",
    "chained_linear",
    "cronbach_alpha",
    "floor_ceiling",
    "graded_response",
    "intraclass_correlation",
    "item_rest",
    "judge_item",
    "judge_items",
    "tucker_linear",
]

Array = NDArray[np.float64]


class Analysis(StrEnum):
    """Everything that is said about the questionnaire, each with a minimum sample of its own."""

    CATEGORY_USE = "category_use"
    ITEM_REST = "item_rest"
    ALPHA = "alpha"
    ALPHA_BY_GROUP = "alpha_by_group"
    BIAS = "bias"
    LINEAR_LINKING = "linear_linking"
    GRADED_RESPONSE = "graded_response"


MINIMUM_SAMPLE: Mapping[Analysis, int] = {
    Analysis.CATEGORY_USE: 50,
    Analysis.ITEM_REST: 100,
    Analysis.ALPHA: 100,
    Analysis.ALPHA_BY_GROUP: 200,
    Analysis.BIAS: 30,
    Analysis.LINEAR_LINKING: 100,
    Analysis.GRADED_RESPONSE: 500,
}
"""Respondents below which a figure is not shown (methods 1.4, 1.6, 1.7)."""
LOW_ITEM_REST = 0.2
CROWDED_CATEGORY = 0.9
CROWDED_END = 0.5


@dataclass(frozen=True, slots=True)
class Alpha:
    """Cronbach's alpha on complete rows, and on pairwise covariances of everything answered."""

    listwise: float
    pairwise: float
    respondents: int


def cronbach_alpha(answers: Array) -> Alpha:
    """Alpha = k/(k−1) · (1 − trace(C)/sum(C)) of the covariance matrix C of k items (Cronbach 1951).

    `respondents` are the complete rows behind `listwise`.

    >>> round(cronbach_alpha(np.array([[1.0, 2.0], [2.0, 2.0], [3.0, 4.0]])).listwise, 3)
    0.923
    """
    complete = answers[~np.isnan(answers).any(axis=1)]
    return Alpha(_alpha(complete), _alpha(answers), len(complete))


def item_rest(answers: Array) -> Array:
    """Correlation of each item with the mean of the other items of the same respondent, float64 (items,)."""
    return np.array([_item_rest(answers, item) for item in range(answers.shape[1])])


def category_use(answers: Array, categories: Sequence[float]) -> Array:
    """Share of the answers to each item that fall in each category, float64 (items, categories), 0–1."""
    with np.errstate(invalid="ignore"):
        given = np.sum(~np.isnan(answers), axis=0)
        return np.stack([np.sum(answers == category, axis=0) / given for category in categories], axis=1)


def floor_ceiling(answers: Array, lowest: float, highest: float) -> Array:
    """Share of the answers to each item at the lowest and at the highest category, float64 (items, 2), 0–1."""
    return category_use(answers, (lowest, highest))


def judge_items(answers: Array, items: Sequence[ItemId], categories: Sequence[int]) -> tuple[ItemVerdict, ...]:
    """A verdict for each item: too few answers, low item–rest, one crowded category, floor, ceiling; or that it works."""
    given, use, rest = np.sum(~np.isnan(answers), axis=0), category_use(answers, categories), item_rest(answers)
    return tuple(
        ItemVerdict(item, int(given[i]), float(rest[i]), judge_item(int(given[i]), float(rest[i]), use[i], categories))
        for i, item in enumerate(items)
    )


def judge_item(answers: int, rest: float, use: Array, categories: Sequence[int]) -> tuple[Reason, ...]:
    """The findings about one item; `use` (categories,) is the share of answers in each, NaN where it is not known."""
    if answers < MINIMUM_SAMPLE[Analysis.CATEGORY_USE]:
        return (Reason.of("item_too_few", answers=answers, needed=MINIMUM_SAMPLE[Analysis.CATEGORY_USE]),)
    reasons = []
    if answers >= MINIMUM_SAMPLE[Analysis.ITEM_REST] and not rest >= LOW_ITEM_REST:
        reasons.append(Reason.of("item_apart"))
    known = np.nan_to_num(use)
    if known.max() > CROWDED_CATEGORY:
        reasons.append(
            Reason.of("item_crowded", level=categories[int(known.argmax())], percent=round(100 * known.max()))
        )
    elif use[0] > CROWDED_END:
        reasons.append(Reason.of("item_floor", percent=round(100 * use[0])))
    elif use[-1] > CROWDED_END:
        reasons.append(Reason.of("item_ceiling", percent=round(100 * use[-1])))
    return tuple(reasons) or (Reason.of("item_works"),)


@dataclass(frozen=True, slots=True)
class IntraclassCorrelation:
    """The six forms of Shrout and Fleiss (1979): one-way, two-way random, two-way fixed; one rater, mean of all raters."""

    one_way: float
    two_way_random: float
    two_way_fixed: float
    one_way_mean: float
    two_way_random_mean: float
    two_way_fixed_mean: float
    targets: int


def intraclass_correlation(ratings: Array) -> IntraclassCorrelation:
    """ICC(1,1), ICC(2,1), ICC(3,1), ICC(1,k), ICC(2,k), ICC(3,k) of ratings (targets, raters); incomplete rows are left out.

    From the mean squares between targets, within, between raters and of the rest (Shrout and Fleiss 1979, table 3).
    """
    rows = ratings[~np.isnan(ratings).any(axis=1)]
    n, k = rows.shape
    with np.errstate(invalid="ignore", divide="ignore"):
        grand = np.mean(rows) if n else np.float64(np.nan)
        of_targets, of_raters = rows.mean(axis=1), rows.sum(axis=0) / np.float64(n)
        between = k * np.sum((of_targets - grand) ** 2) / np.float64(n - 1)
        within = np.sum((rows - of_targets[:, None]) ** 2) / np.float64(n * (k - 1))
        raters = n * np.sum((of_raters - grand) ** 2) / np.float64(k - 1)
        rest = (within * n * (k - 1) - raters * (k - 1)) / np.float64((n - 1) * (k - 1))
        shift = (raters - rest) / np.float64(n)
        return IntraclassCorrelation(
            one_way=float((between - within) / (between + (k - 1) * within)),
            two_way_random=float((between - rest) / (between + (k - 1) * rest + k * shift)),
            two_way_fixed=float((between - rest) / (between + (k - 1) * rest)),
            one_way_mean=float((between - within) / between),
            two_way_random_mean=float((between - rest) / (between + shift)),
            two_way_fixed_mean=float((between - rest) / between),
            targets=n,
        )


@dataclass(frozen=True, slots=True)
class Linking:
    """A line that turns scores of the new edition into scores of the old one: old = slope · new + intercept."""

    slope: float
    intercept: float


def tucker_linear(new: Array, new_anchor: Array, old: Array, old_anchor: Array, weight: float = 1.0) -> Linking:
    """Tucker linear linking for two groups that are not equivalent (Kolen and Brennan 2014, 4.1).

    `new` and `new_anchor` are total and anchor scores of the group that answered the new edition, `old` and `old_anchor` of
    the other one. `weight` is the share of the new group in the synthetic population, 0–1.
    """
    by_new, by_old = _regression(new, new_anchor), _regression(old, old_anchor)
    other, apart = 1 - weight, new_anchor.mean() - old_anchor.mean()
    unlike = new_anchor.var() - old_anchor.var()
    mean_new = new.mean() - other * by_new * apart
    mean_old = old.mean() + weight * by_old * apart
    mixed = weight * other * apart**2
    var_new = new.var() - other * by_new**2 * unlike + mixed * by_new**2
    var_old = old.var() + weight * by_old**2 * unlike + mixed * by_old**2
    slope = float(np.sqrt(var_old / var_new))
    return Linking(slope, float(mean_old - slope * mean_new))


def chained_linear(new: Array, new_anchor: Array, old: Array, old_anchor: Array) -> Linking:
    """Chained linear linking: new → anchor in the new group, anchor → old in the old group (methods 1.6)."""
    to_anchor, to_old = new_anchor.std() / new.std(), old.std() / old_anchor.std()
    slope = float(to_old * to_anchor)
    anchor_apart = new_anchor.mean() - old_anchor.mean()
    return Linking(slope, float(old.mean() + to_old * anchor_apart - slope * new.mean()))


def _alpha(answers: Array) -> float:
    covariances = _pairwise_covariances(answers)
    k = len(covariances)
    with np.errstate(invalid="ignore", divide="ignore"):
        return float(np.float64(k) / (k - 1) * (1 - np.trace(covariances) / np.sum(covariances)))


def _pairwise_covariances(answers: Array) -> Array:
    """Covariances over the rows that answered both of two items; on complete rows the usual matrix."""
    k = answers.shape[1]
    found = np.full((k, k), np.nan)
    for i in range(k):
        for j in range(i, k):
            both = answers[~np.isnan(answers[:, i]) & ~np.isnan(answers[:, j])][:, [i, j]]
            if len(both) > 1:
                found[i, j] = found[j, i] = np.cov(both.T)[0, 1]
    return found


def _item_rest(answers: Array, item: int) -> float:
    others = np.delete(answers, item, axis=1)
    rows = ~np.isnan(answers[:, item]) & ~np.isnan(others).all(axis=1)
    own, rest = answers[rows, item], np.nansum(others[rows], axis=1) / np.sum(~np.isnan(others[rows]), axis=1)
    if len(np.unique(own)) < 2 or len(np.unique(rest)) < 2:
        return float("nan")
    return float(np.corrcoef(own, rest)[0, 1])


def _regression(total: Array, anchor: Array) -> float:
    """Slope of the total on the anchor."""
    return float(np.mean((total - total.mean()) * (anchor - anchor.mean())) / anchor.var())
