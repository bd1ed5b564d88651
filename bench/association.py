"""An invented association: anonymous scores that are as skewed by industry, size and region as real members are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assessment.catalogue import Catalogue
from assessment.disclosure.tables import POINTS_A_LEVEL
from assessment.disclosure.values import AnonymousScore
from assessment.instrument.edition import DIMENSIONS, Questionnaire
from assessment.instrument.values import UseState

SIZE_SHARES = (0.45, 0.37, 0.15, 0.03)
ANSWERED, WANTS = 0.95, 0.5


def make_association(
    questionnaire: Questionnaire, catalogue: Catalogue, companies: int, seed: int, periods: Sequence[str] = ("2026",)
) -> tuple[AnonymousScore, ...]:
    """Companies that joined one after another over the periods, the first half of them in the first one."""
    rng = np.random.default_rng(seed)
    joined = np.maximum(0, np.arange(companies) * 2 * len(periods) // (companies * 2) - (len(periods) > 1))
    divisions = [industry.division for industry in catalogue.industries]
    regions = [region.code for region in catalogue.regions if region.valid_to is None]
    by_division, by_region = _skewed(rng, len(divisions)), _skewed(rng, len(regions))
    sizes = [size.id for size in questionnaire.method.size_classes]
    use_cells = sorted({use_case.cell for use_case in catalogue.use_cases})
    capabilities = [capability.id for capability in catalogue.capabilities]
    made = []
    for number in range(companies):
        size = int(rng.choice(len(sizes), p=SIZE_SHARES))
        levels = _levels(rng, questionnaire, size)
        made.append(
            AnonymousScore(
                division=str(rng.choice(divisions, p=by_division)),
                size=sizes[size],
                region=str(rng.choice(regions, p=by_region)),
                period=periods[int(joined[number])],
                edition=f"{questionnaire.slug}/{questionnaire.edition}",
                scores=_scores(questionnaire, levels),
                levels=levels,
                ai_uses={
                    e.id: UseState.REGULAR for e in questionnaire.ai_examples if rng.random() < 0.01 + 0.02 * size
                },
                wanted=tuple(rng.choice(use_cells, 2, replace=False)) if rng.random() < WANTS else (),
                capabilities=tuple(sorted(rng.choice(capabilities, 5, replace=False))),
            )
        )
    return tuple(made)


def _skewed(rng: np.random.Generator, codes: int) -> np.ndarray:
    """Shares that fall off as those of industries do."""
    shares = rng.permutation(1 / np.arange(1, codes + 1) ** 0.9)
    return shares / shares.sum()


def _levels(rng: np.random.Generator, questionnaire: Questionnaire, size: int) -> dict:
    middle = 1.0 + 0.5 * size + 0.8 * rng.standard_normal()
    drawn = np.clip(np.rint(middle + 0.9 * rng.standard_normal(len(questionnaire.items))), 0, 5).astype(int)
    there = rng.random(len(drawn)) < ANSWERED
    return {item.id: int(level) for item, level, kept in zip(questionnaire.items, drawn, there, strict=True) if kept}


def _scores(questionnaire: Questionnaire, levels: dict) -> dict[str, float]:
    scores = {}
    for group in DIMENSIONS:
        mine = [levels[item.id] for item in questionnaire.of(group) if item.id in levels]
        if len(mine) >= questionnaire.method.minimum_answered:
            scores[group.value] = float(np.mean(mine)) * POINTS_A_LEVEL
    return scores | ({"overall": float(np.mean(list(scores.values())))} if len(scores) >= 3 else {})
