"""Who may do what: one function for the whole program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from services.errors import Forbidden


class Visitor(StrEnum):
    """As whom somebody came in: by a resume code, or by a consultant's link."""

    MANAGER = "manager"
    CONSULTANT = "consultant"


class Act(StrEnum):
    """Everything that somebody can do to an assessment."""

    READ = "read"
    ANSWER = "answer"
    DESCRIBE_COMPANY = "describe_company"
    CONFIRM_EVIDENCE = "confirm_evidence"
    WRITE_OPINION = "write_opinion"
    ADJUST_PLAN = "adjust_plan"
    MAKE_REPORT = "make_report"
    RENEW_CODE = "renew_code"
    DISMISS_CONSULTANT = "dismiss_consultant"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody with a secret: the assessments it opens, and the name a consultant's link carries."""

    visitor: Visitor
    id: str
    assessments: frozenset[str]
    name: str = ""


ALLOWED: Mapping[Visitor, frozenset[Act]] = {
    Visitor.MANAGER: frozenset(Act) - {Act.CONFIRM_EVIDENCE, Act.WRITE_OPINION, Act.ADJUST_PLAN},
    Visitor.CONSULTANT: frozenset(Act) - {Act.RENEW_CODE, Act.DISMISS_CONSULTANT, Act.DELETE},
}


def require(actor: Actor, act: Act, assessment_id: str) -> None:
    """Raise Forbidden unless the actor may do this to this assessment."""
    if assessment_id not in actor.assessments or act not in ALLOWED[actor.visitor]:
        raise Forbidden(f"{actor.visitor}: {act}")
