"""How a campaign goes, as rows to read; a figure that is withheld is the same word everywhere."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.campaign import Batch, Campaign, Response
from assessment.terms import Language
from presentation import numbers
from presentation.wording import say


@dataclass(frozen=True, slots=True)
class CampaignRow:
    """A campaign in the list."""

    id: str
    name: str
    period: str


@dataclass(frozen=True, slots=True)
class ResponseRow:
    """The response of one segment, or of everybody."""

    segment: str
    invited: int
    begun: str
    complete: str


@dataclass(frozen=True, slots=True)
class BatchRow:
    """Letters that were made in one go."""

    segment: str
    invited: int
    consultant: str


def campaign_row(campaign: Campaign, language: Language) -> CampaignRow:
    """A campaign with its period."""
    begins, ends = numbers.day(campaign.begins), numbers.day(campaign.ends)
    return CampaignRow(campaign.id, campaign.name, say(language, "campaign.period", begins=begins, ends=ends))


def response_row(response: Response, language: Language) -> ResponseRow:
    """A response in words."""
    return ResponseRow(
        response.segment or say(language, "campaign.everybody"),
        response.invited,
        _at_least(response.begun, language),
        _at_least(response.complete, language),
    )


def batch_row(batch: Batch, language: Language) -> BatchRow:
    """A batch in words."""
    return BatchRow(batch.segment, batch.invited, batch.consultant or say(language, "campaign.no_consultant"))


def _at_least(figure: int | None, language: Language) -> str:
    return say(language, "campaign.withheld") if figure is None else say(language, "campaign.at_least", count=figure)
