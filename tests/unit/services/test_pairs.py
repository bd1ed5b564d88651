"""Partner proposals: nobody is named before both agreed, and an answer belongs to who was asked."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assessment.matching.agreements import ProposedPair, Sharing
from services import pairs
from services.errors import NotFound
from services.ports import Tools
from tests import builders as plain
from tests import builders_cooperation as make

ONE = make.sharing("one", "ind-a", needs={make.A: 1.0}, offers={make.B: 1.0})
TWO = make.sharing("two", "ind-b", needs={make.B: 1.0}, offers={make.A: 1.0})
THREE = make.sharing("three", "ind-c")


def proposed(**changes: object) -> tuple[Tools, ProposedPair]:
    """Two companies that complement each other, and the proposal that was put before them."""
    tools = make.tools(ONE, TWO, **changes)
    _, (found,) = pairs.find_proposals(tools, make.DESK, make.TODAY)
    pair = found.pair
    assert pairs.put_forward(tools, make.DESK, {pair.id}, make.NOW) == 1
    return tools, pair


def answered(tools: Tools, pair: ProposedPair, sharing: Sharing, *, agrees: bool) -> ProposedPair:
    pairs.answer_pair(tools, sharing, pair.id, make.NOW, agrees=agrees)
    return pairs.load_pairs_of(tools, sharing)[0]


def test_a_proposal_says_what_each_gives_and_what_to_settle_first() -> None:
    _, pair = proposed()
    assert {(e.giver, e.taker, e.capabilities) for e in pair.exchanges} == {
        ("one", "two", (make.B,)),
        ("two", "one", (make.A,)),
    }
    assert (pair.use_case, pair.call) == (make.USE, None)
    assert pair.data_question.code == "data_made_together"


def test_a_found_pair_says_how_much_of_its_needs_each_side_gets() -> None:
    half = make.sharing("half", "ind-b", needs={make.B: 0.4, make.C: 0.6}, offers={make.A: 0.8})
    _, (found,) = pairs.find_proposals(make.tools(ONE, half), make.DESK, make.TODAY)
    assert dict(zip(found.pair.agreement.parties, found.covers, strict=True)) == {"one": 0.8, "half": 0.4}


def test_the_same_pool_is_planned_once_and_planned_again_when_something_changed() -> None:
    tools = make.tools(ONE, TWO)
    plan, _ = pairs.find_proposals(tools, make.DESK, make.TODAY)
    assert pairs.find_proposals(tools, make.DESK, make.TODAY)[0] is plan
    group = plain.programme(plain.call("grp-2026", tracks=(plain.track(consortium=True),)), capabilities=(make.A,))
    other_content = make.tools(ONE, TWO, programmes=(group,))
    assert pairs.find_proposals(other_content, make.DESK, make.TODAY)[0].proposals[0].support is not None
    for days in range(1, 6):
        pairs.find_proposals(tools, make.DESK, make.TODAY + timedelta(days))
    again, _ = pairs.find_proposals(tools, make.DESK, make.TODAY)
    assert again == plan
    assert again is not plan


def test_a_programme_for_groups_is_named_by_its_call() -> None:
    group = plain.programme(plain.call("grp-2026", tracks=(plain.track(consortium=True),)), capabilities=(make.A,))
    _, pair = proposed(programmes=(group,))
    assert pair.call == "grp-2026"


def test_nobody_is_named_before_both_agreed() -> None:
    tools, pair = proposed()
    assert pairs.find_identity(tools, pair, "one", make.TODAY) is None
    pair = answered(tools, pair, ONE, agrees=True)
    assert pairs.find_identity(tools, pair, "two", make.TODAY) is None
    pair = answered(tools, pair, TWO, agrees=True)
    assert pairs.find_identity(tools, pair, "two", make.TODAY) == ONE
    assert pairs.find_identity(tools, pair, "one", make.LATER + timedelta(days=1)) is None


def test_a_proposal_that_was_declined_takes_no_more_answers_and_is_not_found_again() -> None:
    tools, pair = proposed()
    pair = answered(tools, pair, ONE, agrees=False)
    assert answered(tools, pair, TWO, agrees=True).agreement == pair.agreement
    assert pairs.find_proposals(tools, make.DESK, make.TODAY)[1] == ()


def test_who_has_to_answer_waits_for_the_next_proposal() -> None:
    tools, _ = proposed()
    tools.cooperation.store.share(None, THREE)
    plan, new = pairs.find_proposals(tools, make.DESK, make.TODAY)
    assert (new, [member for member, _ in plan.alone]) == ((), ["three"])


def test_a_proposal_of_others_does_not_exist() -> None:
    tools, pair = proposed()
    assert pairs.load_pairs_of(tools, THREE) == ()
    with pytest.raises(NotFound):
        pairs.answer_pair(tools, THREE, pair.id, make.NOW, agrees=True)


def test_an_industry_is_all_that_is_told_of_a_side() -> None:
    tools, _ = proposed()
    assert pairs.find_industries(tools) == {"one": "ind-a", "two": "ind-b"}
