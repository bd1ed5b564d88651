"""Whether a company may apply: every call of a programme on a date, three-valued, clause by clause (method 7).

Never "you will receive": a call is competitive, and what is not known stays a question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import product

from assessment.instrument.edition import Condition
from assessment.programmes import Call, CallStatus, Programme, Rate, Track
from assessment.roadmap.standings import Between, CallStanding, Facts, Known, Standing, TrackStanding, Window

Asked = str | int | tuple[str, ...]


def check_programme(programme: Programme, facts: Facts, on: date) -> tuple[CallStanding, ...]:
    """Every call of a programme on a date for an applicant, in the order of the catalogue."""
    return tuple(
        CallStanding(programme, call, window_of(programme, call, on), tuple(check_track(t, facts) for t in call.tracks))
        for call in programme.calls
    )


def window_of(programme: Programme, call: Call, on: date) -> Window:
    """Open, announced for later, expected (announced by nobody yet), or closed."""
    if call.status is CallStatus.EXPECTED:
        return Window.CLOSED if call.closes is not None and call.closes < on else Window.EXPECTED
    if call in programme.calls_open_on(on):
        return Window.OPEN
    return Window.ANNOUNCED if call.opens is not None and on < call.opens else Window.CLOSED


def check_track(track: Track, facts: Facts) -> TrackStanding:
    """One track for an applicant: not eligible once one clause fails, eligible only when all hold."""
    settled = [(clause, settle(clause.rule, facts)) for clause in track.conditions]
    failed = tuple(clause for clause, holds in settled if holds is False)
    unclear = tuple(clause for clause, holds in settled if holds is None)
    missing = dict.fromkeys(
        field for clause in unclear for field in fields_of(clause.rule) if not _is_known(field, facts)
    )
    return TrackStanding(
        track=track,
        standing=Standing.NOT_ELIGIBLE if failed else Standing.UNKNOWN if unclear else Standing.ELIGIBLE,
        failed=failed,
        open=unclear,
        fields_missing=tuple(missing),
        rates=tuple(_possible_rates(track.rates, facts)),
    )


def _possible_rates(rates: Iterable[Rate], facts: Facts) -> Iterator[Rate]:
    """The rates that may be the first to hold."""
    for rate in rates:
        holds = True if rate.when is None else settle(rate.when, facts)
        if holds is not False:
            yield rate
        if holds:
            return


def fields_of(rule: Condition) -> tuple[str, ...]:
    """The fields that a rule reads."""
    return tuple(f for inner in rule.inner for f in fields_of(inner)) if rule.inner else (rule.field,)


def settle(rule: Condition, facts: Facts) -> bool | None:
    """Whether a rule holds, None while that cannot be known (Kleene's strong logic)."""
    if rule.op == "not":
        inner = settle(rule.inner[0], facts)
        return None if inner is None else not inner
    if rule.inner:
        found = [settle(inner, facts) for inner in rule.inner]
        decisive = rule.op == "any"
        return decisive if decisive in found else None if None in found else not decisive
    if rule.field not in facts:
        return None
    return _compare(rule.op, facts[rule.field], rule.value)


COMPARISONS: Mapping[str, Callable[[Known, Asked], bool]] = {
    "equals": lambda found, asked: found == asked,
    "one_of": lambda found, asked: isinstance(asked, tuple) and found in asked,
    "at_least": lambda found, asked: isinstance(found, int) and isinstance(asked, int) and found >= asked,
    "below": lambda found, asked: isinstance(found, int) and isinstance(asked, int) and found < asked,
}


def _compare(op: str, found: Known, asked: Asked) -> bool | None:
    if not isinstance(found, Between):
        return COMPARISONS[op](found, asked)
    answers = {COMPARISONS[op](value, asked) for value in range(found.low, found.high + 1)}
    return answers.pop() if len(answers) == 1 else None


def _is_known(field: str, facts: Facts) -> bool:
    return field in facts and not isinstance(facts[field], Between)


def can_ever_apply(track: Track) -> bool:
    """Whether any applicant at all meets the conditions of a track together.

    Clauses that share a field are tried together over the values at which one of them can turn; a clause alone with its
    fields is tried alone.
    """
    groups: list[tuple[set[str], list[Condition]]] = []
    for clause in track.conditions:
        fields, rules = set(fields_of(clause.rule)), [clause.rule]
        for other in [group for group in groups if group[0] & fields]:
            fields |= other[0]
            rules += other[1]
            groups.remove(other)
        groups.append((fields, rules))
    return all(_can_hold(sorted(fields), rules) for fields, rules in groups)


def _can_hold(fields: list[str], rules: list[Condition]) -> bool:
    candidates = [sorted({v for rule in rules for v in _turning_points(rule, field)}, key=str) for field in fields]
    return any(
        all(settle(rule, dict(zip(fields, values, strict=True))) for rule in rules) for values in product(*candidates)
    )


def _turning_points(rule: Condition, field: str) -> Iterator[str | int]:
    """Values of a field on both sides of everything that a rule asks of it."""
    for inner in rule.inner:
        yield from _turning_points(inner, field)
    if rule.inner or rule.field != field:
        return
    asked = rule.value if isinstance(rule.value, tuple) else (rule.value,)
    for value in asked:
        yield value
        if isinstance(value, bool):
            yield not value
        elif isinstance(value, int):
            yield from (value - 1, value + 1)
        else:
            yield "something else"
