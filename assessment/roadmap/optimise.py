"""The best plan under money, people, prerequisites and levels: an exact time-indexed model, solved by HiGHS.

Strong precedence form (facts, methods 2.2): what has started by quarter t is at most what had to be finished by t.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

import highspy
import numpy as np

from assessment.catalogue import InitiativeId
from assessment.roadmap.values import Candidate, PlanningInstance, Proof
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

NODES = 20_000
"""A limit of nodes and not of time, so that the same instance gives the same plan on every machine."""
QUARTERS_A_YEAR = 4
TIE = 1e-6
"""Weight that decides between plans of equal worth: less money first, then earlier, then the order of ids."""
CHOSEN = 0.5
DECIMALS = 9
"""Sums of floats in another order differ beyond this."""
Row = Mapping[int, float]


def optimise(instance: PlanningInstance, known: Starts, nodes: int = NODES) -> tuple[dict[InitiativeId, int], Proof]:
    """The starts of the best plan, and how far its worth is proven; `known` is a feasible plan to begin with.

    Where the node limit ends the search before anything better than `known` is found, `known` comes back.
    """
    model = _Model(instance)
    found, bound = model.solve(known, nodes)
    known_worth, found_worth = plan_worth(instance, known), plan_worth(instance, found)
    best = found if found_worth >= known_worth else dict(known)
    worth = max(found_worth, known_worth)
    return best, Proof(round(worth, DECIMALS), round(max(bound, worth), DECIMALS), round(known_worth, DECIMALS))


@dataclass
class _Model:
    """Columns and rows of the model; every column is a decision with its worth, every row a limit."""

    instance: PlanningInstance
    worth: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    rows: list[tuple[Row, float]] = field(default_factory=list)
    start: dict[InitiativeId, dict[int, int]] = field(default_factory=dict)
    reach: dict[Step, dict[int, int]] = field(default_factory=dict)
    otherwise: dict[tuple[InitiativeId, int], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.candidates = _possible(self.instance)
        for order, candidate in enumerate(self.candidates):
            self._starts(candidate, order)
        self._steps()
        self._openings()
        for candidate in self.candidates:
            self._prerequisites(candidate)
            self._levels(candidate)
        self._people()
        self._money()

    # --- columns ---

    def _column(self, worth: float, *, whole: bool = False) -> int:
        self.worth.append(worth)
        self.whole.append(whole)
        return len(self.worth) - 1

    def _starts(self, candidate: Candidate, order: int) -> None:
        """One column for each quarter in which an initiative may start; at most one is chosen."""
        last = self.instance.horizon - candidate.quarters
        tie = [TIE * (1 + candidate.cost / 1e4 + t / 1e3 + order / 1e6) for t in range(last + 1)]
        self.start[candidate.initiative] = {t: self._column(-tie[t], whole=True) for t in range(last + 1)}
        self._at_most(dict.fromkeys(self.start[candidate.initiative].values(), 1.0), 1.0)

    def _steps(self) -> None:
        """One column for each step and the quarter it is first reached in; only what ends there can reach it."""
        ends: dict[Step, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        for candidate in self.candidates:
            for step in steps_of(candidate, self.instance.levels):
                for t, column in self.start[candidate.initiative].items():
                    ends[step][t + candidate.quarters].append(column)
        for step, by_quarter in ends.items():
            worth = step_worth(self.instance, step)
            self.reach[step] = {q: self._column(worth * earliness(self.instance, q)) for q in sorted(by_quarter)}
            self._at_most(dict.fromkeys(self.reach[step].values(), 1.0), 1.0)
            for quarter, columns in by_quarter.items():
                self._at_most({self.reach[step][quarter]: 1.0} | dict.fromkeys(columns, -1.0), 0.0)

    def _openings(self) -> None:
        """One column for each use case and the quarter it opens in: not before each step that it needs."""
        for opening in self.instance.openings:
            needed = steps_needed(opening, self.instance.levels)
            if not needed or any(step not in self.reach for step in needed):
                continue
            worth = opening_worth(self.instance, opening)
            quarters = range(1, self.instance.horizon + 1)
            opens = {q: self._column(worth * earliness(self.instance, q)) for q in quarters}
            self._at_most(dict.fromkeys(opens.values(), 1.0), 1.0)
            for step in needed:
                for quarter in quarters:
                    self._not_before(opens, quarter, self.reach[step], quarter)

    # --- rows ---

    def _at_most(self, row: Row, limit: float) -> None:
        self.rows.append((row, limit))

    def _not_before(self, what: Mapping[int, int], by: int, first: Mapping[int, int], until: int) -> None:
        """What happened by one quarter is at most what happened first by another."""
        row = {column: 1.0 for q, column in what.items() if q <= by}
        self._at_most(row | {column: -1.0 for q, column in first.items() if q <= until}, 0.0)

    def _prerequisites(self, candidate: Candidate) -> None:
        """A prerequisite has ended, or everything it would bring is there by other ways."""
        mine = self.start[candidate.initiative]
        for prerequisite in candidate.prerequisites:
            first = self._candidate(prerequisite)
            for t in mine:
                row = {column: 1.0 for q, column in mine.items() if q <= t}
                row |= {column: -1.0 for q, column in self.start[prerequisite].items() if q <= t - first.quarters}
                row[self._done_otherwise(first, t)] = -1.0
                self._at_most(row, 0.0)

    def _done_otherwise(self, candidate: Candidate, quarter: int) -> int:
        """A column that can be 1 only where every step of an initiative is reached by a quarter."""
        key = (candidate.initiative, quarter)
        if key not in self.otherwise:
            self.otherwise[key] = self._column(0.0)
            for step in steps_of(candidate, self.instance.levels):
                reached = {column: -1.0 for q, column in self.reach[step].items() if q <= quarter}
                self._at_most({self.otherwise[key]: 1.0} | reached, 0.0)
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
                for candidate in self.candidates
                for t, column in self.start[candidate.initiative].items()
                if t <= quarter < t + candidate.quarters
            }
            self._at_most(row, months)

    def _money(self) -> None:
        """Money counts in the quarter of the start; unspent money moves on to the next year."""
        budget = 0
        for year, amount in enumerate(self.instance.budget_a_year):
            budget += amount
            row = {
                column: float(candidate.cost)
                for candidate in self.candidates
                for t, column in self.start[candidate.initiative].items()
                if t < (year + 1) * QUARTERS_A_YEAR and candidate.cost
            }
            self._at_most(row, budget)

    def _candidate(self, initiative: InitiativeId) -> Candidate:
        return next(c for c in self.candidates if c.initiative == initiative)

    # --- solving ---

    def solve(self, known: Starts, nodes: int) -> tuple[dict[InitiativeId, int], float]:
        """The starts that were found, and a bound that no plan exceeds."""
        if not self.worth:
            return {}, 0.0
        solver = highspy.Highs()
        for option, value in (
            ("output_flag", False),
            ("threads", 1),
            ("random_seed", 0),
            ("mip_rel_gap", 0.0),
            ("mip_abs_gap", TIE / 10),
            ("mip_max_nodes", nodes),
        ):
            solver.setOptionValue(option, value)
        solver.passModel(self._problem())
        solver.setSolution(self._as_solution(known))
        solver.run()
        values = solver.getSolution().col_value
        starts = {
            initiative: t
            for initiative, columns in self.start.items()
            for t, column in columns.items()
            if values[column] > CHOSEN
        }
        return starts, float(solver.getInfo().mip_dual_bound)

    def _problem(self) -> highspy.HighsLp:
        rows = [row for row in self.rows if row[0]]
        problem = highspy.HighsLp()
        problem.num_col_, problem.num_row_ = len(self.worth), len(rows)
        problem.sense_ = highspy.ObjSense.kMaximize
        problem.col_cost_ = np.array(self.worth)
        problem.col_lower_, problem.col_upper_ = np.zeros(len(self.worth)), np.ones(len(self.worth))
        problem.row_lower_ = np.full(len(rows), -highspy.kHighsInf)
        problem.row_upper_ = np.array([limit for _, limit in rows])
        problem.integrality_ = [
            highspy.HighsVarType.kInteger if whole else highspy.HighsVarType.kContinuous for whole in self.whole
        ]
        problem.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        problem.a_matrix_.start_ = np.cumsum([0, *(len(row) for row, _ in rows)]).astype(np.int32)
        problem.a_matrix_.index_ = np.array([column for row, _ in rows for column in row], dtype=np.int32)
        problem.a_matrix_.value_ = np.array([value for row, _ in rows for value in row.values()])
        return problem

    def _as_solution(self, known: Starts) -> highspy.HighsSolution:
        """A known plan as values of the start columns; HiGHS completes the others."""
        solution = highspy.HighsSolution()
        values = np.zeros(len(self.worth))
        for initiative, t in known.items():
            values[self.start[initiative][t]] = 1.0
        for step, columns in self.reach.items():
            ends = [
                known[c.initiative] + c.quarters
                for c in self.candidates
                if c.initiative in known and step in set(steps_of(c, self.instance.levels))
            ]
            if ends:
                values[columns[min(ends)]] = 1.0
        solution.col_value = values.tolist()
        return solution


def _possible(instance: PlanningInstance) -> tuple[Candidate, ...]:
    """The candidates that can be planned at all, by id: with something to gain, time to end, and every prerequisite."""
    left = {
        c.initiative: c
        for c in sorted(instance.candidates, key=lambda c: c.initiative)
        if not c.done_at(instance.levels) and c.quarters <= instance.horizon
    }
    done = {c.initiative for c in instance.candidates if c.done_at(instance.levels)}
    while missing := [i for i, c in left.items() if not left.keys() | done >= set(c.prerequisites)]:
        for initiative in missing:
            del left[initiative]
    return tuple(_without(c, done) for c in left.values())


def _without(candidate: Candidate, done: set[InitiativeId]) -> Candidate:
    """The candidate without prerequisites that the company has behind it."""
    if not done & set(candidate.prerequisites):
        return candidate
    return Candidate(
        initiative=candidate.initiative,
        effects=candidate.effects,
        prerequisites=tuple(p for p in candidate.prerequisites if p not in done),
        cost=candidate.cost,
        staff_months=candidate.staff_months,
        quarters=candidate.quarters,
    )
