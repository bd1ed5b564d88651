"""A campaign of the association: who is invited, what they are sent, and how many answered, in figures that name nobody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from assessment.disclosure.values import Policy


@dataclass(frozen=True, slots=True)
class Campaign:
    """A call to answer in a period, by name."""

    id: str
    name: str
    begins: date
    ends: date


@dataclass(frozen=True, slots=True)
class Batch:
    """Invitations made in one go: for which segment, shared with which consultant (empty: none), and how many."""

    campaign: str
    segment: str
    consultant: str
    invited: int


@dataclass(frozen=True, slots=True)
class Letters:
    """What the invited are sent, with the codes in the clear; it exists only while it is handed over."""

    campaign: Campaign
    batch: Batch
    items: int
    address: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """One invitation whose assessment still stands: how many of the items that it asks have an answer."""

    segment: str
    answered: int
    asked: int


@dataclass(frozen=True, slots=True)
class Response:
    """How many of the invited have begun, and have answered everything: at least so many, None where it is withheld."""

    segment: str
    invited: int
    begun: int | None
    complete: int | None


def count_response(
    batches: Iterable[Batch], answered: Sequence[Answered], policy: Policy
) -> tuple[Response, tuple[Response, ...]]:
    """The response of everybody (segment ``""``) and of each segment, by name (method 10).

    Figures are multiples of `policy.base` that are reached, never under `policy.threshold`. They never say that all of the
    invited answered: who knows the list would know each of them. Counts of segments do not add up to that of everybody.
    """
    batches = tuple(batches)
    segments = sorted({batch.segment for batch in batches})

    def response(name: str, of: set[str]) -> Response:
        invited = sum(batch.invited for batch in batches if batch.segment in of)
        begun = [a for a in answered if a.segment in of and a.answered]
        complete = sum(a.answered >= a.asked for a in begun)
        return Response(name, invited, _shown(len(begun), invited, policy), _shown(complete, invited, policy))

    return response("", set(segments)), tuple(response(segment, {segment}) for segment in segments)


def _shown(found: int, invited: int, policy: Policy) -> int | None:
    """At least how many, or None.

    >>> [_shown(found, 15, Policy()) for found in (9, 10, 14, 15)]
    [None, 10, 10, 10]
    """
    reached = min(found, invited - 1) // policy.base * policy.base
    return reached if reached >= policy.threshold else None
