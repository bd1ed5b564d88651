"""The closed list of operators that content may use."""

from __future__ import annotations

import pytest

from assessment.instrument.conditions import FIELDS, OPERATORS, holds
from assessment.instrument.edition import ConcernId, Condition
from assessment.instrument.values import OwnProducts
from tests.builders import profile

PLANT = profile(
    division="22", workers=60, region="48", own_products=OwnProducts.SOME, concerns=(ConcernId("con-defects"),)
)
YES = Condition("equals", "division", "22")
NO = Condition("equals", "division", "10")


def test_there_are_eight_operators() -> None:
    assert sorted(OPERATORS) == ["all", "any", "at_least", "below", "contains", "equals", "not", "one_of"]


@pytest.mark.parametrize(
    ("op", "field", "value", "expected"),
    [
        ("equals", "region", "48", True),
        ("equals", "region", "11", False),
        ("one_of", "division", ("10", "22"), True),
        ("one_of", "division", ("10", "11"), False),
        ("one_of", "division", "22", False),
        ("contains", "concerns", "con-defects", True),
        ("contains", "concerns", "con-stock", False),
        ("contains", "division", "2", False),
        ("at_least", "workers", 60, True),
        ("at_least", "workers", 61, False),
        ("at_least", "region", 1, False),
        ("at_least", "workers", "1", False),
        ("below", "workers", 61, True),
        ("below", "workers", 60, False),
        ("below", "region", 99, False),
        ("below", "workers", "99", False),
    ],
)
def test_a_comparison_looks_at_one_field(op: str, field: str, value: str | int, expected: bool) -> None:
    assert holds(Condition(op, field, value), PLANT) is expected


@pytest.mark.parametrize(
    ("op", "inner", "expected"),
    [
        ("all", (YES, YES), True),
        ("all", (YES, NO), False),
        ("any", (NO, YES), True),
        ("any", (NO, NO), False),
        ("not", (NO,), True),
        ("not", (YES,), False),
    ],
)
def test_a_combination_looks_at_the_conditions_inside(op: str, inner: tuple[Condition, ...], expected: bool) -> None:
    assert holds(Condition(op, inner=inner), PLANT) is expected


@pytest.mark.parametrize(
    ("share", "percent"), [(OwnProducts.NONE, 0), (OwnProducts.SOME, 1), (OwnProducts.MOST, 50), (OwnProducts.ALL, 100)]
)
def test_the_share_of_own_products_is_compared_by_the_lower_end_of_its_class(share: OwnProducts, percent: int) -> None:
    assert FIELDS["own_products"](profile(own_products=share)) == percent


@pytest.mark.parametrize("condition", [Condition("matches", "region", "4"), Condition("equals", "colour", "red")])
def test_an_unknown_word_is_an_error_and_never_false(condition: Condition) -> None:
    with pytest.raises(KeyError):
        holds(condition, PLANT)
