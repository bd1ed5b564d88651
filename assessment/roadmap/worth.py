"""What a plan is worth: steps gained below target and AI uses opened, the earlier the better (method 7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from statistics import median

from assessment.catalogue import InitiativeId
from assessment.instrument.edition import ItemId
from assessment.roadmap.values import Candidate, Opening, PlanningInstance

Step = tuple[ItemId, int]
"""The climb of an item to a level, from the one below."""
Starts = Mapping[InitiativeId, int]
"""The quarter in which each planned initiative starts."""


def earliness(instance: PlanningInstance, reached: int) -> float:
    """Benefit quarters of something reached at the beginning of quarter `reached` (1 to horizon), discounted.

    Method 7: T − t − d + 1 quarters for start t and duration d, so T − reached + 1, times discount to the power of reached.
    """
    return float((instance.horizon - reached + 1) * instance.discount**reached)


def step_worth(instance: PlanningInstance, step: Step) -> float:
    """The priority of a step below its target, nothing above it."""
    item, level = step
    return instance.priorities.get(item, 0.0) if level <= instance.targets.get(item, 0) else 0.0


def opening_worth(instance: PlanningInstance, opening: Opening) -> float:
    """λ, the median worth of a step below target; a wanted use counts more (method 7: three times)."""
    steps = [
        instance.priorities.get(item, 0.0)
        for item, target in instance.targets.items()
        for _ in range(instance.levels.get(item, target), target)
    ]
    typical = median(steps) if steps else 0.0
    return typical * (instance.wanted_factor if opening.wanted else 1.0)


def steps_of(candidate: Candidate, levels: Mapping[ItemId, int]) -> Iterator[Step]:
    """The steps above today's levels that an initiative makes; none for an item that was not answered."""
    for effect in candidate.effects:
        today = levels.get(effect.item, effect.to_level)
        for level in range(max(effect.from_level, today) + 1, effect.to_level + 1):
            yield effect.item, level


def steps_needed(opening: Opening, levels: Mapping[ItemId, int]) -> tuple[Step, ...]:
    """The steps that still have to be made before a use case is open; empty where it is open today."""
    return tuple((item, level) for item, level in opening.needs if levels.get(item, -1) < level)


def plan_worth(instance: PlanningInstance, starts: Starts) -> float:
    """The worth of a plan. Each step counts once, when the first initiative that makes it ends."""
    reached: dict[Step, int] = {}
    for candidate in instance.candidates:
        if candidate.initiative in starts:
            end = starts[candidate.initiative] + candidate.quarters
            for step in steps_of(candidate, instance.levels):
                reached[step] = min(end, reached.get(step, end))
    worth = sum(step_worth(instance, step) * earliness(instance, end) for step, end in reached.items())
    for opening in instance.openings:
        needed = steps_needed(opening, instance.levels)
        if needed and all(step in reached for step in needed):
            worth += opening_worth(instance, opening) * earliness(instance, max(reached[step] for step in needed))
    return worth
