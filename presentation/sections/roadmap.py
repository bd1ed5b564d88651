"""The roadmap as people read it: a thread of quarters, three phases, and what was left out and why."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.catalogue import Basis, Initiative
from assessment.roadmap.values import Limits, OpenedUseCase, ScheduledInitiative
from presentation import numbers
from presentation.charts import Gantt, Thread, gantt, thread
from presentation.sections.adjusted import Adjusted, adjusted, adjustment_marks
from presentation.sections.benefit import benefit_lines
from presentation.sections.parts import Line, Reader

PHASES = (1, 2, 3)
OPENED_SHOWN = 8


@dataclass(frozen=True, slots=True)
class InitiativeCard:
    """One initiative with everything a person needs to start it."""

    number: int
    key: str
    name: str
    when: str
    summary: str
    facts: tuple[Line, ...]
    work: tuple[Line, ...]
    why: tuple[str, ...]
    marks: str


@dataclass(frozen=True, slots=True)
class Phase:
    """One of the three phases."""

    title: str
    cards: tuple[InitiativeCard, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class RoadmapPage:
    """The whole roadmap."""

    sentence: str
    gantt: Gantt
    phases: tuple[Phase, ...]
    limits: tuple[str, ...]
    left_out: tuple[Line, ...]
    uncovered: str
    opened: tuple[Line, ...]
    opened_more: str
    empty: str
    adjusted: Adjusted


SMALLEST_GAP = 0.0005
"""Below this the best plan is found, up to the way in which equal plans are told apart."""
ALMOST_AS_GOOD = 0.98
"""Where the simple order comes within 2 %, that is said (method 7)."""


def roadmap_page(reader: Reader) -> RoadmapPage:
    """The roadmap of one company."""
    roadmap = reader.diagnosis.roadmap
    cards = initiative_cards(reader)
    by_phase = {n: [c for c, s in zip(cards, roadmap.scheduled, strict=True) if s.phase == n] for n in PHASES}
    uncovered = reader.names.all_of(roadmap.uncovered)
    opened = most_relevant_first(reader)
    return RoadmapPage(
        sentence=roadmap_sentence(reader),
        gantt=gantt(_quarters(reader), _entries(reader), reader.say("roadmap.gantt")),
        phases=tuple(
            Phase(
                title=_phase_title(reader, n),
                cards=tuple(by_phase[n]),
                empty="" if by_phase[n] else reader.say("roadmap.phase_empty"),
            )
            for n in PHASES
        ),
        limits=_limits(reader),
        left_out=tuple(Line(reader.names.of(o.initiative), reader.names.reason(o.reason)) for o in roadmap.left_out),
        uncovered=reader.say("roadmap.uncovered", items=uncovered) if uncovered else "",
        opened=tuple(Line(reader.names.of(o.use_case), _quarter(reader, o.quarter)) for o in opened[:OPENED_SHOWN]),
        opened_more=reader.say("ai.more", count=len(opened) - OPENED_SHOWN) if len(opened) > OPENED_SHOWN else "",
        empty="" if roadmap.scheduled else nothing_planned(reader),
        adjusted=adjusted(reader),
    )


def quarter_thread(reader: Reader) -> Thread:
    """The roadmap on one line, for the owner's page."""
    entries = [(key, short, start) for key, short, start, _ in _entries(reader)]
    return thread(_quarters(reader), entries, reader.say("roadmap.thread"))


def initiative_cards(reader: Reader) -> tuple[InitiativeCard, ...]:
    """All initiatives of the plan in order."""
    return tuple(_card(reader, number, entry) for number, entry in enumerate(reader.diagnosis.roadmap.scheduled, 1))


def money_of(reader: Reader, initiative: Initiative) -> str:
    """The cost of an initiative: what was quoted, else a range with its basis."""
    quoted = reader.diagnosis.case.adjustments.quotations.get(initiative.id)
    if quoted is not None:
        return reader.say("money.quoted", money=numbers.money(quoted, reader.language))
    cost = initiative.cost
    if cost.high == 0:
        return reader.say("money.none")
    text = numbers.money_range(cost.low, cost.high, reader.language)
    return reader.say("money.estimate", money=text) if cost.basis is Basis.ESTIMATE else text


def when(reader: Reader, entry: ScheduledInitiative) -> str:
    """The quarters of an initiative: ``27년 1분기`` or ``26년 4분기–27년 1분기``."""
    first = _quarter(reader, entry.start)
    return first if entry.quarters == 1 else f"{first}–{_quarter(reader, entry.end - 1)}"


def climbs(reader: Reader, entry: ScheduledInitiative) -> str:
    """The steps that an initiative makes: ``품질 검사·예측 1→2``."""
    return ", ".join(
        reader.say("gain", item=reader.names.of(item), before=before, after=after)
        for item, before, after in entry.gains
    )


