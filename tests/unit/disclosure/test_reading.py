from __future__ import annotations

import pytest

from assessment.disclosure import reading
from assessment.disclosure.reading import Reading, Sum, find_sums, inner_cohorts, read_count, read_mean
from assessment.disclosure.values import Attack, Cohort, Measure, Policy
from tests.builders_releases import DIMENSIONS, EXACT, ROUNDED, one_way, release, table

BY_ID = {dimension.id: dimension for dimension in DIMENSIONS}
METAL, FOOD = ("industry", "metal"), ("industry", "food")
SMALL, LARGE = ("size", "small"), ("size", "large")


def test_a_rounded_count_is_an_interval_and_never_under_the_threshold() -> None:
    assert read_count(25, ROUNDED) == (23, 27)
    assert read_count(10, ROUNDED) == (10, 12)
    assert read_count(25, EXACT) == (25, 25)


@pytest.mark.parametrize(
    ("figure", "count", "ends"),
    [
        (50.0, (10, 12), (47.5, 52.5)),
        (50.0, (23, 27), (47.5, 52.5)),
        (52.0, (23, 27), (51.0, 53.0)),
        (52.0, (48, 52), (51.0, 53.0)),
        (100.0, (48, 52), (99.0, 100.0)),
    ],
)
def test_a_rounded_mean_is_the_widest_interval_that_fits(
    figure: float, count: tuple[float, float], ends: tuple[float, float]
) -> None:
    assert read_mean(figure, count, ROUNDED) == ends


def test_an_exact_mean_is_itself() -> None:
    assert read_mean(51.3, (12, 12), EXACT) == (51.3, 51.3)


def test_cohorts_add_up_over_all_tables_together() -> None:
    cohorts: list[Cohort] = [(), (METAL,), (FOOD,), (METAL, SMALL), (METAL, LARGE)]
    found = set(find_sums(cohorts, BY_ID))
    assert found == {
        Sum((), ((FOOD,), (METAL,)), whole=True) if ("food" < "metal") else Sum((), ((METAL,), (FOOD,)), whole=True),
        Sum((METAL,), ((METAL, SMALL), (METAL, LARGE)), whole=True),
    }


def test_parts_that_are_not_all_listed_are_at_most_the_whole() -> None:
    (found,) = find_sums([(), (METAL,)], BY_ID)
    assert found == Sum((), ((METAL,),), whole=False)


def test_choices_never_add_up() -> None:
    vision, chat = (("ai_use", "vision"),), (("ai_use", "chat"),)
    assert set(find_sums([(("ai_use", "any"),), vision, chat], BY_ID)) == {
        Sum((("ai_use", "any"),), (vision,), whole=False),
        Sum((("ai_use", "any"),), (chat,), whole=False),
    }


def test_tables_in_a_circle_have_inner_cells_that_bind_them() -> None:
    """A × B and B × C hang together by B alone; with C × A there is a body behind the three faces."""
    region = ("region", "11")
    line: list[Cohort] = [(METAL, SMALL), (region, SMALL)]
    assert list(inner_cohorts(line, BY_ID)) == []
    circle: list[Cohort] = [*line, (METAL, region)]
    assert list(inner_cohorts(circle, BY_ID)) == [(METAL, region, SMALL)]


def test_a_body_of_too_many_cells_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_INNER", 0)
    circle: list[Cohort] = [(METAL, SMALL), (("region", "11"), SMALL), (METAL, ("region", "11"))]
    assert list(inner_cohorts(circle, BY_ID)) == []


def test_a_small_count_that_stands_open_is_found_at_first_sight() -> None:
    (found,) = Reading((release(one_way("t", "size", total=13.0, small=9.0, large=4.0)),)).findings
    assert (found.attack, found.place, found.low, found.high) == (Attack.OPEN, ("", (LARGE,)), 4.0, 4.0)


def test_a_zero_stands_open_only_where_figures_are_rounded() -> None:
    shown = one_way("t", "size", total=20.0, small=20.0, large=0.0)
    assert Reading((release(shown),)).findings == []
    (found,) = Reading((release(shown, policy=ROUNDED),)).findings
    assert found.attack is Attack.OPEN


def test_a_count_that_is_no_multiple_of_the_base_was_not_rounded() -> None:
    (found,) = Reading((release(one_way("t", "size", total=33.0), policy=ROUNDED),)).findings
    assert (found.attack, found.low) == (Attack.ROUNDING, 33.0)


@pytest.mark.parametrize("mean", [0.0, 100.0])
def test_a_mean_at_the_end_of_the_scale_says_what_everybody_answered(mean: float) -> None:
    shown = table("t", ("size",), {("small",): (40.0, mean)}, "overall", Measure.MEAN)
    (found,) = Reading((release(shown, policy=ROUNDED),)).findings
    assert (found.attack, found.measure) == (Attack.GROUP, Measure.MEAN)


def test_a_class_has_as_many_companies_as_answered_anything() -> None:
    companies = one_way("c", "size", total=40.0, small=None)
    answers = table("a", ("size", "band"), {("total", "total"): 45.0, ("small", "total"): 30.0}, "overall")
    seen = Reading((release(companies, answers, policy=ROUNDED),))
    assert seen.counts[0, ("", ())] == (43.0, 42.0)
    assert seen.floors[0, ("", (SMALL,))] == 28.0


def test_the_same_figure_in_two_tables_is_known_by_both() -> None:
    policy = Policy(base=10)
    seen = Reading((release(one_way("a", "size", total=40.0), one_way("b", "region", total=30.0), policy=policy),))
    assert seen.counts[0, ("", ())] == (35.0, 35.0)
