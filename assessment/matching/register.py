"""Which suppliers count as qualified, clause by clause, on a date; by a definition that the association keeps as data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from assessment.catalogue import (
    EntryState,
    OfferGrade,
    QualifiedClause,
    QualifiedDefinition,
    QualifiedRule,
    Supplier,
)
from assessment.matching.values import UnmetClause
from assessment.terms import Reason


def is_qualified(supplier: Supplier, definition: QualifiedDefinition, on: date) -> bool:
    """Whether a supplier meets every clause of a definition on a date."""
    return not find_unmet_clauses(supplier, definition, on)


def find_unmet_clauses(supplier: Supplier, definition: QualifiedDefinition, on: date) -> tuple[UnmetClause, ...]:
    """The clauses that a supplier does not meet on a date, in the order of the definition, each with its reason.

    The definition is `catalogue/qualified_supplier.yaml`; which one stands on a date says `Catalogue.qualified_on`.
    """
    found = ((clause, RULES[clause.rule](supplier, clause, on)) for clause in definition.clauses)
    return tuple(UnmetClause(clause, reason) for clause, reason in found if reason is not None)


def _approved(supplier: Supplier, _: QualifiedClause, __: date) -> Reason | None:
    return None if supplier.entry.state is EntryState.APPROVED else entry_reason(supplier)


def entry_reason(supplier: Supplier) -> Reason:
    """Why an entry that is not approved does not count, in the association's words."""
    return Reason.of(f"entry_{supplier.entry.state.value}", why=supplier.entry.reason)


def _shown(supplier: Supplier, clause: QualifiedClause, on: date) -> Reason | None:
    days = [offer.dated for offer in supplier.offers if offer.grade is not OfferGrade.CLAIMED and offer.dated]
    if any(_is_within(day, clause.limit, on) for day in days):
        return None
    return Reason.of("shown_too_long_ago", on=max(days).isoformat()) if days else Reason.of("nothing_shown")


def _capacity(supplier: Supplier, clause: QualifiedClause, _: date) -> Reason | None:
    return None if supplier.capacity >= (clause.limit or 1) else Reason.of("no_capacity")


def _declared(supplier: Supplier, clause: QualifiedClause, on: date) -> Reason | None:
    if supplier.declared_on is None:
        return Reason.of("interests_not_declared")
    if _is_within(supplier.declared_on, clause.limit, on):
        return None
    return Reason.of("declared_too_long_ago", on=supplier.declared_on.isoformat())


def _official(supplier: Supplier, clause: QualifiedClause, _: date) -> Reason | None:
    grade = supplier.official_grade
    if grade is None or grade.rank >= (clause.limit or 0):
        return None
    return Reason.of("official_grade_too_low", grade=grade.text)


RULES: Mapping[QualifiedRule, Callable[[Supplier, QualifiedClause, date], Reason | None]] = {
    QualifiedRule.APPROVED: _approved,
    QualifiedRule.SHOWN_WITHIN_YEARS: _shown,
    QualifiedRule.CAPACITY_AT_LEAST: _capacity,
    QualifiedRule.DECLARED_WITHIN_YEARS: _declared,
    QualifiedRule.OFFICIAL_RANK_AT_LEAST: _official,
}


def _is_within(day: date, years: int | None, on: date) -> bool:
    """Whether a day lies in the last so many years before a date; the same day of the year still does."""
    return (day.year + (years or 0), day.month, day.day) >= (on.year, on.month, on.day)
