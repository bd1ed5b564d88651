"""Initiatives in time: the best plan under prerequisites, people and money, and the reasons that follow from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field, replace

from assessment.catalogue import InitiativeId
from assessment.instrument.edition import ItemId
from assessment.roadmap.cash import Flow, budget_by_quarter, cash_by_quarter, income_quarter, payment
from assessment.roadmap.model import Effort
from assessment.roadmap.optimise import FULL_EFFORT, NOTHING, Found, Must, optimise
from assessment.roadmap.values import (
    Candidate,
    Grant,
    LeftOut,
    OpenedUseCase,
    PlanningInstance,
    Proof,
    Roadmap,
    ScheduledInitiative,
)
from assessment.roadmap.worth import Starts, plan_worth
from assessment.terms import Reason

QUARTERS_A_YEAR = 4
PHASE_ENDS = (0.25, 0.625, 1.0)
"""Ends of the three phases as shares of the horizon: 2, 5 and 8 of eight quarters."""
WAITING_COUNTS = 0.5
LONGEST_CHAIN = 4
EPSILON = 1e-9
NO_ROOM = ("over_budget", "over_staff", "beyond_horizon")
"""Reasons that speak of limits, and not of what else was planned."""
DECIMALS = 9


def plan_roadmap(
    instance: PlanningInstance, known: Roadmap | None = None, must: Must = NOTHING, effort: Effort = FULL_EFFORT
) -> Roadmap:
    """The best plan there is under the limits, with its proof; see `plan_greedily` and `optimise`.

    `known` is a plan that the limits allow (the simple one where None), `must` what has begun already. Of plans of equal
    worth the cheaper and earlier one is taken. What would still fit and be of use is added.
    """
    simple = known or plan_greedily(instance)
    known_starts = {entry.initiative: entry.start for entry in simple.scheduled}
    found = optimise(instance, known_starts, effort, must)
    if found is None:
        raise ValueError("what has begun cannot have begun under these limits")
    simple_worth = simple.proof.greedy_worth if simple.proof else round(plan_worth(instance, known_starts), DECIMALS)
    refused = {left.initiative: left.reason for left in simple.left_out if left.reason.code in NO_ROOM}
    roadmap = _fill_up(instance, found, refused)
    return replace(roadmap, proof=Proof(found.worth, found.bound, simple_worth), unmet=_unmet(instance, roadmap))


def _fill_up(instance: PlanningInstance, found: Found, refused: Mapping[InitiativeId, Reason]) -> Roadmap:
    """The plan with these starts; `refused` says why the simple plan left something out."""
    starts = found.starts
    idle: set[InitiativeId] = set()
    while True:
        bench = _Bench(instance, idle, refused, found.grants)
        for initiative in sorted(starts.keys() - idle, key=lambda i: (starts[i], i)):
            bench.put(bench.by_id[initiative], starts[initiative])
        while (best := bench.best()) is not None:
            bench.place(best)
        roadmap = bench.roadmap()
        without_reason = _without_reason(roadmap)
        if not without_reason:
            return roadmap
        idle |= without_reason


def _without_reason(roadmap: Roadmap) -> set[InitiativeId]:
    """What closes nothing, leads to nothing and was not asked for; a quotation is no reason."""
    return {e.initiative for e in roadmap.scheduled if all(reason.code == "adviser_quoted" for reason in e.reasons)}


def _unmet(instance: PlanningInstance, roadmap: Roadmap) -> tuple[LeftOut, ...]:
    """The adviser's wishes that the plan does not fulfil, each with what stands against it."""
    starts = {entry.initiative: entry.start for entry in roadmap.scheduled}
    wishes = dict.fromkeys((*instance.pinned, *instance.added))
    missed = [i for i in wishes if i not in starts or instance.pinned.get(i, starts[i]) != starts[i]]
    return tuple(LeftOut(i, _against(instance, i, starts)) for i in missed)


