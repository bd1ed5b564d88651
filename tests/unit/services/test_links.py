"""Links: what each opens, and that no link opens another door."""

from __future__ import annotations

from itertools import permutations

import pytest

from assessment.errors import InputRejected
from services.errors import WrongCode
from services.links import find_actor, find_links, make_link, open_link, revoke_link
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


def test_links_are_listed_by_role_and_name_without_their_secret() -> None:
    tools = fakes.tools()
    codes = {(role, name): make_link(tools, role, name, make.NOON) for role in ROLES for name in ("나", "가")}
    found = [(Visitor(link.role), link.name, link.locator) for link in find_links(tools)]
    assert found == [(role, name, codes[role, name].locator) for role in ROLES for name in ("가", "나")]


@pytest.mark.parametrize("role", ROLES)
def test_a_revoked_link_answers_like_one_that_never_was(role: Visitor) -> None:
    tools = fakes.tools()
    revoked, other = (make_link(tools, role, name, make.NOON) for name in ("하나", "둘"))
    inside = open_link(tools, role, revoked.token, STRANGER, make.NOON)
    assert revoke_link(tools, revoked.locator.lower()).name == "하나"
    assert find_actor(tools, inside) is None
    with pytest.raises(WrongCode):
        open_link(tools, role, revoked.token, STRANGER, make.NOON)
    assert [link.name for link in find_links(tools)] == ["둘"]
    assert open_link(tools, role, other.token, STRANGER, make.NOON)
    with pytest.raises(InputRejected):
        revoke_link(tools, revoked.locator)
