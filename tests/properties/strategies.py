"""What the properties are tried on: sheets, event logs, planning problems, whole companies."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from assessment.catalogue import Catalogue, InitiativeId, KpiId, UseCaseId
from assessment.instrument.edition import EvidenceClass, FactId, ItemId, Questionnaire
from assessment.instrument.values import AnswerEvent, AnswerSheet, EventLog, Mode, OwnProducts, Profile, Role
from assessment.roadmap.values import Candidate, Limits, Opening, PlanningInstance
from assessment.scoring.values import COST_SHARES, Wishes
from assessment.terms import Absence
from assessment.values import Case
from tests.builders import ALL_IDS, NOON, answer, candidate, event, limits, log, profile, sheet

ABSENCES = (Absence.NOT_APPLICABLE, Absence.DONT_KNOW)
levels = st.integers(0, 5)
values = st.one_of(levels, levels, levels, st.sampled_from(ABSENCES))
answered = st.dictionaries(st.sampled_from(ALL_IDS), values)
mostly_answered = st.fixed_dictionaries({}, optional=dict.fromkeys(ALL_IDS, values))
seeds = st.integers(0, 2**63 - 1)


@st.composite
def sheets(draw: st.DrawFn) -> AnswerSheet:
    """A sheet on which some items were rated by the company and some by a consultant, on any evidence."""
    given = draw(mostly_answered)
    visited = draw(st.sets(st.sampled_from(ALL_IDS)))
    evidence = draw(st.sampled_from(EvidenceClass))
    answers = tuple(
        answer(i, v, role=Role.CONSULTANT, evidence=evidence) if i in visited else answer(i, v, reason="r")
        for i, v in given.items()
    )
    return sheet(mode=Mode.VISIT if visited else Mode.SELF, answers=answers, ratings=answers)


@st.composite
def logs(draw: st.DrawFn) -> EventLog:
    """Events of several roles and authors on few targets; a device never gives one sequence number twice."""
    drawn = draw(
        st.lists(
            st.tuples(
                st.sampled_from(["P1", "P2", "P1.3.a"]),
                st.one_of(values, st.integers(0, 100)),
                st.sampled_from(Role),
                st.sampled_from(["ann", "bo", "chi"]),
                st.sampled_from(["phone", "desk"]),
                st.integers(0, 2),
                st.integers(0, 3),
            ),
            max_size=14,
        )
    )
    return log(*(_event(n, *fields) for n, fields in enumerate(drawn)))


def _event(
    sequence: int, target: str, value: int | Absence, role: Role, author: str, device: str, base: int, hours: int
) -> AnswerEvent:
    if "." not in target and isinstance(value, int):
        value = min(value, 5)
    at = NOON + timedelta(hours=hours)
    return event(
        target, value, role=role, author=author, device=device, base_version=base, at=at, sequence=sequence, note=author
    )


# --- planning problems ---

PLANNED = tuple(map(ItemId, ("P1", "P2", "P3", "E1")))


@st.composite
def planning_instances(draw: st.DrawFn) -> PlanningInstance:
    """Small problems that are hard in every way: jumps, circles, unknown prerequisites, unrated items, tight limits."""
    rated = draw(st.dictionaries(st.sampled_from(PLANNED), st.integers(0, 3), min_size=1))
    aims = draw(st.dictionaries(st.sampled_from(sorted(rated)), st.integers(1, 3), min_size=1))
    weights = {item: draw(st.integers(1, 9)) for item in aims}
    count = draw(st.integers(1, 8))
    horizon = draw(st.sampled_from([1, 2, 4, 5, 8, 8]))
    return PlanningInstance(
        start=date(2026, 11, 22),
        horizon=horizon,
        budget_a_year=tuple(draw(st.sampled_from([0, 300, 1000, 2000])) for _ in range(-(-horizon // 4))),
        staff_months=tuple(draw(st.sampled_from([0.5, 2.0, 3.0])) for _ in range(horizon)),
        levels=rated,
        targets={item: min(5, rated[item] + steps) for item, steps in aims.items()},
        priorities={item: weight / sum(weights.values()) for item, weight in weights.items()},
        candidates=tuple(draw(_candidates(n, count, rated)) for n in range(count)),
        openings=draw(_openings()),
        discount=0.98,
        wanted_factor=3.0,
    )


@st.composite
def _candidates(draw: st.DrawFn, number: int, count: int, rated: dict[ItemId, int]) -> Candidate:
    items = draw(st.lists(st.sampled_from(PLANNED), min_size=1, max_size=2, unique=True))
    effects = []
    for item in items:
        start = max(0, min(4, rated.get(item, 1) + draw(st.sampled_from([0, 0, 0, -1, 1, 2]))))
        effects.append((item, start, min(5, start + draw(st.sampled_from([1, 1, 2])))))
    others = [InitiativeId(f"ini-{n}") for n in range(count + 1) if n != number]
    first = draw(st.lists(st.sampled_from(others), max_size=2, unique=True)) if draw(st.booleans()) else []
    return candidate(
        f"ini-{number}",
        *effects,
        prerequisites=tuple(first),
        cost=draw(st.sampled_from([0, 100, 300, 700])),
        staff_months=draw(st.sampled_from([0.5, 1.0, 3.0])),
        quarters=draw(st.integers(1, 3)),
    )


@st.composite
def _openings(draw: st.DrawFn) -> tuple[Opening, ...]:
    needs = st.dictionaries(st.sampled_from(PLANNED), st.integers(0, 4), min_size=1)
    return tuple(Opening(UseCaseId(f"uc-{n}"), tuple(draw(needs).items()), wanted=False) for n in range(2))


# --- whole companies on the real content ---


@st.composite
def cases(draw: st.DrawFn, questionnaire: Questionnaire, catalogue: Catalogue) -> Case:
    """Any company on the real edition and the real catalogue, from an empty sheet to a leader."""
    base = draw(st.integers(0, 3))
    ids = [item.id for item in questionnaire.items]
    given = {i: max(0, min(5, base + draw(st.integers(-1, 2)))) for i in ids if draw(st.integers(0, 9))}
    drawn = sheet(
        {**given},
        content_hash=questionnaire.content_hash,
        office_rules={rule.id: draw(st.booleans()) for rule in questionnaire.gates.office},
    )
    return Case(drawn, draw(_companies(questionnaire, catalogue)), draw(_limits(catalogue)), draw(_wishes(catalogue)))


@st.composite
def _companies(draw: st.DrawFn, questionnaire: Questionnaire, catalogue: Catalogue) -> Profile:
    concerns = st.lists(st.sampled_from([c.id for c in questionnaire.concerns]), max_size=3, unique=True)
    return profile(
        division=draw(st.sampled_from([i.division for i in catalogue.industries])),
        workers=draw(st.sampled_from([3, 12, 19, 20, 60, 400])),
        own_products=draw(st.sampled_from(OwnProducts)),
        concerns=tuple(draw(concerns)),
    )


def _limits(catalogue: Catalogue) -> st.SearchStrategy[Limits | None]:
    refused = st.lists(st.sampled_from([i.id for i in catalogue.initiatives]), max_size=5, unique=True)
    return st.none() | st.builds(
        lambda budget, staff, horizon, out: limits(
            budget_a_year=budget, staff_months_a_quarter=staff, horizon=horizon, will_not_do=tuple(out)
        ),
        st.sampled_from([0, 300, 1000, 5000]),
        st.sampled_from([0.3, 1.0, 2.0]),
        st.sampled_from([2, 4, 8, 12]),
        refused,
    )


def _wishes(catalogue: Catalogue) -> st.SearchStrategy[Wishes]:
    use_cases: list[UseCaseId] = [u.id for u in catalogue.use_cases]
    kpis: list[KpiId] = [k.id for k in catalogue.kpis]
    return st.builds(
        Wishes,
        targets=st.dictionaries(st.sampled_from(ALL_IDS), st.integers(1, 5), max_size=3),
        use_cases=st.lists(st.sampled_from(use_cases), max_size=2, unique=True).map(tuple),
        kpis=st.lists(st.sampled_from(kpis), max_size=3, unique=True).map(tuple),
        not_our_business=st.lists(st.sampled_from(ALL_IDS), max_size=3, unique=True).map(tuple),
        cost_shares=st.dictionaries(st.sampled_from(COST_SHARES), st.sampled_from([10.0, 40.0]), max_size=2),
    )


def facts_of(item_id: str) -> st.SearchStrategy[dict[FactId, int]]:
    """Answers to two yes/no facts for each of the five levels of an item; some are not answered."""
    ids = [FactId(f"{item_id}.{level}.{letter}") for level in range(1, 6) for letter in "ab"]
    return st.dictionaries(st.sampled_from(ids), st.sampled_from([0, 100]))
