"""A supplier's side of the register: keeping its entry, answering a decision, why it was not listed; never a score."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from assessment.catalogue import EntryState, Offer, OfferGrade, Supplier
from assessment.checks import find_supplier_problems
from assessment.errors import InputRejected
from assessment.matching.values import PublishedDemand, RequirementSheet, SupplierMatches
from assessment.published import find_demand
from assessment.terms import Problem
from services.errors import NotFound
from services.permissions import Act, Actor, require
from services.ports import Tools
from services.register import CHECKED, find_record, store_change
from services.register_port import EntryAct, EntryChange, RegisterRecord

AT_ONCE = ("capacity", "price_from", "price_to", "conflicts", "declared_on")
"""What stands as soon as the supplier says it: it only tells whether it can come, and never lifts it in a list."""
CLOSED = (EntryState.SUSPENDED, EntryState.EXPIRED)
LISTED = "listed"
COUNTED_BY = 5
PERIODS = 4
MONTHS_A_QUARTER, QUARTERS = 3, 4


@dataclass(frozen=True, slots=True)
class CountedReason:
    """How many reports of a year left a supplier out for a reason, or listed it; counted down to fives, 0 for fewer."""

    code: str
    at_least: int


def open_own_entry(tools: Tools, actor: Actor) -> RegisterRecord:
    """The entry that the supplier's link opens; raises NotFound if it is no longer there."""
    require(actor, Act.KEEP_OWN_ENTRY, actor.name)
    return find_record(tools, actor.name)


def edit_own_entry(tools: Tools, actor: Actor, wanted: Supplier, base: int, now: datetime) -> None:
    """Store what the supplier changed; raises InputRejected with every problem, EntryChanged if it was too late.

    Capacity, prices and interests stand at once. Capabilities, industries, regions and cells of an entry that was decided
    about wait for the association; grades, outcomes, the official grade and the state are never the supplier's to change.
    """
    record = open_own_entry(tools, actor)
    standing = record.supplier
    offers = tuple(_own_offer(offer, standing) for offer in wanted.offers)
    asked = replace(_taken(standing, wanted, (*AT_ONCE, *CHECKED)), offers=offers)
    problems = tuple(find_supplier_problems(tools.content.load_catalogue(), [asked]))
    if problems:
        raise InputRejected(problems)
    proposed = None
    if standing.entry.state is EntryState.PROPOSED:
        standing = asked
    else:
        standing = _taken(standing, asked, AT_ONCE)
        proposed = asked if any(getattr(asked, name) != getattr(standing, name) for name in CHECKED) else None
    store_change(tools, EntryChange(now, standing.name, EntryAct.EDITED, "", standing, proposed), base)


def answer_decision(tools: Tools, actor: Actor, answer: str, base: int, now: datetime) -> None:
    """Answer a suspension or an expiry; raises InputRejected for an empty answer, NotFound where nothing was decided."""
    standing = open_own_entry(tools, actor).supplier
    if standing.entry.state not in CLOSED:
        raise NotFound("decision")
    if not answer:
        raise InputRejected((Problem.of("answer_missing", "answer"),))
    answered = replace(standing, entry=replace(standing.entry, answer=answer))
    proposed = open_own_entry(tools, actor).proposed
    store_change(tools, EntryChange(now, standing.name, EntryAct.ANSWERED, answer, answered, proposed), base)


def count_filters(tools: Tools, found: SupplierMatches | RequirementSheet, on: date) -> None:
    """Count in one report whom it listed and whom it left out for what; which company it was is not kept."""
    if not isinstance(found, SupplierMatches):
        return
    codes = [(match.supplier.id, LISTED) for match in found.matches]
    codes += [(left.supplier.id, reason.code) for left in found.filtered_out for reason in left.reasons]
    tools.register.note_filters(_period(on), [(str(supplier_id), code) for supplier_id, code in codes])


def why_left_out(tools: Tools, actor: Actor, on: date) -> tuple[CountedReason, ...]:
    """For what reasons reports of the last four quarters left the supplier out, the most frequent first."""
    supplier_id = open_own_entry(tools, actor).supplier.id
    latest = {_period(on, back) for back in range(PERIODS)}
    sums: dict[str, int] = {}
    for (period, code), count in tools.register.filter_counts(supplier_id).items():
        if period in latest:
            sums[code] = sums.get(code, 0) + count
    counted = (CountedReason(code, count // COUNTED_BY * COUNTED_BY) for code, count in sums.items())
    return tuple(sorted(counted, key=lambda reason: (-reason.at_least, reason.code)))


def find_published_demand(tools: Tools, actor: Actor) -> PublishedDemand | None:
    """What the newest release says of demand for the supplier's capabilities (method 9, 10); None before the first one."""
    supplier = open_own_entry(tools, actor).supplier
    ledger = tools.published.ledger()
    newest = tools.published.get(ledger[-1].id) if ledger else None
    if newest is None:
        return None
    offered = [offer.capability for offer in supplier.offers]
    return find_demand(newest.release, newest.beside, offered, supplier.regions)


def _taken(standing: Supplier, wanted: Supplier, names: tuple[str, ...]) -> Supplier:
    return replace(standing, **{name: getattr(wanted, name) for name in names})


def _own_offer(offer: Offer, standing: Supplier) -> Offer:
    """An offer by its evidence: what was shown before keeps its grade, anything else is a reference or a claim."""
    known = next((o for o in standing.offers if o.capability == offer.capability), Offer(offer.capability, offer.grade))
    if (known.shown_by, known.dated) == (offer.shown_by, offer.dated) and known in standing.offers:
        return known
    grade = OfferGrade.REFERENCE if offer.shown_by or offer.dated else OfferGrade.CLAIMED
    return replace(known, grade=grade, shown_by=offer.shown_by, dated=offer.dated)


def _period(on: date, back: int = 0) -> str:
    """The quarter so many quarters before a date.

    >>> _period(date(2026, 2, 1), 1)
    '2025Q4'
    """
    number = on.year * QUARTERS + (on.month - 1) // MONTHS_A_QUARTER - back
    return f"{number // QUARTERS}Q{number % QUARTERS + 1}"
