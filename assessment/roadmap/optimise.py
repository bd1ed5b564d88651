"""The best plan under money, people, prerequisites and levels: an exact time-indexed model, solved by HiGHS.

Strong precedence form (facts, methods 2.2): what has started by quarter t is at most what had to be finished by t.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from assessment.catalogue import InitiativeId
from assessment.roadmap.cash import budget_by_quarter, payment
from assessment.roadmap.model import Effort, Model, Solution
from assessment.roadmap.support_columns import SupportColumns
from assessment.roadmap.values import Candidate, Grant, PlanningInstance
from assessment.roadmap.worth import (
    Starts,
    Step,
    earliness,
    opening_worth,
    plan_worth,
    step_worth,
    steps_needed,
    steps_of,
)

FULL_EFFORT = Effort(nodes=20_000)
AMONG_EQUALS = Effort(nodes=100, gap=0.001)
"""The second stage only tells plans of equal worth apart."""
TIE = 1e-9
"""Weight of 1 만원 in the first stage: of equal plans the cheaper one, then the earlier, then by the order of ids."""
CHOSEN = 0.5
DECIMALS = 9
"""Sums of floats in another order differ beyond this."""
KEPT, A_QUARTER, SLACK = 100_000.0, 0.1, 1e-6
"""Weights of the second stage in 만원: a start kept from the previous plan, a quarter of waiting; and what is equal."""
Must = Mapping[InitiativeId, Collection[int]]
"""Initiatives that have to start, each in one of some quarters."""
NOTHING: Must = {}


@dataclass(frozen=True, slots=True)
class Found:
    """A plan as starts and state money, its worth, a bound that no plan exceeds, and the adviser's wishes it fulfils."""

    starts: Mapping[InitiativeId, int]
    grants: tuple[Grant, ...]
    worth: float
    bound: float


def optimise(
    instance: PlanningInstance, known: Starts, effort: Effort = FULL_EFFORT, must: Must = NOTHING
) -> Found | None:
    """The best plan; `known` is a feasible plan to begin with. None where `must` cannot be.

    Wishes of the adviser come before worth. Where the effort ends before anything better than `known` is found, `known`
    comes back. Of plans of equal worth, the one nearest to the previous plan is taken, then the cheaper and earlier one.
    """
    formulation = _Formulation(instance, must)
    solution = formulation.solve(known, effort)
    if solution is None:
        return None
    best = formulation.read(solution)
    if not must and formulation.rank(known) > formulation.rank(best.starts):
        best = replace(best, starts=dict(known), grants=(), worth=round(plan_worth(instance, known), DECIMALS))
    elif formulation.has_equals_to_tell_apart:
        chosen = formulation.choose_among_equals(solution)
        best = replace(formulation.read(chosen), bound=best.bound) if chosen else best
    return replace(best, bound=max(best.bound, best.worth))


