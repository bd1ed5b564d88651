"""The four levels of an item: claimed, supported, confirmed, effective (method 3)."""

from __future__ import annotations

import pytest

from assessment.instrument.edition import EvidenceClass, Fact, FactId
from assessment.instrument.facts import supported_level
from assessment.instrument.values import Role
from assessment.scoring.levels import settle_levels
from assessment.scoring.values import ItemLevels
from assessment.terms import Absence
from tests.builders import answer, fact, item, sheet
from tests.builders import questionnaire as edition

LADDER = tuple(fact(f"P1.{level}.a") for level in range(1, 6))
"""One yes/no fact for every level."""
YES, NO = 100, 0


def _facts(**values: int) -> dict[FactId, int]:
    """`l3=100` answers the fact of level 3."""
    return {FactId(f"P1.{name[1:]}.a"): value for name, value in values.items()}


def _settled(value: int | Absence | None, evidence: EvidenceClass, facts: dict[FactId, int]) -> ItemLevels:
    given = () if value is None else (answer("P1", value, evidence=evidence),)
    levels = settle_levels(edition({"P1": item("P1", facts=LADDER)}), sheet(answers=given, ratings=given, facts=facts))
    return levels[0]


# --- supported ---


@pytest.mark.parametrize(
    ("claimed", "answered", "supported"),
    [
        (3, _facts(l3=YES, l4=NO), 3),
        (3, _facts(l3=YES), 3),
        (3, _facts(l3=YES, l4=YES), 4),
        (3, _facts(l3=NO, l4=NO, l2=YES), 2),
        (3, _facts(l3=NO, l2=NO, l1=YES), 1),
        (3, _facts(l3=NO, l2=NO, l1=NO), 0),
        (3, _facts(l1=NO, l3=YES, l4=YES), 0),
        (3, _facts(l2=NO, l1=YES, l3=YES), 1),
        (0, _facts(l1=NO), 0),
        (0, _facts(l1=YES), 1),
        (5, _facts(l5=YES), 5),
        (5, _facts(l5=NO, l4=YES), 4),
        (4, _facts(l5=YES), 5),
    ],
)
def test_the_facts_of_the_level_and_of_the_next_one_settle_what_is_supported(
    claimed: int, answered: dict[FactId, int], supported: int
) -> None:
    assert supported_level(LADDER, claimed, answered) == supported


def test_where_no_fact_was_answered_nothing_is_supported_and_that_is_not_nought() -> None:
    assert supported_level(LADDER, 3, {}) is Absence.NOT_ASKED
    assert supported_level((), 3, _facts(l3=YES)) is Absence.NOT_ASKED


def test_levels_below_a_holding_one_count_as_held_unless_answered_no() -> None:
    assert supported_level(LADDER, 3, _facts(l3=YES)) == 3
    assert supported_level(LADDER, 3, _facts(l3=YES, l1=NO)) == 0


def test_a_level_without_facts_cannot_be_shown_but_does_not_stand_in_the_way() -> None:
    with_a_hole = (fact("P1.1.a"), fact("P1.3.a"))
    assert supported_level(with_a_hole, 3, _facts(l1=YES, l3=YES)) == 3
    assert supported_level(with_a_hole, 2, _facts(l1=YES, l3=NO)) == 1


def test_facts_two_levels_above_the_claim_are_not_asked() -> None:
    assert supported_level(LADDER, 2, _facts(l2=YES, l3=YES, l4=YES, l5=YES)) == 3


@pytest.mark.parametrize(("percent", "supported"), [(80, 3), (79, 0), (100, 3), (0, 0)])
def test_a_coverage_fact_holds_at_eighty_percent(percent: int, supported: int) -> None:
    assert supported_level((fact("P1.3.a", threshold=80),), 3, _facts(l3=percent)) == supported


@pytest.mark.parametrize(("percent", "supported"), [(100, 3), (99, 0)])
def test_a_yes_or_no_fact_holds_only_at_yes(percent: int, supported: int) -> None:
    assert supported_level((fact("P1.3.a"),), 3, _facts(l3=percent)) == supported


