"""From a company and a catalogue to a planning problem."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

from assessment.catalogue import Catalogue, GateKind, Initiative, InitiativeId, UseCase
from assessment.instrument.conditions import holds
from assessment.instrument.edition import ItemId, Method, Questionnaire, SizeClass
from assessment.instrument.values import Profile
from assessment.roadmap.values import Adjustments, Candidate, Limits, Opening, PlanningInstance, PreviousPlan
from assessment.scoring.values import Gap, Scorecard, Wishes

QUARTERS_A_YEAR = 4


def size_class(method: Method, workers: int) -> SizeClass:
    """The size class of a company by its workers (method 8)."""
    return [size for size in method.size_classes if workers >= size.workers_from][-1]


def default_limits(method: Method, profile: Profile) -> Limits:
    """The limits assumed when a company names none: those of its size class."""
    size = size_class(method, profile.workers)
    return Limits(size.budget_a_year, size.staff_months_a_quarter, method.horizon, assumed=True)


class Said(Protocol):
    """What was said beside the answers; a `Case` is one."""

    @property
    def profile(self) -> Profile:
        """The company."""
        ...

    @property
    def wishes(self) -> Wishes:
        """What it would like."""
        ...

    @property
    def adjustments(self) -> Adjustments:
        """What the adviser decided."""
        ...

    @property
    def previous(self) -> PreviousPlan | None:
        """The plan before this one."""
        ...


def planning_instance(
    scorecard: Scorecard, gaps: Sequence[Gap], catalogue: Catalogue, case: Said, limits: Limits, on: date
) -> PlanningInstance:
    """The planning problem of one company under own money: its gaps, the initiatives that close them, and its limits.

    A candidate closes at least one step of a gap, directly or by being a prerequisite of one that does, or the adviser wants
    it; initiatives that are not for this company, and those it will not do, are left away.
    """
    method, adjustments = scorecard.questionnaire.method, case.adjustments
    out = {*limits.will_not_do, *adjustments.removed}
    wanted = {*adjustments.added, *adjustments.pinned} - out
    levels = {x.item.id: x.effective for x in scorecard.items if isinstance(x.effective, int)}
    offered = {
        i.id: i for i in catalogue.initiatives if i.id in wanted or (_is_for(i, case.profile) and i.id not in out)
    }
    closing = [i for i in offered.values() if i.id in wanted or any(_closes(i, gap) for gap in gaps)]
    chosen = _with_prerequisites(closing, offered)
    years = math.ceil(limits.horizon / QUARTERS_A_YEAR)
    previous = case.previous
    shift = quarters_between(on, previous.start) if previous else 0
    return PlanningInstance(
        start=on,
        horizon=limits.horizon,
        budget_a_year=(limits.budget_a_year,) * years,
        staff_months=(limits.staff_months_a_quarter,) * limits.horizon,
        levels=levels,
        targets={gap.item: gap.target for gap in gaps},
        priorities={gap.item: gap.priority for gap in gaps},
        candidates=tuple(
            _candidate(i, catalogue, levels, adjustments.quotations) for i in sorted(chosen, key=lambda i: i.id)
        ),
        openings=tuple(_opening(scorecard.questionnaire, u, case.wishes) for u in catalogue.use_cases),
        discount=method.discount,
        wanted_factor=method.wanted_factor,
        vat=catalogue.money.vat_percent / 100 if catalogue.money else 0.0,
        pinned={i: quarters_between(on, day) for i, day in adjustments.pinned.items()},
        added=adjustments.added,
        removed=tuple(i.id for i in catalogue.initiatives if i.id in adjustments.removed),
        previous={i: quarter + shift for i, quarter in previous.starts.items()} if previous else {},
    )


def under_limits(instance: PlanningInstance, limits: Limits, previous: Mapping[InitiativeId, int]) -> PlanningInstance:
    """The same problem under other money, people and time; of a `previous` plan is kept what costs nothing."""
    return replace(
        instance,
        horizon=limits.horizon,
        budget_a_year=(limits.budget_a_year,) * math.ceil(limits.horizon / QUARTERS_A_YEAR),
        staff_months=(limits.staff_months_a_quarter,) * limits.horizon,
        previous=previous,
    )


def quarters_between(first: date, second: date) -> int:
    """How many calendar quarters a day lies after another; negative where it lies before.

    >>> quarters_between(date(2026, 11, 22), date(2027, 1, 1)), quarters_between(date(2027, 3, 1), date(2026, 12, 31))
    (1, -1)
    """
    return (second.year - first.year) * QUARTERS_A_YEAR + (second.month - 1) // 3 - (first.month - 1) // 3


def _is_for(initiative: Initiative, profile: Profile) -> bool:
    if initiative.industries and profile.division not in initiative.industries:
        return False
    return initiative.when is None or holds(initiative.when, profile)


def _closes(initiative: Initiative, gap: Gap) -> bool:
    return any(e.item == gap.item and e.from_level < gap.target and e.to_level > gap.level for e in initiative.effects)


def _with_prerequisites(closing: Iterable[Initiative], offered: Mapping[InitiativeId, Initiative]) -> set[Initiative]:
    chosen: set[Initiative] = set()
    waiting = list(closing)
    while waiting:
        initiative = waiting.pop()
        if initiative not in chosen:
            chosen.add(initiative)
            waiting.extend(offered[p] for p in initiative.prerequisites if p in offered)
    return chosen


def _candidate(
    initiative: Initiative,
    catalogue: Catalogue,
    levels: Mapping[ItemId, int],
    quotations: Mapping[InitiativeId, int],
) -> Candidate:
    """Prerequisites that the company has behind it are dropped; one it will not do stays, and blocks."""
    still_ahead = [p for p in initiative.prerequisites if not _is_behind(catalogue.initiative(p), levels)]
    quoted = initiative.id in quotations
    return Candidate(
        initiative=initiative.id,
        effects=initiative.effects,
        prerequisites=tuple(still_ahead),
        cost=quotations[initiative.id] if quoted else initiative.cost.likely,
        staff_months=initiative.staff_months,
        quarters=initiative.quarters,
        usual_cost=initiative.cost.likely if quoted else None,
        cost_range=None if quoted else (initiative.cost.low, initiative.cost.high),
    )


def _is_behind(initiative: Initiative, levels: Mapping[ItemId, int]) -> bool:
    return all(levels.get(effect.item, effect.to_level) >= effect.to_level for effect in initiative.effects)


def _opening(questionnaire: Questionnaire, use_case: UseCase, wishes: Wishes) -> Opening:
    gate: tuple[tuple[ItemId, int], ...] = ()
    if use_case.gate is GateKind.MACHINE:
        gate = questionnaire.gates.pilot.needs
    return Opening(use_case.id, (*use_case.needs, *gate), use_case.id in wishes.use_cases)
