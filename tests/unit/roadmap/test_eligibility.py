"""Whether a company may apply: three-valued, clause by clause, on a date (method 7)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from assessment.instrument.edition import Condition
from assessment.programmes import CallId, CallStatus, Programme, Rate
from assessment.roadmap.eligibility import (
    Between,
    Facts,
    Standing,
    Window,
    can_ever_apply,
    check_programme,
    check_track,
    fields_of,
    settle,
    window_of,
)
from tests.builders import call, programme, track

TODAY = date(2026, 11, 22)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
SMALL = Condition("below", "workers", 50)
PLASTICS = Condition("equals", "division", "22")
EXPORTS = Condition("equals", "answer.exports", True)
HOLDS, FAILS, OPEN = Condition("equals", "yes", 1), Condition("equals", "no", 1), Condition("equals", "nobody-knows", 1)
KNOWN: Facts = {"yes": 1, "no": 0}
OF = {True: HOLDS, False: FAILS, None: OPEN}


def _all(*rules: Condition) -> Condition:
    return Condition("all", inner=rules)


def _any(*rules: Condition) -> Condition:
    return Condition("any", inner=rules)


def _not(rule: Condition) -> Condition:
    return Condition("not", inner=(rule,))


# --- three-valued logic ---


@pytest.mark.parametrize(
    ("first", "second", "both", "either"),
    [
        (True, True, True, True),
        (True, None, None, True),
        (True, False, False, True),
        (None, True, None, True),
        (None, None, None, None),
        (None, False, False, None),
        (False, True, False, True),
        (False, None, False, None),
        (False, False, False, False),
    ],
)
def test_all_and_any_are_kleenes(
    first: bool | None, second: bool | None, both: bool | None, either: bool | None
) -> None:
    rules = (OF[first], OF[second])
    assert settle(_all(*rules), KNOWN) is both
    assert settle(_any(*rules), KNOWN) is either


@pytest.mark.parametrize(("inner", "outer"), [(True, False), (None, None), (False, True)])
def test_not_turns_what_is_known_and_leaves_what_is_not(inner: bool | None, outer: bool | None) -> None:
    assert settle(_not(OF[inner]), KNOWN) is outer


def test_rules_stand_inside_rules() -> None:
    assert settle(_all(HOLDS, _not(_any(FAILS, FAILS))), KNOWN) is True
    assert settle(_not(_all(HOLDS, _any(FAILS, OPEN))), KNOWN) is None


@pytest.mark.parametrize(
    ("rule", "found", "holds"),
    [
        (Condition("equals", "f", "22"), "22", True),
        (Condition("equals", "f", "22"), "23", False),
        (Condition("equals", "f", True), False, False),
        (Condition("one_of", "f", ("22", "23")), "23", True),
        (Condition("one_of", "f", ("22", "23")), "24", False),
        (Condition("at_least", "f", 10), 10, True),
        (Condition("at_least", "f", 10), 9, False),
        (Condition("below", "f", 10), 9, True),
        (Condition("below", "f", 10), 10, False),
        # What cannot be compared does not hold; it is known.
        (Condition("at_least", "f", 10), "many", False),
        (Condition("below", "f", "ten"), 9, False),
        (Condition("one_of", "f", "22"), "22", False),
    ],
)
def test_a_known_field_settles_a_rule(rule: Condition, found: str | int, holds: bool) -> None:
    assert settle(rule, {"f": found}) is holds


@pytest.mark.parametrize(
    ("rule", "low", "high", "holds"),
    [
        (Condition("at_least", "f", 2), 2, 3, True),
        (Condition("at_least", "f", 2), 1, 2, None),
        (Condition("at_least", "f", 2), 0, 1, False),
        (Condition("below", "f", 2), 0, 1, True),
        (Condition("below", "f", 2), 1, 2, None),
        (Condition("below", "f", 2), 2, 4, False),
        (Condition("equals", "f", 2), 2, 2, True),
        (Condition("equals", "f", 2), 1, 3, None),
        (Condition("equals", "f", 2), 3, 4, False),
        (Condition("one_of", "f", (1, 2)), 1, 2, True),
        (Condition("one_of", "f", (1, 2)), 1, 3, None),
        (Condition("one_of", "f", (1, 2)), 3, 4, False),
    ],
)
def test_a_range_settles_a_rule_where_all_of_it_says_the_same(
    rule: Condition, low: int, high: int, holds: bool | None
) -> None:
    assert settle(rule, {"f": Between(low, high)}) is holds


def test_the_fields_of_a_rule_are_those_at_its_leaves() -> None:
    assert fields_of(_all(SMALL, _not(_any(PLASTICS, EXPORTS)))) == ("workers", "division", "answer.exports")


# --- a track ---


@pytest.mark.parametrize(
    ("facts", "standing", "failed", "left", "missing"),
    [
        ({"workers": 12, "division": "22"}, Standing.ELIGIBLE, "", "", ()),
        ({"workers": 12}, Standing.UNKNOWN, "", "b", ("division",)),
        ({}, Standing.UNKNOWN, "", "ab", ("workers", "division")),
        ({"workers": 50}, Standing.NOT_ELIGIBLE, "a", "b", ("division",)),
        ({"workers": 50, "division": "10"}, Standing.NOT_ELIGIBLE, "ab", "", ()),
        # A range that does not settle a clause still has to be asked.
        ({"workers": Between(10, 60), "division": "22"}, Standing.UNKNOWN, "", "a", ("workers",)),
        ({"workers": Between(50, 60), "division": "22"}, Standing.NOT_ELIGIBLE, "a", "", ()),
    ],
)
def test_one_failing_clause_is_enough_and_eligible_needs_all(
    facts: Facts, standing: Standing, failed: str, left: str, missing: tuple[str, ...]
) -> None:
    found = check_track(track(SMALL, PLASTICS), facts)
    assert found.standing is standing
    assert ([c.id for c in found.failed], [c.id for c in found.open]) == (list(failed), list(left))
    assert found.fields_missing == missing


def test_a_track_without_conditions_is_for_everybody() -> None:
    assert check_track(track(), {}).standing is Standing.ELIGIBLE


def test_a_field_that_two_clauses_miss_is_asked_once_and_a_known_one_not_at_all() -> None:
    found = check_track(track(_all(SMALL, EXPORTS), _not(EXPORTS)), {"workers": 12})
    assert found.fields_missing == ("answer.exports",)


# --- rates ---


HALF, MORE, REST = Rate(SMALL, 50.0, 5000), Rate(PLASTICS, 70.0, 7000), Rate(None, 30.0, None)


@pytest.mark.parametrize(
    ("facts", "possible"),
    [
        ({"workers": 12}, [HALF]),
        ({"workers": 50, "division": "22"}, [MORE]),
        ({"workers": 50, "division": "10"}, [REST]),
        ({"division": "22"}, [HALF, MORE]),
        ({"division": "10"}, [HALF, REST]),
        ({"workers": 50}, [MORE, REST]),
        ({}, [HALF, MORE, REST]),
    ],
)
def test_the_rates_that_may_be_the_first_to_hold_remain(facts: Facts, possible: list[Rate]) -> None:
    assert list(check_track(track(rates=(HALF, MORE, REST)), facts).rates) == possible


def test_nothing_after_a_rate_for_everybody_can_count() -> None:
    assert check_track(track(rates=(REST, HALF)), {"workers": 12}).rates == (REST,)


def test_where_no_rate_holds_there_is_none() -> None:
    assert check_track(track(rates=(HALF,)), {"workers": 50}).rates == ()


# --- windows ---


def _expected(closes: date | None = None) -> Programme:
    return programme(call("b", status=CallStatus.EXPECTED, based_on=CallId("a"), closes=closes))


WINDOWS = {
    "between its dates": (programme(call(opens=YESTERDAY, closes=TOMORROW)), Window.OPEN),
    "on its first and last day": (programme(call(opens=TODAY, closes=TODAY)), Window.OPEN),
    "without dates": (programme(call()), Window.OPEN),
    "before it opens": (programme(call(opens=TOMORROW)), Window.ANNOUNCED),
    "after it closed": (programme(call(opens=YESTERDAY, closes=YESTERDAY)), Window.CLOSED),
    "after it closed, without a first day": (programme(call(closes=YESTERDAY)), Window.CLOSED),
    "expected": (_expected(), Window.EXPECTED),
    "expected and still to close": (_expected(TODAY), Window.EXPECTED),
    "expected and passed": (_expected(YESTERDAY), Window.CLOSED),
}


@pytest.mark.parametrize("name", WINDOWS)
def test_where_a_call_stands(name: str) -> None:
    found, window = WINDOWS[name]
    assert window_of(found, found.calls[0], TODAY) is window


@pytest.mark.parametrize(("opens", "window"), [(YESTERDAY, Window.CLOSED), (TOMORROW, Window.ANNOUNCED)])
def test_a_call_without_a_closing_date_that_another_is_based_on_is_over(opens: date, window: Window) -> None:
    first = call("a", opens=opens)
    found = programme(first, call("b", status=CallStatus.EXPECTED, based_on=first.id))
    assert [window_of(found, c, TODAY) for c in found.calls] == [window, Window.EXPECTED]


# --- calls ---


def test_every_call_of_a_programme_is_told_in_its_order_with_its_tracks() -> None:
    first = call("a", closes=YESTERDAY, tracks=(track(SMALL, id="small"), track(id="all")))
    found = check_programme(programme(first, call("b")), {"workers": 80}, TODAY)
    assert [(c.call.id, c.window) for c in found] == [("a", Window.CLOSED), ("b", Window.OPEN)]
    assert [t.standing for t in found[0].tracks] == [Standing.NOT_ELIGIBLE, Standing.ELIGIBLE]
    assert found[0].programme.id == "prg-a"


@pytest.mark.parametrize(
    ("rules", "standing"),
    [
        ((FAILS, OPEN, HOLDS), Standing.ELIGIBLE),
        ((FAILS, OPEN), Standing.UNKNOWN),
        ((FAILS, FAILS), Standing.NOT_ELIGIBLE),
    ],
)
def test_a_call_stands_as_well_as_the_best_of_its_tracks(rules: tuple[Condition, ...], standing: Standing) -> None:
    (found,) = check_programme(programme(call(tracks=tuple(track(rule) for rule in rules))), KNOWN, TODAY)
    assert found.standing is standing


# --- calls that nobody could apply to ---


BIG = Condition("at_least", "workers", 50)
POSSIBLE = {
    "nothing asked": track(),
    "a number under a limit": track(SMALL),
    "a range of one value": track(Condition("at_least", "workers", 49), SMALL),
    "a choice, not that one": track(Condition("one_of", "division", ("22", "23")), _not(PLASTICS)),
    "none of the named": track(_not(Condition("one_of", "division", ("22", "23")))),
    "a no": track(_not(EXPORTS)),
    "one or the other": track(_any(SMALL, PLASTICS), BIG),
    "clauses joined by a third": track(SMALL, PLASTICS, _any(BIG, PLASTICS)),
    "clauses about different things": track(SMALL, PLASTICS, EXPORTS),
}
IMPOSSIBLE = {
    "small and big": track(SMALL, BIG),
    "a hole of no value": track(Condition("at_least", "workers", 50), Condition("below", "workers", 50)),
    "yes and no": track(EXPORTS, _not(EXPORTS)),
    "two divisions": track(PLASTICS, Condition("equals", "division", "10")),
    "a clause against itself": track(_all(SMALL, BIG)),
    "two clauses against a third": track(SMALL, PLASTICS, _any(BIG, _not(PLASTICS))),
    "one impossible pair among good clauses": track(PLASTICS, SMALL, EXPORTS, BIG),
}


@pytest.mark.parametrize("name", POSSIBLE)
def test_somebody_can_apply_to(name: str) -> None:
    assert can_ever_apply(POSSIBLE[name])


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_nobody_can_ever_apply_to(name: str) -> None:
    assert not can_ever_apply(IMPOSSIBLE[name])
