"""Which state money a plan may count on: calls that are open on a date, or also those that may come again (method 7)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date
from itertools import combinations

from assessment.catalogue import Catalogue
from assessment.programmes import Call, MoneyRules, Programme, ProgrammeId
from assessment.roadmap.eligibility import check_programme
from assessment.roadmap.instance import quarters_between
from assessment.roadmap.standings import CallStanding, Facts, Standing, TrackStanding, Window
from assessment.roadmap.support import pays_for
from assessment.roadmap.values import Offer, OfferRules, PlanKind, PlanningInstance

MONTHS_A_QUARTER = 3
COUNTED_WINDOWS = {
    PlanKind.OPEN_CALLS: (Window.OPEN,),
    PlanKind.EXPECTED_CALLS: (Window.OPEN, Window.ANNOUNCED, Window.EXPECTED),
}


def find_offers(
    instance: PlanningInstance, catalogue: Catalogue, facts: Facts, on: date, kind: PlanKind
) -> tuple[tuple[Offer, ...], OfferRules]:
    """The offers for the candidates of an instance, and what they do to each other.

    Counted is money for this firm alone, of a known rate, under clauses of which none has failed: where several rates may
    hold the lowest counts. A consortium's money, loans and taxes are not counted; of tracks on the same terms, one is.
    """
    money = catalogue.money
    if money is None:
        return (), OfferRules()
    found = [
        (programme, offer)
        for programme in catalogue.programmes
        if programme.kind in money.counted
        for standing in check_programme(programme, facts, on)
        if standing.window in COUNTED_WINDOWS[kind]
        for offer in _offers(instance, catalogue, standing, money, on)
    ]
    return tuple(offer for _, offer in found), _rules(found)


def _offers(
    instance: PlanningInstance, catalogue: Catalogue, standing: CallStanding, money: MoneyRules, on: date
) -> Iterator[Offer]:
    programme, call = standing.programme, standing.call
    first = _first_quarter(call, standing.window, money, on)
    paid = tuple(
        c.initiative for c in instance.candidates if pays_for(programme, catalogue.initiative(c.initiative)) and c.cost
    )
    if first is None or first >= instance.horizon or not paid:
        return
    terms: set[tuple[object, ...]] = set()
    for track in sorted(standing.tracks, key=lambda t: t.standing is not Standing.ELIGIBLE):
        percent = _lowest_percent(track)
        if track.standing is Standing.NOT_ELIGIBLE or track.track.consortium or not percent:
            continue
        months = track.track.months
        offer = Offer(
            id=f"{call.id}/{track.track.id}",
            programme=programme.id,
            call=call.id,
            track=track.track.id,
            initiatives=paid,
            percent=percent,
            cap=min((rate.cap for rate in track.rates if rate.cap is not None), default=None),
            first=first,
            last=min(first + money.quarters_open, instance.horizon) - 1,
            quarters=math.ceil(months / MONTHS_A_QUARTER) if months else instance.horizon,
            fee=float(sum(cost.high or cost.low or 0 for cost in track.track.firm_costs)),
            after_the_work=programme.kind in money.after_the_work,
            expected=standing.window is Window.EXPECTED,
            open=track.open,
        )
        if (same := (offer.percent, offer.cap, offer.quarters, offer.fee)) not in terms:
            terms.add(same)
            yield offer


def _first_quarter(call: Call, window: Window, money: MoneyRules, on: date) -> int | None:
    """The first quarter in which a project under a call may begin; None where nobody knows when the call will come."""
    settled = call.closes or (call.opens if window is not Window.OPEN else on)
    if settled is None:
        return None
    return max(quarters_between(on, settled), 0) + money.quarters_to_start


def _lowest_percent(track: TrackStanding) -> float:
    """The rate that is sure to hold; 0 where one that may hold is not known."""
    return min((rate.percent or 0.0 for rate in track.rates), default=0.0)


def _rules(found: list[tuple[Programme, Offer]]) -> OfferRules:
    """One track of a call, never both of two programmes that exclude each other, once where repeating is barred."""
    groups: set[tuple[str, ...]] = set()
    ceilings: dict[str, tuple[int, list[str]]] = {}
    for programme, offer in found:
        same_call = tuple(o.id for _, o in found if o.call == offer.call)
        same_programme = tuple(o.id for _, o in found if o.programme == offer.programme)
        groups.add(same_programme if programme.repeat_ban or programme.repeat_years else same_call)
        if programme.shared_ceiling:
            amount, members = ceilings.setdefault(programme.shared_ceiling.group, (programme.shared_ceiling.amount, []))
            ceilings[programme.shared_ceiling.group] = (
                min(amount, programme.shared_ceiling.amount),
                [*members, offer.id],
            )
    for (one, first), (other, second) in combinations(found, 2):
        if _exclude(one, other.id) or _exclude(other, one.id):
            groups.add((first.id, second.id))
    return OfferRules(
        at_most_one=tuple(sorted(group for group in groups if len(group) > 1)),
        ceilings=tuple((amount, tuple(members)) for _, (amount, members) in sorted(ceilings.items())),
    )


def _exclude(programme: Programme, other: ProgrammeId) -> bool:
    return other in programme.excludes
