"""The association's decisions about entries, and what follows from them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assessment.catalogue import EntryState, QualifiedRule, RegisterEntry
from assessment.errors import InputRejected
from services.errors import EntryChanged, Forbidden, NotFound
from services.permissions import Actor, Visitor
from services.ports import Tools
from services.register import Decision, decide, export_register, open_desk, open_entry, search_register
from services.register_port import EntryAct, RegisterFilter
from tests import builders as base
from tests import builders_register as make
from tests import fakes
from tests.builders_matching import ON, capability, definition, offer

NOW, TODAY = base.NOON, base.NOON.date()
ENTRY = make.register_entry(regions=("48",))


def installation(**changes: object) -> Tools:
    catalogue = base.catalogue(capabilities=(capability("cap-a"), capability("cap-b")), **changes)
    return fakes.tools(content=fakes.FakeContent(base.questionnaire(), catalogue=catalogue))


@pytest.fixture
def tools() -> Tools:
    return make.stock(installation(), ENTRY)


def decision(tools: Tools, act: EntryAct, reason: str = "까닭") -> None:
    decide(tools, make.KEEPER, "sup-a", Decision(act, reason, make.version(tools)), NOW)


@pytest.mark.parametrize(
    ("act", "state"), [(EntryAct.SUSPENDED, EntryState.SUSPENDED), (EntryAct.EXPIRED, EntryState.EXPIRED)]
)
def test_a_decision_stands_with_its_reason_and_day_and_under_a_name(
    tools: Tools, act: EntryAct, state: EntryState
) -> None:
    decision(tools, act)
    opened = open_entry(tools, make.KEEPER, "sup-a", TODAY)
    assert opened.record.supplier == replace(ENTRY, entry=RegisterEntry(state, TODAY, "까닭"))
    newest = opened.history[0]
    assert (newest.who, newest.act, newest.reason, newest.at) == (make.KEEPER.name, act, "까닭", NOW)
    assert tools.register.approved() == ()


@pytest.mark.parametrize("act", [EntryAct.SUSPENDED, EntryAct.EXPIRED, EntryAct.RETURNED])
def test_only_an_approval_needs_no_reason(tools: Tools, act: EntryAct) -> None:
    with pytest.raises(InputRejected) as rejected:
        decision(tools, act, "")
    assert [problem.code for problem in rejected.value.problems] == ["decision_without_reason"]
    decision(tools, EntryAct.APPROVED, "")


def asking(tools: Tools) -> Tools:
    """The entry asks for another region, and was told a new price meanwhile."""
    standing = replace(ENTRY, price_to=7_000)
    asked = replace(ENTRY, regions=("41",), price_to=1)
    tools.register.put([(make.change(standing, proposed=asked), make.terms())])
    return tools


def test_an_approval_takes_over_what_was_asked_for_and_nothing_else(tools: Tools) -> None:
    decision(asking(tools), EntryAct.APPROVED)
    record = tools.register.get("sup-a")
    assert record is not None
    assert (record.supplier.regions, record.supplier.price_to, record.proposed) == (("41",), 7_000, None)


def test_a_returned_change_is_dropped_and_the_entry_stands(tools: Tools) -> None:
    decision(asking(tools), EntryAct.RETURNED)
    record = tools.register.get("sup-a")
    assert record is not None
    assert (record.supplier.regions, record.supplier.entry, record.proposed) == (("48",), ENTRY.entry, None)


def test_a_suspension_leaves_a_change_waiting(tools: Tools) -> None:
    decision(asking(tools), EntryAct.SUSPENDED)
    record = tools.register.get("sup-a")
    assert record is not None
    assert record.proposed is not None


def test_a_decision_about_an_older_version_is_refused(tools: Tools) -> None:
    seen = make.version(tools)
    decision(tools, EntryAct.SUSPENDED)
    with pytest.raises(EntryChanged):
        decide(tools, make.KEEPER, "sup-a", Decision(EntryAct.APPROVED, "", seen), NOW)
    assert make.state_of(tools) is EntryState.SUSPENDED


def test_an_entry_that_is_not_there(tools: Tools) -> None:
    with pytest.raises(NotFound):
        open_entry(tools, make.KEEPER, "sup-none", TODAY)


@pytest.mark.parametrize("visitor", [Visitor.SUPPLIER, Visitor.CONSULTANT, Visitor.MANAGER])
def test_the_desk_is_the_associations_alone(tools: Tools, visitor: Visitor) -> None:
    other = Actor(visitor, "x", frozenset({"sup-a", "association"}), "sup-a")
    with pytest.raises(Forbidden):
        open_desk(tools, other, "", RegisterFilter(), TODAY)
    with pytest.raises(Forbidden):
        open_entry(tools, other, "sup-a", TODAY)
    with pytest.raises(Forbidden):
        decide(tools, other, "sup-a", Decision(EntryAct.APPROVED, "", 1), NOW)
    with pytest.raises(Forbidden):
        export_register(tools, other, ".csv")


def test_the_desk_counts_who_meets_the_definition_of_the_day() -> None:
    rules = definition((QualifiedRule.APPROVED, None), (QualifiedRule.CAPACITY_AT_LEAST, 3))
    tools = installation(qualified=(rules,))
    make.stock(tools, ENTRY, *(make.register_entry(f"sup-{n}", capacity=n) for n in range(2, 5)))
    make.stock(tools, make.register_entry("sup-x", EntryState.SUSPENDED, capacity=9))
    desk = open_desk(tools, make.KEEPER, "", RegisterFilter(), ON)
    assert (desk.qualified, desk.total, desk.definition) == (2, 5, rules)
    qualification = open_entry(tools, make.KEEPER, "sup-2", ON).qualification
    assert [found.reason.code for found in qualification.unmet] == ["no_capacity"]


def test_without_a_definition_nobody_is_counted(tools: Tools) -> None:
    desk = open_desk(tools, make.KEEPER, "", RegisterFilter(), TODAY)
    assert (desk.qualified, desk.definition) == (0, None)
    assert open_entry(tools, make.KEEPER, "sup-a", TODAY).qualification.unmet == ()


def test_entries_are_found_by_name_capability_evidence_industry_region_and_cell() -> None:
    world = base.catalogue(
        capabilities=(replace(capability("cap-a"), name=base.text("vision inspection")),),
        use_cases=(base.use_case("uc-a", {}, cell="cell-1-D"),),
    )
    tools = fakes.tools(content=fakes.FakeContent(base.questionnaire(), catalogue=world))
    industry, region = world.industries[0], world.regions[0]
    shown = offer("cap-a", shown_by="사출 공장", dated=ON)
    full = make.register_entry(
        name="여울식별", offers=(shown,), divisions=(industry.division,), regions=(region.code,), cells=("cell-1-D",)
    )
    make.stock(tools, full, make.register_entry("sup-b", name="갈대", offers=()))
    words = ("여울", "사출을", "vision", industry.name.ko, region.name.ko, world.use_cases[0].name.ko, "sup-a")
    found = [[r.supplier.id for r in search_register(tools, word)[0]] for word in words]
    assert [ids[0] for ids in found] == ["sup-a"] * len(words)
    assert search_register(tools, "도금") == ((), 0)


def test_a_register_goes_out_as_one_of_two_kinds_of_files(tools: Tools) -> None:
    assert export_register(tools, make.KEEPER, ".csv") == b".csv sup-a"
    with pytest.raises(InputRejected):
        export_register(tools, make.KEEPER, ".pdf")
