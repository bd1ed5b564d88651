"""The invented association on the real content: large, uneven and unfinished, and every reason in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

import pytest

from assessment.catalogue import Catalogue
from assessment.instrument.edition import Questionnaire
from assessment.matching.indicators import find_indicators
from assessment.matching.partners import find_partners
from assessment.matching.portfolio import pick_greedily
from assessment.matching.register import find_unmet_clauses
from assessment.matching.routes import route_need
from assessment.matching.seats import fill_subcommittees
from assessment.matching.subcommittees import find_agenda
from assessment.matching.supplier_index import prepare_suppliers
from assessment.matching.suppliers import match_suppliers
from assessment.matching.tasks import find_tasks
from assessment.matching.values import Applicant, Demand, Need, SeatRules
from assessment.terms import Language, Reason
from presentation.wording import Names
from services.demo import DemoCompany, invent_companies
from services.demo_cooperation import Cooperation, invent_cooperation
from services.demo_register import invent_suppliers
from storage.content.store import ContentFolder

ON = date(2026, 11, 22)
SEED = 7


@dataclass(frozen=True)
class World:
    questionnaire: Questionnaire
    catalogue: Catalogue
    companies: tuple[DemoCompany, ...]
    cooperation: Cooperation


@cache
def world() -> World:
    content = ContentFolder()
    questionnaire, catalogue = content.load_questionnaire("readiness", "2026.1"), content.load_catalogue()
    ten = next(a for a in catalogue.alliances if a.id == "all-2020-dx")
    companies = invent_companies(questionnaire, catalogue, ten, SEED)
    suppliers = invent_suppliers(catalogue, SEED, ON)
    leading = catalogue.alliances[0]
    cooperation = invent_cooperation(companies, suppliers, questionnaire, catalogue, leading, ON, SEED)
    return World(questionnaire, catalogue, companies, cooperation)


def test_there_are_470_companies_in_ten_industries_with_tiny_and_empty_cells() -> None:
    companies = world().companies
    assert len(companies) == 470
    assert len({c.industry for c in companies}) == 10

    def size(workers: int) -> int:
        return sum(workers >= floor for floor in (10, 50, 300))

    cells = Counter((c.industry, size(c.newest.profile.workers)) for c in companies)
    assert len(cells) < 10 * 4
    assert min(cells.values()) < 3


def test_the_share_of_ai_users_lies_where_surveys_find_it() -> None:
    manufacturing = {e.id for e in world().questionnaire.ai_examples if e.counts_as_manufacturing}
    registers = [c.newest.sheet.ai_uses for c in world().companies if c.newest.sheet.ai_uses]
    using = [any(u.example in manufacturing and u.state == "regular" for u in uses) for uses in registers]
    assert 0.01 < sum(using) / len(using) < 0.1


def _reasons() -> Iterator[Reason]:
    found, catalogue = world().cooperation, world().catalogue
    index, leading = prepare_suppliers(found.suppliers), world().catalogue.alliances[0]
    for member in found.members[:60]:
        needs = tuple(Need(c, weight, ()) for c, weight in member.needs.items())
        matches = match_suppliers(Demand(needs, member.division, member.region, 2000), index, SEED)
        yield from (r for m in (*matches.matches, *matches.filtered_out) for r in m.reasons)
    plan = find_partners(found.members, catalogue, leading, ON)
    yield from (r for p in plan.proposals for r in (*p.reasons, p.data_question))
    yield from (reason for _, reason in plan.alone)
    for task in find_tasks(found.members, index, catalogue, leading, ON, SEED):
        yield from task.reasons
    yield from (r for pick in pick_greedily(found.tasks, 16, 8).picks for r in pick.reasons)
    for need in found.needs:
        routes = route_need(need, found.members, index, found.tasks, catalogue, ON, SEED)
        yield from (r for route in (*routes.companies, *routes.suppliers, *routes.tasks) for r in route.reasons)
    applicants = [Applicant(m.id, m.industry, False, m.needs, m.offers) for m in found.members]
    agendas = {s.id: find_agenda(s, catalogue) for s in leading.subcommittees}
    seats = fill_subcommittees(applicants, agendas, SeatRules(least_suppliers=0))
    yield from (r for seat in seats.seats for r in seat.reasons)
    (definition,) = catalogue.qualified
    yield from (u.reason for s in found.suppliers for u in find_unmet_clauses(s, definition, ON))


@pytest.mark.parametrize("language", Language)
def test_every_reason_becomes_a_sentence_that_shows_no_code(language: Language) -> None:
    names = Names(world().questionnaire, world().catalogue, language)
    reasons = set(_reasons())
    assert len({reason.code for reason in reasons}) > 30
    sentences = [names.reason(reason) for reason in reasons]
    codes = ("cap-", "uc-", "cell-", "con-", "dx-", "ini-")
    assert [s for s in sentences if not s.endswith(".") or any(code in s for code in codes)] == []


def test_indicators_of_the_association_leave_room_to_grow() -> None:
    found = world().cooperation
    (definition,) = world().catalogue.qualified
    figures = find_indicators(found.tasks, found.leads, found.suppliers, definition, ON)
    assert 0 < figures.across_industries < figures.tasks
    assert 0 < figures.active_pairs < figures.possible_pairs == 45
    assert figures.delivered == len(found.cases) > 10
    assert 0 < figures.small_contracts < figures.small_leads < figures.leads
    assert figures.qualified > 10
    assert figures.qualified_never_shown
