"""The screen of limits and wishes in words: what can be chosen, with what was chosen among the first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from assessment.instrument.edition import TOP_LEVEL
from assessment.scoring.values import ItemLevels
from presentation import numbers
from presentation.sections.choices import Choice, InitiativeChoices, initiative_choices
from presentation.sections.parts import Reader

USES_SHOWN = 6
HORIZONS = range(4, 13)
IS, NOT_OURS = "=", "no"
"""An option for an item is ``P1=3``, a level to reach, or ``P1=no``: not our business."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is ticked on the screen now, stored or not, and the words that initiatives are looked for by."""

    kpis: Collection[str]
    uses: Collection[str]
    refused: Collection[str]
    words: str


@dataclass(frozen=True, slots=True)
class Choices:
    """Things to choose: those shown, and those behind one more touch."""

    shown: tuple[Choice, ...]
    rest: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class ItemChoice:
    """One item with its level now and what the company can want of it."""

    name: str
    key: str
    now: str
    options: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class LimitsPage:
    """Everything that the screen offers; `money_hint` says the money now in words."""

    money_hint: str
    horizons: tuple[Choice, ...]
    kpis: Choices
    uses: Choices
    initiatives: InitiativeChoices
    items: tuple[ItemChoice, ...]


def limits_page(reader: Reader, chosen: Chosen) -> LimitsPage:
    """The screen for one company."""
    diagnosis = reader.diagnosis
    core = {kpi.id for kpi in diagnosis.catalogue.kpis if kpi.core}
    kpis = [Choice(k.id, k.name.in_(reader.language), k.unit.in_(reader.language)) for k in diagnosis.catalogue.kpis]
    relevant = dict.fromkeys([*chosen.uses, *(opening.use_case for opening in diagnosis.instance.openings)])
    uses = [Choice(use, reader.names.of(use)) for use in relevant]
    planned = {entry.initiative for entry in diagnosis.roadmap.scheduled}
    money = numbers.money(diagnosis.instance.budget_a_year[0], reader.language)
    return LimitsPage(
        money_hint=reader.say("limits.money_hint", money=money),
        horizons=tuple(_horizon(reader, quarters) for quarters in HORIZONS),
        kpis=_parted(kpis, core | set(chosen.kpis)),
        uses=_parted(uses, {use.id for use in uses[:USES_SHOWN]} | set(chosen.uses)),
        initiatives=initiative_choices(
            reader, planned | set(chosen.refused), reader.say("limits.refusals_first"), chosen.words
        ),
        items=tuple(_item(reader, levels) for levels in diagnosis.scorecard.items),
    )


def _horizon(reader: Reader, quarters: int) -> Choice:
    last = numbers.quarter(reader.diagnosis.instance.start, quarters - 1, reader.language)
    return Choice(str(quarters), reader.say("limits.horizon_choice", quarters=quarters, last=last))


def _parted(choices: list[Choice], shown: Collection[str]) -> Choices:
    return Choices(
        tuple(choice for choice in choices if choice.id in shown),
        tuple(choice for choice in choices if choice.id not in shown),
    )


def _item(reader: Reader, levels: ItemLevels) -> ItemChoice:
    item = levels.item
    targets = [
        Choice(f"{item.id}{IS}{level}", reader.say("limits.target", level=reader.level(level)))
        for level in range(1, TOP_LEVEL + 1)
    ]
    return ItemChoice(
        name=item.name.in_(reader.language),
        key=item.group.value,
        now=reader.level(levels.effective),
        options=(
            Choice("", reader.say("limits.no_target")),
            Choice(f"{item.id}{IS}{NOT_OURS}", reader.say("limits.not_ours")),
            *targets,
        ),
    )
