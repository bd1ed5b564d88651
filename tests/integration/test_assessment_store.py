"""The contract of the AssessmentStore: events are only appended, documents come back whole, deletion is for good."""

from __future__ import annotations

from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from assessment.instrument.edition import EvidenceClass
from assessment.instrument.values import AnswerEvent, Role
from assessment.terms import Absence
from services.ports import Documents, PrintedReport
from tests import builders as make
from tests.integration.conftest import Stores

SEOUL = timezone(timedelta(hours=9))


@pytest.fixture
def stocked(stores: Stores) -> Stores:
    """Two assessments, ``a`` and ``b``."""
    stores.assessments.add(make.assessment_record("a"))
    stores.assessments.add(make.assessment_record("b"))
    return stores


def numbered(*events: AnswerEvent) -> list[AnswerEvent]:
    """The events in the order of their device, each with a version of its own."""
    return [replace(event, sequence=n, base_version=n) for n, event in enumerate(events)]


# --- records ---------------------------------------------------------------------------------------------------------


def test_a_record_comes_back_as_it_was_stored(stocked: Stores) -> None:
    assert stocked.assessments.get("a") == make.assessment_record("a")


def test_a_record_is_found_by_the_public_part_of_its_code(stocked: Stores) -> None:
    assert stocked.assessments.find("LOCb") == make.assessment_record("b")


def test_what_was_never_stored_is_none(stocked: Stores) -> None:
    assert (stocked.assessments.get("c"), stocked.assessments.find("LOCc")) == (None, None)


def test_a_renewed_code_replaces_the_old_one_and_nothing_else(stocked: Stores) -> None:
    stocked.assessments.renew_code("a", "NEWER", "salt$new")
    assert stocked.assessments.find("LOCa") is None
    assert stocked.assessments.find("NEWER") == replace(
        make.assessment_record("a"), locator="NEWER", code_hash="salt$new"
    )
    assert stocked.assessments.get("b") == make.assessment_record("b")


def test_another_process_sees_what_was_stored(stocked: Stores) -> None:
    assert stocked.again().assessments.get("a") == make.assessment_record("a")


# --- events ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        make.event("P1", 0),
        make.event("P1", 5, evidence=EvidenceClass.MEASURED, role=Role.CONSULTANT, author="link", note="보았음"),
        make.event("P1", Absence.DONT_KNOW),
        make.event("D3", Absence.NOT_APPLICABLE, reason="제품이 없음 👷 '; DROP TABLE assessment"),
        make.event("P1.3.a", 80, role=Role.COLLEAGUE, device="phone", sequence=7, base_version=9),
        make.event("P1", 3, at=datetime(2026, 11, 22, 12, 0, 0, 123456, tzinfo=UTC)),
    ],
)
def test_every_field_of_an_event_comes_back(stocked: Stores, said: AnswerEvent) -> None:
    assert stocked.assessments.append("a", said)
    assert stocked.assessments.events("a") == (said,)


def test_a_moment_comes_back_as_the_same_moment_in_any_zone(stocked: Stores) -> None:
    at = datetime(2026, 11, 22, 21, 0, tzinfo=SEOUL)
    stocked.assessments.append("a", make.event("P1", 3, at=at))
    (event,) = stocked.assessments.events("a")
    assert event.at == at == make.NOON


def test_events_are_only_ever_appended_oldest_first(stocked: Stores) -> None:
    said = numbered(make.event("P1", 3), make.event("P2", 1), make.event("P1", 2))
    for event in said:
        stocked.assessments.append("a", event)
    assert stocked.assessments.events("a") == tuple(said)


def test_events_of_one_item_leave_the_others_out(stocked: Stores) -> None:
    for event in (said := numbered(make.event("P1", 3), make.event("P2", 1), make.event("P1", 2))):
        stocked.assessments.append("a", event)
    assert stocked.assessments.events("a", "P1") == (said[0], said[2])


def test_events_of_another_assessment_stay_there(stocked: Stores) -> None:
    stocked.assessments.append("a", make.event("P1", 3))
    assert stocked.assessments.events("b") == ()


def test_the_place_of_a_device_is_taken_once(stocked: Stores) -> None:
    assert stocked.assessments.append("a", make.event("P1", 3, sequence=0))
    assert not stocked.assessments.append("a", make.event("P2", 4, sequence=0))
    assert [event.target for event in stocked.assessments.events("a")] == ["P1"]


def test_the_version_of_an_item_is_taken_once(stocked: Stores) -> None:
    assert stocked.assessments.append("a", make.event("P1", 3, device="laptop"))
    assert not stocked.assessments.append("a", make.event("P1", 4, device="phone"))
    assert [event.value for event in stocked.assessments.events("a")] == [3]


