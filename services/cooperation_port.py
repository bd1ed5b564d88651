"""What co-operation needs from the world: a store that forgets nothing, and the papers of the association."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from assessment.matching.agreements import KeptPortfolio, ProposedCase, ProposedPair, Sharing
from assessment.matching.meeting import MatchingDay, Meeting
from assessment.matching.records import CollaborationTask, Lead, PostedNeed, RegulationRequest
from assessment.terms import Language, Problem

Record = CollaborationTask | ProposedPair | ProposedCase | RegulationRequest | PostedNeed | Lead | KeptPortfolio
Kind = TypeVar(
    "Kind", CollaborationTask, ProposedPair, ProposedCase, RegulationRequest, PostedNeed, Lead, KeptPortfolio
)


@dataclass(frozen=True, slots=True)
class Kept(Generic[Kind]):
    """A record as it was stored: which version it is, who stored it, when, and why."""

    record: Kind
    version: int
    at: datetime
    who: str
    why: str = ""


class CooperationStore(Protocol):
    """Keeps consents and records of co-operation; a record is only ever followed by its next version."""

    def share(self, assessment_id: str | None, sharing: Sharing) -> None:
        """Store the consent of a company in place of an earlier one; None for one that was given on paper."""
        ...

    def withdraw(self, assessment_id: str) -> None:
        """Delete what a company showed."""
        ...

    def sharing(self, assessment_id: str) -> Sharing | None:
        """What a company shows."""
        ...

    def shared(self) -> tuple[Sharing, ...]:
        """What every company shows, ended consents included."""
        ...

    def append(self, kept: Sequence[Kept[Kind]]) -> bool:
        """Store versions of records, all or none; False if one of the versions is there already."""
        ...

    def newest(self, kind: type[Kind]) -> tuple[Kept[Kind], ...]:
        """The newest version of every record of a kind, by id."""
        ...

    def history(self, kind: type[Kind], record_id: str) -> tuple[Kept[Kind], ...]:
        """Every version of a record, oldest first."""
        ...


class TaskSheets(Protocol):
    """Collaboration tasks as a table, in and out."""

    def read(self, path: Path) -> tuple[tuple[CollaborationTask, ...], list[Problem]]:
        """The tasks of a CSV or a workbook; none if it has problems."""
        ...

    def csv(self, tasks: Sequence[CollaborationTask]) -> bytes:
        """Tasks as CSV."""
        ...

    def workbook(self, tasks: Sequence[CollaborationTask]) -> bytes:
        """Tasks as a workbook."""
        ...


class AssociationPapers(Protocol):
    """Prints what the association takes into a meeting or a matching day."""

    def meeting_pdf(self, meeting: Meeting, language: Language) -> bytes:
        """The pack of a subcommittee to print."""
        ...

    def meeting_workbook(self, meeting: Meeting, language: Language) -> bytes:
        """The same pack as a workbook."""
        ...

    def day_workbook(self, day: MatchingDay, language: Language) -> bytes:
        """The lists of a matching day."""
        ...


@dataclass(frozen=True, slots=True)
class CooperationTools:
    """The adapters of co-operation of one installation."""

    store: CooperationStore
    sheets: TaskSheets
    papers: AssociationPapers
