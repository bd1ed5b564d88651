"""The quality of the instrument: published worked examples first, then the edges."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from assessment.instrument.edition import ItemId
from assessment.instrument.items import (
    MINIMUM_SAMPLE,
    Analysis,
    category_use,
    chained_linear,
    cronbach_alpha,
    floor_ceiling,
    graded_response,
    intraclass_correlation,
    item_rest,
    judge_items,
    tucker_linear,
)

NAN = float("nan")
LSAT7 = "12 19 1 7 3 19 3 17 10 5 3 7 7 23 8 28 7 39 11 34 14 51 15 90 6 25 7 35 18 136 32 308"
"""Frequencies of the 32 patterns of five right or wrong answers (Bock and Lieberman 1970), in the order of their numbers."""
SHROUT_FLEISS = np.array(
    [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], dtype=float
)


def lsat7() -> np.ndarray:
    patterns = np.array(list(itertools.product((0.0, 1.0), repeat=5)))
    return np.repeat(patterns, [int(n) for n in LSAT7.split()], axis=0)


def scores(n: int, mean: float, sd: float, anchor_mean: float, anchor_sd: float, covariance: float) -> list[np.ndarray]:
    """Two vectors with exactly these moments."""
    plain = np.random.default_rng(0).standard_normal((n, 2))
    plain -= plain.mean(axis=0)
    plain = plain @ np.linalg.inv(np.linalg.cholesky(plain.T @ plain / n)).T
    wanted = np.linalg.cholesky(np.array([[sd**2, covariance], [covariance, anchor_sd**2]]))
    return list((plain @ wanted.T + [mean, anchor_mean]).T)


def kolen_brennan() -> list[np.ndarray]:
    """The groups of table 4.1 of Kolen and Brennan."""
    new = scores(1655, 15.8205, 6.5278, 5.1063, 2.3760, 13.4088)
    return [*new, *scores(1638, 18.6728, 6.8784, 5.8626, 2.4515, 14.7603)]


# --- alpha ---


def test_alpha_of_the_published_example() -> None:
    alpha = cronbach_alpha(lsat7())
    assert (round(alpha.listwise, 3), round(alpha.pairwise, 3), alpha.respondents) == (0.453, 0.453, 1000)


def test_without_complete_rows_only_the_pairwise_alpha_is_left() -> None:
    answers = np.array([[1, 2, NAN], [2, 3, NAN], [4, 4, NAN], [NAN, 1, 1], [NAN, 3, 2], [NAN, 4, 4], [1, NAN, 1]])
    answers = np.vstack([answers, [[3, NAN, 2], [5, NAN, 5]]])
    alpha = cronbach_alpha(answers)
    assert np.isnan(alpha.listwise)
    assert 0.8 < alpha.pairwise < 1.1
    assert alpha.respondents == 0


def test_the_same_answer_to_every_item_is_perfectly_reliable() -> None:
    column = np.array([[0.0], [1.0], [4.0]])
    assert cronbach_alpha(np.hstack([column, column, column])).listwise == pytest.approx(1.0)


def test_one_item_has_no_alpha() -> None:
    assert np.isnan(cronbach_alpha(np.array([[1.0], [2.0]])).pairwise)


# --- items ---


def test_the_rest_of_an_item_leaves_the_item_out() -> None:
    answers = np.array([[0.0, 0.0, 5.0], [1.0, 1.0, 0.0], [2.0, 2.0, 5.0], [3.0, 3.0, 0.0]])
    assert item_rest(answers)[0] == pytest.approx(np.corrcoef(answers[:, 0], answers[:, 1] + answers[:, 2])[0, 1])


def test_item_rest_of_the_published_example() -> None:
    assert item_rest(lsat7()) == pytest.approx([0.246, 0.247, 0.313, 0.223, 0.175], abs=5e-4)


def test_an_item_without_variance_or_answers_has_no_item_rest() -> None:
    answers = np.array([[1.0, 0.0, NAN], [1.0, 1.0, NAN], [1.0, 2.0, NAN]])
    assert np.isnan(item_rest(answers)).all()


def test_category_use_counts_given_answers_only() -> None:
    use = category_use(np.array([[0.0, NAN], [5.0, NAN], [5.0, NAN], [NAN, NAN]]), range(6))
    assert use[0].tolist() == pytest.approx([1 / 3, 0, 0, 0, 0, 2 / 3])
    assert np.isnan(use[1]).all()


def test_floor_and_ceiling_are_the_ends_of_the_scale() -> None:
    assert floor_ceiling(np.array([[0.0], [0.0], [5.0], [3.0]]), 0, 5).tolist() == [[0.5, 0.25]]


def verdict_codes(*columns: np.ndarray) -> list[list[str]]:
    answers = np.stack(columns, axis=1)
    names = [ItemId(f"P{n}") for n in range(1, answers.shape[1] + 1)]
    return [[reason.code for reason in verdict.reasons] for verdict in judge_items(answers, names, range(6))]


def test_each_item_gets_a_verdict() -> None:
    even = np.tile(np.arange(6.0), 40)
    crowded, low, high = np.full(240, 2.0), even.copy(), even.copy()
    crowded[:6] = 4
    low[: 120 + 20], high[:140] = 0, 5
    few = np.where(np.arange(240) < 40, even, NAN)
    found = verdict_codes(even, even + 0, crowded, low, high, few)
    assert found[:2] == [["item_works"], ["item_works"]]
    assert "item_crowded" in found[2]
    assert "item_floor" in found[3]
    assert "item_ceiling" in found[4]
    assert found[5] == ["item_too_few"]


def test_an_item_that_goes_its_own_way_is_named_once_there_are_enough_answers() -> None:
    even = np.tile(np.arange(6.0), 40)
    against = 5 - even
    assert verdict_codes(even, even, even, against)[3] == ["item_apart"]
    assert verdict_codes(*(column[:60] for column in (even, even, even, against)))[3] == ["item_works"]


def test_every_analysis_has_its_minimum_sample() -> None:
    assert set(MINIMUM_SAMPLE) == set(Analysis)
    assert MINIMUM_SAMPLE[Analysis.GRADED_RESPONSE] == 500


# --- agreement ---


def test_the_six_forms_of_the_published_example() -> None:
    icc = intraclass_correlation(SHROUT_FLEISS)
    single = (icc.one_way, icc.two_way_random, icc.two_way_fixed)
    of_means = (icc.one_way_mean, icc.two_way_random_mean, icc.two_way_fixed_mean)
    assert [round(value, 2) for value in (*single, *of_means)] == [0.17, 0.29, 0.71, 0.44, 0.62, 0.91]
    assert icc.targets == 6


def test_incomplete_targets_are_left_out() -> None:
    more = np.vstack([SHROUT_FLEISS, [[1, NAN, 2, 3]]])
    assert intraclass_correlation(more) == intraclass_correlation(SHROUT_FLEISS)


def test_no_ratings_agree_on_nothing() -> None:
    assert np.isnan(intraclass_correlation(np.full((3, 2), NAN)).two_way_random)


# --- graded response ---


def test_the_fit_of_the_published_example() -> None:
    fit = graded_response(lsat7())
    assert round(fit.log_likelihood, 3) == -2658.805
    assert fit.slopes == pytest.approx([0.988, 1.081, 1.706, 0.765, 0.736], abs=2e-3)
    assert [d for (d,) in fit.intercepts] == pytest.approx([1.856, 0.808, 1.804, 0.486, 1.855], abs=2e-3)


def graded_answers(people: int) -> np.ndarray:
    """Answers in four categories of respondents at even places of the normal law, by one seed."""
    rng = np.random.default_rng(5)
    theta = rng.standard_normal(people)[:, None, None]
    steps = np.array([[2.0, 0.5, -1.0], [1.5, 0.0, -2.0], [3.0, 1.0, -0.5], [1.0, -0.5, -2.0]])
    slopes = np.array([1.2, 0.8, 2.0, 1.5])[:, None]
    at_least = 1 / (1 + np.exp(-(slopes * theta + steps)))
    return (at_least > rng.random((people, 4, 1))).sum(axis=2).astype(float)


def test_a_fit_finds_the_parameters_that_made_the_answers() -> None:
    fit = graded_response(graded_answers(6000))
    assert fit.slopes == pytest.approx([1.2, 0.8, 2.0, 1.5], abs=0.15)
    assert fit.intercepts[0] == pytest.approx([2.0, 0.5, -1.0], abs=0.15)
    assert all(list(steps) == sorted(steps, reverse=True) for steps in fit.intercepts)


def test_missing_answers_and_unused_categories_are_passed_over() -> None:
    answers = graded_answers(400)
    answers[::7, 1] = NAN
    gap = answers.copy()
    gap[:, 0] = np.where(gap[:, 0] == 3, 5, gap[:, 0])
    assert graded_response(gap) == graded_response(answers)
    assert [len(steps) for steps in graded_response(gap).intercepts] == [3, 3, 3, 3]


def test_the_slopes_of_answers_that_separate_perfectly_end_somewhere() -> None:
    fit = graded_response(np.array([[0.0, 0.0, 0.0]] * 20 + [[1.0, 1.0, 1.0]] * 20))
    assert 10 < min(fit.slopes) <= max(fit.slopes) < 50
    assert -32 < fit.log_likelihood < 40 * np.log(0.5)


def test_an_item_that_everybody_answers_alike_cannot_be_fitted() -> None:
    with pytest.raises(ValueError, match="two categories"):
        graded_response(np.array([[0.0, 1.0], [1.0, 1.0]]))


# --- linking ---


def test_tucker_linking_of_the_published_example() -> None:
    linking = tucker_linear(*kolen_brennan())
    assert (round(linking.slope, 4), round(linking.intercept, 4)) == (1.0289, 0.5370)


def test_chained_linking_of_the_published_example() -> None:
    linking = chained_linear(*kolen_brennan())
    assert (round(linking.slope, 4), round(linking.intercept, 4)) == (1.0213, 0.3940)


def test_groups_that_are_alike_need_no_weight() -> None:
    new = scores(400, 50.0, 10.0, 20.0, 4.0, 30.0)
    old = scores(500, 52.0, 11.0, 20.0, 4.0, 33.0)
    results = [tucker_linear(*new, *old, weight=w) for w in (0.0, 0.4, 1.0)]
    assert [(round(r.slope, 6), round(r.intercept, 6)) for r in results] == [(1.1, -3.0)] * 3
    assert chained_linear(*new, *old).slope == pytest.approx(1.1)
