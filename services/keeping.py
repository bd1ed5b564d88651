"""Read and store records of co-operation, version after version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.cooperation_port import Kept, Kind
from services.errors import NotFound, Outdated
from services.ports import Tools


@dataclass(frozen=True, slots=True)
class Author:
    """Who stores something, when, and why."""

    who: str
    at: datetime
    why: str = ""


def company_author(member: str, at: datetime) -> Author:
    """A company that stores something itself, by its opaque id."""
    return Author(f"company:{member}", at)


def load_newest(tools: Tools, kind: type[Kind]) -> tuple[Kind, ...]:
    """Every record of a kind as it stands, by id."""
    return tuple(kept.record for kept in tools.cooperation.store.newest(kind))


def load_history(tools: Tools, kind: type[Kind], record_id: str) -> tuple[Kept[Kind], ...]:
    """Every version of a record, oldest first; NotFound where there is none."""
    found = tools.cooperation.store.history(kind, record_id)
    if not found:
        raise NotFound(record_id)
    return found


def store_next(tools: Tools, record: Kind, base: int, author: Author) -> None:
    """Store the version after `base`, 0 for a new record; raises Outdated where somebody was faster."""
    store_all(tools, [(record, base)], author)


def store_all(tools: Tools, records: Sequence[tuple[Kind, int]], author: Author) -> None:
    """Store records after their base versions, all or none; raises Outdated where somebody was faster."""
    kept = [Kept(record, base + 1, author.at, author.who, author.why) for record, base in records]
    if not tools.cooperation.store.append(kept):
        raise Outdated
