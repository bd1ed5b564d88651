"""The invented register and what goes on in the invented association: every state, every gap, always the same."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from functools import cache
from itertools import pairwise

from assessment.catalogue import Alliance, Catalogue, EntryState, OfferGrade, Supplier
from assessment.checks import find_supplier_problems
from assessment.matching.moves import find_task_blockers
from assessment.matching.records import Recipient, RequestStatus, TaskRole, TaskStatus
from assessment.matching.supplier_index import compare, prepare_suppliers
from assessment.matching.suppliers import equal_needs
from services.demo_cooperation import Cooperation, find_pool, invent_cooperation, invent_tasks
from services.demo_register import invent_suppliers
from tests import builders as make
from tests.builders_matching import ON, capability, demand, demo_alliance, demo_catalogue, demo_companies, demo_edition

LAW = make.alliance(make.subcommittee("law"))


@cache
def world() -> Catalogue:
    capabilities = tuple(capability(f"cap-{letter}") for letter in "abcdefgh")
    ids = [capability.id for capability in capabilities]
    initiatives = tuple(
        make.initiative(f"ini-{n}", (f"P{n % 5 + 1}", n // 5, n // 5 + 1), capabilities=(ids[n % 8],))
        for n in range(10)
    )
    bare = demo_catalogue()
    uses = tuple(replace(u, capabilities=(ids[n], ids[-1 - n])) for n, u in enumerate(bare.use_cases))
    return replace(bare, capabilities=capabilities, initiatives=initiatives, use_cases=uses)


def _invented(suppliers: tuple[Supplier, ...], edition: Alliance) -> Cooperation:
    return invent_cooperation(demo_companies(), suppliers, demo_edition(), world(), edition, ON, 7)


@cache
def cooperation() -> Cooperation:
    suppliers = invent_suppliers(world(), 7, ON, 150)
    return _invented(suppliers, LAW)


# --- the register ---


def test_the_register_is_the_same_for_a_seed_and_does_not_depend_on_its_length() -> None:
    assert invent_suppliers(world(), 7, ON, 20) == invent_suppliers(world(), 7, ON, 150)[:20]
    assert invent_suppliers(world(), 8, ON, 20) != invent_suppliers(world(), 7, ON, 20)


def test_the_register_has_no_problems_and_every_entry_is_marked_as_invented() -> None:
    suppliers = invent_suppliers(world(), 7, ON, 150)
    assert find_supplier_problems(world(), suppliers) == []
    assert all(s.invented and s.name.endswith("(가상)") for s in suppliers)


def test_the_register_has_tails_gaps_and_every_state() -> None:
    suppliers = invent_suppliers(world(), 7, ON, 400)
    workers = sorted(s.workers for s in suppliers)
    assert workers[0] <= 2
    assert workers[-1] > 20 * workers[len(workers) // 2]
    assert {s.entry.state for s in suppliers} == set(EntryState)
    assert {o.grade for s in suppliers for o in s.offers} == set(OfferGrade)
    assert any(s.capacity == 0 for s in suppliers)
    assert any(s.conflicts for s in suppliers)
    assert any(s.declared_on is None for s in suppliers)
    assert any(s.works_only_there for s in suppliers)
    assert {s.official_grade is None for s in suppliers} == {True, False}


def test_some_suppliers_match_nobody() -> None:
    index = prepare_suppliers(invent_suppliers(world(), 7, ON, 150))
    asked = [demand(*equal_needs([c]), region="41") for c in index.capabilities]
    matched = compare(index, asked).passes.any(axis=0)
    assert 0.5 < matched.mean() < 0.95


def test_a_catalogue_without_use_cases_has_suppliers_without_cells() -> None:
    (supplier,) = invent_suppliers(replace(world(), use_cases=()), 7, ON, 1)
    assert supplier.offers
    assert supplier.cells == ()


# --- the pool ---


def test_the_pool_holds_those_whose_second_consent_stands() -> None:
    by_id = {company.id: company for company in demo_companies()}
    members = cooperation().members
    assert 0.3 < len(members) / len(by_id) < 0.8
    assert all(by_id[m.id].named_until == m.agreed_until >= ON for m in members)
    late = find_pool(demo_companies(), demo_edition(), world(), ON + timedelta(days=200))
    assert 0 < len(late) < len(members)


def test_members_need_what_they_lack_and_offer_what_they_have() -> None:
    for member in cooperation().members:
        assert not member.needs or abs(sum(member.needs.values()) - 1) < 1e-9
        assert all(0 < strength <= 1 for strength in member.offers.values())
    assert any(m.needs for m in cooperation().members)
    assert any(m.offers for m in cooperation().members)


def test_small_members_ask_for_little_and_wanted_uses_weigh_most() -> None:
    members = cooperation().members
    assert max(len(m.needs) for m in members if m.workers < 20) <= 4
    wanting = [m for m in members if m.use_cases and m.needs]
    uses = {u.id: set(u.capabilities) for u in world().use_cases}
    heaviest = [max(m.needs, key=lambda c: m.needs[c]) in set().union(*(uses[u] for u in m.use_cases)) for m in wanting]
    assert sum(heaviest) / len(heaviest) > 0.6


def test_the_pool_says_no_name() -> None:
    assert "가상" not in repr(cooperation().members)


# --- tasks, leads, cases, requests, needs ---


def test_the_same_seed_gives_the_same_cooperation() -> None:
    assert _invented(cooperation().suppliers, LAW) == cooperation()


def test_tasks_stand_in_every_state_with_what_the_state_asks_for() -> None:
    tasks = cooperation().tasks
    assert len(tasks) == 360
    assert {t.status for t in tasks} == set(TaskStatus)
    path = (TaskStatus.FOUND, TaskStatus.AGREED, TaskStatus.RUNNING, TaskStatus.DELIVERED)
    before = {after: now for now, after in pairwise(path)} | {TaskStatus.DROPPED: TaskStatus.FOUND}
    for task in tasks:
        if task.status is not TaskStatus.FOUND:
            assert find_task_blockers(replace(task, status=before[task.status]), task.status) == ()


def test_most_tasks_stay_within_one_industry_and_many_have_a_supplier() -> None:
    tasks = cooperation().tasks
    assert 0.4 < sum(len(t.industries) == 1 for t in tasks) / len(tasks) < 0.8
    assert 0.4 < sum(any(m.role is TaskRole.SUPPLIER for m in t.members) for t in tasks) / len(tasks) < 0.8
    assert all(t.members[0].role is TaskRole.ANCHOR for t in tasks)


def test_without_suppliers_tasks_have_none() -> None:
    tasks = invent_tasks(cooperation().members, (), world(), ON, 7, 20)
    assert all(m.role is not TaskRole.SUPPLIER for t in tasks for m in t.members)


def test_large_suppliers_get_more_leads() -> None:
    workers = {s.id: s.workers for s in cooperation().suppliers}
    leads = cooperation().leads
    assert len({lead.stage for lead in leads}) == 3
    mean = sum(workers[lead.supplier] for lead in leads) / len(leads)
    assert mean > 1.5 * sum(workers.values()) / len(workers)
    assert all(lead.on <= ON for lead in leads)


def test_every_delivered_task_became_a_case() -> None:
    delivered = {t.id for t in cooperation().tasks if t.status is TaskStatus.DELIVERED}
    assert {case.task for case in cooperation().cases} == delivered
    assert all(1 <= case.level <= 3 and case.problem and case.effect for case in cooperation().cases)


def test_requests_stand_in_every_state_and_go_where_the_edition_says() -> None:
    requests = cooperation().requests
    assert Counter(r.status for r in requests) == dict.fromkeys(RequestStatus, 2)
    assert {(r.recipient, r.subcommittee) for r in requests} == {(Recipient.SUBCOMMITTEE, "law")}
    assert all((r.answer_due is not None) == (r.status is RequestStatus.HANDED_OVER) for r in requests)
    elsewhere = _invented(cooperation().suppliers, demo_alliance())
    assert {(r.recipient, r.subcommittee) for r in elsewhere.requests} == {(Recipient.MINISTRY, None)}


def test_large_members_post_needs() -> None:
    large = {m.id for m in cooperation().members if m.workers >= 300}
    assert {need.company for need in cooperation().needs} == large != set()
    assert all(need.brings for need in cooperation().needs)
