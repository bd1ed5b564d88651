"""The tables of the database. Events and documents are append-only; deleting an assessment deletes all of it."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
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
    false,
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
