"""Answers become scores: one sheet and whole batches by one rule (method 4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assessment.errors import WrongEdition
from assessment.instrument.edition import DIMENSIONS, LEVELS, TOP_LEVEL, Group, Questionnaire
from assessment.instrument.values import AnswerSheet
from assessment.scoring.ladder import estimate_ladder
from assessment.scoring.levels import settle_levels
from assessment.scoring.uncertainty import Draws, beyond_noise, draw_errors
from assessment.scoring.values import (
    DimensionScore,
    ItemLevels,
    NotScored,
    Overall,
    Score,
    Scorecard,
    Span,
)
from assessment.terms import Absence, Reason, Text

POINTS_A_LEVEL = 100 / TOP_LEVEL
MINIMUM_DIMENSIONS = 3

NOT_APPLICABLE, DONT_KNOW, NOT_ANSWERED = 6, 7, 8
"""Codes of the three absences in a batch, beside the levels 0–5."""
STATES = 9


# --- one sheet -------------------------------------------------------------------------------------------------------


def score_answers(questionnaire: Questionnaire, sheet: AnswerSheet, seed: int) -> Scorecard:
    """All levels and scores of one sheet; raises WrongEdition if the sheet answers other content.

    Dimension score = 100 · weighted mean of the effective levels / 5 over answered, applicable items; it exists when at
    least three are answered. Maturity = mean of the dimensions that exist, at least three. Intervals come from
    `uncertainty`, with draws seeded by `seed`.
    """
    if sheet.content_hash != questionnaire.content_hash:
        raise WrongEdition(questionnaire.content_hash, sheet.content_hash)
    items = settle_levels(questionnaire, sheet)
    draws = draw_errors(questionnaire.method, items, seed)
    dimensions = tuple(_dimension(questionnaire, group, items, draws) for group in DIMENSIONS)
    return Scorecard(
        questionnaire=questionnaire,
        sheet=sheet,
        items=items,
        dimensions=dimensions,
        overall=_overall(questionnaire, dimensions, draws),
        ladder=estimate_ladder(questionnaire.method, items, draws),
    )


def mean_points(levels: Iterable[tuple[int | Absence, float]], minimum: int) -> float | Absence:
    """The one rule of a dimension: weighted mean of levels in points 0–100.

    `levels` are (level or absence, weight). NOT_ANSWERED if fewer than `minimum` levels are there.

    >>> mean_points([(2, 1.0), (3, 1.0), (4, 1.0), (Absence.NOT_APPLICABLE, 1.0)], minimum=3)
    60.0
    """
    rated = [(level, weight) for level, weight in levels if isinstance(level, int)]
    if len(rated) < minimum:
        return Absence.NOT_ANSWERED
    return POINTS_A_LEVEL * sum(level * weight for level, weight in rated) / sum(weight for _, weight in rated)


def held_level(levels: Sequence[int | Absence], share: float) -> int | Absence:
    """The no-leapfrog level: the highest that at least `share` of the applicable items reach.

    What is unknown does not reach a level. NOT_APPLICABLE if nothing applies.
    """
    applicable = [level for level in levels if level is not Absence.NOT_APPLICABLE]
    if not applicable:
        return Absence.NOT_APPLICABLE
    reached = [
        level
        for level in LEVELS
        if sum(isinstance(x, int) and x >= level for x in applicable) >= share * len(applicable) - 1e-9
    ]
    return max(reached, default=0)


def _dimension(
    questionnaire: Questionnaire, group: Group, items: tuple[ItemLevels, ...], draws: Draws
) -> DimensionScore:
    method = questionnaire.method
    mine = [levels for levels in items if levels.item.group is group]
    effective = [levels.effective for levels in mine]
    points = mean_points(((x.effective, x.item.weight) for x in mine), method.minimum_answered)
    span = _span(mine)
    held = held_level(effective, method.leapfrog_share)
    lowest = min((x.effective for x in mine if isinstance(x.effective, int)), default=None)
    score: Score | NotScored
    if isinstance(points, float):
        made_of = tuple(x.item.id for x in mine if isinstance(x.effective, int))
        score = Score(points, draws.interval([group], points), span, _band(questionnaire, points), made_of)
    else:
        answered = sum(isinstance(x, int) for x in effective)
        score = NotScored(Reason.of("too_few_answers", answered=answered, needed=method.minimum_answered), span)
    return DimensionScore(
        dimension=group,
        score=score,
        held_level=held,
        held_down_by=tuple(x.item.id for x in mine if lowest is not None and x.effective == lowest),
    )


def _span(mine: Sequence[ItemLevels]) -> Span:
    """All unknown at 0, all unknown at 5; what does not apply leaves the denominator."""
    applicable = [x for x in mine if x.effective is not Absence.NOT_APPLICABLE]
    weight = sum(x.item.weight for x in applicable)
    if not weight:
        return Span(0.0, 100.0)
    known = sum(x.effective * x.item.weight for x in applicable if isinstance(x.effective, int))
    unknown = sum(x.item.weight for x in applicable if not isinstance(x.effective, int))
    return Span(POINTS_A_LEVEL * known / weight, POINTS_A_LEVEL * (known + TOP_LEVEL * unknown) / weight)


def _overall(questionnaire: Questionnaire, dimensions: Sequence[DimensionScore], draws: Draws) -> Overall:
    scored = [(d.dimension, d.score) for d in dimensions if isinstance(d.score, Score)]
    missing = tuple(d.dimension for d in dimensions if not isinstance(d.score, Score))
    span = Span(
        sum(d.score.span.low for d in dimensions) / len(dimensions),
        sum(d.score.span.high for d in dimensions) / len(dimensions),
    )
    lowest = min((s.points for _, s in scored), default=0.0)
    highest = max((s.points for _, s in scored), default=0.0)
    score: Score | NotScored
    if len(scored) >= MINIMUM_DIMENSIONS:
        points = sum(s.points for _, s in scored) / len(scored)
        groups = [group for group, _ in scored]
        made_of = tuple(group.value for group in groups)
        score = Score(points, draws.interval(groups, points), span, _band(questionnaire, points), made_of)
    else:
        score = NotScored(Reason.of("too_few_dimensions", scored=len(scored), needed=MINIMUM_DIMENSIONS), span)
    return Overall(
        score=score,
        missing=missing,
        strongest=tuple(group for group, s in scored if s.points == highest),
        weakest=tuple(group for group, s in scored if s.points == lowest),
        spread=highest - lowest,
        apart=any(beyond_noise(a, b) for _, a in scored for _, b in scored),
    )


def _band(questionnaire: Questionnaire, points: float) -> Text:
    return [band for band in questionnaire.scales.bands if band.floor <= points + 1e-9][-1].name


# --- batches ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BatchScores:
    """Point scores of many companies, one row each.

    ``dimensions`` is float32 (n, 4) in the order of `DIMENSIONS` and ``overall`` float32 (n,), both 0–100 with NaN where
    there is no score; ``pilot`` and ``scale`` are uint8 (n,): 0 closed, 1 open, 2 unknown.
    """

    dimensions: NDArray[np.float32]
    overall: NDArray[np.float32]
    pilot: NDArray[np.uint8]
    scale: NDArray[np.uint8]


GATE_CLOSED, GATE_OPEN, GATE_UNKNOWN = 0, 1, 2

Levels8 = NDArray[np.int8]
"""Answers as int8 (n, 24), columns in the order of the edition's items; 0–5, and 6, 7, 8 for the three absences."""

