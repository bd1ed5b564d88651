"""What goes on between the members of the invented association: the pool, tasks in every state, leads, cases, requests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from assessment.catalogue import Alliance, Basis, CapabilityId, Catalogue, Supplier, UseCase, UseCaseId
from assessment.instrument.edition import ItemId, Questionnaire
from assessment.matching.offers import find_offers
from assessment.matching.records import (
    Brings,
    CaseCard,
    CollaborationTask,
    Lead,
    LeadStage,
    PostedNeed,
    Recipient,
    RegulationRequest,
    RequestStatus,
    TaskMember,
    TaskRole,
    TaskStatus,
)
from assessment.matching.routes import RULES, find_recipients
from assessment.matching.values import PoolMember
from services.demo import DemoCompany

TASKS = 360
LEADS_A_MEMBER = 3
LARGE = 300
STATUS_SHARES = {
    TaskStatus.FOUND: 0.46,
    TaskStatus.AGREED: 0.18,
    TaskStatus.RUNNING: 0.14,
    TaskStatus.DELIVERED: 0.1,
    TaskStatus.DROPPED: 0.12,
}
STAGE_SHARES = {LeadStage.SHOWN: 0.7, LeadStage.INTRODUCED: 0.2, LeadStage.CONTRACTED: 0.1}
WITHIN_ONE_INDUSTRY = 0.55
"""Share of tasks that stay within one industry: the silos that the first alliance complained of."""
ENOUGH = 3
"""A plant needs help with what stands below this level."""
NEEDS_BY_WORKERS, MOST_NEEDS = ((20, 4), (50, 7)), 17
POINTED_AT = 5
"""Weight of a step that a concern points at, beside 1; a wanted use of AI weighs twice that."""


@dataclass(frozen=True, slots=True)
class Cooperation:
    """Everything that members with the second consent do together, as it stands on a day."""

    on: date
    members: tuple[PoolMember, ...]
    suppliers: tuple[Supplier, ...]
    tasks: tuple[CollaborationTask, ...]
    leads: tuple[Lead, ...]
    cases: tuple[CaseCard, ...]
    requests: tuple[RegulationRequest, ...]
    needs: tuple[PostedNeed, ...]


def invent_cooperation(
    companies: Sequence[DemoCompany],
    suppliers: Sequence[Supplier],
    questionnaire: Questionnaire,
    catalogue: Catalogue,
    alliance: Alliance,
    on: date,
    seed: int,
) -> Cooperation:
    """The co-operation of invented companies with a register of suppliers, always the same for a seed.

    Tasks stand in every state with what each state asks for; most stay within one industry, as the figures of an alliance
    before it learnt from them. Cases come from delivered tasks, posted needs from large members.
    """
    members = find_pool(companies, questionnaire, catalogue, on)
    rng = np.random.default_rng([seed, 3])
    tasks = invent_tasks(members, suppliers, catalogue, on, seed)
    return Cooperation(
        on=on,
        members=members,
        suppliers=tuple(suppliers),
        tasks=tasks,
        leads=tuple(_lead(rng, member, suppliers, on) for member in members for _ in range(LEADS_A_MEMBER)),
        cases=tuple(_case(rng, t, members, catalogue) for t in tasks if t.status is TaskStatus.DELIVERED),
        requests=tuple(_request(rng, n, members, alliance, on) for n in range(2 * len(RequestStatus))),
        needs=tuple(_posted(rng, m, catalogue, on) for m in members if m.workers >= LARGE),
    )


def find_pool(
    companies: Sequence[DemoCompany], questionnaire: Questionnaire, catalogue: Catalogue, on: date
) -> tuple[PoolMember, ...]:
    """The members whose second consent stands on a day, as the pool sees them."""
    return tuple(
        _member(company, company.named_until, questionnaire, catalogue)
        for company in companies
        if company.named_until and company.named_until >= on
    )


def _member(company: DemoCompany, agreed_until: date, questionnaire: Questionnaire, catalogue: Catalogue) -> PoolMember:
    year = company.newest
    levels = {a.item: a.value for a in year.sheet.answers if isinstance(a.value, int)}
    named = {item for c in questionnaire.concerns if c.id in year.profile.concerns for item in c.items}
    return PoolMember(
        id=company.id,
        agreed_until=agreed_until,
        division=year.profile.division,
        industry=company.industry,
        workers=year.profile.workers,
        region=year.profile.region,
        needs=_heaviest(_needs(levels, named, year.wishes.use_cases, catalogue), year.profile.workers),
        offers=find_offers(levels, catalogue),
        use_cases=year.wishes.use_cases,
    )


def _needs(
    levels: Mapping[ItemId, int], named: Set[ItemId], wanted: Sequence[UseCaseId], catalogue: Catalogue
) -> Counter[CapabilityId]:
    """What the next step of everything low calls for, before all where a concern or a wish points at it.

    A stand-in: a real pool takes the needs of each company's roadmap.
    """
    weights: Counter[CapabilityId] = Counter()
    for initiative in catalogue.initiatives:
        steps = [e for e in initiative.effects if e.from_level <= levels.get(e.item, ENOUGH) < min(e.to_level, ENOUGH)]
        weight = sum(POINTED_AT if effect.item in named else 1 for effect in steps)
        weights.update(dict.fromkeys(initiative.capabilities if weight else (), weight))
    for use_case in catalogue.use_cases:
        if use_case.id in wanted:
            weights.update(dict.fromkeys(use_case.capabilities, 2 * POINTED_AT))
    return weights


def _heaviest(weights: Counter[CapabilityId], workers: int) -> dict[CapabilityId, float]:
    """As many needs as the first phases of a roadmap have at a size, heaviest first."""
    most = next((most for below, most in NEEDS_BY_WORKERS if workers < below), MOST_NEEDS)
    kept = sorted(weights.items(), key=lambda entry: (-entry[1], entry[0]))[:most]
    total = sum(weight for _, weight in kept)
    return {capability: weight / total for capability, weight in kept}


# --- tasks -----------------------------------------------------------------------------------------------------------


def invent_tasks(
    members: Sequence[PoolMember],
    suppliers: Sequence[Supplier],
    catalogue: Catalogue,
    on: date,
    seed: int,
    count: int = TASKS,
) -> tuple[CollaborationTask, ...]:
    """So many tasks of one to four members, two thirds of them with a supplier, in every state."""
    rng = np.random.default_rng([seed, 4])
    return tuple(_task(rng, number, members, suppliers, catalogue, on) for number in range(count))


def _task(
    rng: np.random.Generator,
    number: int,
    members: Sequence[PoolMember],
    suppliers: Sequence[Supplier],
    catalogue: Catalogue,
    on: date,
) -> CollaborationTask:
    use_case = catalogue.use_cases[int(rng.integers(0, len(catalogue.use_cases)))]
    group = _group(rng, members)
    able = [s for s in suppliers if set(use_case.capabilities) & {offer.capability for offer in s.offers}]
    if able and rng.random() < 0.66:
        supplier = able[int(rng.integers(0, len(able)))]
        group.append(TaskMember(supplier.id, TaskRole.SUPPLIER, "suppliers", supplier.workers))
    model = max(catalogue.initiatives, key=lambda i: len(set(i.capabilities) & set(use_case.capabilities)))
    task = CollaborationTask(
        id=f"task-{number + 1:04d}",
        cell=use_case.cell,
        use_case=use_case.id,
        capabilities=use_case.capabilities,
        members=tuple(group),
        status=TaskStatus.FOUND,
        moved_on=on - timedelta(days=int(rng.integers(0, 300))),
        subcommittee=next(iter(use_case.subcommittees), None),
        modelled_on=model.id,
    )
    status = tuple(STATUS_SHARES)[int(rng.choice(len(STATUS_SHARES), p=tuple(STATUS_SHARES.values())))]
    if status is TaskStatus.DROPPED:
        return replace(task, status=status, drop_reason="데이터를 나눌 조건을 정하지 못함")
    if status is TaskStatus.FOUND or len(group) < 2:
        return task
    return replace(
        task,
        status=status,
        owner=group[0].id,
        members=tuple(replace(member, agreed=True) for member in group),
        deliverable=model.deliverable.ko,
        acceptance=model.acceptance.ko,
        due=task.moved_on + timedelta(days=int(rng.integers(90, 500))),
    )


def _group(rng: np.random.Generator, members: Sequence[PoolMember]) -> list[TaskMember]:
    first = members[int(rng.integers(0, len(members)))]
    near = [m for m in members if m.industry == first.industry] if rng.random() < WITHIN_ONE_INDUSTRY else members
    others = [near[n] for n in rng.choice(len(near), min(int(rng.integers(0, 4)), len(near)), replace=False)]
    group = sorted({first.id: first, **{m.id: m for m in others}}.values(), key=lambda m: -m.workers)
    return [
        TaskMember(m.id, TaskRole.COMPANY if place else TaskRole.ANCHOR, m.industry, m.workers)
        for place, m in enumerate(group)
    ]


# --- leads, cases, requests, needs -----------------------------------------------------------------------------------


def _lead(rng: np.random.Generator, member: PoolMember, suppliers: Sequence[Supplier], on: date) -> Lead:
    """Large suppliers are met more often."""
    pull = np.sqrt([supplier.workers for supplier in suppliers])
    supplier = suppliers[int(rng.choice(len(suppliers), p=pull / pull.sum()))]
    stage = tuple(STAGE_SHARES)[int(rng.choice(len(STAGE_SHARES), p=tuple(STAGE_SHARES.values())))]
    return Lead(supplier.id, member.id, on - timedelta(days=int(rng.integers(0, 365))), stage)


def _case(
    rng: np.random.Generator, task: CollaborationTask, members: Sequence[PoolMember], catalogue: Catalogue
) -> CaseCard:
    use_case = next(u for u in catalogue.use_cases if u.id == task.use_case)
    anchor = next(m for m in members if m.id == task.members[0].id)
    return CaseCard(
        id=f"case-{task.id.removeprefix('task-')}",
        task=task.id,
        cell=task.cell,
        use_case=task.use_case,
        level=int(rng.integers(1, 4)),
        division=anchor.division,
        problem=use_case.name.ko,
        data=use_case.data.ko,
        done=use_case.summary.ko,
        effect=_effect(rng, use_case, catalogue),
        basis=Basis.ESTIMATE,
        took=f"{3 * use_case.quarters}개월, {use_case.cost.likely}만원",
        agreed_on=task.moved_on,
    )


def _effect(rng: np.random.Generator, use_case: UseCase, catalogue: Catalogue) -> str:
    percent = int(rng.integers(3, 20))
    named = next((kpi.name.ko for kpi in catalogue.kpis if kpi.id in use_case.kpis), "걸리는 시간")
    return f"{named}: {percent}% 나아짐(가상)"


def _request(
    rng: np.random.Generator, number: int, members: Sequence[PoolMember], alliance: Alliance, on: date
) -> RegulationRequest:
    status = tuple(RequestStatus)[number % len(RequestStatus)]
    moved_on = on - timedelta(days=int(rng.integers(0, 200)))
    recipient = find_recipients(alliance)[0]
    is_open = status in (RequestStatus.DRAFTED, RequestStatus.HANDED_OVER, RequestStatus.WITHDRAWN)
    return RegulationRequest(
        id=f"req-{number + 1:03d}",
        company=members[int(rng.integers(0, len(members)))].id,
        rule="작업장 영상을 공정 개선에 쓸 때의 동의 절차(가상)",
        obstacle="사람이 비치는 순간이 섞여 있어 영상을 아예 쓰지 못합니다.",
        wanted_change="사람을 지운 영상은 따로 동의를 받지 않아도 되게 해 주십시오.",
        legal_basis="prg-promotion-regulation-law",
        recipient=recipient,
        subcommittee=RULES if recipient is Recipient.SUBCOMMITTEE else None,
        status=status,
        moved_on=moved_on,
        answer_due=moved_on + timedelta(days=15) if status is RequestStatus.HANDED_OVER else None,
        answer="" if is_open else "검토 결과를 알려 드립니다(가상).",
    )


def _posted(rng: np.random.Generator, member: PoolMember, catalogue: Catalogue, on: date) -> PostedNeed:
    use_case = catalogue.use_cases[int(rng.integers(0, len(catalogue.use_cases)))]
    brings = tuple(thing for thing in Brings if rng.random() < 0.5) or (Brings.DATA,)
    return PostedNeed(
        id=f"need-{member.id.removeprefix('co-')}",
        company=member.id,
        industry=member.industry,
        division=member.division,
        region=member.region,
        cell=use_case.cell,
        capabilities=use_case.capabilities,
        requirement=use_case.summary.ko,
        brings=brings,
        open_until=on + timedelta(days=int(rng.integers(-30, 180))),
    )
