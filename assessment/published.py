"""What suppliers and subcommittees are told about many companies: read out of a release, and out of nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from assessment.catalogue import CapabilityId, Subcommittee
from assessment.disclosure.values import Beside, Code, Dimension, Kind, Other, Place, Release, cohort
from assessment.instrument.edition import ItemId
from assessment.matching.meeting import GapsOf, SharedGap, SharedGaps
from assessment.matching.values import CapabilityDemand, PublishedDemand
from assessment.terms import Text

CAPABILITY, REGION, INDUSTRY = "capability", "region", "industry"
BELOW = ("level", "below-3")
"""The code of tables of gaps for companies under the level that a pilot of AI asks of most items."""
NEAR = 0.5
"""An industry is one of a subcommittee from half the weight of its nearest."""
MOST_OPEN, MOST_GAPS = 5, 8


def find_demand(
    release: Release, beside: Iterable[Beside], capabilities: Sequence[CapabilityId], regions: Sequence[str]
) -> PublishedDemand:
    """How many companies of a release call for a supplier's capabilities, and for what hardly anybody offers.

    Counts are as they were published, None where withheld, for everybody and for the groups of regions that the supplier's
    regions (codes of 시도) lie in; the number of suppliers is the one that went out beside them. Open are the five
    other capabilities with most companies for each supplier, counted with one supplier more so that none is enough.
    """
    figures = _Figures(release)
    groups = figures.top_codes(REGION, regions)
    offered = {row.code: row.others for row in beside if row.what is Other.SUPPLIERS}
    lines = [_demand(figures, code.id, groups, offered) for code in figures.codes(CAPABILITY)]
    rest = [line for line in lines if line.capability not in capabilities and line.companies]
    return PublishedDemand(
        release=release.id,
        as_of=release.as_of,
        regions=tuple(group.name for group in groups),
        own=tuple(sorted((line for line in lines if line.capability in capabilities), key=_most_wanted)),
        open=tuple(sorted(rest, key=_least_served))[:MOST_OPEN],
    )


def find_shared_gaps(release: Release, subcommittee: Subcommittee) -> SharedGaps:
    """The items (at most eight) of which most companies are below level 3, by their share among those who answered.

    Companies are those of the industries near the subcommittee, in the groups of the release; published counts of groups are
    added up, a group that is withheld for an item is left out of it. Everybody counts where the subcommittee has no industry
    of its own, and where nothing of its industries was published. Items whose counts are withheld do not appear.
    """
    figures = _Figures(release)
    near = [division for division, weight in subcommittee.industries.items() if weight >= NEAR]
    groups = figures.top_codes(INDUSTRY, near)
    of_groups = tuple(figures.gaps([((INDUSTRY, group.id),) for group in groups]))
    kind = GapsOf.INDUSTRIES if of_groups else GapsOf.EVERYBODY_INSTEAD if near else GapsOf.EVERYBODY
    found = of_groups or tuple(figures.gaps([()]))
    return SharedGaps(
        release=release.id,
        as_of=release.as_of,
        of=kind,
        industries=tuple(group.name for group in groups),
        gaps=tuple(sorted(found, key=lambda gap: (-gap.below / gap.companies, gap.item)))[:MOST_GAPS],
    )


@dataclass(frozen=True)
class _Figures:
    """The published counts of a release by their places, and its codes."""

    release: Release

    @cached_property
    def shown(self) -> Mapping[Place, float]:
        return {t.place(cell): cell.figures[0] for t in self.release.tables for cell in t.cells if cell.figures}

    def codes(self, dimension: str) -> tuple[Code, ...]:
        return self._dimension(dimension).codes

    def top_codes(self, dimension: str, codes: Iterable[str]) -> tuple[Code, ...]:
        """The coarsest codes that some codes lie in; former codes count as what they became, unknown ones not at all."""
        found = self._dimension(dimension)
        now = {old: code.id for code in found.codes for old in (code.id, *code.also)}
        tops = {found.ancestry(now[code])[-1] for code in codes if code in now}
        return tuple(code for code in found.codes if code.id in tops)

    def gaps(self, cohorts: Sequence[tuple[tuple[str, str], ...]]) -> Iterator[SharedGap]:
        """For each item the companies below the level and all who answered, summed over the cohorts that show both."""
        for item in dict.fromkeys(subject for subject, place in self.shown if BELOW in place):
            counts = [
                (self.shown.get((item, cohort((BELOW, *of)))), self.shown.get((item, cohort(of)))) for of in cohorts
            ]
            known = [(below, answered) for below, answered in counts if below is not None and answered]
            if known:
                yield SharedGap(ItemId(item), sum(b for b, _ in known), sum(a for _, a in known))

    def _dimension(self, name: str) -> Dimension:
        return next((d for d in self.release.dimensions if d.id == name), Dimension(name, Kind.CLASS, Text("", ""), ()))


def _demand(figures: _Figures, code: str, groups: Iterable[Code], offered: Mapping[str, int]) -> CapabilityDemand:
    wanted = (CAPABILITY, code)
    return CapabilityDemand(
        capability=CapabilityId(code),
        companies=figures.shown.get(("", cohort([wanted]))),
        by_region=tuple(figures.shown.get(("", cohort([wanted, (REGION, group.id)]))) for group in groups),
        suppliers=offered.get(code, 0),
    )


def _most_wanted(line: CapabilityDemand) -> tuple[float, str]:
    return -(line.companies or 0.0), line.capability


def _least_served(line: CapabilityDemand) -> tuple[float, str]:
    return -(line.companies or 0.0) / (line.suppliers + 1), line.capability
