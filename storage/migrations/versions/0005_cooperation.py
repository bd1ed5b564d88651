"""consents to named co-operation, and the records of co-operation."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sharing",
        sa.Column("member", sa.String(32), nullable=False),
        sa.Column("assessment_id", sa.String(32), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name="fk_sharing_assessment_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("member", name="pk_sharing"),
        sa.UniqueConstraint("assessment_id", name="uq_sharing_assessment_id"),
    )
    op.create_table(
        "cooperation_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("record", sa.String(80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("who", sa.String(80), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_cooperation_record"),
        sa.UniqueConstraint("kind", "record", "version", name="uq_cooperation_record_version"),
    )


def downgrade() -> None:
    op.drop_table("cooperation_record")
    op.drop_table("sharing")
