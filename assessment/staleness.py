"""Dated facts that nobody has looked at for half a year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from assessment.catalogue import Catalogue
from assessment.terms import is_stale


@dataclass(frozen=True, slots=True)
class Stale:
    """A dated entry and the day it was last checked."""

    where: str
    checked_on: date


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
    if catalogue.money:
        yield Stale("catalogue/money.yaml", catalogue.money.checked_on)
    for definition in catalogue.qualified:
        yield Stale(f"catalogue/qualified_supplier/{definition.id}", definition.checked_on)
