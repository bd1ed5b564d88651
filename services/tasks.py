"""The register of collaboration tasks: how far they came, one task step by step, candidates from the pool, tables in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from assessment.canonical import fingerprint
from assessment.catalogue import Alliance, Catalogue
from assessment.diagnosis import leading_alliance
from assessment.errors import InputRejected
from assessment.matching.agreements import Purpose
from assessment.matching.moves import find_task_blockers
from assessment.matching.records import CollaborationTask, TaskStatus
from assessment.matching.supplier_index import prepare_suppliers
from assessment.matching.tasks import find_stalled, find_tasks
from assessment.terms import Problem, Reason
from services.cooperation import load_pool
from services.cooperation_port import Kept
from services.keeping import Author, company_author, load_history, load_newest, store_all, store_next
from services.permissions import ASSOCIATION, Act, Actor, require
from services.ports import Tools

WAY = (TaskStatus.FOUND, TaskStatus.AGREED, TaskStatus.RUNNING, TaskStatus.DELIVERED)
FUNCTIONS, PROCESSES = "12345", "ABCDEFG"
CELLS = frozenset(f"cell-{function}-{process}" for function in FUNCTIONS for process in PROCESSES)


@dataclass(frozen=True, slots=True)
class Funnel:
    """How far tasks came: those that reached each step, those dropped by reason, those without movement for 90 days."""

    reached: tuple[tuple[TaskStatus, int], ...]
    dropped: tuple[tuple[str, int], ...]
    stalled: tuple[CollaborationTask, ...]


@dataclass(frozen=True, slots=True)
class Settled:
    """What the desk wrote about one task; `agreed` are the members who committed themselves."""

    owner: str | None
    deliverable: str
    acceptance: str
    due: date | None
    subcommittee: str | None
    agreed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Imported:
    """What a table of tasks would change, or did."""

    added: int
    changed: int
    same: int


def find_funnel(tasks: Sequence[CollaborationTask], on: date) -> Funnel:
    """The funnel of tasks on a date; a task that was delivered reached every step, a dropped one is counted by its reason."""
    steps = [WAY.index(task.status) for task in tasks if task.status is not TaskStatus.DROPPED]
    dropped = Counter(task.drop_reason for task in tasks if task.status is TaskStatus.DROPPED)
    return Funnel(
        reached=tuple((status, sum(step >= place for step in steps)) for place, status in enumerate(WAY)),
        dropped=tuple(sorted(dropped.items(), key=lambda entry: (-entry[1], entry[0]))),
        stalled=find_stalled(tasks, on),
    )


def load_task(tools: Tools, actor: Actor, task_id: str) -> tuple[Kept[CollaborationTask], ...]:
    """Every version of a task, oldest first; NotFound where there is none."""
    require(actor, Act.KEEP_COOPERATION, ASSOCIATION)
    return load_history(tools, CollaborationTask, task_id)


def find_candidates(tools: Tools, actor: Actor, on: date) -> tuple[CollaborationTask, ...]:
    """Tasks that firms which agreed to look for partners could do together, beside those that are open already."""
    require(actor, Act.KEEP_COOPERATION, ASSOCIATION)
    catalogue = tools.content.load_catalogue()
    found = find_tasks(
        members=load_pool(tools, Purpose.PARTNERS, on),
        index=prepare_suppliers(catalogue.suppliers),
        catalogue=catalogue,
        alliance=leading_alliance(catalogue),
        on=on,
        seed=on.toordinal(),
        existing=load_newest(tools, CollaborationTask),
    )
    return tuple(replace(task, id=_id_of(task)) for task in found)


def keep_candidates(tools: Tools, actor: Actor, chosen: Set[str], now: datetime) -> int:
    """Take candidates into the register by id; how many there were. One that no longer exists is left out."""
    found = [task for task in find_candidates(tools, actor, now.date()) if task.id in chosen]
    known = _versions(tools)
    store_all(tools, [(task, known.get(task.id, 0)) for task in found], Author(actor.name, now))
    return len(found)


def settle_task(tools: Tools, actor: Actor, task_id: str, base: int, settled: Settled, now: datetime) -> None:
    """Store what the desk wrote about a task; raises Outdated where somebody changed it since version `base`."""
    task = load_task(tools, actor, task_id)[-1].record
    changed = replace(
        task,
        owner=settled.owner if settled.owner in {member.id for member in task.members} else None,
        deliverable=settled.deliverable,
        acceptance=settled.acceptance,
        due=settled.due,
        subcommittee=settled.subcommittee,
        members=tuple(replace(member, agreed=member.id in settled.agreed) for member in task.members),
    )
    if changed != task:
        store_next(tools, changed, base, Author(actor.name, now))


def move_task(
    tools: Tools, actor: Actor, task_id: str, base: int, then: TaskStatus, why: str, now: datetime
) -> tuple[Reason, ...]:
    """Move a task to a status; what keeps it from there, and nothing where it moved. Raises Outdated as `settle_task`."""
    kept = load_task(tools, actor, task_id)[-1]
    task = replace(kept.record, drop_reason=why if then is TaskStatus.DROPPED else "")
    blockers = find_task_blockers(task, then)
    if not blockers:
        store_next(tools, replace(task, status=then, moved_on=now.date()), base, Author(actor.name, now, why))
    return blockers


def answer_task(tools: Tools, member: str, task_id: str, now: datetime, *, agrees: bool) -> None:
    """Store whether a member commits itself to a task that was found; anybody else's task does not exist for it."""
    kept = load_history(tools, CollaborationTask, task_id)[-1]
    members = tuple(replace(m, agreed=agrees) if m.id == member else m for m in kept.record.members)
    if kept.record.status is TaskStatus.FOUND and members != kept.record.members:
        store_next(tools, replace(kept.record, members=members), kept.version, company_author(member, now))


