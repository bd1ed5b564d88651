"""Consents and records of co-operation in the database: consents are deleted, records followed by their next version."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Engine, delete, func, insert, select
from sqlalchemy.exc import IntegrityError

from assessment.canonical import plain
from assessment.matching.agreements import KeptPortfolio, ProposedCase, ProposedPair, Sharing
from assessment.matching.records import CollaborationTask, Lead, PostedNeed, RegulationRequest
from services.cooperation_port import Kept, Kind
from storage.database import aware, naive, reading
from storage.revive import revive
from storage.tables import cooperation_record, sharing

IDS: dict[type[Any], tuple[str, Callable[[Any], str]]] = {
    CollaborationTask: ("task", lambda record: record.id),
    ProposedPair: ("pair", lambda record: record.id),
    ProposedCase: ("case", lambda record: record.id),
    RegulationRequest: ("request", lambda record: record.id),
    PostedNeed: ("need", lambda record: record.id),
    Lead: ("lead", lambda record: f"{record.supplier} {record.company}"),
    KeptPortfolio: ("portfolio", lambda record: record.id),
}
"""What each kind of record is called, and its id."""


class SqlCooperation:
    """The CooperationStore of an installation."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def share(self, assessment_id: str | None, given: Sharing) -> None:
        """Store the consent of a company in place of an earlier one."""
        earlier = sharing.c.member == given.member
        values = {"member": given.member, "assessment_id": assessment_id, "body": _text(given)}
        with self._engine.begin() as connection:
            connection.execute(delete(sharing).where(earlier))
            connection.execute(insert(sharing).values(values))

    def withdraw(self, assessment_id: str) -> None:
        """Delete what a company showed."""
        with self._engine.begin() as connection:
            connection.execute(delete(sharing).where(sharing.c.assessment_id == assessment_id))

    def sharing(self, assessment_id: str) -> Sharing | None:
        """What a company shows."""
        return next(iter(self._shared(sharing.c.assessment_id == assessment_id)), None)

    def shared(self) -> tuple[Sharing, ...]:
        """What every company shows."""
        return self._shared(sharing.c.member.is_not(None))

    def append(self, kept: Sequence[Kept[Kind]]) -> bool:
        """Store versions of records, all or none; False if one of the versions is there already."""
        rows = [_row(entry) for entry in kept]
        if not rows:
            return True
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(cooperation_record), rows)
        except IntegrityError:
            return False
        return True

    def newest(self, kind: type[Kind]) -> tuple[Kept[Kind], ...]:
        """The newest version of every record of a kind, by id."""
        mine = cooperation_record.c.kind == IDS[kind][0]
        last = select(func.max(cooperation_record.c.id)).where(mine).group_by(cooperation_record.c.record)
        return self._kept(kind, cooperation_record.c.id.in_(last))

    def history(self, kind: type[Kind], record_id: str) -> tuple[Kept[Kind], ...]:
        """Every version of a record, oldest first."""
        table = cooperation_record.c
        return self._kept(kind, (table.kind == IDS[kind][0]) & (table.record == record_id))

    def _shared(self, where: ColumnElement[bool]) -> tuple[Sharing, ...]:
        query = select(sharing.c.body).where(where).order_by(sharing.c.member)
        with reading(self._engine) as connection:
            return tuple(revive(Sharing, json.loads(body)) for body in connection.execute(query).scalars())

    def _kept(self, kind: type[Kind], where: ColumnElement[bool]) -> tuple[Kept[Kind], ...]:
        table = cooperation_record.c
        query = select(cooperation_record).where(where).order_by(table.record, table.version)
        with reading(self._engine) as connection:
            rows = connection.execute(query).mappings().all()
        return tuple(
            Kept(revive(kind, json.loads(row["body"])), row["version"], aware(row["at"]), row["who"], row["why"])
            for row in rows
        )


def _row(kept: Kept[Kind]) -> dict[str, object]:
    kind, find_id = IDS[type(kept.record)]
    return {
        "kind": kind,
        "record": find_id(kept.record),
        "version": kept.version,
        "at": naive(kept.at),
        "who": kept.who,
        "why": kept.why,
        "body": _text(kept.record),
    }


def _text(value: object) -> str:
    return json.dumps(plain(value), ensure_ascii=False, sort_keys=True)
