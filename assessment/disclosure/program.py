"""A linear program as the auditor asks it: columns, rows, and how far any column or difference of two is known."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import highspy
import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Ends = tuple[float, float]
ENDLESS = float(highspy.kHighsInf)
MOST = 1e6
"""A count that nothing bounds ends here; no association has more members."""
NEARLY = 1e-6
FEW, WORTH_IT, WORLDS_KEPT = 30, 0.95, 200
UP, DOWN = -1.0, 1.0
COLUMN, ROW = "column", "row"


@dataclass
class Program:
    """What is known: columns by number with their ends, and rows of weights with ends."""

    ends: list[Ends] = field(default_factory=list)
    rows: list[tuple[Mapping[int, float], Ends]] = field(default_factory=list)

    def column(self, ends: Ends) -> int:
        """A new column with these ends."""
        self.ends.append(ends)
        return len(self.ends) - 1

    def row(self, weights: Mapping[int, float], low: float = 0.0, high: float = ENDLESS) -> None:
        """A weighted sum of columns lies between two ends."""
        self.rows.append((weights, (low, high)))


@dataclass(frozen=True, slots=True)
class Target:
    """What an attacker wants to know: a column, or a column minus another; `whole` if it can only be a whole number.

    It is safe as soon as two worlds are `need` apart in it.
    """

    plus: int
    minus: int | None
    need: float
    whole: bool


class Solver:
    """A program, and the worlds that were seen in it; every question that is solved shows one more.

    A column that is a target is two: its first steps up to the need, and the rest. So a world can be asked for in which many
    targets are high enough at once, and none has a reason to rise further.
    """

    def __init__(self, program: Program, targets: Sequence[Target]) -> None:
        self.targets = targets
        self.solved = 0
        self.worlds: list[Array] = []
        self.binding: dict[int, frozenset[tuple[str, int]]] = {}
        self.low, self.high = np.full(len(targets), np.inf), np.full(len(targets), -np.inf)
        self._ends = program.ends
        self._plus = np.array([t.plus for t in targets], dtype=np.int64)
        self._minus = np.array([-1 if t.minus is None else t.minus for t in targets], dtype=np.int64)
        steps = {t.plus: t.need for t in targets if t.minus is None}
        self._need = {
            column: min(need, high - low) for column, need in steps.items() for low, high in [program.ends[column]]
        }
        self._rest = {column: len(program.ends) + place for place, column in enumerate(self._need)}
        self._highs = self._load(program)

    def is_possible(self) -> bool:
        """Whether there is a world at all."""
        self._highs.run()
        return bool(self._highs.getModelStatus() == highspy.HighsModelStatus.kOptimal)

    def least(self, columns: Sequence[int]) -> list[float]:
        """The values of columns in a world where they are as small as possible together."""
        for column in columns:
            self._cost(column, 1.0, all_the_way=True)
        self._highs.run()
        return [float(value) for value in self._column_values()[columns]]

    def search(self) -> None:
        """See worlds until each target is safe or known exactly: first many at once, then each by itself."""
        turn, before, left = 0, 2 * len(self.targets), self._unsafe()
        while FEW < len(left) < WORTH_IT * before:
            mixed = ((left + 1) * 2654435761 >> (turn + 9)) & 1
            self._see({int(t): DOWN if self._has_risen(int(t)) else UP for t in left[(mixed == 0) | (turn == 0)]})
            before, left, turn = len(left), self._unsafe(), turn + 1
        for target in range(len(self.targets)):
            for sense in (DOWN, UP):
                if not self.is_safe(target):
                    self._see({target: sense}, all_the_way=True)

    def is_safe(self, target: int) -> bool:
        """Whether two worlds were seen that are far enough apart."""
        low, high = self.range_of(target)
        return high - low >= self.targets[target].need - NEARLY

    def range_of(self, target: int) -> Ends:
        """The ends that were seen."""
        return self.rounded(target, float(self.low[target]), float(self.high[target]))

    def rounded(self, target: int, low: float, high: float) -> Ends:
        """Ends as they are; for a whole number the whole numbers between them."""
        if self.targets[target].whole and low <= high + NEARLY:
            return float(math.ceil(low - NEARLY)), float(math.floor(high + NEARLY))
        return low, high

    def least_of(self, target: int) -> float:
        """As low as a target can be."""
        self._see({target: DOWN}, all_the_way=True)
        return self.range_of(target)[0]

    def ranges_given(self, known: Mapping[int, float], targets: Sequence[int], need: float) -> dict[int, Ends]:
        """For somebody who knows some columns: the exact ranges of those targets that lie less than `need` apart for him.

        Empty where there is no world in which he can know that. `binding` says then which columns and rows hold each range.
        """
        for column, value in known.items():
            self._bound(column, value, value)
        found = self._ranges(targets, need)
        for column in known:
            self._bound(column, *self._ends[column])
        return found

    def _ranges(self, targets: Sequence[int], need: float) -> dict[int, Ends]:
        low, high = np.full(len(self.targets), np.inf), np.full(len(self.targets), -np.inf)
        found = {}
        for target in targets:
            binding: set[tuple[str, int]] = set()
            for sense in (DOWN, UP):
                ends = self.rounded(target, float(low[target]), float(high[target]))
                if ends[1] - ends[0] < need - NEARLY:
                    self._set_costs({target: sense}, all_the_way=True)
                    self.solved += 1
                    possible, values = self.is_possible(), self._values()
                    binding.update(self._binding_now())
                    self._set_costs({target: 0.0}, all_the_way=True)
                    if not possible:
                        return {}
                    low, high = np.minimum(low, values), np.maximum(high, values)
            ends = self.rounded(target, float(low[target]), float(high[target]))
            if ends[1] - ends[0] < need - NEARLY:
                found[target] = ends
                self.binding[target] = frozenset(binding)
        return found

    def _binding_now(self) -> Iterator[tuple[str, int]]:
        """What the last solution leans on: without it a better one could be."""
        solution = self._highs.getSolution()
        whole = {rest: column for column, rest in self._rest.items()}
        for column in np.flatnonzero(np.abs(solution.col_dual) > NEARLY):
            yield COLUMN, whole.get(int(column), int(column))
        for row in np.flatnonzero(np.abs(solution.row_dual) > NEARLY):
            yield ROW, int(row)

    # --- worlds ---

    def _unsafe(self) -> NDArray[np.int64]:
        return np.array([t for t in range(len(self.targets)) if not self.is_safe(t)], dtype=np.int64)

    def _has_risen(self, target: int) -> bool:
        """Whether it was seen as far up as it needs; only single columns can be asked to rise just so far."""
        single = self.targets[target]
        return (
            single.minus is not None
            or self.high[target] >= self._ends[single.plus][0] + self._need[single.plus] - NEARLY
        )

    def _see(self, senses: Mapping[int, float], *, all_the_way: bool = False) -> None:
        self._set_costs(senses, all_the_way=all_the_way)
        self._highs.run()
        self.solved += 1
        values = self._values()
        np.minimum(self.low, values, out=self.low)
        np.maximum(self.high, values, out=self.high)
        if len(self.worlds) < WORLDS_KEPT:
            self.worlds.append(values)
        self._set_costs(dict.fromkeys(senses, 0.0), all_the_way=True)

    def _values(self) -> Array:
        """The values of all targets in the last world."""
        columns = self._column_values()
        return np.where(self._minus < 0, columns[self._plus], columns[self._plus] - columns[self._minus])

    def _column_values(self) -> Array:
        columns = np.array(self._highs.getSolution().col_value)
        columns[list(self._rest)] += columns[list(self._rest.values())]
        return columns

    def _set_costs(self, senses: Mapping[int, float], *, all_the_way: bool) -> None:
        for target, sense in senses.items():
            self._cost(self.targets[target].plus, sense, all_the_way=all_the_way or sense == DOWN)
            if (minus := self.targets[target].minus) is not None:
                self._cost(minus, -sense, all_the_way=True)

    def _cost(self, column: int, cost: float, *, all_the_way: bool) -> None:
        self._highs.changeColCost(column, cost)
        if all_the_way and column in self._rest:
            self._highs.changeColCost(self._rest[column], cost)

    def _bound(self, column: int, low: float, high: float) -> None:
        first = self._ends[column][0] + self._need.get(column, math.inf)
        self._highs.changeColBounds(column, min(low, first), min(high, first))
        if column in self._rest:
            self._highs.changeColBounds(self._rest[column], max(low - first, 0.0), max(high - first, 0.0))

    def _load(self, program: Program) -> highspy.Highs:
        ends = [
            (low, low + self._need[c]) if c in self._need else (low, high) for c, (low, high) in enumerate(program.ends)
        ]
        ends += [(0.0, program.ends[c][1] - ends[c][1]) for c in self._rest]
        rows = [{**row, **{self._rest[c]: w for c, w in row.items() if c in self._rest}} for row, _ in program.rows]
        problem = highspy.HighsLp()
        problem.num_col_, problem.num_row_ = len(ends), len(rows)
        problem.col_cost_ = np.zeros(len(ends))
        problem.col_lower_, problem.col_upper_ = (np.array(side) for side in zip(*ends, strict=True))
        problem.row_lower_ = np.array([low for _, (low, _) in program.rows])
        problem.row_upper_ = np.array([high for _, (_, high) in program.rows])
        problem.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        problem.a_matrix_.start_ = np.cumsum([0, *map(len, rows)]).astype(np.int32)
        problem.a_matrix_.index_ = np.array([column for row in rows for column in row], dtype=np.int32)
        problem.a_matrix_.value_ = np.array([weight for row in rows for weight in row.values()], dtype=np.float64)
        solver = highspy.Highs()
        for option, value in (("output_flag", False), ("threads", 1), ("presolve", "off"), ("simplex_strategy", 4)):
            solver.setOptionValue(option, value)
        solver.passModel(problem)
        return solver
