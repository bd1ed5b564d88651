"""Fills an empty installation with the invented association, so that every page of it can be seen full."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from assessment.catalogue import Alliance, Catalogue, EntryState, Supplier
from assessment.errors import InputRejected
from assessment.matching.supplier_index import prepare_suppliers
from assessment.matching.suppliers import match_suppliers
from assessment.matching.values import Demand, Need, PoolMember
from assessment.terms import Problem
from services.content import newest_edition
from services.cooperation import find_counting_edition
from services.demo import SNAPSHOT, YEARS, invent_companies
from services.demo_cooperation import find_pool, invent_cooperation
from services.demo_pool import invent_scores
from services.demo_register import invent_suppliers
from services.demo_sharing import load_cooperation
from services.own_entry import answer_decision, count_filters, edit_own_entry
from services.permissions import Actor, Visitor
from services.ports import Tools
from services.register import find_record, store_changes
from services.register_port import EntryAct, EntryChange
from services.releases import build_release

SEED = 7
COMPANIES = 120
BUDGETS = ((10, 3_000), (50, 8_000), (300, 30_000))
"""What companies below a size can spend on a plan, in 만원; larger ones `LARGE_BUDGET`."""
LARGE_BUDGET = 100_000
ANSWER = "검수 기록을 다시 보냈습니다. 확인해 주십시오."
ASSOCIATIONS_NAME = "지어낸 협회"


def fill_demonstration(tools: Tools, now: datetime) -> None:
    """Fill everything that the association keeps; raises InputRejected where anything is there already."""
    assessments, suppliers = tools.assessments.count(), len(tools.register.all())
    if assessments or suppliers:
        raise InputRejected((Problem.of("demo_not_empty", "demo", assessments=assessments, suppliers=suppliers),))
    for fill in FILLERS:
        fill(tools, now)


def _fill_register(tools: Tools, now: datetime) -> None:
    """Invented suppliers, one of whom asks for a change, one of whom answers a suspension; and what reports counted."""
    catalogue = tools.content.load_catalogue()
    suppliers = invent_suppliers(catalogue, SEED, now.date())
    changes = [EntryChange(now, ASSOCIATIONS_NAME, EntryAct.IMPORTED, "", supplier) for supplier in suppliers]
    store_changes(tools, changes)
    asking = next(s for s in suppliers if s.entry.state is EntryState.APPROVED and len(s.offers) > 1)
    wanted = replace(asking, offers=asking.offers[1:], capacity=asking.capacity + 1)
    edit_own_entry(tools, _owner(asking), wanted, find_record(tools, asking.id).version, now)
    closed = next(s for s in suppliers if s.entry.state is EntryState.SUSPENDED)
    answer_decision(tools, _owner(closed), ANSWER, find_record(tools, closed.id).version, now)
    index = prepare_suppliers(tools.register.approved())
    for member in _members(tools, catalogue, now.date()):
        count_filters(tools, match_suppliers(_demand(member), index, SEED), now.date())


def _fill_cooperation(tools: Tools, now: datetime) -> None:
    """Companies that agreed to be named, and a year of what they did together."""
    catalogue, questionnaire = tools.content.load_catalogue(), newest_edition(tools.content)
    companies = invent_companies(questionnaire, catalogue, find_counting_edition(catalogue), SEED)
    suppliers, leading = tools.register.approved(), catalogue.alliances[0]
    found = invent_cooperation(companies, suppliers, questionnaire, catalogue, leading, now.date(), SEED)
    load_cooperation(tools, found, companies)


def _fill_figures(tools: Tools, now: datetime) -> None:
    """What companies left to statistics in each year up to now, what some took back, and the release of each year."""
    catalogue, questionnaire = tools.content.load_catalogue(), newest_edition(tools.content)
    companies = invent_companies(questionnaire, catalogue, find_counting_edition(catalogue), SEED)
    days = (date(year, *SNAPSHOT) for year in YEARS)
    for day in (day for day in days if day <= now.date()):
        found = invent_scores(companies, questionnaire, catalogue, day.year)
        for company in companies:
            if company.id in found:
                tools.pool.replace(company.id, found[company.id])
            else:
                tools.pool.withdraw(company.id)
        build_release(tools, day, None)


def _owner(supplier: Supplier) -> Actor:
    return Actor(Visitor.SUPPLIER, "demo", frozenset({supplier.id}), supplier.id)


def _members(tools: Tools, catalogue: Catalogue, on: date) -> tuple[PoolMember, ...]:
    questionnaire = newest_edition(tools.content)
    alliance: Alliance = catalogue.alliances[0]
    companies = invent_companies(questionnaire, catalogue, alliance, SEED, COMPANIES)
    return find_pool([replace(company, named_until=on) for company in companies], questionnaire, catalogue, on)


def _demand(member: PoolMember) -> Demand:
    needs = tuple(Need(capability, weight, ()) for capability, weight in member.needs.items())
    budget = next((money for workers, money in BUDGETS if member.workers < workers), LARGE_BUDGET)
    return Demand(needs, member.division, member.region, budget)


FILLERS: tuple[Callable[[Tools, datetime], None], ...] = (_fill_register, _fill_cooperation, _fill_figures)
"""What is filled, in order; each store that the association keeps has one."""
