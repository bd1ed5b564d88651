"""Dated facts that nobody has looked at for half a year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from assessment.catalogue import Catalogue

FRESH_FOR = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Stale:
    """A dated entry and the day it was last checked."""

    where: str
    checked_on: date


def is_stale(checked_on: date, on: date) -> bool:
    """Whether a fact was last checked more than 180 days before a date.

    >>> is_stale(date(2026, 5, 26), date(2026, 11, 22)), is_stale(date(2026, 5, 25), date(2026, 11, 22))
    (False, True)
    """
    return on - checked_on > FRESH_FOR


def find_stale(catalogue: Catalogue, on: date) -> tuple[Stale, ...]:
    """Every dated entry of a catalogue that is stale on a date, oldest first."""
    return tuple(
        sorted((s for s in _dated(catalogue) if is_stale(s.checked_on, on)), key=lambda s: (s.checked_on, s.where))
    )


def _dated(catalogue: Catalogue) -> Iterator[Stale]:
    for alliance in catalogue.alliances:
        yield Stale(f"catalogue/alliances/{alliance.id}", alliance.checked_on)
    for use_case in catalogue.use_cases:
        for note in use_case.legal:
            yield Stale(f"catalogue/use_cases/{use_case.id}", note.checked_on)
    for programme in catalogue.programmes:
        for call in programme.calls:
            yield Stale(f"catalogue/programmes/{programme.id}/{call.id}", call.checked_on)
    for line in catalogue.reference_lines:
        yield Stale(f"catalogue/reference_lines/{line.id}", line.checked_on)
