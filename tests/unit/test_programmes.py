"""Support programmes: which calls can be applied to on a date."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from assessment.programmes import CallId, CallStatus
from tests.builders import call, programme

TODAY = date(2026, 11, 22)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("opens", "closes", "is_open"),
    [
        (None, None, True),
        (TODAY, None, True),
        (TOMORROW, None, False),
        (None, TODAY, True),
        (None, YESTERDAY, False),
        (YESTERDAY, TOMORROW, True),
        (TODAY, TODAY, True),
        (TOMORROW, TOMORROW, False),
        (YESTERDAY, YESTERDAY, False),
    ],
)
def test_a_call_is_open_from_its_first_to_its_last_day(opens: date | None, closes: date | None, is_open: bool) -> None:
    found = programme(call("a", opens=opens, closes=closes)).calls_open_on(TODAY)
    assert [c.id for c in found] == (["a"] if is_open else [])


def test_a_call_that_is_only_expected_is_never_open() -> None:
    expected = call("b", status=CallStatus.EXPECTED, based_on=CallId("a"), opens=YESTERDAY, closes=TOMORROW)
    assert programme(expected).calls_open_on(TODAY) == ()


@pytest.mark.parametrize(("closes", "still_open"), [(None, []), (TOMORROW, ["a"])])
def test_a_call_without_a_closing_date_is_over_once_another_is_based_on_it(
    closes: date | None, still_open: list[str]
) -> None:
    first = call("a", closes=closes)
    again = call("b", status=CallStatus.EXPECTED, based_on=CallId("a"))
    assert [c.id for c in programme(first, again).calls_open_on(TODAY)] == still_open


def test_several_calls_can_be_open_at_once_in_the_order_of_the_programme() -> None:
    calls = (call("b", closes=TOMORROW), call("x", closes=YESTERDAY), call("a"))
    assert [c.id for c in programme(*calls).calls_open_on(TODAY)] == ["b", "a"]


def test_a_programme_without_calls_has_none_open() -> None:
    assert programme().calls_open_on(TODAY) == ()
