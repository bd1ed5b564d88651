"""Whether a roadmap keeps its limits and says what is so, worked out from the instance alone, without the scheduler."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import pytest

from assessment.catalogue import InitiativeId
from assessment.instrument.edition import ItemId
from assessment.roadmap.values import Candidate, PlanningInstance, Roadmap, ScheduledInitiative

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


def find_untruths(instance: PlanningInstance, roadmap: Roadmap) -> list[str]:
    """Every statement of a roadmap that does not follow from the instance and the starts of its initiatives."""
    starts = starts_of(roadmap)
    at_end = levels_at(instance, starts, instance.horizon)
    openings = {entry.use_case: entry.quarter for entry in roadmap.opened}
    expected = {o.use_case: first_open(instance, starts, o.needs) for o in instance.openings}
    covered = {
        effect.item
        for candidate in instance.candidates
        for effect in candidate.effects
        if effect.item in instance.targets and effect.from_level <= instance.levels[effect.item] < effect.to_level
    }
    statements = {
        "levels at the end": roadmap.levels_at_end == at_end,
        "money by year": list(roadmap.cost_by_year) == money_used(instance, starts),
        "people by quarter": roadmap.staff_by_quarter == pytest.approx(staff_used(instance, starts)),
        "openings": openings == {use_case: quarter for use_case, quarter in expected.items() if quarter},
        "uncovered": set(roadmap.uncovered) == instance.targets.keys() - covered,
        "one entry an initiative": len(starts) == len(roadmap.scheduled),
        "each step once": _climbed(roadmap) == {i: at_end[i] - instance.levels[i] for i in at_end},
        "order of starts": [e.start for e in roadmap.scheduled] == sorted(starts.values()),
        "nothing could be added": addable(instance, starts) == [],
    }
    return [
        *(name for name, holds in statements.items() if not holds),
        *(untruth for entry in roadmap.scheduled for untruth in _entry_untruths(instance, roadmap, entry)),
        *_left_out_untruths(instance, roadmap, at_end),
    ]


def _climbed(roadmap: Roadmap) -> dict[ItemId, int]:
    climbed = dict.fromkeys(roadmap.levels_at_end, 0)
    for entry in roadmap.scheduled:
        for item, before, after in entry.gains:
            climbed[item] += after - before
    return climbed


def _entry_untruths(instance: PlanningInstance, roadmap: Roadmap, entry: ScheduledInitiative) -> Iterator[str]:
    name, by_id = entry.initiative, {e.initiative: e for e in roadmap.scheduled}
    candidate = next(c for c in instance.candidates if c.initiative == name)
    if (entry.cost, entry.staff_months, entry.quarters) != (candidate.cost, candidate.staff_months, candidate.quarters):
        yield f"{name}: another price, effort or length than its candidate"
    if entry.phase != 1 + (4 * entry.start >= instance.horizon) + (8 * entry.start >= 5 * instance.horizon):
        yield f"{name}: wrong phase"
    if any(by_id[first].end > entry.start for first in entry.waits_for):
        yield f"{name}: waits for something that is not finished"
    if any(name not in by_id[after].waits_for for after in entry.unlocks):
        yield f"{name}: unlocks something that does not wait for it"
    said = {reason.code: dict(reason.params) for reason in entry.reasons}
    closes = tuple(item for item, before, _ in entry.gains if before < instance.targets.get(item, 0))
    expected = {"closes_gap": {"items": closes}} if closes else {}
    if entry.unlocks:
        expected["unlocks"] = {"initiatives": entry.unlocks}
    if not said or said != expected:
        yield f"{name}: says {said}"


def _left_out_untruths(instance: PlanningInstance, roadmap: Roadmap, at_end: Mapping[ItemId, int]) -> Iterator[str]:
    starts = starts_of(roadmap)
    missed = [c for c in instance.candidates if c.initiative not in starts]
    wanted = {c.initiative for c in missed if would_close(instance, at_end, c)}
    leading = set(wanted)
    while (
        more := {c.initiative for c in missed if any(_leads(at_end, c, m) for m in missed if m.initiative in leading)}
        - leading
    ):
        leading |= more
    said = {left.initiative: left.reason for left in roadmap.left_out}
    yield from (f"{i}: gainful, not planned and no reason given" for i in wanted - said.keys())
    yield from (f"{i}: left out although nothing is lost by it" for i in said.keys() - leading)
    for initiative, reason in said.items():
        named = dict(reason.params)
        if reason.code == "prerequisite_not_planned" and set(map(str, named["initiatives"])) & set(starts):  # type: ignore[arg-type]
            yield f"{initiative}: names a planned prerequisite as missing"
        if reason.code == "level_not_reached" and not named["items"]:
            yield f"{initiative}: names no level that is missing"


def _leads(at_end: Mapping[ItemId, int], first: Candidate, second: Candidate) -> bool:
    """Whether the first initiative stands in the way of the second one."""
    return first.initiative in second.prerequisites or any(
        mine.item == theirs.item and mine.to_level >= theirs.from_level > at_end.get(mine.item, 5)
        for mine in first.effects
        for theirs in second.effects
    )


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
        tax = sum(c.cost * instance.vat for c in chosen if starts[c.initiative] == quarter)  # back in the next
        if spent + tax > sum(instance.budget_a_year[: quarter // 4 + 1]) + TOLERANCE:
            yield f"quarter {quarter}: {spent} spent"
