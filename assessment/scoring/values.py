"""Scores, readiness and gaps as frozen values; each names what made it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from assessment.catalogue import KpiId, UseCase, UseCaseId
from assessment.instrument.edition import Group, Item, ItemId, OfficialLevel, Questionnaire
from assessment.instrument.values import AnswerSheet, Role
from assessment.terms import Absence, Reason, Text


@dataclass(frozen=True, slots=True)
class ItemLevels:
    """The levels of one item (method 3). `spread` is the distance between the roles that rated it, in levels."""

    item: Item
    claimed: int | Absence
    supported: int | Absence
    confirmed: int | Absence
    effective: int | Absence
    rated_by: Role | None
    error_sd: float
    spread: int


@dataclass(frozen=True, slots=True)
class Interval:
    """Where a score lies given rating error and weights, in points 0–100, with the variance of the draws in points²."""

    low: float
    high: float
    variance: float


@dataclass(frozen=True, slots=True)
class Span:
    """Where a score would lie if everything unknown were 0, or 5; shown beside the interval, never mixed with it."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Score:
    """A computed number 0–100 with its interval, its span, the band it falls in and the ids that made it."""

    points: float
    interval: Interval
    span: Span
    band: Text
    made_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotScored:
    """No score, with the reason; never a number."""

    reason: Reason
    span: Span


@dataclass(frozen=True, slots=True)
class DimensionScore:
    """The score of a dimension beside the level it holds without leapfrogging, and the item that holds it down."""

    dimension: Group
    score: Score | NotScored
    held_level: int | Absence
    held_down_by: tuple[ItemId, ...]


@dataclass(frozen=True, slots=True)
class Overall:
    """Maturity over the four dimensions, with the strongest and the weakest of them.

    `spread` is their distance in points; `apart` says whether it is beyond rating noise.
    """

    score: Score | NotScored
    missing: tuple[Group, ...]
    strongest: tuple[Group, ...]
    weakest: tuple[Group, ...]
    spread: float
    apart: bool


@dataclass(frozen=True, slots=True)
class Scorecard:
    """All levels and scores of one sheet, with the edition and the sheet they were computed from."""

    questionnaire: Questionnaire
    sheet: AnswerSheet
    items: tuple[ItemLevels, ...]
    dimensions: tuple[DimensionScore, ...]
    overall: Overall
    ladder: LadderEstimate

    def of(self, item_id: str) -> ItemLevels:
        """The levels of one item; KeyError if the edition has none."""
        for levels in self.items:
            if levels.item.id == item_id:
                return levels
        raise KeyError(item_id)

    def dimension(self, group: Group) -> DimensionScore:
        """The score of one dimension."""
        return next(d for d in self.dimensions if d.dimension is group)


@dataclass(frozen=True, slots=True)
class LadderEstimate:
    """Adjacent steps of the official ladder that our own answers point at; our judgement, no equivalence (method 6)."""

    low: OfficialLevel | Absence
    high: OfficialLevel | Absence


# --- readiness -------------------------------------------------------------------------------------------------------


class Verdict(StrEnum):
    """Whether a gate or a use case is open; unknown is a third thing."""

    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Missing:
    """What is still needed: an item that is below the level needed, or unknown."""

    item: ItemId
    have: int | Absence
    need: int

    @property
    def steps(self) -> int:
        """Levels still to climb; what is unknown counts from 0."""
        return self.need - self.have if isinstance(self.have, int) else self.need


@dataclass(frozen=True, slots=True)
class GateResult:
    """A gate on stated and on confirmed levels, with what is missing on stated ones."""

    gate: str
    verdict: Verdict
    confirmed: Verdict
    missing: tuple[Missing, ...]


class Column(StrEnum):
    """The three columns of the first result, and the case where an answer is missing."""

    NOW = "now"
    ONE_STEP = "one_step"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True)
class UseCaseReadiness:
    """Where one use case stands: its column, what is missing, whether evidence confirms it, whether it may be rolled out."""

    use_case: UseCase
    verdict: Verdict
    confirmed: Verdict
    roll_out: Verdict
    missing: tuple[Missing, ...]
    office_rules_missing: tuple[str, ...]

    @property
    def steps(self) -> int:
        """Steps until it opens; all missing office rules together are one afternoon's step."""
        return sum(m.steps for m in self.missing) + bool(self.office_rules_missing)

    @property
    def column(self) -> Column:
        """The column of the first result."""
        return (Column.NOW, Column.ONE_STEP)[self.steps] if self.steps <= 1 else Column.NOT_YET


@dataclass(frozen=True, slots=True)
class Readiness:
    """Gates and use cases; `office_rules_missing` are the rules answered no or not at all."""

    pilot: GateResult
    scale: GateResult
    office: GateResult
    office_rules_missing: tuple[str, ...]
    use_cases: tuple[UseCaseReadiness, ...]

    def column(self, column: Column) -> tuple[UseCaseReadiness, ...]:
        """The use cases of one column, nearest first."""
        return tuple(u for u in self.use_cases if u.column is column)


# --- gaps ------------------------------------------------------------------------------------------------------------


COST_SHARES = ("materials", "labour", "energy", "quality", "other")
KPIS_AT_MOST, USES_AT_MOST = 5, 3


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the company wants and does not want. Cost shares are percent by `COST_SHARES`.

    At most `KPIS_AT_MOST` indicators and `USES_AT_MOST` use cases.
    """

    targets: Mapping[ItemId, int] = field(default_factory=dict)
    use_cases: tuple[UseCaseId, ...] = ()
    kpis: tuple[KpiId, ...] = ()
    not_our_business: tuple[ItemId, ...] = ()
    cost_shares: Mapping[str, float] = field(default_factory=dict)


class TargetSource(StrEnum):
    """Where a target comes from, in the order in which the sources are asked (method 7)."""

    OWN_WISH = "own_wish"
    WANTED_USE_CASE = "wanted_use_case"
    COHORT = "cohort"
    NEXT_LEVEL = "next_level"


@dataclass(frozen=True, slots=True)
class CohortTarget:
    """The upper quartile of a cohort from a release, with its size in words (never an exact n under 10)."""

    item: ItemId
    upper_quartile: float
    respondents: int


@dataclass(frozen=True, slots=True)
class Reference:
    """Targets and benchmarks from a release; may be empty."""

    cohort: tuple[CohortTarget, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """One score (points) among companies of one cohort: their mean with its error, and the share 0–100 % that is below it.

    `names` are those of the cohort, `companies` how many of it the release counts, `own_share` how far 0–1 the mean rests on
    them and not on what is usual in their industry and size.
    """

    subject: str
    subject_name: Text
    score: float
    names: tuple[Text, ...]
    companies: float
    mean: float
    error: float
    own_share: float
    below: float


@dataclass(frozen=True, slots=True)
class Gap:
    """Target minus level of one item. Priorities of all gaps of a company sum to 1; `factors` are the parts of it."""

    item: ItemId
    level: int
    target: int
    source: TargetSource
    priority: float
    factors: tuple[tuple[str, float], ...]
    reasons: tuple[Reason, ...]

    @property
    def steps(self) -> int:
        """Levels to climb."""
        return self.target - self.level
