"""What a plan has to keep to: the company's limits and wishes, the adviser's decisions; each change keeps the plan before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from assessment.checks import find_wish_problems
from assessment.errors import InputRejected
from assessment.roadmap.instance import default_limits
from assessment.roadmap.values import Adjustments, Limits, PreviousPlan
from assessment.scoring.values import Wishes
from assessment.values import Diagnosis
from services.assessments import Passage, open_passage
from services.benchmarks import load_reference
from services.diagnoses import diagnose_case
from services.permissions import Act, Actor, require
from services.ports import Documents, Tools

SMALL_BUDGET, SMALL_HORIZON = 1000, 4
"""The lane of at most ₩10m without support: 만원 a year, for one year."""


def limits_of(passage: Passage) -> Limits:
    """The limits that hold: those of the company, else those of its size; NotFound while it has not described itself."""
    return passage.case.limits or default_limits(passage.questionnaire.method, passage.case.profile)


def small_lane(limits: Limits) -> Limits:
    """The same limits with at most ₩10m of own money in one year."""
    return replace(limits, budget_a_year=SMALL_BUDGET, horizon=SMALL_HORIZON, assumed=False)


def diagnose_passage(tools: Tools, passage: Passage, on: date) -> Diagnosis:
    """The diagnosis of an assessment as it stands; NotFound while the company has not described itself."""
    case = passage.case
    reference = load_reference(tools.published, passage.questionnaire, case.profile)
    return diagnose_case(passage.questionnaire, case, tools.content.load_catalogue(), on, reference)


def plan_to_adjust(tools: Tools, actor: Actor, assessment_id: str, on: date) -> Diagnosis:
    """The diagnosis whose plan an adviser may adjust."""
    require(actor, Act.ADJUST_PLAN, assessment_id)
    return diagnose_passage(tools, open_passage(tools, actor, assessment_id), on)


def set_limits(
    tools: Tools, actor: Actor, assessment_id: str, limits: Limits | None, wishes: Wishes, now: datetime
) -> None:
    """Store limits and wishes; None takes the limits back to those of the size. Raises InputRejected with all problems."""
    require(actor, Act.DESCRIBE_COMPANY, assessment_id)
    passage = open_passage(tools, actor, assessment_id)
    _store(tools, passage, replace(passage.documents, limits=limits, wishes=wishes), now)


def adjust_plan(tools: Tools, actor: Actor, assessment_id: str, adjustments: Adjustments, now: datetime) -> None:
    """Store what the adviser decided, in place of earlier decisions; raises InputRejected with all problems."""
    require(actor, Act.ADJUST_PLAN, assessment_id)
    passage = open_passage(tools, actor, assessment_id)
    _store(tools, passage, replace(passage.documents, adjustments=adjustments), now)


def _store(tools: Tools, passage: Passage, changed: Documents, now: datetime) -> None:
    """Store a change of what a plan keeps to, and with it the plan before, of which the next one keeps what it can."""
    catalogue = tools.content.load_catalogue()
    problems = find_wish_problems(passage.questionnaire, catalogue, replace(passage, documents=changed).case)
    if problems:
        raise InputRejected(tuple(problems))
    if changed == passage.documents:
        return
    planned = diagnose_passage(tools, passage, now.date()).roadmap.scheduled
    if planned:
        starts = {entry.initiative: entry.start for entry in planned}
        changed = replace(changed, previous=PreviousPlan(now.date(), starts))
    tools.assessments.put(passage.record.id, changed, now)