def _against(instance: PlanningInstance, initiative: InitiativeId, starts: Starts) -> Reason:
    candidate = next((c for c in instance.candidates if c.initiative == initiative), None)
    if candidate is None:
        return Reason.of("refused_by_company")
    last = instance.horizon - candidate.quarters
    quarter = instance.pinned.get(initiative, last)
    if not 0 <= quarter <= last:
        return Reason.of("beyond_horizon", quarters=instance.horizon)
    budget = budget_by_quarter(instance)[quarter]
    if candidate.cost * (1 + instance.vat) > budget:
        return Reason.of("over_budget", cost=candidate.cost, left=int(budget))
    if candidate.staff_months / candidate.quarters > min(instance.staff_months[quarter:][: candidate.quarters]):
        return Reason.of("over_staff", months=candidate.staff_months)
    missing = tuple(p for p in candidate.prerequisites if p not in starts)
    if missing:
        return Reason.of("prerequisite_not_planned", initiatives=missing)
    return Reason.of("too_early_or_crowded")


def plan_greedily(instance: PlanningInstance) -> Roadmap:
    """A feasible plan by priority and prerequisite (serial schedule generation): what the best plan is measured against.

    Repeatedly takes the initiative of highest worth among those whose prerequisites and starting levels are reached by
    what is already planned, and starts it in the first quarter that leaves people and money within their limits. Worth =
    priority of the steps it closes + half the worth of the best initiative that waits for it. Money counts in the quarter
    of the start; unspent money moves on to the next year. A step on the way to something that found no place in the end
    has no reason of its own: then the plan is made again without it.
    """
    idle: set[InitiativeId] = set()
    refused: dict[InitiativeId, Reason] = {}
    while True:
        bench = _Bench(instance, idle, refused)
        while (best := bench.best()) is not None:
            bench.place(best)
        roadmap = bench.roadmap()
        without_reason = _without_reason(roadmap)
        if not without_reason:
            return roadmap
        idle |= without_reason
        refused |= bench.refused


def follow_plan(instance: PlanningInstance, starts: Starts) -> dict[InitiativeId, int]:
    """What becomes of a plan when costs turn out otherwise: each starts in its quarter, or as soon after as possible."""
    bench = _Bench(instance, set(), {})
    for initiative in sorted(starts, key=lambda i: (starts[i], i)):
        bench.follow(bench.by_id[initiative], starts[initiative])
    return {initiative: start for initiative, (_, start) in bench.placed.items()}


Step = tuple[ItemId, int]