BLOCK = 16_384


def score_batch(questionnaire: Questionnaire, levels: Levels8) -> BatchScores:
    """Scores of many sheets by table look-up: every pattern of a dimension was scored beforehand.

    `levels` is int8 of shape (n, items). Raises ValueError if the shape or a code is out of range. Complexity O(n · items);
    the tables (9⁵ and 9⁴ patterns) are built once for each edition.
    """
    count, width = levels.shape
    if width != len(questionnaire.items):
        raise ValueError(f"expected {len(questionnaire.items)} columns, found {width}")
    if count and (levels.min() < 0 or levels.max() >= STATES):
        raise ValueError(f"codes must lie in 0..{STATES - 1}")
    plan = [(_columns(questionnaire, group), _dimension_table(*_rule(questionnaire, group))) for group in DIMENSIONS]
    enablers = _columns(questionnaire, Group.ENABLERS)
    gates = questionnaire.gates
    order = tuple(item.id for item in questionnaire.of(Group.ENABLERS))
    pilot_table = _gate_table(order, gates.pilot.needs)
    scale_table = _gate_table(order, gates.scale.needs)
    out = BatchScores(
        dimensions=np.empty((count, len(DIMENSIONS)), np.float32),
        overall=np.empty(count, np.float32),
        pilot=np.empty(count, np.uint8),
        scale=np.empty(count, np.uint8),
    )
    for start in range(0, count, BLOCK):
        rows = slice(start, start + BLOCK)
        by_item = np.ascontiguousarray(levels[rows].T)
        for position, (columns, table) in enumerate(plan):
            out.dimensions[rows, position] = table[_pattern(by_item, columns)]
        gate = _pattern(by_item, enablers)
        out.pilot[rows], out.scale[rows] = pilot_table[gate], scale_table[gate]
        out.overall[rows] = _mean_of_enough(out.dimensions[rows])
    return out


