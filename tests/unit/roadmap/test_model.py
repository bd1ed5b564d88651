"""The small model: what it maximises, what it refuses."""

from __future__ import annotations

import pytest

from assessment.roadmap.model import Effort, Model
from assessment.roadmap.values import Proof

SOME = Effort(nodes=100)


def test_the_best_of_two_that_exclude_each_other_is_chosen() -> None:
    model = Model()
    first, second = model.column(1.0, whole=True), model.column(2.0, whole=True)
    model.at_most({first: 1.0, second: 1.0}, 1.0)
    found = model.solve({first: 1.0}, SOME)
    assert found is not None
    assert found.values == pytest.approx((0.0, 1.0))
    assert found.bound == pytest.approx(2.0)


def test_what_must_and_may_not_be_is_no_solution() -> None:
    model = Model()
    column = model.column(1.0, whole=True)
    model.at_most({column: 1.0}, 0.0)
    model.at_least({column: 1.0}, 1.0)
    assert model.solve({}, SOME) is None


def test_nothing_to_decide_is_worth_nothing() -> None:
    found = Model().solve({}, SOME)
    assert found is not None
    assert (found.values, found.bound) == ((), 0.0)


def test_a_column_goes_no_further_than_its_end() -> None:
    model = Model()
    model.column(1.0, upper=3.0)
    found = model.solve({}, SOME)
    assert found is not None
    assert found.values == pytest.approx((3.0,))


def test_a_proof_tells_how_much_better_a_plan_could_be_and_how_much_worse_the_simple_one_is() -> None:
    proof = Proof(worth=8.0, bound=10.0, greedy_worth=6.0)
    assert (proof.gap, proof.greedy_share) == (pytest.approx(0.2), pytest.approx(0.75))
    nothing = Proof(0.0, 0.0, 0.0)
    assert (nothing.gap, nothing.greedy_share) == (0.0, 1.0)
