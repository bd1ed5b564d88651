"""Who can help and who can work together, as frozen values; each match, list, seat and proposal with its reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from assessment.catalogue import (
    Alliance,
    Capability,
    CapabilityId,
    Initiative,
    Offer,
    QualifiedClause,
    Subcommittee,
    Supplier,
    SupplierId,
    UseCaseId,
)
from assessment.programmes import Call, Programme
from assessment.roadmap.standings import Facts, TrackStanding, Window
from assessment.roadmap.values import Proof
from assessment.terms import Reason, Text

# --- suppliers for one company ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Need:
    """A capability that the first part of the roadmap calls for; weights of all needs sum to 1."""

    capability: CapabilityId
    weight: float
    wanted_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Demand:
    """What one company asks suppliers for; `budget` is everything it will spend on the plan, in 만원."""

    needs: tuple[Need, ...]
    division: str
    region: str
    budget: int
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """One supplier for one company. `cover` is the weighted share 0–1 of the needs it covers, by evidence and outcomes.

    `fit` is the sum of `parts` (cover beside the best, industry, region); `missing` are the needs it does not cover,
    heaviest first.
    """

    supplier: Supplier
    cover: float
    fit: float
    parts: tuple[tuple[str, float], ...]
    covered: tuple[Offer, ...]
    missing: tuple[CapabilityId, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class FilteredOut:
    """A supplier that covers a need and was not listed, and every reason why."""

    supplier: Supplier
    cover: float
    missing: tuple[CapabilityId, ...]
    reasons: tuple[Reason, ...]


NEAREST = 3


@dataclass(frozen=True, slots=True)
class SupplierMatches:
    """Ranked suppliers; ties were ordered by `seed`.

    `passed` of the register cover a need and may be listed, `filtered` cover one and may not; of these the nearest stand
    in `filtered_out`. `unmet` are the needs that nobody who passed covers, heaviest first.
    """

    matches: tuple[Match, ...]
    filtered_out: tuple[FilteredOut, ...]
    seed: int
    passed: int
    filtered: int
    unmet: tuple[CapabilityId, ...]

    @property
    def nearest(self) -> tuple[FilteredOut, ...]:
        """Where nobody passed: who would come nearest, with what stands in the way."""
        return () if self.matches else self.filtered_out[:NEAREST]


@dataclass(frozen=True, slots=True)
class RequirementLine:
    """A capability on the requirement sheet, with the initiatives that want it."""

    capability: Capability
    wanted_by: tuple[Initiative, ...]


@dataclass(frozen=True, slots=True)
class RequirementSheet:
    """What to put in front of suppliers where no register is loaded (제안 요청서, method 13)."""

    lines: tuple[RequirementLine, ...]
    acceptance: tuple[Text, ...]
    pools: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class UnmetClause:
    """A clause of the definition of a qualified supplier that one supplier does not meet, and why."""

    clause: QualifiedClause
    reason: Reason


# --- lists for many companies ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SupplierList:
    """Whom one company of a matching day meets, best fit first; empty where nobody passed."""

    company: str
    listed: tuple[tuple[SupplierId, float], ...]


@dataclass(frozen=True, slots=True)
class Exposure:
    """How often one supplier is shown. `suits` counts the companies for which it is nearly as good as the best.

    `floor` and `ceiling` are the leads it should get at least and may get at most; the ceiling follows from its capacity.
    """

    supplier: SupplierId
    shown: int
    suits: int
    floor: int
    ceiling: int
    capacity: int

    @property
    def load(self) -> float:
        """Leads for each project that it can start."""
        return self.shown / self.capacity


@dataclass(frozen=True, slots=True)
class SupplierLists:
    """The lists of a matching day. `worth` is the sum of all fits, `worth_of_plain` that of everybody's own best five."""

    lists: tuple[SupplierList, ...]
    exposures: tuple[Exposure, ...]
    worth: float
    worth_of_plain: float
    seed: int

    @property
    def never_shown(self) -> tuple[SupplierId, ...]:
        """Suppliers that suit a company and stand on no list."""
        return tuple(e.supplier for e in self.exposures if e.suits and not e.shown)

    @property
    def overloaded(self) -> tuple[SupplierId, ...]:
        """Suppliers with more leads than their ceiling."""
        return tuple(e.supplier for e in self.exposures if e.shown > e.ceiling)


