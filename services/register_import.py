"""A whole register from a file: compared with the one that stands, all problems by row, nothing half-imported."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from pathlib import Path

from assessment.catalogue import Supplier, SupplierId
from assessment.checks import find_supplier_problems
from assessment.errors import InputRejected
from assessment.terms import Problem
from services.permissions import ASSOCIATION, Act, Actor, require
from services.ports import Tools
from services.register import store_changes
from services.register_port import EntryAct, EntryChange, RegisterFilter

Rows = Sequence[tuple[int, Supplier]]


@dataclass(frozen=True, slots=True)
class ChangedEntry:
    """An entry that the file has otherwise, and the columns in which."""

    supplier: Supplier
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A file against the register: what is new, what differs, what is the same, and what only the register has."""

    new: tuple[Supplier, ...]
    changed: tuple[ChangedEntry, ...]
    same: int
    only_here: int


def import_register(tools: Tools, actor: Actor, path: Path, now: datetime, *, dry_run: bool) -> Comparison:
    """Take a file in, or only compare it; raises InputRejected with every problem of every row, and then changes nothing.

    Entries that the file does not name stay as they are. A change that a supplier asked for goes on waiting.
    """
    require(actor, Act.KEEP_REGISTER, ASSOCIATION)
    rows, problems = tools.register_files.read(path)
    standing = {supplier.id: supplier for supplier in tools.register.all()}
    problems = (*problems, *_problems(tools, rows, path.name), *_mixed(rows, standing.values(), path.name))
    if problems:
        raise InputRejected(problems)
    found = _compare(rows, standing)
    if not dry_run:
        waiting, _ = tools.register.find(RegisterFilter(waiting=True), len(standing))
        asked = {record.supplier.id: record.proposed for record in waiting}
        taken = (*found.new, *(entry.supplier for entry in found.changed))
        changes = [EntryChange(now, actor.name, EntryAct.IMPORTED, "", s, asked.get(s.id)) for s in taken]
        store_changes(tools, changes)
    return found


def _compare(rows: Rows, standing: Mapping[SupplierId, Supplier]) -> Comparison:
    given = [supplier for _, supplier in rows]
    known = [(supplier, standing[supplier.id]) for supplier in given if supplier.id in standing]
    changed = tuple(ChangedEntry(now, _columns(now, before)) for now, before in known if now != before)
    return Comparison(
        new=tuple(supplier for supplier in given if supplier.id not in standing),
        changed=changed,
        same=len(known) - len(changed),
        only_here=len(standing) - len(known),
    )


def _columns(now: Supplier, before: Supplier) -> tuple[str, ...]:
    return tuple(f.name for f in fields(Supplier) if getattr(now, f.name) != getattr(before, f.name))


def _problems(tools: Tools, rows: Rows, name: str) -> Iterator[Problem]:
    catalogue = tools.content.load_catalogue()
    first: dict[str, int] = {}
    for number, supplier in rows:
        where = f"{name} · row {number}"
        if supplier.id in first:
            yield Problem.of("repeated_row", where, id=supplier.id, first=first[supplier.id])
        first.setdefault(supplier.id, number)
        for problem in find_supplier_problems(catalogue, [supplier]):
            yield replace(problem, where=where)


def _mixed(rows: Rows, standing: Collection[Supplier], name: str) -> Iterator[Problem]:
    """Invented suppliers stay among themselves: in the demonstration, never beside a real one (method 13)."""
    is_demonstration = bool(standing) and all(supplier.invented for supplier in standing)
    for number, supplier in rows:
        if supplier.invented and not is_demonstration:
            yield Problem.of("invented_in_register", f"{name} · row {number}", id=supplier.id)
        if not supplier.invented and is_demonstration:
            yield Problem.of("real_in_demonstration", f"{name} · row {number}", id=supplier.id)
