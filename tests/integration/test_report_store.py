"""The contract of the ReportStore: one worker at a time, nothing stranded is overlooked, files come back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from assessment.terms import Language
from services.ports import PrintedReport, ReportStatus
from tests import builders as make
from tests.integration.conftest import Stores

NOON = make.NOON
PRINTED = PrintedReport(b"%PDF\x00\xff", b"\x89PNG\x00", '{"글": "얼린 글"}', b"PK\x00 hwpx", b"PK\x00 xlsx")


@pytest.fixture
def stocked(stores: Stores) -> Stores:
    """Assessment ``a`` with one report ``r`` that was asked for at noon."""
    stores.assessments.add(make.assessment_record("a"))
    stores.assessments.add(make.assessment_record("b"))
    stores.reports.add(make.report_record("r", "a"))
    return stores


def minutes(count: float) -> datetime:
    return NOON + timedelta(minutes=count)


def status(stores: Stores, report_id: str = "r") -> ReportStatus:
    record = stores.reports.get(report_id)
    assert record is not None
    return record.status


@pytest.mark.parametrize("language", Language)
def test_a_report_comes_back_as_it_was_stored(stocked: Stores, language: Language) -> None:
    asked = make.report_record("s", "a", language=language, asked_at=minutes(1))
    stocked.reports.add(asked)
    assert stocked.reports.get("s") == asked


def test_a_report_that_was_never_asked_for_is_none(stocked: Stores) -> None:
    assert (stocked.reports.get("x"), stocked.reports.files("x")) == (None, None)


def test_the_reports_of_an_assessment_come_newest_first(stocked: Stores) -> None:
    stocked.reports.add(make.report_record("old", "a", asked_at=minutes(-1)))
    stocked.reports.add(make.report_record("new", "a", asked_at=minutes(1)))
    stocked.reports.add(make.report_record("other", "b", asked_at=minutes(2)))
    assert [record.id for record in stocked.reports.of("a")] == ["new", "r", "old"]


def test_reports_of_the_same_moment_keep_one_order(stocked: Stores) -> None:
    stocked.reports.add(make.report_record("z", "a"))
    stocked.reports.add(make.report_record("m", "a"))
    assert [record.id for record in stocked.reports.of("a")] == ["m", "r", "z"]


def test_a_lease_marks_the_report_and_counts_the_attempt(stocked: Stores) -> None:
    taken = stocked.reports.lease("r", minutes(1), minutes(4))
    assert taken == replace(
        make.report_record("r", "a"), status=ReportStatus.RUNNING, attempts=1, lease_until=minutes(4)
    )
    assert stocked.reports.get("r") == taken


def test_a_report_is_leased_to_one_worker_only(stocked: Stores) -> None:
    another = stocked.again()
    assert stocked.reports.lease("r", minutes(1), minutes(4))
    assert another.reports.lease("r", minutes(2), minutes(5)) is None


def test_a_lease_that_ran_out_can_be_taken_again(stocked: Stores) -> None:
    another = stocked.again()
    stocked.reports.lease("r", minutes(1), minutes(4))
    taken = another.reports.lease("r", minutes(4.1), minutes(7.1))
    assert taken is not None
    assert (taken.attempts, taken.lease_until) == (2, minutes(7.1))


def test_a_lease_holds_to_its_last_moment(stocked: Stores) -> None:
    stocked.reports.lease("r", minutes(1), minutes(4))
    assert stocked.reports.lease("r", minutes(4), minutes(7)) is None


def test_a_report_that_does_not_exist_cannot_be_leased(stocked: Stores) -> None:
    assert stocked.reports.lease("x", NOON, minutes(3)) is None


def test_a_finished_report_has_its_files_and_is_no_longer_leased(stocked: Stores) -> None:
    stocked.reports.lease("r", NOON, minutes(3))
    stocked.reports.finish("r", PRINTED)
    record = stocked.reports.get("r")
    assert record is not None
    assert (record.status, record.lease_until) == (ReportStatus.DONE, None)
    assert stocked.again().reports.files("r") == PRINTED


def test_a_report_is_editable_once_it_has_both_documents(stocked: Stores) -> None:
    stocked.reports.add(make.report_record("old", "a"))
    stocked.reports.finish("r", PRINTED)
    stocked.reports.finish("old", replace(PRINTED, hwpx=None, xlsx=None))
    assert {record.id: record.editable for record in stocked.reports.of("a")} == {"r": True, "old": False}
    assert stocked.reports.files("old") == replace(PRINTED, hwpx=None, xlsx=None)


def test_a_failed_report_says_why_and_has_no_files(stocked: Stores) -> None:
    stocked.reports.lease("r", NOON, minutes(3))
    stocked.reports.fail("r", "missing_glyph|characters=‘𓀀’")
    record = stocked.reports.get("r")
    assert record is not None
    assert (record.status, record.error, record.lease_until) == (
        ReportStatus.FAILED,
        "missing_glyph|characters=‘𓀀’",
        None,
    )
    assert stocked.reports.files("r") is None


def test_a_report_that_waits_has_no_files(stocked: Stores) -> None:
    assert stocked.reports.files("r") is None


def test_finished_and_failed_reports_are_not_leased_again(stocked: Stores) -> None:
    stocked.reports.add(make.report_record("f", "a"))
    stocked.reports.finish("r", PRINTED)
    stocked.reports.fail("f", "bare")
    assert stocked.reports.lease("r", minutes(60), minutes(63)) is None
    assert stocked.reports.lease("f", minutes(60), minutes(63)) is None


def test_finishing_a_report_whose_assessment_was_deleted_brings_nothing_back(stocked: Stores) -> None:
    stocked.reports.lease("r", NOON, minutes(3))
    stocked.assessments.delete("a")
    stocked.reports.finish("r", PRINTED)
    stocked.reports.fail("r", "bare")
    assert (stocked.reports.get("r"), stocked.reports.files("r")) == (None, None)


def test_what_waits_since_long_is_stranded_oldest_first(stocked: Stores) -> None:
    stocked.reports.add(make.report_record("older", "a", asked_at=minutes(-5)))
    stocked.reports.add(make.report_record("fresh", "a", asked_at=minutes(9)))
    assert list(stocked.reports.stranded(minutes(10), minutes(1))) == ["older", "r"]


def test_what_a_worker_dropped_is_stranded_once_its_lease_ran_out(stocked: Stores) -> None:
    stocked.reports.lease("r", NOON, minutes(3))
    assert list(stocked.reports.stranded(minutes(2), minutes(2))) == []
    assert list(stocked.reports.stranded(minutes(4), minutes(2))) == ["r"]


def test_finished_and_failed_reports_are_never_stranded(stocked: Stores) -> None:
    stocked.reports.add(make.report_record("f", "a"))
    stocked.reports.finish("r", PRINTED)
    stocked.reports.fail("f", "bare")
    assert list(stocked.reports.stranded(minutes(60), minutes(60))) == []
