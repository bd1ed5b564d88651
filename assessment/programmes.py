"""Support programmes as dated data, and published reference figures; frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

from assessment.instrument.edition import Condition
from assessment.terms import Text

ProgrammeId = NewType("ProgrammeId", str)
CallId = NewType("CallId", str)


class SupportKind(StrEnum):
    """What a programme gives."""

    GRANT = "grant"
    VOUCHER = "voucher"
    LOAN = "loan"
    GUARANTEE = "guarantee"
    TRAINING = "training"
    ADVICE = "advice"
    DATA = "data"
    TAX = "tax"
    INSURANCE = "insurance"
    LEGAL = "legal"
    RESEARCH = "research"


class Confidence(StrEnum):
    """How sure a dated fact is."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class CallStatus(StrEnum):
    """Announced in a notice, or expected because it was called in earlier years."""

    ANNOUNCED = "announced"
    EXPECTED = "expected"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was read."""

    title: str
    url: str | None
    dated: date | None


@dataclass(frozen=True, slots=True)
class Rate:
    """Share of the cost in percent and its ceiling in 만원, for the applicants that meet `when`; None is not known."""

    when: Condition | None
    percent: float | None
    cap: int | None


@dataclass(frozen=True, slots=True)
class Clause:
    """One condition of a call, in words and as a rule."""

    id: str
    text: Text
    rule: Condition


@dataclass(frozen=True, slots=True)
class FirmCost:
    """What falls on the firm besides its share, in 만원 per project or year; None is not known."""

    text: Text
    low: float | None
    high: float | None
    per: str


@dataclass(frozen=True, slots=True)
class Track:
    """One type of support within a call. The first rate that holds counts; all conditions must hold."""

    id: str
    name: Text
    months: int | None
    rates: tuple[Rate, ...]
    consortium: bool
    pool: Text | None
    conditions: tuple[Clause, ...]
    firm_costs: tuple[FirmCost, ...]
    in_kind_percent: int | None
    scored: Text | None


@dataclass(frozen=True, slots=True)
class Call:
    """One dated call of a programme. Budget in 만원. `based_on` is the earlier call that an expected one repeats."""

    id: CallId
    status: CallStatus
    opens: date | None
    closes: date | None
    confidence: Confidence
    based_on: CallId | None
    budget: int | None
    firms: int | None
    source: Source
    checked_on: date
    tracks: tuple[Track, ...]


@dataclass(frozen=True, slots=True)
class SharedCeiling:
    """A ceiling in 만원 that everything in a group counts toward."""

    group: str
    amount: int


@dataclass(frozen=True, slots=True)
class Programme:
    """A support programme as a series of dated calls; it may pay for initiatives by id or by capability."""

    id: ProgrammeId
    name: Text
    agency: Text
    kind: SupportKind
    unit: str
    summary: Text
    capabilities: tuple[str, ...]
    initiatives: tuple[str, ...]
    excludes: tuple[ProgrammeId, ...]
    shared_ceiling: SharedCeiling | None
    repeat_ban: Text | None
    repeat_years: int | None
    documents: tuple[Text, ...]
    after_duties: tuple[Text, ...]
    unknowns: tuple[Text, ...]
    collusion_warning: bool
    calls: tuple[Call, ...]

    def calls_open_on(self, on: date) -> tuple[Call, ...]:
        """The announced calls that can be applied to on a date.

        A call without a closing date is over once another is based on it.
        """
        repeated = {call.based_on for call in self.calls}
        return tuple(
            call
            for call in self.calls
            if call.status is CallStatus.ANNOUNCED
            and (call.opens is None or call.opens <= on)
            and (on <= call.closes if call.closes else call.id not in repeated)
        )


@dataclass(frozen=True, slots=True)
class MoneyRules:
    """How money moves, as dated rules: VAT, when a project can begin after a call, which support is counted in a plan.

    `counted` are the kinds whose money a plan counts; of these, `after_the_work` is paid back at the end. `quarters_to_start`
    lie between the close of a call and the first work, which may begin for `quarters_open` quarters.
    """

    vat_percent: float
    counted: tuple[SupportKind, ...]
    after_the_work: tuple[SupportKind, ...]
    quarters_to_start: int
    quarters_open: int
    because: Text
    source: Source
    checked_on: date


@dataclass(frozen=True, slots=True)
class YesNoQuestion:
    """A question about the applicant that settles clauses of calls."""

    id: str
    text: Text


@dataclass(frozen=True, slots=True)
class ReferenceLine:
    """A published survey figure: another instrument with its own population and wording, shown and never converted."""

    id: str
    measures: str
    label: Text
    value: float
    unit: str
    n: int | None
    population: Text
    question: Text
    fieldwork: Text
    source: Source
    checked_on: date
    confidence: Confidence
