"""How sure a score is: one error model for every interval (method 4; OECD/JRC handbook, step on robustness)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessment.instrument.edition import TOP_LEVEL, Group, Method
from assessment.instrument.values import Role
from assessment.scoring.values import Interval, ItemLevels, Score

NINETY_PERCENT_ONE_SIDED = 1.645
TOP_POINTS = 100.0

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Draws:
    """Possible true levels and weights of the rated items of one sheet.

    ``levels`` is float64 (draws, rated items) on the open scale, in levels; ``weights`` has the same shape;
    ``groups`` names the group of each column and ``share`` the part of the draws inside an interval.
    """

    levels: Array
    weights: Array
    groups: tuple[Group, ...]
    ids: tuple[str, ...]
    share: float

    def interval(self, groups: Sequence[Group], points: float) -> Interval:
        """The interval of the mean over dimensions, in points; it always contains the point score.

        Errors live on the open scale and the score is bounded to 0–100 once, at the end. Bounding each item first
        would pull scores near 0 and 5 inward: a plant that rates everything 0 would be told that it is probably at 7.
        """
        drawn = np.mean([self._dimension(group) for group in groups], axis=0)
        tail = (1 - self.share) / 2
        low, high = np.clip(np.quantile(drawn, [tail, 1 - tail]), 0.0, TOP_POINTS)
        return Interval(min(float(low), points), max(float(high), points), float(np.var(drawn)))

    def rounded_levels(self, item_id: str) -> Array:
        """Possible whole levels 0–5 of one item, one a draw."""
        column = self.levels[:, self.ids.index(item_id)]
        return np.clip(np.rint(column), 0, TOP_LEVEL)

    def _dimension(self, group: Group) -> Array:
        mine = [i for i, g in enumerate(self.groups) if g is group]
        weights = self.weights[:, mine]
        mean = (self.levels[:, mine] * weights).sum(axis=1) / weights.sum(axis=1)
        return np.asarray(TOP_POINTS / TOP_LEVEL * mean)


def draw_errors(method: Method, items: Sequence[ItemLevels], seed: int) -> Draws:
    """Draw the possible truths behind a sheet.

    Item error: normal with the SD of its evidence class. One respondent bias a draw is shared by all items that the
    company rated itself. Weights move evenly by ± `method.weight_variation`. Every item takes its numbers from its own
    place in the stream, so that answering one more item does not change the errors of the others.
    """
    rng = np.random.default_rng(seed)
    noise = rng.standard_normal((method.draws, len(items)))
    bias = method.respondent_sd * rng.standard_normal((method.draws, 1))
    sway = rng.uniform(1 - method.weight_variation, 1 + method.weight_variation, (method.draws, len(items)))
    rated = [i for i, x in enumerate(items) if isinstance(x.effective, int)]
    level = np.array([x.effective for x in items if isinstance(x.effective, int)], dtype=float)
    sd = np.array([items[i].error_sd for i in rated])
    own_rating = np.array([items[i].rated_by is not Role.CONSULTANT for i in rated], dtype=float)
    weight = np.array([items[i].item.weight for i in rated])
    return Draws(
        levels=level + sd * noise[:, rated] + own_rating * bias,
        weights=weight * sway[:, rated],
        groups=tuple(items[i].item.group for i in rated),
        ids=tuple(items[i].item.id for i in rated),
        share=method.interval,
    )


def noise_threshold(first: Interval, second: Interval) -> float:
    """The smallest difference in points that is beyond noise between two scores (one-sided 95 %)."""
    return NINETY_PERCENT_ONE_SIDED * math.sqrt(first.variance + second.variance)


def beyond_noise(first: Score, second: Score) -> bool:
    """Whether two scores differ by more than their rating error explains."""
    return abs(first.points - second.points) > noise_threshold(first.interval, second.interval)
