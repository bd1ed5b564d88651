"""The arguments for a plan as frozen values; worth lost is a share of the worth of the plan."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.catalogue import InitiativeId
from assessment.terms import Reason


@dataclass(frozen=True, slots=True)
class Move:
    """What it costs to start something a quarter earlier or later; None where it cannot be."""

    initiative: InitiativeId
    earlier: float | None
    later: float | None


@dataclass(frozen=True, slots=True)
class WhyNot:
    """What forcing in a left-out initiative would cost and push out; or, where it cannot be, what would have to change."""

    initiative: InitiativeId
    lost: float | None
    pushed_out: tuple[InitiativeId, ...]
    needed: Reason | None


@dataclass(frozen=True, slots=True)
class Stability:
    """The share of draws in whose best plan an initiative stays."""

    initiative: InitiativeId
    share: float


@dataclass(frozen=True, slots=True)
class Regret:
    """What the plan, and what the simple order by priority, lose on average when costs and worth turn out otherwise."""

    plan: float
    simple: float


@dataclass(frozen=True, slots=True)
class BudgetPoint:
    """The worth and the number of initiatives of the best plan under another budget a year (만원)."""

    budget_a_year: int
    worth: float
    initiatives: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything that `explain_roadmap` found; `gap` is how exactly the plans of the draws were searched for."""

    moves: tuple[Move, ...]
    why_not: tuple[WhyNot, ...]
    stability: tuple[Stability, ...]
    regret: Regret
    curve: tuple[BudgetPoint, ...]
    draws: int
    gap: float
