"""What holds for every log of answers and every value that is hashed."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.canonical import fingerprint, plain
from assessment.instrument.completeness import completeness
from assessment.instrument.effective import effective_answers
from assessment.instrument.values import EventLog, Mode, Role
from tests.builders import ALL_IDS, log, sheet
from tests.builders import questionnaire as edition
from tests.properties.strategies import answered, logs

EDITION = edition()
keys = st.text("abc말", max_size=3)
documents = st.recursive(
    st.none() | st.booleans() | st.integers() | keys,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)


@settings(deadline=None, max_examples=150)
@given(logs(), st.randoms(use_true_random=False))
def test_the_answer_that_counts_does_not_depend_on_the_order_of_events(drawn: EventLog, order: Random) -> None:
    shuffled = list(drawn.events)
    order.shuffle(shuffled)
    assert effective_answers(log(*shuffled)) == effective_answers(drawn)


@settings(deadline=None, max_examples=100)
@given(logs())
def test_receiving_events_twice_changes_nothing(drawn: EventLog) -> None:
    assert effective_answers(log(*drawn.events, *drawn.events)) == effective_answers(drawn)


@settings(deadline=None, max_examples=100)
@given(logs())
def test_every_item_that_was_answered_has_one_answer_and_it_is_one_of_its_ratings(drawn: EventLog) -> None:
    found = effective_answers(drawn)
    items = [a.item for a in found.answers]
    assert sorted(items) == sorted({e.target for e in drawn.events if "." not in e.target})
    assert all(answer in found.ratings for answer in found.answers)


@settings(deadline=None, max_examples=100)
@given(logs())
def test_a_consultants_rating_always_counts(drawn: EventLog) -> None:
    found = effective_answers(drawn)
    rated = {r.item for r in found.ratings if r.role is Role.CONSULTANT}
    assert all(a.role is Role.CONSULTANT for a in found.answers if a.item in rated)
    assert (found.mode is Mode.VISIT) == any(e.role is Role.CONSULTANT for e in drawn.events)


@settings(deadline=None, max_examples=60)
@given(answered)
def test_every_item_is_in_exactly_one_part_of_the_completeness(given_answers: dict[str, int]) -> None:
    done = completeness(EDITION, sheet(given_answers))  # type: ignore[arg-type]
    parts = [*done.rated, *done.not_applicable, *done.dont_know, *done.open]
    assert sorted(parts) == sorted(ALL_IDS)
    assert done.answered == len(given_answers)


@settings(deadline=None, max_examples=100)
@given(st.dictionaries(keys, documents, max_size=5), st.randoms(use_true_random=False))
def test_a_fingerprint_does_not_depend_on_the_order_of_a_dictionary(document: dict[str, object], order: Random) -> None:
    entries = list(document.items())
    order.shuffle(entries)
    assert fingerprint(dict(entries)) == fingerprint(document)


@settings(deadline=None, max_examples=100)
@given(documents, documents)
def test_fingerprints_are_equal_only_for_equal_contents(first: object, second: object) -> None:
    same = _in_order(plain(first)) == _in_order(plain(second))
    assert (fingerprint(first) == fingerprint(second)) is same


def _in_order(value: object) -> str:
    if isinstance(value, dict):
        return f"dict{sorted((key, _in_order(entry)) for key, entry in value.items())}"
    return f"list{[_in_order(entry) for entry in value]}" if isinstance(value, list) else repr(value)
