"""The register of suppliers in the database: entries as they stand, their history, and the index of the search."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, Select, delete, func, insert, select, text, update

from assessment.catalogue import EntryState, Supplier
from services.register_port import (
    EntryAct,
    EntryChange,
    Piece,
    Query,
    RegisterFilter,
    RegisterRecord,
    SearchTerms,
    waits,
)
from storage.content.supplier_rows import supplier_from_cells, supplier_to_cells
from storage.database import aware, naive, reading
from storage.tables import supplier_count, supplier_entry, supplier_event, supplier_search

NOTHING: tuple[Supplier, ...] = ()
NAME_WEIGHT = 5


class SqlRegister:
    """The RegisterStore of an installation."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._approved: tuple[int, tuple[Supplier, ...]] = (0, NOTHING)

    def put(self, changes: Sequence[tuple[EntryChange, SearchTerms]], base: int | None = None) -> bool:
        """Append to the history and let the entries stand as it says, all in one transaction."""
        with self._engine.begin() as connection:
            if base is not None and any(_version(connection, change.supplier.id) != base for change, _ in changes):
                return False
            for change, terms in changes:
                _store(connection, change, terms)
        return True

    def get(self, supplier_id: str) -> RegisterRecord | None:
        """An entry by id."""
        with reading(self._engine) as connection:
            query = select(supplier_entry).where(supplier_entry.c.id == supplier_id)
            row = connection.execute(query).mappings().first()
        return _record(row) if row else None

    def history(self, supplier_id: str) -> tuple[EntryChange, ...]:
        """All changes of an entry, newest first."""
        query = select(supplier_event).where(supplier_event.c.supplier_id == supplier_id)
        with reading(self._engine) as connection:
            rows = connection.execute(query.order_by(supplier_event.c.id.desc())).mappings().all()
        return tuple(_change(row) for row in rows)

    def find(self, wanted: RegisterFilter, limit: int) -> tuple[tuple[RegisterRecord, ...], int]:
        """The entries that fit best, and how many there are."""
        query = _filtered(wanted)
        with reading(self._engine) as connection:
            total = connection.execute(
                query.with_only_columns(func.count(supplier_entry.c.id)).order_by(None)
            ).scalar_one()
            rows = connection.execute(query.limit(limit)).mappings().all()
        return tuple(_record(row) for row in rows), int(total)

    def all(self) -> tuple[Supplier, ...]:
        """Every entry by id."""
        with reading(self._engine) as connection:
            return _suppliers(connection, select(supplier_entry.c.body))

    def approved(self) -> tuple[Supplier, ...]:
        """The approved entries by id; read again only after a change."""
        with reading(self._engine) as connection:
            newest = connection.execute(select(func.coalesce(func.max(supplier_event.c.id), 0))).scalar_one()
            if newest != self._approved[0]:
                is_approved = supplier_entry.c.state == EntryState.APPROVED.value
                self._approved = newest, _suppliers(connection, select(supplier_entry.c.body).where(is_approved))
            return self._approved[1]

    def count_states(self) -> Mapping[str, int]:
        """How many entries there are in each state, and under ``waiting``."""
        by_state = select(supplier_entry.c.state, func.count()).group_by(supplier_entry.c.state)
        waiting = select(func.count()).select_from(supplier_entry).where(supplier_entry.c.waits)
        with reading(self._engine) as connection:
            found = {state: int(count) for state, count in connection.execute(by_state)}
            found["waiting"] = int(connection.execute(waiting).scalar_one())
        return {state: found.get(state, 0) for state in (*(s.value for s in EntryState), "waiting")}

    def note_filters(self, period: str, codes: Sequence[tuple[str, str]]) -> None:
        """Count one more report for each supplier and code."""
        with self._engine.begin() as connection:
            for supplier_id, code in codes:
                place = {"supplier_id": supplier_id, "period": period, "code": code}
                here = [supplier_count.c[name] == value for name, value in place.items()]
                more = update(supplier_count).where(*here).values(count=supplier_count.c.count + 1)
                if not connection.execute(more).rowcount:
                    connection.execute(insert(supplier_count).values(**place, count=1))

    def filter_counts(self, supplier_id: str) -> Mapping[tuple[str, str], int]:
        """How often each code was counted for a supplier, by period and code."""
        query = select(supplier_count).where(supplier_count.c.supplier_id == supplier_id)
        with reading(self._engine) as connection:
            rows = connection.execute(query).mappings().all()
        return {(row["period"], row["code"]): int(row["count"]) for row in rows}


