"""What a plan is made of, as frozen values: use cases, initiatives, capabilities, KPIs, alliances, suppliers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType, TypeVar

from assessment.instrument.edition import ConcernId, Condition, ItemId
from assessment.programmes import MoneyRules, Programme, ReferenceLine, YesNoQuestion
from assessment.terms import Text

UseCaseId = NewType("UseCaseId", str)
InitiativeId = NewType("InitiativeId", str)
CapabilityId = NewType("CapabilityId", str)
KpiId = NewType("KpiId", str)
SupplierId = NewType("SupplierId", str)
AllianceId = NewType("AllianceId", str)


class Basis(StrEnum):
    """Where a cost, a duration or an effect comes from; nothing carries none (method 7)."""

    PUBLIC = "public_source"
    DERIVED = "derived_from_cap"
    ESTIMATE = "our_estimate"


@dataclass(frozen=True, slots=True)
class Cost:
    """Money in 만원 without VAT as low, likely and high, with its basis and the words that explain it."""

    low: int
    likely: int
    high: int
    basis: Basis
    because: Text


@dataclass(frozen=True, slots=True)
class Kpi:
    """An indicator of the P-Q-C-D-E-S catalogue; `better` is up or down."""

    id: KpiId
    name: Text
    area: str
    unit: Text
    better: str
    core: bool
    baseline: Text


@dataclass(frozen=True, slots=True)
class Capability:
    """A word that joins initiatives, use cases and suppliers; with what to ask a supplier who claims it."""

    id: CapabilityId
    name: Text
    ask_for: Text
    first_question: Text


@dataclass(frozen=True, slots=True)
class Effect:
    """A step that an initiative makes: an item from one level to another."""

    item: ItemId
    from_level: int
    to_level: int


@dataclass(frozen=True, slots=True)
class FirstHour:
    """What can be done this week in one hour, without money, and who does it."""

    do: Text
    who: Text


class Lever(StrEnum):
    """What an initiative saves: a share of a yearly loss, or own working hours a month."""

    SCRAP = "scrap"
    DOWNTIME = "downtime"
    ENERGY = "energy"
    LABOUR_HOURS = "labour_hours"


@dataclass(frozen=True, slots=True)
class Benefit:
    """A range of what is saved: percent of the loss, for labour hours a month; with its basis."""

    lever: Lever
    low: float
    high: float
    basis: Basis
    because: Text


@dataclass(frozen=True, slots=True)
class Initiative:
    """A piece of work that closes gaps. Duration in quarters, own staff in person-months over the whole work.

    It is offered to companies of its industries (all where empty) that meet `when`.
    """

    id: InitiativeId
    name: Text
    short_name: Text
    summary: Text
    effects: tuple[Effect, ...]
    prerequisites: tuple[InitiativeId, ...]
    cost: Cost
    staff_months: float
    quarters: int
    kpis: tuple[KpiId, ...]
    capabilities: tuple[CapabilityId, ...]
    deliverable: Text
    acceptance: Text
    first_hour: FirstHour
    brings: tuple[Benefit, ...]
    industries: tuple[str, ...]
    when: Condition | None
    joint_pilot: bool


class GateKind(StrEnum):
    """Which gate a use case stands behind (method 5)."""

    MACHINE = "machine"
    OFFICE = "office"


@dataclass(frozen=True, slots=True)
class LegalNote:
    """A law that touches a use case, in one sentence, with its source and the day it was checked."""

    text: Text
    source: str
    checked_on: date


@dataclass(frozen=True, slots=True)
class UseCase:
    """A cell of the official 5 × 7 manufacturing-AI matrix made concrete. `cell` is such as ``cell-2-D``."""

    id: UseCaseId
    name: Text
    summary: Text
    cell: str
    gate: GateKind
    needs: tuple[tuple[ItemId, int], ...]
    data: Text
    kpis: tuple[KpiId, ...]
    capabilities: tuple[CapabilityId, ...]
    cost: Cost
    quarters: int
    industries: tuple[str, ...]
    subcommittees: tuple[str, ...]
    legal: tuple[LegalNote, ...]


@dataclass(frozen=True, slots=True)
class Industry:
    """A KSIC division of section C, with the words a plant uses for itself."""

    division: str
    name: Text
    plant_words: Text


@dataclass(frozen=True, slots=True)
class Region:
    """A 시도, dated, because regions merge. `valid_to` is None while it stands."""

    code: str
    name: Text
    capital_area: bool
    valid_from: date | None
    valid_to: date | None

    def stands_on(self, on: date) -> bool:
        """Whether the region exists on a date."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Subcommittee:
    """A working group of an alliance edition. Weights 0–1 say how near an industry, a concern or an item is to it."""

    id: str
    name: Text
    side: Text
    works_on: Text
    industries: Mapping[str, float]
    concerns: Mapping[ConcernId, float]
    items: Mapping[ItemId, float]


