"""the Hangul document and the workbook of a report."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.add_column(sa.Column("hwpx", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("xlsx", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.drop_column("xlsx")
        batch_op.drop_column("hwpx")
