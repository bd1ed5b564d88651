"""Needs that firms post: what they ask for, until when, and where they lead."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from assessment.errors import InputRejected
from assessment.matching.records import Brings, PostedNeed
from services import needs
from services.errors import NotFound
from services.keeping import load_newest
from services.ports import Tools
from tests import builders_cooperation as make

ONE, TWO = make.sharing("one", "ind-a"), make.sharing("two", "ind-b", offers={make.A: 1.0})
WANTED = needs.Wanted(make.CELL, "see every scratch", (Brings.TEST_LINE,), make.TODAY + timedelta(days=30))


def posted() -> tuple[Tools, PostedNeed]:
    tools = make.tools(ONE, TWO)
    needs.post_need(tools, ONE, WANTED, make.NOW)
    return tools, load_newest(tools, PostedNeed)[0]


def test_a_need_asks_for_the_capabilities_of_its_cell() -> None:
    tools, need = posted()
    assert (need.company, need.capabilities, need.brings) == ("one", (make.A, make.B), (Brings.TEST_LINE,))
    assert needs.load_open_needs(tools, make.TODAY) == (need,)


def test_every_problem_of_a_need_is_named_at_once() -> None:
    tools = make.tools(ONE)
    wrong = needs.Wanted("cell-9-Z", "", (), make.LATER + timedelta(days=1))
    with pytest.raises(InputRejected) as rejected:
        needs.post_need(tools, ONE, wrong, make.NOW)
    assert {p.where for p in rejected.value.problems} == {"cell", "requirement", "brings", "open_until"}
    assert needs.load_open_needs(tools, make.TODAY) == ()


def test_a_need_ends_with_its_day_with_its_consent_or_when_it_is_taken_down() -> None:
    tools, need = posted()
    assert needs.load_open_needs(tools, need.open_until + timedelta(days=1)) == ()
    needs.close_need(tools, ONE, need.id, make.NOW)
    assert needs.load_open_needs(tools, make.TODAY) == ()
    needs.close_need(tools, ONE, need.id, make.NOW)
    assert len(tools.cooperation.store.history(PostedNeed, need.id)) == 2
    tools, need = posted()
    tools.cooperation.store.share("a", replace(ONE, until=make.TODAY))
    assert needs.load_open_needs(tools, make.TODAY + timedelta(days=1)) == ()


def test_a_need_of_another_company_cannot_be_taken_down() -> None:
    tools, need = posted()
    with pytest.raises(NotFound):
        needs.close_need(tools, TWO, need.id, make.NOW)


def test_a_need_leads_to_companies_suppliers_and_tasks() -> None:
    tools, need = posted()
    make.keep(tools, make.settled_task("t", "one", "two", cell=make.CELL, capabilities=(make.A,)))
    routes = needs.find_routes(tools, make.DESK, need, make.TODAY)
    assert [route.id for route in routes.companies] == ["two"]
    assert [route.id for route in routes.suppliers] == ["sup-a"]
    assert [route.id for route in routes.tasks] == ["t"]
