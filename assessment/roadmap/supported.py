"""Plans that count state money, each beside what is done if that money does not come (method 7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from assessment.catalogue import Catalogue
from assessment.roadmap.model import Effort
from assessment.roadmap.offers import find_offers
from assessment.roadmap.schedule import plan_roadmap
from assessment.roadmap.standings import Facts
from assessment.roadmap.values import PlanKind, PlanningInstance, Roadmap, SupportedPlan

BESIDE = Effort(nodes=500, gap=0.002)
"""Plans beside the own one are searched for less long; the gap that is left is printed."""


def plan_with_support(
    own: PlanningInstance, roadmap: Roadmap, catalogue: Catalogue, facts: Facts, on: date
) -> tuple[SupportedPlan, ...]:
    """Plans B and C beside plan A (`roadmap`, from own money); one that would count no money of its own is left away."""
    return tuple(_plans(own, roadmap, catalogue, facts, on))


def _plans(
    own: PlanningInstance, roadmap: Roadmap, catalogue: Catalogue, facts: Facts, on: date
) -> Iterator[SupportedPlan]:
    seen: set[str] = set()
    for kind in (PlanKind.OPEN_CALLS, PlanKind.EXPECTED_CALLS):
        offers, rules = find_offers(own, catalogue, facts, on, kind)
        if {offer.id for offer in offers} <= seen:
            continue
        instance = replace(own, offers=offers, offer_rules=rules)
        planned = plan_roadmap(instance, roadmap, effort=BESIDE)
        if any(grant.offer.id not in seen for grant in planned.grants):
            yield SupportedPlan(kind, instance, planned, plan_without(own, planned))
        seen |= {offer.id for offer in offers}


def plan_without(own: PlanningInstance, planned: Roadmap) -> Roadmap:
    """The best plan once it is known that no state money comes: what has begun by then stays as it is."""
    known_at = min(grant.quarter for grant in planned.grants)
    begun = {entry.initiative: entry.start for entry in planned.scheduled if entry.start < known_at}
    starts = {entry.initiative: entry.start for entry in planned.scheduled}
    must = {initiative: (quarter,) for initiative, quarter in begun.items()}
    return plan_roadmap(replace(own, previous=starts), must=must, effort=BESIDE)
