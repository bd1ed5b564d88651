"""What if the limits were others: the same company planned under them, beside the plan that stands; nothing is stored."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from assessment.roadmap.instance import under_limits
from assessment.roadmap.schedule import plan_roadmap
from assessment.roadmap.values import Limits
from assessment.values import Diagnosis
from services.assessments import Passage
from services.planning import diagnose_passage
from services.ports import Tools


@dataclass(frozen=True, slots=True)
class Comparison:
    """The diagnosis as it stands, and as it would be under other limits (own money only)."""

    stands: Diagnosis
    tried: Diagnosis


def compare_limits(tools: Tools, passage: Passage, limits: Limits, on: date) -> Comparison:
    """Plan an assessment under other limits. NotFound while there is no profile."""
    stands = diagnose_passage(tools, passage, on)
    instance = under_limits(stands.instance, limits, {e.initiative: e.start for e in stands.roadmap.scheduled})
    roadmap = plan_roadmap(instance)
    case = replace(stands.case, limits=limits)
    return Comparison(stands, replace(stands, case=case, instance=instance, roadmap=roadmap, supported=()))
