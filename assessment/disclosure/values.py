"""Anonymous scores, tables, releases and what an attack on them found, as frozen values.

A cohort is named by codes of dimensions, such as industry 25 and size 10-49; the code `total` stands for everybody and is
left out of the name. So the same companies have the same name in every table, and tables are linked by names alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from assessment.instrument.edition import ItemId
from assessment.instrument.values import UseState
from assessment.terms import Text

TOTAL = "total"
Cohort = tuple[tuple[str, str], ...]
"""Pairs of dimension and code in the order of dimensions; empty for all companies."""
Place = tuple[str, Cohort]
"""What is counted or averaged (a subject, empty for companies as such), and for whom."""


class Snapshot(StrEnum):
    """How often figures leave."""

    YEAR = "year"
    HALF = "half"
    QUARTER = "quarter"

    def period(self, day: date) -> str:
        """The period that a day belongs to; periods sort by their names.

        >>> Snapshot.YEAR.period(date(2026, 11, 22)), Snapshot.QUARTER.period(date(2026, 11, 22))
        ('2026', '2026-Q4')
        """
        if self is Snapshot.YEAR:
            return str(day.year)
        if self is Snapshot.HALF:
            return f"{day.year}-H{1 + (day.month > 6)}"
        return f"{day.year}-Q{(day.month + 2) // 3}"


@dataclass(frozen=True, slots=True)
class AnonymousScore:
    """One company in the pool: scores in points, levels, and a coarse profile; nothing that names it (method 9, 10).

    `wanted` are at most three cells of the matrix, `capabilities` what its roadmap calls for, `period` when it answered.
    `own` and `seen` are the levels of items that both the company and an adviser rated.
    """

    division: str
    size: str
    region: str
    period: str
    edition: str
    scores: Mapping[str, float]
    levels: Mapping[ItemId, int]
    ai_uses: Mapping[str, UseState]
    wanted: tuple[str, ...]
    capabilities: tuple[str, ...]
    own: Mapping[ItemId, int] = field(default_factory=dict)
    seen: Mapping[ItemId, int] = field(default_factory=dict)


# --- dimensions ------------------------------------------------------------------------------------------------------


class Kind(StrEnum):
    """How the codes of a dimension divide companies.

    Class: each company has one and anybody may know which. Answer: each has one and nobody may know. Choice: a company has
    any number, and nobody may know which.
    """

    CLASS = "class"
    ANSWER = "answer"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Code:
    """One code of a dimension; its parent is another code or `total`.

    `points` is the range of scores that it stands for, `also` are former codes that count as this one.
    """

    id: str
    parent: str
    name: Text
    points: tuple[float, float] | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Dimension:
    """What companies are divided by, with its codes from coarse to fine; parents stand before their children."""

    id: str
    kind: Kind
    name: Text
    codes: tuple[Code, ...]

    @cached_property
    def parents(self) -> Mapping[str, str]:
        """The code right above each code, or `total`."""
        return {code.id: code.parent for code in self.codes}

    @cached_property
    def _children(self) -> Mapping[str, tuple[str, ...]]:
        above: dict[str, list[str]] = {}
        for code in self.codes:
            above.setdefault(code.parent, []).append(code.id)
        return {parent: tuple(codes) for parent, codes in above.items()}

    @cached_property
    def depths(self) -> Mapping[str, int]:
        """How many steps each code lies under `total`."""
        depths = {TOTAL: 0}
        for code in self.codes:
            depths[code.id] = depths[code.parent] + 1
        return depths

    def children(self, code: str) -> tuple[str, ...]:
        """The codes right under a code or under `total`."""
        return self._children.get(code, ())

    def ancestry(self, code: str) -> tuple[str, ...]:
        """A code and everything above it but `total`."""
        line = [code]
        while self.parents[line[-1]] != TOTAL:
            line.append(self.parents[line[-1]])
        return tuple(line)

    def frontier(self, code: str, listed: Set[str]) -> tuple[tuple[str, ...], bool]:
        """The listed codes nearest under a code, and whether they cover all of it."""
        found: list[str] = []
        children = self.children(code)
        whole = bool(children)
        for child in children:
            if child in listed:
                found.append(child)
            else:
                below, covered = self.frontier(child, listed)
                found.extend(below)
                whole = whole and covered
        return tuple(found), whole

    @cached_property
    def points_under(self) -> Mapping[str, tuple[float, float]]:
        """The range of scores that each code stands for, with everything under it; only codes that have one."""
        ranges: dict[str, tuple[float, float]] = {}
        for low, high, line in [(*code.points, self.ancestry(code.id)) for code in self.codes if code.points]:
            for code in line:
                so_far = ranges.get(code, (low, high))
                ranges[code] = (min(low, so_far[0]), max(high, so_far[1]))
        return ranges


# --- what is to be published -----------------------------------------------------------------------------------------


class Measure(StrEnum):
    """What the cells of a table hold: a number of companies, or that and their mean score."""

    COUNT = "count"
    MEAN = "mean"


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table that a release may hold: subjects (none: companies as such), and dimensions with the depth of their codes.

    `from_companies` is how many companies the pool must have.
    """

    id: str
    name: Text
    measure: Measure
    subjects: tuple[str, ...]
    dimensions: tuple[tuple[str, int], ...]
    from_companies: int = 0


