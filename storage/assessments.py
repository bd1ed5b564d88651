"""Assessments in the database: Core statements only, because this is the path of every saved answer."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine, RowMapping, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from assessment.instrument.edition import EvidenceClass
from assessment.instrument.values import AnswerEvent, Role
from assessment.terms import Absence
from services.ports import AssessmentRecord, Documents
from storage.database import aware, naive, reading
from storage.documents import documents_from_text, documents_to_text
from storage.tables import answer_event, assessment, document


class SqlAssessments:
    """The AssessmentStore of an installation."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, record: AssessmentRecord) -> None:
        """Store a new assessment."""
        with self._engine.begin() as connection:
            connection.execute(
                insert(assessment).values(
                    id=record.id,
                    slug=record.slug,
                    edition=record.edition,
                    content_hash=record.content_hash,
                    locator=record.locator,
                    code_hash=record.code_hash,
                    started_at=naive(record.started_at),
                )
            )

    def get(self, assessment_id: str) -> AssessmentRecord | None:
        """An assessment by id."""
        with reading(self._engine) as connection:
            query = select(assessment).where(assessment.c.id == assessment_id)
            return _record(connection.execute(query).mappings().first())

    def find(self, locator: str) -> AssessmentRecord | None:
        """An assessment by the public part of its code."""
        with reading(self._engine) as connection:
            query = select(assessment).where(assessment.c.locator == locator)
            return _record(connection.execute(query).mappings().first())

    def renew_code(self, assessment_id: str, locator: str, code_hash: str) -> None:
        """Replace the code."""
        change = update(assessment).where(assessment.c.id == assessment_id)
        with self._engine.begin() as connection:
            connection.execute(change.values(locator=locator, code_hash=code_hash))

    def append(self, assessment_id: str, event: AnswerEvent) -> bool:
        """Append an event; False if its place is taken."""
        value = event.value if isinstance(event.value, int) else None
        absence = event.value.value if isinstance(event.value, Absence) else None
        try:
            with self._engine.begin() as connection:
                connection.execute(
                    insert(answer_event).values(
                        assessment_id=assessment_id,
                        target=event.target,
                        author=event.author,
                        role=event.role.value,
                        device=event.device,
                        sequence=event.sequence,
                        base_version=event.base_version,
                        at=naive(event.at),
                        value=value,
                        absence=absence,
                        reason=event.reason,
                        evidence=event.evidence.value,
                        note=event.note,
                    )
                )
        except IntegrityError:
            return False
        return True

    def next_sequence(self, assessment_id: str, device: str) -> int:
        """The next number of a device."""
        mine = (answer_event.c.assessment_id == assessment_id) & (answer_event.c.device == device)
        with reading(self._engine) as connection:
            newest = connection.execute(select(func.max(answer_event.c.sequence)).where(mine)).scalar()
        return 0 if newest is None else int(newest) + 1

    def events(self, assessment_id: str, target: str | None = None) -> tuple[AnswerEvent, ...]:
        """All events, or those of one item, oldest first."""
        query = select(answer_event).where(answer_event.c.assessment_id == assessment_id).order_by(answer_event.c.id)
        if target is not None:
            query = query.where(answer_event.c.target == target)
        with reading(self._engine) as connection:
            return tuple(_event(row) for row in connection.execute(query).mappings())

    def put(self, assessment_id: str, documents: Documents, at: datetime) -> None:
        """Append a new state of the documents."""
        body = documents_to_text(documents)
        with self._engine.begin() as connection:
            connection.execute(insert(document).values(assessment_id=assessment_id, at=naive(at), body=body))

    def documents(self, assessment_id: str) -> Documents:
        """The latest state of the documents."""
        newest = select(document.c.body).where(document.c.assessment_id == assessment_id)
        with reading(self._engine) as connection:
            body = connection.execute(newest.order_by(document.c.id.desc()).limit(1)).scalar()
        return Documents() if body is None else documents_from_text(body)

    def count(self) -> int:
        """How many assessments there are."""
        with reading(self._engine) as connection:
            return int(connection.execute(select(func.count()).select_from(assessment)).scalar_one())

    def delete(self, assessment_id: str) -> None:
        """Delete everything of an assessment; the database cascades to events, documents, links and reports."""
        with self._engine.begin() as connection:
            connection.execute(delete(assessment).where(assessment.c.id == assessment_id))


def _record(row: RowMapping | None) -> AssessmentRecord | None:
    if row is None:
        return None
    return AssessmentRecord(
        id=row["id"],
        slug=row["slug"],
        edition=row["edition"],
        content_hash=row["content_hash"],
        locator=row["locator"],
        code_hash=row["code_hash"],
        started_at=aware(row["started_at"]),
    )


def _event(row: RowMapping) -> AnswerEvent:
    return AnswerEvent(
        target=row["target"],
        author=row["author"],
        role=Role(row["role"]),
        device=row["device"],
        sequence=row["sequence"],
        base_version=row["base_version"],
        at=aware(row["at"]),
        value=Absence(row["absence"]) if row["value"] is None else int(row["value"]),
        reason=row["reason"],
        evidence=EvidenceClass(row["evidence"]),
        note=row["note"],
    )
