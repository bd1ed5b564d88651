"""A small mixed-integer model, columns from 0 upwards and rows with an upper limit, and HiGHS to solve it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import highspy
import numpy as np

Row = Mapping[int, float]
ABSOLUTE_GAP = 1e-7
FIRST_SEED = 0


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to search: branch-and-bound nodes and not time, so that every machine finds the same; and a relative gap."""

    nodes: int
    gap: float = 0.0


@dataclass(frozen=True, slots=True)
class Solution:
    """The values of all columns, and a bound that no solution exceeds."""

    values: tuple[float, ...]
    bound: float


@dataclass
class Model:
    """Columns with their worth and rows, to be maximised."""

    worth: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    rows: list[tuple[Row, float]] = field(default_factory=list)

    def column(self, worth: float = 0.0, *, upper: float = 1.0, whole: bool = False) -> int:
        """A new column from 0 to `upper`; its number."""
        self.worth.append(worth)
        self.upper.append(upper)
        self.whole.append(whole)
        return len(self.worth) - 1

    def at_most(self, row: Row, limit: float) -> None:
        """The weighted sum of columns is at most a limit."""
        self.rows.append((row, limit))

    def at_least(self, row: Row, limit: float) -> None:
        """The weighted sum of columns is at least a limit."""
        self.at_most({column: -weight for column, weight in row.items()}, -limit)

    def solve(self, hint: Mapping[int, float], effort: Effort) -> Solution | None:
        """The best solution that the effort finds, beginning from a hint; None where there is none at all."""
        if not self.worth:
            return Solution((), 0.0)
        solver = highspy.Highs()
        for option, value in (
            ("output_flag", False),
            ("threads", 1),
            ("random_seed", FIRST_SEED),
            ("mip_rel_gap", effort.gap),
            ("mip_abs_gap", ABSOLUTE_GAP),
            ("mip_max_nodes", effort.nodes),
            ("mip_allow_restart", False),  # on these small models a restart costs more than it saves (bench/roadmap.py)
        ):
            solver.setOptionValue(option, value)
        solver.passModel(self._problem())
        solver.setSolution(self._as_solution(hint))
        solver.run()
        if not solver.getSolution().value_valid:
            return None
        return Solution(tuple(solver.getSolution().col_value), float(solver.getInfo().mip_dual_bound))

    def _problem(self) -> highspy.HighsLp:
        rows = [row for row in self.rows if row[0]]
        problem = highspy.HighsLp()
        problem.num_col_, problem.num_row_ = len(self.worth), len(rows)
        problem.sense_ = highspy.ObjSense.kMaximize
        problem.col_cost_ = np.array(self.worth)
        problem.col_lower_, problem.col_upper_ = np.zeros(len(self.worth)), np.array(self.upper)
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

    def _as_solution(self, hint: Mapping[int, float]) -> highspy.HighsSolution:
        """A hint as values of columns; HiGHS keeps the whole ones where it can and completes the others."""
        solution = highspy.HighsSolution()
        values = np.zeros(len(self.worth))
        for column, value in hint.items():
            values[column] = value
        solution.col_value = values.tolist()
        return solution
