"""Linear models with whole numbers, handed to HiGHS in one way by whatever plans lists, seats, pairs or portfolios."""

from __future__ import annotations

from dataclasses import dataclass, field

import highspy
import numpy as np
from numpy.typing import ArrayLike, NDArray

NODES = 2_000
"""A limit of nodes and not of time, so that the same model gives the same answer on every machine."""
OPTIONS = (
    ("output_flag", False),
    ("threads", 1),
    ("random_seed", 0),
    ("mip_rel_gap", 0.0),
    ("mip_abs_gap", 1e-9),
)
PROOF_ONLY = (("mip_heuristic_effort", 0.0), ("mip_allow_restart", False), ("mip_detect_symmetry", False))
Columns = NDArray[np.int64]
Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Solved:
    """The value of every column, a bound that no solution exceeds, and what each row's limit costs (linear models only)."""

    values: Values
    bound: float
    prices: Values

    def chosen(self, columns: Columns) -> NDArray[np.bool_]:
        """Which of these yes-or-no columns are a yes."""
        yes: NDArray[np.bool_] = self.values[columns] > 0.5
        return yes


@dataclass
class Model:
    """Maximise the worth of columns from 0 to 1 (or more) under rows with a lower and an upper limit."""

    worth: list[Values] = field(default_factory=list)
    upper: list[Values] = field(default_factory=list)
    whole: list[NDArray[np.bool_]] = field(default_factory=list)
    entries: list[tuple[Columns, Columns, Values]] = field(default_factory=list)
    limits: list[tuple[Values, Values]] = field(default_factory=list)
    width: int = 0
    height: int = 0

    def add_columns(self, worth: ArrayLike, *, upper: float = 1.0, whole: bool = False) -> Columns:
        """One column for each worth; their numbers."""
        values = np.asarray(worth, dtype=float)
        self.worth.append(values)
        self.upper.append(np.full(len(values), upper))
        self.whole.append(np.full(len(values), whole))
        self.width += len(values)
        return np.arange(self.width - len(values), self.width)

    def add_rows(self, rows: ArrayLike, columns: ArrayLike, values: ArrayLike, low: ArrayLike, high: ArrayLike) -> None:
        """Rows numbered from 0 by entries (row, column, value), each between `low` and `high`, which may be infinite."""
        places = np.asarray(rows, dtype=np.int64)
        factors = np.broadcast_to(np.asarray(values, dtype=float), places.shape)
        lows, highs = np.broadcast_arrays(np.asarray(low, dtype=float), np.asarray(high, dtype=float))
        self.entries.append((self.height + places, np.asarray(columns, dtype=np.int64), factors))
        self.limits.append((np.atleast_1d(lows), np.atleast_1d(highs)))
        self.height += len(self.limits[-1][0])

    def add_row(self, columns: ArrayLike, values: ArrayLike, low: float, high: float) -> None:
        """One row over some columns."""
        chosen = np.asarray(columns, dtype=np.int64)
        self.add_rows(np.zeros(len(chosen), dtype=np.int64), chosen, values, [low], [high])

    def solve(self, known: Values | None = None, nodes: int = NODES) -> Solved:
        """The best values that were found within the node limit.

        Where a good solution is known the search begins from it and spends its time on the proof alone.
        """
        if not self.width:
            return Solved(np.zeros(0), 0.0, np.zeros(self.height))
        solver = highspy.Highs()
        has_whole = bool(np.concatenate(self.whole).any())
        for option, value in (*OPTIONS, *(PROOF_ONLY if known is not None else ())):
            solver.setOptionValue(option, value)
        solver.setOptionValue("mip_max_nodes", nodes)
        solver.passModel(self._problem())
        if known is not None:
            start = highspy.HighsSolution()
            start.col_value = known.tolist()
            solver.setSolution(start)
        solver.run()
        info = solver.getInfo()
        bound = float(info.mip_dual_bound if has_whole else info.objective_function_value)
        solution = solver.getSolution()
        return Solved(np.array(solution.col_value), bound, np.array(solution.row_dual))

    def _problem(self) -> highspy.HighsLp:
        rows, columns, values = (np.concatenate(parts) for parts in zip(*self.entries, strict=True))
        order = np.lexsort((rows, columns))
        problem = highspy.HighsLp()
        problem.num_col_, problem.num_row_ = self.width, self.height
        problem.sense_ = highspy.ObjSense.kMaximize
        problem.col_cost_ = np.concatenate(self.worth)
        problem.col_lower_, problem.col_upper_ = np.zeros(self.width), np.concatenate(self.upper)
        lows, highs = (np.concatenate(parts) for parts in zip(*self.limits, strict=True))
        problem.row_lower_, problem.row_upper_ = lows, highs
        if (whole := np.concatenate(self.whole)).any():
            kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
            problem.integrality_ = [kinds[int(entry)] for entry in whole]
        problem.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        counts = np.bincount(columns, minlength=self.width)
        problem.a_matrix_.start_ = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
        problem.a_matrix_.index_ = rows[order].astype(np.int32)
        problem.a_matrix_.value_ = values[order]
        return problem
