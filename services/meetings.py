"""What the association prepares for its members: seats in subcommittees, meeting packs, matching days, indicators."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from assessment.catalogue import Catalogue, EntryState, Subcommittee, Supplier
from assessment.diagnosis import leading_alliance
from assessment.matching.agreements import Purpose
from assessment.matching.indicators import find_indicators
from assessment.matching.lists import plan_lists
from assessment.matching.meeting import MatchingDay, Meeting
from assessment.matching.records import (
    CollaborationTask,
    Indicators,
    Lead,
    LeadStage,
    PostedNeed,
    Recipient,
    RegulationRequest,
    RequestStatus,
    TaskStatus,
)
from assessment.matching.seats import fill_subcommittees
from assessment.matching.subcommittees import find_agenda
from assessment.matching.supplier_index import prepare_suppliers
from assessment.matching.tasks import SUPPLIERS, find_stalled
from assessment.matching.values import Applicant, Demand, Need, PoolMember, SeatPlan, SeatRules
from assessment.published import find_shared_gaps
from services.cooperation import load_pool, load_words
from services.errors import NotFound
from services.keeping import Author, load_newest, store_all
from services.needs import load_open_needs
from services.permissions import ASSOCIATION, Act, Actor, require
from services.ports import Tools

NO_LIMIT = 10**9
"""Money is not shared in co-operation; it is talked about at the meeting."""
NEAR_AGENDA = 0.5
"""A capability belongs to a subcommittee from half the weight of what it works on most."""
OPEN_REQUESTS = (RequestStatus.DRAFTED, RequestStatus.HANDED_OVER)
STAGES = tuple(LeadStage)


def fill_seats(tools: Tools, actor: Actor, rules: SeatRules, on: date) -> SeatPlan:
    """Who could sit in which subcommittee of the leading edition: companies that agreed to it, and approved suppliers."""
    require(actor, Act.KEEP_COOPERATION, ASSOCIATION)
    catalogue = tools.content.load_catalogue()
    alliance = leading_alliance(catalogue)
    agendas = {s.id: find_agenda(s, catalogue) for s in alliance.subcommittees}
    members = load_pool(tools, Purpose.SUBCOMMITTEES, on)
    applicants = [
        *(Applicant(m.id, m.industry, is_supplier=False, needs=m.needs, offers=m.offers) for m in members),
        *(_supplier(s) for s in catalogue.suppliers if s.entry.state is EntryState.APPROVED),
    ]
    return fill_subcommittees(applicants, agendas, rules)


def load_meeting(tools: Tools, actor: Actor, subcommittee_id: str, on: date) -> Meeting:
    """The pack of one subcommittee of the leading edition; NotFound for any other."""
    require(actor, Act.KEEP_COOPERATION, ASSOCIATION)
    words = load_words(tools, on)
    alliance = leading_alliance(words.catalogue)
    subcommittee = next((s for s in alliance.subcommittees if s.id == subcommittee_id), None)
    if subcommittee is None:
        raise NotFound(subcommittee_id)
    tasks = [t for t in load_newest(tools, CollaborationTask) if t.subcommittee == subcommittee_id]
    requests = load_newest(tools, RegulationRequest)
    ledger = tools.published.ledger()
    return Meeting(
        words=words,
        alliance=alliance,
        subcommittee=subcommittee,
        on=on,
        gaps=find_shared_gaps(ledger[-1], subcommittee) if ledger else None,
        needs=_needs_of(subcommittee, words.catalogue, load_open_needs(tools, on)),
        candidates=tuple(task for task in tasks if task.status is TaskStatus.FOUND),
        stalled=find_stalled(tasks, on),
        requests=tuple(r for r in requests if r.status in OPEN_REQUESTS and _is_for(r, subcommittee_id)),
    )


def plan_day(tools: Tools, actor: Actor, on: date) -> MatchingDay:
    """Lists of suppliers for every company that agreed to be introduced, with ceilings and floors for each supplier."""
    require(actor, Act.KEEP_COOPERATION, ASSOCIATION)
    words = load_words(tools, on)
    demands = {member.id: _demand(member) for member in load_pool(tools, Purpose.SUPPLIERS, on) if member.needs}
    index = prepare_suppliers(words.catalogue.suppliers)
    return MatchingDay(words, on, plan_lists(demands, index, on.toordinal()))


def record_leads(tools: Tools, actor: Actor, now: datetime) -> int:
    """Note every link of today's lists as shown; those that are known keep their stage. How many are new."""
    day = plan_day(tools, actor, now.date())
    known = {(lead.supplier, lead.company) for lead in load_newest(tools, Lead)}
    new = [
        Lead(supplier, entry.company, now.date(), LeadStage.SHOWN)
        for entry in day.lists.lists
        for supplier, _ in entry.listed
        if (supplier, entry.company) not in known
    ]
    store_all(tools, [(lead, 0) for lead in new], Author(actor.name, now))
    return len(new)


def advance_lead(tools: Tools, actor: Actor, supplier: str, company: str, now: datetime) -> None:
    """Note that a lead went one stage further: introduced, then contracted; NotFound where nobody was shown."""
    require(actor, Act.KEEP_COOPERATION, ASSOCIATION)
    history = tools.cooperation.store.history(Lead, f"{supplier} {company}")
    if not history:
        raise NotFound(f"{supplier} {company}")
    lead, base = history[-1].record, history[-1].version
    further = STAGES[min(STAGES.index(lead.stage) + 1, len(STAGES) - 1)]
    if further is not lead.stage:
        store_all(tools, [(Lead(lead.supplier, lead.company, now.date(), further), base)], Author(actor.name, now))


def load_indicators(tools: Tools, actor: Actor, on: date) -> Indicators | None:
    """The indicators of a date; None while no definition of a qualified supplier stands."""
    require(actor, Act.KEEP_COOPERATION, ASSOCIATION)
    catalogue = tools.content.load_catalogue()
    definition = catalogue.qualified_on(on)
    if definition is None:
        return None
    tasks, leads = load_newest(tools, CollaborationTask), load_newest(tools, Lead)
    return find_indicators(tasks, leads, catalogue.suppliers, definition, on)


def _supplier(supplier: Supplier) -> Applicant:
    offers = {offer.capability: 1.0 for offer in supplier.offers}
    return Applicant(supplier.id, SUPPLIERS, is_supplier=True, needs={}, offers=offers)


def _demand(member: PoolMember) -> Demand:
    needs = tuple(Need(capability, weight, ()) for capability, weight in member.needs.items())
    return Demand(needs, member.division, member.region, NO_LIMIT)


def _needs_of(subcommittee: Subcommittee, catalogue: Catalogue, needs: Iterable[PostedNeed]) -> tuple[PostedNeed, ...]:
    """The needs for whose capabilities a subcommittee works."""
    agenda = find_agenda(subcommittee, catalogue)
    return tuple(need for need in needs if any(agenda.get(c, 0) >= NEAR_AGENDA for c in need.capabilities))


def _is_for(request: RegulationRequest, subcommittee_id: str) -> bool:
    return request.recipient is Recipient.SUBCOMMITTEE and request.subcommittee == subcommittee_id
