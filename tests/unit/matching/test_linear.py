"""Linear models handed to HiGHS: columns, rows, limits, prices."""

from __future__ import annotations

import numpy as np
import pytest

from assessment.matching.linear import Model


def test_a_model_without_columns_is_worth_nothing() -> None:
    solved = Model().solve()
    assert (solved.values.tolist(), solved.bound, solved.prices.tolist()) == ([], 0.0, [])


def test_columns_are_filled_up_to_their_limits_and_rows() -> None:
    model = Model()
    first = model.add_columns([3.0, 2.0])
    second = model.add_columns([1.0], upper=4.0)
    model.add_row([*first, *second], 1.0, -np.inf, 4.5)
    solved = model.solve()
    assert solved.values.tolist() == [1.0, 1.0, 2.5]
    assert solved.bound == pytest.approx(7.5)
    assert solved.prices.tolist() == pytest.approx([1.0])


def test_whole_columns_are_whole_and_a_known_solution_changes_nothing() -> None:
    def knapsack() -> Model:
        model = Model()
        columns = model.add_columns([5.0, 4.0, 3.0], whole=True)
        model.add_rows([0, 0, 0], columns, [4.0, 3.0, 2.0], [0.0], [5.0])
        return model

    for known in (None, np.array([1.0, 0.0, 0.0])):
        solved = knapsack().solve(known)
        assert solved.chosen(np.arange(3)).tolist() == [False, True, True]
        assert solved.bound == pytest.approx(7.0)


def test_rows_with_a_lower_limit_are_kept() -> None:
    model = Model()
    columns = model.add_columns([-1.0, -2.0])
    model.add_rows([0, 0], columns, 1.0, [1.5], np.inf)
    assert model.solve().values.tolist() == [1.0, 0.5]
