"""Who can help: suppliers with their evidence, or the sheet to ask with, and the subcommittees with their reasons."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.catalogue import Alliance
from assessment.matching.values import FilteredOut, Match, RequirementSheet, SubcommitteeMatch, SupplierMatches
from presentation import numbers
from presentation.sections.parts import Line, Reader
from presentation.sections.register import OfferLine, offer_line

FILTERED_SHOWN = 6


@dataclass(frozen=True, slots=True)
class SupplierCard:
    """One supplier and why it is listed; `share` in percent and `points` of each part are numbers to calculate with."""

    name: str
    cover: str
    share: float
    covered: tuple[Line, ...]
    missing: str
    parts: str
    points: tuple[float, ...]
    money: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NearCard:
    """A supplier that was not listed: every reason why, and what it could not do either."""

    name: str
    cover: str
    share: float
    why: str
    missing: str


@dataclass(frozen=True, slots=True)
class RequirementCard:
    """One line of the requirement sheet."""

    capability: str
    wanted_by: str
    ask_for: str
    first_question: str


@dataclass(frozen=True, slots=True)
class Suppliers:
    """Either a list of suppliers, or the requirement sheet (제안 요청서).

    `unmet` names the needs that nobody on the list covers; `near` are those who come nearest where nobody is listed,
    `left_out` all that cover a need and are not listed, as far as they are named.
    """

    is_list: bool
    sentence: str
    cards: tuple[SupplierCard, ...]
    requirements: tuple[RequirementCard, ...]
    acceptance: tuple[str, ...]
    pools: tuple[str, ...]
    unmet: str
    near: tuple[NearCard, ...]
    left_out: tuple[NearCard, ...]
    filtered_out: tuple[Line, ...]
    filtered_more: str
    warning: str


@dataclass(frozen=True, slots=True)
class SubcommitteeCard:
    """One subcommittee, the edition of its body, why it fits and what the company could bring."""

    name: str
    works_on: str
    alliance: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WhoHelps:
    """Suppliers and subcommittees; `alliance` says what became of their body and how to join."""

    suppliers: Suppliers
    subcommittees: tuple[SubcommitteeCard, ...]
    alliance: tuple[Line, ...]
    how_to_join: str


def who_helps(reader: Reader) -> WhoHelps:
    """Everyone who can help one company."""
    found = reader.diagnosis.suppliers
    alliance = reader.diagnosis.subcommittees[0].alliance
    how_to_join = alliance.how_to_join.in_(reader.language) if alliance.how_to_join else reader.say("alliance.no_route")
    return WhoHelps(
        suppliers=_listed(reader, found) if isinstance(found, SupplierMatches) else _sheet(reader, found),
        subcommittees=tuple(_subcommittee(reader, match) for match in reader.diagnosis.subcommittees),
        alliance=_alliance(reader, alliance, how_to_join),
        how_to_join=how_to_join,
    )


def _listed(reader: Reader, found: SupplierMatches) -> Suppliers:
    left_out = tuple(_near(reader, entry) for entry in found.filtered_out)
    near = left_out[: len(found.nearest)]
    shown = left_out[len(near) : len(near) + FILTERED_SHOWN]
    left = found.filtered - len(near) - len(shown)
    return Suppliers(
        is_list=True,
        sentence=reader.say("suppliers.sentence", count=len(found.matches)) if found.matches else _nobody(reader),
        cards=tuple(_supplier(reader, match) for match in found.matches),
        requirements=(),
        acceptance=(),
        pools=(),
        unmet=reader.say("suppliers.unmet", capabilities=reader.names.all_of(found.unmet)) if found.unmet else "",
        near=near,
        left_out=left_out,
        filtered_out=tuple(Line(card.name, card.why) for card in shown),
        filtered_more=reader.say("suppliers.filtered_more", count=left) if left > 0 else "",
        warning=reader.say("suppliers.warning"),
    )


def _nobody(reader: Reader) -> str:
    return reader.say(
        "suppliers.nobody", capabilities=reader.names.all_of(n.capability for n in reader.diagnosis.needs)
    )


def _supplier(reader: Reader, match: Match) -> SupplierCard:
    supplier = match.supplier
    return SupplierCard(
        name=supplier.name,
        cover=reader.say("suppliers.cover", percent=numbers.percent(match.cover)),
        share=_tenths(match.cover),
        covered=tuple(
            Line(line.name, _evidence(line)) for line in (offer_line(o, reader.names) for o in match.covered)
        ),
        missing=reader.names.all_of(match.missing),
        parts=reader.say("suppliers.parts", **{name: numbers.points(100 * part) for name, part in match.parts}),
        points=tuple(_tenths(part) for _, part in match.parts),
        money=numbers.money_range(supplier.price_from, supplier.price_to, reader.language),
        why=reader.names.reasons(match.reasons),
    )


def _evidence(line: OfferLine) -> str:
    return f"{line.grade} ({line.shown})" if line.shown else line.grade


def _tenths(share: float) -> float:
    """A share 0–1 in percent with one decimal."""
    return round(100 * share, 1)


def _near(reader: Reader, found: FilteredOut) -> NearCard:
    return NearCard(
        name=found.supplier.name,
        cover=reader.say("suppliers.cover", percent=numbers.percent(found.cover)),
        share=_tenths(found.cover),
        why=" ".join(reader.names.reasons(found.reasons)),
        missing=reader.names.all_of(found.missing),
    )


def _sheet(reader: Reader, found: RequirementSheet) -> Suppliers:
    language = reader.language
    return Suppliers(
        is_list=False,
        sentence=reader.say("requirement.sentence" if found.lines else "requirement.none"),
        cards=(),
        requirements=tuple(
            RequirementCard(
                capability=line.capability.name.in_(language),
                wanted_by=", ".join(i.name.in_(language) for i in line.wanted_by),
                ask_for=line.capability.ask_for.in_(language),
                first_question=line.capability.first_question.in_(language),
            )
            for line in found.lines
        ),
        acceptance=tuple(text.in_(language) for text in found.acceptance),
        pools=tuple(text.in_(language) for text in found.pools),
        unmet="",
        near=(),
        left_out=(),
        filtered_out=(),
        filtered_more="",
        warning=reader.say("suppliers.warning"),
    )


def _subcommittee(reader: Reader, match: SubcommitteeMatch) -> SubcommitteeCard:
    alliance, language = match.alliance, reader.language
    return SubcommitteeCard(
        name=match.subcommittee.name.in_(language),
        works_on=match.subcommittee.works_on.in_(language),
        alliance=reader.say(
            "alliance.side", name=alliance.name.in_(language), side=match.subcommittee.side.in_(language)
        ),
        why=reader.names.reasons((*match.reasons, *match.brings)),
    )


def _alliance(reader: Reader, alliance: Alliance, how_to_join: str) -> tuple[Line, ...]:
    """The body behind the subcommittees: its edition, its state today, what became of it, how to join."""
    language = reader.language
    edition = reader.say(
        "alliance.edition",
        name=alliance.name.in_(language),
        since=numbers.day(alliance.valid_from),
        checked=numbers.day(alliance.checked_on),
    )
    successor = alliance.successor.in_(language) if alliance.successor else reader.say("alliance.no_successor")
    return (
        Line(reader.say("alliance.label_edition"), edition),
        Line(reader.say("alliance.label_status"), reader.dated(alliance.status.in_(language), alliance.checked_on)),
        Line(reader.say("alliance.label_successor"), successor),
        Line(reader.say("alliance.label_join"), how_to_join),
    )
