"""Which subcommittees of an alliance fit: the problem first, the gaps next, the industry last."""

from __future__ import annotations

import pytest

from assessment.catalogue import Subcommittee
from assessment.instrument.edition import ConcernId, ItemId
from assessment.instrument.values import Profile
from assessment.matching.subcommittees import find_agenda, find_industry, route_subcommittees
from assessment.matching.values import SubcommitteeMatch
from assessment.scoring.values import Gap
from assessment.terms import Reason
from tests.builders import alliance, catalogue, gap, initiative, profile, subcommittee

DEFECTS, STOCK = ConcernId("con-defects"), ConcernId("con-stock")


def _sub(
    subcommittee_id: str,
    industries: dict[str, float] | None = None,
    concerns: dict[ConcernId, float] | None = None,
    items: dict[str, float] | None = None,
) -> Subcommittee:
    return subcommittee(subcommittee_id, industries=industries or {}, concerns=concerns or {}, items=items or {})


def _route(company: Profile, *subcommittees: Subcommittee, gaps: tuple[Gap, ...] = ()) -> list[str]:
    return [match.subcommittee.id for match in _matches(company, *subcommittees, gaps=gaps)]


def _matches(
    company: Profile, *subcommittees: Subcommittee, gaps: tuple[Gap, ...] = ()
) -> tuple[SubcommitteeMatch, ...]:
    return route_subcommittees(company, gaps, {}, alliance(*subcommittees))


def test_a_company_without_concerns_gaps_or_a_listed_industry_gets_the_first_and_is_told_so() -> None:
    found = _matches(profile(division="34"), _sub("a", {"22": 1.0}), _sub("b"))
    assert [m.subcommittee.id for m in found] == ["a"]
    assert found[0].reasons == (Reason.of("only_a_start"),)
    assert found[0].score == 0


def test_the_problem_outweighs_the_industry() -> None:
    company = profile(division="22", concerns=(DEFECTS,))
    assert _route(company, _sub("industry", {"22": 1.0}), _sub("problem", concerns={DEFECTS: 1.0}))[0] == "problem"


def test_two_companies_of_one_division_with_different_concerns_get_different_subcommittees() -> None:
    subs = (_sub("a", {"22": 1.0}, {DEFECTS: 1.0}), _sub("b", {"22": 1.0}, {STOCK: 1.0}))
    assert _route(profile(concerns=(DEFECTS,)), *subs)[0] == "a"
    assert _route(profile(concerns=(STOCK,)), *subs)[0] == "b"


def test_the_score_is_half_problem_three_tenths_gaps_two_tenths_industry() -> None:
    # Two concerns, one worked on with .8: .5 · .4; one gap of priority .5 at weight .6: .3 · .3; industry .5: .2 · .5
    company = profile(division="22", concerns=(DEFECTS, STOCK))
    sub = _sub("a", {"22": 0.5}, {DEFECTS: 0.8}, {"P3": 0.6})
    found = _matches(company, sub, gaps=(gap("P3", priority=0.5), gap("P4", priority=0.5)))[0]
    assert found.score == pytest.approx(0.2 + 0.09 + 0.1)


def test_without_a_concern_its_weight_goes_to_the_gaps() -> None:
    sub = _sub("a", {"22": 1.0}, {DEFECTS: 1.0}, {"P3": 0.5})
    found = _matches(profile(division="22"), sub, gaps=(gap("P3", priority=1.0),))[0]
    assert found.score == pytest.approx(0.8 * 0.5 + 0.2)


def test_a_match_says_which_concerns_gaps_and_industry_made_it() -> None:
    company = profile(division="22", concerns=(STOCK, DEFECTS))
    items = {f"P{n}": 1.0 for n in range(1, 6)}
    gaps = tuple(gap(f"P{n}", priority=n / 15) for n in range(1, 6))
    found = _matches(company, _sub("a", {"22": 1.0}, {DEFECTS: 1.0}, items), gaps=gaps)[0]
    assert found.reasons == (
        Reason.of("works_on_concern", concerns=("con-defects",)),
        Reason.of("works_on_gap", items=("P5", "P4", "P3")),
        Reason.of("near_industry", division="22"),
    )
    assert found.alliance.id == "all-test"


def test_a_second_one_is_named_when_it_scores_at_least_six_tenths_of_the_first() -> None:
    def second(weight: float) -> list[str]:
        return _route(
            profile(concerns=(DEFECTS,)), _sub("a", concerns={DEFECTS: 1.0}), _sub("b", concerns={DEFECTS: weight})
        )

    assert second(0.61) == ["a", "b"]
    assert second(0.59) == ["a"]


def test_never_more_than_two_are_named() -> None:
    assert _route(profile(division="22"), *(_sub(name, {"22": 1.0}) for name in "abc")) == ["a", "b"]


def test_among_equals_the_order_of_the_edition_stands() -> None:
    assert _route(profile(division="22"), _sub("z", {"22": 1.0}), _sub("a", {"22": 1.0})) == ["z", "a"]


def test_items_of_no_weight_are_not_a_reason() -> None:
    found = _matches(profile(division="22"), _sub("a", {"22": 0.0}, {DEFECTS: 0.0}, {"P3": 0.0}), gaps=(gap("P3"),))
    assert found[0].reasons == (Reason.of("only_a_start"),)


def test_a_company_brings_what_it_has_behind_it_where_the_subcommittee_works() -> None:
    levels = {ItemId(f"P{n}"): level for n, level in enumerate((3, 5, 2, 4, 4), 1)} | {ItemId("E1"): 5}
    sub = _sub("a", items={"P1": 1.0, "P2": 0.2, "P3": 1.0, "P4": 0.5, "P5": 0.6, "E1": 0.0})
    (found,) = route_subcommittees(profile(), (), levels, alliance(sub))
    assert found.brings == (Reason.of("brings_experience", items=("P2", "P5", "P4")),)


def test_a_beginner_brings_nothing_yet() -> None:
    (found,) = route_subcommittees(profile(), (), {ItemId("P1"): 2}, alliance(_sub("a", items={"P1": 1.0})))
    assert found.brings == ()


def test_the_industry_of_a_division_is_the_nearest_subcommittee_and_the_first_of_equals() -> None:
    edition = alliance(_sub("a", {"22": 0.5}), _sub("b", {"22": 1.0, "10": 0.3}), _sub("c", {"22": 1.0}))
    assert find_industry("22", edition) == "b"
    assert find_industry("10", edition) == "b"
    assert find_industry("34", edition) is None


def test_an_agenda_is_what_the_initiatives_for_its_items_call_for() -> None:
    initiatives = (
        initiative("ini-1", ("P1", 0, 1), ("P2", 0, 1), capabilities=("cap-a",)),
        initiative("ini-2", ("P2", 1, 2), capabilities=("cap-a", "cap-b")),
        initiative("ini-3", ("S1", 0, 1), capabilities=("cap-c",)),
    )
    made = catalogue(initiatives=initiatives)
    assert find_agenda(_sub("a", items={"P1": 0.5, "P2": 1.0}), made) == {"cap-a": 1.0, "cap-b": pytest.approx(0.4)}
    assert find_agenda(_sub("a"), made) == {}
