"""The subcommittees of an edition as they could be filled, with the reasons for every seat."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.catalogue import Alliance
from assessment.matching.values import SeatPlan
from presentation.desk.naming import DeskReader


@dataclass(frozen=True, slots=True)
class SeatLine:
    """One member of a subcommittee."""

    name: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FilledSubcommittee:
    """A subcommittee with its members, or why it cannot be formed."""

    id: str
    name: str
    works_on: str
    sentence: str
    seats: tuple[SeatLine, ...]


@dataclass(frozen=True, slots=True)
class SeatPage:
    """All subcommittees, and how much their balance costs beside everybody's own best."""

    alliance: str
    sentence: str
    subcommittees: tuple[FilledSubcommittee, ...]


def seat_page(reader: DeskReader, alliance: Alliance, plan: SeatPlan) -> SeatPage:
    """A filled edition; members in the order of their fit."""
    why_not = dict(plan.not_formed)
    filled = []
    for subcommittee in alliance.subcommittees:
        seats = sorted(
            (s for s in plan.seats if s.subcommittee == subcommittee.id), key=lambda s: (-s.fit, s.applicant)
        )
        hindrance = why_not.get(subcommittee.id)
        filled.append(
            FilledSubcommittee(
                id=subcommittee.id,
                name=subcommittee.name.in_(reader.language),
                works_on=subcommittee.works_on.in_(reader.language),
                sentence=reader.names.reason(hindrance) if hindrance else reader.say("seats.members", count=len(seats)),
                seats=tuple(SeatLine(reader.firm(seat.applicant), reader.reasons(seat.reasons)) for seat in seats),
            )
        )
    return SeatPage(
        alliance=alliance.name.in_(reader.language),
        sentence=reader.say("seats.sentence", seats=len(plan.seats), without=len(plan.without_seat)),
        subcommittees=tuple(filled),
    )
