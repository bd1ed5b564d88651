"""Builders for suppliers, partners, tasks and the invented association."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from string import ascii_lowercase

import numpy as np

from assessment.catalogue import (
    Alliance,
    Capability,
    CapabilityId,
    Catalogue,
    EntryState,
    Industry,
    Offer,
    OfferGrade,
    QualifiedClause,
    QualifiedDefinition,
    QualifiedRule,
    Region,
    RegisterEntry,
)
from assessment.instrument.edition import AiExample, Condition, NotApplicableRule, Questionnaire
from assessment.matching.records import CollaborationTask, TaskMember, TaskRole, TaskStatus
from assessment.matching.values import Demand, Need, PoolMember
from services.demo import DemoCompany, invent_companies
from tests import builders as make

INDUSTRIES = ("10", "22", "25", "29", "30")


def demo_edition() -> Questionnaire:
    """An edition with two AI examples in which D3 may be not applicable for companies without own products."""
    rule = NotApplicableRule(Condition("equals", "own_products", 0), make.text("no own product"))
    return make.questionnaire(
        {"D3": make.item("D3", not_applicable=rule)},
        ai_examples=(
            AiExample("ai-vision", make.text("vision"), True, "uc-0"),
            AiExample("ai-writing", make.text("writing"), False, "uc-1"),
        ),
    )


def demo_catalogue(**changes: object) -> Catalogue:
    """Five divisions, two regions and six use cases."""
    use_cases = tuple(make.use_case(f"uc-{n}", {f"P{n % 5 + 1}": 2}, cell=f"cell-{n % 5 + 1}-D") for n in range(6))
    return make.catalogue(
        **{
            "industries": tuple(Industry(d, make.text(d), make.text("words")) for d in INDUSTRIES),
            "regions": (
                Region("41", make.text("Gyeonggi"), True, None, None),
                Region("48", make.text("Gyeongnam"), False, None, None),
            ),
            "use_cases": use_cases,
            "alliances": (demo_alliance(),),
            **changes,
        }
    )


def demo_alliance() -> Alliance:
    """Three industries, one of them far wider than the others, and a group that takes everybody."""
    return make.alliance(
        make.subcommittee("ind-metal", industries={"25": 1.0, "29": 1.0, "30": 0.5}),
        make.subcommittee("ind-plastic", industries={"22": 1.0}),
        make.subcommittee("ind-food", industries={"10": 1.0, "99": 1.0}),
        make.subcommittee("data"),
    )


@cache
def demo_companies(count: int = 300, seed: int = 7) -> tuple[DemoCompany, ...]:
    """Invented companies of the small world above."""
    return invent_companies(demo_edition(), demo_catalogue(), demo_alliance(), seed, count)


# --- one company, one supplier ---------------------------------------------------------------------------------------

ON = date(2026, 11, 22)
A, B, C = (CapabilityId(f"cap-{letter}") for letter in "abc")


def capability(capability_id: str) -> Capability:
    return Capability(CapabilityId(capability_id), make.text(capability_id), make.text("ask"), make.text("question"))


def need(capability: str, weight: float = 1.0, *wanted_by: str) -> Need:
    return Need(CapabilityId(capability), weight, wanted_by)


def demand(*needs: Need, **changes: object) -> Demand:
    """A plastics plant in Gyeongnam that can pay for anything."""
    made = Demand(needs or (need("cap-a"),), division="22", region="48", budget=100_000)
    return replace(made, **changes)  # type: ignore[arg-type]


def offer(capability: str, grade: OfferGrade = OfferGrade.CLAIMED, **changes: object) -> Offer:
    return replace(Offer(CapabilityId(capability), grade), **changes)  # type: ignore[arg-type]


def entry(state: EntryState, reason: str = "because") -> RegisterEntry:
    return RegisterEntry(state, date(2026, 6, 1), reason)


def definition(*clauses: tuple[QualifiedRule, int | None]) -> QualifiedDefinition:
    """A definition of a qualified supplier that stands since the beginning of 2026."""
    return QualifiedDefinition(
        id="qualified-test",
        name=make.text("qualified"),
        valid_from=date(2026, 1, 1),
        valid_to=None,
        source=make.text("source"),
        checked_on=ON,
        clauses=tuple(QualifiedClause(rule, limit, make.text(rule.value)) for rule, limit in clauses),
    )


# --- the pool and its tasks ------------------------------------------------------------------------------------------


def member(member_id: str, industry: str = "ind-a", **changes: object) -> PoolMember:
    """A company of the pool with nothing to give and nothing to ask for."""
    made = PoolMember(
        id=member_id,
        agreed_until=date(2027, 12, 31),
        division="22",
        industry=industry,
        workers=20,
        region="48",
        needs={},
        offers={},
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def task_member(member_id: str, industry: str = "ind-a", **changes: object) -> TaskMember:
    made = TaskMember(member_id, TaskRole.COMPANY, industry, 20)
    return replace(made, **changes)  # type: ignore[arg-type]


def small_supplier(supplier_id: str = "sup-small", workers: int = 5) -> TaskMember:
    return TaskMember(supplier_id, TaskRole.SUPPLIER, "suppliers", workers)


def task(task_id: str, *industries: str, **changes: object) -> CollaborationTask:
    """A task that was found, with one company of each industry."""
    made = CollaborationTask(
        id=task_id,
        cell="cell-2-D",
        use_case=None,
        capabilities=(),
        members=tuple(task_member(f"{task_id}-{n}", industry) for n, industry in enumerate(industries)),
        status=TaskStatus.FOUND,
        moved_on=ON,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def random_tasks(seed: int, count: int, industries: int = 6) -> tuple[CollaborationTask, ...]:
    """Tasks of one to three industries in some cells, with a small supplier in about half of them."""
    rng = np.random.default_rng(seed)
    names = [f"ind-{letter}" for letter in ascii_lowercase[:industries]]
    made = []
    for number in range(count):
        chosen = rng.choice(names, int(rng.integers(1, min(4, industries + 1))), replace=False)
        settled = bool(rng.random() < 0.5)
        one = task(
            f"task-{number:03d}",
            *(str(name) for name in chosen),
            cell=f"cell-{rng.integers(1, 6)}-{rng.choice(list('ABCDEFG'))}",
            capabilities=tuple(CapabilityId(f"cap-{c}") for c in sorted(set(rng.choice(list("abcdef"), 2)))),
            deliverable="model" if settled else "",
        )
        helper = (small_supplier(workers=int(rng.integers(2, 20))),) if rng.random() < 0.7 else ()
        made.append(replace(one, members=(*one.members, *helper)))
    return tuple(made)