class Mode(StrEnum):
    """How figures are protected: rounded, or exact with more of them withheld."""

    ROUNDED = "rounded"
    EXACT = "exact"


@dataclass(frozen=True, slots=True)
class Policy:
    """The rule of a release (method 10; methods 5.1, 5.2).

    Nothing under `threshold` companies. In rounded mode counts are multiples of `base`, and means of n companies multiples of
    the step of the last entry of `mean_steps` (n from, points) that n reaches. An attacker must be left with a range of at
    least `width` companies, and of `score_width` points for the scores of any small group together: then those who know all
    scores of the group but one still do not know the last. `scale` holds the lowest and the highest score. `renewed`:
    only answers given in the period itself count, so that nobody may suppose that those who stayed answered the same.
    """

    mode: Mode = Mode.ROUNDED
    threshold: int = 10
    base: int = 5
    mean_steps: tuple[tuple[int, float], ...] = ((10, 5.0), (25, 2.0))
    width: int = 3
    score_width: float = 40.0
    scale: tuple[float, float] = (0.0, 100.0)
    renewed: bool = False

    def mean_step(self, companies: float) -> float:
        """To how many points the mean of so many companies is rounded; 0 for not at all."""
        return next((step for least, step in reversed(self.mean_steps) if companies >= least), 0.0)


SUPPRESSION = Policy(mode=Mode.EXACT, threshold=5, base=1, mean_steps=())
"""The second mode: figures as they are, and cells withheld until nobody can compute a small one."""


@dataclass(frozen=True, slots=True)
class ReleasePlan:
    """What an installation publishes, and how often; `too_fine` is the share 0–1 of companies that cells must show."""

    snapshot: Snapshot
    policy: Policy
    too_fine: float
    dimensions: tuple[Dimension, ...]
    subjects: tuple[Code, ...]
    tables: tuple[TableSpec, ...]


# --- what is published -----------------------------------------------------------------------------------------------


class Status(StrEnum):
    """Whether a cell shows its figures; withheld looks the same whatever the cause."""

    PUBLISHED = "published"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class Cell:
    """One published number, or two: count, and mean where the table has means. No figures: withheld."""

    subject: str
    codes: tuple[str, ...]
    figures: tuple[float, ...]

    @property
    def status(self) -> Status:
        """Published or withheld."""
        return Status.PUBLISHED if self.figures else Status.WITHHELD


@dataclass(frozen=True, slots=True)
class Table:
    """A published table; it lists every combination of the codes it has, so that its shape says nothing."""

    id: str
    name: Text
    measure: Measure
    dimensions: tuple[str, ...]
    cells: tuple[Cell, ...]

    def place(self, cell: Cell) -> Place:
        """What a cell is about."""
        return cell.subject, cohort(zip(self.dimensions, cell.codes, strict=True))


def cohort(codes: Iterable[tuple[str, str]]) -> Cohort:
    """The name of a cohort from pairs of dimension and code.

    >>> cohort([("size", "10-49"), ("industry", "25"), ("region", "total")])
    (('industry', '25'), ('size', '10-49'))
    """
    return tuple(sorted((dimension, code) for dimension, code in codes if code != TOTAL))


@dataclass(frozen=True, slots=True)
class Coarsening:
    """A dimension of a table that was too fine for so few companies, and the depth that it got instead."""

    table: str
    dimension: str
    depth_from: int
    depth_to: int


@dataclass(frozen=True, slots=True)
class Release:
    """A set of tables of one period, frozen; `subjects` names what is counted, `coarsened` what became coarser on the way."""

    id: str
    as_of: date
    policy: Policy
    dimensions: tuple[Dimension, ...]
    subjects: tuple[Code, ...]
    tables: tuple[Table, ...]
    coarsened: tuple[Coarsening, ...] = ()


Ledger = tuple[Release, ...]
"""Every release so far, oldest first."""


@dataclass(frozen=True, slots=True)
class Licence:
    """Under which terms a release may be used."""

    id: str
    name: Text
    url: str


class Other(StrEnum):
    """What published counts of companies are set beside."""

    PLANTS = "plants"
    SUPPLIERS = "suppliers"


@dataclass(frozen=True, slots=True)
class Beside:
    """A published count of companies, None where it is withheld, beside how many plants or suppliers are known."""

    what: Other
    dimension: str
    code: str
    companies: float | None
    others: int
    note: Text


# --- what an attack finds --------------------------------------------------------------------------------------------


class Attack(StrEnum):
    """How a small group is found out (methods 5.3)."""

    OPEN = "open"
    EXACT = "exact"
    NARROW = "narrow"
    INSIDER = "insider"
    LINKED = "linked"
    TIME = "time"
    GROUP = "group"
    ROUNDING = "rounding"


@dataclass(frozen=True, slots=True)
class Finding:
    """A cell that an attack narrows down to `low`–`high`: companies, or points of their scores together.

    `release` and `table` say where it stands, `measure` which of the two it is.
    """

    attack: Attack
    release: str
    table: str
    place: Place
    measure: Measure
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Audit:
    """What the attacks found, and how many groups each of the figures was tried on."""

    release: str
    findings: tuple[Finding, ...]
    groups: int
    programs: int

    @property
    def passed(self) -> bool:
        """Whether the release may be published."""
        return not self.findings
