"""Fakes of the ports of campaigns, in memory: they keep the same contract as the real adapters."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assessment.campaign import Batch, Campaign, Letters
from assessment.terms import Language
from services.campaign_port import CampaignTools, Issue, Progress
from services.ports import AssessmentRecord

if TYPE_CHECKING:
    from tests.fakes import Memory


@dataclass
class FakeCampaigns:
    """A CampaignStore on the memory of an installation."""

    memory: Memory
    campaigns: list[Campaign] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)

    def add(self, campaign: Campaign) -> bool:
        if any(campaign.name == known.name for known in self.campaigns):
            return False
        self.campaigns.append(campaign)
        return True

    def all(self) -> tuple[Campaign, ...]:
        by_name = sorted(self.campaigns, key=lambda campaign: campaign.name)
        return tuple(sorted(by_name, key=lambda campaign: campaign.begins, reverse=True))

    def issue(self, issue: Issue) -> None:
        edition = issue.questionnaire
        self.issues.append(issue)
        for o in issue.openings:
            self.memory.assessments[o.assessment_id] = AssessmentRecord(
                o.assessment_id, edition.slug, edition.edition, edition.content_hash, o.locator, o.code_hash, issue.at
            )
            if issue.link_id:
                self.memory.pairs.append((issue.link_id, o.assessment_id))

    def batches(self, campaign_id: str) -> tuple[Batch, ...]:
        return tuple(issue.batch for issue in self.issues if issue.batch.campaign == campaign_id)

    def progress(self, campaign_id: str) -> tuple[Progress, ...]:
        return tuple(
            Progress(issue.batch.segment, record.slug, record.edition, self._items(opening.assessment_id))
            for issue in self.issues
            for opening in issue.openings
            if issue.batch.campaign == campaign_id
            and (record := self.memory.assessments.get(opening.assessment_id)) is not None
        )

    def _items(self, assessment_id: str) -> int:
        mine = (event.target for owner, event in self.memory.events if owner == assessment_id)
        return len({target for target in mine if "." not in target})


class FakeLetters:
    """CampaignPapers that only hold the codes."""

    def letters_pdf(self, letters: Letters) -> bytes:
        return "\n".join(letters.codes).encode()

    def codes_workbook(self, letters: Letters, language: Language) -> bytes:
        return ",".join(letters.codes).encode()


def campaign_tools(memory: Memory) -> CampaignTools:
    return CampaignTools(FakeCampaigns(memory), FakeLetters())
