"""Who may do what: every visitor and every act, on what the own secret opens and on the rest."""

from __future__ import annotations

import pytest

from services.errors import Forbidden
from services.permissions import ALLOWED, Act, Actor, Visitor, require

MANAGER_ONLY = {Act.RENEW_CODE, Act.DISMISS_CONSULTANT, Act.SHARE, Act.DELETE}
CONSULTANT_ONLY = {Act.CONFIRM_EVIDENCE, Act.WRITE_OPINION, Act.ADJUST_PLAN}
BOTH = {Act.READ, Act.ANSWER, Act.DESCRIBE_COMPANY, Act.MAKE_REPORT}
OF_THE_REGISTER = {Visitor.SUPPLIER: Act.KEEP_OWN_ENTRY, Visitor.ASSOCIATION: Act.KEEP_REGISTER}
MAY = {(Visitor.MANAGER, act) for act in BOTH | MANAGER_ONLY} | {
    (Visitor.CONSULTANT, act) for act in BOTH | CONSULTANT_ONLY
}
OF_THE_ASSOCIATION = (Act.KEEP_COOPERATION, Act.KEEP_CAMPAIGNS)
MAY |= {*OF_THE_REGISTER.items(), *((Visitor.ASSOCIATION, act) for act in OF_THE_ASSOCIATION)}
EVERY_PAIR = [(visitor, act) for visitor in Visitor for act in Act]
ALLOWED_PAIRS = [pair for pair in EVERY_PAIR if pair in MAY]
FORBIDDEN_PAIRS = [pair for pair in EVERY_PAIR if pair not in MAY]


def somebody(visitor: Visitor) -> Actor:
    return Actor(visitor, "x", frozenset({"own"}))


def test_the_table_names_every_act_once() -> None:
    assert sorted(Act) == sorted(
        [*MANAGER_ONLY, *CONSULTANT_ONLY, *BOTH, *OF_THE_REGISTER.values(), *OF_THE_ASSOCIATION]
    )


def test_every_visitor_has_a_row() -> None:
    assert set(ALLOWED) == set(Visitor)


@pytest.mark.parametrize(("visitor", "act"), ALLOWED_PAIRS)
def test_what_a_visitor_may_do_to_what_the_own_secret_opens(visitor: Visitor, act: Act) -> None:
    require(somebody(visitor), act, "own")


@pytest.mark.parametrize(("visitor", "act"), FORBIDDEN_PAIRS)
def test_what_a_visitor_may_not_do_even_to_what_the_own_secret_opens(visitor: Visitor, act: Act) -> None:
    with pytest.raises(Forbidden):
        require(somebody(visitor), act, "own")


@pytest.mark.parametrize(("visitor", "act"), EVERY_PAIR)
def test_nobody_may_do_anything_to_what_another_secret_opens(visitor: Visitor, act: Act) -> None:
    with pytest.raises(Forbidden):
        require(somebody(visitor), act, "another")
