"""Answers become scores: one sheet, whole batches, and both by one rule (method 4)."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace

import numpy as np
import pytest

from assessment.errors import WrongEdition
from assessment.instrument.edition import DIMENSIONS, EvidenceClass, Group, Questionnaire
from assessment.instrument.values import Role
from assessment.scoring.readiness import find_missing, verdict_of
from assessment.scoring.scores import (
    DONT_KNOW,
    GATE_CLOSED,
    GATE_OPEN,
    GATE_UNKNOWN,
    NOT_ANSWERED,
    NOT_APPLICABLE,
    STATES,
    held_level,
    mean_points,
    score_answers,
    score_batch,
)
from assessment.scoring.values import NotScored, Score, Scorecard, Span, Verdict
from assessment.terms import Absence, Reason
from tests.builders import PREFIXES, answer, everywhere, fact, item, method, scored, sheet, visited
from tests.builders import questionnaire as edition

NA, DK, NONE = Absence.NOT_APPLICABLE, Absence.DONT_KNOW, Absence.NOT_ANSWERED
STATE_VALUES: tuple[int | Absence, ...] = (0, 1, 2, 3, 4, 5, NA, DK, NONE)
"""What the nine codes of a batch stand for."""
CODE_OF = {Verdict.CLOSED: GATE_CLOSED, Verdict.OPEN: GATE_OPEN, Verdict.UNKNOWN: GATE_UNKNOWN}
ABSENCES = (NA, DK, NONE)


def _points(score: Score | NotScored) -> float:
    assert isinstance(score, Score)
    return score.points


def _process(*levels: int | Absence) -> Scorecard:
    """A scorecard in which only the items of the process dimension were answered."""
    return scored({f"P{n}": level for n, level in enumerate(levels, 1) if level is not NONE})


def _uneven() -> Questionnaire:
    """An edition with five different weights in every dimension, so that a swapped column shows."""
    weights = (1.0, 2.0, 0.5, 1.5, 3.0)
    items = {
        f"{prefix}{n}": item(f"{prefix}{n}", weight=weights[n - 1])
        for group, (prefix, count) in PREFIXES.items()
        if group in DIMENSIONS
        for n in range(1, count + 1)
    }
    return edition(items)


# --- one dimension ---


def test_a_dimension_scores_a_fifth_of_a_hundred_for_every_level_of_the_mean() -> None:
    # mean of 1, 2, 3, 4, 5 is 3 → 100 · 3 / 5 = 60
    assert _points(_process(1, 2, 3, 4, 5).dimension(Group.PROCESS).score) == pytest.approx(60)


def test_weights_decide_how_much_an_item_counts() -> None:
    # (1·5 + 3·1 + 1·0) / 5 = 1.6 → 32
    assert mean_points([(5, 1.0), (1, 3.0), (0, 1.0)], minimum=3) == pytest.approx(32)


def test_the_items_of_the_edition_weigh_equally(questionnaire: Questionnaire) -> None:
    assert {i.weight for i in questionnaire.items} == {1.0}


@pytest.mark.parametrize("absent", ABSENCES)
def test_what_is_absent_leaves_the_mean_and_is_never_a_nought(absent: Absence) -> None:
    assert _points(_process(4, 4, 4, absent, absent).dimension(Group.PROCESS).score) == pytest.approx(80)


@pytest.mark.parametrize("absent", ABSENCES)
def test_a_score_exists_from_three_answered_items_on(absent: Absence) -> None:
    assert isinstance(_process(2, 2, 2, absent, absent).dimension(Group.PROCESS).score, Score)
    missing = _process(2, 2, absent, absent, absent).dimension(Group.PROCESS).score
    assert isinstance(missing, NotScored)
    assert missing.reason == Reason.of("too_few_answers", answered=2, needed=3)


@pytest.mark.parametrize("absent", ABSENCES)
def test_a_dimension_of_absences_has_no_score(absent: Absence) -> None:
    found = _process(*[absent] * 5).dimension(Group.PROCESS)
    assert isinstance(found.score, NotScored)
    assert found.held_down_by == ()


def test_not_applicable_everywhere_in_a_dimension_holds_no_level_either() -> None:
    assert _process(NA, NA, NA, NA, NA).dimension(Group.PROCESS).held_level is NA


def test_a_score_names_the_items_that_made_it() -> None:
    score = _process(1, DK, 3, 4, NA).dimension(Group.PROCESS).score
    assert isinstance(score, Score)
    assert score.made_of == ("P1", "P3", "P4")


def test_the_items_on_the_lowest_level_hold_a_dimension_down() -> None:
    assert _process(1, 3, 1, 4, DK).dimension(Group.PROCESS).held_down_by == ("P1", "P3")


def test_the_score_stands_on_effective_levels_and_not_on_claims() -> None:
    facts = {f"P{n}.{level}.a": 0 if level == 3 else 100 for n in range(1, 6) for level in (2, 3)}
    with_facts = edition(
        {f"P{n}": item(f"P{n}", facts=tuple(fact(f"P{n}.{level}.a") for level in (2, 3))) for n in range(1, 6)}
    )
    claimed = sheet({f"P{n}": 3 for n in range(1, 6)}, facts=facts)
    assert _points(score_answers(with_facts, claimed, 1).dimension(Group.PROCESS).score) == pytest.approx(40)


# --- range: what is unknown at 0, and at 5 ---


@pytest.mark.parametrize("unknown", [DK, NONE])
def test_what_is_unknown_gives_a_range_from_nought_to_five(unknown: Absence) -> None:
    # known 3 + 3 + 3 = 9 of 25; with two unknown items at 5: 19 of 25
    score = _process(3, 3, 3, unknown, unknown).dimension(Group.PROCESS).score
    assert (score.span.low, score.span.high) == (pytest.approx(36), pytest.approx(76))


def test_not_applicable_leaves_the_denominator_of_the_range() -> None:
    # known 9 of 15
    assert _process(3, 3, 3, NA, NA).dimension(Group.PROCESS).score.span == Span(pytest.approx(60), pytest.approx(60))


def test_a_full_dimension_has_a_range_of_no_width() -> None:
    assert _process(2, 2, 2, 2, 2).dimension(Group.PROCESS).score.span == Span(pytest.approx(40), pytest.approx(40))


def test_where_nothing_applies_the_range_says_nothing() -> None:
    assert _process(NA, NA, NA, NA, NA).dimension(Group.PROCESS).score.span == Span(0.0, 100.0)


def test_the_range_of_maturity_is_the_mean_of_the_ranges() -> None:
    # Three dimensions fully answered at 2 (40–40), one not at all (0–100).
    levels = {i: 2 for i in everywhere(2) if i[0] in "PDS"}
    assert scored(levels).overall.score.span == Span(pytest.approx(30), pytest.approx(55))


# --- bands and the view without leapfrogging ---


@pytest.mark.parametrize(
    ("levels", "band"),
    [
        ((0, 0, 0, 0, 0), 0),
        ((1, 1, 1, 1, 0), 0),  # 16
        ((1, 1, 1, 1, 1), 1),  # 20
        ((2, 2, 2, 2, 1), 1),  # 36
        ((2, 2, 2, 2, 2), 2),  # 40
        ((3, 3, 3, 3, 3), 3),  # 60
        ((4, 4, 4, 4, 4), 4),  # 80
        ((5, 5, 5, 5, 5), 4),  # 100
    ],
)
def test_bands_are_five_of_twenty_points_each(levels: tuple[int, ...], band: int) -> None:
    score = _process(*levels).dimension(Group.PROCESS).score
    assert isinstance(score, Score)
    assert score.band.en == f"band {band}"


def test_nineteen_points_are_still_the_lowest_band() -> None:
    # 20, 20, 20 and 16 → 19
    overall = scored(_dimensions(P=1, D=1, S=1) | {"B1": 1, "B2": 1, "B3": 1, "B4": 1, "B5": 0}).overall.score
    assert _points(overall) == pytest.approx(19)
    assert isinstance(overall, Score)
    assert overall.band.en == "band 0"


@pytest.mark.parametrize(
    ("levels", "held"),
    [
        ((3, 3, 3, 3, 3), 3),
        ((3, 3, 3, 3, 0), 3),  # 4 of 5 are 80 %
        ((3, 3, 3, 0, 0), 0),
        ((5, 4, 3, 2, 1), 2),
        ((3, 3, 3, 3, NA), 3),
        ((3, 3, 3, 0, NA), 0),  # 3 of 4 are 75 %
        ((3, 3, 3, 3, DK), 3),
        ((3, 3, 3, DK, NONE), 0),
        ((NA, NA, NA, NA, NA), NA),
        ((DK, DK, DK, DK, DK), 0),
        ((), NA),
    ],
)
def test_a_dimension_holds_the_level_that_eighty_percent_of_its_applicable_items_reach(
    levels: tuple[int | Absence, ...], held: int | Absence
) -> None:
    assert held_level(levels, share=0.8) == held


# --- maturity ---


def _dimensions(**levels: int) -> dict[str, int | Absence]:
    """`P=2` sets every process item to level 2."""
    return {i: levels[i[0]] for i in everywhere(0) if i[0] in levels}


def test_maturity_is_the_mean_of_the_four_dimensions() -> None:
    # 20, 40, 60, 100 → 55
    assert _points(scored(_dimensions(P=1, D=2, S=3, B=5)).overall.score) == pytest.approx(55)


def test_maturity_exists_with_three_dimensions_and_names_the_missing_one() -> None:
    overall = scored(_dimensions(P=1, D=2, S=3)).overall
    assert _points(overall.score) == pytest.approx(40)
    assert overall.missing == (Group.BUSINESS_MODEL,)
    assert isinstance(overall.score, Score)
    assert overall.score.made_of == ("process", "product", "service")


def test_with_two_dimensions_there_is_no_maturity() -> None:
    overall = scored(_dimensions(P=1, D=2)).overall
    assert isinstance(overall.score, NotScored)
    assert overall.score.reason == Reason.of("too_few_dimensions", scored=2, needed=3)
    assert overall.missing == (Group.SERVICE, Group.BUSINESS_MODEL)


def test_the_weakest_the_strongest_and_their_distance_are_shown_beside_maturity() -> None:
    overall = scored(_dimensions(P=1, D=4, S=1, B=2)).overall
    assert (overall.weakest, overall.strongest) == ((Group.PROCESS, Group.SERVICE), (Group.PRODUCT,))
    assert overall.spread == pytest.approx(60)


def test_dimensions_are_apart_only_beyond_rating_noise() -> None:
    assert scored(_dimensions(P=0, D=5, S=2, B=2)).overall.apart
    assert not scored(_dimensions(P=2, D=2, S=2, B=2)).overall.apart


def test_an_empty_sheet_has_no_maturity_and_no_extremes() -> None:
    overall = scored({}).overall
    assert isinstance(overall.score, NotScored)
    assert (overall.weakest, overall.strongest, overall.spread, overall.apart) == ((), (), 0.0, False)


@pytest.mark.parametrize("level", [0, 5, NA, DK])
def test_enablers_have_levels_and_never_a_share_of_the_score(level: int | Absence) -> None:
    without = scored(_dimensions(P=1, D=2, S=3, B=4))
    with_enablers = scored(_dimensions(P=1, D=2, S=3, B=4) | {f"E{n}": level for n in range(1, 5)})
    assert with_enablers.of("E1").effective == level
    assert [d.score for d in with_enablers.dimensions] == [d.score for d in without.dimensions]
    assert with_enablers.overall == without.overall
    assert with_enablers.of("E1").item.is_enabler


def test_a_sheet_of_another_edition_is_not_scored() -> None:
    with pytest.raises(WrongEdition) as found:
        score_answers(edition(), sheet(content_hash="f" * 64), 1)
    assert (found.value.expected, found.value.found) == ("0" * 64, "f" * 64)


def test_a_scorecard_knows_its_items_and_no_others() -> None:
    with pytest.raises(KeyError):
        scored({}).of("X9")


# --- batches: the fast path beside the slow one ---


def _slow_dimension(questionnaire: Questionnaire, group: Group) -> list[float]:
    """The score of every pattern of five answers by the one rule, in the order of itertools.product."""
    weights = [i.weight for i in questionnaire.of(group)]
    minimum = questionnaire.method.minimum_answered
    found = (mean_points(zip(row, weights, strict=True), minimum) for row in itertools.product(STATE_VALUES, repeat=5))
    return [points if isinstance(points, float) else math.nan for points in found]


def _block(questionnaire: Questionnaire, group: Group, width: int) -> np.ndarray:
    """Every pattern of the items of one group; all other items are not answered."""
    patterns = np.array(list(itertools.product(range(STATES), repeat=width)), np.int8)
    levels = np.full((len(patterns), len(questionnaire.items)), NOT_ANSWERED, np.int8)
    levels[:, [n for n, i in enumerate(questionnaire.items) if i.group is group]] = patterns
    return levels


@pytest.mark.parametrize("position", range(4))
def test_every_one_of_the_59049_patterns_of_a_dimension_scores_alike_on_both_paths(position: int) -> None:
    group, uneven = DIMENSIONS[position], _uneven()
    found = score_batch(uneven, _block(uneven, group, 5))
    assert found.dimensions.shape == (59_049, 4)
    np.testing.assert_allclose(found.dimensions[:, position], _slow_dimension(uneven, group), rtol=1e-6, equal_nan=True)
    assert np.isnan(np.delete(found.dimensions, position, axis=1)).all()
    assert np.isnan(found.overall).all()


def _slow_gates(questionnaire: Questionnaire) -> tuple[list[int], list[int]]:
    """Both gates for every pattern of four enablers, by `find_missing` and `verdict_of`."""
    plain = scored({}, questionnaire)
    enablers = [levels for levels in plain.items if levels.item.is_enabler]
    pilot, scale = [], []
    for row in itertools.product(STATE_VALUES, repeat=4):
        items = tuple(replace(levels, effective=value) for levels, value in zip(enablers, row, strict=True))
        card = replace(plain, items=items)
        pilot.append(CODE_OF[verdict_of(find_missing(card, questionnaire.gates.pilot.needs))])
        scale.append(CODE_OF[verdict_of(find_missing(card, questionnaire.gates.scale.needs))])
    return pilot, scale


def test_every_one_of_the_6561_patterns_of_enablers_opens_the_same_gates_on_both_paths() -> None:
    found = score_batch(edition(), _block(edition(), Group.ENABLERS, 4))
    pilot, scale = _slow_gates(edition())
    assert len(pilot) == 6561
    np.testing.assert_array_equal(found.pilot, pilot)
    np.testing.assert_array_equal(found.scale, scale)


def test_all_three_verdicts_occur_in_a_batch() -> None:
    found = score_batch(edition(), _block(edition(), Group.ENABLERS, 4))
    assert set(found.pilot.tolist()) == set(found.scale.tolist()) == {GATE_CLOSED, GATE_OPEN, GATE_UNKNOWN}


def test_whole_sheets_score_alike_on_both_paths() -> None:
    uneven = _uneven()
    codes = np.random.default_rng(7).integers(0, STATES, (60, 24), dtype=np.int8)
    found = score_batch(uneven, codes)
    for row, (dimensions, overall) in zip(codes, zip(found.dimensions, found.overall, strict=True), strict=True):
        named = {i.id: STATE_VALUES[code] for i, code in zip(uneven.items, row, strict=True) if code != NOT_ANSWERED}
        card = scored(named, uneven)  # type: ignore[arg-type]
        slow = [d.score.points if isinstance(d.score, Score) else math.nan for d in card.dimensions]
        np.testing.assert_allclose(dimensions, slow, rtol=1e-6)
        whole = card.overall.score
        np.testing.assert_allclose(overall, whole.points if isinstance(whole, Score) else math.nan, rtol=1e-6)


@pytest.mark.parametrize("absent", [NOT_APPLICABLE, DONT_KNOW, NOT_ANSWERED])
def test_a_batch_gives_no_number_where_three_items_are_absent(absent: int) -> None:
    levels = np.full((1, 24), 3, np.int8)
    levels[0, :3] = absent
    found = score_batch(edition(), levels)
    assert np.isnan(found.dimensions[0, 0])
    assert found.overall[0] == pytest.approx(60)


def test_a_batch_of_nobody_is_empty() -> None:
    found = score_batch(edition(), np.empty((0, 24), np.int8))
    assert (found.dimensions.shape, found.overall.shape, found.pilot.shape) == ((0, 4), (0,), (0,))


@pytest.mark.parametrize(
    "levels", [np.zeros((1, 23), np.int8), np.full((1, 24), 9, np.int8), -np.ones((1, 24), np.int8)]
)
def test_a_batch_of_the_wrong_shape_or_with_unknown_codes_is_refused(levels: np.ndarray) -> None:
    with pytest.raises(ValueError, match=r"columns|codes"):
        score_batch(edition(), levels)


def test_another_minimum_has_its_own_table() -> None:
    levels = np.full((1, 24), NOT_ANSWERED, np.int8)
    levels[0, :2] = 4
    assert np.isnan(score_batch(edition(), levels).dimensions[0, 0])
    lenient = edition(method=method(minimum_answered=2))
    assert score_batch(lenient, levels).dimensions[0, 0] == pytest.approx(80)


# --- the role of the rater ---


def test_the_consultants_rating_scores_like_any_other() -> None:
    own = scored(everywhere(2)).overall.score
    assert _points(scored(visited(everywhere(2), EvidenceClass.MEASURED)).overall.score) == _points(own)
    given = answer("P1", 2, role=Role.CONSULTANT)
    assert scored(sheet(answers=(given,))).of("P1").rated_by is Role.CONSULTANT
