"""The invented co-operation in the stores: everything of it, and only companies that agreed are named."""

from __future__ import annotations

from assessment.matching.records import CollaborationTask, Lead, PostedNeed, RegulationRequest
from services import task_cases
from services.demo_sharing import load_cooperation
from services.keeping import load_newest
from tests import builders_cooperation as make
from tests.builders_matching import ON, demo_companies
from tests.unit.services.test_demo_cooperation import cooperation


def test_the_stores_hold_what_was_invented() -> None:
    found, tools = cooperation(), make.tools()
    load_cooperation(tools, found, demo_companies())
    shared = tools.cooperation.store.shared()
    assert [entry.member for entry in shared] == sorted(member.id for member in found.members)
    assert all(entry.stands(ON) and not entry.scores for entry in shared)
    assert {task.id for task in load_newest(tools, CollaborationTask)} == {task.id for task in found.tasks}
    assert len(task_cases.load_cards(tools)) == len(found.cases)
    assert len(load_newest(tools, RegulationRequest)) == len(found.requests)
    assert len(load_newest(tools, PostedNeed)) == len(found.needs)
    leads = load_newest(tools, Lead)
    assert len(leads) == len({(lead.supplier, lead.company) for lead in found.leads})
