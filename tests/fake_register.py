"""The register of suppliers in memory, by the same contract as the real one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from assessment.catalogue import EntryState, Supplier
from assessment.terms import Problem
from services.register_port import (
    EntryChange,
    Piece,
    RegisterFilter,
    RegisterRecord,
    SearchTerms,
    waits,
)


class FakeRegister:
    """A RegisterStore."""

    def __init__(self) -> None:
        self._changes: list[EntryChange] = []
        self._records: dict[str, RegisterRecord] = {}
        self._terms: dict[str, SearchTerms] = {}
        self._counts: Counter[tuple[str, str, str]] = Counter()
        self._approved: tuple[int, tuple[Supplier, ...]] = (0, ())

    def put(self, changes: Sequence[tuple[EntryChange, SearchTerms]], base: int | None = None) -> bool:
        standing = [self._records.get(change.supplier.id) for change, _ in changes]
        if base is not None and any((record.version if record else 0) != base for record in standing):
            return False
        for change, terms in changes:
            self._changes.append(change)
            supplier_id = change.supplier.id
            self._records[supplier_id] = RegisterRecord(change.supplier, change.proposed, len(self._changes))
            self._terms[supplier_id] = terms
        return True

    def get(self, supplier_id: str) -> RegisterRecord | None:
        return self._records.get(supplier_id)

    def history(self, supplier_id: str) -> tuple[EntryChange, ...]:
        return tuple(change for change in reversed(self._changes) if change.supplier.id == supplier_id)

    def find(self, wanted: RegisterFilter, limit: int) -> tuple[tuple[RegisterRecord, ...], int]:
        found = [r for r in self._records.values() if self._fits(r, wanted)]
        found.sort(key=lambda r: (self._relevance(r, wanted), r.supplier.name, r.supplier.id))
        return tuple(found[:limit]), len(found)

    def all(self) -> tuple[Supplier, ...]:
        return tuple(self._records[supplier_id].supplier for supplier_id in sorted(self._records))

    def approved(self) -> tuple[Supplier, ...]:
        if self._approved[0] != len(self._changes):
            approved = (s for s in self.all() if s.entry.state is EntryState.APPROVED)
            self._approved = len(self._changes), tuple(approved)
        return self._approved[1]

    def count_states(self) -> Mapping[str, int]:
        records = list(self._records.values())
        found = Counter(record.supplier.entry.state.value for record in records)
        waiting = sum(waits(record.supplier, record.proposed) for record in records)
        return {**{state.value: found[state.value] for state in EntryState}, "waiting": waiting}

    def note_filters(self, period: str, codes: Sequence[tuple[str, str]]) -> None:
        self._counts.update((supplier_id, period, code) for supplier_id, code in codes)

    def filter_counts(self, supplier_id: str) -> Mapping[tuple[str, str], int]:
        return {(p, code): count for (owner, p, code), count in self._counts.items() if owner == supplier_id}

    def _fits(self, record: RegisterRecord, wanted: RegisterFilter) -> bool:
        supplier = record.supplier
        terms = self._terms[supplier.id]
        return (
            wanted.state in (None, supplier.entry.state)
            and (not wanted.waiting or waits(supplier, record.proposed))
            and all(
                any(all(_occurs(piece, terms.name) or _occurs(piece, terms.rest) for piece in way) for way in ways)
                for ways in wanted.query
            )
        )

    def _relevance(self, record: RegisterRecord, wanted: RegisterFilter) -> int:
        """How many words the name lacks."""
        name = self._terms[record.supplier.id].name
        return sum(not any(all(_occurs(piece, name) for piece in way) for way in ways) for ways in wanted.query)


def _occurs(piece: Piece, terms: tuple[str, ...]) -> bool:
    width = len(piece.terms)
    *first, last = piece.terms
    for start in range(len(terms) - width + 1):
        part = terms[start : start + width]
        if list(part[:-1]) == first and (part[-1].startswith(last) if piece.is_prefix else part[-1] == last):
            return True
    return False


class FakeRegisterFiles:
    """A RegisterFiles with the rows and problems it is given by path."""

    def __init__(self, files: Mapping[Path, tuple[Sequence[Supplier], Sequence[Problem]]] | None = None) -> None:
        self._files = files or {}

    def read(self, path: Path) -> tuple[tuple[tuple[int, Supplier], ...], tuple[Problem, ...]]:
        suppliers, problems = self._files[path]
        return tuple(enumerate(suppliers, 2)), tuple(problems)

    def write(self, suppliers: Sequence[Supplier], suffix: str) -> bytes:
        return f"{suffix} {' '.join(s.id for s in suppliers)}".encode()
