"""What a release says of the questionnaire: coarse, from enough answers only, and a verdict from what was published."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from assessment.disclosure.publication import Quality, QualityFigure
from assessment.disclosure.quality import STEPS, judge_published, measure_quality
from assessment.disclosure.values import TOTAL, AnonymousScore, Policy
from assessment.instrument.edition import ItemId
from tests import builders as make
from tests import builders_disclosure as given
from tests.builders_pool import release

QUESTIONNAIRE = make.questionnaire()
ITEMS = [item.id for item in QUESTIONNAIRE.items]


def crowd(companies: int, rated: int = 0) -> tuple[AnonymousScore, ...]:
    """Companies whose items hang together; of the first `rated` an adviser says one level less everywhere."""
    rng = np.random.default_rng(3)
    made = []
    for number in range(companies):
        plant = rng.normal(2.5, 1.0)
        levels = {item: int(np.clip(round(plant + rng.normal(0, 0.5)), 1, 5)) for item in ITEMS}
        lower = {item: level - 1 for item, level in levels.items()}
        both = {"own": levels, "seen": lower} if number < rated else {}
        made.append(given.score(levels=levels, **both))
    return tuple(made)


def measured(companies: tuple[AnonymousScore, ...]) -> dict[tuple[Quality, str], QualityFigure]:
    found = measure_quality(companies, QUESTIONNAIRE, Policy(), given.EDITION)
    return {(figure.measure, figure.of): figure for figure in found}


def test_every_item_and_every_part_has_a_figure_from_the_minimum_sample_on() -> None:
    found = measured(crowd(100))
    assert {of for measure, of in found if measure is Quality.ITEM_REST} == set(ITEMS)
    assert {of for measure, of in found if measure is Quality.ALPHA} >= {"overall", "process", "enablers"}
    shown = [f for f in found.values() if f.measure in (Quality.ALPHA, Quality.ITEM_REST)]
    assert all(f.figure is not None and 0.5 < f.figure <= 1 and f.answers == 100 for f in shown)


def test_below_the_minimum_sample_nothing_is_said() -> None:
    assert {f.figure for f in measured(crowd(99)).values()} == {None}
    assert {f.answers for f in measured(crowd(9)).values()} == {0}
    assert measured(())[Quality.ALPHA, "overall"].figure is None


def test_figures_are_coarse_and_answers_are_rounded_as_counts_are() -> None:
    for figure in measured(crowd(123, 40)).values():
        assert figure.answers % 5 == 0
        if figure.figure is not None:
            steps = figure.figure / STEPS[figure.measure]
            assert steps == pytest.approx(round(steps))


def test_an_adviser_who_sees_less_shows_as_bias_from_thirty_companies_on() -> None:
    enough, few = measured(crowd(100, 30)), measured(crowd(100, 29))
    assert {enough[Quality.BIAS, item].figure for item in ITEMS} == {1.0}
    assert all(0.4 < (enough[Quality.AGREEMENT, item].figure or 0) < 1 for item in ITEMS)
    assert {few[Quality.BIAS, item].figure for item in ITEMS} == {None}


def test_answers_to_another_edition_are_left_out() -> None:
    others = tuple(replace(company, edition="other/2030.1") for company in crowd(100))
    assert measured((*crowd(100), *others))[Quality.ITEM_REST, "P1"].answers == 100


def test_one_company_more_or_less_hardly_ever_shows() -> None:
    """Of all companies that may be left out none changes more than the rounding of a few figures."""
    everybody = crowd(110)
    whole = measured(everybody)
    for left_out in range(0, 110, 10):
        fewer = measured(everybody[:left_out] + everybody[left_out + 1 :])
        apart = [abs((whole[k].figure or 0) - (fewer[k].figure or 0)) for k in whole]
        assert max(apart) <= 0.05 + 1e-9


def verdict(rest: float | None, companies: float | None, *levels: float | None) -> list[str]:
    shown = release(("P1", TOTAL, companies, levels))
    quality = (
        QualityFigure(Quality.ITEM_REST, "P1", 150, 100, rest),
        QualityFigure(Quality.ALPHA, "overall", 0, 100, None),
    )
    (found,) = judge_published(given.publication(shown, quality=quality))
    assert found.item == ItemId("P1")
    return [reason.code for reason in found.reasons]


def test_a_verdict_rests_on_what_was_published() -> None:
    assert verdict(0.5, 150.0, 40.0, 40.0, 30.0, 40.0, None, None) == ["item_works"]
    assert verdict(0.1, 150.0, 90.0, 40.0, 20.0, None, None, None) == ["item_apart", "item_floor"]
    assert verdict(0.5, 150.0, None, 140.0, None, None, None, None) == ["item_crowded"]
    assert verdict(0.5, None, None, None, None, None, None, None) == ["item_too_few"]
