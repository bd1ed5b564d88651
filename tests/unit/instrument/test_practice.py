"""Practice with invented plants: how far ratings lie from the expected ones."""

from __future__ import annotations

import pytest

from assessment.instrument.edition import ItemId
from assessment.instrument.practice import practise
from tests.builders import vignette

PLANT = vignette(P1=1, P2=3, P3=0)


def _rated(**levels: int) -> dict[ItemId, int]:
    return {ItemId(item): level for item, level in levels.items()}


@pytest.mark.parametrize(
    ("rated", "differences", "mean"),
    [
        (_rated(P1=1, P2=3, P3=0), [0, 0, 0], 0.0),
        (_rated(P1=2, P2=4, P3=1), [1, 1, 1], 1.0),
        (_rated(P1=0, P2=0, P3=0), [-1, -3, 0], -4 / 3),
        (_rated(P1=3, P2=1), [2, -2, None], 0.0),
        (_rated(P3=0), [None, None, 0], 0.0),
        (_rated(), [None, None, None], None),
    ],
)
def test_a_rating_is_compared_with_the_expected_level(
    rated: dict[ItemId, int], differences: list[int | None], mean: float | None
) -> None:
    found = practise(PLANT, rated)
    assert [row.difference for row in found.rows] == differences
    assert found.mean_difference == (mean if mean is None else pytest.approx(mean))


def test_rows_stand_in_the_order_of_the_plant_with_its_reasons() -> None:
    found = practise(PLANT, _rated(P2=5))
    assert found.vignette is PLANT
    assert tuple(row.expected for row in found.rows) == PLANT.levels


def test_a_rating_of_an_item_that_the_plant_does_not_show_counts_nothing() -> None:
    found = practise(PLANT, _rated(P1=2, E1=5))
    assert [row.expected.item for row in found.rows] == ["P1", "P2", "P3"]
    assert found.mean_difference == 1.0
