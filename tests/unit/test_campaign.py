"""The response of a campaign: what is shown, what is withheld, and that nobody is found by it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from assessment.campaign import Response, count_response
from assessment.disclosure.values import Policy
from tests.builders_campaigns import answered, batch

POLICY = Policy()


def test_figures_are_of_everybody_and_of_each_segment_by_name() -> None:
    batches = [batch("나", 20), batch("가", 30), batch("나", 10)]
    found = answered("가", 22, complete=11, untouched=8) + answered("나", 12, complete=12)
    total, segments = count_response(batches, found, POLICY)
    assert total == Response("", 60, 30, 20)
    assert segments == (Response("가", 30, 20, 10), Response("나", 30, 10, 10))


@pytest.mark.parametrize("begun", [0, 1, 9])
def test_few_look_like_none(begun: int) -> None:
    total, segments = count_response([batch("가", 40)], answered("가", begun, untouched=40 - begun), POLICY)
    assert (total.begun, total.complete, segments[0].begun) == (None, None, None)


def test_a_campaign_without_letters_has_no_response() -> None:
    assert count_response([], [], POLICY) == (Response("", 0, None, None), ())


@given(some.integers(0, 60), some.integers(1, 60))
def test_no_figure_says_that_somebody_did_or_that_everybody_did(begun: int, invited: int) -> None:
    begun = min(begun, invited)
    total, _ = count_response([batch("가", invited)], answered("가", begun, untouched=invited - begun), POLICY)
    possible = [n for n in range(invited + 1) if _shown(n, invited) == total.begun]
    assert begun in possible
    assert len(possible) >= min(POLICY.base, invited + 1)
    if total.begun is not None:
        assert POLICY.threshold <= total.begun < invited
        assert total.begun % POLICY.base == 0


def _shown(begun: int, invited: int) -> int | None:
    return count_response([batch("가", invited)], answered("가", begun, untouched=invited - begun), POLICY)[0].begun
