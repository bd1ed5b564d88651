"""From a scorecard to an anonymous score, and from many of those to the true tables that protection starts from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assessment.catalogue import CapabilityId, Catalogue
from assessment.disclosure.values import (
    TOTAL,
    AnonymousScore,
    Cohort,
    Dimension,
    Kind,
    Measure,
    Place,
    ReleasePlan,
    TableSpec,
    cohort,
)
from assessment.errors import InputRejected
from assessment.instrument.edition import TOP_LEVEL, ItemId, Method
from assessment.instrument.values import AnswerSheet, Profile, Role, UseState
from assessment.scoring.values import Score, Scorecard, Wishes
from assessment.terms import Problem

MOST_WANTED = 3
OVERALL = "overall"
TOP_POINTS = 100.0
POINTS_A_LEVEL = TOP_POINTS / TOP_LEVEL
FINE = 1e6
"""Scores are added as whole millionths of a point, so that the order of companies cannot matter."""
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

Codes = Callable[[AnonymousScore], Iterable[str]]
CLASSES: Mapping[str, Codes] = {
    "industry": lambda company: (company.division,),
    "size": lambda company: (company.size,),
    "region": lambda company: (company.region,),
}
CHOICES: Mapping[str, Codes] = {
    "ai_use": lambda company: [use for use, state in company.ai_uses.items() if state is UseState.REGULAR],
    "wanted": lambda company: company.wanted,
    "capability": lambda company: company.capabilities,
}
"""Dimensions that a company has one code of, and those it has any number of."""


def anonymise(
    scorecard: Scorecard,
    profile: Profile,
    wishes: Wishes,
    *,
    catalogue: Catalogue,
    capabilities: Sequence[CapabilityId],
    period: str,
) -> AnonymousScore:
    """What the pool keeps of one company: points 0–100, levels, a coarse profile, at most three wanted cells of the matrix.

    `capabilities` are those that its roadmap calls for. Nothing finer than the period tells when it answered.
    """
    scored = {d.dimension.value: d.score for d in scorecard.dimensions} | {OVERALL: scorecard.overall.score}
    both = _rated_by_both(scorecard.sheet)
    cells = dict.fromkeys(catalogue.use_case(use_case).cell for use_case in wishes.use_cases)
    return AnonymousScore(
        division=profile.division,
        size=_size(scorecard.questionnaire.method, profile.workers),
        region=profile.region,
        period=period,
        edition=f"{scorecard.questionnaire.slug}/{scorecard.questionnaire.edition}",
        scores={name: score.points for name, score in scored.items() if isinstance(score, Score)},
        levels={levels.item.id: levels.effective for levels in scorecard.items if isinstance(levels.effective, int)},
        ai_uses={use.example: use.state for use in scorecard.sheet.ai_uses},
        wanted=tuple(cells)[:MOST_WANTED],
        capabilities=tuple(sorted(set(capabilities))),
        own={item: own for item, (own, _) in both.items()},
        seen={item: seen for item, (_, seen) in both.items()},
    )


def _rated_by_both(sheet: AnswerSheet) -> dict[ItemId, tuple[int, int]]:
    """Levels of the company itself and of an adviser, for items that both rated."""
    given: dict[Role, dict[ItemId, int]] = {role: {} for role in Role}
    for answer in sheet.ratings:
        if isinstance(answer.value, int):
            given[answer.role][answer.item] = answer.value
    own, seen = given[Role.COLLEAGUE] | given[Role.MANAGER], given[Role.CONSULTANT]
    return {item: (own[item], seen[item]) for item in sorted(own.keys() & seen.keys())}


@dataclass(frozen=True, eq=False)
class CohortTable:
    """One true table of one subject: counts and sums of scores by axes whose first code is `total`. Never published as it is.

    `counts` int64, `sums` float64 in points, `off_ends` int64 (the fewer of those not at the lowest and not at the highest
    score), all in the shape of the codes.
    """

    spec: TableSpec
    subject: str
    axes: tuple[tuple[Dimension, tuple[str, ...]], ...]
    counts: Integers
    sums: NDArray[np.float64]
    off_ends: Integers

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """What each cell is about, in the order of the flat arrays."""
        names: list[Cohort] = [()]
        for dimension, codes in self.axes:
            names = [(*name, (dimension.id, code)) for name in names for code in codes]
        return tuple((self.subject, cohort(name)) for name in names)

    def only(self, depths: Sequence[int]) -> CohortTable:
        """The same table with codes down to these depths, one for each axis."""
        axes, kept = [], []
        for (dimension, codes), depth in zip(self.axes, depths, strict=True):
            of = dimension.depths
            kept.append([i for i, code in enumerate(codes) if of[code] <= depth])
            axes.append((dimension, tuple(codes[i] for i in kept[-1])))
        picked = np.ix_(*kept)
        return CohortTable(
            self.spec, self.subject, tuple(axes), self.counts[picked], self.sums[picked], self.off_ends[picked]
        )


def build_tables(companies: Sequence[AnonymousScore], plan: ReleasePlan, edition: str) -> tuple[CohortTable, ...]:
    """The true tables of a plan; levels and scores of other editions than `edition` are left out of means.

    Raises InputRejected where a company has a code that its dimension does not know. A table that needs more companies than
    there are is left away.
    """
    columns = _Columns(companies, plan.dimensions, edition)
    return tuple(
        columns.table(spec, subject)
        for spec in plan.tables
        if len(companies) >= spec.from_companies
        for subject in spec.subjects or ("",)
    )


class _Columns:
    """Companies as arrays: for each dimension who has which code, for each subject the points."""

    def __init__(self, companies: Sequence[AnonymousScore], dimensions: Sequence[Dimension], edition: str) -> None:
        self._companies = companies
        self._edition = edition
        self._dimensions = {dimension.id: dimension for dimension in dimensions}
        self._seen: dict[str, NDArray[np.float64]] = {}
        self._members = {
            name: self._memberships(name, of) for name, of in {**CLASSES, **CHOICES}.items() if name in self._dimensions
        }
        problems = [
            Problem.of("unknown_id", f"pool.{name}", ids=unknown)
            for name, of in CLASSES.items()
            if name in self._dimensions and (unknown := self._unknown(name, of))
        ]
        if problems:
            raise InputRejected(tuple(problems))

    def table(self, spec: TableSpec, subject: str) -> CohortTable:
        points = self._points(subject)
        there = ~np.isnan(points)
        fine = np.rint(points[there] * FINE)
        axes = tuple((self._dimensions[name], _codes_to(self._dimensions[name], d)) for name, d in spec.dimensions)
        members = [self._columns(dimension, codes, points)[there].astype(float) for dimension, codes in axes]
        counts = _whole(_cross(members, np.ones(len(fine))))
        if spec.measure is Measure.COUNT:
            return CohortTable(spec, subject, axes, counts, np.zeros(counts.shape), counts)
        off_ends = [_cross(members, (fine != end).astype(float)) for end in (0, TOP_POINTS * FINE)]
        return CohortTable(spec, subject, axes, counts, _cross(members, fine) / FINE, _whole(np.minimum(*off_ends)))

    def _points(self, subject: str) -> NDArray[np.float64]:
        """Scores of a dimension, or levels of an item as points; NaN where there is none, 0 where there is no subject."""
        if subject not in self._seen:
            own = [_points(company, subject, self._edition) if subject else 0.0 for company in self._companies]
            self._seen[subject] = np.array(own, dtype=float)
        return self._seen[subject]

    def _columns(self, dimension: Dimension, codes: Sequence[str], points: NDArray[np.float64]) -> Flags:
        """Who has which of these codes, (companies, codes)."""
        if dimension.kind is Kind.ANSWER:
            ends = _lowest_points(dimension)
            leaf = np.searchsorted([low for low, _ in ends], np.nan_to_num(points), side="right") - 1
            own = _cover(dimension, [code for _, code in ends])[leaf]
        else:
            own = self._members[dimension.id]
        places = {code.id: i for i, code in enumerate(dimension.codes, 1)} | {TOTAL: 0}
        return own[:, [places[code] for code in codes]]

    def _memberships(self, name: str, of: Codes) -> Flags:
        """Who has which code or one under it, (companies, 1 + codes); the first column is everybody."""
        dimension = self._dimensions[name]
        leaves = [code.id for code in dimension.codes]
        cover = dict(zip(leaves, _cover(dimension, leaves), strict=True))
        cover |= {former: cover[code.id] for code in dimension.codes for former in code.also}
        nothing = np.zeros(1 + len(leaves), dtype=bool)
        nothing[0] = True
        own = [np.any([nothing, *(cover.get(code, nothing) for code in of(c))], axis=0) for c in self._companies]
        return np.array(own, dtype=bool).reshape(len(own), 1 + len(leaves))

    def _unknown(self, name: str, of: Codes) -> tuple[str, ...]:
        known = {name for code in self._dimensions[name].codes for name in (code.id, *code.also)}
        return tuple(sorted({code for company in self._companies for code in of(company)} - known))


def _size(method: Method, workers: int) -> str:
    return [size.id for size in method.size_classes if workers >= size.workers_from][-1]


def _cross(members: Sequence[NDArray[np.float64]], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """The sum of weights over the companies that have a code of each axis; every weight is whole, so order is nothing."""
    letters = "abcdef"[: len(members)]
    script = ",".join([*(f"z{letter}" for letter in letters), "z"]) + f"->{letters}"
    return np.asarray(np.einsum(script, *members, weights, optimize=True))


def _whole(numbers: NDArray[np.float64]) -> Integers:
    return np.rint(numbers).astype(np.int64)


def _codes_to(dimension: Dimension, depth: int) -> tuple[str, ...]:
    depths = dimension.depths
    return (TOTAL, *(code.id for code in dimension.codes if depths[code.id] <= depth))


def _cover(dimension: Dimension, codes: Sequence[str]) -> Flags:
    """Which codes contain each of these, themselves included, (these, 1 + codes); everybody is in the first."""
    parents = {code.id: code.parent for code in dimension.codes}
    places = {code.id: i for i, code in enumerate(dimension.codes, 1)} | {TOTAL: 0}
    cover = np.zeros((len(codes), len(places)), dtype=bool)
    for row, code in enumerate(codes):
        at = code
        while at != TOTAL:
            cover[row, places[at]] = True
            at = parents[at]
    cover[:, 0] = True
    return cover


def _lowest_points(dimension: Dimension) -> list[tuple[float, str]]:
    """The finest codes with the points where each begins, in order."""
    finest = [code for code in dimension.codes if not dimension.children(code.id)]
    return sorted((code.points[0], code.id) for code in finest if code.points)


def _points(company: AnonymousScore, subject: str, edition: str) -> float:
    if company.edition != edition:
        return float("nan")
    level = company.levels.get(ItemId(subject))
    return company.scores.get(subject, float("nan")) if level is None else level * POINTS_A_LEVEL