def _card(reader: Reader, number: int, entry: ScheduledInitiative) -> InitiativeCard:
    initiative = reader.diagnosis.catalogue.initiative(entry.initiative)
    language = reader.language
    facts = [
        reader.line("money", money_of(reader, initiative)),
        reader.line("people", numbers.months(entry.staff_months, language)),
        reader.line("climbs", climbs(reader, entry)),
        *benefit_lines(reader, entry.initiative),
    ]
    if initiative.kpis:
        facts.append(reader.line("kpis", reader.names.all_of(initiative.kpis)))
    if entry.waits_for:
        facts.append(reader.line("waits_for", reader.names.all_of(entry.waits_for)))
    first_hour = reader.say(
        "first_hour", do=initiative.first_hour.do.in_(language), who=initiative.first_hour.who.in_(language)
    )
    return InitiativeCard(
        number=number,
        key=reader.group_of(initiative.effects[0].item).value,
        name=initiative.name.in_(language),
        when=when(reader, entry),
        summary=initiative.summary.in_(language),
        facts=tuple(facts),
        work=(
            reader.line("deliverable", initiative.deliverable.in_(language)),
            reader.line("acceptance", initiative.acceptance.in_(language)),
            reader.line("cost_basis", initiative.cost.because.in_(language)),
            reader.line("first_hour", first_hour),
        ),
        why=reader.names.reasons(entry.reasons),
        marks=adjustment_marks(reader, entry.initiative),
    )


def most_relevant_first(reader: Reader) -> list[OpenedUseCase]:
    """The use cases that the plan opens: wanted ones, then those that move the indicators of the company's problems."""
    opened = {entry.use_case: entry for entry in reader.diagnosis.roadmap.opened}
    return [opened[o.use_case] for o in reader.diagnosis.instance.openings if o.use_case in opened]


def roadmap_sentence(reader: Reader) -> str:
    """What the whole plan takes: time, count, money, people."""
    roadmap = reader.diagnosis.roadmap
    if not roadmap.scheduled:
        return nothing_planned(reader)
    return reader.say(
        "roadmap.sentence",
        quarters=reader.diagnosis.instance.horizon,
        count=len(roadmap.scheduled),
        money=numbers.money(sum(roadmap.cost_by_year), reader.language),
        months=numbers.months(sum(roadmap.staff_by_quarter), reader.language),
    )


def nothing_planned(reader: Reader) -> str:
    """Why a plan is empty: the limits hold everything back, or there is nothing to plan."""
    return reader.say("roadmap.nothing_fits" if reader.diagnosis.roadmap.left_out else "roadmap.empty")


def _limits(reader: Reader) -> tuple[str, ...]:
    limits = reader.diagnosis.case.limits
    if limits is None:
        return ()
    return (
        _limit_text(reader, limits),
        reader.say("limits.prices"),
        reader.say("limits.support"),
        *_proof(reader),
    )


def _proof(reader: Reader) -> tuple[str, ...]:
    """Whether this is the best plan there is, and what the simple order by priority would bring instead."""
    proof = reader.diagnosis.roadmap.proof
    if proof is None or not reader.diagnosis.roadmap.scheduled:
        return ()
    sure = (
        reader.say("roadmap.proven")
        if proof.gap < SMALLEST_GAP
        else reader.say("roadmap.gap", percent=numbers.percent(proof.gap))
    )
    if proof.greedy_share > ALMOST_AS_GOOD:
        return (sure, reader.say("roadmap.simple_as_good"))
    return (sure, reader.say("roadmap.simple_worse", percent=numbers.percent(proof.greedy_share)))


def _limit_text(reader: Reader, limits: Limits) -> str:
    return reader.say(
        "limits.assumed" if limits.assumed else "limits.given",
        money=numbers.money(limits.budget_a_year, reader.language),
        months=numbers.months(limits.staff_months_a_quarter, reader.language),
    )


def _phase_title(reader: Reader, number: int) -> str:
    scheduled = reader.diagnosis.roadmap.phase(number)
    if not scheduled:
        return reader.say("roadmap.phase", number=number)
    first, last = scheduled[0].start, max(s.end - 1 for s in scheduled)
    return reader.say("roadmap.phase_when", number=number, first=_quarter(reader, first), last=_quarter(reader, last))


def _quarter(reader: Reader, offset: int) -> str:
    return numbers.quarter(reader.diagnosis.instance.start, offset, reader.language)


def _quarters(reader: Reader) -> list[str]:
    instance = reader.diagnosis.instance
    return [numbers.short_quarter(instance.start, n, reader.language) for n in range(instance.horizon)]


def _entries(reader: Reader) -> list[tuple[str, str, int, int]]:
    """Key, short name, start and end of every initiative."""
    entries = []
    for scheduled in reader.diagnosis.roadmap.scheduled:
        initiative = reader.diagnosis.catalogue.initiative(scheduled.initiative)
        key = reader.group_of(initiative.effects[0].item).value
        entries.append((key, initiative.short_name.in_(reader.language), scheduled.start, scheduled.end))
    return entries
