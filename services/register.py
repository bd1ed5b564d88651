"""The association's desk for suppliers: who is in the register, what is decided about an entry, who counts as qualified."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from assessment.catalogue import EntryState, QualifiedDefinition, RegisterEntry, Supplier
from assessment.errors import InputRejected
from assessment.matching.register import find_unmet_clauses, is_qualified
from assessment.matching.values import UnmetClause
from assessment.terms import Problem
from services.errors import EntryChanged, NotFound
from services.korean_search import find_query
from services.permissions import ASSOCIATION, Act, Actor, require
from services.ports import Tools
from services.register_port import EntryAct, EntryChange, RegisterFilter, RegisterRecord
from services.register_terms import terms_for

PAGE = 100
"""Entries on one page; more are found by words."""
NATIONAL_GOAL = 100
"""AI suppliers of global level by 2030, a goal of the state without published criteria; never set against our count."""
CHECKED = ("offers", "cells", "divisions", "regions", "works_only_there")
"""What a supplier changes only with the association's consent: all that could lift it in a list."""
STATES = {
    EntryAct.APPROVED: EntryState.APPROVED,
    EntryAct.SUSPENDED: EntryState.SUSPENDED,
    EntryAct.EXPIRED: EntryState.EXPIRED,
}


@dataclass(frozen=True, slots=True)
class Qualification:
    """Whether an entry meets the definition that stands on a date; None for a definition where there is none."""

    definition: QualifiedDefinition | None
    unmet: tuple[UnmetClause, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """The list of entries as asked for: the first of `total`, the counts by state, and how many are qualified."""

    records: tuple[RegisterRecord, ...]
    total: int
    counts: Mapping[str, int]
    qualified: int
    definition: QualifiedDefinition | None


@dataclass(frozen=True, slots=True)
class OpenEntry:
    """One entry with its history and its standing against the definition."""

    record: RegisterRecord
    history: tuple[EntryChange, ...]
    qualification: Qualification


@dataclass(frozen=True, slots=True)
class Decision:
    """What the association decides: approve, return a change, suspend or expire; `base` is the version it was shown."""

    act: EntryAct
    reason: str
    base: int


def search_register(tools: Tools, words: str, limit: int = PAGE) -> tuple[tuple[RegisterRecord, ...], int]:
    """The entries that words find, best first, and how many there are."""
    return tools.register.find(RegisterFilter(find_query(words)), limit)


def open_desk(tools: Tools, actor: Actor, words: str, wanted: RegisterFilter, on: date) -> Desk:
    """The association's list of entries."""
    require(actor, Act.KEEP_REGISTER, ASSOCIATION)
    records, total = tools.register.find(replace(wanted, query=find_query(words)), PAGE)
    definition = tools.content.load_catalogue().qualified_on(on)
    approved = tools.register.approved() if definition else ()
    qualified = sum(is_qualified(supplier, definition, on) for supplier in approved) if definition else 0
    return Desk(records, total, tools.register.count_states(), qualified, definition)


def open_entry(tools: Tools, actor: Actor, supplier_id: str, on: date) -> OpenEntry:
    """One entry for the association."""
    require(actor, Act.KEEP_REGISTER, ASSOCIATION)
    record = find_record(tools, supplier_id)
    return OpenEntry(record, tools.register.history(supplier_id), find_qualification(tools, record.supplier, on))


def find_record(tools: Tools, supplier_id: str) -> RegisterRecord:
    """An entry by id; raises NotFound."""
    record = tools.register.get(supplier_id)
    if record is None:
        raise NotFound(supplier_id)
    return record


def find_qualification(tools: Tools, supplier: Supplier, on: date) -> Qualification:
    """An entry against the definition of a qualified supplier that stands on a date."""
    definition = tools.content.load_catalogue().qualified_on(on)
    return Qualification(definition, find_unmet_clauses(supplier, definition, on) if definition else ())


def decide(tools: Tools, actor: Actor, supplier_id: str, decision: Decision, now: datetime) -> None:
    """Store a decision under the name of who made it; raises InputRejected without a reason, EntryChanged if too late.

    To approve takes over what the supplier asked to change; to return drops it; the other two leave it waiting.
    """
    require(actor, Act.KEEP_REGISTER, ASSOCIATION)
    record, act = find_record(tools, supplier_id), decision.act
    if act is not EntryAct.APPROVED and not decision.reason:
        raise InputRejected((Problem.of("decision_without_reason", "reason"),))
    supplier, proposed = record.supplier, record.proposed
    if act is EntryAct.APPROVED and proposed is not None:
        supplier = replace(supplier, **{name: getattr(proposed, name) for name in CHECKED})
    if act in STATES:
        supplier = replace(supplier, entry=RegisterEntry(STATES[act], now.date(), decision.reason))
    left = proposed if act in (EntryAct.SUSPENDED, EntryAct.EXPIRED) else None
    store_change(tools, EntryChange(now, actor.name, act, decision.reason, supplier, left), decision.base)


def export_register(tools: Tools, actor: Actor, suffix: str) -> bytes:
    """The whole register as a file to read again; raises InputRejected for an ending that is neither .csv nor .xlsx."""
    require(actor, Act.KEEP_REGISTER, ASSOCIATION)
    if suffix not in (".csv", ".xlsx"):
        raise InputRejected((Problem.of("wrong_suffix", suffix, allowed=(".csv", ".xlsx")),))
    return tools.register_files.write(tools.register.all(), suffix)


def store_change(tools: Tools, change: EntryChange, base: int) -> None:
    """Append one change to an entry that was seen at version `base`; raises EntryChanged."""
    if not store_changes(tools, [change], base):
        raise EntryChanged


def store_changes(tools: Tools, changes: Sequence[EntryChange], base: int | None = None) -> bool:
    """Append changes with the terms by which their entries are found."""
    find_terms = terms_for(tools.content.load_catalogue())
    return tools.register.put([(change, find_terms(change.supplier)) for change in changes], base)
