"""Which alliance subcommittees fit a company: by industry and problem together, never by its KSIC code alone."""

from __future__ import annotations

from collections.abc import Sequence

from assessment.catalogue import Alliance, Subcommittee
from assessment.instrument.values import Profile
from assessment.matching.values import SubcommitteeMatch
from assessment.scoring.values import Gap
from assessment.terms import Reason

PROBLEM_WEIGHT, GAP_WEIGHT, INDUSTRY_WEIGHT = 0.5, 0.3, 0.2
"""Half the problem the company named, a third its gaps; the industry only tips the scale."""
MOST = 2
WORTH_A_SECOND = 0.6
"""A second subcommittee is named when it scores at least this share of the first."""


def route_subcommittees(profile: Profile, gaps: Sequence[Gap], alliance: Alliance) -> tuple[SubcommitteeMatch, ...]:
    """One or two subcommittees of an alliance edition, best first, with the reasons.

    Score = .5 · share of the company's concerns the subcommittee works on + .3 · priority of the gaps it works on + .2 ·
    industry weight; where no concern was named its weight goes to the gaps. A company without concerns, gaps or a listed
    industry still gets the first subcommittee of the edition, and is told that this is only a starting point.
    """
    matches = sorted(
        (_match(profile, gaps, alliance, subcommittee) for subcommittee in alliance.subcommittees),
        key=lambda match: -match.score,
    )
    best = matches[0].score
    return tuple(m for m in matches[:MOST] if m is matches[0] or m.score >= WORTH_A_SECOND * best > 0)


def _match(profile: Profile, gaps: Sequence[Gap], alliance: Alliance, subcommittee: Subcommittee) -> SubcommitteeMatch:
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
    )
