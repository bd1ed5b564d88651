"""Partner proposals as both sides and the association read them: what for what, and nobody's name before both agreed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assessment.matching.agreements import ProposedPair, Sharing
from assessment.matching.values import Exchange
from presentation import numbers
from presentation.desk.naming import DeskReader
from presentation.sections.parts import Line


@dataclass(frozen=True, slots=True)
class PairCard:
    """A proposal: its state, who gives what, why, what to settle first, and the other side once it may be known."""

    id: str
    state: str
    sides: str
    lines: tuple[Line, ...]
    why: tuple[str, ...]
    may_answer: bool
    agreed: bool
    identity: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class FoundCard:
    """A pair that could be put forward: what decides in two sentences, and the whole of it to unfold."""

    card: PairCard
    fit: str
    shared: str


def found_pair(
    reader: DeskReader, pair: ProposedPair, covers: tuple[float, float], industries: Mapping[str, str]
) -> FoundCard:
    """A pair at the desk before anybody was asked; `covers` are shares of needs, 0–1, in the order of the parties."""
    first, second = (numbers.percent(share) for share in covers)
    shared = reader.say("pair.shared", use=reader.names.of(pair.use_case)) if pair.use_case else ""
    return FoundCard(
        desk_pair(reader, pair, industries),
        reader.say("pair.fit", first=first, second=second),
        shared or reader.say("pair.nothing_shared"),
    )


def desk_pair(reader: DeskReader, pair: ProposedPair, industries: Mapping[str, str]) -> PairCard:
    """A proposal at the desk of the association; the names of both only where both agreed."""
    settled = pair.agreement.is_settled
    identity = tuple(reader.line("company", reader.firm(p)) for p in pair.agreement.parties) if settled else ()
    return _card(reader, pair, _sides(reader, pair, industries), identity, agreed=False)


def company_pair(
    reader: DeskReader, pair: ProposedPair, mine: str, industries: Mapping[str, str], other: Sharing | None
) -> PairCard:
    """A proposal as one of its companies reads it; `other` is the other side where it may be known."""
    sides = {
        party: reader.say("pair.you") if party == mine else _side(reader, industries.get(party, ""))
        for party in pair.agreement.parties
    }
    identity = (reader.line("company", other.name), reader.line("contact", other.contact)) if other else ()
    return _card(reader, pair, sides, identity, agreed=mine in pair.agreement.agreed)


def _sides(reader: DeskReader, pair: ProposedPair, industries: Mapping[str, str]) -> dict[str, str]:
    """Both sides by industry; two of one industry are told apart by a letter."""
    first, second = (_side(reader, industries.get(party, "")) for party in pair.agreement.parties)
    if first == second:
        first, second = f"{first} A", f"{second} B"
    return dict(zip(pair.agreement.parties, (first, second), strict=True))


def _side(reader: DeskReader, industry: str) -> str:
    return (
        reader.say("pair.a_company", industry=reader.industry(industry)) if industry else reader.say("desk.not_named")
    )


def _card(
    reader: DeskReader, pair: ProposedPair, sides: Mapping[str, str], identity: tuple[Line, ...], *, agreed: bool
) -> PairCard:
    agreement = pair.agreement
    state = "settled" if agreement.is_settled else "declined" if agreement.declined else "waiting"
    return PairCard(
        id=pair.id,
        state=reader.say(f"pair.state_{state}", agreed=len(agreement.agreed)),
        sides=" ↔ ".join(sides.values()),
        lines=_lines(reader, pair, sides),
        why=reader.reasons(pair.reasons),
        may_answer=agreement.is_open,
        agreed=agreed,
        identity=identity,
    )


def _lines(reader: DeskReader, pair: ProposedPair, sides: Mapping[str, str]) -> tuple[Line, ...]:
    lines = [
        Line(_gives(reader, exchange, sides), reader.names.all_of(exchange.capabilities)) for exchange in pair.exchanges
    ]
    if pair.use_case:
        lines.append(reader.line("shared_use", reader.names.of(pair.use_case)))
    if pair.subcommittee:
        lines.append(reader.line("subcommittee", reader.names.of(pair.subcommittee)))
    lines.append(reader.line("data_first", reader.names.reason(pair.data_question)))
    if programme := _programme(reader, pair.call):
        lines.append(reader.line("group_support", programme))
    return tuple(lines)


def _gives(reader: DeskReader, exchange: Exchange, sides: Mapping[str, str]) -> str:
    return reader.say("pair.gives", giver=sides[exchange.giver], taker=sides[exchange.taker])


def _programme(reader: DeskReader, call: str | None) -> str:
    """The name of the programme that a call belongs to."""
    found = (p for p in reader.catalogue.programmes if any(c.id == call for c in p.calls))
    programme = next(found, None)
    return reader.say("pair.support", name=programme.name.in_(reader.language)) if programme else ""