@pytest.mark.parametrize(
    "other",
    [
        make.event("P1", 4, sequence=1, base_version=1),
        make.event("P2", 4, sequence=1),
        make.event("P1", 4, sequence=1, author="b"),
        make.event("P1", 4, sequence=1, role=Role.CONSULTANT),
        make.event("P1", 4, device="phone", base_version=1),
    ],
)
def test_another_place_is_free(stocked: Stores, other: AnswerEvent) -> None:
    assert stocked.assessments.append("a", make.event("P1", 3))
    assert stocked.assessments.append("a", other)


def test_the_same_place_in_another_assessment_is_free(stocked: Stores) -> None:
    assert stocked.assessments.append("a", make.event("P1", 3))
    assert stocked.assessments.append("b", make.event("P1", 3))


def test_an_assessment_that_is_gone_takes_no_event(stocked: Stores) -> None:
    stocked.assessments.delete("a")
    assert not stocked.assessments.append("a", make.event("P1", 3))


def test_a_device_counts_from_zero_for_itself(stocked: Stores) -> None:
    assert stocked.assessments.next_sequence("a", "d") == 0
    stocked.assessments.append("a", make.event("P1", 3, device="d", sequence=4))
    assert stocked.assessments.next_sequence("a", "d") == 5
    assert stocked.assessments.next_sequence("a", "phone") == 0
    assert stocked.assessments.next_sequence("b", "d") == 0


# --- documents -------------------------------------------------------------------------------------------------------


def untouched_fields(value: object, name: str = "documents") -> list[str]:
    """Fields that are still at their default, at any depth: a round trip would prove nothing about them."""
    if isinstance(value, tuple):
        return [found for entry in value for found in untouched_fields(entry, name)]
    if not is_dataclass(value):
        return []
    found = []
    for field in fields(value):
        inner = getattr(value, field.name)
        if inner == (field.default if field.default_factory is MISSING else field.default_factory()):
            found.append(f"{name}.{field.name}")
        found.extend(untouched_fields(inner, f"{name}.{field.name}"))
    return found


def test_the_documents_of_these_tests_leave_no_field_out() -> None:
    assert untouched_fields(make.full_documents()) == []


def test_every_field_of_the_documents_comes_back(stocked: Stores) -> None:
    stocked.assessments.put("a", make.full_documents(), make.NOON)
    assert stocked.assessments.documents("a") == make.full_documents()


def test_documents_with_nothing_in_them_come_back_empty(stocked: Stores) -> None:
    stocked.assessments.put("a", Documents(), make.NOON)
    assert stocked.assessments.documents("a") == Documents()


def test_a_company_that_said_nothing_yet_has_empty_documents(stocked: Stores) -> None:
    assert stocked.assessments.documents("a") == Documents()


def test_the_latest_documents_win_even_within_the_same_moment(stocked: Stores) -> None:
    stocked.assessments.put("a", make.full_documents(), make.NOON)
    stocked.assessments.put("a", Documents(profile=make.profile(workers=7)), make.NOON)
    stocked.assessments.put("b", make.full_documents(), make.NOON)
    assert stocked.assessments.documents("a") == Documents(profile=make.profile(workers=7))


# --- deletion --------------------------------------------------------------------------------------------------------


def test_deletion_takes_everything_of_one_assessment_and_nothing_of_another(stocked: Stores) -> None:
    stocked.links.add(make.link_record("l"))
    for name in ("a", "b"):
        stocked.assessments.append(name, make.event("P1", 3))
        stocked.assessments.put(name, make.full_documents(), make.NOON)
        stocked.links.join("l", name)
        stocked.reports.add(make.report_record(f"r{name}", name))
        stocked.reports.finish(f"r{name}", PrintedReport(b"%PDF", b"PNG", "frozen"))
    stocked.assessments.delete("a")
    gone, kept = (
        (
            stocked.assessments.get(name) is None,
            stocked.assessments.find(f"LOC{name}") is None,
            stocked.assessments.events(name) == (),
            stocked.assessments.documents(name) == Documents(),
            stocked.links.consultants(name) == (),
            stocked.reports.of(name) == (),
            stocked.reports.get(f"r{name}") is None,
            stocked.reports.files(f"r{name}") is None,
        )
        for name in ("a", "b")
    )
    assert (set(gone), set(kept)) == ({True}, {False})
    assert stocked.links.assessments("l") == ("b",)


def test_deleting_what_is_gone_harms_nothing(stocked: Stores) -> None:
    stocked.assessments.delete("a")
    stocked.assessments.delete("a")
    assert stocked.assessments.get("b") is not None
