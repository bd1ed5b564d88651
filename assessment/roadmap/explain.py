"""The arguments behind a plan: what moving costs, why not, how sure, and what another budget would bring (method 7).

Too slow for a page (hundreds of plans are made), so it runs apart from `diagnose` and is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol, TypeVar

import numpy as np

from assessment.catalogue import InitiativeId
from assessment.roadmap.explanation import BudgetPoint, Explanation, Move, Regret, Stability, WhyNot
from assessment.roadmap.model import Effort
from assessment.roadmap.optimise import NOTHING, Found, Must, optimise
from assessment.roadmap.schedule import follow_plan, plan_greedily
from assessment.roadmap.values import Candidate, LeftOut, PlanningInstance, Roadmap
from assessment.roadmap.worth import Starts, plan_worth
from assessment.terms import Reason

CURVE_SHARES = (0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)
CURVE_WITHOUT_BUDGET = tuple(range(0, 5500, 500))
"""Budgets a year in 만원 for a company that names none."""
VALUE_SPREAD = 0.2
"""Draws move every priority by up to 20 % either way."""
PLENTY = 1_000_000
A_DRAW, A_QUESTION = Effort(nodes=500, gap=0.02), Effort(nodes=2_000, gap=0.002)
LONGER = 4
DECIMALS = 6
Asked = TypeVar("Asked")
Answered = TypeVar("Answered")


class Each(Protocol):
    """`in_turn`, or the same by several threads: the solver lets other threads work meanwhile."""

    def __call__(self, answer: Callable[[Asked], Answered], questions: Iterable[Asked], /) -> Iterable[Answered]:
        """The answers in the order of the questions."""


def in_turn(answer: Callable[[Asked], Answered], questions: Iterable[Asked], /) -> Iterable[Answered]:
    """One after the other."""
    return map(answer, questions)


@dataclass(frozen=True, slots=True)
class ExplanationEffort:
    """How many draws, and how hard each of their plans is searched for (a stated gap of 2 %)."""

    draws: int = 200
    each: Effort = A_DRAW
    exact: Effort = A_QUESTION


USUAL = ExplanationEffort()


def explain_roadmap(
    instance: PlanningInstance, plan: Roadmap, seed: int, effort: ExplanationEffort = USUAL, each: Each = in_turn
) -> Explanation:
    """Argue for a plan made from own money. The same arguments always give the same value, whatever `each` is."""
    starts = {entry.initiative: entry.start for entry in plan.scheduled}
    worth = plan_worth(instance, starts)
    stability, regret = _draws(instance, starts, np.random.default_rng(seed), effort, each)
    in_order = sorted(starts.items(), key=lambda entry: (entry[1], entry[0]))
    return Explanation(
        moves=tuple(each(partial(_move, instance, starts, worth, effort), in_order)),
        why_not=tuple(each(partial(_why_not, instance, starts, worth, effort), plan.left_out)),
        stability=stability,
        regret=regret,
        curve=tuple(_curve(instance, effort)),
        draws=effort.draws,
        gap=effort.each.gap,
    )


def _best(instance: PlanningInstance, known: Starts, effort: Effort, must: Must = NOTHING) -> Found | None:
    return optimise(replace(instance, previous={}), known, effort, must)


def _lost(before: float, after: float) -> float:
    """The share of worth that is lost; a plan found by a bounded search may by chance be no worse."""
    return round(max(0.0, (before - after) / before), DECIMALS) if before > 0 else 0.0


# --- moving ----------------------------------------------------------------------------------------------------------


def _move(
    instance: PlanningInstance, starts: Starts, worth: float, effort: ExplanationEffort, entry: tuple[InitiativeId, int]
) -> Move:
    initiative, start = entry
    return Move(
        initiative,
        earlier=_cost_of(instance, starts, {initiative: (start - 1,)}, worth, effort) if start else None,
        later=_cost_of(instance, starts, {initiative: (start + 1,)}, worth, effort),
    )


def _cost_of(
    instance: PlanningInstance, starts: Starts, must: Must, worth: float, effort: ExplanationEffort
) -> float | None:
    found = _best(instance, starts, effort.exact, must)
    return None if found is None else _lost(worth, found.worth)


# --- why not ---------------------------------------------------------------------------------------------------------


def _why_not(
    instance: PlanningInstance, starts: Starts, worth: float, effort: ExplanationEffort, left: LeftOut
) -> WhyNot:
    must = {left.initiative: range(instance.horizon)}
    found = _best(instance, starts, effort.exact, must)
    if found is None:
        return WhyNot(left.initiative, None, (), _needed(instance, starts, must, effort))
    dropped = tuple(sorted(starts.keys() - found.starts.keys()))
    return WhyNot(left.initiative, _lost(worth, found.worth), dropped, None)


def _needed(instance: PlanningInstance, starts: Starts, must: Must, effort: ExplanationEffort) -> Reason:
    """The one limit that stands against an initiative, found by lifting each alone; else more than one."""
    money = tuple(PLENTY for _ in instance.budget_a_year)
    people = tuple(float(PLENTY) for _ in instance.staff_months)
    longer = _longer(instance)
    lifted = (
        (Reason.of("would_need_money"), replace(instance, budget_a_year=money)),
        (Reason.of("would_need_people"), replace(instance, staff_months=people)),
        (Reason.of("would_need_time"), longer),
        (Reason.of("would_need_more_of_all"), replace(longer, budget_a_year=(*money, PLENTY), staff_months=people * 2)),
    )
    for reason, easier in lifted:
        if _best(easier, starts, effort.each, {i: range(easier.horizon) for i in must}) is not None:
            return reason
    return Reason.of("would_need_what_is_left_away")


def _longer(instance: PlanningInstance) -> PlanningInstance:
    return replace(
        instance,
        horizon=instance.horizon + LONGER,
        budget_a_year=(*instance.budget_a_year, instance.budget_a_year[-1]),
        staff_months=(*instance.staff_months, *(instance.staff_months[-1:] * LONGER)),
    )


# --- draws -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Draw:
    """The best plan under drawn costs and priorities, and what the plan as it is and the simple one lose there."""

    best: Starts
    lost: float
    lost_simply: float


def _draws(
    instance: PlanningInstance, starts: Starts, chance: np.random.Generator, effort: ExplanationEffort, each: Each
) -> tuple[tuple[Stability, ...], Regret]:
    """Costs between low and high, priorities moved: what stays in the best plan, and what the plan as it is loses."""
    simple = {entry.initiative: entry.start for entry in plan_greedily(instance).scheduled}
    drawn = [_drawn(instance, chance) for _ in range(effort.draws)]
    draws = list(each(partial(_draw, starts, simple, effort), drawn))
    count = max(len(draws), 1)
    stays = (
        Stability(initiative, sum(initiative in draw.best for draw in draws) / count) for initiative in sorted(starts)
    )
    lost, lost_simply = (draw.lost for draw in draws), (draw.lost_simply for draw in draws)
    return tuple(stays), Regret(round(sum(lost) / count, DECIMALS), round(sum(lost_simply) / count, DECIMALS))


def _draw(starts: Starts, simple: Starts, effort: ExplanationEffort, drawn: PlanningInstance) -> _Draw:
    followed = follow_plan(drawn, starts)
    found = _best(drawn, followed, effort.each)
    best = found.starts if found else followed
    top = plan_worth(drawn, best)
    return _Draw(
        best,
        lost=_lost(top, plan_worth(drawn, followed)),
        lost_simply=_lost(top, plan_worth(drawn, follow_plan(drawn, simple))),
    )


def _drawn(instance: PlanningInstance, chance: np.random.Generator) -> PlanningInstance:
    """The instance with another cost for each candidate and another priority for each item."""
    candidates = tuple(replace(c, cost=_drawn_cost(c, chance)) for c in instance.candidates)
    priorities = {
        item: value * chance.uniform(1 - VALUE_SPREAD, 1 + VALUE_SPREAD) for item, value in instance.priorities.items()
    }
    return replace(instance, candidates=candidates, priorities=priorities)


def _drawn_cost(candidate: Candidate, chance: np.random.Generator) -> int:
    if candidate.cost_range is None or candidate.cost_range[0] == candidate.cost_range[1]:
        return candidate.cost
    low, high = candidate.cost_range
    return round(float(chance.triangular(low, candidate.cost, high)))


# --- another budget --------------------------------------------------------------------------------------------------


def _curve(instance: PlanningInstance, effort: ExplanationEffort) -> Iterator[BudgetPoint]:
    """The best plan under other budgets; each begins from the one before, so that more money is never worth less."""
    budget = instance.budget_a_year[0]
    budgets = [round(budget * share) for share in CURVE_SHARES] if budget else CURVE_WITHOUT_BUDGET
    known: Starts = {}
    for amount in budgets:
        other = replace(instance, budget_a_year=tuple(amount for _ in instance.budget_a_year))
        found = _best(other, known, effort.exact)
        known = found.starts if found else known
        yield BudgetPoint(amount, round(plan_worth(other, known), DECIMALS), len(known))
