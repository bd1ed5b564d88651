"""The register of suppliers in the database: entries as they stand, their history, and the index of the search."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, Select, bindparam, delete, func, insert, select, text, update

from assessment.catalogue import EntryState, Supplier, SupplierId
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
            _append(connection, [change for change, _ in changes])
            _index(connection, {change.supplier.id: terms for change, terms in changes})
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
        places = _filtered(wanted)
        with reading(self._engine) as connection:
            total = connection.execute(places.with_only_columns(func.count(supplier_entry.c.place)).order_by(None))
            found = connection.execute(places.limit(limit)).scalars().all()
            rows = connection.execute(select(supplier_entry).where(supplier_entry.c.place.in_(found))).mappings()
            by_place = {row["place"]: row for row in rows}
            return tuple(_record(by_place[place]) for place in found), int(total.scalar_one())

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


def _append(connection: Connection, changes: Sequence[EntryChange]) -> None:
    """Add to the history, and let every entry stand as its last change says; a whole register in a few statements."""
    before = connection.execute(select(func.coalesce(func.max(supplier_event.c.id), 0))).scalar_one()
    numbered = list(enumerate(changes, before + 1))
    events = [
        {
            "id": number,
            "supplier_id": change.supplier.id,
            "at": naive(change.at),
            "who": change.who,
            "act": change.act.value,
            "reason": change.reason,
            **_bodies(change),
        }
        for number, change in numbered
    ]
    latest = {change.supplier.id: _entry(number, change) for number, change in numbered}
    known = _places(connection)
    new = [entry for supplier_id, entry in latest.items() if supplier_id not in known]
    changed = [{"here": known[i], **entry} for i, entry in latest.items() if i in known]
    columns = [column.name for column in supplier_entry.c if column.name != "place"]
    for statement, rows in (
        (insert(supplier_event), events),
        (insert(supplier_entry), new),
        (
            update(supplier_entry)
            .where(supplier_entry.c.place == bindparam("here"))
            .values({name: bindparam(name) for name in columns}),
            changed,
        ),
    ):
        if rows:
            connection.execute(statement, rows)


def _index(connection: Connection, terms: Mapping[SupplierId, SearchTerms]) -> None:
    """Let entries be found by their newest words only."""
    places = _places(connection)
    old = delete(supplier_search).where(supplier_search.c.rowid == bindparam("here"))
    words = [
        {"rowid": places[supplier_id], "name": " ".join(found.name), "rest": " ".join(found.rest)}
        for supplier_id, found in terms.items()
    ]
    if words:
        connection.execute(old, [{"here": row["rowid"]} for row in words])
        connection.execute(insert(supplier_search), words)


def _places(connection: Connection) -> dict[str, int]:
    rows = connection.execute(select(supplier_entry.c.id, supplier_entry.c.place))
    return {row.id: row.place for row in rows}


def _bodies(change: EntryChange) -> dict[str, str | None]:
    return {"body": _body(change.supplier), "proposed": _body(change.proposed) if change.proposed else None}


def _entry(version: int, change: EntryChange) -> dict[str, str | int | None]:
    supplier = change.supplier
    return {
        "id": supplier.id,
        "name": supplier.name,
        "state": supplier.entry.state.value,
        "waits": waits(supplier, change.proposed),
        "version": version,
        **_bodies(change),
    }


def _filtered(wanted: RegisterFilter) -> Select[Any]:
    """The places of entries, best first; only the few that are shown are read whole."""
    query = select(supplier_entry.c.place)
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
