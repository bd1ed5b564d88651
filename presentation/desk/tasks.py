"""The association's desk for collaboration tasks: the funnel, the list, one task with its history, candidates, choices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from assessment.matching.agreements import KeptPortfolio
from assessment.matching.records import CollaborationTask, Pick, Portfolio, TaskRole, TaskStatus
from presentation import numbers
from presentation.desk.naming import DeskReader
from presentation.sections.parts import Line

THEN = {
    TaskStatus.FOUND: (TaskStatus.AGREED,),
    TaskStatus.AGREED: (TaskStatus.RUNNING,),
    TaskStatus.RUNNING: (TaskStatus.DELIVERED,),
    TaskStatus.DELIVERED: (),
    TaskStatus.DROPPED: (TaskStatus.FOUND,),
}
"""The next step of each status; dropping has a form of its own, because it wants a reason."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the funnel: how many tasks reached it, and how wide its thread is drawn, 0–100."""

    name: str
    count: int
    width: int


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One line of the list."""

    id: str
    name: str
    status: str
    moved: str
    members: str
    industries: str
    due: str


@dataclass(frozen=True, slots=True)
class TaskMemberRow:
    """One member of a task, with its tick."""

    id: str
    name: str
    role: str
    agreed: bool


@dataclass(frozen=True, slots=True)
class TaskVersion:
    """One line of the history."""

    when: str
    who: str
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class TaskPage:
    """One task: what it is, who is in it, what it lacks, where it may go, what happened to it."""

    id: str
    version: int
    name: str
    status: str
    facts: tuple[Line, ...]
    members: tuple[TaskMemberRow, ...]
    why: tuple[str, ...]
    deliverable_idea: str
    acceptance_idea: str
    then: tuple[Line, ...]
    may_drop: bool
    is_delivered: bool
    history: tuple[TaskVersion, ...]


@dataclass(frozen=True, slots=True)
class PickCard:
    """A representative task: its place, what it adds, whom it stands for."""

    number: int
    name: str
    members: str
    adds: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PortfolioPage:
    """Representative tasks with how far the choice is proven."""

    sentence: str
    proof: str
    cards: tuple[PickCard, ...]


def funnel_steps(reader: DeskReader, reached: Sequence[tuple[TaskStatus, int]]) -> tuple[Step, ...]:
    """The steps of the funnel, drawn against the first."""
    most = max((count for _, count in reached), default=0)
    return tuple(
        Step(reader.say(f"task_status.{status.value}"), count, round(100 * count / most) if most else 0)
        for status, count in reached
    )


def task_row(reader: DeskReader, task: CollaborationTask) -> TaskRow:
    """One task as a line."""
    return TaskRow(
        id=task.id,
        name=reader.task(task),
        status=reader.say(f"task_status.{task.status.value}"),
        moved=numbers.day(task.moved_on),
        members=reader.named(member.id for member in task.members),
        industries=numbers.listed([reader.industry(name) for name in task.industries], reader.language),
        due=numbers.day(task.due) if task.due else reader.say("desk.open"),
    )


def task_page(reader: DeskReader, history: Sequence[tuple[int, datetime, str, str, CollaborationTask]]) -> TaskPage:
    """One task from all its versions (number, time, who, why, task), oldest first."""
    version, _, _, _, task = history[-1]
    model = next((i for i in reader.catalogue.initiatives if i.id == task.modelled_on), None)
    return TaskPage(
        id=task.id,
        version=version,
        name=reader.task(task),
        status=task.status.value,
        facts=_facts(reader, task),
        members=tuple(TaskMemberRow(m.id, (line := reader.member(m)).label, line.text, m.agreed) for m in task.members),
        why=reader.reasons(task.reasons),
        deliverable_idea=model.deliverable.in_(reader.language) if model else "",
        acceptance_idea=model.acceptance.in_(reader.language) if model else "",
        then=tuple(Line(status.value, reader.say(f"task_move.{status.value}")) for status in THEN[task.status]),
        may_drop=task.status not in (TaskStatus.DELIVERED, TaskStatus.DROPPED),
        is_delivered=task.status is TaskStatus.DELIVERED,
        history=tuple(_versions(reader, history)),
    )


def portfolio_page(reader: DeskReader, portfolio: Portfolio) -> PortfolioPage:
    """A choice of tasks, greedy or exact, with its gap."""
    return PortfolioPage(
        sentence=reader.say(
            "portfolio.sentence",
            count=len(portfolio.picks),
            pairs=portfolio.industry_pairs,
            industries=portfolio.industries,
            small=portfolio.with_small_supplier,
        ),
        proof=reader.say("portfolio.proof", gap=f"{100 * portfolio.proof.gap:.1f}"),
        cards=tuple(_pick(reader, number, pick) for number, pick in enumerate(portfolio.picks, 1)),
    )


def kept_sentence(reader: DeskReader, kept: KeptPortfolio) -> str:
    """When the exact choice was made, and from how many tasks."""
    return reader.say("portfolio.kept", on=numbers.day(kept.chosen_on), of=kept.of, count=kept.count)


def _pick(reader: DeskReader, number: int, pick: Pick) -> PickCard:
    return PickCard(
        number=number,
        name=reader.task(pick.task),
        members=reader.named(member.id for member in pick.task.members),
        adds=reader.say("portfolio.adds", points=f"{100 * pick.adds:.1f}"),
        why=reader.reasons(pick.reasons),
    )


def _facts(reader: DeskReader, task: CollaborationTask) -> tuple[Line, ...]:
    lines = [
        reader.line("task_status", reader.say(f"task_status.{task.status.value}")),
        reader.line("task_moved", numbers.day(task.moved_on)),
        reader.line("cell", reader.cell(task.cell)),
        reader.line("capabilities", reader.names.all_of(task.capabilities)),
    ]
    if task.drop_reason:
        lines.append(reader.line("drop_reason", task.drop_reason))
    return tuple(lines)


def _versions(
    reader: DeskReader, history: Sequence[tuple[int, datetime, str, str, CollaborationTask]]
) -> Iterable[TaskVersion]:
    """What changed from one version to the next, newest first."""
    before = [None, *(entry[4] for entry in history[:-1])]
    for (_, at, who, why, task), earlier in reversed(list(zip(history, before, strict=True))):
        yield TaskVersion(numbers.day(at.date()), reader.author(who), _change(reader, task, earlier), why)


def _change(reader: DeskReader, task: CollaborationTask, earlier: CollaborationTask | None) -> str:
    if earlier is None:
        return reader.say("task.began")
    if task.status is not earlier.status:
        return reader.say(f"task_status.{task.status.value}")
    changed = [
        name for name in ("owner", "deliverable", "acceptance", "due", "subcommittee") if _differs(name, task, earlier)
    ]
    if task.members != earlier.members:
        changed.append("members")
    return numbers.listed([reader.say(f"task_field.{name}") for name in changed], reader.language)


def _differs(name: str, task: CollaborationTask, earlier: CollaborationTask) -> bool:
    return bool(getattr(task, name) != getattr(earlier, name))


def company_tasks(reader: DeskReader, tasks: Iterable[CollaborationTask], member: str) -> tuple[CompanyTask, ...]:
    """The tasks that one company is in; others are named once the task was agreed on."""
    return tuple(_company_task(reader, task, member) for task in tasks if member in {m.id for m in task.members})


@dataclass(frozen=True, slots=True)
class CompanyTask:
    """A task as one of its companies sees it."""

    id: str
    name: str
    status: str
    others: tuple[str, ...]
    why: tuple[str, ...]
    may_answer: bool
    agreed: bool
    due: date | None


def _company_task(reader: DeskReader, task: CollaborationTask, member: str) -> CompanyTask:
    is_open = task.status is TaskStatus.FOUND
    others = [m for m in task.members if m.id != member]
    return CompanyTask(
        id=task.id,
        name=reader.task(task),
        status=reader.say(f"task_status.{task.status.value}"),
        others=tuple(
            (
                reader.say("pair.a_supplier")
                if m.role is TaskRole.SUPPLIER
                else reader.say("pair.a_company", industry=reader.industry(m.industry))
            )
            if is_open
            else reader.firm(m.id)
            for m in others
        ),
        why=reader.reasons(task.reasons),
        may_answer=is_open,
        agreed=next(m.agreed for m in task.members if m.id == member),
        due=task.due,
    )


def record_lines(reader: DeskReader, steps: Iterable[tuple[datetime, str, str, str]]) -> tuple[TaskVersion, ...]:
    """The history of a record of another kind (time, who, what, why), newest first."""
    lines = [TaskVersion(numbers.day(at.date()), reader.author(who), what, why) for at, who, what, why in steps]
    return tuple(reversed(lines))