def import_tasks(tools: Tools, actor: Actor, path: Path, now: datetime, *, dry_run: bool) -> Imported:
    """Take the tasks of a table in, all or none; raises InputRejected with every problem by row.

    A task of a known id gets a next version where it differs; the table says nothing about reasons, so these stay.
    """
    require(actor, Act.KEEP_COOPERATION, ASSOCIATION)
    tasks = read_tasks(tools, path)
    known = {kept.record.id: kept for kept in tools.cooperation.store.newest(CollaborationTask)}
    merged = [replace(t, reasons=known[t.id].record.reasons) if t.id in known else t for t in tasks]
    changed = [t for t in merged if t.id not in known or known[t.id].record != t]
    added = sum(task.id not in known for task in changed)
    if not dry_run:
        bases = [(task, known[task.id].version if task.id in known else 0) for task in changed]
        store_all(tools, bases, Author(actor.name, now, path.name))
    return Imported(added, len(changed) - added, len(tasks) - len(changed))


def read_tasks(tools: Tools, path: Path) -> tuple[CollaborationTask, ...]:
    """The tasks of a table; raises InputRejected with every problem of shape, or else of meaning, by row."""
    tasks, problems = tools.cooperation.sheets.read(path)
    if not problems:
        problems = list(_meaning_problems(tasks, tools.content.load_catalogue(), path.name))
    if problems:
        raise InputRejected(tuple(problems))
    return tasks


def _meaning_problems(tasks: Sequence[CollaborationTask], catalogue: Catalogue, name: str) -> Iterator[Problem]:
    known = _Known(catalogue, catalogue.alliances)
    seen: set[str] = set()
    for row, task in enumerate(tasks, 2):
        where = f"{name} · row {row}"
        if task.id in seen:
            yield Problem.of("repeated_id", where, id=task.id)
        seen.add(task.id)
        for column, word in known.unknown(task):
            yield Problem.of("unknown_id", f"{where} · {column}", ids=(word,))
        members = Counter(member.id for member in task.members)
        if twice := tuple(member for member, count in members.items() if count > 1):
            yield Problem.of("repeated_entry", f"{where} · members", found=twice)
        if task.owner is not None and task.owner not in members:
            yield Problem.of("owner_no_member", f"{where} · owner", found=task.owner)


class _Known:
    """The words that a task may use."""

    def __init__(self, catalogue: Catalogue, alliances: Iterable[Alliance]) -> None:
        self.use_cases = {use_case.id for use_case in catalogue.use_cases}
        self.capabilities = {capability.id for capability in catalogue.capabilities}
        self.subcommittees = {s.id for alliance in alliances for s in alliance.subcommittees}
        self.initiatives = {initiative.id for initiative in catalogue.initiatives}

    def unknown(self, task: CollaborationTask) -> Iterator[tuple[str, str]]:
        yield from (("capabilities", word) for word in task.capabilities if word not in self.capabilities)
        single = {
            "cell": (task.cell, CELLS),
            "use_case": (task.use_case, self.use_cases),
            "subcommittee": (task.subcommittee, self.subcommittees),
            "modelled_on": (task.modelled_on, self.initiatives),
        }
        yield from (
            (column, word) for column, (word, words) in single.items() if word is not None and word not in words
        )


def _id_of(task: CollaborationTask) -> str:
    """An id from what the task is, so that finding it again finds the same one."""
    return f"task-{fingerprint((task.cell, sorted(member.id for member in task.members)))[:8]}"


def _versions(tools: Tools) -> dict[str, int]:
    return {kept.record.id: kept.version for kept in tools.cooperation.store.newest(CollaborationTask)}
