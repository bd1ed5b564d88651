"""the register of suppliers: entries, their history, the index of the search, counted filters."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "supplier_entry",
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(80), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("waits", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("proposed", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("place", name="pk_supplier_entry"),
        sa.UniqueConstraint("id", name="uq_supplier_entry_id"),
    )
    op.create_index("ix_supplier_entry_name", "supplier_entry", ["name"])
    op.create_table(
        "supplier_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("supplier_id", sa.String(80), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("who", sa.String(80), nullable=False),
        sa.Column("act", sa.String(12), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("proposed", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_supplier_event"),
    )
    op.create_index("ix_supplier_event_supplier_id", "supplier_event", ["supplier_id"])
    op.create_table(
        "supplier_count",
        sa.Column("supplier_id", sa.String(80), nullable=False),
        sa.Column("period", sa.String(8), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("supplier_id", "period", "code", name="pk_supplier_count"),
    )
    op.execute("CREATE VIRTUAL TABLE supplier_search USING fts5(name, rest, tokenize='unicode61 remove_diacritics 0')")


def downgrade() -> None:
    op.drop_table("supplier_search")
    op.drop_table("supplier_count")
    op.drop_table("supplier_event")
    op.drop_table("supplier_entry")
