"""What companies agree to, as frozen values: named co-operation, a partner, a case, and what follows from it for the pool."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from assessment.catalogue import CapabilityId, UseCaseId
from assessment.matching.records import Brings, CaseCard, CollaborationTask, Portfolio, TaskRole, TaskStatus
from assessment.matching.values import Exchange, PoolMember
from assessment.terms import Reason

JOINED = (TaskStatus.AGREED, TaskStatus.RUNNING, TaskStatus.DELIVERED)


class SharedField(StrEnum):
    """What a company may show beside its name and its industry."""

    REGION = "region"
    SIZE = "size"
    NEEDS = "needs"
    OFFERS = "offers"
    SCORES = "scores"


class Purpose(StrEnum):
    """What the shown may be used for."""

    PARTNERS = "partners"
    SUPPLIERS = "suppliers"
    SUBCOMMITTEES = "subcommittees"


@dataclass(frozen=True, slots=True)
class Sharing:
    """The second consent of one company (method 9): what it shows, for what, until when; what it does not show is not here.

    `member` is an opaque id. `region` and `workers` are empty and 0 where they are not shown; `needs` sum to 1, `offers` lie
    in 0–1, `scores` are points 0–100 by dimension.
    """

    member: str
    name: str
    contact: str
    division: str
    industry: str
    purposes: tuple[Purpose, ...]
    fields: tuple[SharedField, ...]
    given_on: date
    until: date
    region: str = ""
    workers: int = 0
    needs: Mapping[CapabilityId, float] = field(default_factory=dict)
    use_cases: tuple[UseCaseId, ...] = ()
    offers: Mapping[CapabilityId, float] = field(default_factory=dict)
    brings: tuple[Brings, ...] = ()
    scores: tuple[tuple[str, float], ...] = ()

    def stands(self, on: date) -> bool:
        """Whether the consent holds on a date."""
        return self.given_on <= on <= self.until


@dataclass(frozen=True, slots=True)
class Agreement:
    """Who is asked, and what each answered."""

    parties: tuple[str, ...]
    agreed: tuple[str, ...] = ()
    declined: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether somebody has still to answer and nobody declined."""
        return not self.declined and not self.is_settled

    @property
    def is_settled(self) -> bool:
        """Whether everybody agreed."""
        return set(self.agreed) == set(self.parties)

    def answered(self, party: str, *, agrees: bool) -> Agreement:
        """The agreement after an answer, which may replace an earlier one; ValueError for somebody who was not asked."""
        if party not in self.parties:
            raise ValueError(party)
        agreed = {*self.agreed, party} if agrees else set(self.agreed) - {party}
        declined = set(self.declined) - {party} if agrees else {*self.declined, party}
        return replace(self, agreed=tuple(sorted(agreed)), declined=tuple(sorted(declined)))


@dataclass(frozen=True, slots=True)
class ProposedPair:
    """A partner proposal put before two companies; no identity passes before both agree. `call` is one of a programme."""

    id: str
    agreement: Agreement
    exchanges: tuple[Exchange, ...]
    use_case: UseCaseId | None
    subcommittee: str | None
    data_question: Reason
    call: str | None
    reasons: tuple[Reason, ...]
    made_on: date


@dataclass(frozen=True, slots=True)
class ProposedCase:
    """A delivered task as a case card, which is shown to others once every company in the task agreed."""

    id: str
    card: CaseCard
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class KeptPortfolio:
    """Representative tasks that were chosen exactly, with what was asked for."""

    id: str
    count: int
    small: int
    of: int
    portfolio: Portfolio
    chosen_on: date


def find_pool_members(
    shared: Sequence[Sharing], tasks: Sequence[CollaborationTask], purpose: Purpose, on: date
) -> tuple[PoolMember, ...]:
    """The companies whose consent stands on a date for a purpose, as matching sees them, by id.

    Those who work together already, in a task that was agreed on, runs or was delivered, are linked.
    """
    linked: dict[str, set[str]] = {}
    for task in tasks:
        if task.status in JOINED:
            together = {m.id for m in task.members if m.role is not TaskRole.SUPPLIER}
            for member in together:
                linked.setdefault(member, set()).update(together - {member})
    standing = sorted((s for s in shared if s.stands(on) and purpose in s.purposes), key=lambda s: s.member)
    return tuple(
        PoolMember(
            id=s.member,
            agreed_until=s.until,
            division=s.division,
            industry=s.industry,
            workers=s.workers,
            region=s.region,
            needs=s.needs,
            offers=s.offers,
            use_cases=s.use_cases,
            linked=frozenset(linked.get(s.member, ())),
        )
        for s in standing
    )
