"""What the adviser changed in a plan, as marks for every reader of it, and which wishes no plan can fulfil."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.catalogue import InitiativeId
from presentation import numbers
from presentation.sections.parts import Line, Reader


@dataclass(frozen=True, slots=True)
class Adjusted:
    """Every initiative that the adviser touched, with its marks, and the wishes that cannot be fulfilled, with the reason."""

    sentence: str
    lines: tuple[Line, ...]
    unmet: tuple[Line, ...]


def adjusted(reader: Reader) -> Adjusted:
    """The adviser's decisions on one plan; no sentence where there are none."""
    touched = touched_initiatives(reader)
    return Adjusted(
        sentence=reader.say("adjust.sentence", count=len(touched)) if touched else "",
        lines=tuple(Line(reader.names.of(i), adjustment_marks(reader, i)) for i in touched),
        unmet=tuple(
            Line(reader.names.of(wish.initiative), reader.names.reason(wish.reason))
            for wish in reader.diagnosis.roadmap.unmet
        ),
    )


def touched_initiatives(reader: Reader) -> tuple[InitiativeId, ...]:
    """The initiatives that the adviser decided something about, in the order of the catalogue."""
    made = reader.diagnosis.case.adjustments
    touched = {*made.pinned, *made.added, *made.removed, *made.quotations}
    return tuple(i.id for i in reader.diagnosis.catalogue.initiatives if i.id in touched)


def adjustment_marks(reader: Reader, initiative: InitiativeId) -> str:
    """What the adviser decided about one initiative; empty where nothing."""
    made = reader.diagnosis.case.adjustments
    marks = []
    if (day := made.pinned.get(initiative)) is not None:
        marks.append(reader.say("adjust.pinned", quarter=numbers.quarter(day, 0, reader.language)))
    if initiative in made.added:
        marks.append(reader.say("adjust.added"))
    if initiative in made.removed:
        marks.append(reader.say("adjust.removed"))
    if (cost := made.quotations.get(initiative)) is not None:
        marks.append(reader.say("adjust.quoted", money=numbers.money(cost, reader.language)))
    return reader.say("adjust.marks", marks=" · ".join(marks)) if marks else ""
