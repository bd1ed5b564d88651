"""Which support programme pays for work that several firms do together, and where each of them stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from datetime import date

from assessment.catalogue import CapabilityId, Catalogue
from assessment.matching.values import GroupSupport, PoolMember
from assessment.programmes import Call, Programme
from assessment.roadmap.eligibility import check_track, window_of
from assessment.roadmap.standings import Facts, Known, Standing, Window

BEST_WINDOW = (Window.OPEN, Window.ANNOUNCED, Window.EXPECTED)
BEST_STANDING = (Standing.ELIGIBLE, Standing.UNKNOWN)


def find_group_support(
    group: Sequence[PoolMember], capabilities: Set[CapabilityId], catalogue: Catalogue, on: date
) -> GroupSupport | None:
    """The nearest call of a track for consortia that nobody in the group is shut out of; None where there is none.

    Open before announced before expected; among equals who is known to be eligible, then what pays for more of the
    capabilities, then the id. Closed calls are not proposed, and no grant is certain (method 7).
    """
    facts = [_facts(member, catalogue) for member in group]
    found = [
        support
        for programme in catalogue.programmes
        if not programme.capabilities or capabilities & set(programme.capabilities)
        for call in programme.calls
        for support in _of_call(facts, programme, call, on)
    ]
    return min(found, key=lambda support: _rank(support, capabilities), default=None)


def _of_call(facts: Sequence[Facts], programme: Programme, call: Call, on: date) -> Iterator[GroupSupport]:
    window = window_of(programme, call, on)
    if window in BEST_WINDOW:
        for track in call.tracks:
            standings = tuple(check_track(track, known) for known in facts)
            if track.consortium and all(s.standing in BEST_STANDING for s in standings):
                yield GroupSupport(programme, call, window, standings)


def _facts(member: PoolMember, catalogue: Catalogue) -> Facts:
    told: dict[str, Known] = {"workers": member.workers, "division": member.division, "region": member.region}
    facts: dict[str, Known] = {name: known for name, known in told.items() if known}
    for region in catalogue.regions:
        if region.code == member.region:
            facts["capital_area"] = region.capital_area
    return {**facts, **member.known}


def _rank(support: GroupSupport, capabilities: Set[CapabilityId]) -> tuple[int, int, int, str]:
    return (
        BEST_WINDOW.index(support.window),
        max(BEST_STANDING.index(entry.standing) for entry in support.standings),
        -len(capabilities & set(support.programme.capabilities)),
        support.programme.id,
    )
