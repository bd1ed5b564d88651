"""Entries of the register of suppliers in words: as companies see them, with their history, against the definition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from assessment.catalogue import EntryState, Offer, QualifiedDefinition, Supplier
from assessment.matching.values import UnmetClause
from presentation import numbers
from presentation.sections.parts import Line
from presentation.wording import Names, say

NAMED_IN_A_ROW = 3
LIST_FILTERS = ("waiting", *(state.value for state in EntryState), "all")


@dataclass(frozen=True, slots=True)
class OfferLine:
    """A capability, how well it is shown, and by what."""

    name: str
    grade: str
    shown: str


@dataclass(frozen=True, slots=True)
class Profile:
    """An entry as companies see it, and where it stands with the association."""

    id: str
    name: str
    state_key: str
    state: str
    reason: str
    answer: str
    offers: tuple[OfferLine, ...]
    facts: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the association's list; `waits` says in words what is to be decided."""

    id: str
    name: str
    state_key: str
    state: str
    does: str
    waits: str


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """A clause of the definition: met or not, and why not."""

    text: str
    is_met: bool
    verdict: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the history."""

    when: str
    who: str
    act: str
    reason: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What a supplier asks to change: as it stands, and as asked for."""

    label: str
    before: str
    after: str


def profile(supplier: Supplier, names: Names) -> Profile:
    """The whole entry."""
    entry, language = supplier.entry, names.language
    return Profile(
        id=supplier.id,
        name=supplier.name,
        state_key=entry.state.value,
        state=say(language, "entry.since", state=_state(entry.state, names), day=numbers.day(entry.since)),
        reason=entry.reason,
        answer=entry.answer,
        offers=tuple(offer_line(offer, names) for offer in supplier.offers),
        facts=tuple(Line(say(language, f"entry.{key}"), text) for key, text in _facts(supplier, names)),
    )


def offer_line(offer: Offer, names: Names) -> OfferLine:
    """A capability with its evidence and what became of earlier projects, as the association knows it."""
    language = names.language
    shown = [offer.shown_by] if offer.shown_by else []
    if offer.dated:
        shown.append(numbers.day(offer.dated))
    if offer.delivered:
        shown.append(say(language, "entry.outcomes", accepted=offer.accepted, delivered=offer.delivered))
    return OfferLine(names.of(offer.capability), say(language, f"grade.{offer.grade.value}"), " · ".join(shown))


def row(supplier: Supplier, proposed: Supplier | None, names: Names) -> Row:
    """One line of the list."""
    language, offered = names.language, [names.of(offer.capability) for offer in supplier.offers]
    more = len(offered) - NAMED_IN_A_ROW
    does = numbers.listed(offered[:NAMED_IN_A_ROW], language)
    return Row(
        id=supplier.id,
        name=supplier.name,
        state_key=supplier.entry.state.value,
        state=_state(supplier.entry.state, names),
        does=say(language, "entry.and_more", names=does, count=more) if more > 0 else does,
        waits=_waits(supplier, proposed, names),
    )


def differences(supplier: Supplier, proposed: Supplier | None, names: Names) -> tuple[Difference, ...]:
    """What a supplier asks to change, part by part; nothing where it asks for nothing."""
    if proposed is None:
        return ()
    language = names.language
    old, new = ({o.capability: offer_line(o, names) for o in s.offers} for s in (supplier, proposed))
    found = [(names.of(c), _shown(old.get(c)), _shown(new.get(c))) for c in dict.fromkeys([*old, *new])]
    before, after = dict(_facts(supplier, names)), dict(_facts(proposed, names))
    found += [(say(language, f"entry.{key}"), before[key], after[key]) for key in before]
    return tuple(Difference(label, then, now) for label, then, now in found if then != now)


def clauses(definition: QualifiedDefinition, unmet: Sequence[UnmetClause], names: Names) -> tuple[ClauseLine, ...]:
    """The definition of a qualified supplier, clause by clause, for one entry."""
    why: Mapping[str, str] = {found.clause.rule.value: names.reason(found.reason) for found in unmet}
    met = say(names.language, "qualified.met")
    return tuple(
        ClauseLine(c.text.in_(names.language), c.rule.value not in why, why.get(c.rule.value, met))
        for c in definition.clauses
    )


def history(steps: Iterable[tuple[datetime, str, str, str]], names: Names) -> tuple[Step, ...]:
    """Steps of when, who, act and reason, in the order given."""
    return tuple(
        Step(numbers.day(at.astimezone().date()), who, say(names.language, f"entry_act.{act}"), reason)
        for at, who, act, reason in steps
    )


def _state(state: EntryState, names: Names) -> str:
    return say(names.language, f"entry_state.{state.value}")


def _waits(supplier: Supplier, proposed: Supplier | None, names: Names) -> str:
    if supplier.entry.state is EntryState.PROPOSED:
        return say(names.language, "entry.waits_new")
    if proposed is not None:
        return say(names.language, "entry.waits_change")
    return say(names.language, "entry.waits_answer") if supplier.entry.answer else ""


def _shown(line: OfferLine | None) -> str:
    return " · ".join(filter(None, (line.grade, line.shown))) if line else ""


def _facts(supplier: Supplier, names: Names) -> list[tuple[str, str]]:
    language = names.language
    none = say(language, "entry.none")
    regions = numbers.listed([names.region(code) for code in supplier.regions], language)
    grade = supplier.official_grade
    declared = supplier.declared_on
    return [
        ("divisions", numbers.listed([names.division(d) for d in supplier.divisions], language) or none),
        (
            "regions",
            say(language, "entry.only_there", regions=regions) if supplier.works_only_there else regions or none,
        ),
        ("cells", names.all_of(supplier.cells) or none),
        ("workers", say(language, "entry.people", count=supplier.workers)),
        ("capacity", say(language, "entry.projects", count=supplier.capacity)),
        ("price", numbers.money_range(supplier.price_from, supplier.price_to, language)),
        ("conflicts", numbers.listed(supplier.conflicts, language) or none),
        ("declared", numbers.day(declared) if declared else say(language, "entry.not_declared")),
        ("official", f"{grade.text} ({numbers.day(grade.issued_on)})" if grade else none),
    ]
