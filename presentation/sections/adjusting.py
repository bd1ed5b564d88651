"""The adviser's form in words: every line of the plan with where it may stand, what was decided, and what can be added."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from assessment.catalogue import InitiativeId
from assessment.roadmap.values import Adjustments, ScheduledInitiative
from presentation import numbers
from presentation.sections.adjusted import Adjusted, adjusted, adjustment_marks, touched_initiatives
from presentation.sections.choices import Choice, InitiativeChoices, area_of, initiative_choices
from presentation.sections.parts import Reader
from presentation.sections.roadmap import money_of, roadmap_sentence, when

OUT = "out"
"""The place of an initiative that is taken out; the others are the first days of quarters, or empty: as calculated."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What the form holds now, stored or not: a place and a quotation by initiative, what is added, what is looked for."""

    places: Mapping[str, str]
    quotations: Mapping[str, str]
    added: Collection[str]
    words: str


@dataclass(frozen=True, slots=True)
class AdjustLine:
    """One initiative on the form."""

    id: str
    name: str
    key: str
    facts: tuple[str, ...]
    marks: str
    is_added: bool
    places: tuple[Choice, ...]
    place: str
    quotation: str


@dataclass(frozen=True, slots=True)
class AdjustingPage:
    """The whole form; `others` are lines that were decided about and stand in no quarter."""

    sentence: str
    planned: tuple[AdjustLine, ...]
    others: tuple[AdjustLine, ...]
    adjusted: Adjusted
    to_add: InitiativeChoices


def typed_from(made: Adjustments) -> Typed:
    """The form as the stored decisions fill it."""
    return Typed(
        places={
            **{i: numbers.first_day(day, 0).isoformat() for i, day in made.pinned.items()},
            **dict.fromkeys(made.removed, OUT),
        },
        quotations={i: str(cost) for i, cost in made.quotations.items()},
        added=made.added,
        words="",
    )


def adjusting_page(reader: Reader, typed: Typed) -> AdjustingPage:
    """The form for one plan."""
    planned = {entry.initiative: entry for entry in reader.diagnosis.roadmap.scheduled}
    others = [i for i in touched_initiatives(reader) if i not in planned]
    shown = {*planned, *others}
    limits = reader.diagnosis.case.limits
    refused = limits.will_not_do if limits else ()
    return AdjustingPage(
        sentence=roadmap_sentence(reader),
        planned=tuple(_line(reader, i, typed, entry) for i, entry in planned.items()),
        others=tuple(_line(reader, i, typed, None) for i in others),
        adjusted=adjusted(reader),
        to_add=initiative_choices(
            reader,
            set(typed.added) - shown,
            reader.say("adjust.to_add_chosen"),
            typed.words,
            left_away={*shown, *refused},
        ),
    )


def _line(reader: Reader, name: InitiativeId, typed: Typed, entry: ScheduledInitiative | None) -> AdjustLine:
    initiative = reader.diagnosis.catalogue.initiative(name)
    months = numbers.months(initiative.staff_months, reader.language)
    facts = [money_of(reader, initiative), reader.say("adjust.people", months=months)]
    place = typed.places.get(name, "")
    return AdjustLine(
        id=name,
        name=initiative.name.in_(reader.language),
        key=area_of(reader, initiative).value,
        facts=(when(reader, entry), *facts) if entry else tuple(facts),
        marks=adjustment_marks(reader, name),
        is_added=name in typed.added,
        places=tuple(_places(reader, name, place, entry)),
        place=place,
        quotation=typed.quotations.get(name, ""),
    )


def _places(reader: Reader, name: InitiativeId, place: str, entry: ScheduledInitiative | None) -> Iterator[Choice]:
    """As calculated, each quarter of the plan, out; and the quarter of an earlier decision that is past by now."""
    instance, made = reader.diagnosis.instance, reader.diagnosis.case.adjustments
    starts = numbers.quarter(instance.start, entry.start, reader.language) if entry and name not in made.pinned else ""
    yield Choice("", reader.say("adjust.as_planned_in", quarter=starts) if starts else reader.say("adjust.as_planned"))
    quarters = {numbers.first_day(instance.start, n).isoformat() for n in range(instance.horizon)}
    for day in sorted(quarters | ({place} - {"", OUT})):
        quarter = numbers.quarter(date.fromisoformat(day), 0, reader.language)
        yield Choice(day, reader.say("adjust.from_quarter", quarter=quarter))
    yield Choice(OUT, reader.say("adjust.not_added" if name in made.added else "adjust.take_out"))
