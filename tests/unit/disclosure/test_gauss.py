from __future__ import annotations

import numpy as np

from assessment.disclosure.gauss import choose_shown

TWO_BY_TWO = np.array(
    [
        [1, 0, 0, 0],
        [0, 1, 0, 0],
        [0, 0, 1, 0],
        [0, 0, 0, 1],
        [1, 1, 0, 0],
        [0, 0, 1, 1],
        [1, 0, 1, 0],
        [0, 1, 0, 1],
        [1, 1, 1, 1],
    ]
)
INNER, ROWS, COLUMNS, ALL = (0, 1, 2, 3), (4, 5), (6, 7), 8
MARGINS = [ALL, *ROWS, *COLUMNS]


def test_a_small_cell_takes_one_more_of_its_row_and_of_its_column_along() -> None:
    shown = choose_shown(TWO_BY_TWO, (), [*MARGINS, 3, 2, 1], [0])
    assert shown == MARGINS


def test_without_small_cells_everything_is_shown() -> None:
    assert choose_shown(TWO_BY_TWO, (), [*MARGINS, *INNER], ()) == [*MARGINS, *INNER]


def test_what_is_wanted_more_is_kept() -> None:
    assert choose_shown(TWO_BY_TWO, (), [3, 2, 1, *ROWS, *COLUMNS, ALL], [0]) == [3, 2, 1, 5, 7]


def test_two_hidden_cells_of_one_sum_must_not_give_each_other_away() -> None:
    """Whoever is alone in the first cell would know the second, once their sum is shown."""
    row = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [1, 1, 1]])
    assert choose_shown(row, (), [4, 3, 2], [0, 1]) == [4]


def test_two_names_of_the_same_companies_are_one_cell() -> None:
    same = np.array([[1, 0], [1, 0], [0, 1], [1, 1]])
    assert choose_shown(same, (), [3, 2], [0, 1]) == [3]


def test_what_is_known_to_be_zero_is_known_from_the_start() -> None:
    """The first two parts are known to be equal: their sum would give both away."""
    rows = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [1, 0, 1], [1, -1, 0]])
    assert choose_shown(rows, [5], [3], [0]) == []
    assert choose_shown(rows, (), [3], [0]) == [3]
