"""Where the company should climb, why, and in which order (method 7)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from assessment.instrument.edition import TOP_LEVEL, Concern, ItemId
from assessment.instrument.values import Profile
from assessment.scoring.values import (
    CohortTarget,
    Gap,
    ItemLevels,
    Readiness,
    Reference,
    Scorecard,
    TargetSource,
    Wishes,
)
from assessment.terms import Reason

SMALLEST_COHORT = 10
WISHED = (TargetSource.OWN_WISH, TargetSource.WANTED_USE_CASE)
"""Targets that a small company keeps before all others, because it asked for them."""
Weights = Mapping[str, float]


def find_gaps(
    scorecard: Scorecard, readiness: Readiness, profile: Profile, wishes: Wishes, reference: Reference
) -> tuple[Gap, ...]:
    """Gaps of all rated items, highest priority first; priorities sum to 1.

    A target is the company's own wish, else what its wanted use cases (and their gate) need, else the upper quartile of a
    cohort of ten or more, else one level up to the default ceiling. Items that are *not our business* have no gap. Small
    companies get few targets, one level each.
    """
    method = scorecard.questionnaire.method
    needed = _needed_by_wishes(readiness, wishes)
    cohort = {c.item: c for c in reference.cohort if c.respondents >= SMALLEST_COHORT}
    small = profile.workers < method.small_company_workers
    drafts: list[tuple[ItemLevels, int, int, TargetSource]] = []
    for levels in scorecard.items:
        level = levels.effective
        if not isinstance(level, int) or levels.item.id in wishes.not_our_business:
            continue
        target, source = _target(levels.item.id, level, wishes, needed, cohort, method.default_target)
        if small:
            target = min(target, level + 1)
        if target > level:
            drafts.append((levels, level, target, source))
    gaps = _prioritised(scorecard, profile, wishes, drafts)
    if small and len(gaps) > method.small_company_targets:
        wished_first = sorted(gaps, key=lambda gap: gap.source not in WISHED)
        kept = {gap.item for gap in wished_first[: method.small_company_targets]}
        gaps = _prioritised(scorecard, profile, wishes, [draft for draft in drafts if draft[0].item.id in kept])
    return gaps


def _needed_by_wishes(readiness: Readiness, wishes: Wishes) -> dict[ItemId, int]:
    needed: dict[ItemId, int] = {}
    for entry in readiness.use_cases:
        if entry.use_case.id in wishes.use_cases:
            for missing in entry.missing:
                needed[missing.item] = max(missing.need, needed.get(missing.item, 0))
    return needed


def _target(
    item: ItemId,
    level: int,
    wishes: Wishes,
    needed: Mapping[ItemId, int],
    cohort: Mapping[ItemId, CohortTarget],
    ceiling: int,
) -> tuple[int, TargetSource]:
    if item in wishes.targets:
        return wishes.targets[item], TargetSource.OWN_WISH
    if item in needed:
        return needed[item], TargetSource.WANTED_USE_CASE
    if item in cohort:
        return min(math.ceil(cohort[item].upper_quartile), TOP_LEVEL), TargetSource.COHORT
    return min(level + 1, ceiling), TargetSource.NEXT_LEVEL


def _prioritised(
    scorecard: Scorecard,
    profile: Profile,
    wishes: Wishes,
    drafts: Sequence[tuple[ItemLevels, int, int, TargetSource]],
) -> tuple[Gap, ...]:
    """Priority in the structure of SIRI's matrix with our own weights: each factor sums to 1, a missing one is dropped."""
    concerns = [c for c in scorecard.questionnaire.concerns if c.id in profile.concerns]
    kpis = _kpi_weights(wishes, concerns)
    factors: dict[str, dict[ItemId, float]] = {
        "cost": {d[0].item.id: _relevance(d[0], wishes.cost_shares) for d in drafts},
        "kpi": {d[0].item.id: _relevance(d[0], kpis) + _named(d[0], concerns) for d in drafts},
        "proximity": {d[0].item.id: float(d[2] - d[1]) for d in drafts},
    }
    weights = scorecard.questionnaire.method.priority_weights
    present = {name: column for name, column in factors.items() if sum(column.values()) > 0}
    total = sum(weights[name] for name in present)
    gaps = []
    for levels, level, target, source in drafts:
        item = levels.item.id
        parts = tuple(
            (name, weights[name] / total * column[item] / sum(column.values())) for name, column in present.items()
        )
        reasons = _reasons(item, source, concerns, dict(parts))
        gaps.append(Gap(item, level, target, source, sum(part for _, part in parts), parts, reasons))
    return tuple(sorted(gaps, key=lambda gap: (-gap.priority, gap.level, gap.item)))


def _kpi_weights(wishes: Wishes, concerns: Sequence[Concern]) -> dict[str, float]:
    """The KPIs wished for, in equal parts; where none is, the KPIs of the concerns named in the profile."""
    named: tuple[str, ...] = wishes.kpis or tuple(dict.fromkeys(kpi for c in concerns for kpi in c.kpis))
    return {kpi: 1 / len(named) for kpi in named}


def _relevance(levels: ItemLevels, shares: Weights) -> float:
    relevance = levels.item.relevance
    every = relevance.get("every_kpi", 0)
    return sum(relevance.get(key, every if key.startswith("kpi-") else 0) * share for key, share in shares.items())


def _named(levels: ItemLevels, concerns: Sequence[Concern]) -> float:
    """An item that a concern names directly counts as much as one that moves its KPI strongly."""
    return float(sum(levels.item.id in concern.items for concern in concerns))


def _reasons(item: ItemId, source: TargetSource, concerns: Sequence[Concern], parts: Weights) -> tuple[Reason, ...]:
    reasons = [Reason.of(f"target_{source.value}", item=item)]
    named = tuple(concern.id for concern in concerns if item in concern.items)
    if named:
        reasons.append(Reason.of("named_by_concern", concerns=named))
    if parts.get("kpi", 0) and not named:
        reasons.append(Reason.of("moves_kpi", item=item))
    if parts.get("cost", 0):
        reasons.append(Reason.of("moves_cost", item=item))
    return tuple(reasons)
