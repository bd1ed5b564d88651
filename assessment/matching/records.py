"""What the association keeps of co-operation, as frozen values: tasks, leads, cases, requests, needs that were posted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assessment.catalogue import Basis, CapabilityId, InitiativeId, SupplierId, UseCaseId
from assessment.roadmap.values import Proof
from assessment.terms import Reason

# --- tasks -----------------------------------------------------------------------------------------------------------


class TaskStatus(StrEnum):
    """How far a collaboration task has come."""

    FOUND = "found"
    AGREED = "agreed"
    RUNNING = "running"
    DELIVERED = "delivered"
    DROPPED = "dropped"


class TaskRole(StrEnum):
    """What a member is in a task."""

    ANCHOR = "anchor"
    COMPANY = "company"
    SUPPLIER = "supplier"


@dataclass(frozen=True, slots=True)
class TaskMember:
    """One firm in a task, by opaque or register id; `agreed` says that it committed itself."""

    id: str
    role: TaskRole
    industry: str
    workers: int
    agreed: bool = False


@dataclass(frozen=True, slots=True)
class CollaborationTask:
    """Work that several firms do together. What is not settled yet is empty; `modelled_on` lends its words meanwhile."""

    id: str
    cell: str
    use_case: UseCaseId | None
    capabilities: tuple[CapabilityId, ...]
    members: tuple[TaskMember, ...]
    status: TaskStatus
    moved_on: date
    owner: str | None = None
    deliverable: str = ""
    acceptance: str = ""
    due: date | None = None
    drop_reason: str = ""
    subcommittee: str | None = None
    modelled_on: InitiativeId | None = None
    reasons: tuple[Reason, ...] = ()

    @property
    def industries(self) -> tuple[str, ...]:
        """The industries of its companies; suppliers serve all of them and do not count."""
        return tuple(sorted({m.industry for m in self.members if m.role is not TaskRole.SUPPLIER}))


@dataclass(frozen=True, slots=True)
class Pick:
    """A chosen task, what it added when it was chosen (parts sum to `adds`), and the tasks that it stands for."""

    task: CollaborationTask
    adds: float
    parts: tuple[tuple[str, float], ...]
    stands_for: tuple[str, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Representative tasks in the order of what each adds, with the worth of all together and how far it is proven."""

    picks: tuple[Pick, ...]
    proof: Proof
    industry_pairs: int
    industries: int
    with_small_supplier: int


# --- leads and indicators --------------------------------------------------------------------------------------------


class LeadStage(StrEnum):
    """How far a supplier and a company have come since the supplier was shown."""

    SHOWN = "shown"
    INTRODUCED = "introduced"
    CONTRACTED = "contracted"


@dataclass(frozen=True, slots=True)
class Lead:
    """One supplier shown to one company, and what became of it."""

    supplier: SupplierId
    company: str
    on: date
    stage: LeadStage


@dataclass(frozen=True, slots=True)
class Indicators:
    """Whether co-operation ends in something: the figures of one day, with what each is a part of.

    `active_pairs` are the pairs of industries that a task joins which was agreed on, runs or was delivered; `possible_pairs`
    those of the industries in any task. Leads and contracts are those of suppliers with fewer than ten people.
    """

    on: date
    tasks: int
    across_industries: int
    active_pairs: int
    possible_pairs: int
    delivered: int
    by_status: tuple[tuple[TaskStatus, int], ...]
    leads: int
    small_leads: int
    small_contracts: int
    qualified: int
    qualified_never_shown: tuple[SupplierId, ...]


# --- cases -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CaseCard:
    """A delivered task that its members let others read. `level` is where the plant stood before, in the items it needed."""

    id: str
    task: str
    cell: str
    use_case: UseCaseId | None
    level: int
    division: str
    problem: str
    data: str
    done: str
    effect: str
    basis: Basis
    took: str
    agreed_on: date


@dataclass(frozen=True, slots=True)
class CaseMatch:
    """A case card for one company, and what the two have in common."""

    card: CaseCard
    reasons: tuple[Reason, ...]


# --- requests to change a rule ---------------------------------------------------------------------------------------


class RequestStatus(StrEnum):
    """How far a request to improve a rule has come."""

    DRAFTED = "drafted"
    HANDED_OVER = "handed_over"
    ACCEPTED = "accepted"
    PARTLY_ACCEPTED = "partly_accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Recipient(StrEnum):
    """Who takes a request where an alliance edition has no subcommittee for rules."""

    SUBCOMMITTEE = "subcommittee"
    MINISTRY = "ministry"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class RegulationRequest:
    """What a rule keeps a company from, and which change it asks for (promotion act, article 17).

    `legal_basis` is the call of the catalogue that the request rests on; `answer_due` is None until it is handed over.
    """

    id: str
    company: str
    rule: str
    obstacle: str
    wanted_change: str
    legal_basis: str
    recipient: Recipient
    subcommittee: str | None
    status: RequestStatus
    moved_on: date
    answer_due: date | None = None
    answer: str = ""
    use_case: UseCaseId | None = None


# --- needs of large firms --------------------------------------------------------------------------------------------


class Brings(StrEnum):
    """What a firm that posts a need puts in."""

    DATA = "data"
    TEST_LINE = "test_line"
    CASH = "cash"
    PURCHASE_INTENT = "purchase_intent"


@dataclass(frozen=True, slots=True)
class PostedNeed:
    """A need that a large firm posts for others to answer, until a day."""

    id: str
    company: str
    industry: str
    division: str
    region: str
    cell: str
    capabilities: tuple[CapabilityId, ...]
    requirement: str
    brings: tuple[Brings, ...]
    open_until: date


@dataclass(frozen=True, slots=True)
class NeedRoute:
    """Somebody or something that a posted need leads to, by id, with the reasons, nearest first."""

    id: str
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class NeedRoutes:
    """Where a posted need leads: companies with the same wish, suppliers that can answer, tasks that could take it in."""

    companies: tuple[NeedRoute, ...]
    suppliers: tuple[NeedRoute, ...]
    tasks: tuple[NeedRoute, ...]
