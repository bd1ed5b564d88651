"""What the register of suppliers needs from the world: a store with a history, and files to exchange."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from assessment.catalogue import EntryState, Supplier
from assessment.terms import Problem


class EntryAct(StrEnum):
    """What happened to an entry."""

    IMPORTED = "imported"
    EDITED = "edited"
    APPROVED = "approved"
    RETURNED = "returned"
    SUSPENDED = "suspended"
    EXPIRED = "expired"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class EntryChange:
    """One step in the history of an entry: who did what when, why, how it stands since, and what it still asks for."""

    at: datetime
    who: str
    act: EntryAct
    reason: str
    supplier: Supplier
    proposed: Supplier | None = None


@dataclass(frozen=True, slots=True)
class RegisterRecord:
    """An entry as it stands, what its supplier asks to change, and the number of its last change."""

    supplier: Supplier
    proposed: Supplier | None
    version: int


def waits(supplier: Supplier, proposed: Supplier | None) -> bool:
    """Whether the association has something to decide: a new entry, a change asked for, an answer to a suspension."""
    entry = supplier.entry
    answered = entry.state in (EntryState.SUSPENDED, EntryState.EXPIRED) and bool(entry.answer)
    return entry.state is EntryState.PROPOSED or proposed is not None or answered


@dataclass(frozen=True, slots=True)
class SearchTerms:
    """An entry cut into terms, in order: its name, and everything else."""

    name: tuple[str, ...]
    rest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """Terms that follow each other; of a prefix the last one only begins."""

    terms: tuple[str, ...]
    is_prefix: bool = False


Query = tuple[tuple[tuple[Piece, ...], ...], ...]
"""Words that all occur; each in one of several ways; each way as pieces that all occur."""


@dataclass(frozen=True, slots=True)
class RegisterFilter:
    """Which entries of the register; `waiting` are those that the association has to decide about."""

    query: Query = ()
    state: EntryState | None = None
    waiting: bool = False


class RegisterStore(Protocol):
    """Keeps the register of suppliers; the history is only ever appended."""

    def put(self, changes: Sequence[tuple[EntryChange, SearchTerms]], base: int | None = None) -> bool:
        """Store changes, all or none; False if the entry is no longer at version `base`."""
        ...

    def get(self, supplier_id: str) -> RegisterRecord | None:
        """An entry by id."""
        ...

    def history(self, supplier_id: str) -> tuple[EntryChange, ...]:
        """All changes of an entry, newest first."""
        ...

    def find(self, wanted: RegisterFilter, limit: int) -> tuple[tuple[RegisterRecord, ...], int]:
        """The entries that fit best, and how many there are: by relevance where words are given, else by name."""
        ...

    def all(self) -> tuple[Supplier, ...]:
        """Every entry by id."""
        ...

    def approved(self) -> tuple[Supplier, ...]:
        """The approved entries by id; the same object until something changes."""
        ...

    def count_states(self) -> Mapping[str, int]:
        """How many entries there are in each state, and under ``waiting``."""
        ...

    def note_filters(self, period: str, codes: Sequence[tuple[str, str]]) -> None:
        """Count one more report for each supplier and code; which report it was is not kept."""
        ...

    def filter_counts(self, supplier_id: str) -> Mapping[tuple[str, str], int]:
        """How often each code was counted for a supplier, by period and code."""
        ...


class RegisterFiles(Protocol):
    """Reads and writes registers as CSV and workbook."""

    def read(self, path: Path) -> tuple[tuple[tuple[int, Supplier], ...], tuple[Problem, ...]]:
        """The rows that can be read, each with its number, and every problem of the others."""
        ...

    def write(self, suppliers: Sequence[Supplier], suffix: str) -> bytes:
        """A file with this ending, to read again."""
        ...
