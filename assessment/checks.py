"""What can be wrong across rooms: a catalogue that does not fit its edition, wishes that name nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields

from assessment.catalogue import Catalogue, EntryState, Initiative, Offer, OfferGrade, Supplier, UseCase
from assessment.instrument.conditions import FIELDS
from assessment.instrument.edition import TOP_LEVEL, WHOLE, Condition, Questionnaire
from assessment.roadmap.values import Limits
from assessment.scoring.values import KPIS_AT_MOST, USES_AT_MOST
from assessment.terms import Problem
from assessment.values import Case

COVERED_UP_TO = 4
"""Every step up to this level needs an initiative."""
COST_SHARES_SUM = 100.5
MOST_MONEY, MOST_MONTHS, MOST_OF_ANYTHING = 10_000_000, 300, 1_000_000_000
SHORTEST, LONGEST = 4, 12
"""Quarters of a roadmap."""
PERCENTAGES = ("defect_rate", "late_deliveries")
NEEDS_A_REASON = (EntryState.SUSPENDED, EntryState.EXPIRED)


def find_catalogue_problems(questionnaire: Questionnaire, catalogue: Catalogue) -> list[Problem]:
    """Problems of meaning of a catalogue beside an edition."""
    return [
        *_repeated_ids(catalogue),
        *(
            p
            for initiative in catalogue.initiatives
            for p in _initiative_problems(initiative, questionnaire, catalogue)
        ),
        *(p for use_case in catalogue.use_cases for p in _use_case_problems(use_case, questionnaire, catalogue)),
        *_cycle_problems(catalogue),
        *_uncovered_steps(questionnaire, catalogue),
        *_alliance_problems(questionnaire, catalogue),
        *_unused_capabilities(catalogue),
        *(
            Problem.of("unknown_id", "concerns.yaml", ids=unknown)
            for concern in questionnaire.concerns
            if (unknown := _unknown(concern.kpis, (k.id for k in catalogue.kpis)))
        ),
    ]


def find_wish_problems(questionnaire: Questionnaire, catalogue: Catalogue, case: Case) -> list[Problem]:
    """Wishes, limits and decisions of the adviser that name something unknown, are too many, or are off their scale."""
    wishes, adjustments = case.wishes, case.adjustments
    items = [item.id for item in questionnaire.items]
    initiatives = [i.id for i in catalogue.initiatives]
    named = {
        "wishes.targets": _unknown(wishes.targets, items),
        "wishes.not_our_business": _unknown(wishes.not_our_business, items),
        "wishes.use_cases": _unknown(wishes.use_cases, (u.id for u in catalogue.use_cases)),
        "wishes.kpis": _unknown(wishes.kpis, (k.id for k in catalogue.kpis)),
        "limits.will_not_do": _unknown(case.limits.will_not_do if case.limits else (), initiatives),
        "adjustments.pinned": _unknown(adjustments.pinned, initiatives),
        "adjustments.added": _unknown(adjustments.added, initiatives),
        "adjustments.removed": _unknown(adjustments.removed, initiatives),
        "adjustments.quotations": _unknown(adjustments.quotations, initiatives),
    }
    problems = [Problem.of("unknown_id", where, ids=unknown) for where, unknown in named.items() if unknown]
    both = tuple(i for i in adjustments.removed if i in adjustments.pinned or i in adjustments.added)
    if both:
        problems.append(Problem.of("in_and_out", "adjustments.removed", ids=both))
    if len(wishes.kpis) > KPIS_AT_MOST:
        problems.append(Problem.of("too_many_kpis", "wishes.kpis", found=len(wishes.kpis)))
    if len(wishes.use_cases) > USES_AT_MOST:
        problems.append(Problem.of("too_many_uses", "wishes.use_cases", found=len(wishes.use_cases)))
    problems += _range_problems(case)
    if sum(wishes.cost_shares.values()) > COST_SHARES_SUM:
        problems.append(
            Problem.of("cost_shares_over_hundred", "wishes.cost_shares", found=round(sum(wishes.cost_shares.values())))
        )
    return problems


def _range_problems(case: Case) -> Iterator[Problem]:
    """Numbers that no company can mean; what is not a number at all is off every scale."""
    bounds: dict[str, tuple[float, float, float]] = {
        **{f"wishes.targets.{item}": (level, 0, TOP_LEVEL) for item, level in case.wishes.targets.items()},
        **{f"wishes.cost_shares.{kind}": (share, 0, WHOLE) for kind, share in case.wishes.cost_shares.items()},
        **{f"adjustments.quotations.{i}": (cost, 0, MOST_MONEY) for i, cost in case.adjustments.quotations.items()},
        **(_limit_bounds(case.limits) if case.limits else {}),
    }
    for where, (found, low, high) in bounds.items():
        if not low <= found <= high:
            yield Problem.of("out_of_range", where, found=float(found), low=float(low), high=float(high))


def _limit_bounds(limits: Limits) -> dict[str, tuple[float, float, float]]:
    numbers = {spec.name: getattr(limits.numbers, spec.name) for spec in fields(limits.numbers)}
    return {
        "limits.budget_a_year": (limits.budget_a_year, 0, MOST_MONEY),
        "limits.staff_months_a_quarter": (limits.staff_months_a_quarter, 0, MOST_MONTHS),
        "limits.horizon": (limits.horizon, SHORTEST, LONGEST),
        **{
            f"limits.numbers.{name}": (number, 0, WHOLE if name in PERCENTAGES else MOST_OF_ANYTHING)
            for name, number in numbers.items()
            if number is not None
        },
    }


def find_supplier_problems(catalogue: Catalogue, suppliers: Iterable[Supplier]) -> list[Problem]:
    """Suppliers that name something unknown or an id twice, call shown what they do not show, or contradict themselves."""
    suppliers = tuple(suppliers)
    return [
        *(
            Problem.of("repeated_id", "suppliers", id=supplier_id)
            for supplier_id, count in Counter(s.id for s in suppliers).items()
            if count > 1
        ),
        *(p for s in suppliers for p in _supplier_problems(s, catalogue)),
    ]


def _supplier_problems(supplier: Supplier, catalogue: Catalogue) -> Iterator[Problem]:
    where = f"suppliers/{supplier.id}"
    offered = [offer.capability for offer in supplier.offers]
    unknown = (
        *_unknown(offered, (c.id for c in catalogue.capabilities)),
        *_unknown(supplier.cells, (u.cell for u in catalogue.use_cases)),
        *_unknown(supplier.divisions, (i.division for i in catalogue.industries)),
        *_unknown(supplier.regions, (r.code for r in catalogue.regions)),
    )
    if unknown:
        yield Problem.of("unknown_id", where, ids=unknown)
    if twice := tuple(c for c, count in Counter(offered).items() if count > 1):
        yield Problem.of("repeated_entry", where, found=twice)
    if bare := tuple(o.capability for o in supplier.offers if _is_bare(o)):
        yield Problem.of("offer_without_evidence", where, capabilities=bare)
    if supplier.price_to < supplier.price_from:
        yield Problem.of("price_out_of_order", where)
    if supplier.works_only_there and not supplier.regions:
        yield Problem.of("works_nowhere", where)
    if supplier.entry.state in NEEDS_A_REASON and not supplier.entry.reason:
        yield Problem.of("state_without_reason", where, state=supplier.entry.state.value)


def _is_bare(offer: Offer) -> bool:
    return offer.grade is not OfferGrade.CLAIMED and not (offer.shown_by and offer.dated)


def _repeated_ids(catalogue: Catalogue) -> Iterator[Problem]:
    kinds = (catalogue.kpis, catalogue.capabilities, catalogue.initiatives, catalogue.use_cases, catalogue.alliances)
    for entry_id, count in Counter(entry.id for kind in kinds for entry in kind).items():
        if count > 1:
            yield Problem.of("repeated_id", "catalogue", id=entry_id)


def _initiative_problems(
    initiative: Initiative, questionnaire: Questionnaire, catalogue: Catalogue
) -> Iterator[Problem]:
    where = f"catalogue/initiatives/{initiative.id}.yaml"
    unknown = (
        *_unknown((e.item for e in initiative.effects), (item.id for item in questionnaire.items)),
        *_unknown(initiative.prerequisites, (i.id for i in catalogue.initiatives)),
        *_unknown(initiative.kpis, (k.id for k in catalogue.kpis)),
        *_unknown(initiative.capabilities, (c.id for c in catalogue.capabilities)),
    )
    if unknown:
        yield Problem.of("unknown_id", where, ids=unknown)
    for effect in initiative.effects:
        if effect.to_level <= effect.from_level:
            yield Problem.of("effect_does_not_climb", where, item=effect.item)
    if not initiative.cost.low <= initiative.cost.likely <= initiative.cost.high:
        yield Problem.of("cost_out_of_order", where)
    if initiative.when is not None:
        yield from _condition_problems(initiative.when, where)


def _use_case_problems(use_case: UseCase, questionnaire: Questionnaire, catalogue: Catalogue) -> Iterator[Problem]:
    where = f"catalogue/use_cases/{use_case.id}.yaml"
    subcommittees = {s.id for alliance in catalogue.alliances for s in alliance.subcommittees}
    unknown = (
        *_unknown((item for item, _ in use_case.needs), (item.id for item in questionnaire.items)),
        *_unknown(use_case.kpis, (k.id for k in catalogue.kpis)),
        *_unknown(use_case.capabilities, (c.id for c in catalogue.capabilities)),
        *_unknown(use_case.subcommittees, subcommittees),
    )
    if unknown:
        yield Problem.of("unknown_id", where, ids=unknown)
    if not use_case.cost.low <= use_case.cost.likely <= use_case.cost.high:
        yield Problem.of("cost_out_of_order", where)


def _condition_problems(condition: Condition, where: str) -> Iterator[Problem]:
    if condition.inner:
        for inner in condition.inner:
            yield from _condition_problems(inner, where)
    elif condition.field not in FIELDS:
        yield Problem.of("unknown_id", where, ids=(condition.field,))


def _cycle_problems(catalogue: Catalogue) -> Iterator[Problem]:
    """Initiatives that wait for each other in a circle."""
    waiting = {i.id: set(i.prerequisites) for i in catalogue.initiatives}
    while free := [i for i, first in waiting.items() if not first & waiting.keys()]:
        for initiative in free:
            del waiting[initiative]
    if waiting:
        yield Problem.of("prerequisites_in_a_circle", "catalogue/initiatives", ids=tuple(sorted(waiting)))


def _uncovered_steps(questionnaire: Questionnaire, catalogue: Catalogue) -> Iterator[Problem]:
    effects = [effect for initiative in catalogue.initiatives for effect in initiative.effects]
    for item in questionnaire.items:
        for level in range(COVERED_UP_TO):
            if not any(e.item == item.id and e.from_level <= level < e.to_level for e in effects):
                yield Problem.of("step_without_initiative", f"catalogue/initiatives/{item.id}", level=level)


def _alliance_problems(questionnaire: Questionnaire, catalogue: Catalogue) -> Iterator[Problem]:
    for alliance in catalogue.alliances:
        where = f"catalogue/alliances/{alliance.id}"
        for subcommittee in alliance.subcommittees:
            unknown = (
                *_unknown(subcommittee.industries, (i.division for i in catalogue.industries)),
                *_unknown(subcommittee.concerns, (c.id for c in questionnaire.concerns)),
                *_unknown(subcommittee.items, (item.id for item in questionnaire.items)),
            )
            if unknown:
                yield Problem.of("unknown_id", f"{where}/{subcommittee.id}", ids=unknown)


def _unused_capabilities(catalogue: Catalogue) -> Iterator[Problem]:
    wanted = {c for i in catalogue.initiatives for c in i.capabilities}
    wanted |= {c for u in catalogue.use_cases for c in u.capabilities}
    if unused := tuple(c.id for c in catalogue.capabilities if c.id not in wanted):
        yield Problem.of("capability_nobody_asks_for", "catalogue/capabilities", ids=unused)


def _unknown(found: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    wanted = set(known)
    return tuple(dict.fromkeys(str(entry) for entry in found if entry not in wanted))
