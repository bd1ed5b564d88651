"""How maturity moves while a plan is carried out: levels, points and AI uses at the beginning of every quarter."""

from __future__ import annotations

from collections.abc import Mapping

from assessment.instrument.edition import DIMENSIONS, Group, ItemId
from assessment.roadmap.values import CourseStop, PlanningInstance, Roadmap
from assessment.scoring.scores import mean_points
from assessment.scoring.values import Scorecard
from assessment.terms import Absence


def maturity_course(scorecard: Scorecard, instance: PlanningInstance, roadmap: Roadmap) -> tuple[CourseStop, ...]:
    """One stop for the beginning of each quarter from 0 (today) to the horizon, the first quarter after the plan.

    A step counts from the quarter after its initiative ends; what was not answered stays so. Points are those of
    `mean_points` (method 4), the rule of the scorecard; they tell what the plan would lead to, not what will be.
    """
    return tuple(_stop(scorecard, instance, roadmap, quarter) for quarter in range(instance.horizon + 1))


def _stop(scorecard: Scorecard, instance: PlanningInstance, roadmap: Roadmap, quarter: int) -> CourseStop:
    levels = _levels(instance, roadmap, quarter)
    return CourseStop(
        quarter=quarter,
        levels=levels,
        points={group: _points(scorecard, group, levels) for group in DIMENSIONS},
        opened=tuple(entry.use_case for entry in roadmap.opened if entry.quarter == quarter),
    )


def _levels(instance: PlanningInstance, roadmap: Roadmap, quarter: int) -> dict[ItemId, int]:
    done = {entry.initiative for entry in roadmap.scheduled if entry.end <= quarter}
    levels = dict(instance.levels)
    for effect in (effect for c in instance.candidates if c.initiative in done for effect in c.effects):
        if effect.item in levels:
            levels[effect.item] = max(levels[effect.item], effect.to_level)
    return levels


def _points(scorecard: Scorecard, group: Group, levels: Mapping[ItemId, int]) -> float | Absence:
    mine = [entry for entry in scorecard.items if entry.item.group is group]
    rated = [(levels.get(entry.item.id, entry.effective), entry.item.weight) for entry in mine]
    return mean_points(rated, scorecard.questionnaire.method.minimum_answered)
