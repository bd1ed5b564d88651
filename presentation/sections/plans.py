"""The plan with and without state money, side by side: what it counts, on which conditions, and what if none comes."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.roadmap.values import Grant, PlanKind, Roadmap, SupportedPlan
from presentation import numbers
from presentation.bars import Bars, quarter_bars
from presentation.sections.parts import Line, Reader

SAME_WORTH = 0.005


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One plan in the table that compares them."""

    name: str
    what: str
    initiatives: str
    cost: str
    support: str
    own: str
    uses: str
    worth: str


@dataclass(frozen=True, slots=True)
class SupportedCard:
    """One plan that counts state money."""

    title: str
    grants: tuple[Line, ...]
    changes: tuple[str, ...]
    conditions: tuple[str, ...]
    fallback: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CashRow:
    """What leaves the account in one quarter, for each plan."""

    quarter: str
    amounts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlansPage:
    """All plans; `rows` has one line where no programme adds anything."""

    sentence: str
    rows: tuple[PlanRow, ...]
    cards: tuple[SupportedCard, ...]
    cash: Bars
    cash_names: tuple[str, ...]
    cash_rows: tuple[CashRow, ...]
    notes: tuple[str, ...]


def plans_page(reader: Reader) -> PlansPage:
    """Plans A, B and C of one company."""
    diagnosis = reader.diagnosis
    plans: list[tuple[PlanKind, Roadmap]] = [(PlanKind.OWN_MONEY, diagnosis.roadmap)]
    plans += [(plan.kind, plan.roadmap) for plan in diagnosis.supported]
    money = diagnosis.catalogue.money
    return PlansPage(
        sentence=_sentence(reader),
        rows=tuple(_row(reader, kind, roadmap) for kind, roadmap in plans),
        cards=tuple(_card(reader, plan) for plan in diagnosis.supported),
        cash=_cash(reader, diagnosis.roadmap),
        cash_names=tuple(_name(reader, kind) for kind, _ in plans),
        cash_rows=_cash_rows(reader, [roadmap for _, roadmap in plans]),
        notes=(reader.dated(money.because.in_(reader.language), money.checked_on),) if money else (),
    )


def _name(reader: Reader, kind: PlanKind) -> str:
    return reader.say(f"plans.{kind.value}")


def _sentence(reader: Reader) -> str:
    supported = reader.diagnosis.supported
    if not supported:
        return reader.say("plans.nothing")
    own = _worth(reader.diagnosis.roadmap)
    if all(_worth(plan.roadmap) - own <= SAME_WORTH * own for plan in supported):
        least = min(sum(plan.roadmap.cash_by_quarter) for plan in supported)
        saved = sum(reader.diagnosis.roadmap.cash_by_quarter) - least
        return reader.say("plans.cheaper", money=numbers.money(max(saved, 0), reader.language))
    return reader.say("plans.more")


def _row(reader: Reader, kind: PlanKind, roadmap: Roadmap) -> PlanRow:
    own = _worth(reader.diagnosis.roadmap)
    cost = sum(roadmap.cost_by_year)
    gained = _worth(roadmap) / own - 1 if own else 0.0
    return PlanRow(
        name=_name(reader, kind),
        what=reader.say(f"plans.{kind.value}.what"),
        initiatives=reader.say("plans.count", count=len(roadmap.scheduled)),
        cost=numbers.money(cost, reader.language),
        support=numbers.money(_support(roadmap), reader.language) if roadmap.grants else "–",
        own=numbers.money(sum(roadmap.cash_by_quarter), reader.language),
        uses=reader.say("plans.count", count=len(roadmap.opened)),
        worth="–"
        if kind is PlanKind.OWN_MONEY
        else f"+{numbers.percent(gained)}"
        if gained > SAME_WORTH
        else reader.say("plans.same"),
    )


def _worth(roadmap: Roadmap) -> float:
    return roadmap.proof.worth if roadmap.proof else 0.0


def _support(roadmap: Roadmap) -> float:
    return sum(grant.amount for grant in roadmap.grants)


