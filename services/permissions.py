"""Who may do what: one function for the whole program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from services.errors import Forbidden

ASSOCIATION = "association"
"""What the association's link opens: its desks."""


class Visitor(StrEnum):
    """As whom somebody came in: by a resume code, or by a link of a consultant, a supplier or the association."""

    MANAGER = "manager"
    CONSULTANT = "consultant"
    SUPPLIER = "supplier"
    ASSOCIATION = "association"


class Act(StrEnum):
    """Everything that somebody can do to an assessment, to an entry of the register, or at the association's desks."""

    READ = "read"
    ANSWER = "answer"
    DESCRIBE_COMPANY = "describe_company"
    CONFIRM_EVIDENCE = "confirm_evidence"
    WRITE_OPINION = "write_opinion"
    ADJUST_PLAN = "adjust_plan"
    MAKE_REPORT = "make_report"
    RENEW_CODE = "renew_code"
    DISMISS_CONSULTANT = "dismiss_consultant"
    SHARE = "share"
    DELETE = "delete"
    KEEP_OWN_ENTRY = "keep_own_entry"
    KEEP_REGISTER = "keep_register"
    KEEP_COOPERATION = "keep_cooperation"
    KEEP_CAMPAIGNS = "keep_campaigns"


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody with a secret: what it opens (assessments, one entry, the desks), and the name that a link carries."""

    visitor: Visitor
    id: str
    opens: frozenset[str]
    name: str = ""


BOTH_IN_A_COMPANY = frozenset({Act.READ, Act.ANSWER, Act.DESCRIBE_COMPANY, Act.MAKE_REPORT})
ALLOWED: Mapping[Visitor, frozenset[Act]] = {
    Visitor.MANAGER: BOTH_IN_A_COMPANY | {Act.RENEW_CODE, Act.DISMISS_CONSULTANT, Act.SHARE, Act.DELETE},
    Visitor.CONSULTANT: BOTH_IN_A_COMPANY | {Act.CONFIRM_EVIDENCE, Act.WRITE_OPINION, Act.ADJUST_PLAN},
    Visitor.SUPPLIER: frozenset({Act.KEEP_OWN_ENTRY}),
    Visitor.ASSOCIATION: frozenset({Act.KEEP_REGISTER, Act.KEEP_COOPERATION, Act.KEEP_CAMPAIGNS}),
}


def require(actor: Actor, act: Act, opened: str) -> None:
    """Raise Forbidden unless the actor may do this to this assessment, this entry, or at the desks of the association."""
    if opened not in actor.opens or act not in ALLOWED[actor.visitor]:
        raise Forbidden(f"{actor.visitor}: {act}")
