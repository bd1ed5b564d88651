"""What a release tells a supplier about demand, in words; withheld looks the same everywhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assessment.matching.values import CapabilityDemand, PublishedDemand
from presentation import numbers
from presentation.wording import Names, say


@dataclass(frozen=True, slots=True)
class DemandRow:
    """A capability: companies that need it, all and where the supplier works, and suppliers that offer it."""

    name: str
    companies: str
    regions: str
    suppliers: str


@dataclass(frozen=True, slots=True)
class DemandSection:
    """The release that is read, the supplier's own capabilities, and those that few or nobody offer."""

    period: str
    own: tuple[DemandRow, ...]
    open: tuple[DemandRow, ...]


def demand_section(demand: PublishedDemand, names: Names) -> DemandSection:
    """Demand in the words of one language."""
    language = names.language
    where = [region.in_(language) for region in demand.regions]
    return DemandSection(
        say(language, "supplier.demand_period", release=demand.release, day=numbers.day(demand.as_of)),
        tuple(_rows(demand.own, where, names)),
        tuple(_rows(demand.open, where, names)),
    )


def _rows(lines: Iterable[CapabilityDemand], where: list[str], names: Names) -> Iterable[DemandRow]:
    language = names.language
    for line in lines:
        regions = [
            say(language, "supplier.demand_in", region=region, companies=_count(companies, names))
            for region, companies in zip(where, line.by_region, strict=True)
        ]
        yield DemandRow(
            names.of(line.capability),
            _count(line.companies, names),
            " · ".join(regions),
            say(language, "supplier.demand_offered", count=line.suppliers)
            if line.suppliers
            else say(language, "board.nobody_offers"),
        )


def _count(companies: float | None, names: Names) -> str:
    if companies is None:
        return say(names.language, "board.withheld")
    return say(names.language, "supplier.demand_companies", count=numbers.plain(companies))
