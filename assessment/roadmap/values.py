"""A planning problem and its answer as frozen values; the instance is exactly what is exported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from assessment.catalogue import Effect, InitiativeId, Lever, UseCaseId
from assessment.instrument.edition import Group, ItemId
from assessment.programmes import CallId, Clause, ProgrammeId
from assessment.terms import Absence, Reason


@dataclass(frozen=True, slots=True)
class OwnerNumbers:
    """Up to six numbers of the owner; None where not given. Money in 만원, rates in percent, a year each."""

    sales: float | None = None
    defect_rate: float | None = None
    downtime_hours: float | None = None
    hourly_labour_cost: float | None = None
    energy_bill: float | None = None
    late_deliveries: float | None = None


@dataclass(frozen=True, slots=True)
class MoneyRange:
    """What is saved in a year, in 만원 without VAT."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Payback:
    """Months until a cost has come back, at the high and at the low end of the saving; None: never at the low end."""

    soonest: float
    latest: float | None


@dataclass(frozen=True, slots=True)
class Loss:
    """What a lever saves a part of, in 만원 a year, and its formula; for own hours the price of one hour a month."""

    lever: Lever
    amount: float
    formula: Reason


@dataclass(frozen=True, slots=True)
class Saving:
    """What is saved on one lever: percent of the loss (own hours: hours a month), and the money."""

    lever: Lever
    low: float
    high: float
    yearly: MoneyRange


@dataclass(frozen=True, slots=True)
class InitiativeBenefit:
    """What an initiative brings by itself, as if it were the only one; no payback where nothing is saved."""

    initiative: InitiativeId
    cost: int
    savings: tuple[Saving, ...]
    yearly: MoneyRange
    payback: Payback | None


@dataclass(frozen=True, slots=True)
class MissingNumbers:
    """Numbers of the owner that were not given, and the planned initiatives that show nothing without them."""

    numbers: tuple[str, ...]
    initiatives: tuple[InitiativeId, ...]


@dataclass(frozen=True, slots=True)
class PlanBenefit:
    """What a plan brings in a year once all of it is done, of the initiatives whose numbers are known.

    `yearly` is None where there is no such initiative. `cost` is that of the whole plan. `most_hours` bounds the own
    hours a month that may count as saved.
    """

    losses: tuple[Loss, ...]
    savings: tuple[Saving, ...]
    initiatives: tuple[InitiativeBenefit, ...]
    yearly: MoneyRange | None
    cost: int
    payback: Payback | None
    most_hours: float
    missing: tuple[MissingNumbers, ...]


@dataclass(frozen=True, slots=True)
class CourseStop:
    """Where a plan has led at the beginning of a quarter: levels, points of the dimensions, AI uses open since then."""

    quarter: int
    levels: Mapping[ItemId, int]
    points: Mapping[Group, float | Absence]
    opened: tuple[UseCaseId, ...]


@dataclass(frozen=True, slots=True)
class Limits:
    """What the company can spend: 만원 a year, own person-months a quarter, and for how many quarters.

    `assumed` says that the company named none and the limits are those of its size class.
    """

    budget_a_year: int
    staff_months_a_quarter: float
    horizon: int
    assumed: bool = False
    will_not_do: tuple[InitiativeId, ...] = ()
    numbers: OwnerNumbers = field(default_factory=OwnerNumbers)


