"""What anybody can read out of releases: a range for every figure, and how figures must add up. For the auditor alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product

from assessment.disclosure.values import (
    TOTAL,
    Attack,
    Cell,
    Cohort,
    Dimension,
    Finding,
    Kind,
    Measure,
    Mode,
    Place,
    Policy,
    Release,
    Table,
    cohort,
)

Spot = tuple[int, Place]
"""A place in the release of that number."""
Ends = tuple[float, float]
Block = tuple[str, str]
"""A subject, and the dimension of which its cohorts made a choice."""
MOST_INNER = 4000
"""Inner cells of tables that cross one another are added up to this number of them."""
NEARLY = 1e-9


@dataclass(frozen=True, slots=True)
class Sum:
    """A cohort and parts of it; `whole` if they are all of it, else the cohort is at least as large."""

    of: Cohort
    parts: tuple[Cohort, ...]
    whole: bool


@dataclass(eq=False)
class Reading:
    """Ranges of counts and means where they are shown, tables where they are withheld, and what is wrong at first sight."""

    releases: Sequence[Release]
    counts: dict[Spot, Ends] = field(default_factory=dict)
    means: dict[Spot, Ends] = field(default_factory=dict)
    hidden: dict[Spot, str] = field(default_factory=dict)
    hidden_means: dict[Spot, str] = field(default_factory=dict)
    floors: dict[Spot, float] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def __post_init__(self) -> None:
        for number, release in enumerate(self.releases):
            for table in release.tables:
                for cell in table.cells:
                    self._read(number, release, table, cell)
        self._raise_companies()

    def _read(self, number: int, release: Release, table: Table, cell: Cell) -> None:
        place = table.place(cell)
        of_means = table.measure is Measure.MEAN
        if not cell.figures:
            self.hidden.setdefault((number, place), table.id)
            if of_means:
                self.hidden_means.setdefault((number, place), table.id)
            return
        count = read_count(cell.figures[0], release.policy)
        self.counts[number, place] = _both(self.counts.get((number, place)), count)
        self._look_at_count(release, table, place, cell.figures[0])
        if of_means:
            mean = read_mean(cell.figures[1], count, release.policy)
            self.means[number, place] = _both(self.means.get((number, place)), mean)
            low, high = release.policy.scale
            if mean[0] <= low or mean[1] >= high:
                self._note(Attack.GROUP, release, table, (place, Measure.MEAN, mean))

    def _raise_companies(self) -> None:
        """A class has at least as many companies as answered anything in it."""
        kinds = [{name: d.kind for name, d in self.dimensions(n).items()} for n in range(len(self.releases))]
        for (number, (subject, named)), (low, _) in list(self.counts.items()):
            spot = (number, ("", tuple(pair for pair in named if kinds[number][pair[0]] is Kind.CLASS)))
            if subject and spot in self.counts:
                self.counts[spot] = (max(low, self.counts[spot][0]), self.counts[spot][1])
            elif subject and spot in self.hidden:
                self.floors[spot] = max(low, self.floors.get(spot, 0.0))

    def _look_at_count(self, release: Release, table: Table, place: Place, figure: float) -> None:
        """A small count that stands open, and a count that is no multiple of the base, need no attack."""
        policy = release.policy
        if (figure > 0 or policy.mode is Mode.ROUNDED) and figure < policy.threshold:
            self._note(Attack.OPEN, release, table, (place, Measure.COUNT, (figure, figure)))
        elif policy.mode is Mode.ROUNDED and figure % policy.base:
            self._note(Attack.ROUNDING, release, table, (place, Measure.COUNT, (figure, figure)))

    def _note(self, attack: Attack, release: Release, table: Table, what: tuple[Place, Measure, Ends]) -> None:
        place, measure, (low, high) = what
        self.findings.append(Finding(attack, release.id, table.id, place, measure, low, high))

    def dimensions(self, number: int) -> Mapping[str, Dimension]:
        """The dimensions of a release by id."""
        return {dimension.id: dimension for dimension in self.releases[number].dimensions}

    @cached_property
    def blocks(self) -> Mapping[Block, Mapping[int, set[Cohort]]]:
        """The cohorts of each subject, and apart those that made a choice, by release."""
        found: dict[Block, dict[int, set[Cohort]]] = defaultdict(lambda: defaultdict(set))
        kinds = [{name: d.kind for name, d in self.dimensions(n).items()} for n in range(len(self.releases))]
        for number, (subject, named) in (*self.counts, *self.hidden):
            choice = next((name for name, _ in named if kinds[number][name] is Kind.CHOICE), "")
            found[subject, choice][number].add(named)
        return found


def read_count(figure: float, policy: Policy) -> Ends:
    """The numbers of companies that a shown count may stand for; nothing under the threshold is ever shown."""
    if policy.mode is Mode.EXACT:
        return figure, figure
    away = policy.base // 2
    return max(figure - away, min(figure, float(policy.threshold))), figure + away


def read_mean(figure: float, count: Ends, policy: Policy) -> Ends:
    """The means that a shown one may stand for: the widest of the roundings that so many companies can have."""
    possible = {policy.mean_step(n) for n in (count[0], count[1])} | {
        step for least, step in policy.mean_steps if count[0] <= least <= count[1]
    }
    fitting = [step for step in possible if step and abs(figure / step - round(figure / step)) < NEARLY]
    away = max(fitting, default=0.0) / 2
    return max(figure - away, policy.scale[0]), min(figure + away, policy.scale[1])


def find_sums(cohorts: Iterable[Cohort], dimensions: Mapping[str, Dimension]) -> Iterator[Sum]:
    """Every way in which listed cohorts add up along one dimension, over all tables together."""
    listed = set(cohorts)
    codes: dict[tuple[Cohort, str], set[str]] = defaultdict(set)
    for named in sorted(listed):
        for name, code in named:
            codes[tuple(pair for pair in named if pair[0] != name), name].add(code)
    for (rest, name), under in codes.items():
        for code in sorted(under) + [TOTAL] * (rest in listed):
            parts, whole = dimensions[name].frontier(code, under)
            of, named_parts = cohort([*rest, (name, code)]), tuple(cohort([*rest, (name, part)]) for part in parts)
            if dimensions[name].kind is Kind.CHOICE:
                yield from (Sum(of, (part,), whole=False) for part in named_parts)
            elif parts:
                yield Sum(of, named_parts, whole)


def inner_cohorts(cohorts: Iterable[Cohort], dimensions: Mapping[str, Dimension]) -> Iterator[Cohort]:
    """The cells inside tables that cross in a circle, as A × B, B × C and C × A do: only there they bind the margins further.

    The circle is what is left when dimensions of one table only, and tables inside others, are taken away in turn (Graham
    1979).
    """
    listed = set(cohorts)
    edges = {frozenset(name for name, _ in named) for named in listed}
    before: set[frozenset[str]] = set()
    while edges != before:
        before = edges
        lone = {name for edge in edges for name in edge if sum(name in other for other in edges) == 1}
        edges = {edge - lone for edge in edges}
        edges = {edge for edge in edges if not any(edge < other for other in edges)}
    circle = sorted({name for edge in edges for name in edge})
    finest = [
        _finest({code for named in listed for n, code in named if n == name}, dimensions[name]) for name in circle
    ]
    cells = list(product(*finest)) if circle else []
    if len(cells) <= MOST_INNER:
        yield from (tuple(zip(circle, cell, strict=True)) for cell in cells)


def _finest(codes: set[str], dimension: Dimension) -> list[str]:
    return [code for code in sorted(codes) if not dimension.frontier(code, codes)[0]]


def _both(known: Ends | None, new: Ends) -> Ends:
    return new if known is None else (max(known[0], new[0]), min(known[1], new[1]))
