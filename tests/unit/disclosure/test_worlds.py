from __future__ import annotations

import numpy as np

from assessment.disclosure.worlds import Fact, Known, Remedy, Row, Wanted, find_narrow


def known(*facts: Fact, columns: int = 3, high: float = 20.0) -> Known:
    """Columns of which the last is the sum of the others."""
    total = Row({**dict.fromkeys(range(columns - 1), 1.0), columns - 1: -1.0}, 0.0, 0.0)
    return Known(np.zeros(columns), np.full(columns, high), [total], list(facts))


def shown(column: int, low: float, high: float, cost: float = 1.0) -> Fact:
    return Fact(Row({column: 1.0}, low, high), cost)


def wanted(column: int, width: float = 3.0, *, whole: bool = True) -> Wanted:
    return Wanted(column, width, whole)


def test_a_column_that_follows_from_shown_ones_is_narrow() -> None:
    (found,) = find_narrow(known(shown(2, 12, 12), shown(1, 8, 8)), [wanted(0)])
    assert (found.low, found.high) == (4.0, 4.0)


def test_a_column_that_may_be_many_things_is_not() -> None:
    assert find_narrow(known(shown(2, 12, 12)), [wanted(0), wanted(1)]) == []


def test_only_whole_numbers_of_companies_count() -> None:
    facts = (shown(2, 12, 12), shown(1, 7.5, 10.4))
    (found,) = find_narrow(known(*facts), [wanted(0)])
    assert (found.low, found.high) == (2.0, 4.0)
    (points,) = find_narrow(known(*facts), [wanted(0, whole=False)])
    assert (round(points.low, 6), round(points.high, 6)) == (1.6, 4.5)


def test_many_columns_are_looked_at_together() -> None:
    facts = [shown(30, 60, 60), *(shown(column, 2, 2) for column in range(3))]
    narrow = find_narrow(known(*facts, columns=31, high=100.0), [wanted(column) for column in range(30)])
    assert [found.wanted.column for found in narrow] == [0, 1, 2]


def test_facts_about_several_columns_bind_too() -> None:
    together = Fact(Row({0: 1.0, 1: 1.0}, 5.0, 5.0), 1.0)
    (found,) = find_narrow(known(together, shown(1, 3, 3)), [wanted(0)])
    assert (found.low, found.high) == (2.0, 2.0)


def test_the_cheapest_facts_are_given_up_and_cost_nothing_afterwards() -> None:
    remedy = Remedy(known(shown(2, 12, 12, cost=9.0), shown(1, 8, 8, cost=2.0)))
    assert remedy.cover(0, 7.0) == [1]
    assert remedy.cover(0, 5.0) == [1]
