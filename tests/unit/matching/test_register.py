"""Who counts as a qualified supplier: clause by clause, on a date, with the reason for every clause that fails."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assessment.catalogue import EntryState, OfferGrade, OfficialGrade, QualifiedRule
from assessment.matching.register import find_unmet_clauses, is_qualified
from assessment.terms import Reason
from tests.builders import supplier
from tests.builders_matching import ON, A, B, definition, entry, offer

WHOLE = definition(
    (QualifiedRule.APPROVED, None),
    (QualifiedRule.SHOWN_WITHIN_YEARS, 3),
    (QualifiedRule.CAPACITY_AT_LEAST, 2),
    (QualifiedRule.DECLARED_WITHIN_YEARS, 1),
    (QualifiedRule.OFFICIAL_RANK_AT_LEAST, 6),
)
SHOWN = offer(A, OfferGrade.REFERENCE, shown_by="4 plants", dated=date(2024, 5, 1))
GOOD = supplier("sup-good", offers=(SHOWN, offer(B)), capacity=2)


def test_a_supplier_that_meets_every_clause_is_qualified() -> None:
    assert is_qualified(GOOD, WHOLE, ON)
    assert find_unmet_clauses(GOOD, WHOLE, ON) == ()


@pytest.mark.parametrize(
    ("changes", "rule", "reason"),
    [
        (
            {"entry": entry(EntryState.SUSPENDED)},
            QualifiedRule.APPROVED,
            Reason.of("entry_suspended", why="because"),
        ),
        ({"entry": entry(EntryState.EXPIRED)}, QualifiedRule.APPROVED, Reason.of("entry_expired", why="because")),
        ({"offers": (offer(A), offer(B))}, QualifiedRule.SHOWN_WITHIN_YEARS, Reason.of("nothing_shown")),
        ({"offers": ()}, QualifiedRule.SHOWN_WITHIN_YEARS, Reason.of("nothing_shown")),
        (
            {"offers": (replace(SHOWN, dated=date(2021, 1, 5)), replace(SHOWN, dated=date(2023, 11, 21)))},
            QualifiedRule.SHOWN_WITHIN_YEARS,
            Reason.of("shown_too_long_ago", on="2023-11-21"),
        ),
        ({"capacity": 1}, QualifiedRule.CAPACITY_AT_LEAST, Reason.of("no_capacity")),
        ({"declared_on": None}, QualifiedRule.DECLARED_WITHIN_YEARS, Reason.of("interests_not_declared")),
        (
            {"declared_on": date(2025, 11, 21)},
            QualifiedRule.DECLARED_WITHIN_YEARS,
            Reason.of("declared_too_long_ago", on="2025-11-21"),
        ),
        (
            {"official_grade": OfficialGrade("2-", 5, date(2026, 1, 1))},
            QualifiedRule.OFFICIAL_RANK_AT_LEAST,
            Reason.of("official_grade_too_low", grade="2-"),
        ),
    ],
)
def test_a_clause_that_fails_is_named_with_its_reason(
    changes: dict[str, object], rule: QualifiedRule, reason: Reason
) -> None:
    short = replace(GOOD, **changes)  # type: ignore[arg-type]
    assert [(unmet.clause.rule, unmet.reason) for unmet in find_unmet_clauses(short, WHOLE, ON)] == [(rule, reason)]
    assert not is_qualified(short, WHOLE, ON)


def test_evidence_and_declaration_hold_up_to_the_same_day_of_the_year() -> None:
    old = replace(GOOD, offers=(replace(SHOWN, dated=date(2023, 11, 22)),), declared_on=date(2025, 11, 22))
    assert is_qualified(old, WHOLE, ON)


def test_a_leap_day_holds_until_the_last_of_february() -> None:
    rule = definition((QualifiedRule.DECLARED_WITHIN_YEARS, 1))
    declared = replace(GOOD, declared_on=date(2024, 2, 29))
    assert is_qualified(declared, rule, date(2025, 2, 28))
    assert not is_qualified(declared, rule, date(2025, 3, 1))


def test_who_has_no_official_grade_is_not_asked_for_one_and_a_good_one_passes() -> None:
    assert is_qualified(replace(GOOD, official_grade=OfficialGrade("2", 6, ON)), WHOLE, ON)
    assert GOOD.official_grade is None


def test_every_clause_that_fails_is_named_in_the_order_of_the_definition() -> None:
    bad = supplier("sup-bad", entry=entry(EntryState.PROPOSED), capacity=0, declared_on=None)
    assert [unmet.clause.rule for unmet in find_unmet_clauses(bad, WHOLE, ON)] == [
        QualifiedRule.APPROVED,
        QualifiedRule.SHOWN_WITHIN_YEARS,
        QualifiedRule.CAPACITY_AT_LEAST,
        QualifiedRule.DECLARED_WITHIN_YEARS,
    ]
