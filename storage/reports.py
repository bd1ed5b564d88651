"""Reports and their files in the database, so that deleting an assessment leaves no file behind."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Engine, RowMapping, insert, or_, select, update

from assessment.terms import Language
from services.ports import PrintedReport, ReportRecord, ReportStatus
from storage.database import aware, naive, reading
from storage.tables import report

FILES = (report.c.pdf, report.c.owner_png, report.c.frozen, report.c.hwpx, report.c.xlsx)
EDITABLE = (report.c.hwpx.is_not(None) & report.c.xlsx.is_not(None)).label("editable")
DESCRIBED = [*(c for c in report.c if c not in set(FILES)), EDITABLE]


class SqlReports:
    """The ReportStore of an installation."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, record: ReportRecord) -> None:
        """Store a report that was asked for."""
        with self._engine.begin() as connection:
            connection.execute(
                insert(report).values(
                    id=record.id,
                    assessment_id=record.assessment_id,
                    language=record.language.value,
                    status=record.status.value,
                    attempts=record.attempts,
                    asked_at=naive(record.asked_at),
                    error=record.error,
                    explained=record.explained,
                )
            )

    def get(self, report_id: str) -> ReportRecord | None:
        """A report by id."""
        found = self._select(report.c.id == report_id)
        return found[0] if found else None

    def of(self, assessment_id: str) -> tuple[ReportRecord, ...]:
        """The reports of an assessment, newest first."""
        return self._select(report.c.assessment_id == assessment_id)

    def lease(self, report_id: str, now: datetime, until: datetime) -> ReportRecord | None:
        """Take a report in one statement, so that two workers never both have it."""
        free = or_(
            report.c.status == ReportStatus.QUEUED.value,
            (report.c.status == ReportStatus.RUNNING.value) & (report.c.lease_until < naive(now)),
        )
        take = update(report).where((report.c.id == report_id) & free)
        values = {
            "status": ReportStatus.RUNNING.value,
            "lease_until": naive(until),
            "attempts": report.c.attempts + 1,
        }
        with self._engine.begin() as connection:
            taken = connection.execute(take.values(values)).rowcount
        return self.get(report_id) if taken else None

    def finish(self, report_id: str, printed: PrintedReport) -> None:
        """Store the files and mark the report as done."""
        self._change(
            report_id,
            {
                "status": ReportStatus.DONE.value,
                "lease_until": None,
                "pdf": printed.pdf,
                "owner_png": printed.owner_png,
                "frozen": printed.frozen,
                "hwpx": printed.hwpx,
                "xlsx": printed.xlsx,
            },
        )

    def fail(self, report_id: str, error: str) -> None:
        """Mark the report as failed."""
        self._change(report_id, {"status": ReportStatus.FAILED.value, "lease_until": None, "error": error})

    def files(self, report_id: str) -> PrintedReport | None:
        """The files of a finished report."""
        query = select(*FILES).where(report.c.id == report_id)
        with reading(self._engine) as connection:
            row = connection.execute(query).mappings().first()
        if row is None or row["pdf"] is None:
            return None
        return PrintedReport(**row)

    def stranded(self, now: datetime, asked_before: datetime) -> Sequence[str]:
        """Reports whose lease ran out, or that wait since long."""
        lost = or_(
            (report.c.status == ReportStatus.RUNNING.value) & (report.c.lease_until < naive(now)),
            (report.c.status == ReportStatus.QUEUED.value) & (report.c.asked_at < naive(asked_before)),
        )
        with reading(self._engine) as connection:
            return tuple(connection.execute(select(report.c.id).where(lost).order_by(report.c.asked_at)).scalars())

    def _select(self, where: ColumnElement[bool]) -> tuple[ReportRecord, ...]:
        query = select(*DESCRIBED).where(where).order_by(report.c.asked_at.desc(), report.c.id)
        with reading(self._engine) as connection:
            return tuple(_record(row) for row in connection.execute(query).mappings())

    def _change(self, report_id: str, values: dict[str, object]) -> None:
        with self._engine.begin() as connection:
            connection.execute(update(report).where(report.c.id == report_id).values(values))


def _record(row: RowMapping) -> ReportRecord:
    return ReportRecord(
        id=row["id"],
        assessment_id=row["assessment_id"],
        language=Language(row["language"]),
        status=ReportStatus(row["status"]),
        attempts=row["attempts"],
        asked_at=aware(row["asked_at"]),
        lease_until=aware(row["lease_until"]) if row["lease_until"] else None,
        error=row["error"],
        editable=bool(row["editable"]),
        explained=bool(row["explained"]),
    )
