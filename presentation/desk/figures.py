"""The indicators of co-operation and what became of leads: counts of named registers, no statistics of answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assessment.matching.records import Indicators, Lead, LeadStage
from presentation import numbers
from presentation.desk.naming import DeskReader
from presentation.sections.parts import Line


@dataclass(frozen=True, slots=True)
class IndicatorPage:
    """The figures of one day, each as a part of a whole, and the suppliers that nobody was shown."""

    on: str
    lines: tuple[Line, ...]
    never_shown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeadRow:
    """One supplier and one company, and how far they came."""

    supplier_id: str
    company_id: str
    supplier: str
    company: str
    stage: str
    on: str
    further: str


def indicator_page(reader: DeskReader, found: Indicators) -> IndicatorPage:
    """The indicators as lines."""
    parts = {
        "across": (found.across_industries, found.tasks),
        "pairs": (found.active_pairs, found.possible_pairs),
        "delivered": (found.delivered, found.tasks),
        "small_leads": (found.small_leads, found.leads),
        "small_contracts": (found.small_contracts, found.small_leads),
        "never_shown": (len(found.qualified_never_shown), found.qualified),
    }
    return IndicatorPage(
        on=numbers.day(found.on),
        lines=tuple(
            Line(reader.say(f"indicator.{name}"), reader.say("indicator.part", part=part, of=whole))
            for name, (part, whole) in parts.items()
        ),
        never_shown=tuple(reader.firm(supplier) for supplier in found.qualified_never_shown),
    )


def lead_rows(reader: DeskReader, leads: Iterable[Lead]) -> list[LeadRow]:
    """Leads, those that came furthest first; `further` is the next stage, empty at the last."""
    stages = tuple(LeadStage)
    ordered = sorted(
        leads, key=lambda lead: (-stages.index(lead.stage), -lead.on.toordinal(), lead.supplier, lead.company)
    )
    return [
        LeadRow(
            supplier_id=lead.supplier,
            company_id=lead.company,
            supplier=reader.firm(lead.supplier),
            company=reader.firm(lead.company),
            stage=reader.say(f"lead_stage.{lead.stage.value}"),
            on=numbers.day(lead.on),
            further=""
            if lead.stage is stages[-1]
            else reader.say(f"lead_move.{stages[stages.index(lead.stage) + 1].value}"),
        )
        for lead in ordered
    ]