@dataclass
class _Bench:
    """The half-made plan while it is built."""

    instance: PlanningInstance
    idle: Set[InitiativeId]
    refused_before: Mapping[InitiativeId, Reason]
    grants: tuple[Grant, ...] = ()
    placed: dict[InitiativeId, tuple[Candidate, int]] = field(default_factory=dict)
    gains: dict[InitiativeId, tuple[tuple[ItemId, int, int], ...]] = field(default_factory=dict)
    reached_by: dict[Step, InitiativeId] = field(default_factory=dict)
    refused: dict[InitiativeId, Reason] = field(default_factory=dict)

    def __post_init__(self) -> None:
        instance = self.instance
        self.levels = dict(instance.levels)
        self.by_id = {candidate.initiative: candidate for candidate in instance.candidates}
        self.money_left = list(budget_by_quarter(instance))
        self.income = {i: (grant.offer, share) for grant in self.grants for i, share in grant.shares}
        for grant in self.grants:
            self._pay({grant.quarter: grant.offer.fee})
        self.people_left = list(instance.staff_months)

    # --- choosing ---

    def best(self) -> Candidate | None:
        """The ready initiative of highest worth, cheaper first among equals; None when nothing is worth doing."""
        worth = {c.initiative: self._worth(c) for c in self._open() if self._is_ready(c)}
        useful = [self.by_id[i] for i, value in worth.items() if value > EPSILON]
        return min(useful, key=lambda c: (-worth[c.initiative], c.cost, c.initiative), default=None)

    def _open(self) -> list[Candidate]:
        settled = self.placed.keys() | self.refused.keys() | self.idle
        return [c for c in self.instance.candidates if c.initiative not in settled and not c.done_at(self.levels)]

    def _is_ready(self, candidate: Candidate) -> bool:
        return candidate.fits(self.levels) and all(self._is_done(p) for p in candidate.prerequisites)

    def _is_done(self, initiative: InitiativeId) -> bool:
        return initiative in self.placed or (initiative in self.by_id and self.by_id[initiative].done_at(self.levels))

    def _worth(self, candidate: Candidate, links: int = LONGEST_CHAIN) -> float:
        """Priority closed by it, and half the worth of the best that waits for it, and so on along the chain."""
        if not links:
            return self._closed(candidate)
        waiting = [self._worth(other, links - 1) for other in self._open() if self._unlocks(candidate, other)]
        return self._closed(candidate) + WAITING_COUNTS * max(waiting, default=0.0)

    def _unlocks(self, candidate: Candidate, other: Candidate) -> bool:
        return candidate.initiative in other.prerequisites or any(
            mine.item == theirs.item
            and candidate is not other
            and mine.to_level >= theirs.from_level > max(mine.from_level, self.levels.get(mine.item, theirs.from_level))
            for mine in candidate.effects
            for theirs in other.effects
        )

    def _closed(self, candidate: Candidate) -> float:
        """Priority of the steps below target that the initiative makes."""
        closed = 0.0
        for effect in candidate.effects:
            target = self.instance.targets.get(effect.item, 0)
            steps = min(effect.to_level, target) - max(effect.from_level, self.levels.get(effect.item, target))
            closed += self.instance.priorities.get(effect.item, 0.0) * max(steps, 0)
        return closed

    # --- placing ---

    def place(self, candidate: Candidate) -> None:
        """Start an initiative in its first possible quarter, or note why there is none."""
        quarter = self._first_quarter(candidate)
        if isinstance(quarter, Reason):
            self.refused[candidate.initiative] = quarter
            return
        self.put(candidate, quarter)

    def follow(self, candidate: Candidate, planned: int) -> None:
        """Start an initiative as soon as possible from a quarter on, if at all."""
        quarter = self._first_quarter(candidate, planned) if self._is_ready(candidate) else None
        if isinstance(quarter, int):
            self.put(candidate, quarter)

    def put(self, candidate: Candidate, quarter: int) -> None:
        """Start an initiative in a quarter."""
        self._pay(payment(self.instance, candidate, quarter))
        if candidate.initiative in self.income:
            offer, share = self.income[candidate.initiative]
            self._pay({income_quarter(offer, candidate, quarter): -share})
        for running in range(quarter, quarter + candidate.quarters):
            self.people_left[running] -= candidate.staff_months / candidate.quarters
        self.placed[candidate.initiative] = (candidate, quarter)
        self.gains[candidate.initiative] = gains = tuple(
            (e.item, self.levels[e.item], e.to_level)
            for e in candidate.effects
            if e.item in self.levels and self.levels[e.item] < e.to_level
        )
        self.levels.update({item: after for item, _, after in gains})
        self._note_steps(candidate)

    def _pay(self, flow: Flow) -> None:
        for quarter, amount in flow.items():
            for later in range(quarter, self.instance.horizon):
                self.money_left[later] -= amount

    def _note_steps(self, candidate: Candidate) -> None:
        """Note who is the first to have made each step above today's level; a faster way reopens what was refused."""
        for effect in candidate.effects:
            today = self.instance.levels.get(effect.item, effect.to_level)
            for step in range(max(effect.from_level, today) + 1, effect.to_level + 1):
                first = self.reached_by.setdefault((effect.item, step), candidate.initiative)
                if self._end(candidate.initiative) < self._end(first):
                    self.reached_by[effect.item, step] = candidate.initiative
                    self.refused.clear()

    def _first_quarter(self, candidate: Candidate, not_before: int = 0) -> int | Reason:
        share = candidate.staff_months / candidate.quarters
        earliest = max((not_before, *(self._end(p) for p in self._waits_for(candidate))))
        starts = range(earliest, self.instance.horizon - candidate.quarters + 1)
        if not starts:
            return Reason.of("beyond_horizon", quarters=self.instance.horizon)
        affordable = [t for t in starts if self._can_pay(candidate, t)]
        if not affordable:
            return Reason.of("over_budget", cost=candidate.cost, left=int(min(self.money_left[starts[-1] :])))
        for t in affordable:
            if min(self.people_left[t : t + candidate.quarters]) >= share - EPSILON:
                return t
        return Reason.of("over_staff", months=candidate.staff_months)

    def _can_pay(self, candidate: Candidate, start: int) -> bool:
        owed = 0.0
        flow = payment(self.instance, candidate, start)
        for quarter in range(start, self.instance.horizon):
            owed += flow.get(quarter, 0.0)
            if owed > self.money_left[quarter] + EPSILON:
                return False
        return True

    def _end(self, initiative: InitiativeId) -> int:
        candidate, start = self.placed[initiative]
        return start + candidate.quarters

    def _waits_for(self, candidate: Candidate) -> tuple[InitiativeId, ...]:
        """Placed initiatives that come first: its prerequisites, and those that reach the levels it starts from."""
        first = {p for p in candidate.prerequisites if p in self.placed}
        done_otherwise = [self.by_id[p] for p in candidate.prerequisites if p not in self.placed]
        steps = [(e.item, e.from_level) for e in candidate.effects]
        steps += [(e.item, e.to_level) for other in done_otherwise for e in other.effects]
        first |= {self.reached_by[step] for step in steps if step in self.reached_by}
        return tuple(sorted(first))

    # --- reading the result ---

    def roadmap(self) -> Roadmap:
        """The plan as a value; money for what was dropped again is not counted."""
        counted = ((g, tuple(share for share in g.shares if share[0] in self.placed)) for g in self.grants)
        grants = tuple(replace(grant, shares=shares) for grant, shares in counted if shares)
        waits = {initiative: self._waits_for(candidate) for initiative, (candidate, _) in self.placed.items()}
        lost = {initiative: self._lost_without(initiative, waits) for initiative in self.placed}
        ordered = sorted(
            self.placed.values(), key=lambda entry: (entry[1], -lost[entry[0].initiative], entry[0].initiative)
        )
        instance = self.instance
        return Roadmap(
            scheduled=tuple(self._scheduled(c, start, waits) for c, start in ordered),
            left_out=self._left_out(),
            uncovered=self._uncovered(),
            opened=self._opened(),
            cost_by_year=self._cost_by_year(),
            staff_by_quarter=tuple(a - b for a, b in zip(instance.staff_months, self.people_left, strict=True)),
            levels_at_end=self.levels,
            cash_by_quarter=cash_by_quarter(instance, {i: start for i, (_, start) in self.placed.items()}, grants),
            grants=grants,
        )

    def _lost_without(self, initiative: InitiativeId, waits: Mapping[InitiativeId, tuple[InitiativeId, ...]]) -> float:
        """What the plan would be worth less without an initiative and everything that waits for it, rounded."""
        gone = {initiative}
        while more := {i for i, first in waits.items() if i not in gone and gone & set(first)}:
            gone |= more
        starts = {i: start for i, (_, start) in self.placed.items()}
        rest = {i: start for i, start in starts.items() if i not in gone}
        return round(plan_worth(self.instance, starts) - plan_worth(self.instance, rest), DECIMALS)

    def _scheduled(
        self, candidate: Candidate, start: int, waits: Mapping[InitiativeId, tuple[InitiativeId, ...]]
    ) -> ScheduledInitiative:
        gains = self.gains[candidate.initiative]
        unlocks = tuple(i for i, first in waits.items() if candidate.initiative in first)
        closes = tuple(item for item, before, _ in gains if before < self.instance.targets.get(item, before))
        reasons = [Reason.of("closes_gap", items=closes)] if closes else []
        if unlocks:
            reasons.append(Reason.of("unlocks", initiatives=unlocks))
        reasons.extend(self._decided(candidate, start))
        return ScheduledInitiative(
            initiative=candidate.initiative,
            start=start,
            quarters=candidate.quarters,
            phase=_phase(start, self.instance.horizon),
            cost=candidate.cost,
            staff_months=candidate.staff_months,
            gains=gains,
            waits_for=waits[candidate.initiative],
            unlocks=unlocks,
            reasons=tuple(reasons),
        )

    def _decided(self, candidate: Candidate, start: int) -> Iterator[Reason]:
        """What the adviser decided about an initiative."""
        if self.instance.pinned.get(candidate.initiative) == start:
            yield Reason.of("adviser_pinned")
        if candidate.initiative in self.instance.added:
            yield Reason.of("adviser_added")
        if candidate.usual_cost is not None:
            yield Reason.of("adviser_quoted", usual=candidate.usual_cost)

    def _left_out(self) -> tuple[LeftOut, ...]:
        """Initiatives that would close a gap, or lead to one that would, and were refused or never became ready."""
        refused = {i: reason for i, reason in self.refused.items() if self._is_missed(self.by_id[i])}
        waiting = {c.initiative: self._why_not_ready(c) for c in self._open() if self._closed(c) > EPSILON}
        removed = {i: Reason.of("adviser_removed") for i in self.instance.removed}
        return tuple(LeftOut(i, reason) for i, reason in sorted((refused | waiting | removed).items()))

    def _is_missed(self, candidate: Candidate) -> bool:
        return not candidate.done_at(self.levels) and self._worth(candidate) > EPSILON

    def _why_not_ready(self, candidate: Candidate) -> Reason:
        if candidate.initiative in self.refused_before:
            return self.refused_before[candidate.initiative]
        missing = tuple(p for p in candidate.prerequisites if not self._is_done(p))
        if missing:
            return Reason.of("prerequisite_not_planned", initiatives=missing)
        low = tuple(e.item for e in candidate.effects if self.levels.get(e.item, e.from_level) < e.from_level)
        return Reason.of("level_not_reached", items=low)

    def _uncovered(self) -> tuple[ItemId, ...]:
        """Items with a gap for whose next step there is no initiative at all."""
        offered = [e for c in self.instance.candidates for e in c.effects]
        levels = self.instance.levels
        return tuple(
            item
            for item in self.instance.targets
            if not any(e.item == item and e.from_level <= levels[item] < e.to_level for e in offered)
        )

    def _opened(self) -> tuple[OpenedUseCase, ...]:
        opened = []
        for opening in self.instance.openings:
            closed = [step for step in opening.needs if self.instance.levels.get(step[0], -1) < step[1]]
            if closed and all(step in self.reached_by for step in closed):
                quarter = max(self._end(self.reached_by[step]) for step in closed)
                opened.append(OpenedUseCase(opening.use_case, quarter))
        return tuple(sorted(opened, key=lambda o: (o.quarter, o.use_case)))

    def _cost_by_year(self) -> tuple[int, ...]:
        spent = [0] * len(self.instance.budget_a_year)
        for candidate, start in self.placed.values():
            spent[start // QUARTERS_A_YEAR] += candidate.cost
        return tuple(spent)


def _phase(start: int, horizon: int) -> int:
    return next(number for number, end in enumerate(PHASE_ENDS, 1) if start < end * horizon)
