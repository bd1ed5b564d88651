"""Facts of the full scan: which are asked next, and which level they carry (method 3)."""

from __future__ import annotations

import pytest

from assessment.instrument.edition import Fact, FactId
from assessment.instrument.facts import facts_to_ask, supported_level
from assessment.terms import Absence
from tests.builders import fact

LADDER = tuple(fact(f"P1.{level}.a") for level in range(1, 6))
"""One yes/no fact for every level."""
PAIRS = tuple(fact(f"P1.{level}.{letter}") for level in range(1, 6) for letter in "ab")
"""Two for every level."""
YES, NO, DK = 100, 0, Absence.DONT_KNOW


def _facts(**values: int | Absence) -> dict[FactId, int | Absence]:
    """`l3=100` answers the fact of level 3."""
    return {FactId(f"P1.{name[1:]}.a"): value for name, value in values.items()}


def _asked(claimed: int, answered: dict[FactId, int | Absence], facts: tuple[Fact, ...] = LADDER) -> list[int]:
    """The levels whose facts are asked, in the order of asking."""
    return [found.level for found in facts_to_ask(facts, claimed, answered)]


# --- asked ---


@pytest.mark.parametrize(
    ("claimed", "levels"),
    # Of a claimed 0 only the next level has facts; above 5 there is none.
    [(0, [1]), (1, [1, 2]), (2, [2, 3]), (3, [3, 4]), (4, [4, 5]), (5, [5])],
)
def test_at_first_the_facts_of_the_level_and_of_the_next_one_are_asked(claimed: int, levels: list[int]) -> None:
    assert _asked(claimed, {}) == levels


@pytest.mark.parametrize(
    ("claimed", "answered", "levels"),
    [
        (3, _facts(l3=YES), [3, 4]),
        (3, _facts(l3=NO), [2, 3, 4]),
        (3, _facts(l3=DK), [2, 3, 4]),
        (3, _facts(l3=NO, l2=YES), [2, 3, 4]),
        (3, _facts(l3=NO, l2=NO), [1, 2, 3, 4]),
        (3, _facts(l3=NO, l2=NO, l1=NO), [1, 2, 3, 4]),
        (3, _facts(l4=NO), [3, 4]),
        (3, _facts(l3=NO, l4=YES), [2, 3, 4]),
        (1, _facts(l1=NO), [1, 2]),
        (0, _facts(l1=NO), [1]),
        (0, _facts(l1=YES), [1]),
        (5, _facts(l5=NO), [4, 5]),
        (5, _facts(l5=NO, l4=NO, l3=NO, l2=NO), [1, 2, 3, 4, 5]),
    ],
)
def test_the_levels_below_are_asked_one_after_the_other_until_one_holds(
    claimed: int, answered: dict[FactId, int | Absence], levels: list[int]
) -> None:
    assert _asked(claimed, answered) == levels


def test_below_is_asked_only_once_every_fact_of_the_level_is_answered() -> None:
    half = {FactId("P1.3.a"): NO}
    assert _asked(3, half, PAIRS) == [3, 3, 4, 4]
    assert _asked(3, half | {FactId("P1.3.b"): YES}, PAIRS) == [2, 2, 3, 3, 4, 4]


def test_a_coverage_short_of_its_threshold_leads_below() -> None:
    ladder = (fact("P1.2.a"), fact("P1.3.a", threshold=80), fact("P1.4.a"))
    assert _asked(3, _facts(l3=80), ladder) == [3, 4]
    assert _asked(3, _facts(l3=79), ladder) == [2, 3, 4]


def test_answered_facts_stay_among_those_that_are_asked() -> None:
    assert facts_to_ask(LADDER, 3, _facts(l3=YES, l4=NO)) == (LADDER[2], LADDER[3])


def test_an_answer_from_an_earlier_claim_asks_nothing_by_itself() -> None:
    assert _asked(4, _facts(l1=YES, l2=NO)) == [4, 5]


def test_facts_stand_lowest_level_first_and_by_id_whatever_their_order_in_the_edition() -> None:
    ids = [str(found.id) for found in facts_to_ask(PAIRS[::-1], 2, {})]
    assert ids == ["P1.2.a", "P1.2.b", "P1.3.a", "P1.3.b"]


def test_a_level_without_facts_is_passed_over_on_the_way_down() -> None:
    assert _asked(3, {}, (fact("P1.1.a"), fact("P1.4.a"))) == [1, 4]


def test_an_item_without_facts_asks_none() -> None:
    assert facts_to_ask((), 3, {}) == ()


def test_what_is_asked_ends_and_settles_the_level_however_it_is_answered() -> None:
    for claimed in range(6):
        for answer in (YES, NO, DK):
            answered: dict[FactId, int | Absence] = {}
            while still_open := [f.id for f in facts_to_ask(PAIRS, claimed, answered) if f.id not in answered]:
                answered |= dict.fromkeys(still_open, answer)
            settled = min(claimed + 1, 5) if answer == YES else 0
            assert supported_level(PAIRS, claimed, answered) == settled


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
    claimed: int, answered: dict[FactId, int | Absence], supported: int
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


@pytest.mark.parametrize(
    ("answered", "supported"),
    [
        (_facts(l3=DK, l2=YES), 2),
        (_facts(l3=YES, l4=DK), 3),
        # Below a holding level only what nobody asked counts as held.
        (_facts(l3=YES, l2=DK, l1=YES), 1),
        (_facts(l3=DK), 0),
    ],
)
def test_dont_know_holds_nothing(answered: dict[FactId, int | Absence], supported: int) -> None:
    assert supported_level(LADDER, 3, answered) == supported
