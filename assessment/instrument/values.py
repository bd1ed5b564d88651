"""What a company says, as frozen values: its profile, its answers, the register of its AI uses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from assessment.instrument.edition import ConcernId, EvidenceClass, FactId, ItemId, OfficialLevel
from assessment.terms import Absence, Reason


class Role(StrEnum):
    """Who rated an item."""

    MANAGER = "manager"
    COLLEAGUE = "colleague"
    CONSULTANT = "consultant"


class Mode(StrEnum):
    """Who filled the sheet in (glossary: 자가진단 / 현장진단)."""

    SELF = "self"
    VISIT = "visit"


class OwnProducts(StrEnum):
    """Share of sales from the company's own products."""

    NONE = "0"
    SOME = "1-49"
    MOST = "50-99"
    ALL = "100"

    @property
    def at_least_percent(self) -> int:
        """The lower end of the class in percent."""
        return {"0": 0, "1-49": 1, "50-99": 50, "100": 100}[self.value]


@dataclass(frozen=True, slots=True)
class Certificate:
    """An official 수준확인서: it overrides the self-estimate (method 6)."""

    level: OfficialLevel
    issued_on: date


LEGAL_CLASSES = ("micro", "small", "medium", "mid", "large")


@dataclass(frozen=True, slots=True)
class Profile:
    """The company as the method sees it (method 8). Optional fields are None or empty when not given.

    `legal_class` (one of `LEGAL_CLASSES`) is declared by the user; `support_answers` are its answers to the yes/no
    questions of support programmes. Sales are in million won.
    """

    division: str
    workers: int
    region: str
    own_products: OwnProducts
    concerns: tuple[ConcernId, ...] = ()
    certificate: Certificate | None = None
    name: str | None = None
    business_number: str | None = None
    industry_code: str | None = None
    district: str | None = None
    sales: tuple[int, ...] = ()
    certificates: tuple[str, ...] = ()
    past_programmes: tuple[str, ...] = ()
    legal_class: str | None = None
    support_answers: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AnswerEvent:
    """One act of answering, kept for ever (method 2).

    `target` is an item or a fact; the value of a fact is 0–100 percent, or *don't know*.
    """

    target: str
    author: str
    role: Role
    device: str
    sequence: int
    base_version: int
    at: datetime
    value: int | Absence
    reason: str = ""
    evidence: EvidenceClass = EvidenceClass.CLAIMED
    note: str = ""


@dataclass(frozen=True, slots=True)
class EventLog:
    """All events of one assessment, and the edition they answer."""

    slug: str
    edition: str
    content_hash: str
    events: tuple[AnswerEvent, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """One rating of one item: a level, *not applicable* with its reason, or *don't know*."""

    item: ItemId
    value: int | Absence
    role: Role = Role.MANAGER
    evidence: EvidenceClass = EvidenceClass.CLAIMED
    reason: str = ""
    note: str = ""


class UseState(StrEnum):
    """How far a named AI example is in use."""

    NONE = "none"
    TRIED = "tried"
    REGULAR = "regular"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class AiUse:
    """One line of the AI-use register: what, how far, where, how often, who."""

    example: str
    state: UseState
    where: str = ""
    how_often: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """All answers that count, beside every rating they came from. What is missing was not answered."""

    slug: str
    edition: str
    content_hash: str
    mode: Mode
    answers: tuple[Answer, ...]
    ratings: tuple[Answer, ...] = ()
    facts: Mapping[FactId, int | Absence] = field(default_factory=dict)
    office_rules: Mapping[str, bool] = field(default_factory=dict)
    ai_uses: tuple[AiUse, ...] = ()

    def answer(self, item_id: str) -> Answer | None:
        """The answer that counts for an item, or None if it was not answered."""
        return next((answer for answer in self.answers if answer.item == item_id), None)

    def rated(self, item_id: str, role: Role) -> Answer | None:
        """The rating that one role gave, or None."""
        return next((a for a in self.ratings if a.item == item_id and a.role is role), None)


@dataclass(frozen=True, slots=True)
class ItemVerdict:
    """What the answers say about one item: how many there are, its item–rest correlation, and findings in words."""

    item: ItemId
    answers: int
    item_rest: float
    reasons: tuple[Reason, ...]
