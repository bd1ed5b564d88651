"""Whether a roadmap keeps its limits and says what it does, worked out again from the instance alone; never imports the scheduler."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from assessment.catalogue import InitiativeId
from assessment.instrument.edition import ItemId
from assessment.roadmap.values import Candidate, PlanningInstance, Roadmap

TOLERANCE = 1e-6
Starts = Mapping[InitiativeId, int]


def starts_of(roadmap: Roadmap) -> dict[InitiativeId, int]:
    """The plan reduced to what decides it: which initiative starts in which quarter."""
    return {entry.initiative: entry.start for entry in roadmap.scheduled}


def levels_at(instance: PlanningInstance, starts: Starts, quarter: int) -> dict[ItemId, int]:
    """The levels at the beginning of a quarter: those of today, raised by everything that is finished by then."""
    levels = dict(instance.levels)
    for candidate in instance.candidates:
        if candidate.initiative in starts and starts[candidate.initiative] + candidate.quarters <= quarter:
            for effect in candidate.effects:
                if effect.item in levels:
                    levels[effect.item] = max(levels[effect.item], effect.to_level)
    return levels


def find_violations(instance: PlanningInstance, starts: Starts) -> list[str]:
    """Every way in which a plan breaks horizon, prerequisites, level chain, people or money."""
    chosen = [c for c in instance.candidates if c.initiative in starts]
    unknown = starts.keys() - {c.initiative for c in chosen}
    return [
        *(f"{i}: not a candidate" for i in sorted(unknown)),
        *(problem for c in chosen for problem in _order_violations(instance, starts, c)),
        *_staff_violations(instance, starts, chosen),
        *_money_violations(instance, starts, chosen),
    ]


def would_close(instance: PlanningInstance, levels: Mapping[ItemId, int], candidate: Candidate) -> bool:
    """Whether an initiative still makes a step below a target from these levels."""
    return any(
        max(effect.from_level, levels[effect.item]) < min(effect.to_level, instance.targets[effect.item])
        for effect in candidate.effects
        if effect.item in instance.targets
    )


def addable(instance: PlanningInstance, starts: Starts) -> list[InitiativeId]:
    """Gainful initiatives that could simply be added to a plan without breaking anything."""
    at_end = levels_at(instance, starts, instance.horizon)
    idle = [c for c in instance.candidates if c.initiative not in starts and would_close(instance, at_end, c)]
    return [
        c.initiative
        for c in idle
        if any(not find_violations(instance, {**starts, c.initiative: t}) for t in range(instance.horizon))
    ]


def staff_used(instance: PlanningInstance, starts: Starts) -> list[float]:
    """Own person-months in each quarter, evenly over the work."""
    used = [0.0] * instance.horizon
    for candidate in instance.candidates:
        if candidate.initiative in starts:
            first = starts[candidate.initiative]
            for quarter in range(first, min(first + candidate.quarters, instance.horizon)):
                used[quarter] += candidate.staff_months / candidate.quarters
    return used


def money_used(instance: PlanningInstance, starts: Starts) -> list[int]:
    """Money by year of the start."""
    used = Counter[int]()
    for candidate in instance.candidates:
        if candidate.initiative in starts:
            used[starts[candidate.initiative] // 4] += candidate.cost
    return [used[year] for year in range(len(instance.budget_a_year))]


def first_open(instance: PlanningInstance, starts: Starts, needs: Sequence[tuple[ItemId, int]]) -> int | None:
    """The first quarter, the end of the horizon included, in which all needs hold; None if there is none."""
    for quarter in range(instance.horizon + 1):
        levels = levels_at(instance, starts, quarter)
        if all(levels.get(item, -1) >= need for item, need in needs):
            return quarter
    return None


def _order_violations(instance: PlanningInstance, starts: Starts, candidate: Candidate) -> Iterator[str]:
    name, start = candidate.initiative, starts[candidate.initiative]
    if start < 0 or start + candidate.quarters > instance.horizon:
        yield f"{name}: outside the horizon"
    levels = levels_at(instance, starts, start)
    for effect in candidate.effects:
        if levels.get(effect.item, effect.from_level) < effect.from_level:
            yield f"{name}: starts from {effect.item} level {effect.from_level}, which is not reached"
    by_id = {c.initiative: c for c in instance.candidates}
    for first in candidate.prerequisites:
        if first in starts:
            done = starts[first] + by_id[first].quarters <= start
        else:
            done = first in by_id and all(levels.get(e.item, e.to_level) >= e.to_level for e in by_id[first].effects)
        if not done:
            yield f"{name}: starts before its prerequisite {first} is done"


def _staff_violations(instance: PlanningInstance, starts: Starts, chosen: Sequence[Candidate]) -> Iterator[str]:
    if chosen:
        for quarter, used in enumerate(staff_used(instance, starts)):
            if used > instance.staff_months[quarter] + TOLERANCE:
                yield f"quarter {quarter}: {used} person-months"


def _money_violations(instance: PlanningInstance, starts: Starts, chosen: Sequence[Candidate]) -> Iterator[str]:
    for quarter in range(instance.horizon):
        spent = sum(c.cost for c in chosen if starts[c.initiative] <= quarter)
        if spent > sum(instance.budget_a_year[: quarter // 4 + 1]):
            yield f"quarter {quarter}: {spent} spent"
