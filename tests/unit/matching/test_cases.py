"""Cases that a company can learn from: the same cell, begun where it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assessment.catalogue import Basis
from assessment.instrument.edition import ItemId
from assessment.matching.cases import find_start_level, recommend_cases
from assessment.matching.records import CaseCard
from assessment.scoring.values import Wishes
from assessment.terms import Reason
from tests.builders import catalogue, profile, use_case

WORLD = catalogue(
    use_cases=(
        use_case("uc-1", {"P1": 3, "P2": 2}, cell="cell-2-D"),
        use_case("uc-2", {"P3": 1}, cell="cell-2-D"),
        use_case("uc-3", cell="cell-5-A"),
    )
)
LEVELS = {ItemId("P1"): 2, ItemId("P2"): 3, ItemId("P3"): 1}


def card(card_id: str, level: int = 2, **changes: object) -> CaseCard:
    made = CaseCard(
        id=card_id,
        task="task-1",
        cell="cell-2-D",
        use_case=None,
        level=level,
        division="22",
        problem="p",
        data="d",
        done="x",
        effect="e",
        basis=Basis.ESTIMATE,
        took="t",
        agreed_on=date(2026, 1, 1),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def _recommended(*cards: CaseCard, wanted: tuple[str, ...] = ("uc-1",)) -> list[str]:
    wishes = Wishes(use_cases=wanted)  # type: ignore[arg-type]
    return [match.card.id for match in recommend_cases(cards, profile(division="22"), wishes, LEVELS, WORLD)]


def test_a_company_stands_where_the_lowest_of_what_a_use_needs_stands() -> None:
    assert [find_start_level(use, LEVELS) for use in WORLD.use_cases] == [2, 1, 5]
    assert find_start_level(WORLD.use_cases[0], {ItemId("P1"): 4}) == 0


@pytest.mark.parametrize(("level", "found"), [(0, []), (1, ["c"]), (2, ["c"]), (3, ["c"]), (4, [])])
def test_only_cases_that_began_within_one_level_teach_something(level: int, found: list[str]) -> None:
    assert _recommended(card("c", level)) == found


def test_another_cell_or_no_wish_is_no_recommendation() -> None:
    assert _recommended(card("c", cell="cell-2-A")) == []
    assert _recommended(card("c"), wanted=()) == []


def test_the_same_level_then_the_same_industry_then_the_newest_come_first_and_three_are_enough() -> None:
    newer = {"agreed_on": date(2026, 5, 1)}
    cards = (
        card("beside", 1),
        card("other", division="10", **newer),
        card("old"),
        card("new", **newer),
    )
    assert _recommended(*cards) == ["new", "old", "other"]


def test_a_case_that_fits_two_wishes_is_named_once_by_the_better_fit() -> None:
    wishes = Wishes(use_cases=("uc-1", "uc-2"))  # type: ignore[arg-type]
    (match,) = recommend_cases((card("c", 1),), profile(division="22"), wishes, LEVELS, WORLD)
    assert match.reasons[1] == Reason.of("case_began_at_same_level", level=1)


@pytest.mark.parametrize(
    ("level", "code"),
    [(1, "case_began_one_lower"), (2, "case_began_at_same_level"), (3, "case_began_one_higher")],
)
def test_a_recommendation_says_what_the_two_have_in_common(level: int, code: str) -> None:
    wishes = Wishes(use_cases=("uc-1",))  # type: ignore[arg-type]
    (here,) = recommend_cases((card("c", level),), profile(division="22"), wishes, LEVELS, WORLD)
    assert here.reasons == (
        Reason.of("case_of_same_cell", cell="cell-2-D"),
        Reason.of(code, level=level),
        Reason.of("case_of_same_industry", division="22"),
    )
    (there,) = recommend_cases((card("c", level),), profile(division="10"), wishes, LEVELS, WORLD)
    assert len(there.reasons) == 2
