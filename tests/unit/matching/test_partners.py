"""Partners by what one needs and the other has; opaque, consented, and the best pairs for all together."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations

import numpy as np
import pytest

from assessment.catalogue import CapabilityId
from assessment.instrument.edition import Condition
from assessment.matching.linear import Model
from assessment.matching.partners import find_meeting_place, find_partners, score_pairs
from assessment.matching.values import PartnerPlan, PartnerProposal, PoolMember
from assessment.programmes import CallStatus
from assessment.roadmap.standings import Standing, Window
from assessment.terms import Reason
from tests.builders import alliance, call, catalogue, programme, subcommittee, track, use_case
from tests.builders_matching import ON, A, B, C, member

EDITION = alliance(subcommittee("plastics", industries={"22": 1.0}), subcommittee("metal", industries={"24": 1.0}))
USES = catalogue(
    use_cases=(
        use_case("uc-1", cell="cell-1-D", subcommittees=("nowhere", "metal")),
        use_case("uc-2", cell="cell-1-D"),
        use_case("uc-3", cell="cell-3-B"),
    )
)
GIVES_A = {"needs": {B: 1.0}, "offers": {A: 1.0}}
GIVES_B = {"needs": {A: 1.0}, "offers": {B: 1.0}}


def _plan(*members: PoolMember) -> PartnerPlan:
    return find_partners(members, USES, EDITION, ON)


def _pairs(plan: PartnerPlan) -> list[tuple[str, str]]:
    return [(proposal.first, proposal.second) for proposal in plan.proposals]


def _proposal(one: dict[str, object], other: dict[str, object]) -> PartnerProposal:
    plan = _plan(member("a", "ind-a", **{**GIVES_A, **one}), member("b", "ind-b", **{**GIVES_B, **other}))
    return plan.proposals[0]


# --- scores ---


def test_a_score_is_what_both_gain_more_across_industries_and_less_where_linked_already() -> None:
    scores = score_pairs(
        [
            member("a", "ind-a", needs={B: 1.0}, offers={A: 0.4}),
            member("b", "ind-b", needs={A: 1.0}, offers={B: 0.9}),
            member("c", "ind-a", needs={A: 1.0}, offers={B: 0.9}),
            member("d", "ind-a", needs={A: 1.0}, offers={B: 0.9}, linked=frozenset({"a"})),
        ]
    )
    plain = 0.6 + 0.25 * 1.3  # √(.9 · .4) + ¼ (.9 + .4)
    assert scores[0].tolist() == pytest.approx([0, 1.3 * plain, plain, 0.7 * plain])
    assert np.array_equal(scores, scores.T)


def test_what_only_one_side_gains_counts_a_quarter() -> None:
    scores = score_pairs([member("a", offers={A: 0.8}), member("b", needs={A: 0.5})])
    assert scores[0, 1] == pytest.approx(0.25 * 0.4)


def test_likeness_alone_is_worth_nothing() -> None:
    scores = score_pairs([member("a", needs={A: 1.0}), member("b", needs={A: 1.0})])
    assert scores.tolist() == [[0, 0], [0, 0]]


# --- who with whom ---


def test_the_best_pairs_are_those_of_all_together_not_the_best_one_first() -> None:
    chain = [
        member("a", needs={A: 1.0}),
        member("b", offers={A: 0.9}, needs={B: 1.0}),
        member("c", offers={B: 1.0}, needs={C: 1.0}),
        member("d", offers={C: 0.9}),
    ]
    plan = _plan(*chain)
    assert sorted(_pairs(plan)) == [("a", "b"), ("c", "d")]
    assert plan.proof.worth == pytest.approx(2 * 0.25 * 0.9)
    assert plan.proof.greedy_worth == pytest.approx(0.25)
    assert plan.proof.gap == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize("seed", [1, 2])
def test_pairs_that_prices_bring_in_reach_the_best_over_all_pairs(seed: int) -> None:
    rng = np.random.default_rng(seed)
    words = tuple(CapabilityId(f"cap-{n}") for n in range(12))
    pool = [
        member(
            f"m-{n:02d}",
            f"ind-{n % 5}",
            needs=dict(zip(words, rng.dirichlet(np.full(12, 0.3)), strict=True)),
            offers=dict(zip(words, rng.random(12) ** 4, strict=True)),
        )
        for n in range(40)
    ]
    scores = score_pairs(pool)
    first, second = np.nonzero(np.triu(scores) > 0)
    model = Model()
    edges = model.add_columns(scores[first, second], whole=True)
    model.add_rows(np.append(first, second), np.append(edges, edges), 1.0, np.zeros(40), 1.0)
    plan = _plan(*pool)
    assert plan.proof.worth == pytest.approx(float(scores[first, second] @ model.solve().values))
    assert plan.proof.worth <= plan.proof.bound + 1e-9
    assert plan.proof.greedy_worth <= plan.proof.worth + 1e-9
    named = [name for proposal in plan.proposals for name in (proposal.first, proposal.second)]
    assert len(named) == len(set(named))


def test_an_odd_circle_leaves_one_alone_and_the_gap_says_so() -> None:
    names: tuple[CapabilityId, ...] = (A, B, C)
    circle = [member(f"m-{n}", needs={names[n]: 1.0}, offers={names[n - 1]: 1.0}) for n in range(3)]
    plan = _plan(*circle)
    assert len(plan.proposals) == 1
    ((alone, reason),) = plan.alone
    assert alone in {"m-0", "m-1", "m-2"}
    assert reason == Reason.of("partners_taken", found=2)
    assert plan.proof.gap == pytest.approx(1 / 3)


def test_who_complements_nobody_stays_alone_with_the_reason() -> None:
    plan = _plan(member("a", **GIVES_A), member("b", **GIVES_B), member("c", needs={C: 1.0}))
    assert plan.alone == (("c", Reason.of("nobody_complements")),)


def test_only_members_whose_consent_stands_take_part() -> None:
    ended = member("b", agreed_until=ON - timedelta(days=1), **GIVES_B)
    plan = _plan(member("a", **GIVES_A), ended)
    assert (plan.proposals, [name for name, _ in plan.alone]) == ((), ["a"])
    assert _pairs(_plan(member("a", **GIVES_A), member("b", agreed_until=ON, **GIVES_B))) == [("a", "b")]


def test_the_order_of_members_does_not_matter() -> None:
    pool = [member(f"m-{n}", f"ind-{n % 2}", **(GIVES_A if n % 2 else GIVES_B)) for n in range(4)]
    assert len({str(_plan(*order)) for order in permutations(pool)}) == 1


def test_two_members_with_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="different ids"):
        _plan(member("a"), member("a"))


def test_an_empty_pool_has_no_proposals() -> None:
    assert _plan() == _plan(member("a", agreed_until=date(2020, 1, 1)))
    assert _plan().proposals == ()


# --- what a proposal says ---


def test_a_proposal_says_who_needs_what_from_whom_heaviest_first() -> None:
    found = _proposal({"offers": {A: 1.0, C: 0.5}}, {"needs": {C: 0.8, A: 0.2}})
    assert [(e.giver, e.taker, e.capabilities) for e in found.exchanges] == [("a", "b", (C, A)), ("b", "a", (B,))]
    assert found.reasons[:2] == (
        Reason.of("both_gain"),
        Reason.of("across_industries", industries=("ind-a", "ind-b")),
    )


def test_where_one_side_alone_gains_it_is_said() -> None:
    found = _proposal({"needs": {}}, {})
    assert [e.giver for e in found.exchanges] == ["a"]
    assert found.reasons[0] == Reason.of("one_gains")
    assert found.data_question == Reason.of("data_goes_one_way")


def test_without_a_shared_use_the_question_is_about_data_that_goes_both_ways() -> None:
    found = _proposal({"use_cases": ("uc-1",)}, {"use_cases": ("uc-3",)})
    assert (found.use_case, found.cell) == (None, None)
    assert found.data_question == Reason.of("data_goes_both_ways")


def test_a_use_that_both_want_is_shared_and_raises_the_question_of_data_made_together() -> None:
    found = _proposal({"use_cases": ("uc-1", "uc-3")}, {"use_cases": ("uc-3",)})
    assert (found.use_case, found.cell) == ("uc-3", "cell-3-B")
    assert found.data_question == Reason.of("data_made_together", use_case="uc-3")
    assert Reason.of("want_the_same", use_case="uc-3") in found.reasons


def test_a_use_of_the_same_cell_is_shared_too() -> None:
    assert _proposal({"use_cases": ("uc-1",)}, {"use_cases": ("uc-2",)}).cell == "cell-1-D"


def test_members_who_work_together_already_are_told_apart() -> None:
    assert Reason.of("linked_already") in _proposal({"linked": frozenset({"b"})}, {}).reasons
    assert Reason.of("linked_already") in _proposal({}, {"linked": frozenset({"a"})}).reasons
    assert Reason.of("linked_already") not in _proposal({}, {}).reasons


def test_they_meet_where_the_shared_use_is_at_home_else_near_their_divisions() -> None:
    assert _proposal({"use_cases": ("uc-1",)}, {"use_cases": ("uc-1",)}).subcommittee == "metal"
    assert _proposal({"use_cases": ("uc-2",)}, {"use_cases": ("uc-2",)}).subcommittee == "plastics"
    assert find_meeting_place(None, [member("a", division="34")], EDITION) is None


# --- programmes for groups ---

FOR_SMALL = Condition("below", "workers", 300)


def _support(*programmes: object, workers: int = 20) -> tuple[str, str, list[Standing]] | None:
    made = catalogue(programmes=programmes)
    pair = [member("a", "ind-a", workers=workers, **GIVES_A), member("b", "ind-b", **GIVES_B)]
    found = find_partners(pair, made, EDITION, ON).proposals[0].support
    return (found.programme.id, found.window.value, [s.standing for s in found.standings]) if found else None


def test_a_track_for_consortia_is_named_with_where_each_side_stands() -> None:
    joint = programme(call(tracks=(track(), track(FOR_SMALL, consortium=True))))
    assert _support(joint) == ("prg-a", Window.OPEN.value, [Standing.ELIGIBLE, Standing.ELIGIBLE])


@pytest.mark.parametrize(
    "without",
    [
        programme(call(tracks=(track(),))),
        programme(call(tracks=(track(consortium=True),)), capabilities=("cap-z",)),
        programme(call(closes=ON - timedelta(days=1), tracks=(track(consortium=True),))),
    ],
)
def test_no_track_for_groups_nothing_for_the_need_or_a_closed_call_is_no_support(without: object) -> None:
    assert _support(without) is None


def test_a_track_that_shuts_one_side_out_is_not_named() -> None:
    assert _support(programme(call(tracks=(track(FOR_SMALL, consortium=True),))), workers=500) is None


def test_what_a_company_does_not_show_leaves_its_standing_open() -> None:
    joint = programme(call(tracks=(track(FOR_SMALL, consortium=True),)))
    assert _support(joint, workers=0) == ("prg-a", Window.OPEN.value, [Standing.UNKNOWN, Standing.ELIGIBLE])


def test_open_comes_before_expected_then_known_standing_then_what_pays_for_more() -> None:
    joint = track(consortium=True)
    asks = track(Condition("equals", "answer.q", 1), consortium=True)
    expected = programme(call(status=CallStatus.EXPECTED, tracks=(joint,)), id="prg-expected")
    unknown = programme(call(tracks=(asks,)), id="prg-unknown")
    plain = programme(call(tracks=(joint,)), id="prg-plain")
    pays = programme(call(tracks=(joint,)), id="prg-pays", capabilities=("cap-a",))
    assert [_support(*made)[0] for made in ((expected,), (expected, unknown), (unknown, plain), (plain, pays))] == [  # type: ignore[index]
        "prg-expected",
        "prg-unknown",
        "prg-plain",
        "prg-pays",
    ]


def test_the_capital_area_and_what_a_member_lets_programmes_see_settle_clauses() -> None:
    rules = (Condition("equals", "capital_area", 0), Condition("at_least", "sales", 5))
    joint = programme(call(tracks=(track(*rules, consortium=True),)))
    pair = [
        member("a", "ind-a", known={"sales": 9}, **GIVES_A),
        member("b", "ind-b", region="99", **GIVES_B),
    ]
    found = find_partners(pair, catalogue(programmes=(joint,)), EDITION, ON).proposals[0].support
    assert found is not None
    assert [s.standing for s in found.standings] == [Standing.ELIGIBLE, Standing.UNKNOWN]
