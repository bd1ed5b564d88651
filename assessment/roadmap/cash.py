"""What leaves the account and what comes back, quarter by quarter: one rule for the model, the simple order and the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from assessment.roadmap.values import Candidate, Grant, Offer, PlanningInstance
from assessment.roadmap.worth import Starts

QUARTERS_A_YEAR = 4
Flow = Mapping[int, float]
"""Money by the quarter in which it leaves; what comes back is negative. Quarters after the horizon do not count."""


def budget_by_quarter(instance: PlanningInstance) -> tuple[float, ...]:
    """The money that may have left by the end of each quarter: a year's budget is there from its first quarter."""
    years = instance.budget_a_year
    return tuple(float(sum(years[: q // QUARTERS_A_YEAR + 1])) for q in range(instance.horizon))


def payment(instance: PlanningInstance, candidate: Candidate, start: int) -> Flow:
    """Cost and VAT in the quarter of the start; the tax comes back in the next."""
    tax = candidate.cost * instance.vat
    return {start: candidate.cost + tax, start + 1: -tax}


def income_quarter(offer: Offer, candidate: Candidate, start: int) -> int:
    """When the state's share relieves the firm: at the start, or when the work has ended."""
    return start + candidate.quarters if offer.after_the_work else start


def cash_by_quarter(instance: PlanningInstance, starts: Starts, grants: Iterable[Grant]) -> tuple[float, ...]:
    """What leaves the account in each quarter of a plan, in 만원; negative where more comes back."""
    by_id = {candidate.initiative: candidate for candidate in instance.candidates}
    cash = [0.0] * instance.horizon

    def move(flow: Flow) -> None:
        for quarter, amount in flow.items():
            if quarter < instance.horizon:
                cash[quarter] += amount

    for initiative, start in starts.items():
        move(payment(instance, by_id[initiative], start))
    for grant in grants:
        move({grant.quarter: grant.offer.fee})
        for initiative, share in grant.shares:
            move({income_quarter(grant.offer, by_id[initiative], starts[initiative]): -share})
    return tuple(cash)
