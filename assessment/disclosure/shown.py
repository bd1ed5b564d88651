"""Which figures of a release are shown, how they are rounded, and what they let a reader know about the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessment.disclosure.coarsen import find_sensitive
from assessment.disclosure.figures import COMPANIES, Block, Figures
from assessment.disclosure.tables import CohortTable
from assessment.disclosure.values import Measure, Mode, Policy
from assessment.disclosure.worlds import Fact, Known, Row, Wanted

Numbers = NDArray[np.float64]
COMPANIES_COST = 100.0
"""A count of companies as such is worth more than the same count of those who answered one item: all else goes with it."""
POINTS_COST = 1 / 40
"""A mean is given up for less than a count."""
Figure = tuple[Measure, int]
"""A count or a mean, by column."""
APART = 1.0
"""What two withheld parts of one sum have together must not be one number: each would give the other away."""


class Shown:
    """The state of a release in the making."""

    def __init__(self, figures: Figures, policy: Policy) -> None:
        self.figures = figures
        self.policy = policy
        self.counts = np.ones(len(figures.counts), dtype=bool)
        self.means = np.zeros(len(figures.counts), dtype=bool)
        self.means[list(figures.sums)] = True
        self._beside_means = self.means.copy()
        for table, grid in zip(figures.source, figures.grids, strict=True):
            if table.spec.measure is Measure.COUNT:
                self._beside_means[grid] = False
        self._readers: dict[Block, _Reader] = {}
        base = policy.base if policy.mode is Mode.ROUNDED else 1
        self.rounded = base * ((2 * figures.counts + base) // (2 * base))
        ranges = [counts_behind(int(count), policy) for count in self.rounded]
        self.low, self.high = (np.array(ends, dtype=float) for ends in zip(*ranges, strict=True))
        self._pairs = (
            np.array([pair for pairs in figures.pairs.values() for pair in pairs], dtype=np.int64).reshape(-1, 2).T
        )

    def withhold_sensitive(self) -> None:
        """Primary suppression; and group disclosure of means, where too few are away from an end of the scale."""
        for table, grid in zip(self.figures.source, self.figures.grids, strict=True):
            self.counts[grid[find_sensitive(table, self.policy)]] = False
            if table.spec.measure is Measure.MEAN:
                means, steps = self.rounded_means(table)
                low, high = self.policy.scale
                at_an_end = (means - steps / 2 <= low) | (means + steps / 2 >= high)
                self.means[grid[at_an_end | (table.off_ends < self.policy.threshold)]] = False
        self.follow()

    def follow(self) -> None:
        """Where the companies of a class are withheld so is every count among them; with a count its mean.

        A count that only stands beside a mean goes with it.
        """
        everybody, part = self._pairs
        self.counts[part[~self.counts[everybody]]] = False
        self.means &= self.counts
        self.counts &= self.means | ~self._beside_means

    def cost(self, column: int, measure: Measure, *, among_companies: bool = True) -> float:
        """What is lost by withholding a figure: more for more companies, for a count, and for one of companies as such."""
        as_such = among_companies and not self.figures.places[column][0]
        of_count = (1.0 + self.figures.counts[column]) * (COMPANIES_COST if as_such else 1.0)
        return float(of_count * (POINTS_COST if measure is Measure.MEAN else 1.0))

    def withhold(self, figure: Figure) -> None:
        """Withhold one figure."""
        measure, column = figure
        (self.counts if measure is Measure.COUNT else self.means)[column] = False

    def rounded_means(self, table: CohortTable) -> tuple[Numbers, Numbers]:
        """Means to the nearest multiple of their step, and the steps; where there is nobody, 0."""
        steps = np.vectorize(self.policy.mean_step, otypes=[float])(table.counts)
        return _rounded(table.sums / np.maximum(table.counts, 1), steps), steps

    # --- what a reader knows ---

    def known(self, block: Block) -> tuple[Known, list[Figure], dict[Figure, int]]:
        """What is known of a block, the figure behind each fact, and where each figure stands among the columns."""
        if block not in self._readers:
            self._readers[block] = _Reader(self, block)
        return self._readers[block].known()

    def floors(self) -> Numbers:
        """The least that each shown count may be, in view of all that is shown of its parts."""
        whole, part = self._pairs
        low = self.low.copy()
        np.maximum.at(low, whole[self.counts[part]], self.low[part[self.counts[part]]])
        return low

    def hidden(self, block: Block) -> set[Figure]:
        """Every withheld figure of a block."""
        mine = self.figures.blocks[block]
        counts = {(Measure.COUNT, column) for column in mine if not self.counts[column]}
        return counts | {
            (Measure.MEAN, column) for column in mine if column in self.figures.sums and not self.means[column]
        }

    def width(self, figure: Figure, place: int) -> Wanted:
        """To what width a withheld figure may be known, that stands at a place among columns."""
        if figure[0] is Measure.COUNT:
            return Wanted(place, float(self.policy.width), whole=True)
        return Wanted(place, self.policy.score_width, whole=False)

    def may_be_known(self, low: float, high: float) -> bool:
        """A count that cannot be small is no secret; nor is, in exact mode, that nobody is there."""
        return low >= self.policy.threshold or (high <= 0 and self.policy.mode is Mode.EXACT)


@dataclass
class _Reader:
    """What a reader puts together about one block."""

    shown: Shown
    block: Block

    def __post_init__(self) -> None:
        figures = self.shown.figures
        self.mine = sorted(figures.blocks[self.block])
        self.at: dict[Figure, int] = {(Measure.COUNT, column): i for i, column in enumerate(self.mine)}
        for column in self.mine:
            if column in figures.sums:
                self.at[Measure.MEAN, column] = len(self.at)
        self.rows = [
            *self._sums(Measure.COUNT),
            *self._sums(Measure.MEAN),
            *self._pairs(),
            *self._scales(),
            *self._answers(),
        ]

    def known(self) -> tuple[Known, list[Figure], dict[Figure, int]]:
        most = float(self.shown.figures.counts.max(initial=0) + self.shown.policy.base)
        behind: list[Figure] = []
        facts: list[Fact] = []
        for figure, fact in (*self._counts(), *self._means()):
            behind.append(figure)
            facts.append(fact)
        high = [most if measure is Measure.COUNT else most * self.shown.policy.scale[1] for measure, _ in self.at]
        return Known(np.zeros(len(high)), np.array(high), self.rows, facts), behind, self.at

    def _sums(self, measure: Measure) -> Iterator[Row]:
        for whole, parts in sorted(self.shown.figures.relations[self.block]):
            places = [self.at.get((measure, column)) for column in (whole, *parts)]
            if all(place is not None for place in places):
                yield Row({p: -1.0 if i == 0 else 1.0 for i, p in enumerate(places) if p is not None}, 0.0, 0.0)

    def _pairs(self) -> Iterator[Row]:
        for whole, part in sorted(self.shown.figures.pairs[self.block]):
            yield Row({self.at[Measure.COUNT, whole]: 1.0, self.at[Measure.COUNT, part]: -1.0})

    def _scales(self) -> Iterator[Row]:
        low, high = self.shown.policy.scale
        for column in self._scored():
            count, scores = self.at[Measure.COUNT, column], self.at[Measure.MEAN, column]
            yield Row({scores: 1.0, count: -low})
            yield Row({scores: -1.0, count: high})

    def _answers(self) -> Iterator[Row]:
        for column in self._scored():
            answers = self.shown.figures.answers[self.block].get(column, ())
            scores = self.at[Measure.MEAN, column]
            for end, sign in ((1, 1.0), (2, -1.0)) if answers else ():
                yield Row({scores: sign, **{self.at[Measure.COUNT, a[0]]: -sign * a[end] for a in answers}})

    def _scored(self) -> list[int]:
        return [column for measure, column in self.at if measure is Measure.MEAN]

    def _counts(self) -> Iterator[tuple[Figure, Fact]]:
        floors = self.shown.floors()
        for column in self.mine:
            if self.shown.counts[column]:
                cost = self.shown.cost(column, Measure.COUNT, among_companies=self.block != COMPANIES)
                row = Row({self.at[Measure.COUNT, column]: 1.0}, float(floors[column]), float(self.shown.high[column]))
                yield (Measure.COUNT, column), Fact(row, cost)

    def _means(self) -> Iterator[tuple[Figure, Fact]]:
        counts, policy = self.shown.figures.counts, self.shown.policy
        for column in self._scored():
            if self.shown.means[column]:
                step = np.array(policy.mean_step(float(counts[column])))
                mean = float(_rounded(np.array(self.shown.figures.sums[column] / counts[column]), step))
                count, scores = self.at[Measure.COUNT, column], self.at[Measure.MEAN, column]
                for sign in (1.0, -1.0):
                    row = Row({scores: sign, count: float(step) / 2 - sign * mean})
                    yield (Measure.MEAN, column), Fact(row, self.shown.cost(column, Measure.MEAN))


def counts_behind(figure: int, policy: Policy) -> tuple[int, int]:
    """The true counts that a shown one may stand for."""
    slack = policy.base // 2 if policy.mode is Mode.ROUNDED else 0
    return max(figure - slack, min(figure, policy.threshold)), figure + slack


def _rounded(means: Numbers, steps: Numbers) -> Numbers:
    return np.asarray(np.where(steps > 0, steps * np.rint(means / np.where(steps > 0, steps, 1.0)), means))
