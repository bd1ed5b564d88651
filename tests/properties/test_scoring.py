"""What holds for the scores, gates and gaps of every sheet."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assessment.catalogue import UseCase
from assessment.instrument.edition import DIMENSIONS, FactId, ItemId, OfficialLevel
from assessment.instrument.values import AnswerSheet
from assessment.scoring.gaps import find_gaps
from assessment.scoring.levels import supported_level
from assessment.scoring.readiness import assess_readiness
from assessment.scoring.scores import held_level, score_answers, score_batch
from assessment.scoring.values import (
    CohortTarget,
    LadderEstimate,
    NotScored,
    Reference,
    Score,
    Scorecard,
    TargetSource,
    Verdict,
    Wishes,
)
from assessment.terms import Absence
from tests.builders import ALL_IDS, fact, item, profile, scored, use_case
from tests.builders import questionnaire as edition
from tests.properties.strategies import facts_of, levels, mostly_answered, seeds, sheets, values

EDITION = edition()
USE_CASES: tuple[UseCase, ...] = (use_case("uc-a", {"P3": 2, "D3": 1}), use_case("uc-b", {"E1": 4}))
FACTS = tuple(fact(f"P1.{level}.{letter}") for level in range(1, 6) for letter in "ab")
LADDER = tuple(OfficialLevel)
Answers = dict[str, int | Absence]


def _raised(given_answers: Answers, item_id: str, by: int) -> Answers:
    level = given_answers[item_id]
    assert isinstance(level, int)
    return {**given_answers, item_id: min(5, level + by)}


def _scores(card: Scorecard) -> list[Score | NotScored]:
    return [*(d.score for d in card.dimensions), card.overall.score]


def _number(level: int | Absence) -> int:
    return level if isinstance(level, int) else -1


@st.composite
def _better(draw: st.DrawFn) -> tuple[Scorecard, Scorecard, str]:
    """A scorecard, the one with one answer raised, and the item; both drawn with the same seed."""
    answers: Answers = draw(mostly_answered)
    rated = [i for i, value in answers.items() if isinstance(value, int)]
    assume(rated)
    item_id, seed = draw(st.sampled_from(rated)), draw(seeds)
    better = _raised(answers, item_id, draw(st.integers(1, 5)))
    return scored(answers, EDITION, seed), scored(better, EDITION, seed), item_id


# --- a better answer ---


@settings(deadline=None, max_examples=60)
@given(_better())
def test_a_better_answer_never_lowers_a_score_a_range_or_an_interval(drawn: tuple[Scorecard, Scorecard, str]) -> None:
    before, after, _ = drawn
    tiny = 1e-9
    for old, new in zip(_scores(before), _scores(after), strict=True):
        assert (new.span.low, new.span.high) >= (old.span.low - tiny, old.span.high - tiny)
        assert isinstance(new, Score) is isinstance(old, Score)
        if isinstance(new, Score) and isinstance(old, Score):
            assert new.points >= old.points - tiny
            assert new.interval.low >= old.interval.low - tiny
            assert new.interval.high >= old.interval.high - tiny


@settings(deadline=None, max_examples=60)
@given(_better())
def test_a_better_answer_changes_no_other_dimension(drawn: tuple[Scorecard, Scorecard, str]) -> None:
    before, after, item_id = drawn
    group = EDITION.item(item_id).group
    for other in set(DIMENSIONS) - {group}:
        assert after.dimension(other) == before.dimension(other)


@settings(deadline=None, max_examples=60)
@given(_better())
def test_a_better_answer_never_closes_a_gate_or_a_use_case(drawn: tuple[Scorecard, Scorecard, str]) -> None:
    before, after = (assess_readiness(card, USE_CASES) for card in drawn[:2])
    order = [Verdict.CLOSED, Verdict.UNKNOWN, Verdict.OPEN]
    assert order.index(after.pilot.verdict) >= order.index(before.pilot.verdict)
    assert order.index(after.scale.verdict) >= order.index(before.scale.verdict)
    steps = {entry.use_case.id: entry.steps for entry in before.use_cases}
    assert all(entry.steps <= steps[entry.use_case.id] for entry in after.use_cases)


@settings(deadline=None, max_examples=60)
@given(_better())
def test_a_better_answer_never_lowers_the_held_level_or_the_ladder(drawn: tuple[Scorecard, Scorecard, str]) -> None:
    before, after, _ = drawn
    for old, new in zip(before.dimensions, after.dimensions, strict=True):
        assert _number(new.held_level) >= _number(old.held_level)
    if isinstance(before.ladder.low, OfficialLevel) and isinstance(before.ladder.high, OfficialLevel):
        assert _place(after.ladder) >= _place(before.ladder)
        assert LADDER.index(OfficialLevel(after.ladder.high)) >= LADDER.index(before.ladder.high)


def _place(ladder: LadderEstimate) -> int:
    return LADDER.index(OfficialLevel(ladder.low))


# --- facts ---


@settings(deadline=None, max_examples=150)
@given(levels, facts_of("P1"), st.data())
def test_a_fact_that_turns_out_true_never_lowers_the_supported_level(
    claimed: int, facts: dict[FactId, int], data: st.DataObject
) -> None:
    assume(facts)
    better = {**facts, data.draw(st.sampled_from(sorted(facts))): 100}
    before, after = (supported_level(FACTS, claimed, answered) for answered in (facts, better))
    assert _number(after) >= _number(before)


@settings(deadline=None, max_examples=150)
@given(st.integers(0, 4), facts_of("P1"))
def test_a_higher_claim_never_lowers_the_supported_level(claimed: int, facts: dict[FactId, int]) -> None:
    assert _number(supported_level(FACTS, claimed + 1, facts)) >= _number(supported_level(FACTS, claimed, facts))


@settings(deadline=None, max_examples=150)
@given(levels, facts_of("P1"))
def test_facts_never_carry_further_than_one_level_above_the_claim(claimed: int, facts: dict[FactId, int]) -> None:
    supported = supported_level(FACTS, claimed, facts)
    assert (supported is Absence.NOT_ASKED) is (not facts)
    assert _number(supported) <= min(claimed + 1, 5)


# --- what does not matter ---


@settings(deadline=None, max_examples=60)
@given(sheets(), seeds, st.sampled_from([0.01, 0.5, 3.0, 100.0]))
def test_rescaled_weights_change_nothing(given_sheet: AnswerSheet, seed: int, factor: float) -> None:
    heavier = edition({i: item(i, weight=factor) for i in ALL_IDS})
    for old, new in zip(
        _scores(scored(given_sheet, EDITION, seed)), _scores(scored(given_sheet, heavier, seed)), strict=True
    ):
        assert (new.span.low, new.span.high) == pytest.approx((old.span.low, old.span.high))
        assert isinstance(new, Score) is isinstance(old, Score)
        if isinstance(new, Score) and isinstance(old, Score):
            assert new.points == pytest.approx(old.points)
            assert (new.interval.low, new.interval.high) == pytest.approx((old.interval.low, old.interval.high))


@settings(deadline=None, max_examples=60)
@given(sheets(), seeds, st.randoms(use_true_random=False))
def test_the_order_of_answers_changes_nothing(given_sheet: AnswerSheet, seed: int, order: Random) -> None:
    answers = list(given_sheet.answers)
    order.shuffle(answers)
    shuffled = replace(given_sheet, answers=tuple(answers), ratings=tuple(reversed(given_sheet.ratings)))
    first, second = scored(given_sheet, EDITION, seed), scored(shuffled, EDITION, seed)
    assert (first.items, first.dimensions, first.overall, first.ladder) == (
        second.items,
        second.dimensions,
        second.overall,
        second.ladder,
    )


@settings(deadline=None, max_examples=60)
@given(mostly_answered, seeds, st.sampled_from(ALL_IDS))
def test_not_answered_and_dont_know_score_alike(answers: Answers, seed: int, item_id: str) -> None:
    unknown = scored({**answers, item_id: Absence.DONT_KNOW}, EDITION, seed)
    missing = scored({i: v for i, v in answers.items() if i != item_id}, EDITION, seed)
    assert _scores(unknown) == _scores(missing)
    assert unknown.ladder == missing.ladder


# --- what always holds ---


@settings(deadline=None, max_examples=80)
@given(sheets(), seeds)
def test_points_lie_on_the_scale_inside_their_interval_and_inside_their_range(
    given_sheet: AnswerSheet, seed: int
) -> None:
    for dimension in scored(given_sheet, EDITION, seed).dimensions:
        score = dimension.score
        assert 0 <= score.span.low <= score.span.high <= 100
        if isinstance(score, Score):
            assert 0 <= score.interval.low <= score.points <= score.interval.high <= 100
            assert score.span.low - 1e-9 <= score.points <= score.span.high + 1e-9


@settings(deadline=None, max_examples=80)
@given(sheets(), seeds)
def test_a_score_exists_exactly_where_three_items_have_a_level(given_sheet: AnswerSheet, seed: int) -> None:
    card = scored(given_sheet, EDITION, seed)
    for dimension in card.dimensions:
        rated = [x for x in card.items if x.item.group is dimension.dimension and isinstance(x.effective, int)]
        assert isinstance(dimension.score, Score) is (len(rated) >= 3)
    scores = [d.score for d in card.dimensions if isinstance(d.score, Score)]
    assert isinstance(card.overall.score, Score) is (len(scores) >= 3)
    if isinstance(card.overall.score, Score):
        assert card.overall.score.points == pytest.approx(sum(s.points for s in scores) / len(scores))


@settings(deadline=None, max_examples=80)
@given(sheets(), seeds)
def test_confirmed_never_exceeds_what_was_claimed(given_sheet: AnswerSheet, seed: int) -> None:
    for found in scored(given_sheet, EDITION, seed).items:
        if isinstance(found.confirmed, int):
            assert isinstance(found.claimed, int)
            assert found.confirmed <= found.claimed


@settings(deadline=None, max_examples=60)
@given(sheets(), seeds)
def test_the_ladder_is_a_rising_range_that_never_reaches_the_highest_step(given_sheet: AnswerSheet, seed: int) -> None:
    ladder = scored(given_sheet, EDITION, seed).ladder
    if isinstance(ladder.low, Absence):
        assert ladder.high is Absence.NOT_ANSWERED
    else:
        assert _place(ladder) <= LADDER.index(OfficialLevel(ladder.high)) < LADDER.index(OfficialLevel.ADVANCED)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.lists(st.integers(0, 8), min_size=24, max_size=24), min_size=1, max_size=6), seeds)
def test_a_batch_scores_every_row_as_the_sheet_alone(rows: list[list[int]], seed: int) -> None:
    words = (*range(6), Absence.NOT_APPLICABLE, Absence.DONT_KNOW)
    found = score_batch(EDITION, np.array(rows, np.int8))
    for row, dimensions in zip(rows, found.dimensions, strict=True):
        answers: Answers = {i: words[code] for i, code in zip(ALL_IDS, row, strict=True) if code < 8}
        alone = [
            d.score.points if isinstance(d.score, Score) else np.nan for d in scored(answers, EDITION, seed).dimensions
        ]
        np.testing.assert_allclose(dimensions, alone, rtol=1e-6)


@settings(deadline=None, max_examples=100)
@given(st.lists(values, min_size=1, max_size=5))
def test_the_held_level_never_exceeds_what_most_items_reach(drawn: list[int | Absence]) -> None:
    held = held_level(drawn, 0.8)
    applicable = [value for value in drawn if value is not Absence.NOT_APPLICABLE]
    assert (held is Absence.NOT_APPLICABLE) is (not applicable)
    if isinstance(held, int) and held:
        assert sum(_number(value) >= held for value in applicable) >= 0.8 * len(applicable)


# --- gaps ---


@settings(deadline=None, max_examples=80)
@given(
    mostly_answered,
    st.sampled_from([5, 19, 20, 300]),
    st.dictionaries(st.sampled_from(ALL_IDS), st.integers(0, 5), max_size=4),
    st.lists(st.sampled_from(ALL_IDS), max_size=4, unique=True),
    st.dictionaries(st.sampled_from(ALL_IDS), st.tuples(st.floats(0, 5), st.integers(0, 20)), max_size=4),
)
def test_gaps_climb_sum_to_one_and_keep_the_rules_of_small_companies(
    answers: Answers,
    workers: int,
    targets: dict[ItemId, int],
    not_ours: list[ItemId],
    cohort: dict[ItemId, tuple[float, int]],
) -> None:
    card = score_answers(EDITION, scored(answers, EDITION).sheet, 1)
    reference = Reference(tuple(CohortTarget(i, quartile, n) for i, (quartile, n) in cohort.items()))
    wishes = Wishes(targets=targets, not_our_business=tuple(not_ours))
    found = find_gaps(card, assess_readiness(card, USE_CASES), profile(workers=workers), wishes, reference)
    assert sum(gap.priority for gap in found) == pytest.approx(1 if found else 0)
    assert not {gap.item for gap in found} & set(not_ours)
    for gap in found:
        assert gap.level == answers[gap.item] < gap.target <= 5
        assert sum(part for _, part in gap.factors) == pytest.approx(gap.priority)
        assert (gap.source is TargetSource.OWN_WISH) is (gap.item in targets)
        assert gap.source is not TargetSource.COHORT or cohort[gap.item][1] >= 10
    if workers < 20:
        assert len(found) <= 5
        assert all(gap.steps == 1 for gap in found)
