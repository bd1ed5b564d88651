"""Our own estimate of the official step: always a range, never an equivalence, never the highest step (method 6)."""

from __future__ import annotations

import numpy as np
import pytest

from assessment.instrument.edition import EvidenceClass, Group, OfficialLevel, Questionnaire
from assessment.scoring.ladder import estimate_ladder
from assessment.scoring.uncertainty import Draws
from assessment.scoring.values import LadderEstimate
from assessment.terms import Absence
from tests.builders import everywhere, method, scored
from tests.builders import questionnaire as edition

NO_ICT, BASIC, MIDDLE_1, MIDDLE_2, ADVANCED = OfficialLevel
LADDER_ITEMS = ("P1", "P2", "P3", "P4", "P5", "D1")
ORDER = [NO_ICT, BASIC, MIDDLE_1, MIDDLE_2]


def _exact() -> Questionnaire:
    """An edition whose ratings have no error, so that only the rule of the ladder is left."""
    return edition(method=method(error_sd=dict.fromkeys(EvidenceClass, 0.0), respondent_sd=0.0))


def _step(*levels: int | Absence) -> LadderEstimate:
    return scored(dict(zip(LADDER_ITEMS, levels, strict=True)), _exact()).ladder


@pytest.mark.parametrize(
    ("levels", "step"),
    [
        ((0, 0, 0, 0, 0, 0), NO_ICT),
        ((2, 2, 2, 2, 1, 1), NO_ICT),
        ((2, 2, 2, 2, 2, 0), BASIC),
        ((2, 2, 2, 2, 2, 5), BASIC),
        ((3, 3, 3, 3, 3, 0), MIDDLE_1),
        ((3, 3, 3, 3, 2, 2), BASIC),
        ((4, 4, 4, 4, 4, 3), MIDDLE_2),
        ((5, 5, 5, 5, 5, 5), MIDDLE_2),
    ],
)
def test_a_step_is_reached_when_five_of_six_items_reach_its_level(levels: tuple[int, ...], step: OfficialLevel) -> None:
    assert _step(*levels) == LadderEstimate(step, step)


@pytest.mark.parametrize("unknown", [Absence.DONT_KNOW, Absence.NOT_ANSWERED])
def test_an_unknown_item_counts_as_nought_for_the_low_end_and_as_five_for_the_high_end(unknown: Absence) -> None:
    assert _step(2, 2, 2, 2, 1, unknown) == LadderEstimate(NO_ICT, BASIC)
    assert _step(2, 2, 2, 2, 2, unknown) == LadderEstimate(BASIC, BASIC)


def test_with_two_unknown_items_there_is_no_estimate() -> None:
    missing = LadderEstimate(Absence.NOT_ANSWERED, Absence.NOT_ANSWERED)
    assert _step(3, 3, 3, 3, Absence.DONT_KNOW, Absence.DONT_KNOW) == missing
    assert scored({}).ladder == missing


def test_other_items_do_not_move_the_ladder() -> None:
    others = {i: 0 for i in everywhere(0) if i not in LADDER_ITEMS}
    six = dict.fromkeys(LADDER_ITEMS, 3)
    assert scored(six | others, _exact()).ladder == scored({**six}, _exact()).ladder


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("level", range(6))
def test_the_estimate_is_a_range_around_the_step_of_the_answers(level: int, seed: int) -> None:
    levels = dict.fromkeys(LADDER_ITEMS, level)
    found, exact = scored({**levels}, seed=seed).ladder, _step(*levels.values())
    assert isinstance(found.low, OfficialLevel)
    assert isinstance(found.high, OfficialLevel)
    assert isinstance(exact.low, OfficialLevel)
    assert ORDER.index(found.low) <= ORDER.index(exact.low) <= ORDER.index(found.high)


@pytest.mark.parametrize(
    ("worse", "better", "expected"),
    # Of a hundred draws the five lowest and the five highest lie outside a 90 % range.
    [(4, 4, (BASIC, BASIC)), (6, 4, (NO_ICT, BASIC)), (4, 6, (BASIC, MIDDLE_1)), (6, 6, (NO_ICT, MIDDLE_1))],
)
def test_the_range_leaves_out_a_twentieth_of_the_draws_at_each_end(
    worse: int, better: int, expected: tuple[OfficialLevel, OfficialLevel]
) -> None:
    column = np.repeat([0.0, 2.0, 3.0], [worse, 100 - worse - better, better])
    levels = np.tile(column[:, None], (1, 6))
    draws = Draws(levels, np.ones_like(levels), (Group.PROCESS,) * 6, LADDER_ITEMS, share=0.9)
    items = [scored(dict.fromkeys(LADDER_ITEMS, 2)).of(i) for i in LADDER_ITEMS]
    assert estimate_ladder(method(), items, draws) == LadderEstimate(*expected)


def test_a_self_assessment_in_the_middle_gets_more_than_one_step() -> None:
    found = scored(dict.fromkeys(LADDER_ITEMS, 3)).ladder
    assert found.low is not found.high


@pytest.mark.parametrize("seed", range(5))
def test_the_highest_step_is_never_estimated(seed: int) -> None:
    found = scored(everywhere(5), seed=seed).ladder
    assert ADVANCED not in (found.low, found.high)
    assert found.high is MIDDLE_2


def test_the_real_edition_asks_for_five_of_the_six_items_and_stops_below_the_highest_step(
    questionnaire: Questionnaire,
) -> None:
    rule = questionnaire.method
    assert rule.ladder_items == LADDER_ITEMS
    assert rule.ladder_share == (5, 6)
    assert rule.ladder_steps == ((BASIC, 2), (MIDDLE_1, 3), (MIDDLE_2, 4))
