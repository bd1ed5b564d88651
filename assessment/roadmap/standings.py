"""Who may apply for what, as frozen values: every call and track of a programme on a date, three-valued."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from assessment.catalogue import InitiativeId
from assessment.programmes import Call, Clause, Programme, Rate, Track


@dataclass(frozen=True, slots=True)
class Between:
    """A number of which only a range is known, ends included (the self-estimated step of the official ladder)."""

    low: int
    high: int


Known = str | int | Between
Facts = Mapping[str, Known]
"""What is known of an applicant, by field; a field that is missing is unknown."""


class Standing(StrEnum):
    """Eligible, not eligible, or unknown until a question is answered."""

    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    UNKNOWN = "unknown"


class Window(StrEnum):
    """Where a call stands on a date."""

    OPEN = "open"
    ANNOUNCED = "announced"
    EXPECTED = "expected"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class TrackStanding:
    """One track for one applicant: the clauses that fail, those that are open with the fields that would settle them.

    `rates` are the rates that may still apply, best known first in the order of the notice.
    """

    track: Track
    standing: Standing
    failed: tuple[Clause, ...]
    open: tuple[Clause, ...]
    fields_missing: tuple[str, ...]
    rates: tuple[Rate, ...]


@dataclass(frozen=True, slots=True)
class CallStanding:
    """One call on one date for one applicant."""

    programme: Programme
    call: Call
    window: Window
    tracks: tuple[TrackStanding, ...]

    @property
    def standing(self) -> Standing:
        """The best of its tracks."""
        found = {track.standing for track in self.tracks}
        return next(s for s in (Standing.ELIGIBLE, Standing.UNKNOWN, Standing.NOT_ELIGIBLE) if s in found)


@dataclass(frozen=True, slots=True)
class SupportMatch:
    """A programme for a plan: its nearest call, and the planned initiatives that it may pay for."""

    programme: Programme
    call: CallStanding
    pays_for: tuple[InitiativeId, ...]
