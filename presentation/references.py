"""Published survey figures as they are read: by what they measure, each with its own population, wording and date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assessment.programmes import Confidence, ReferenceLine
from assessment.terms import Language
from presentation import numbers
from presentation.wording import say

MEASURES = ("ai_use", "smart_factory", "data_collection", "level", "budget", "barrier")


@dataclass(frozen=True, slots=True)
class ReferenceRow:
    """One figure with everything that belongs to it; `remark` says where it is uncertain."""

    value: str
    label: str
    asked: str
    question: str
    fieldwork: str
    source: str
    url: str
    remark: str


@dataclass(frozen=True, slots=True)
class ReferenceSection:
    """The figures that measure one thing."""

    title: str
    rows: tuple[ReferenceRow, ...]


def reference_sections(lines: Iterable[ReferenceLine], language: Language) -> tuple[ReferenceSection, ...]:
    """The figures by what they measure, in the order of the catalogue."""
    by_measure = {measure: [line for line in lines if line.measures == measure] for measure in MEASURES}
    return tuple(
        ReferenceSection(say(language, f"reference_kind.{measure}"), tuple(_row(line, language) for line in found))
        for measure, found in by_measure.items()
        if found
    )


def _row(line: ReferenceLine, language: Language) -> ReferenceRow:
    answers = (
        say(language, "references.n_unknown") if line.n is None else say(language, "references.n", n=f"{line.n:,}")
    )
    source = f"{line.source.title}, {numbers.day(line.source.dated)}" if line.source.dated else line.source.title
    return ReferenceRow(
        value=_value(line, language),
        label=line.label.in_(language),
        asked=f"{line.population.in_(language)} · {answers}",
        question=line.question.in_(language),
        fieldwork=line.fieldwork.in_(language),
        source=source,
        url=line.source.url or "",
        remark="" if line.confidence is Confidence.HIGH else say(language, "references.unsure"),
    )


def _value(line: ReferenceLine, language: Language) -> str:
    if line.unit == "man_won":
        return numbers.money(line.value, language)
    return say(language, f"reference_unit.{line.unit}", value=f"{line.value:g}")
