"""What a plan brings: from the owner's own numbers a yearly range in 만원 and a payback, with the formula (method 7)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from math import fsum, prod

from assessment.catalogue import Benefit, Catalogue, InitiativeId, Lever
from assessment.roadmap.values import (
    InitiativeBenefit,
    Loss,
    MissingNumbers,
    MoneyRange,
    OwnerNumbers,
    Payback,
    PlanBenefit,
    Roadmap,
    Saving,
)
from assessment.terms import Reason

MONTHS_A_YEAR = 12
HOURS_A_MONTH = 160
MOST_HOURS_SHARE = 0.1
"""Initiatives together may save at most this share of all working hours; our own proposal."""
NOTHING = 1.0
"""Less than 1만원 a year is no saving that could pay anything back."""

NEEDS: Mapping[Lever, tuple[str, ...]] = {
    Lever.SCRAP: ("sales", "defect_rate"),
    Lever.DOWNTIME: ("downtime_hours", "hourly_labour_cost"),
    Lever.ENERGY: ("energy_bill",),
    Lever.LABOUR_HOURS: ("hourly_labour_cost",),
}
"""The numbers of the owner whose product is the loss of a lever."""
UNIT: Mapping[Lever, float] = {
    Lever.SCRAP: 0.01,
    Lever.DOWNTIME: 1.0,
    Lever.ENERGY: 1.0,
    Lever.LABOUR_HOURS: MONTHS_A_YEAR,
}
"""What that product is multiplied by: a rate is in percent, hours are saved every month."""


def find_benefits(
    roadmap: Roadmap, catalogue: Catalogue, numbers: OwnerNumbers, workers: int, cost_shares: Mapping[str, float]
) -> PlanBenefit:
    """What each planned initiative brings in a year, and what they bring together; nothing where a number is missing.

    Losses in 만원 a year: defects = sales x defect rate, and of that only the materials where their share of the costs (in
    percent) is known, since a bad part costs at least its material; downtime = hours x hourly labour cost, one person
    waiting, no lost output; energy = the bill; own hours = 12 months x hourly labour cost for each hour a month.

    Two initiatives on one loss do not add: the second saves its share of what the first leaves, 1 - (1 - a)(1 - b). Own
    hours add, up to a tenth of all working hours (`workers` x 160 a month). Payback = likely cost without support / yearly
    saving x 12, from the high end of the saving to the low end; own time is no part of the cost.
    """
    given = {f.name: value for f in fields(numbers) if (value := getattr(numbers, f.name)) is not None}
    losses = {lever: _loss(lever, given, cost_shares) for lever in Lever if given.keys() >= set(NEEDS[lever])}
    most_hours = workers * HOURS_A_MONTH * MOST_HOURS_SHARE
    brings = {entry.initiative: catalogue.initiative(entry.initiative).brings for entry in roadmap.scheduled}
    known = {i: benefits for i, benefits in brings.items() if benefits and all(b.lever in losses for b in benefits)}
    savings = _savings((b for benefits in known.values() for b in benefits), losses, most_hours)
    yearly = _sum(savings) if known else None
    cost = sum(entry.cost for entry in roadmap.scheduled)
    return PlanBenefit(
        losses=tuple(losses[saving.lever] for saving in savings),
        savings=savings,
        initiatives=tuple(
            _initiative(entry.initiative, entry.cost, _savings(known[entry.initiative], losses, most_hours))
            for entry in roadmap.scheduled
            if entry.initiative in known
        ),
        yearly=yearly,
        cost=cost,
        payback=find_payback(cost, yearly) if yearly else None,
        most_hours=most_hours,
        missing=_missing(brings, given),
    )


def find_payback(cost: int, yearly: MoneyRange) -> Payback | None:
    """Months until `cost` 만원 have come back; None where not even the high end saves anything.

    >>> find_payback(600, MoneyRange(0, 1200))
    Payback(soonest=6.0, latest=None)
    """
    if cost == 0:
        return Payback(0.0, 0.0)
    if yearly.high < NOTHING:
        return None
    months = MONTHS_A_YEAR * cost
    return Payback(months / yearly.high, months / yearly.low if yearly.low >= NOTHING else None)


def _loss(lever: Lever, given: Mapping[str, float], cost_shares: Mapping[str, float]) -> Loss:
    factors = {name: given[name] for name in NEEDS[lever]}
    amount = UNIT[lever] * prod(factors.values())
    if lever is Lever.SCRAP and "materials" in cost_shares:
        materials = cost_shares["materials"]
        amount *= materials / 100
        return Loss(lever, amount, Reason.of("loss_materials", **factors, materials=materials, loss=amount))
    return Loss(lever, amount, Reason.of(f"loss_{lever.value}", **factors, loss=amount))


def _savings(benefits: Iterable[Benefit], losses: Mapping[Lever, Loss], most_hours: float) -> tuple[Saving, ...]:
    """The benefits together, one saving for each lever that they pull."""
    by_lever: dict[Lever, list[Benefit]] = {}
    for benefit in benefits:
        by_lever.setdefault(benefit.lever, []).append(benefit)
    return tuple(_saving(losses[lever], by_lever[lever], most_hours) for lever in Lever if lever in by_lever)


def _saving(loss: Loss, benefits: list[Benefit], most_hours: float) -> Saving:
    lows, highs = [b.low for b in benefits], [b.high for b in benefits]
    if loss.lever is Lever.LABOUR_HOURS:
        low, high = min(fsum(lows), most_hours), min(fsum(highs), most_hours)
        return Saving(loss.lever, low, high, MoneyRange(loss.amount * low, loss.amount * high))
    low, high = _of_what_is_left(lows), _of_what_is_left(highs)
    return Saving(loss.lever, low, high, MoneyRange(loss.amount * low / 100, loss.amount * high / 100))


def _of_what_is_left(percents: list[float]) -> float:
    """Shares of one loss in percent, each of what the others leave; sorted, so that their order changes no digit."""
    return 100 * (1 - prod(max(1 - percent / 100, 0.0) for percent in sorted(percents)))


def _initiative(initiative: InitiativeId, cost: int, savings: tuple[Saving, ...]) -> InitiativeBenefit:
    yearly = _sum(savings)
    return InitiativeBenefit(initiative, cost, savings, yearly, find_payback(cost, yearly))


def _sum(savings: tuple[Saving, ...]) -> MoneyRange:
    return MoneyRange(fsum(s.yearly.low for s in savings), fsum(s.yearly.high for s in savings))


def _missing(
    brings: Mapping[InitiativeId, tuple[Benefit, ...]], given: Mapping[str, float]
) -> tuple[MissingNumbers, ...]:
    """What was not given, together with what else the same initiatives lack; most initiatives first."""
    lacking: dict[tuple[str, ...], list[InitiativeId]] = {}
    for initiative, benefits in brings.items():
        needed = {name for benefit in benefits for name in NEEDS[benefit.lever]}
        numbers = tuple(f.name for f in fields(OwnerNumbers) if f.name in needed and f.name not in given)
        if numbers:
            lacking.setdefault(numbers, []).append(initiative)
    found = (MissingNumbers(numbers, tuple(initiatives)) for numbers, initiatives in lacking.items())
    return tuple(sorted(found, key=lambda m: (-len(m.initiatives), m.numbers)))