@dataclass(frozen=True, slots=True)
class Alliance:
    """A dated edition of an alliance; bodies change their names, so each carries what became of it."""

    id: AllianceId
    name: Text
    valid_from: date
    valid_to: date | None
    status: Text
    successor: Text | None
    how_to_join: Text | None
    source: str
    checked_on: date
    subcommittees: tuple[Subcommittee, ...]


class OfferGrade(StrEnum):
    """How well a supplier's capability is shown."""

    CLAIMED = "claimed"
    REFERENCE = "reference"
    VERIFIED = "verified"


@dataclass(frozen=True, slots=True)
class Offer:
    """A capability that a supplier offers, how well that is shown, by what, and what became of earlier projects.

    `shown_by` names the reference or the check, `dated` is its day; a claim has neither. Of `delivered` projects whose end is
    known to the association, `accepted` passed their acceptance test.
    """

    capability: CapabilityId
    grade: OfferGrade
    shown_by: str = ""
    dated: date | None = None
    delivered: int = 0
    accepted: int = 0


class EntryState(StrEnum):
    """What the association decided about a supplier's entry."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    SUSPENDED = "suspended"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """Where an entry stands since when, the association's reason, and what the supplier answered to it."""

    state: EntryState
    since: date
    reason: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class OfficialGrade:
    """The grade of the official assessment of suppliers (공급기업 역량진단) as printed; a higher rank is better."""

    text: str
    rank: int
    issued_on: date


@dataclass(frozen=True, slots=True)
class Supplier:
    """A supplier of the register. Price band in 만원 per project; capacity in projects it can start this year.

    `cells` are fields of the manufacturing-AI matrix; `works_only_there` says that it goes nowhere but to its regions.
    `declared_on` is the day on which it declared its `conflicts` of interest, or that it has none.
    """

    id: SupplierId
    name: str
    invented: bool
    offers: tuple[Offer, ...]
    cells: tuple[str, ...]
    divisions: tuple[str, ...]
    regions: tuple[str, ...]
    works_only_there: bool
    workers: int
    capacity: int
    price_from: int
    price_to: int
    conflicts: tuple[str, ...]
    declared_on: date | None
    official_grade: OfficialGrade | None
    entry: RegisterEntry


class QualifiedRule(StrEnum):
    """What a clause of the definition of a qualified supplier asks; `limit` is its number."""

    APPROVED = "approved"
    SHOWN_WITHIN_YEARS = "shown_within_years"
    CAPACITY_AT_LEAST = "capacity_at_least"
    DECLARED_WITHIN_YEARS = "declared_within_years"
    OFFICIAL_RANK_AT_LEAST = "official_rank_at_least"


@dataclass(frozen=True, slots=True)
class QualifiedClause:
    """One clause in words and as a rule; the limit is None where the rule has no number."""

    rule: QualifiedRule
    limit: int | None
    text: Text


@dataclass(frozen=True, slots=True)
class QualifiedDefinition:
    """What *qualified supplier* means from one day to another, in the association's own words."""

    id: str
    name: Text
    valid_from: date
    valid_to: date | None
    source: Text
    checked_on: date
    clauses: tuple[QualifiedClause, ...]


T = TypeVar("T", Initiative, UseCase, Capability, Kpi)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything a roadmap may be made of, with the hash of the content it was read from."""

    content_hash: str
    kpis: tuple[Kpi, ...]
    capabilities: tuple[Capability, ...]
    initiatives: tuple[Initiative, ...]
    use_cases: tuple[UseCase, ...]
    industries: tuple[Industry, ...]
    regions: tuple[Region, ...]
    alliances: tuple[Alliance, ...]
    suppliers: tuple[Supplier, ...]
    pools: tuple[Text, ...]
    programmes: tuple[Programme, ...] = ()
    questions: tuple[YesNoQuestion, ...] = ()
    reference_lines: tuple[ReferenceLine, ...] = ()
    money: MoneyRules | None = None
    qualified: tuple[QualifiedDefinition, ...] = ()

    def qualified_on(self, on: date) -> QualifiedDefinition | None:
        """The definition of a qualified supplier that stands on a date, the latest if several do."""
        standing = [d for d in self.qualified if d.valid_from <= on and (d.valid_to is None or on <= d.valid_to)]
        return max(standing, key=lambda d: d.valid_from, default=None)

    def initiative(self, initiative_id: str) -> Initiative:
        """The initiative with this id; KeyError if there is none."""
        return _found(self.initiatives, initiative_id)

    def use_case(self, use_case_id: str) -> UseCase:
        """The use case with this id; KeyError if there is none."""
        return _found(self.use_cases, use_case_id)

    def capability(self, capability_id: str) -> Capability:
        """The capability with this id; KeyError if there is none."""
        return _found(self.capabilities, capability_id)

    def kpi(self, kpi_id: str) -> Kpi:
        """The KPI with this id; KeyError if there is none."""
        return _found(self.kpis, kpi_id)


def _found(entries: tuple[T, ...], wanted: str) -> T:
    for entry in entries:
        if entry.id == wanted:
            return entry
    raise KeyError(wanted)
