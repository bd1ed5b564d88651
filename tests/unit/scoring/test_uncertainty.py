"""One error model: where a score lies given rating error, respondent bias and weights (method 4)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from assessment.instrument.edition import DIMENSIONS, EvidenceClass, Group, Questionnaire
from assessment.scoring.levels import settle_levels
from assessment.scoring.uncertainty import Draws, beyond_noise, draw_errors, noise_threshold
from assessment.scoring.values import Interval, Score, Scorecard, Span
from tests.builders import answer, everywhere, item, method, scored, sheet, text, visited
from tests.builders import questionnaire as edition

SEEDS = (1, 2, 3)


def _overall(card: Scorecard) -> Score:
    assert isinstance(card.overall.score, Score)
    return card.overall.score


def _process(card: Scorecard) -> Score:
    score = card.dimension(Group.PROCESS).score
    assert isinstance(score, Score)
    return score


def _at(level: int, seed: int = 1) -> Scorecard:
    return scored(everywhere(level), seed=seed)


def _draws(levels: dict[str, int], questionnaire: Questionnaire | None = None, seed: int = 1) -> Draws:
    made = questionnaire or edition()
    return draw_errors(made.method, settle_levels(made, sheet(dict(levels))), seed)


# --- the ends of the scale ---


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("level", range(6))
def test_every_interval_contains_its_point(level: int, seed: int) -> None:
    card = _at(level, seed)
    for score in (_overall(card), _process(card)):
        assert score.points == pytest.approx(20 * level)
        assert score.interval.low <= score.points <= score.interval.high


@pytest.mark.parametrize("seed", SEEDS)
def test_a_plant_at_nought_everywhere_lies_between_nought_and_something_small(seed: int) -> None:
    # One dimension: item error .9 / √5 and bias .3 give an SD of .50 levels = 10 points; 1.645 · 10 = 16.5.
    interval = _process(_at(0, seed)).interval
    assert interval.low == 0
    assert 10 < interval.high < 22


@pytest.mark.parametrize("seed", SEEDS)
def test_a_plant_at_five_everywhere_lies_between_something_high_and_a_hundred(seed: int) -> None:
    interval = _process(_at(5, seed)).interval
    assert interval.high == 100
    assert 78 < interval.low < 90


@pytest.mark.parametrize("seed", SEEDS)
def test_a_plant_at_one_everywhere_lies_evenly_around_twenty(seed: int) -> None:
    interval = _process(_at(1, seed)).interval
    below, above = 20 - interval.low, interval.high - 20
    assert abs(below - above) < 5
    assert min(below, above) > 12


@pytest.mark.parametrize("level", [0, 1, 5])
def test_scores_near_the_ends_are_not_pulled_inward(level: int) -> None:
    """The law of error does not know the ends of the scale; bounding each item first would narrow and shift it."""
    at_the_end, in_the_middle = _process(_at(level)).interval, _process(_at(3)).interval
    assert at_the_end.variance == pytest.approx(in_the_middle.variance)


def test_the_low_end_is_bounded_at_nought_and_nowhere_above_it() -> None:
    barely_above = scored({"P1": 1, "P2": 0, "P3": 0, "P4": 0, "P5": 0})
    assert _process(barely_above).points == pytest.approx(4)
    assert _process(barely_above).interval.low == 0


def test_no_interval_leaves_the_scale() -> None:
    for level in range(6):
        for dimension in _at(level).dimensions:
            assert isinstance(dimension.score, Score)
            assert 0 <= dimension.score.interval.low <= dimension.score.interval.high <= 100


# --- what makes it wide ---


def _width(card: Scorecard) -> float:
    interval = _overall(card).interval
    return interval.high - interval.low


def test_better_evidence_gives_a_narrower_interval() -> None:
    widths = [_width(scored(visited(everywhere(2), evidence))) for evidence in EvidenceClass]
    assert widths == sorted(widths, reverse=True)
    assert len(set(widths)) == 4


def test_what_a_consultant_has_seen_is_surer_than_what_a_company_claims() -> None:
    assert _width(scored(visited(everywhere(2)))) < _width(_at(2)) / 1.5


def test_a_self_assessor_shares_one_bias_over_all_items_and_a_consultant_has_none() -> None:
    documented = tuple(answer(i, 2, evidence=EvidenceClass.DOCUMENTED) for i in everywhere(2))
    own = _width(scored(sheet(answers=documented)))
    theirs = _width(scored(visited(everywhere(2), EvidenceClass.DOCUMENTED)))
    # .6 / √20 = .13 levels of item error against √(.13² + .3²) = .33: more than twice as wide.
    assert own > 2 * theirs


def test_the_error_of_the_bias_does_not_shrink_with_more_dimensions() -> None:
    no_bias = edition(method=method(respondent_sd=0.0))
    overall, process = _overall(scored(everywhere(2), no_bias)), _process(scored(everywhere(2), no_bias))
    assert overall.interval.variance < process.interval.variance / 2.5
    assert _overall(_at(2)).interval.variance > _process(_at(2)).interval.variance / 2.5


def test_the_variance_is_that_of_the_model() -> None:
    # (.9² / 5 + .3²) levels² = .252 → · 20² = 100.8 points²; weights of ±25 % add about 2 % to the item part.
    many = edition(method=method(draws=20_000))
    assert _process(scored(everywhere(2), many)).interval.variance == pytest.approx(102, rel=0.05)


def test_without_any_error_the_interval_is_the_point() -> None:
    exact = edition(method=method(error_sd=dict.fromkeys(EvidenceClass, 0.0), respondent_sd=0.0))
    interval = _process(scored(everywhere(3), exact)).interval
    assert (interval.low, interval.high) == (pytest.approx(60), pytest.approx(60))


def test_weights_that_sway_move_a_score_made_of_uneven_levels() -> None:
    exact = method(error_sd=dict.fromkeys(EvidenceClass, 0.0), respondent_sd=0.0)
    uneven = {"P1": 0, "P2": 0, "P3": 5, "P4": 5, "P5": 5}
    assert _process(scored(dict(uneven), edition(method=exact))).interval.variance > 0
    fixed = edition(method=replace(exact, weight_variation=0.0))
    assert _process(scored(dict(uneven), fixed)).interval.variance == pytest.approx(0)


def test_the_interval_holds_the_share_of_the_draws_that_the_method_says() -> None:
    wide, narrow = edition(), edition(method=method(interval=0.5))
    assert _width(scored(everywhere(2), narrow)) < 0.6 * _width(scored(everywhere(2), wide))


# --- the stream of errors ---


def test_the_same_seed_gives_the_same_interval_and_another_seed_another() -> None:
    assert _overall(_at(2, 5)) == _overall(_at(2, 5))
    assert _overall(_at(2, 5)).interval != _overall(_at(2, 6)).interval


def test_answering_one_more_item_does_not_change_the_errors_of_the_others() -> None:
    four = dict.fromkeys(("P1", "P2", "P4", "P5"), 2)
    few, more = _draws(four), _draws(four | {"P3": 4, "E1": 1})
    for item_id in four:
        np.testing.assert_array_equal(few.rounded_levels(item_id), more.rounded_levels(item_id))


def test_draws_have_the_number_that_the_method_says_and_only_the_rated_items() -> None:
    draws = _draws({"P1": 1, "E4": 2})
    assert draws.levels.shape == draws.weights.shape == (500, 2)
    assert draws.ids == ("P1", "E4")
    assert draws.groups == (Group.PROCESS, Group.ENABLERS)


def test_weights_sway_by_a_quarter_around_the_weight_of_the_item() -> None:
    heavy = edition({"P1": item("P1", weight=4.0)})
    weights = _draws({"P1": 1}, heavy).weights
    assert 3.0 <= weights.min() < 3.1
    assert 4.9 < weights.max() <= 5.0


def test_drawn_levels_are_whole_and_stay_on_the_scale() -> None:
    # Errors of .95 levels in all, five hundred times: half of the draws lie beyond the end and are bounded to it.
    for level, seen in ((0, {0.0, 1.0, 2.0, 3.0}), (5, {5.0, 4.0, 3.0, 2.0})):
        drawn = _draws({"P1": level}).rounded_levels("P1").tolist()
        assert {0.0, 1.0, 2.0} <= set(drawn) <= seen if level == 0 else {5.0, 4.0, 3.0} <= set(drawn) <= seen
        assert drawn.count(float(level)) > 250


def test_the_overall_interval_is_that_of_the_mean_of_the_dimensions() -> None:
    draws = _draws(dict.fromkeys(everywhere(2), 2))
    whole = draws.interval(DIMENSIONS, 40.0)
    assert whole == _overall(_at(2)).interval


# --- beyond noise ---


def _score(points: float, variance: float) -> Score:
    return Score(points, Interval(0, 100, variance), Span(0, 100), text(), ())


def test_the_threshold_of_noise_is_1_645_times_the_root_of_both_variances() -> None:
    # √(9 + 16) = 5
    assert noise_threshold(Interval(0, 1, 9.0), Interval(0, 1, 16.0)) == pytest.approx(8.225)


def test_two_scores_differ_only_beyond_the_threshold() -> None:
    assert beyond_noise(_score(50, 9), _score(58.3, 16))
    assert beyond_noise(_score(58.3, 9), _score(50, 16))
    assert not beyond_noise(_score(50, 9), _score(58.2, 16))


# --- the numbers of the method ---


def test_the_real_edition_carries_the_numbers_of_the_method(questionnaire: Questionnaire) -> None:
    rule = questionnaire.method
    assert [rule.error_sd[evidence] for evidence in EvidenceClass] == [0.9, 0.6, 0.35, 0.25]
    assert (rule.respondent_sd, rule.weight_variation, rule.draws, rule.interval) == (0.3, 0.25, 500, 0.9)
    assert (rule.minimum_answered, rule.leapfrog_share) == (3, 0.8)
    assert (rule.discount, rule.wanted_factor, rule.horizon) == (0.98, 3.0, 8)
    assert [band.floor for band in questionnaire.scales.bands] == [0, 20, 40, 60, 80]
