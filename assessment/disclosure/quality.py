"""How well the questionnaire measures, as far as a release may say it: a few coarse figures of many answers, and verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from assessment.disclosure.publication import Publication, Quality, QualityFigure
from assessment.disclosure.tables import OVERALL
from assessment.disclosure.values import AnonymousScore, Policy, cohort
from assessment.instrument.edition import LEVELS, Group, ItemId, Questionnaire
from assessment.instrument.items import (
    MINIMUM_SAMPLE,
    Analysis,
    Array,
    ItemVerdict,
    cronbach_alpha,
    item_rest,
    judge_item,
)
from assessment.scoring.benchmark import rating_bias

STEPS = {Quality.ALPHA: 0.05, Quality.ITEM_REST: 0.05, Quality.BIAS: 0.1, Quality.AGREEMENT: 0.05}
"""What each figure is rounded to, so that no single company can be told from it."""
LEVEL = "level"


def measure_quality(
    companies: Iterable[AnonymousScore], questionnaire: Questionnaire, policy: Policy, edition: str
) -> tuple[QualityFigure, ...]:
    """Alpha of the whole and of each part, item–rest of each item, bias and agreement where advisers rated too.

    Everybody together, never a segment, from the minimum samples of methods 1.4 and 1.7; rounded to `STEPS`. Answers to other
    editions are left out.
    """
    mine = [company for company in companies if company.edition == edition]
    names = [item.id for item in questionnaire.items]
    levels = _levels([company.levels for company in mine], names)
    both = (_levels([c.own for c in mine], names), _levels([c.seen for c in mine], names))
    found = [
        *_alphas(levels, questionnaire),
        *((Quality.ITEM_REST, Analysis.ITEM_REST, *row) for row in _by_item(names, levels, item_rest(levels))),
        *_beside_advisers(names, *both),
    ]
    return tuple(_figure(*row, policy) for row in found)


def judge_published(publication: Publication) -> tuple[ItemVerdict, ...]:
    """A verdict for each item from what a release shows of levels and of item–rest; what it withholds is not known here."""
    shown = {
        table.place(cell): cell.figures[0]
        for table in publication.release.tables
        for cell in table.cells
        if cell.figures
    }
    return tuple(
        _verdict(shown, ItemId(found.of), found.figure)
        for found in publication.quality
        if found.measure is Quality.ITEM_REST
    )


def _verdict(
    shown: Mapping[tuple[str, tuple[tuple[str, str], ...]], float], item: ItemId, rest: float | None
) -> ItemVerdict:
    answers = shown.get((item, ()), 0.0)
    use = [shown.get((item, cohort([(LEVEL, str(level))])), np.nan) / (answers or np.nan) for level in LEVELS]
    known = np.nan if rest is None else rest
    return ItemVerdict(item, int(answers), known, judge_item(int(answers), known, np.array(use), LEVELS))


Row = tuple[Quality, Analysis, str, int, float]


def _alphas(levels: Array, questionnaire: Questionnaire) -> Iterator[Row]:
    groups = np.array([item.group for item in questionnaire.items])
    parts = {OVERALL: groups != Group.ENABLERS, **{group.value: groups == group for group in Group}}
    for name, columns in parts.items():
        alpha = cronbach_alpha(levels[:, columns])
        yield Quality.ALPHA, Analysis.ALPHA, name, alpha.respondents, alpha.listwise


def _beside_advisers(names: Sequence[ItemId], own: Array, seen: Array) -> Iterator[Row]:
    found = rating_bias(own, seen)
    for name, companies, raw, agreement in zip(names, found.companies, found.raw, found.agreement, strict=True):
        yield Quality.BIAS, Analysis.BIAS, name, int(companies), float(raw)
        yield Quality.AGREEMENT, Analysis.BIAS, name, int(companies), float(agreement)


def _by_item(names: Sequence[ItemId], levels: Array, figures: Array) -> Iterator[tuple[str, int, float]]:
    for column, name in enumerate(names):
        yield name, int(np.sum(~np.isnan(levels[:, column]))), float(figures[column])


def _figure(measure: Quality, analysis: Analysis, of: str, answers: int, value: float, policy: Policy) -> QualityFigure:
    needed, step = MINIMUM_SAMPLE[analysis], STEPS[measure]
    rounded = policy.base * round(answers / policy.base) if answers >= policy.threshold else 0
    is_shown = answers >= needed and not np.isnan(value)
    return QualityFigure(measure, of, rounded, needed, round(step * round(value / step), 2) + 0.0 if is_shown else None)


def _levels(given: Sequence[Mapping[ItemId, int]], names: Sequence[ItemId]) -> Array:
    """Levels (companies, items), NaN for none."""
    return np.array([[found.get(name, np.nan) for name in names] for found in given]).reshape(len(given), len(names))
