from __future__ import annotations

from datetime import date

import pytest

from assessment.disclosure.values import Audit, Cell, Policy, Snapshot, Status, cohort
from tests.builders_releases import INDUSTRY, LEVEL, table


@pytest.mark.parametrize(
    ("snapshot", "day", "period"),
    [
        (Snapshot.YEAR, date(2026, 6, 30), "2026"),
        (Snapshot.HALF, date(2026, 6, 30), "2026-H1"),
        (Snapshot.HALF, date(2026, 7, 1), "2026-H2"),
        (Snapshot.QUARTER, date(2026, 3, 31), "2026-Q1"),
        (Snapshot.QUARTER, date(2026, 10, 1), "2026-Q4"),
    ],
)
def test_a_day_belongs_to_one_period(snapshot: Snapshot, day: date, period: str) -> None:
    assert snapshot.period(day) == period


def test_a_dimension_knows_what_stands_above_and_under_a_code() -> None:
    assert INDUSTRY.children("metal") == ("24", "25")
    assert INDUSTRY.children("24") == ()
    assert INDUSTRY.upwards("24") == ("24", "metal")
    assert INDUSTRY.depths == {"total": 0, "food": 1, "metal": 1, "10": 2, "11": 2, "24": 2, "25": 2}


def test_the_nearest_listed_codes_cover_a_code_or_not() -> None:
    assert INDUSTRY.frontier("total", {"food", "24", "25"}) == (("food", "24", "25"), True)
    assert INDUSTRY.frontier("total", {"food", "24"}) == (("food", "24"), False)
    assert INDUSTRY.frontier("24", {"food"}) == ((), False)


def test_a_group_of_answers_stands_for_all_scores_under_it() -> None:
    assert LEVEL.points_under["below"] == (0.0, 40.0)
    assert LEVEL.points_under["3"] == (60.0, 60.0)
    assert INDUSTRY.points_under == {}


def test_means_of_more_companies_are_rounded_less() -> None:
    policy = Policy()
    assert [policy.mean_step(n) for n in (9, 10, 24, 25, 400)] == [0.0, 5.0, 5.0, 2.0, 2.0]


def test_the_same_companies_have_one_name_in_every_table() -> None:
    counted = table("t", ("size", "industry"), {("small", "24"): 12.0, ("total", "24"): None})
    assert [counted.place(cell) for cell in counted.cells] == [
        ("", (("industry", "24"), ("size", "small"))),
        ("", (("industry", "24"),)),
    ]
    assert cohort([("size", "total")]) == ()


def test_a_cell_without_figures_is_withheld() -> None:
    assert Cell("", ("24",), ()).status is Status.WITHHELD
    assert Cell("", ("24",), (12.0,)).status is Status.PUBLISHED


def test_an_audit_passes_that_found_nothing() -> None:
    assert Audit("2026", (), 3, 9).passed
