"""The one page for the owner: where we are, the first three things, who helps, when AI opens, one thread of quarters."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.roadmap.values import ScheduledInitiative
from assessment.scoring.values import Column
from presentation import numbers
from presentation.charts import Thread
from presentation.sections.dimensions import DimensionRow, dimension_row
from presentation.sections.parts import Line, Reader
from presentation.sections.roadmap import (
    climbs,
    money_of,
    most_relevant_first,
    nothing_planned,
    quarter_thread,
    when,
)
from presentation.sections.who_helps import WhoHelps

FIRST_THINGS = 3
NAMED_USES = 3


@dataclass(frozen=True, slots=True)
class FirstThing:
    """One of the three things to do first."""

    number: int
    key: str
    name: str
    when: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class OwnerPage:
    """The owner's page; it stands alone and fits a messenger."""

    headline: tuple[str, ...]
    rows: tuple[DimensionRow, ...]
    firsts: tuple[FirstThing, ...]
    no_firsts: str
    helps: tuple[Line, ...]
    uses: tuple[Line, ...]
    thread_title: str
    thread: Thread


def owner_page(reader: Reader, helps: WhoHelps) -> OwnerPage:
    """The owner's page of one diagnosis."""
    scheduled = reader.diagnosis.roadmap.scheduled[:FIRST_THINGS]
    return OwnerPage(
        headline=_headline(reader),
        rows=tuple(dimension_row(reader, d) for d in reader.diagnosis.scorecard.dimensions),
        firsts=tuple(_first(reader, number, entry) for number, entry in enumerate(scheduled, 1)),
        no_firsts="" if scheduled else nothing_planned(reader),
        helps=_helps(reader, helps),
        uses=tuple(_uses(reader, column) for column in Column),
        thread_title=reader.say("owner.thread", quarters=reader.diagnosis.instance.horizon),
        thread=quarter_thread(reader),
    )


def _headline(reader: Reader) -> tuple[str, ...]:
    return tuple(sentence for sentence in (_where_now(reader), _what_next(reader)) if sentence)


def _where_now(reader: Reader) -> str:
    rated = [(x.effective, x.item) for x in reader.diagnosis.scorecard.items if isinstance(x.effective, int)]
    if not rated:
        return reader.say("owner.nothing")
    level, item = max(rated, key=lambda entry: entry[0])
    return reader.say("owner.now", item=item.name.in_(reader.language), level=reader.level_name(level))


def _what_next(reader: Reader) -> str:
    roadmap = reader.diagnosis.roadmap
    if not roadmap.scheduled:
        return ""
    first = reader.names.of(roadmap.scheduled[0].initiative)
    horizon = reader.diagnosis.instance.horizon
    within = [entry for entry in most_relevant_first(reader) if entry.quarter < horizon]
    opened = min(within, key=lambda entry: entry.quarter, default=None)
    if opened is None:
        return reader.say("owner.next", first=first)
    quarter = numbers.quarter(reader.diagnosis.instance.start, opened.quarter, reader.language)
    return reader.say("owner.next_opens", first=first, use_case=reader.names.of(opened.use_case), quarter=quarter)


def _first(reader: Reader, number: int, entry: ScheduledInitiative) -> FirstThing:
    initiative = reader.diagnosis.catalogue.initiative(entry.initiative)
    language = reader.language
    lines = [
        reader.line("money", money_of(reader, initiative)),
        reader.line("people", numbers.months(entry.staff_months, language)),
        reader.line("climbs", climbs(reader, entry)),
    ]
    if entry.waits_for:
        lines.append(reader.line("waits_for", reader.names.all_of(entry.waits_for)))
    who, do = initiative.first_hour.who.in_(language), initiative.first_hour.do.in_(language)
    lines.append(reader.line("first_hour", reader.say("first_hour", do=do, who=who)))
    return FirstThing(
        number=number,
        key=reader.group_of(initiative.effects[0].item).value,
        name=initiative.name.in_(language),
        when=when(reader, entry),
        lines=tuple(lines),
    )


def _helps(reader: Reader, helps: WhoHelps) -> tuple[Line, ...]:
    lines = [Line(card.name, " ".join((*card.why[:1], helps.how_to_join))) for card in helps.subcommittees]
    suppliers = helps.suppliers
    if suppliers.is_list:
        names = ", ".join(card.name for card in suppliers.cards[:FIRST_THINGS])
        lines.append(Line(reader.say("suppliers.title"), names or suppliers.sentence))
    else:
        lines.append(Line(reader.say("requirement.title"), suppliers.sentence))
    return tuple(lines)


def _uses(reader: Reader, column: Column) -> Line:
    entries = reader.diagnosis.readiness.column(column)
    names = [entry.use_case.name.in_(reader.language) for entry in entries[:NAMED_USES]]
    text = ", ".join(names) if names else reader.say(f"owner.{column.value}_none")
    if len(entries) > NAMED_USES:
        text = reader.say("owner.and_more", names=text, count=len(entries) - NAMED_USES)
    return Line(reader.say(f"ai.{column.value}"), text)
