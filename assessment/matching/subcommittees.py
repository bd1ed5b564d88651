"""Which alliance subcommittees fit a company: by industry and problem together, never by its KSIC code alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assessment.catalogue import Alliance, CapabilityId, Catalogue, Subcommittee
from assessment.instrument.edition import ItemId
from assessment.instrument.values import Profile
from assessment.matching.values import SubcommitteeMatch
from assessment.scoring.values import Gap
from assessment.terms import Reason

PROBLEM_WEIGHT, GAP_WEIGHT, INDUSTRY_WEIGHT = 0.5, 0.3, 0.2
"""Half the problem the company named, a third its gaps; the industry only tips the scale."""
MOST = 2
WORTH_A_SECOND = 0.6
"""A second subcommittee is named when it scores at least this share of the first."""
EXPERIENCED = 3
"""From this level on a company can tell others how it did something."""


def route_subcommittees(
    profile: Profile, gaps: Sequence[Gap], levels: Mapping[ItemId, int], alliance: Alliance
) -> tuple[SubcommitteeMatch, ...]:
    """One or two subcommittees of an alliance edition, best first, with the reasons and what the company could bring.

    Score = .5 · share of the company's concerns the subcommittee works on + .3 · priority of the gaps it works on + .2 ·
    industry weight; where no concern was named its weight goes to the gaps. A company without concerns, gaps or a listed
    industry still gets the first subcommittee of the edition, and is told that this is only a starting point. `levels` are
    the levels of the items that it answered.
    """
    matches = sorted(
        (_match(profile, gaps, levels, alliance, subcommittee) for subcommittee in alliance.subcommittees),
        key=lambda match: -match.score,
    )
    best = matches[0].score
    return tuple(m for m in matches[:MOST] if m is matches[0] or m.score >= WORTH_A_SECOND * best > 0)


def find_industry(division: str, alliance: Alliance) -> str | None:
    """The subcommittee of an edition that stands nearest to a KSIC division, the first of equals; None where none does."""
    nearest = max(alliance.subcommittees, key=lambda s: s.industries.get(division, 0.0))
    return nearest.id if nearest.industries.get(division, 0.0) else None


def find_agenda(subcommittee: Subcommittee, catalogue: Catalogue) -> dict[CapabilityId, float]:
    """The capabilities that a subcommittee works on, the most wanted at 1: through the initiatives for its items.

    Any edition has an agenda in this way, because each names items and the catalogue joins items with capabilities.
    """
    weights: dict[CapabilityId, float] = {}
    for initiative in catalogue.initiatives:
        near = sum(subcommittee.items.get(effect.item, 0.0) for effect in initiative.effects)
        for capability in initiative.capabilities:
            weights[capability] = weights.get(capability, 0.0) + near
    highest = max(weights.values(), default=0.0)
    return {capability: weight / highest for capability, weight in sorted(weights.items()) if weight}


def _match(
    profile: Profile, gaps: Sequence[Gap], levels: Mapping[ItemId, int], alliance: Alliance, subcommittee: Subcommittee
) -> SubcommitteeMatch:
    named = [c for c in profile.concerns if subcommittee.concerns.get(c, 0)]
    problem = sum(subcommittee.concerns[c] for c in named) / max(len(profile.concerns), 1)
    near = [gap for gap in gaps if subcommittee.items.get(gap.item, 0)]
    closeness = sum(subcommittee.items[gap.item] * gap.priority for gap in near)
    industry = subcommittee.industries.get(profile.division, 0.0)
    gap_weight = GAP_WEIGHT if profile.concerns else GAP_WEIGHT + PROBLEM_WEIGHT
    reasons = []
    if named:
        reasons.append(Reason.of("works_on_concern", concerns=tuple(named)))
    if near:
        strongest = sorted(near, key=lambda gap: -subcommittee.items[gap.item] * gap.priority)[:3]
        reasons.append(Reason.of("works_on_gap", items=tuple(gap.item for gap in strongest)))
    if industry:
        reasons.append(Reason.of("near_industry", division=profile.division))
    return SubcommitteeMatch(
        alliance=alliance,
        subcommittee=subcommittee,
        score=PROBLEM_WEIGHT * problem + gap_weight * closeness + INDUSTRY_WEIGHT * industry,
        reasons=tuple(reasons) or (Reason.of("only_a_start"),),
        brings=_brings(levels, subcommittee),
    )


def _brings(levels: Mapping[ItemId, int], subcommittee: Subcommittee) -> tuple[Reason, ...]:
    """What the company has behind it where the subcommittee works: others can learn from it."""
    known = [item for item, weight in subcommittee.items.items() if weight and levels.get(item, 0) >= EXPERIENCED]
    strongest = sorted(known, key=lambda item: (-levels[item], -subcommittee.items[item], item))[:3]
    return (Reason.of("brings_experience", items=tuple(strongest)),) if strongest else ()
