"""Campaigns and invitations in the database; a batch comes with its empty assessments or not at all."""

from __future__ import annotations

from sqlalchemy import Engine, and_, distinct, func, insert, not_, select
from sqlalchemy.exc import IntegrityError

from assessment.campaign import Batch, Campaign
from services.campaign_port import Issue, Progress
from storage.database import naive, reading
from storage.tables import answer_event, assessment, campaign, campaign_batch, invitation, link_assessment

FACTS = "%.%"
"""What the ids of facts look like, and those of items do not."""


class SqlCampaigns:
    """The CampaignStore of an installation."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, new: Campaign) -> bool:
        """Store a campaign; False if its name is taken."""
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(campaign).values(id=new.id, name=new.name, begins=new.begins, ends=new.ends))
        except IntegrityError:
            return False
        return True

    def all(self) -> tuple[Campaign, ...]:
        """Every campaign, the one that begins last first."""
        query = select(campaign).order_by(campaign.c.begins.desc(), campaign.c.name)
        with reading(self._engine) as connection:
            return tuple(Campaign(*row) for row in connection.execute(query))

    def issue(self, issue: Issue) -> None:
        """Store a batch with its empty assessments, all or none."""
        batch, questionnaire = issue.batch, issue.questionnaire
        ids = [opening.assessment_id for opening in issue.openings]
        with self._engine.begin() as connection:
            made = connection.execute(
                insert(campaign_batch).values(
                    campaign_id=batch.campaign,
                    segment=batch.segment,
                    consultant=batch.consultant,
                    invited=batch.invited,
                )
            )
            batch_id = made.inserted_primary_key[0] if made.inserted_primary_key else None
            connection.execute(
                insert(assessment),
                [
                    {
                        "id": opening.assessment_id,
                        "slug": questionnaire.slug,
                        "edition": questionnaire.edition,
                        "content_hash": questionnaire.content_hash,
                        "locator": opening.locator,
                        "code_hash": opening.code_hash,
                        "started_at": naive(issue.at),
                    }
                    for opening in issue.openings
                ],
            )
            connection.execute(insert(invitation), [{"assessment_id": i, "batch_id": batch_id} for i in ids])
            if issue.link_id is not None:
                pairs = [{"link_id": issue.link_id, "assessment_id": i} for i in ids]
                connection.execute(insert(link_assessment), pairs)

    def batches(self, campaign_id: str) -> tuple[Batch, ...]:
        """The batches of a campaign, oldest first."""
        table = campaign_batch.c
        query = select(table.campaign_id, table.segment, table.consultant, table.invited)
        with reading(self._engine) as connection:
            rows = connection.execute(query.where(table.campaign_id == campaign_id).order_by(table.id))
            return tuple(Batch(*row) for row in rows)

    def progress(self, campaign_id: str) -> tuple[Progress, ...]:
        """How far each assessment of a campaign is that still stands."""
        event = answer_event.c
        of_items = and_(event.assessment_id == invitation.c.assessment_id, not_(event.target.like(FACTS)))
        query = (
            select(
                campaign_batch.c.segment, assessment.c.slug, assessment.c.edition, func.count(distinct(event.target))
            )
            .select_from(campaign_batch.join(invitation).join(assessment).outerjoin(answer_event, of_items))
            .where(campaign_batch.c.campaign_id == campaign_id)
            .group_by(assessment.c.id, campaign_batch.c.segment, assessment.c.slug, assessment.c.edition)
        )
        with reading(self._engine) as connection:
            return tuple(Progress(*row) for row in connection.execute(query))
