"""Links and the log of wrong codes in the database."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Engine, RowMapping, delete, func, insert, select
from sqlalchemy.exc import IntegrityError

from services.link_port import LinkRecord
from storage.database import aware, naive, reading
from storage.tables import attempt, link, link_assessment

ATTEMPTS_KEPT = timedelta(days=1)


class SqlLinks:
    """The LinkStore of an installation."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, record: LinkRecord) -> None:
        """Store a new link."""
        with self._engine.begin() as connection:
            connection.execute(
                insert(link).values(
                    id=record.id,
                    role=record.role,
                    name=record.name,
                    locator=record.locator,
                    code_hash=record.code_hash,
                    made_at=naive(record.made_at),
                )
            )

    def get(self, link_id: str) -> LinkRecord | None:
        """A link by id."""
        with reading(self._engine) as connection:
            row = connection.execute(select(link).where(link.c.id == link_id)).mappings().first()
        return _record(row) if row else None

    def find(self, locator: str) -> LinkRecord | None:
        """A link by the public part of its code."""
        with reading(self._engine) as connection:
            row = connection.execute(select(link).where(link.c.locator == locator)).mappings().first()
        return _record(row) if row else None

    def holders(self, role: str) -> tuple[LinkRecord, ...]:
        """Every link of a role, by name."""
        query = select(link).where(link.c.role == role).order_by(link.c.name, link.c.id)
        with reading(self._engine) as connection:
            return tuple(_record(row) for row in connection.execute(query).mappings())

    def remove(self, link_id: str) -> None:
        """Delete a link and what it opened; nothing is left that tells it from one that never was."""
        with self._engine.begin() as connection:
            connection.execute(delete(link).where(link.c.id == link_id))

    def join(self, link_id: str, assessment_id: str) -> None:
        """Let a link open an assessment; joining twice is joining once."""
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(link_assessment).values(link_id=link_id, assessment_id=assessment_id))
        except IntegrityError:
            return

    def part(self, link_id: str, assessment_id: str) -> None:
        """Stop a link from opening an assessment."""
        pair = (link_assessment.c.link_id == link_id) & (link_assessment.c.assessment_id == assessment_id)
        with self._engine.begin() as connection:
            connection.execute(delete(link_assessment).where(pair))

    def assessments(self, link_id: str) -> tuple[str, ...]:
        """The assessments a link opens, newest first."""
        query = select(link_assessment.c.assessment_id).where(link_assessment.c.link_id == link_id)
        with reading(self._engine) as connection:
            return tuple(connection.execute(query.order_by(link_assessment.c.id.desc())).scalars())

    def consultants(self, assessment_id: str) -> tuple[LinkRecord, ...]:
        """The links that open an assessment."""
        query = select(link).join(link_assessment).where(link_assessment.c.assessment_id == assessment_id)
        with reading(self._engine) as connection:
            return tuple(_record(row) for row in connection.execute(query.order_by(link.c.name)).mappings())


class SqlAttempts:
    """The AttemptLog of an installation; entries older than a day are dropped."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def note(self, key: str, at: datetime) -> None:
        """Note a wrong code."""
        with self._engine.begin() as connection:
            connection.execute(delete(attempt).where(attempt.c.at < naive(at - ATTEMPTS_KEPT)))
            connection.execute(insert(attempt).values(key=key, at=naive(at)))

    def count(self, key: str, since: datetime) -> int:
        """How many were noted since."""
        mine = (attempt.c.key == key) & (attempt.c.at >= naive(since))
        with reading(self._engine) as connection:
            return int(connection.execute(select(func.count()).select_from(attempt).where(mine)).scalar_one())


def _record(row: RowMapping) -> LinkRecord:
    return LinkRecord(row["id"], row["role"], row["name"], row["locator"], row["code_hash"], aware(row["made_at"]))