def _suppliers(connection: Connection, bodies: Select[Any]) -> tuple[Supplier, ...]:
    return tuple(_supplier(body) for body in connection.execute(bodies.order_by(supplier_entry.c.id)).scalars())


def _version(connection: Connection, supplier_id: str) -> int:
    query = select(supplier_entry.c.version).where(supplier_entry.c.id == supplier_id)
    return int(connection.execute(query).scalar() or 0)


def _store(connection: Connection, change: EntryChange, terms: SearchTerms) -> None:
    supplier, proposed = change.supplier, change.proposed
    bodies = {"body": _body(supplier), "proposed": _body(proposed) if proposed else None}
    event = {"at": naive(change.at), "who": change.who, "act": change.act.value, "reason": change.reason}
    appended = insert(supplier_event).values(supplier_id=supplier.id, **event, **bodies)
    version = connection.execute(appended.returning(supplier_event.c.id)).scalar_one()
    entry = {
        **bodies,
        "name": supplier.name,
        "state": supplier.entry.state.value,
        "waits": waits(supplier, proposed),
        "version": version,
    }
    here = supplier_entry.c.id == supplier.id
    if not connection.execute(update(supplier_entry).where(here).values(**entry)).rowcount:
        connection.execute(insert(supplier_entry).values(id=supplier.id, **entry))
    place = connection.execute(select(supplier_entry.c.place).where(here)).scalar_one()
    connection.execute(delete(supplier_search).where(supplier_search.c.rowid == place))
    words = {"name": " ".join(terms.name), "rest": " ".join(terms.rest)}
    connection.execute(insert(supplier_search).values(rowid=place, **words))


def _filtered(wanted: RegisterFilter) -> Select[Any]:
    query = select(supplier_entry)
    if wanted.state is not None:
        query = query.where(supplier_entry.c.state == wanted.state.value)
    if wanted.waiting:
        query = query.where(supplier_entry.c.waits)
    if not wanted.query:
        return query.order_by(supplier_entry.c.name, supplier_entry.c.id)
    found = query.join(supplier_search, supplier_search.c.rowid == supplier_entry.c.place)
    found = found.where(text("supplier_search MATCH :words").bindparams(words=_as_text(wanted.query)))
    return found.order_by(text(f"bm25(supplier_search, {NAME_WEIGHT}, 1)"), supplier_entry.c.id)


def _as_text(query: Query) -> str:
    """A query as FTS5 reads it; every term stands in quotes, so that none is taken for an operator."""
    return " AND ".join(f"({_either(' AND '.join(map(_phrase, way)) for way in ways)})" for ways in query)


def _either(ways: Iterable[str]) -> str:
    return " OR ".join(f"({way})" for way in ways)


def _phrase(piece: Piece) -> str:
    return f'"{" ".join(piece.terms)}"{"*" if piece.is_prefix else ""}'


def _body(supplier: Supplier) -> str:
    return json.dumps(supplier_to_cells(supplier), ensure_ascii=False)


def _supplier(body: str) -> Supplier:
    return supplier_from_cells(json.loads(body))


def _proposed(row: RowMapping) -> Supplier | None:
    return _supplier(row["proposed"]) if row["proposed"] else None


def _record(row: RowMapping) -> RegisterRecord:
    return RegisterRecord(_supplier(row["body"]), _proposed(row), row["version"])


def _change(row: RowMapping) -> EntryChange:
    standing = _supplier(row["body"])
    return EntryChange(aware(row["at"]), row["who"], EntryAct(row["act"]), row["reason"], standing, _proposed(row))
