"""Links: what each opens, and that no link opens another door."""

from __future__ import annotations

from itertools import permutations

import pytest

from services.errors import WrongCode
from services.links import find_actor, make_link, open_link
from services.permissions import ASSOCIATION, Actor, Visitor
from services.ports import Tools
from tests import builders as make
from tests import fakes

STRANGER = "address of a stranger"
ROLES = (Visitor.CONSULTANT, Visitor.SUPPLIER, Visitor.ASSOCIATION)


def come_in(tools: Tools, role: Visitor, name: str) -> Actor:
    code = make_link(tools, role, name, make.NOON)
    found = find_actor(tools, open_link(tools, role, code.token, STRANGER, make.NOON))
    assert found is not None
    return found


def test_a_suppliers_link_opens_one_entry() -> None:
    actor = come_in(fakes.tools(), Visitor.SUPPLIER, "sup-a")
    assert (actor.visitor, actor.opens) == (Visitor.SUPPLIER, {"sup-a"})


def test_the_associations_link_opens_the_desks_and_carries_a_name() -> None:
    actor = come_in(fakes.tools(), Visitor.ASSOCIATION, "박협회")
    assert (actor.visitor, actor.opens, actor.name) == (Visitor.ASSOCIATION, {ASSOCIATION}, "박협회")


@pytest.mark.parametrize(("made_for", "tried"), list(permutations(ROLES, 2)))
def test_a_link_opens_no_other_door(made_for: Visitor, tried: Visitor) -> None:
    tools = fakes.tools()
    code = make_link(tools, made_for, "name", make.NOON)
    with pytest.raises(WrongCode):
        open_link(tools, tried, code.token, STRANGER, make.NOON)
