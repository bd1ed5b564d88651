"""The contract of the store of co-operation, against the fake and against a SQLite file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import pytest
from sqlalchemy import Engine

from assessment.catalogue import Basis
from assessment.matching.agreements import Agreement, KeptPortfolio, ProposedCase, ProposedPair, SharedField
from assessment.matching.portfolio import pick_greedily
from assessment.matching.records import (
    Brings,
    CaseCard,
    CollaborationTask,
    Lead,
    LeadStage,
    PostedNeed,
    Recipient,
    RegulationRequest,
    RequestStatus,
)
from assessment.matching.values import Exchange
from assessment.terms import Reason
from services.cooperation_port import CooperationStore, Kept, Record
from storage.assessments import SqlAssessments
from storage.cooperation import SqlCooperation
from tests import builders as plain
from tests import builders_cooperation as make
from tests.builders_matching import random_tasks, small_supplier
from tests.fakes_cooperation import FakeCooperation, record_id

FULL = make.sharing("one", scores=(("process", 41.5),), brings=(Brings.DATA,), fields=tuple(SharedField))
TASK = make.settled_task("t", "one", "two", reasons=(Reason.of("across_industries", industries=("a", "b"), found=2),))
CARD = CaseCard("case-t", "t", make.CELL, make.USE, 2, "22", "p", "d", "done", "e", Basis.ESTIMATE, "6", make.TODAY)
RECORDS: tuple[Record, ...] = (
    replace(TASK, members=(*TASK.members, small_supplier("sup-a"))),
    ProposedPair(
        "pair-1",
        Agreement(("one", "two"), agreed=("one",)),
        (Exchange("one", "two", (make.A,)),),
        None,
        "makers",
        Reason.of("data_goes_one_way"),
        "grp-2026",
        (Reason.of("one_gains"),),
        make.TODAY,
    ),
    ProposedCase("case-t", CARD, Agreement(("one",))),
    RegulationRequest(
        "req-1", "one", "r", "o", "w", "basis", Recipient.MINISTRY, None, RequestStatus.HANDED_OVER, make.TODAY,
        answer_due=date(2026, 12, 7), use_case=make.USE,
    ),
    PostedNeed("need-1", "one", "ind-a", "22", "48", make.CELL, (make.A,), "r", (Brings.CASH,), make.LATER),
    Lead(make.supplier("sup-a").id, "one", make.TODAY, LeadStage.SHOWN),
    KeptPortfolio("representative", 3, 1, 8, pick_greedily(random_tasks(1, 8), 3, 1), make.TODAY),
)  # fmt: skip


@dataclass(frozen=True)
class Desk:
    """A store, and the act of deleting assessment a with everything of it."""

    store: CooperationStore
    delete_assessment: Callable[[], None]


@pytest.fixture(params=["fake", "sqlite"])
def desk(request: pytest.FixtureRequest, connect: Callable[[], Engine]) -> Desk:
    if request.param == "fake":
        fake = FakeCooperation()
        return Desk(fake, lambda: fake.withdraw("a"))
    engine = connect()
    assessments = SqlAssessments(engine)
    for number, name in enumerate("ab"):
        assessments.add(plain.assessment_record(name, locator=f"0000{number}"))
    return Desk(SqlCooperation(engine), lambda: assessments.delete("a"))


def kept(record: Record, version: int = 1, why: str = "") -> Kept[CollaborationTask]:
    return Kept(record, version, make.NOW, "박협회", why)  # type: ignore[arg-type]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: type(record).__name__)
def test_a_record_comes_back_as_it_was_stored(desk: Desk, record: CollaborationTask) -> None:
    stored = kept(record, why="because")
    assert desk.store.append([stored])
    assert desk.store.newest(type(record)) == (stored,)
    assert desk.store.history(type(record), record_id(record)) == (stored,)


def test_a_record_is_followed_by_its_next_version_and_none_is_lost(desk: Desk) -> None:
    for version, words in enumerate(("first", "second", "third"), 1):
        assert desk.store.append([kept(replace(TASK, deliverable=words), version)])
    assert desk.store.append([kept(replace(TASK, id="a"))])
    assert [entry.record.id for entry in desk.store.newest(CollaborationTask)] == ["a", "t"]
    assert [entry.record.deliverable for entry in desk.store.newest(CollaborationTask)] == ["model", "third"]
    assert [entry.version for entry in desk.store.history(CollaborationTask, "t")] == [1, 2, 3]


def test_a_version_that_is_there_keeps_out_everything_that_comes_with_it(desk: Desk) -> None:
    assert desk.store.append([kept(TASK)])
    assert not desk.store.append([kept(replace(TASK, id="new")), kept(replace(TASK, deliverable="other"))])
    assert [entry.record for entry in desk.store.newest(CollaborationTask)] == [TASK]
    assert desk.store.append([])


def test_records_of_one_id_and_several_kinds_do_not_meet(desk: Desk) -> None:
    need = replace(RECORDS[4], id="t")
    assert desk.store.append([kept(TASK)])
    assert desk.store.append([kept(need)])
    assert [entry.record for entry in desk.store.newest(PostedNeed)] == [need]
    assert desk.store.history(PostedNeed, "none") == ()


def test_what_a_company_shows_comes_back_and_is_replaced_by_its_next_consent(desk: Desk) -> None:
    desk.store.share("a", FULL)
    assert (desk.store.sharing("a"), desk.store.sharing("b")) == (FULL, None)
    changed = replace(FULL, fields=(), scores=())
    desk.store.share("a", changed)
    desk.store.share("b", make.sharing("two"))
    desk.store.share(None, make.sharing("paper"))
    assert [entry.member for entry in desk.store.shared()] == ["one", "paper", "two"]
    assert desk.store.sharing("a") == changed


def test_a_consent_that_was_taken_back_is_deleted_and_no_other(desk: Desk) -> None:
    desk.store.share("a", FULL)
    desk.store.share(None, make.sharing("paper"))
    desk.store.withdraw("a")
    assert [entry.member for entry in desk.store.shared()] == ["paper"]


def test_a_company_that_deletes_its_assessment_is_named_nowhere(desk: Desk) -> None:
    desk.store.share("a", FULL)
    desk.delete_assessment()
    assert desk.store.shared() == ()
