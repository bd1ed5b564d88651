"""The first consent: what goes into the pool, who may send it there, and what deletion leaves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assessment.errors import InputRejected
from services import pool
from services.errors import Forbidden, NotFound
from services.permissions import Actor, Visitor
from services.ports import Tools
from tests import builders as plain
from tests import builders_cooperation as make

NEXT_YEAR = make.TODAY.replace(year=make.TODAY.year + 1)
THIS, NEXT = str(make.TODAY.year), str(NEXT_YEAR.year)
CONSULTANT = Actor(Visitor.CONSULTANT, "l", frozenset({"a"}), "김상담")
ELSEWHERE = Actor(Visitor.MANAGER, "manager", frozenset({"b"}))


@pytest.fixture
def tools() -> Tools:
    """An installation whose company answered enough for the score of one dimension."""
    made = make.tools()
    for sequence, item in enumerate(("P2", "P3", "P4", "P5"), 1):
        made.assessments.append("a", plain.event(item, 2, sequence=sequence))
    return made


def test_what_goes_in_is_coarse_and_of_the_year(tools: Tools) -> None:
    profile = plain.profile(name="가나정밀", business_number="1234567890")
    tools.assessments.put("a", replace(tools.assessments.documents("a"), profile=profile), make.NOW)
    given = pool.join(tools, make.MANAGER, "a", make.TODAY)
    assert (given.division, given.size, given.region, given.period) == ("22", "50-299", "48", THIS)
    assert (dict(given.levels)["P1"], dict(given.levels)["P2"]) == (1, 2)
    assert (given.wanted, given.capabilities) == ((make.CELL,), (make.A, make.B))
    assert tools.pool.snapshot(THIS) == (given,)
    assert "가나정밀" not in repr(given)
    assert "1234567890" not in repr(given)


def test_later_answers_count_only_after_another_consent(tools: Tools) -> None:
    pool.join(tools, make.MANAGER, "a", make.TODAY)
    tools.assessments.append("a", plain.event("P1", 4, sequence=9, base_version=1))
    assert [score.levels["P1"] for score in tools.pool.snapshot(THIS)] == [1]
    pool.join(tools, make.MANAGER, "a", make.TODAY)
    assert [score.levels["P1"] for score in tools.pool.snapshot(THIS)] == [4]


def test_where_a_company_stands_year_by_year(tools: Tools) -> None:
    assert not pool.find_standing(tools, make.MANAGER, "a", make.TODAY).is_current
    pool.join(tools, make.MANAGER, "a", make.TODAY)
    assert pool.find_standing(tools, make.MANAGER, "a", make.TODAY).is_current
    assert pool.find_standing(tools, make.MANAGER, "a", NEXT_YEAR) == pool.Standing((THIS,), NEXT)
    pool.join(tools, make.MANAGER, "a", NEXT_YEAR)
    assert pool.find_standing(tools, make.MANAGER, "a", NEXT_YEAR).periods == (THIS, NEXT)


def test_without_a_score_nothing_goes_in() -> None:
    tools = make.tools()
    with pytest.raises(InputRejected) as rejected:
        pool.join(tools, make.MANAGER, "a", make.TODAY)
    assert [(p.code, p.where) for p in rejected.value.problems] == [("nothing_scored", "statistics")]
    assert tools.pool.snapshot(THIS) == ()


def test_withdrawal_takes_every_year(tools: Tools) -> None:
    for day in (make.TODAY, NEXT_YEAR):
        pool.join(tools, make.MANAGER, "a", day)
    pool.leave(tools, make.MANAGER, "a")
    assert pool.find_standing(tools, make.MANAGER, "a", NEXT_YEAR).periods == ()
    assert tools.pool.snapshot(THIS) == tools.pool.snapshot(NEXT) == ()


@pytest.mark.parametrize("stranger", [CONSULTANT, ELSEWHERE, make.DESK], ids=["consultant", "elsewhere", "association"])
def test_only_the_manager_gives_takes_back_and_deletes(tools: Tools, stranger: Actor) -> None:
    given = pool.join(tools, make.MANAGER, "a", make.TODAY)
    with pytest.raises(Forbidden):
        pool.join(tools, stranger, "a", make.TODAY)
    with pytest.raises(Forbidden):
        pool.leave(tools, stranger, "a")
    with pytest.raises(Forbidden):
        pool.delete_diagnosis(tools, stranger, "a", keep_rows=False)
    assert tools.pool.snapshot(THIS) == (given,)


def test_deletion_takes_the_rows_with_it(tools: Tools) -> None:
    pool.join(tools, make.MANAGER, "a", make.TODAY)
    pool.delete_diagnosis(tools, make.MANAGER, "a", keep_rows=False)
    assert (tools.assessments.get("a"), tools.pool.snapshot(THIS)) == (None, ())


def test_rows_that_stay_behind_belong_to_nobody(tools: Tools) -> None:
    given = pool.join(tools, make.MANAGER, "a", make.TODAY)
    pool.delete_diagnosis(tools, make.MANAGER, "a", keep_rows=True)
    assert tools.assessments.get("a") is None
    assert tools.pool.snapshot(THIS) == (given,)


def test_a_company_that_did_not_describe_itself_gives_nothing(tools: Tools) -> None:
    tools.assessments.put("a", replace(tools.assessments.documents("a"), profile=None), make.NOW)
    with pytest.raises(NotFound):
        pool.join(tools, make.MANAGER, "a", make.TODAY)
