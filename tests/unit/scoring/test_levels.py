"""The four levels of an item: claimed, supported, confirmed, effective (method 3)."""

from __future__ import annotations

import pytest

from assessment.instrument.edition import EvidenceClass, FactId
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
