"""Partner proposals: found in the pool, put before two companies without identity, answered, and only then named."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, datetime
from threading import Lock

from assessment.canonical import fingerprint
from assessment.catalogue import Catalogue
from assessment.diagnosis import leading_alliance
from assessment.matching.agreements import Agreement, ProposedPair, Purpose, Sharing
from assessment.matching.partners import find_partners
from assessment.matching.values import PartnerPlan, PartnerProposal, PoolMember
from services.cooperation import load_pool
from services.errors import NotFound
from services.keeping import Author, company_author, load_history, load_newest, store_all, store_next
from services.permissions import ASSOCIATION, Act, Actor, require
from services.ports import Tools

RECENT_KEPT = 4
_RECENT: dict[tuple[str, date], tuple[Catalogue, PartnerPlan]] = {}
_RECENT_LOCK = Lock()


@dataclass(frozen=True, slots=True)
class FoundPair:
    """A pair that nobody was asked about yet; `covers` is the share of each side's needs that the other meets, 0–1."""

    pair: ProposedPair
    covers: tuple[float, float]


def find_proposals(tools: Tools, actor: Actor, on: date) -> tuple[PartnerPlan, tuple[FoundPair, ...]]:
    """The best pairs of the pool on a date, and those of them that were not put before the companies yet, best first.

    Companies that have to answer a proposal, or met through one, wait; a pair that was declined is not found again.
    """
    require(actor, Act.KEEP_COOPERATION, ASSOCIATION)
    catalogue = tools.content.load_catalogue()
    known = load_newest(tools, ProposedPair)
    busy = {party for pair in known if not pair.agreement.declined for party in pair.agreement.parties}
    free = [member for member in load_pool(tools, Purpose.PARTNERS, on) if member.id not in busy]
    plan = _plan_partners(free, catalogue, on)
    answered = {pair.id for pair in known}
    found = (FoundPair(_pair(proposal, on), proposal.covers) for proposal in plan.proposals)
    return plan, tuple(entry for entry in found if entry.pair.id not in answered)


def put_forward(tools: Tools, actor: Actor, chosen: Set[str], now: datetime) -> int:
    """Put proposals before their companies, by id; how many there were."""
    _, found = find_proposals(tools, actor, now.date())
    pairs = [entry.pair for entry in found if entry.pair.id in chosen]
    store_all(tools, [(pair, 0) for pair in pairs], Author(actor.name, now))
    return len(pairs)


def answer_pair(tools: Tools, sharing: Sharing, pair_id: str, now: datetime, *, agrees: bool) -> None:
    """Store what a company answers, while the proposal is open; raises NotFound for a proposal of others."""
    kept = load_history(tools, ProposedPair, pair_id)[-1]
    if sharing.member not in kept.record.agreement.parties:
        raise NotFound(pair_id)
    if kept.record.agreement.is_open:
        answered = kept.record.agreement.answered(sharing.member, agrees=agrees)
        store_next(tools, replace(kept.record, agreement=answered), kept.version, company_author(sharing.member, now))


def load_pairs_of(tools: Tools, sharing: Sharing) -> tuple[ProposedPair, ...]:
    """The proposals put before one company, by id."""
    return tuple(pair for pair in load_newest(tools, ProposedPair) if sharing.member in pair.agreement.parties)


def find_identity(tools: Tools, pair: ProposedPair, mine: str, on: date) -> Sharing | None:
    """The other company of a proposal: only where both agreed, and only while its consent stands."""
    other = next(party for party in pair.agreement.parties if party != mine)
    shared = (s for s in tools.cooperation.store.shared() if s.member == other and s.stands(on))
    return next(shared, None) if pair.agreement.is_settled else None


def find_industries(tools: Tools) -> dict[str, str]:
    """The industry of every company that ever showed one: all that is told of a side before both agreed."""
    return {sharing.member: sharing.industry for sharing in tools.cooperation.store.shared()}


def _plan_partners(members: Sequence[PoolMember], catalogue: Catalogue, on: date) -> PartnerPlan:
    """The plan of a pool; the last few are kept, since every page of one list asks for the same one."""
    key = (fingerprint(members), on)
    with _RECENT_LOCK:
        known = _RECENT.get(key)
    if known is not None and known[0] is catalogue:
        return known[1]
    made = find_partners(members, catalogue, leading_alliance(catalogue), on)
    with _RECENT_LOCK:
        _RECENT[key] = catalogue, made
        while len(_RECENT) > RECENT_KEPT:
            del _RECENT[next(iter(_RECENT))]
    return made


def _pair(proposal: PartnerProposal, on: date) -> ProposedPair:
    parties = (proposal.first, proposal.second)
    return ProposedPair(
        id=f"pair-{fingerprint(sorted(parties))[:12]}",
        agreement=Agreement(parties),
        exchanges=proposal.exchanges,
        use_case=proposal.use_case,
        subcommittee=proposal.subcommittee,
        data_question=proposal.data_question,
        call=proposal.support.call.id if proposal.support else None,
        reasons=proposal.reasons,
        made_on=on,
    )
