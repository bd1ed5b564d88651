"""Who in another industry could help whom: partners by what one needs and the other has, never by likeness."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from assessment.catalogue import Alliance, CapabilityId, Catalogue, UseCase
from assessment.matching.group_support import find_group_support
from assessment.matching.linear import Model, Solved
from assessment.matching.values import Exchange, PartnerPlan, PartnerProposal, PoolMember
from assessment.roadmap.values import Proof
from assessment.terms import Reason

ONE_SIDED = 0.25
"""Weight of what only one side gains, beside the geometric mean of what both gain."""
ACROSS_INDUSTRIES, ALREADY_LINKED = 0.3, 0.3
EDGES_EACH = 10
"""Pairs of each member that enter the model at a time."""
GAIN = 1e-7
NAMED = 3
DECIMALS = 9
Floats = NDArray[np.float64]
Word = TypeVar("Word", bound=str)


def find_partners(members: Sequence[PoolMember], catalogue: Catalogue, alliance: Alliance, on: date) -> PartnerPlan:
    """At most one partner for each member whose consent stands on a date; ids stay opaque.

    Score of a pair (methods 4.2): C = need of one · offer of the other, both ways; √(C₁C₂) + ¼ (C₁ + C₂), times 1.3 across
    industries, times .7 where the two are linked already. The pairs of greatest total score are sought among all pairs:
    prices of a linear model bring in every pair that could still gain, then a whole-number model over these settles who
    stands with whom (HiGHS). The bound of `proof` is that of the linear model over all pairs, so that its gap shows what odd
    circles, and nothing else, leave open; its greedy worth is that of taking the best pair again and again.
    The order of members does not matter. Raises ValueError if two members share an id.
    """
    agreed = standing_members(members, on)
    scores = score_pairs(agreed)
    pairs, bound = _choose(scores)
    worth = float(sum(scores[pair] for pair in pairs))
    simple = float(sum(scores[pair] for pair in _choose_greedily(scores)))
    paired = {member for pair in pairs for member in pair}
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


def _choose_greedily(scores: Floats) -> list[tuple[int, int]]:
    """The best pair, then the best of who is left, and so on."""
    first, second = np.nonzero(np.triu(scores) > 0)
    chosen: list[tuple[int, int]] = []
    taken: set[int] = set()
    for edge in np.argsort(-scores[first, second], kind="stable"):
        pair = int(first[edge]), int(second[edge])
        if taken.isdisjoint(pair):
            chosen.append(pair)
            taken.update(pair)
    return chosen


def _choose(scores: Floats) -> tuple[list[tuple[int, int]], float]:
    """The pairs of greatest total score, best first, and the bound of the linear model over all pairs."""
    greedy = _choose_greedily(scores)
    kept = np.zeros(scores.shape, dtype=bool)
    for pair in greedy:
        kept[pair] = True
    _keep_best(kept, scores)
    while True:
        solved, _ = _solve(scores, kept, whole=False)
        gains = scores - solved.prices[:, None] - solved.prices[None, :]
        if not _keep_best(kept, np.where(kept, 0.0, gains)):
            break
    whole, pairs = _solve(scores, kept, whole=True, known=greedy)
    chosen = [pair for pair, is_chosen in zip(pairs, whole.values > 0.5, strict=True) if is_chosen]
    return sorted(chosen, key=lambda pair: (-scores[pair], pair)), solved.bound


def _keep_best(kept: NDArray[np.bool_], gains: Floats) -> bool:
    """Keep the pairs of greatest gain of each member; whether any was new."""
    best = np.argsort(-gains, axis=1, kind="stable")[:, :EDGES_EACH]
    new = np.zeros_like(kept)
    np.put_along_axis(new, best, values=True, axis=1)
    new = np.triu((new | new.T) & (gains > GAIN)) & ~kept
    kept |= new
    return bool(new.any())


def _solve(
    scores: Floats, kept: NDArray[np.bool_], *, whole: bool, known: Sequence[tuple[int, int]] = ()
) -> tuple[Solved, list[tuple[int, int]]]:
    """Each member in one pair at most, among the pairs that are kept."""
    model = Model()
    first, second = np.nonzero(kept)
    pairs = [(int(i), int(j)) for i, j in zip(first, second, strict=True)]
    edges = model.add_columns(scores[first, second], whole=whole)
    model.add_rows(np.append(first, second), np.append(edges, edges), 1.0, np.zeros(len(scores)), 1.0)
    in_use = set(known)
    start = np.array([pair in in_use for pair in pairs], dtype=float) if known else None
    return model.solve(start), pairs


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
        covers=(_covered(one, other), _covered(other, one)),
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


def _covered(taker: PoolMember, giver: PoolMember) -> float:
    return sum(need * giver.offers.get(capability, 0.0) for capability, need in taker.needs.items())


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
