"""The plan as numbers, for people who go on calculating; every other section holds ready texts."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.scoring.values import ItemLevels
from presentation import numbers
from presentation.sections.parts import Line, Reader
from presentation.sections.roadmap import climbs, most_relevant_first

QUARTERS_A_YEAR = 4


@dataclass(frozen=True, slots=True)
class InitiativeFigures:
    """One initiative: its first quarter (1 is the first of the plan), quarters, 만원 as a range, own person-months."""

    number: int
    key: str
    phase: int
    name: str
    start: int
    quarters: int
    low: int
    likely: int
    high: int
    staff_months: float
    climbs: str


@dataclass(frozen=True, slots=True)
class QuarterFigures:
    """One quarter: what starts in it costs so much 만원, and so many own person-months are used of so many."""

    name: str
    year: int
    cost: int
    staff_months: float
    staff_limit: float


@dataclass(frozen=True, slots=True)
class YearFigures:
    """One year of the plan in 만원; what is not spent moves on to the next."""

    number: int
    quarters: str
    cost: int
    budget: int


@dataclass(frozen=True, slots=True)
class LevelFigures:
    """One item: its level now, its target and its level at the end; words where there is no number."""

    group: str
    name: str
    now: int | str
    target: int | str
    end: int | str


@dataclass(frozen=True, slots=True)
class Figures:
    """The whole plan as numbers; `opened` are all AI uses that it opens, with their quarter."""

    initiatives: tuple[InitiativeFigures, ...]
    quarters: tuple[QuarterFigures, ...]
    years: tuple[YearFigures, ...]
    levels: tuple[LevelFigures, ...]
    opened: tuple[Line, ...]


def figures(reader: Reader) -> Figures:
    """The numbers of one plan."""
    start = reader.diagnosis.instance.start
    return Figures(
        initiatives=_initiatives(reader),
        quarters=_quarters(reader),
        years=_years(reader),
        levels=tuple(_levels(reader, levels) for levels in reader.diagnosis.scorecard.items),
        opened=tuple(
            Line(reader.names.of(entry.use_case), numbers.quarter(start, entry.quarter, reader.language))
            for entry in most_relevant_first(reader)
        ),
    )


def _initiatives(reader: Reader) -> tuple[InitiativeFigures, ...]:
    rows = []
    for number, entry in enumerate(reader.diagnosis.roadmap.scheduled, 1):
        initiative = reader.diagnosis.catalogue.initiative(entry.initiative)
        rows.append(
            InitiativeFigures(
                number=number,
                key=reader.group_of(initiative.effects[0].item).value,
                phase=entry.phase,
                name=initiative.name.in_(reader.language),
                start=entry.start + 1,
                quarters=entry.quarters,
                low=initiative.cost.low,
                likely=entry.cost,
                high=initiative.cost.high,
                staff_months=entry.staff_months,
                climbs=climbs(reader, entry),
            )
        )
    return tuple(rows)


def _quarters(reader: Reader) -> tuple[QuarterFigures, ...]:
    instance, roadmap = reader.diagnosis.instance, reader.diagnosis.roadmap
    used = zip(roadmap.staff_by_quarter, instance.staff_months, strict=True)
    return tuple(
        QuarterFigures(
            name=numbers.short_quarter(instance.start, quarter, reader.language),
            year=quarter // QUARTERS_A_YEAR + 1,
            cost=sum(entry.cost for entry in roadmap.scheduled if entry.start == quarter),
            staff_months=months,
            staff_limit=limit,
        )
        for quarter, (months, limit) in enumerate(used)
    )


def _years(reader: Reader) -> tuple[YearFigures, ...]:
    instance, roadmap = reader.diagnosis.instance, reader.diagnosis.roadmap
    rows = []
    for year, (cost, budget) in enumerate(zip(roadmap.cost_by_year, instance.budget_a_year, strict=True)):
        first, last = year * QUARTERS_A_YEAR, min((year + 1) * QUARTERS_A_YEAR, instance.horizon) - 1
        ends = dict.fromkeys(numbers.short_quarter(instance.start, n, reader.language) for n in (first, last))
        rows.append(YearFigures(year + 1, "–".join(ends), cost, budget))
    return tuple(rows)


def _levels(reader: Reader, levels: ItemLevels) -> LevelFigures:
    item, now = levels.item.id, levels.effective
    return LevelFigures(
        group=reader.names.of(levels.item.group.value),
        name=levels.item.name.in_(reader.language),
        now=now if isinstance(now, int) else reader.say(f"absence.{now.value}"),
        target=reader.diagnosis.instance.targets.get(item, "–"),
        end=reader.diagnosis.roadmap.levels_at_end.get(item, "–"),
    )
