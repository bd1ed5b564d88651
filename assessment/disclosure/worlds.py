"""Every set of figures that agrees with what is shown: how far one is known, and what to withhold so that it is known less.

Figures are columns of a linear program, relaxed to real numbers and solved by HiGHS (methods 5.2: audit step and fix step).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
ENDLESS = float(highspy.kHighsInf)
DUAL_SIMPLEX, PRIMAL_SIMPLEX = 1, 4
"""Where only the objective changes from one question to the next, the last solution stays feasible and the primal goes on;
where only bounds change, the dual."""
NEARLY = 1e-6
FEW, WORTH_ANOTHER_ROUND = 20, 0.93
HALF = 2654435761
"""Knuth's multiplier: its product with a number has bits that fall as a coin does, the same every time."""


@dataclass(frozen=True, slots=True)
class Row:
    """A weighted sum of columns lies between two ends."""

    weights: Mapping[int, float]
    low: float = 0.0
    high: float = ENDLESS


@dataclass(frozen=True, slots=True)
class Fact:
    """A row that holds because a figure is shown; to break it by one costs `cost`."""

    row: Row
    cost: float


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of columns: lowest and highest values (columns,), rows that hold anyway, and facts."""

    low: Array
    high: Array
    rows: Sequence[Row]
    facts: Sequence[Fact]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A column that must not be known to less than a width; `whole` if it can only be a whole number."""

    column: int
    width: float
    whole: bool


@dataclass(frozen=True, slots=True)
class Range:
    """Everything that a wanted column can be."""

    wanted: Wanted
    low: float
    high: float


def find_narrow(known: Known, wanted: Sequence[Wanted]) -> list[Range]:
    """The columns that are known to less than their width; the others were seen that far apart in two worlds."""
    worlds = _Worlds(known, wanted)
    worlds.look_around()
    return [found for found in map(worlds.range_of, wanted) if found.high - found.low < found.wanted.width - NEARLY]


class _Worlds:
    """Worlds that were seen. A wanted column is two: its first steps up to the width, and the rest.

    So a world can be asked for in which many columns rise by their width at once, and none has a reason to rise further.
    """

    def __init__(self, known: Known, wanted: Sequence[Wanted]) -> None:
        self.wanted = {w.column: w for w in wanted}
        size = len(known.low)
        self.low, high = known.low.copy(), known.high.copy()
        for row in (fact.row for fact in known.facts if len(fact.row.weights) == 1):
            (column,) = row.weights
            self.low[column], high[column] = max(self.low[column], row.low), min(high[column], row.high)
        self.rest = {column: size + place for place, column in enumerate(self.wanted)}
        split = np.array(list(self.wanted), dtype=np.int64)
        first = high.copy()
        first[split] = np.minimum(high[split], self.low[split] + [w.width for w in wanted])
        rows = [*known.rows, *(fact.row for fact in known.facts if len(fact.row.weights) > 1)]
        self.program = _program(
            np.concatenate([self.low, np.zeros(len(split))]),
            np.concatenate([first, (high - first)[split]]),
            [Row({**row.weights, **self._rests(row)}, row.low, row.high) for row in rows],
            PRIMAL_SIMPLEX,
        )
        self.least, self.most = np.full(size, np.inf), np.full(size, -np.inf)

    def _rests(self, row: Row) -> dict[int, float]:
        return {self.rest[column]: value for column, value in row.weights.items() if column in self.rest}

    def look_around(self) -> None:
        """Ask for worlds in which half of the columns that are still open move to where they have not been seen yet."""
        before, left, turn = 2 * len(self.wanted), self._open(), 0
        while FEW < len(left) < WORTH_ANOTHER_ROUND * before:
            moved = [c for place, c in enumerate(left, 1) if turn == 0 or not place * HALF >> (turn + 7) & 1]
            self._see({c: 1.0 if self.most[c] >= self.low[c] + self.wanted[c].width else -1.0 for c in moved})
            before, left, turn = len(left), self._open(), turn + 1

    def range_of(self, wanted: Wanted) -> Range:
        """The range of one column; exact where it is narrower than its width."""
        for sense in (1.0, -1.0):
            found = self._seen(wanted)
            if found.high - found.low < wanted.width - NEARLY:
                self._see({wanted.column: sense, self.rest[wanted.column]: sense})
        return self._seen(wanted)

    def _open(self) -> list[int]:
        found = map(self._seen, self.wanted.values())
        return [f.wanted.column for f in found if f.high - f.low < f.wanted.width - NEARLY]

    def _seen(self, wanted: Wanted) -> Range:
        low, high = float(self.least[wanted.column]), float(self.most[wanted.column])
        if wanted.whole and low <= high:
            low, high = float(math.ceil(low - NEARLY)), float(math.floor(high + NEARLY))
        return Range(wanted, low, high)

    def _see(self, costs: Mapping[int, float]) -> None:
        """One more world: the one of least cost; what falls falls with its rest."""
        costs = {
            **costs,
            **{self.rest[column]: 1.0 for column, cost in costs.items() if cost > 0 and column in self.rest},
        }
        for column, cost in costs.items():
            self.program.changeColCost(column, cost)
        values = _solve(self.program)
        for column in costs:
            self.program.changeColCost(column, 0.0)
        seen = values[: len(self.low)].copy()
        seen[list(self.rest)] += values[len(self.low) :]
        np.minimum(self.least, seen, out=self.least)
        np.maximum(self.most, seen, out=self.most)


