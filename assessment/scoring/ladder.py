"""Our own estimate of the official smart-factory step, always a range and never an equivalence (method 6)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assessment.instrument.edition import TOP_LEVEL, Method, OfficialLevel
from assessment.scoring.uncertainty import Draws
from assessment.scoring.values import ItemLevels, LadderEstimate
from assessment.terms import Absence


def estimate_ladder(method: Method, items: Sequence[ItemLevels], draws: Draws) -> LadderEstimate:
    """The adjacent steps of the ladder that the answers point at; NOT_ANSWERED if too few of them are there.

    A step is reached when the given share of the ladder items reaches its level. The range spans the draws of the error
    model; an unknown item counts as 0 for the low end and as 5 for the high end. *Advanced* is never estimated.
    """
    known = {x.item.id for x in items if isinstance(x.effective, int)}
    needed, _ = method.ladder_share
    rated = [item_id for item_id in method.ladder_items if item_id in known]
    if len(rated) < needed:
        return LadderEstimate(Absence.NOT_ANSWERED, Absence.NOT_ANSWERED)
    levels = np.stack([draws.rounded_levels(item_id) for item_id in rated])
    unknown = len(method.ladder_items) - len(rated)
    tail = (1 - draws.share) / 2
    low = np.quantile(_step(method, _with(levels, unknown, 0)), tail, method="lower")
    high = np.quantile(_step(method, _with(levels, unknown, TOP_LEVEL)), 1 - tail, method="higher")
    names = (OfficialLevel.NO_ICT, *(name for name, _ in method.ladder_steps))
    return LadderEstimate(names[int(low)], names[int(high)])


def _with(levels: NDArray[np.float64], unknown: int, value: int) -> NDArray[np.float64]:
    return np.concatenate([levels, np.full((unknown, levels.shape[1]), float(value))])


def _step(method: Method, levels: NDArray[np.float64]) -> NDArray[np.int64]:
    """How many steps of the ladder each draw reaches."""
    needed, _ = method.ladder_share
    reached = [(levels >= level).sum(axis=0) >= needed for _, level in method.ladder_steps]
    return np.asarray(np.sum(reached, axis=0))
