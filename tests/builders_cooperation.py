"""Builders for named co-operation: consents, an association's desk, an installation in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from assessment.catalogue import (
    Alliance,
    CapabilityId,
    Catalogue,
    EntryState,
    Offer,
    OfferGrade,
    Supplier,
    UseCaseId,
)
from assessment.matching.agreements import Purpose, SharedField, Sharing
from assessment.matching.records import Brings, CollaborationTask, TaskMember, TaskRole, TaskStatus
from assessment.scoring.values import Wishes
from services.cooperation import Chosen
from services.cooperation_port import Kept, Kind
from services.permissions import ASSOCIATION, Actor, Visitor
from services.ports import Documents, Tools
from tests import builders as make
from tests import builders_matching as matching
from tests import fakes, fakes_cooperation

NOW = make.NOON
TODAY = NOW.date()
LATER = TODAY + timedelta(days=300)
DESK = Actor(Visitor.ASSOCIATION, "l", frozenset({ASSOCIATION}), "박협회")
MANAGER = Actor(Visitor.MANAGER, "manager", frozenset({"a"}))
A, B, C = (CapabilityId(f"cap-{letter}") for letter in "abc")
USE = UseCaseId("uc-sight")
CELL = "cell-2-D"


# --- the small world -------------------------------------------------------------------------------------------------


def alliance(*, with_rules: bool = True) -> Alliance:
    """An edition of a group of makers and one for rules."""
    groups = [make.subcommittee("makers", industries={"22": 1.0, "25": 0.5}, items={"P1": 1.0})]
    groups += [make.subcommittee("law")] if with_rules else []
    return make.alliance(*groups)


def catalogue(**changes: object) -> Catalogue:
    """Three capabilities, one use of AI that wants the first two, one initiative that trains the first."""
    made = make.catalogue(
        capabilities=tuple(matching.capability(name) for name in (A, B, C)),
        use_cases=(make.use_case(USE, {"P1": 2}, cell=CELL, capabilities=(A, B)),),
        initiatives=(make.initiative("ini-one", ("P1", 1, 2), capabilities=(A, B)),),
        alliances=(alliance(),),
        suppliers=(supplier("sup-a"),),
        qualified=(),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def supplier(supplier_id: str, **changes: object) -> Supplier:
    """An approved supplier of the first two capabilities."""
    offers = tuple(Offer(name, OfferGrade.REFERENCE, "shown", TODAY) for name in (A, B))
    made = make.supplier(supplier_id, offers=offers, entry=matching.entry(EntryState.APPROVED), capacity=3)
    return replace(made, **changes)  # type: ignore[arg-type]


def sharing(member: str, industry: str = "ind-a", **changes: object) -> Sharing:
    """A company that agreed to everything and shows everything but its scores."""
    made = Sharing(
        member=member,
        name=f"Firm {member}",
        contact=f"{member}@example.org",
        division="22",
        industry=industry,
        purposes=tuple(Purpose),
        fields=(SharedField.REGION, SharedField.SIZE, SharedField.NEEDS, SharedField.OFFERS),
        given_on=TODAY,
        until=LATER,
        region="48",
        workers=60,
        needs={A: 0.5, B: 0.5},
        use_cases=(USE,),
        offers={C: 1.0},
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def chosen(**changes: object) -> Chosen:
    """A manager who shows everything for everything."""
    made = Chosen("가나정밀", "031-000-0000", tuple(Purpose), tuple(SharedField), (Brings.DATA,), LATER)
    return replace(made, **changes)  # type: ignore[arg-type]


def tools(*shared: Sharing, **changes: object) -> Tools:
    """An installation whose companies agreed; the first of them is company a, which answered one question."""
    made = fakes.tools(
        content=fakes.FakeContent(make.questionnaire(), catalogue=catalogue(**changes)),
        cooperation=fakes_cooperation.cooperation_tools(),
    )
    made.assessments.add(make.assessment_record("a"))
    made.assessments.put("a", Documents(profile=make.profile(), wishes=Wishes(use_cases=(USE,))), NOW)
    made.assessments.append("a", make.event("P1", 1))
    for place, entry in enumerate(shared):
        made.cooperation.store.share(None if place else "a", entry)
    return made


def keep(tools: Tools, *records: Kind) -> None:
    """Store first versions of records."""
    assert tools.cooperation.store.append([Kept(record, 1, NOW, "desk") for record in records])


def settled_task(task_id: str, *members: str, **changes: object) -> CollaborationTask:
    """A task of some companies that has everything it needs to move on."""
    made = matching.task(
        task_id,
        members=tuple(
            TaskMember(m, TaskRole.COMPANY if n else TaskRole.ANCHOR, f"ind-{n}", 60, agreed=True)
            for n, m in enumerate(members)
        ),
        status=TaskStatus.FOUND,
        moved_on=TODAY,
        use_case=USE,
        owner=members[0],
        deliverable="model",
        acceptance="test",
        due=date(2027, 6, 1),
    )
    return replace(made, **changes)  # type: ignore[arg-type]
