"""Cases from delivered tasks: drafted by the association, shown to others once every company in the task agreed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from assessment.catalogue import Basis
from assessment.errors import InputRejected
from assessment.matching.agreements import Agreement, ProposedCase, Sharing
from assessment.matching.cases import recommend_cases
from assessment.matching.records import CaseCard, CaseMatch, CollaborationTask, TaskRole, TaskStatus
from assessment.terms import Problem
from assessment.values import Diagnosis
from services.errors import NotFound
from services.keeping import Author, company_author, load_history, load_newest, store_next
from services.permissions import ASSOCIATION, Act, Actor, require
from services.ports import Tools
from services.rule_requests import find_text_problems

LEVELS = range(6)


@dataclass(frozen=True, slots=True)
class Story:
    """What the association wrote about a delivered task; `level` is where the plant stood before."""

    level: int
    division: str
    problem: str
    data: str
    done: str
    effect: str
    basis: Basis
    took: str


def draft_case(tools: Tools, actor: Actor, task_id: str, story: Story, now: datetime) -> None:
    """Put a case before the companies of a delivered task, in place of an earlier draft; raises InputRejected.

    Answers to an earlier draft do not count for the new one.
    """
    require(actor, Act.KEEP_COOPERATION, ASSOCIATION)
    task = load_history(tools, CollaborationTask, task_id)[-1].record
    names = ("problem", "data", "done", "effect", "took")
    problems = [*find_text_problems({name: getattr(story, name) for name in names})]
    if task.status is not TaskStatus.DELIVERED:
        problems.append(Problem.of("not_delivered", "task"))
    if story.level not in LEVELS:
        problems.append(Problem.of("level_out_of_range", "level", found=story.level))
    if problems:
        raise InputRejected(tuple(problems))
    card = CaseCard(
        id=f"case-{task_id}",
        task=task_id,
        cell=task.cell,
        use_case=task.use_case,
        level=story.level,
        division=story.division,
        problem=story.problem,
        data=story.data,
        done=story.done,
        effect=story.effect,
        basis=story.basis,
        took=story.took,
        agreed_on=now.date(),
    )
    asked = tuple(member.id for member in task.members if member.role is not TaskRole.SUPPLIER)
    earlier = tools.cooperation.store.history(ProposedCase, card.id)
    store_next(tools, ProposedCase(card.id, card, Agreement(asked)), len(earlier), Author(actor.name, now))


def answer_case(tools: Tools, sharing: Sharing, case_id: str, now: datetime, *, agrees: bool) -> None:
    """Store what a company answers; it may take its consent back later. NotFound for a case of others."""
    kept = load_history(tools, ProposedCase, case_id)[-1]
    if sharing.member not in kept.record.agreement.parties:
        raise NotFound(case_id)
    agreement = kept.record.agreement.answered(sharing.member, agrees=agrees)
    card = replace(kept.record.card, agreed_on=now.date())
    store_next(
        tools, replace(kept.record, agreement=agreement, card=card), kept.version, company_author(sharing.member, now)
    )


def load_cases_of(tools: Tools, sharing: Sharing) -> tuple[ProposedCase, ...]:
    """The cases put before one company, by id."""
    return tuple(case for case in load_newest(tools, ProposedCase) if sharing.member in case.agreement.parties)


def load_cards(tools: Tools) -> tuple[CaseCard, ...]:
    """The cases that every company in them agreed to."""
    return tuple(case.card for case in load_newest(tools, ProposedCase) if case.agreement.is_settled)


def find_cases_for(tools: Tools, diagnosis: Diagnosis) -> tuple[CaseMatch, ...]:
    """The cases that a company can learn from."""
    case = diagnosis.case
    levels = {i.item.id: i.effective for i in diagnosis.scorecard.items if isinstance(i.effective, int)}
    return recommend_cases(load_cards(tools), case.profile, case.wishes, levels, diagnosis.catalogue)


def load_of_task(tools: Tools, task_id: str) -> tuple[ProposedCase, ...]:
    """The case that was drafted of a task, as it stands, or nothing."""
    return tuple(case for case in load_newest(tools, ProposedCase) if case.card.task == task_id)