def _card(reader: Reader, plan: SupportedPlan) -> SupportedCard:
    own = reader.diagnosis.roadmap
    return SupportedCard(
        title=f"{_name(reader, plan.kind)} · {reader.say(f'plans.{plan.kind.value}.what')}",
        grants=tuple(_grant(reader, grant) for grant in plan.roadmap.grants),
        changes=changes_between(reader, own, plan.roadmap, "with") or (reader.say("plans.same_work"),),
        conditions=_conditions(reader, plan.roadmap),
        fallback=changes_between(reader, plan.roadmap, plan.fallback, "without")
        or (reader.say("plans.fallback_same"),),
    )


def _grant(reader: Reader, grant: Grant) -> Line:
    programme = next(p for p in reader.diagnosis.catalogue.programmes if p.id == grant.offer.programme)
    call = next(c for c in programme.calls if c.id == grant.offer.call)
    track = next(t for t in call.tracks if t.id == grant.offer.track)
    parts = [
        reader.say(
            "plans.grant",
            money=numbers.money(grant.amount, reader.language),
            percent=numbers.percent(grant.offer.percent / 100),
            initiatives=reader.names.all_of(initiative for initiative, _ in grant.shares),
            quarter=_quarter(reader, grant.quarter),
        )
    ]
    if grant.offer.fee:
        parts.append(reader.say("plans.fee", money=numbers.money(grant.offer.fee, reader.language)))
    if grant.offer.after_the_work:
        parts.append(reader.say("plans.paid_after"))
    if grant.offer.expected:
        confidence = reader.say(f"confidence.{call.confidence.value}")
        parts.append(reader.say("plans.if_called_again", confidence=confidence))
    name = f"{programme.name.in_(reader.language)} · {track.name.in_(reader.language)}"
    return Line(name, " ".join(parts))


def _conditions(reader: Reader, roadmap: Roadmap) -> tuple[str, ...]:
    """What nobody has settled yet, once each, and that a call is a competition."""
    still_open = dict.fromkeys(
        clause.text.in_(reader.language) for grant in roadmap.grants for clause in grant.offer.open
    )
    sentence = reader.say("plans.open_clauses", clauses=" · ".join(still_open)) if still_open else ""
    return tuple(filter(None, (sentence, reader.say("plans.competition"))))


def changes_between(reader: Reader, before: Roadmap, after: Roadmap, direction: str) -> tuple[str, ...]:
    """What is added, dropped or moved from one plan to another; the ending of the key says which."""
    first = {entry.initiative: entry.start for entry in before.scheduled}
    second = {entry.initiative: entry.start for entry in after.scheduled}
    kinds = {
        "added": [i for i in second if i not in first],
        "dropped": [i for i in first if i not in second],
        "earlier": [i for i in second if i in first and second[i] < first[i]],
        "later": [i for i in second if i in first and second[i] > first[i]],
    }
    return tuple(
        reader.say(f"plans.change.{direction}_{ending}", initiatives=reader.names.all_of(found))
        for ending, found in kinds.items()
        if found
    )


def _cash(reader: Reader, roadmap: Roadmap) -> Bars:
    instance = reader.diagnosis.instance
    quarters = [numbers.short_quarter(instance.start, n, reader.language) for n in range(instance.horizon)]
    amounts = roadmap.cash_by_quarter
    heaviest = max(range(len(amounts)), key=lambda n: (amounts[n], -n))
    title = (
        reader.say(
            "plans.cash",
            quarter=_quarter(reader, heaviest),
            money=numbers.money(amounts[heaviest], reader.language),
        )
        if amounts[heaviest] > 0
        else reader.say("plans.no_cash")
    )
    words = [numbers.bare_money(amount, reader.language) for amount in amounts]
    return quarter_bars(quarters, amounts, words, title)


def _cash_rows(reader: Reader, roadmaps: list[Roadmap]) -> tuple[CashRow, ...]:
    quarters = range(reader.diagnosis.instance.horizon)
    return tuple(
        CashRow(_quarter(reader, n), tuple(_signed(reader, roadmap.cash_by_quarter[n]) for roadmap in roadmaps))
        for n in quarters
    )


def _signed(reader: Reader, amount: float) -> str:
    text = numbers.money(abs(amount), reader.language)
    return f"−{text}" if round(amount) < 0 else text


def _quarter(reader: Reader, offset: int) -> str:
    return numbers.quarter(reader.diagnosis.instance.start, offset, reader.language)