@dataclass
class _Formulation:
    """Columns and rows of the model; every column is a decision with its worth, every row a limit."""

    instance: PlanningInstance
    must: Must
    model: Model = field(default_factory=Model)
    start: dict[InitiativeId, dict[int, int]] = field(default_factory=dict)
    reach: dict[Step, dict[int, int]] = field(default_factory=dict)
    otherwise: dict[tuple[InitiativeId, int], int] = field(default_factory=dict)
    wish: dict[InitiativeId, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.candidates = {c.initiative: c for c in _possible(self.instance)}
        for order, candidate in enumerate(self.candidates.values()):
            self._starts(candidate, order)
        self._steps()
        self._openings()
        for candidate in self.candidates.values():
            self._prerequisites(candidate)
            self._levels(candidate)
        self.support = SupportColumns(self.instance, self.model, self.candidates, self.start)
        self._people()
        self._money()
        self.wish_weight = 1.0 + sum(worth for worth in self.model.worth if worth > 0)
        self._wishes()
        for initiative, quarters in self.must.items():
            columns = self.start.get(initiative, {})
            self.model.at_least({columns[t]: 1.0 for t in quarters if t in columns} or {self._never(): 1.0}, 1.0)

    # --- columns ---

    def _never(self) -> int:
        return self.model.column(upper=0.0)

    def _starts(self, candidate: Candidate, order: int) -> None:
        """One column for each quarter in which an initiative may start; at most one is chosen."""
        last = self.instance.horizon - candidate.quarters
        tie = [TIE * (candidate.cost + 10 * t + (1 + order) / 100) for t in range(last + 1)]
        self.start[candidate.initiative] = {t: self.model.column(-tie[t], whole=True) for t in range(last + 1)}
        self.model.at_most(dict.fromkeys(self.start[candidate.initiative].values(), 1.0), 1.0)

    def _steps(self) -> None:
        """One column for each step and the quarter it is first reached in; only what ends there can reach it."""
        ends: dict[Step, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        for candidate in self.candidates.values():
            for step in steps_of(candidate, self.instance.levels):
                for t, column in self.start[candidate.initiative].items():
                    ends[step][t + candidate.quarters].append(column)
        for step, by_quarter in ends.items():
            worth = step_worth(self.instance, step)
            self.reach[step] = {q: self.model.column(worth * earliness(self.instance, q)) for q in sorted(by_quarter)}
            self.model.at_most(dict.fromkeys(self.reach[step].values(), 1.0), 1.0)
            for quarter, columns in by_quarter.items():
                self.model.at_most({self.reach[step][quarter]: 1.0} | dict.fromkeys(columns, -1.0), 0.0)

    def _openings(self) -> None:
        """One column for each use case and the quarter it opens in: not before each step that it needs."""
        for opening in self.instance.openings:
            needed = steps_needed(opening, self.instance.levels)
            if not needed or any(step not in self.reach for step in needed):
                continue
            worth = opening_worth(self.instance, opening)
            quarters = range(1, self.instance.horizon + 1)
            opens = {q: self.model.column(worth * earliness(self.instance, q)) for q in quarters}
            self.model.at_most(dict.fromkeys(opens.values(), 1.0), 1.0)
            for step in needed:
                for quarter in quarters:
                    self._not_before(opens, quarter, self.reach[step], quarter)

    def _wishes(self) -> None:
        """One column for each thing the adviser wants in: worth more than everything else together."""
        for initiative in dict.fromkeys((*self.instance.pinned, *self.instance.added)):
            columns = self.start.get(initiative, {})
            if initiative in self.instance.pinned:
                columns = {t: c for t, c in columns.items() if t == self.instance.pinned[initiative]}
            if columns:
                self.wish[initiative] = self.model.column(self.wish_weight)
                self.model.at_most({self.wish[initiative]: 1.0} | dict.fromkeys(columns.values(), -1.0), 0.0)

    # --- rows ---

    def _not_before(self, what: Mapping[int, int], by: int, first: Mapping[int, int], until: int) -> None:
        """What happened by one quarter is at most what happened first by another."""
        row = {column: 1.0 for q, column in what.items() if q <= by}
        self.model.at_most(row | {column: -1.0 for q, column in first.items() if q <= until}, 0.0)

    def _prerequisites(self, candidate: Candidate) -> None:
        """A prerequisite has ended, or everything it would bring is there by other ways."""
        mine = self.start[candidate.initiative]
        for prerequisite in candidate.prerequisites:
            first = self.candidates[prerequisite]
            for t in mine:
                row = {column: 1.0 for q, column in mine.items() if q <= t}
                row |= {column: -1.0 for q, column in self.start[prerequisite].items() if q <= t - first.quarters}
                row[self._done_otherwise(first, t)] = -1.0
                self.model.at_most(row, 0.0)

    def _done_otherwise(self, candidate: Candidate, quarter: int) -> int:
        """A column that can be 1 only where every step of an initiative is reached by a quarter."""
        key = (candidate.initiative, quarter)
        if key not in self.otherwise:
            self.otherwise[key] = self.model.column()
            for step in steps_of(candidate, self.instance.levels):
                reached = {column: -1.0 for q, column in self.reach[step].items() if q <= quarter}
                self.model.at_most({self.otherwise[key]: 1.0} | reached, 0.0)
        return self.otherwise[key]

    def _levels(self, candidate: Candidate) -> None:
        """An initiative starts from levels that are reached."""
        for effect in candidate.effects:
            if self.instance.levels.get(effect.item, effect.from_level) >= effect.from_level:
                continue
            reached = self.reach.get((effect.item, effect.from_level), {})
            for t in self.start[candidate.initiative]:
                self._not_before(self.start[candidate.initiative], t, reached, t)

    def _people(self) -> None:
        for quarter, months in enumerate(self.instance.staff_months):
            row = {
                column: candidate.staff_months / candidate.quarters
                for candidate in self.candidates.values()
                for t, column in self.start[candidate.initiative].items()
                if t <= quarter < t + candidate.quarters
            }
            self.model.at_most(row, months)

    def _money(self) -> None:
        """What has left the account by the end of a quarter is at most the budget until then; unspent money moves on."""
        left: list[dict[int, float]] = [{} for _ in range(self.instance.horizon)]

        def move(column: int, quarter: int, amount: float) -> None:
            for later in range(quarter, self.instance.horizon):
                left[later][column] = left[later].get(column, 0.0) + amount

        for candidate in self.candidates.values():
            for t, column in self.start[candidate.initiative].items():
                for quarter, amount in payment(self.instance, candidate, t).items():
                    move(column, quarter, amount)
        for column, quarter, amount in self.support.movements():
            move(column, quarter, amount)
        for row, budget in zip(left, budget_by_quarter(self.instance), strict=True):
            self.model.at_most({column: amount for column, amount in row.items() if amount}, budget)

    # --- solving ---

    def solve(self, known: Starts, effort: Effort) -> Solution | None:
        """The best solution that the effort finds, beginning from a known plan."""
        return self.model.solve(self._as_hint(known), effort)

    @property
    def has_equals_to_tell_apart(self) -> bool:
        """Whether more than the small weights of the first stage has to decide between plans of equal worth."""
        return self._has_wishes or bool(self.instance.offers)

    def choose_among_equals(self, solution: Solution) -> Solution | None:
        """Second stage (methods 2.2): of the plans of this worth, nearest to the previous, then cheapest, then earliest."""
        worth = self.model.worth
        counted = {column: value for column, value in enumerate(worth) if value > 0}
        reached = sum(value * solution.values[column] for column, value in counted.items())
        self.model.at_least(counted, reached - SLACK)
        self.model.worth = [0.0] * len(worth)
        for candidate in self.candidates.values():
            for t, column in self.start[candidate.initiative].items():
                kept = self.instance.previous.get(candidate.initiative) == t
                self.model.worth[column] = KEPT * kept - candidate.cost - A_QUARTER * t
        for column, saved in self.support.savings():
            self.model.worth[column] = saved
        rows = len(self.model.rows)
        if not self._has_wishes:
            self._keep_starts(solution)
        found = self.model.solve(dict(enumerate(solution.values)), AMONG_EQUALS)
        del self.model.rows[rows - 1 :]
        self.model.worth = worth
        return found

    @property
    def _has_wishes(self) -> bool:
        return bool(self.instance.previous or self.instance.pinned or self.instance.added)

    def _keep_starts(self, solution: Solution) -> None:
        """Where nobody wishes for other starts, only the state money is still to be decided, which is quick."""
        for columns in self.start.values():
            for column in columns.values():
                if solution.values[column] > CHOSEN:
                    self.model.at_least({column: 1.0}, 1.0)
                else:
                    self.model.at_most({column: 1.0}, 0.0)

    def read(self, solution: Solution) -> Found:
        """A solution as starts and state money."""
        starts = {
            initiative: t
            for initiative, columns in self.start.items()
            for t, column in columns.items()
            if solution.values[column] > CHOSEN
        }
        fulfilled = sum(self._fulfils(starts, initiative) for initiative in self.wish)
        worth = round(plan_worth(self.instance, starts), DECIMALS)
        bound = round(solution.bound - fulfilled * self.wish_weight, DECIMALS)
        return Found(starts, self.support.grants(solution.values), worth, bound)

    def rank(self, starts: Starts) -> tuple[int, float]:
        """Wishes first, then worth."""
        return sum(self._fulfils(starts, i) for i in self.wish), round(plan_worth(self.instance, starts), DECIMALS)

    def _fulfils(self, starts: Starts, initiative: InitiativeId) -> bool:
        return initiative in starts and self.instance.pinned.get(initiative, starts[initiative]) == starts[initiative]

    def _as_hint(self, known: Starts) -> dict[int, float]:
        """A known plan as values of columns."""
        hint = {
            self.start[initiative][t]: 1.0 for initiative, t in known.items() if t in self.start.get(initiative, {})
        }
        for step, columns in self.reach.items():
            ends = [
                known[c.initiative] + c.quarters
                for c in self.candidates.values()
                if c.initiative in known and step in set(steps_of(c, self.instance.levels))
            ]
            if ends and min(ends) in columns:
                hint[columns[min(ends)]] = 1.0
        return hint


def _possible(instance: PlanningInstance) -> tuple[Candidate, ...]:
    """The candidates that can be planned at all, by id: with something to gain, time to end, and every prerequisite."""
    wished = {*instance.pinned, *instance.added}
    done = {c.initiative for c in instance.candidates if c.done_at(instance.levels)}
    left = {
        c.initiative: c
        for c in sorted(instance.candidates, key=lambda c: c.initiative)
        if (c.initiative not in done or c.initiative in wished) and c.quarters <= instance.horizon
    }
    while missing := [i for i, c in left.items() if not left.keys() | done >= set(c.prerequisites)]:
        for initiative in missing:
            del left[initiative]
    return tuple(replace(c, prerequisites=tuple(p for p in c.prerequisites if p not in done)) for c in left.values())
