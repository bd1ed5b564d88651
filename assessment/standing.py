"""Where a company stands among companies like it, from published means and nothing else; small cohorts borrow from others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assessment.disclosure.values import TOTAL, Dimension, Kind, Measure, Place, Release, Table, cohort
from assessment.scoring.benchmark import Array, shrink_cohorts
from assessment.scoring.values import Standing
from assessment.terms import Text

COHORTS = ("industry", "size")
BAND = "band"
ROUNDING = 12
"""The variance of a number that was rounded to steps of s is s² over this."""


def find_standings(release: Release, scores: Mapping[str, float], codes: Mapping[str, str]) -> tuple[Standing, ...]:
    """Where each score (points, by subject) stands among companies of the industry and size that `codes` name.

    Means of cohorts are shrunk towards what industry group and size make usual (Fay and Herriot 1979; methods 1.5). The
    spread inside a cohort comes from the published distribution of all companies over bands. A subject is left out where the
    release withholds the mean of the cohort or that distribution.
    """
    table = next((t for t in release.tables if t.measure is Measure.MEAN and t.dimensions == COHORTS), None)
    if table is None:
        return ()
    axes = [_Axis.of(release, table, name, codes[name]) for name in COHORTS]
    found = (_standing(release, table, axes, subject, score) for subject, score in scores.items())
    return tuple(standing for standing in found if standing is not None)


@dataclass(frozen=True, slots=True)
class _Axis:
    """One dimension of the table: codes that it does not divide any further, those of the company, and group of each code."""

    dimension: Dimension
    finest: frozenset[str]
    mine: frozenset[str]

    @classmethod
    def of(cls, release: Release, table: Table, name: str, code: str) -> _Axis:
        dimension = next(d for d in release.dimensions if d.id == name)
        listed = {cell.codes[table.dimensions.index(name)] for cell in table.cells} - {TOTAL}
        finest = frozenset(c for c in listed if not listed & set(dimension.children(c)))
        mine = dimension.ancestry(code) if code in dimension.parents else ()
        return cls(dimension, finest, frozenset(mine))

    def name(self, code: str) -> Text:
        return next(entry.name for entry in self.dimension.codes if entry.id == code)

    def group(self, code: str) -> str:
        return self.dimension.ancestry(code)[-1]


def _standing(release: Release, table: Table, axes: Sequence[_Axis], subject: str, score: float) -> Standing | None:
    cells = {
        cell.codes: cell.figures
        for cell in table.cells
        if cell.subject == subject
        and cell.figures
        and all(code in axis.finest for axis, code in zip(axes, cell.codes, strict=True))
    }
    cohorts = list(cells)
    mine = [all(code in axis.mine for axis, code in zip(axes, codes, strict=True)) for codes in cohorts]
    spread = _spread(release, subject)
    if not any(mine) or spread is None:
        return None
    at = mine.index(True)
    counts, means = np.array(list(cells.values())).T
    steps = np.array([release.policy.mean_step(companies) for companies in counts])
    shrunk = shrink_cohorts(means, spread / counts + steps**2 / ROUNDING, _covariates(cohorts, axes))
    return Standing(
        subject=subject,
        subject_name=next(code.name for code in release.subjects if code.id == subject),
        score=score,
        names=tuple(axis.name(code) for axis, code in zip(axes, cohorts[at], strict=True)),
        companies=float(counts[at]),
        mean=float(shrunk.means[at]),
        error=float(shrunk.errors[at]),
        own_share=float(shrunk.shares[at]),
        below=shrunk.percentile(score, at, spread),
    )


def _covariates(cohorts: Sequence[tuple[str, ...]], axes: Sequence[_Axis]) -> Array:
    """A column of ones, and one for each group of each dimension."""
    groups = [[axis.group(codes[n]) for codes in cohorts] for n, axis in enumerate(axes)]
    columns = [[code == name for code in axis] for axis in groups for name in sorted(set(axis))]
    return np.array([[True] * len(cohorts), *columns], dtype=np.float64).T


def _spread(release: Release, subject: str) -> float | None:
    """The variance of scores from the counts of bands; companies of withheld bands are supposed in the middle of those."""
    shown: dict[Place, float] = {
        table.place(cell): cell.figures[0]
        for table in release.tables
        if BAND in table.dimensions
        for cell in table.cells
        if cell.figures
    }
    everybody = shown.get((subject, ()))
    bands = [d for d in release.dimensions if d.id == BAND and d.kind is Kind.ANSWER]
    if not everybody or not bands:
        return None
    leaves = [code for code in bands[0].codes if code.points and not bands[0].children(code.id)]
    ends = [code.points for code in leaves if code.points]
    counts = np.array([shown.get((subject, cohort([(BAND, code.id)])), np.nan) for code in leaves])
    hidden = np.isnan(counts)
    counts[hidden] = max(everybody - float(np.nansum(counts)), 0.0) / max(int(hidden.sum()), 1)
    middles, widths = np.array([(low + high) / 2 for low, high in ends]), np.array([high - low for low, high in ends])
    mean = np.average(middles, weights=counts)
    return float(np.average((middles - mean) ** 2 + widths**2 / ROUNDING, weights=counts))
