"""A consultant's side: the list of firms, taking a firm on with its own code, the written opinion."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import date, datetime

from assessment.instrument.edition import Group
from assessment.values import Opinion
from services.assessments import Passage, guard_attempts, open_passage, resume, start
from services.codes import Code, fits, hash_code, new_code, parse_code
from services.errors import WrongCode
from services.permissions import Act, Actor, Visitor, require
from services.ports import LinkRecord, Tools

CONSULTANT = "consultant"


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


def make_link(tools: Tools, name: str, now: datetime) -> Code:
    """A new consultant's link; its code is shown once."""
    code = new_code()
    tools.links.add(LinkRecord(uuid.uuid4().hex, CONSULTANT, name, code.locator, hash_code(code), now))
    return code


def open_link(tools: Tools, token: str, visitor_key: str, now: datetime) -> str:
    """The id of the link that a token opens; raises WrongCode or TooManyAttempts."""
    guard_attempts(tools, visitor_key, now)
    code = parse_code(token)
    record = tools.links.find(code.locator) if code else None
    if code is None or record is None or not fits(code, record.code_hash):
        tools.attempts.note(visitor_key, now)
        raise WrongCode
    return record.id


def consultant(tools: Tools, link_id: str) -> Actor | None:
    """The consultant behind a link, None if the link was revoked."""
    record = tools.links.get(link_id)
    if record is None:
        return None
    return Actor(Visitor.CONSULTANT, record.id, frozenset(tools.links.assessments(link_id)), record.name)


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