class Remedy:
    """What it costs least to withhold so that a column may be larger (methods 5.2: fix step).

    A world in which facts may be broken at their cost; what is broken is to be withheld and costs nothing from then on.
    """

    def __init__(self, known: Known) -> None:
        self._known, size = known, len(known.low)
        rows = list(known.rows)
        for place, fact in enumerate(known.facts):
            slack = {size + 2 * place: 1.0, size + 2 * place + 1: -1.0}
            rows.append(Row({**fact.row.weights, **slack}, fact.row.low, fact.row.high))
        slacks = 2 * len(known.facts)
        self._program = _program(
            np.concatenate([known.low, np.zeros(slacks)]),
            np.concatenate([known.high, np.full(slacks, ENDLESS)]),
            rows,
            DUAL_SIMPLEX,
        )
        for place, fact in enumerate(known.facts):
            self._set_cost(place, fact.cost)

    def cover(self, column: int, reach: float) -> list[int]:
        """The facts to give up, by number, so that a column may be `reach` or more."""
        self._program.changeColBounds(column, reach, float(self._known.high[column]))
        broken = _solve(self._program)[len(self._known.low) :].reshape(-1, 2).sum(axis=1) > NEARLY
        self._program.changeColBounds(column, float(self._known.low[column]), float(self._known.high[column]))
        for place in np.flatnonzero(broken):
            self._set_cost(int(place), 0.0)
        return [int(place) for place in np.flatnonzero(broken)]

    def _set_cost(self, place: int, cost: float) -> None:
        for slack in (0, 1):
            self._program.changeColCost(len(self._known.low) + 2 * place + slack, cost)


def _solve(program: highspy.Highs) -> Array:
    program.run()
    return np.array(program.getSolution().col_value)


def _program(low: Array, high: Array, rows: Sequence[Row], strategy: int) -> highspy.Highs:
    problem = highspy.HighsLp()
    problem.num_col_, problem.num_row_ = len(low), len(rows)
    problem.col_cost_, problem.col_lower_, problem.col_upper_ = np.zeros(len(low)), low, high
    problem.row_lower_ = np.array([row.low for row in rows])
    problem.row_upper_ = np.array([row.high for row in rows])
    problem.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    problem.a_matrix_.start_ = np.cumsum([0, *(len(row.weights) for row in rows)]).astype(np.int32)
    problem.a_matrix_.index_ = np.array([column for row in rows for column in row.weights], dtype=np.int32)
    problem.a_matrix_.value_ = np.array([value for row in rows for value in row.weights.values()], dtype=np.float64)
    solver = highspy.Highs()
    options = {"output_flag": False, "threads": 1, "presolve": "off", "simplex_strategy": strategy}
    for option, value in options.items():
        solver.setOptionValue(option, value)
    solver.passModel(problem)
    return solver
