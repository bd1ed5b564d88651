"""Who in another industry could help whom: partners by what one needs and the other has, never by likeness."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from assessment.catalogue import Alliance, CapabilityId, Catalogue, UseCase
from assessment.matching.group_support import find_group_support
from assessment.matching.linear import Columns, Model
from assessment.matching.values import Exchange, PartnerPlan, PartnerProposal, PoolMember
from assessment.roadmap.values import Proof
from assessment.terms import Reason

ONE_SIDED = 0.25
"""Weight of what only one side gains, beside the geometric mean of what both gain."""
ACROSS_INDUSTRIES, ALREADY_LINKED = 0.3, 0.3
EDGES_EACH = 20
"""Partners that the model may choose from for each member, best first."""
NAMED = 3
DECIMALS = 9
Floats = NDArray[np.float64]
Word = TypeVar("Word", bound=str)


def find_partners(members: Sequence[PoolMember], catalogue: Catalogue, alliance: Alliance, on: date) -> PartnerPlan:
    """At most one partner for each member whose consent stands on a date; ids stay opaque.

    Score of a pair (methods 4.2): C = need of one · offer of the other, both ways; √(C₁C₂) + ¼ (C₁ + C₂), times 1.3 across
    industries, times .7 where the two are linked already. The pairs of greatest total score are found exactly on the
    graph of everybody's twenty best (a whole-number model in which each member stands in one pair; HiGHS closes the odd
    circles that the linear model leaves open), and `proof` tells how far that is proven and what a greedy choice is worth.
    The order of members does not matter. Raises ValueError if two members share an id.
    """
    agreed = standing_members(members, on)
    scores = score_pairs(agreed)
    first, second = _edges(scores)
    greedy = _choose_greedily(scores, first, second)
    chosen, bound = _choose(scores, first, second, greedy)
    pairs = sorted(zip(first[chosen], second[chosen], strict=True), key=lambda p: (-scores[p], p))
    paired = {member for pair in pairs for member in pair}
    worth, simple = (float(scores[first[c], second[c]].sum()) for c in (chosen, greedy))
    return PartnerPlan(
        proposals=tuple(_proposal(agreed[i], agreed[j], scores[i, j], catalogue, alliance, on) for i, j in pairs),
        alone=tuple((m.id, _why_alone(scores[n])) for n, m in enumerate(agreed) if n not in paired),
        proof=Proof(worth, max(bound, worth), simple),
    )


def standing_members(members: Sequence[PoolMember], on: date) -> list[PoolMember]:
    """The members whose consent stands on a date, by id; raises ValueError if two share an id."""
    agreed = sorted((m for m in members if m.agreed_until >= on), key=lambda m: m.id)
    if len({m.id for m in agreed}) < len(agreed):
        raise ValueError("members must have different ids")
    return agreed


def score_pairs(members: Sequence[PoolMember]) -> Floats:
    """Scores of all pairs, symmetric, 0 on the diagonal; shape (members, members)."""
    names = sorted({c for m in members for c in (*m.needs, *m.offers)})
    need, offer = (np.zeros((len(members), len(names))) for _ in range(2))
    place = {capability: column for column, capability in enumerate(names)}
    for row, member in enumerate(members):
        for table, weights in ((need, member.needs), (offer, member.offers)):
            for capability, weight in weights.items():
                table[row, place[capability]] = weight
    gains = need @ offer.T
    both = np.sqrt(gains * gains.T) + ONE_SIDED * (gains + gains.T)
    industry = np.array([m.industry for m in members])
    linked = np.array([[b.id in a.linked or a.id in b.linked for b in members] for a in members], dtype=bool)
    across = industry[:, None] != industry[None, :]
    scores = both * (1 + ACROSS_INDUSTRIES * across) * (1 - ALREADY_LINKED * linked.reshape(across.shape))
    np.fill_diagonal(scores, 0.0)
    rounded: Floats = np.round(scores, DECIMALS)
    return rounded


def find_meeting_place(shared: UseCase | None, group: Sequence[PoolMember], alliance: Alliance) -> str | None:
    """Where a group could meet: the subcommittee of the shared use case, else the nearest to all their divisions."""
    known = {s.id for s in alliance.subcommittees}
    for subcommittee in shared.subcommittees if shared else ():
        if subcommittee in known:
            return subcommittee
    near = {s.id: sum(s.industries.get(m.division, 0.0) for m in group) for s in alliance.subcommittees}
    return max(near, key=lambda name: near[name]) if any(near.values()) else None


def _edges(scores: Floats) -> tuple[Columns, Columns]:
    """The pairs that stand among the best of either side."""
    best = np.argsort(-scores, axis=1, kind="stable")[:, :EDGES_EACH]
    kept = np.zeros(scores.shape, dtype=bool)
    np.put_along_axis(kept, best, values=True, axis=1)
    first, second = np.nonzero(np.triu((kept | kept.T) & (scores > 0)))
    return first, second


def _choose_greedily(scores: Floats, first: Columns, second: Columns) -> NDArray[np.bool_]:
    chosen = np.zeros(len(first), dtype=bool)
    taken: set[int] = set()
    for edge in np.argsort(-scores[first, second], kind="stable"):
        if not taken & {int(first[edge]), int(second[edge])}:
            chosen[edge] = True
            taken |= {int(first[edge]), int(second[edge])}
    return chosen


def _choose(
    scores: Floats, first: Columns, second: Columns, known: NDArray[np.bool_]
) -> tuple[NDArray[np.bool_], float]:
    model = Model()
    edges = model.add_columns(scores[first, second], whole=True)
    ends = np.concatenate([first, second])
    model.add_rows(ends, np.concatenate([edges, edges]), 1.0, np.zeros(len(scores)), 1.0)
    solved = model.solve(known.astype(float))
    return solved.chosen(edges), solved.bound


def _proposal(
    one: PoolMember, other: PoolMember, score: float, catalogue: Catalogue, alliance: Alliance, on: date
) -> PartnerProposal:
    exchanges = tuple(
        Exchange(giver.id, taker.id, given)
        for giver, taker in ((one, other), (other, one))
        if (given := _given(giver, taker))
    )
    shared = _shared_use(one, other, catalogue)
    needed = {capability for exchange in exchanges for capability in exchange.capabilities}
    return PartnerProposal(
        first=one.id,
        second=other.id,
        score=float(score),
        exchanges=exchanges,
        use_case=shared.id if shared else None,
        cell=shared.cell if shared else None,
        subcommittee=find_meeting_place(shared, (one, other), alliance),
        data_question=_data_question(exchanges, shared),
        support=find_group_support((one, other), needed, catalogue, on),
        reasons=_reasons(one, other, exchanges, shared),
    )


def _given(giver: PoolMember, taker: PoolMember) -> tuple[CapabilityId, ...]:
    worth = {c: need * giver.offers.get(c, 0.0) for c, need in taker.needs.items()}
    return _best({capability: value for capability, value in worth.items() if value > 0})


def _best(worth: Mapping[Word, float]) -> tuple[Word, ...]:
    return tuple(sorted(worth, key=lambda name: (-worth[name], name))[:NAMED])


def _shared_use(one: PoolMember, other: PoolMember, catalogue: Catalogue) -> UseCase | None:
    """A use case that both want, else one of the first whose cell of the matrix the second wants too."""
    mine = [u for u in catalogue.use_cases if u.id in one.use_cases]
    same = [u for u in mine if u.id in other.use_cases]
    cells = {u.cell for u in catalogue.use_cases if u.id in other.use_cases}
    return next(iter([*same, *(u for u in mine if u.cell in cells)]), None)


def _data_question(exchanges: Sequence[Exchange], shared: UseCase | None) -> Reason:
    """The question to settle before any data moves, by what would happen to it (promotion act, article 9)."""
    if shared is not None:
        return Reason.of("data_made_together", use_case=shared.id)
    if len(exchanges) > 1:
        return Reason.of("data_goes_both_ways")
    return Reason.of("data_goes_one_way")


def _reasons(
    one: PoolMember, other: PoolMember, exchanges: Sequence[Exchange], shared: UseCase | None
) -> tuple[Reason, ...]:
    reasons = [Reason.of("both_gain" if len(exchanges) > 1 else "one_gains")]
    if one.industry != other.industry:
        reasons.append(Reason.of("across_industries", industries=(one.industry, other.industry)))
    if shared is not None:
        reasons.append(Reason.of("want_the_same", use_case=shared.id))
    if one.id in other.linked or other.id in one.linked:
        reasons.append(Reason.of("linked_already"))
    return tuple(reasons)


def _why_alone(scores: Floats) -> Reason:
    """Nobody complements this member, or everybody who does has a better partner."""
    if not scores.any():
        return Reason.of("nobody_complements")
    return Reason.of("partners_taken", found=int((scores > 0).sum()))
