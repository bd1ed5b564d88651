"""What companies agree to, and what the pool sees of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from assessment.matching.agreements import Agreement, Purpose, find_pool_members
from assessment.matching.records import TaskRole, TaskStatus
from tests import builders_cooperation as make
from tests.builders_matching import small_supplier

BOTH = Agreement(("a", "b"))


def test_an_agreement_is_settled_when_everybody_agreed() -> None:
    one = BOTH.answered("b", agrees=True)
    assert (one.is_open, one.is_settled, one.agreed) == (True, False, ("b",))
    both = one.answered("a", agrees=True)
    assert (both.is_open, both.is_settled) == (False, True)


def test_an_answer_replaces_an_earlier_one() -> None:
    declined = BOTH.answered("a", agrees=True).answered("a", agrees=False)
    assert (declined.is_open, declined.agreed, declined.declined) == (False, (), ("a",))
    assert declined.answered("a", agrees=True) == replace(BOTH, agreed=("a",))


def test_somebody_who_was_not_asked_cannot_answer() -> None:
    with pytest.raises(ValueError, match="c"):
        BOTH.answered("c", agrees=True)


def test_the_pool_holds_only_those_whose_consent_stands_for_the_purpose() -> None:
    shared = [
        make.sharing("b"),
        make.sharing("a"),
        make.sharing("ended", until=make.TODAY),
        make.sharing("later", given_on=make.TODAY + timedelta(days=2)),
        make.sharing("other", purposes=(Purpose.SUPPLIERS,)),
    ]
    found = find_pool_members(shared, (), Purpose.PARTNERS, make.TODAY + timedelta(days=1))
    assert [member.id for member in found] == ["a", "b"]
    assert (found[0].workers, found[0].needs, found[0].agreed_until) == (60, {make.A: 0.5, make.B: 0.5}, make.LATER)


def test_companies_of_a_task_that_was_agreed_on_are_linked_and_its_supplier_is_not() -> None:
    task = make.settled_task("t", "a", "b", status=TaskStatus.AGREED)
    task = replace(task, members=(*task.members, small_supplier("sup-a")))
    found_only = make.settled_task("u", "a", "c")
    shared = [make.sharing(name) for name in ("a", "b", "c")]
    found = find_pool_members(shared, (task, found_only), Purpose.PARTNERS, make.TODAY)
    assert [member.linked for member in found] == [frozenset("b"), frozenset("a"), frozenset()]
    assert task.members[-1].role is TaskRole.SUPPLIER