# --- what a release tells a supplier ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CapabilityDemand:
    """How many companies call for a capability, all and by group of regions, None where withheld; and who offers it."""

    capability: CapabilityId
    companies: float | None
    by_region: tuple[float | None, ...]
    suppliers: int


@dataclass(frozen=True, slots=True)
class PublishedDemand:
    """Demand as one release counts it: of a supplier's own capabilities, and of those that hardly anybody offers.

    `regions` names the groups of `by_region`.
    """

    release: str
    as_of: date
    regions: tuple[Text, ...]
    own: tuple[CapabilityDemand, ...]
    open: tuple[CapabilityDemand, ...]


# --- subcommittees ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SubcommitteeMatch:
    """A subcommittee that fits, its score, the reasons, and what the company could bring."""

    alliance: Alliance
    subcommittee: Subcommittee
    score: float
    reasons: tuple[Reason, ...]
    brings: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who could sit in a subcommittee: a company with needs (weights sum to 1), a supplier with offers (0–1), or both."""

    id: str
    industry: str
    is_supplier: bool
    needs: Mapping[CapabilityId, float]
    offers: Mapping[CapabilityId, float]
    interest: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SeatRules:
    """How subcommittees may be filled: seats, and shares of a subcommittee's members."""

    smallest: int = 5
    largest: int = 40
    seats_each: int = 2
    industries: int = 3
    least_companies: float = 0.25
    least_suppliers: float = 0.25
    most_of_one_industry: float = 0.4


@dataclass(frozen=True, slots=True)
class Seat:
    """One member of one subcommittee, how well it fits, and why."""

    applicant: str
    subcommittee: str
    fit: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class SeatPlan:
    """A filled alliance edition; a subcommittee that cannot be formed by the rules says why.

    `worth` is the sum of fits, `bound` what no filling by these rules exceeds, `worth_of_plain` that of everybody's own best.
    """

    seats: tuple[Seat, ...]
    not_formed: tuple[tuple[str, Reason], ...]
    without_seat: tuple[str, ...]
    worth: float
    bound: float
    worth_of_plain: float


# --- partners --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PoolMember:
    """A company that agreed to named co-operation until a day, without its name.

    `industry` is the industry by which the association counts, `needs` sum to 1, `offers` lie in 0–1, `linked` are members
    it works with already, `known` what it lets programmes see. `workers` 0 and an empty `region` were not told.
    """

    id: str
    agreed_until: date
    division: str
    industry: str
    workers: int
    region: str
    needs: Mapping[CapabilityId, float]
    offers: Mapping[CapabilityId, float]
    use_cases: tuple[UseCaseId, ...] = ()
    linked: frozenset[str] = frozenset()
    known: Facts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Exchange:
    """What one side can give that the other needs, heaviest need first."""

    giver: str
    taker: str
    capabilities: tuple[CapabilityId, ...]


@dataclass(frozen=True, slots=True)
class GroupSupport:
    """A track for groups in the nearest call of a programme, and where each side stands, in the order of the group."""

    programme: Programme
    call: Call
    window: Window
    standings: tuple[TrackStanding, ...]


@dataclass(frozen=True, slots=True)
class PartnerProposal:
    """Two members, by opaque ids, that could help each other; no identity before both agree (method 9).

    `covers` says which share of the needs of the first the second can meet, and the reverse, each 0–1.
    """

    first: str
    second: str
    score: float
    covers: tuple[float, float]
    exchanges: tuple[Exchange, ...]
    use_case: UseCaseId | None
    cell: str | None
    subcommittee: str | None
    data_question: Reason
    support: GroupSupport | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class PartnerPlan:
    """Everybody with at most one partner, and those who have none with the reason."""

    proposals: tuple[PartnerProposal, ...]
    alone: tuple[tuple[str, Reason], ...]
    proof: Proof
