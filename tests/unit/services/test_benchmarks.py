"""Benchmarks come from the newest release alone."""

from __future__ import annotations

from datetime import date

from assessment.disclosure.values import TOTAL, Ledger
from services.benchmarks import load_reference
from tests import builders as make
from tests.builders_pool import release


class Shelf:
    """A ReleaseShelf in memory."""

    def __init__(self, *releases: Ledger) -> None:
        self._ledger = tuple(found for ledger in releases for found in ledger)

    def ledger(self) -> Ledger:
        return self._ledger


def at(level: int) -> tuple[float | None, ...]:
    return tuple(20.0 if n == level else None for n in range(6))


def test_without_a_release_there_is_nothing_to_compare_with() -> None:
    assert load_reference(Shelf(), make.questionnaire(), make.profile()).cohort == ()


def test_the_newest_release_counts_and_the_size_of_the_company() -> None:
    old = release(("P1", TOTAL, 20.0, at(1)), as_of=date(2025, 12, 31))
    new = release(("P1", TOTAL, 20.0, at(2)), ("P1", "50-299", 20.0, at(3)), ("P1", "under-10", 20.0, at(4)))
    shelf = Shelf((old, new))
    for workers, level in ((60, 3.0), (5, 4.0), (20, 2.0)):
        found = load_reference(shelf, make.questionnaire(), make.profile(workers=workers))
        assert [target.upper_quartile for target in found.cohort] == [level]
