"""The tables of the database. Events and documents are append-only; deleting an assessment deletes all of it."""

from __future__ import annotations

from sqlalchemy import (
    DDL,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    column,
    event,
    false,
    table,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

ID = 32

assessment = Table(
    "assessment",
    metadata,
    Column("id", String(ID), primary_key=True),
    Column("slug", String(40), nullable=False),
    Column("edition", String(20), nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("locator", String(8), nullable=False, unique=True),
    Column("code_hash", String(200), nullable=False),
    Column("started_at", DateTime, nullable=False),
)

answer_event = Table(
    "answer_event",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("assessment_id", ForeignKey("assessment.id", ondelete="CASCADE"), nullable=False),
    Column("target", String(12), nullable=False),
    Column("author", String(40), nullable=False),
    Column("role", String(12), nullable=False),
    Column("device", String(40), nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("base_version", Integer, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("value", Integer),
    Column("absence", String(16)),
    Column("reason", Text, nullable=False),
    Column("evidence", String(12), nullable=False),
    Column("note", Text, nullable=False),
    CheckConstraint("(value IS NULL) <> (absence IS NULL)", name="level_or_absence"),
    UniqueConstraint("assessment_id", "device", "sequence", name="uq_answer_event_place_of_device"),
    UniqueConstraint(
        "assessment_id", "target", "role", "author", "base_version", name="uq_answer_event_version_of_item"
    ),
)

document = Table(
    "document",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("assessment_id", ForeignKey("assessment.id", ondelete="CASCADE"), nullable=False),
    Column("at", DateTime, nullable=False),
    Column("body", Text, nullable=False),
    Index("ix_document_assessment", "assessment_id", "id"),
)

link = Table(
    "link",
    metadata,
    Column("id", String(ID), primary_key=True),
    Column("role", String(12), nullable=False),
    Column("name", String(80), nullable=False),
    Column("locator", String(8), nullable=False, unique=True),
    Column("code_hash", String(200), nullable=False),
    Column("made_at", DateTime, nullable=False),
)

link_assessment = Table(
    "link_assessment",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("link_id", ForeignKey("link.id", ondelete="CASCADE"), nullable=False),
    Column("assessment_id", ForeignKey("assessment.id", ondelete="CASCADE"), nullable=False),
    UniqueConstraint("link_id", "assessment_id", name="uq_link_assessment_pair"),
    Index("ix_link_assessment_assessment", "assessment_id"),
)

attempt = Table(
    "attempt",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(64), nullable=False),
    Column("at", DateTime, nullable=False),
    Index("ix_attempt_key", "key", "at"),
)

report = Table(
    "report",
    metadata,
    Column("id", String(ID), primary_key=True),
    Column("assessment_id", ForeignKey("assessment.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("language", String(2), nullable=False),
    Column("status", String(8), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("asked_at", DateTime, nullable=False),
    Column("lease_until", DateTime),
    Column("error", Text, nullable=False),
    Column("pdf", LargeBinary),
    Column("owner_png", LargeBinary),
    Column("frozen", Text),
    Column("hwpx", LargeBinary),
    Column("xlsx", LargeBinary),
    Column("explained", Boolean, nullable=False, server_default=false()),
)

sharing = Table(
    "sharing",
    metadata,
    Column("member", String(ID), primary_key=True),
    Column("assessment_id", ForeignKey("assessment.id", ondelete="CASCADE"), unique=True),
    Column("body", Text, nullable=False),
)

cooperation_record = Table(
    "cooperation_record",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(12), nullable=False),
    Column("record", String(80), nullable=False),
    Column("version", Integer, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("who", String(80), nullable=False),
    Column("why", Text, nullable=False),
    Column("body", Text, nullable=False),
    UniqueConstraint("kind", "record", "version", name="uq_cooperation_record_version"),
)

supplier_entry = Table(
    "supplier_entry",
    metadata,
    Column("place", Integer, primary_key=True),
    Column("id", String(80), nullable=False, unique=True),
    Column("name", String(200), nullable=False, index=True),
    Column("state", String(12), nullable=False),
    Column("waits", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("proposed", Text),
)

supplier_event = Table(
    "supplier_event",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("supplier_id", String(80), nullable=False, index=True),
    Column("at", DateTime, nullable=False),
    Column("who", String(80), nullable=False),
    Column("act", String(12), nullable=False),
    Column("reason", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("proposed", Text),
)

supplier_count = Table(
    "supplier_count",
    metadata,
    Column("supplier_id", String(80), primary_key=True),
    Column("period", String(8), primary_key=True),
    Column("code", String(40), primary_key=True),
    Column("count", Integer, nullable=False),
)

campaign = Table(
    "campaign",
    metadata,
    Column("id", String(ID), primary_key=True),
    Column("name", String(80), nullable=False, unique=True),
    Column("begins", Date, nullable=False),
    Column("ends", Date, nullable=False),
)

campaign_batch = Table(
    "campaign_batch",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("campaign_id", ForeignKey("campaign.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("segment", String(40), nullable=False),
    Column("consultant", String(80), nullable=False),
    Column("invited", Integer, nullable=False),
)

invitation = Table(
    "invitation",
    metadata,
    Column("assessment_id", ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True),
    Column("batch_id", ForeignKey("campaign_batch.id", ondelete="CASCADE"), nullable=False, index=True),
)

supplier_search = table("supplier_search", column("rowid"), column("name"), column("rest"))
"""The index of the search; a virtual table, which `metadata` cannot describe."""
SEARCH_DDL = "CREATE VIRTUAL TABLE supplier_search USING fts5(name, rest, tokenize='unicode61 remove_diacritics 0')"
event.listen(supplier_entry, "after_create", DDL(SEARCH_DDL))  # type: ignore[no-untyped-call]
