"""campaigns of the association, their batches of invitations, and which assessments these opened."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "campaign",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("begins", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_campaign"),
        sa.UniqueConstraint("name", name="uq_campaign_name"),
    )
    op.create_table(
        "campaign_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.String(32), nullable=False),
        sa.Column("segment", sa.String(40), nullable=False),
        sa.Column("consultant", sa.String(80), nullable=False),
        sa.Column("invited", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name="fk_campaign_batch_campaign_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_campaign_batch"),
    )
    op.create_index("ix_campaign_batch_campaign_id", "campaign_batch", ["campaign_id"])
    op.create_table(
        "invitation",
        sa.Column("assessment_id", sa.String(32), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name="fk_invitation_assessment_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["batch_id"], ["campaign_batch.id"], name="fk_invitation_batch_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("assessment_id", name="pk_invitation"),
    )
    op.create_index("ix_invitation_batch_id", "invitation", ["batch_id"])


def downgrade() -> None:
    op.drop_table("invitation")
    op.drop_table("campaign_batch")
    op.drop_table("campaign")
