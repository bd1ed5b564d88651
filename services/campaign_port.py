"""What campaigns need from the world: a store of invitations, and the letters that carry their codes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from assessment.campaign import Batch, Campaign, Letters
from assessment.instrument.edition import Questionnaire
from assessment.terms import Language


@dataclass(frozen=True, slots=True)
class Opening:
    """An empty assessment that waits for its code; the code itself is nowhere."""

    assessment_id: str
    locator: str
    code_hash: str


@dataclass(frozen=True, slots=True)
class Issue:
    """Invitations to store: on which edition, and which consultant's link opens them (None: nobody's)."""

    batch: Batch
    questionnaire: Questionnaire
    link_id: str | None
    openings: tuple[Opening, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Progress:
    """An assessment of a campaign that still stands: its edition, and how many items have an answer."""

    segment: str
    slug: str
    edition: str
    answered: int


class CampaignStore(Protocol):
    """Keeps campaigns and their invitations."""

    def add(self, campaign: Campaign) -> bool:
        """Store a campaign; False if its name is taken."""
        ...

    def all(self) -> tuple[Campaign, ...]:
        """Every campaign, the one that begins last first."""
        ...

    def issue(self, issue: Issue) -> None:
        """Store a batch with its empty assessments, all or none."""
        ...

    def batches(self, campaign_id: str) -> tuple[Batch, ...]:
        """The batches of a campaign, oldest first."""
        ...

    def progress(self, campaign_id: str) -> tuple[Progress, ...]:
        """How far each assessment of a campaign is that still stands, in no order."""
        ...


class CampaignPapers(Protocol):
    """Makes what is sent to the invited."""

    def letters_pdf(self, letters: Letters) -> bytes:
        """A letter a page, in Korean."""
        ...

    def codes_workbook(self, letters: Letters, language: Language) -> bytes:
        """The codes as a table."""
        ...


@dataclass(frozen=True, slots=True)
class CampaignTools:
    """The adapters of campaigns of one installation."""

    store: CampaignStore
    papers: CampaignPapers
