"""A consultant's side: the list of firms, taking a firm on with its own code, the written opinion."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from assessment.instrument.edition import Group
from assessment.values import Opinion
from services.assessments import Passage, open_passage, resume, start
from services.codes import Code
from services.permissions import Act, Actor, require
from services.ports import Tools


@dataclass(frozen=True, slots=True)
class Firm:
    """One line of a consultant's list."""

    assessment_id: str
    name: str | None
    passage: Passage


@dataclass(frozen=True, slots=True)
class WrittenOpinion:
    """What the consultant wrote into the form."""

    visited_on: date
    strengths: tuple[tuple[Group, str], ...]
    weaknesses: tuple[tuple[Group, str], ...]
    overall: str


def my_firms(tools: Tools, actor: Actor) -> tuple[Firm, ...]:
    """The firms of a consultant, the one taken on last first."""
    passages = [open_passage(tools, actor, a) for a in tools.links.assessments(actor.id)]
    return tuple(Firm(p.record.id, p.documents.profile.name if p.documents.profile else None, p) for p in passages)


def take_on(tools: Tools, actor: Actor, typed_code: str, visitor_key: str, now: datetime) -> str:
    """Take a firm on with the code that the firm handed over; the firm sees it and can end it."""
    assessment_id = resume(tools, typed_code, visitor_key, now)
    tools.links.join(actor.id, assessment_id)
    return assessment_id


def start_visit(tools: Tools, actor: Actor, now: datetime) -> tuple[str, Code]:
    """Begin an assessment for a firm at a visit; the code belongs to the firm."""
    assessment_id, code = start(tools, now)
    tools.links.join(actor.id, assessment_id)
    return assessment_id, code


def dismiss(tools: Tools, actor: Actor, assessment_id: str, link_id: str) -> None:
    """End a consultant's access, at the firm's wish."""
    require(actor, Act.DISMISS_CONSULTANT, assessment_id)
    tools.links.part(link_id, assessment_id)


def write_opinion(tools: Tools, actor: Actor, assessment_id: str, written: WrittenOpinion, now: datetime) -> None:
    """Store the consultant's opinion under the consultant's name."""
    require(actor, Act.WRITE_OPINION, assessment_id)
    opinion = Opinion(actor.name, written.visited_on, written.strengths, written.weaknesses, written.overall)
    documents = replace(tools.assessments.documents(assessment_id), opinion=opinion)
    tools.assessments.put(assessment_id, documents, now)
