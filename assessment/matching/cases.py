"""Which delivered tasks a company can learn from: those of the same cell that began where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assessment.catalogue import Catalogue, UseCase
from assessment.instrument.edition import ItemId
from assessment.instrument.values import Profile
from assessment.matching.records import CaseCard, CaseMatch
from assessment.scoring.values import Wishes
from assessment.terms import Reason

FURTHEST = 1
"""A case that began more levels away than this teaches something else."""
MOST = 3


def recommend_cases(
    cards: Sequence[CaseCard], profile: Profile, wishes: Wishes, levels: Mapping[ItemId, int], catalogue: Catalogue
) -> tuple[CaseMatch, ...]:
    """At most three cases for the use cases that a company wants: same cell, begun at its level or one beside it.

    The level of a company in a use case is the lowest of the items that the use case needs; what was not answered counts 0.
    The same level comes before one beside it, the same division before others, then the newest. `levels` are those of the
    answered items.
    """
    wanted = [use_case for use_case in catalogue.use_cases if use_case.id in wishes.use_cases]
    found: dict[str, tuple[tuple[int, bool, int, str], CaseMatch]] = {}
    for use_case in wanted:
        mine = find_start_level(use_case, levels)
        for card in cards:
            away = card.level - mine
            if card.cell == use_case.cell and abs(away) <= FURTHEST:
                rank = (abs(away), card.division != profile.division, -card.agreed_on.toordinal(), card.id)
                match = CaseMatch(card, _reasons(card, profile, away))
                found[card.id] = min(found.get(card.id, (rank, match)), (rank, match), key=lambda entry: entry[0])
    return tuple(match for _, match in sorted(found.values(), key=lambda entry: entry[0]))[:MOST]


def find_start_level(use_case: UseCase, levels: Mapping[ItemId, int]) -> int:
    """Where a plant stands before a use case, 0–5: the lowest level of what it needs; 5 where it needs nothing."""
    return min((levels.get(item, 0) for item, _ in use_case.needs), default=5)


def _reasons(card: CaseCard, profile: Profile, away: int) -> tuple[Reason, ...]:
    reasons = [Reason.of("case_of_same_cell", cell=card.cell)]
    if away == 0:
        reasons.append(Reason.of("case_began_at_same_level", level=card.level))
    else:
        reasons.append(Reason.of("case_began_one_higher" if away > 0 else "case_began_one_lower", level=card.level))
    if card.division == profile.division:
        reasons.append(Reason.of("case_of_same_industry", division=card.division))
    return tuple(reasons)