@dataclass(frozen=True, slots=True)
class Adjustments:
    """What the adviser decided: a day in the quarter where something starts, what is in, what is out, quoted costs.

    Quotations are in 만원 without VAT and take the place of the likely cost.
    """

    pinned: Mapping[InitiativeId, date] = field(default_factory=dict)
    added: tuple[InitiativeId, ...] = ()
    removed: tuple[InitiativeId, ...] = ()
    quotations: Mapping[InitiativeId, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PreviousPlan:
    """An earlier plan: the quarter in which each initiative started, counted from the quarter of `start`."""

    start: date
    starts: Mapping[InitiativeId, int]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An initiative as the planner sees it: cost in 만원, own person-months over the whole work, duration in quarters.

    `usual_cost` is the likely cost of the catalogue where a quotation took its place; `cost_range` its low and high.
    """

    initiative: InitiativeId
    effects: tuple[Effect, ...]
    prerequisites: tuple[InitiativeId, ...]
    cost: int
    staff_months: float
    quarters: int
    usual_cost: int | None = None
    cost_range: tuple[int, int] | None = None

    def done_at(self, levels: Mapping[ItemId, int]) -> bool:
        """Whether a company on these levels has nothing left to gain from it."""
        return all(levels.get(effect.item, effect.to_level) >= effect.to_level for effect in self.effects)

    def fits(self, levels: Mapping[ItemId, int]) -> bool:
        """Whether every step it makes starts from a level that is already reached."""
        return all(levels.get(effect.item, effect.from_level) >= effect.from_level for effect in self.effects)


@dataclass(frozen=True, slots=True)
class Opening:
    """A use case as the planner sees it: which levels open it (own needs and gate), and whether it is wanted."""

    use_case: UseCaseId
    needs: tuple[tuple[ItemId, int], ...]
    wanted: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """State money that a plan may count on: one track of one call, for the initiatives that it can pay for.

    A project under it begins in one of the quarters `first` to `last` and runs for `quarters`; it pays `percent` of the cost
    without VAT of the work inside it, at most `cap` 만원 in all, and costs the firm `fee` in its first quarter.
    `after_the_work` says that the firm pays first and gets the money back in the quarter after the work. `open` are the
    clauses that nobody has settled yet; an `expected` call was announced by nobody.
    """

    id: str
    programme: ProgrammeId
    call: CallId
    track: str
    initiatives: tuple[InitiativeId, ...]
    percent: float
    cap: int | None
    first: int
    last: int
    quarters: int
    fee: float
    after_the_work: bool
    expected: bool
    open: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class OfferRules:
    """What offers do to each other: groups of which at most one counts, and ceilings in 만원 over several."""

    at_most_one: tuple[tuple[str, ...], ...] = ()
    ceilings: tuple[tuple[int, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class PlanningInstance:
    """Everything that decides a plan. Quarter 0 is the quarter of `start`.

    Money is cash: every cost is paid with `vat` (a share) in the quarter of the start, and the tax comes back in the next.
    `pinned`, `added` and `removed` are the adviser's; `previous` is kept where that costs nothing.
    """

    start: date
    horizon: int
    budget_a_year: tuple[int, ...]
    staff_months: tuple[float, ...]
    levels: Mapping[ItemId, int]
    targets: Mapping[ItemId, int]
    priorities: Mapping[ItemId, float]
    candidates: tuple[Candidate, ...]
    openings: tuple[Opening, ...]
    discount: float
    wanted_factor: float
    vat: float = 0.0
    pinned: Mapping[InitiativeId, int] = field(default_factory=dict)
    added: tuple[InitiativeId, ...] = ()
    removed: tuple[InitiativeId, ...] = ()
    previous: Mapping[InitiativeId, int] = field(default_factory=dict)
    offers: tuple[Offer, ...] = ()
    offer_rules: OfferRules = field(default_factory=OfferRules)


@dataclass(frozen=True, slots=True)
class ScheduledInitiative:
    """One initiative in time, with the steps it makes and why it stands where it stands.

    `cost` is without VAT and before any state money.
    """

    initiative: InitiativeId
    start: int
    quarters: int
    phase: int
    cost: int
    staff_months: float
    gains: tuple[tuple[ItemId, int, int], ...]
    waits_for: tuple[InitiativeId, ...]
    unlocks: tuple[InitiativeId, ...]
    reasons: tuple[Reason, ...]

    @property
    def end(self) -> int:
        """First quarter in which it is finished."""
        return self.start + self.quarters


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An initiative that would close a gap and has no place, and why."""

    initiative: InitiativeId
    reason: Reason


@dataclass(frozen=True, slots=True)
class OpenedUseCase:
    """The first quarter in which a use case is open for a pilot."""

    use_case: UseCaseId
    quarter: int


@dataclass(frozen=True, slots=True)
class Proof:
    """How good a plan is: its worth, a bound that no plan exceeds, and the worth of the simple plan by priority."""

    worth: float
    bound: float
    greedy_worth: float

    @property
    def gap(self) -> float:
        """How far a better plan might be away, as a share of the bound; 0 where the plan is proven to be the best."""
        return 0.0 if self.bound <= 0 else max(0.0, (self.bound - self.worth) / self.bound)

    @property
    def greedy_share(self) -> float:
        """The worth of the simple plan as a share of this one."""
        return 1.0 if self.worth <= 0 else self.greedy_worth / self.worth


@dataclass(frozen=True, slots=True)
class Grant:
    """State money that a plan counts: an offer, the first quarter of its project, and how much (만원) goes to which work."""

    offer: Offer
    quarter: int
    shares: tuple[tuple[InitiativeId, float], ...]

    @property
    def amount(self) -> float:
        """All of it in 만원."""
        return sum(share for _, share in self.shares)


@dataclass(frozen=True, slots=True)
class Roadmap:
    """Initiatives in time. `uncovered` are items with a gap for which the catalogue has no initiative.

    `cost_by_year` is the cost of what starts in a year, without VAT and before state money; `cash_by_quarter` is what leaves
    the account: costs and VAT at the start, tax and state money when they come back, fees. `unmet` are wishes of the adviser
    that no plan can fulfil.
    """

    scheduled: tuple[ScheduledInitiative, ...]
    left_out: tuple[LeftOut, ...]
    uncovered: tuple[ItemId, ...]
    opened: tuple[OpenedUseCase, ...]
    cost_by_year: tuple[int, ...]
    staff_by_quarter: tuple[float, ...]
    levels_at_end: Mapping[ItemId, int]
    proof: Proof | None = None
    cash_by_quarter: tuple[float, ...] = ()
    grants: tuple[Grant, ...] = ()
    unmet: tuple[LeftOut, ...] = ()

    def phase(self, number: int) -> tuple[ScheduledInitiative, ...]:
        """The initiatives that start in one of the three phases, in order of their start."""
        return tuple(s for s in self.scheduled if s.phase == number)


class PlanKind(StrEnum):
    """A: own money only. B: also with calls that are open. C: also with calls that may come again (method 7)."""

    OWN_MONEY = "A"
    OPEN_CALLS = "B"
    EXPECTED_CALLS = "C"


@dataclass(frozen=True, slots=True)
class SupportedPlan:
    """A plan that counts state money, and what becomes of it if none of that money comes."""

    kind: PlanKind
    instance: PlanningInstance
    roadmap: Roadmap
    fallback: Roadmap