@pytest.mark.parametrize(
    ("count", "held", "holds"),
    # Under five facts all of them, from five on 80 %: 4 of 5, 5 of 6 (4.8), 8 of 10.
    [
        (1, 0, False),
        (4, 3, False),
        (4, 4, True),
        (5, 3, False),
        (5, 4, True),
        (6, 4, False),
        (6, 5, True),
        (10, 8, True),
    ],
)
def test_a_level_of_five_facts_or_more_holds_at_eighty_percent_of_them(count: int, held: int, holds: bool) -> None:
    facts: tuple[Fact, ...] = tuple(fact(f"P1.2.{chr(97 + n)}") for n in range(count))
    answered = {f.id: YES if n < held else NO for n, f in enumerate(facts)}
    assert supported_level(facts, 2, answered) == (2 if holds else 0)


def test_an_unanswered_fact_of_the_level_itself_does_not_hold() -> None:
    two = (fact("P1.2.a"), fact("P1.2.b"))
    assert supported_level(two, 2, {FactId("P1.2.a"): YES}) == 0


# --- confirmed and effective ---


@pytest.mark.parametrize(
    ("evidence", "confirmed"),
    [
        (EvidenceClass.CLAIMED, [Absence.NOT_CONFIRMED] * 6),
        (EvidenceClass.DOCUMENTED, [0, 1, 2, 3, 3, 3]),
        (EvidenceClass.SEEN, [0, 1, 2, 3, 4, 4]),
        (EvidenceClass.MEASURED, [0, 1, 2, 3, 4, 5]),
    ],
)
def test_evidence_confirms_only_as_much_as_its_class_can_carry(
    evidence: EvidenceClass, confirmed: list[int | Absence]
) -> None:
    assert [_settled(level, evidence, {}).confirmed for level in range(6)] == confirmed


@pytest.mark.parametrize(
    ("claimed", "facts", "evidence", "confirmed"),
    [
        (3, _facts(l3=NO, l2=YES), EvidenceClass.MEASURED, 2),
        (3, _facts(l3=YES, l4=YES), EvidenceClass.MEASURED, 3),
        (5, _facts(l5=YES), EvidenceClass.DOCUMENTED, 3),
        (3, _facts(l3=YES), EvidenceClass.CLAIMED, Absence.NOT_CONFIRMED),
    ],
)
def test_confirmed_is_the_lowest_of_claimed_supported_and_carried(
    claimed: int, facts: dict[FactId, int], evidence: EvidenceClass, confirmed: int | Absence
) -> None:
    assert _settled(claimed, evidence, facts).confirmed == confirmed


def test_effective_is_the_supported_level_where_there_is_one_else_the_claim() -> None:
    assert _settled(3, EvidenceClass.CLAIMED, {}).effective == 3
    assert _settled(3, EvidenceClass.CLAIMED, _facts(l3=NO, l2=YES)).effective == 2
    assert _settled(3, EvidenceClass.CLAIMED, _facts(l3=YES, l4=YES)).effective == 4


@pytest.mark.parametrize(
    ("value", "claimed"),
    [
        (Absence.NOT_APPLICABLE, Absence.NOT_APPLICABLE),
        (Absence.DONT_KNOW, Absence.DONT_KNOW),
        (None, Absence.NOT_ANSWERED),
    ],
)
def test_an_absence_is_never_a_number_on_any_of_the_four(value: Absence | None, claimed: Absence) -> None:
    found = _settled(value, EvidenceClass.MEASURED, _facts(l3=YES))
    assert (found.claimed, found.effective) == (claimed, claimed)
    assert (found.supported, found.confirmed) == (Absence.NOT_ASKED, Absence.NOT_ASKED)


def test_levels_stand_in_the_order_of_the_edition() -> None:
    found = settle_levels(edition(), sheet({"E4": 1, "P1": 2}))
    assert [levels.item for levels in found] == list(edition().items)
    assert (found[0].effective, found[-1].effective) == (2, 1)


def test_the_error_belongs_to_the_evidence_and_the_rating_to_its_role() -> None:
    found = _settled(2, EvidenceClass.DOCUMENTED, {})
    assert (found.error_sd, found.rated_by) == (0.6, Role.MANAGER)
    assert _settled(None, EvidenceClass.CLAIMED, {}).rated_by is None


def test_the_spread_is_the_distance_between_the_roles_that_gave_a_level() -> None:
    ratings = (
        answer("P1", 4),
        answer("P1", 1, role=Role.CONSULTANT),
        answer("P1", Absence.DONT_KNOW, role=Role.COLLEAGUE),
        answer("P2", 5),
    )
    found = settle_levels(edition(), sheet(answers=(ratings[1],), ratings=ratings))
    assert [levels.spread for levels in found[:3]] == [3, 0, 0]