def _columns(questionnaire: Questionnaire, group: Group) -> tuple[int, ...]:
    return tuple(i for i, item in enumerate(questionnaire.items) if item.group is group)


def _rule(questionnaire: Questionnaire, group: Group) -> tuple[tuple[float, ...], int]:
    return tuple(item.weight for item in questionnaire.of(group)), questionnaire.method.minimum_answered


def _pattern(by_item: Levels8, columns: Sequence[int]) -> NDArray[np.int32]:
    """The number, in base 9, of the pattern that these columns show in each row."""
    number: NDArray[np.int32] = by_item[columns[0]].astype(np.int32)
    for column in columns[1:]:
        number *= STATES
        number += by_item[column]
    return number


def all_patterns(width: int) -> Levels8:
    """Every pattern of `width` answers, int8 (9^width, width), in the order of `_pattern`."""
    return np.indices((STATES,) * width, dtype=np.int8).reshape(width, -1).T


@lru_cache(maxsize=8)
def _dimension_table(weights: tuple[float, ...], minimum: int) -> NDArray[np.float32]:
    patterns = all_patterns(len(weights))
    rated = patterns <= TOP_LEVEL
    weight = np.where(rated, np.array(weights), 0.0)
    with np.errstate(invalid="ignore"):
        points = POINTS_A_LEVEL * (patterns * weight).sum(axis=1) / weight.sum(axis=1)
    return np.where(rated.sum(axis=1) >= minimum, points, np.nan).astype(np.float32)


@lru_cache(maxsize=8)
def _gate_table(order: tuple[str, ...], needs: tuple[tuple[str, int], ...]) -> NDArray[np.uint8]:
    """Closed if any known level is too low or any item does not apply, else unknown if any is unknown, else open."""
    needed = np.array([dict(needs)[item_id] for item_id in order])
    patterns = all_patterns(len(order))
    known = patterns <= TOP_LEVEL
    low = ((known & (patterns < needed)) | (patterns == NOT_APPLICABLE)).any(axis=1)
    return np.where(low, GATE_CLOSED, np.where(known.all(axis=1), GATE_OPEN, GATE_UNKNOWN)).astype(np.uint8)


def _mean_of_enough(dimensions: NDArray[np.float32]) -> NDArray[np.float32]:
    there = ~np.isnan(dimensions)
    count = there.sum(axis=1)
    total = np.where(there, dimensions, 0).sum(axis=1, dtype=np.float32)
    return np.where(count >= MINIMUM_DIMENSIONS, total / np.maximum(count, 1), np.nan).astype(np.float32)
