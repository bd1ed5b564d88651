"""Ask for a report, build it in a worker, read it, and find what a dying worker left behind."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from assessment.terms import Language, Problem
from services.errors import NotFound
from services.permissions import Actor, Visitor
from services.ports import Documents, PrintedReport, ReportStatus, Tools
from services.reports import ask_for_report, build_report, read_files, read_report, sweep
from tests import builders as make
from tests import fakes

MANAGER = Actor(Visitor.MANAGER, "manager", frozenset({"a"}))
NOON = make.NOON


def stocked(**changes: object) -> Tools:
    tools = fakes.tools(**changes)
    tools.assessments.add(make.assessment_record("a"))
    tools.assessments.put("a", Documents(profile=make.profile()), NOON)
    tools.assessments.append("a", make.event("P1", 2, author="manager"))
    return tools


def later(**span: int) -> datetime:
    return NOON + timedelta(**span)


def status(tools: Tools, report_id: str) -> ReportStatus:
    return read_report(tools, MANAGER, report_id).status


def test_a_report_that_was_asked_for_waits_for_a_worker() -> None:
    jobs = fakes.FakeJobs()
    tools = stocked(jobs=jobs)
    report_id = ask_for_report(tools, MANAGER, "a", Language.KO, NOON)
    assert (jobs.asked, status(tools, report_id)) == ([report_id], ReportStatus.QUEUED)


def test_a_company_that_has_not_described_itself_gets_no_report() -> None:
    tools = fakes.tools()
    tools.assessments.add(make.assessment_record("a"))
    with pytest.raises(NotFound, match="profile"):
        ask_for_report(tools, MANAGER, "a", Language.KO, NOON)


def test_a_double_click_makes_one_report() -> None:
    # peers 14
    jobs = fakes.FakeJobs()
    tools = stocked(jobs=jobs)
    asked = {ask_for_report(tools, MANAGER, "a", Language.KO, later(seconds=n)) for n in range(3)}
    assert (len(asked), len(jobs.asked)) == (1, 1)


def test_a_click_while_a_worker_builds_returns_the_report_in_the_making() -> None:
    # peers 14
    tools = stocked()
    report_id = ask_for_report(tools, MANAGER, "a", Language.KO, NOON)
    tools.reports.lease(report_id, later(seconds=1), later(minutes=3))
    assert ask_for_report(tools, MANAGER, "a", Language.KO, later(seconds=2)) == report_id


def test_another_language_is_another_report() -> None:
    tools = stocked()
    first = ask_for_report(tools, MANAGER, "a", Language.KO, NOON)
    assert ask_for_report(tools, MANAGER, "a", Language.EN, NOON) != first


def test_a_report_with_arguments_is_another_report_and_has_them() -> None:
    printer = fakes.FakePrinter()
    tools = stocked(printer=printer)
    plain = ask_for_report(tools, MANAGER, "a", Language.KO, NOON)
    argued = ask_for_report(tools, MANAGER, "a", Language.KO, NOON, explained=True)
    assert plain != argued
    for report_id in (plain, argued):
        build_report(tools, report_id, NOON)
    assert [diagnosis.explanation is not None for diagnosis, _, _ in printer.printed] == [False, True]


def test_a_finished_report_does_not_stand_in_for_a_new_wish() -> None:
    tools = stocked()
    first = ask_for_report(tools, MANAGER, "a", Language.KO, NOON)
    build_report(tools, first, NOON)
    assert ask_for_report(tools, MANAGER, "a", Language.KO, later(seconds=1)) != first


def test_a_wish_that_waits_for_too_long_is_made_anew() -> None:
    tools = stocked()
    first = ask_for_report(tools, MANAGER, "a", Language.KO, NOON)
    assert ask_for_report(tools, MANAGER, "a", Language.KO, later(minutes=7)) != first


def test_a_worker_prints_the_answers_in_the_language_asked_for() -> None:
    printer = fakes.FakePrinter()
    tools = stocked(printer=printer)
    report_id = ask_for_report(tools, MANAGER, "a", Language.EN, NOON)
    assert build_report(tools, report_id, later(seconds=5))
    ((diagnosis, language, issued_at),) = printer.printed
    assert (language, issued_at, diagnosis.provenance.on) == (Language.EN, later(seconds=5), NOON.date())
    assert [answer.value for answer in diagnosis.case.sheet.answers] == [2]


def test_a_finished_report_has_its_files() -> None:
    tools = stocked()
    report_id = ask_for_report(tools, MANAGER, "a", Language.KO, NOON)
    build_report(tools, report_id, NOON)
    assert status(tools, report_id) is ReportStatus.DONE
    assert read_files(tools, MANAGER, report_id).pdf == b"%PDF"


def test_a_report_reads_the_same_after_the_answers_changed() -> None:
    tools = stocked()
    report_id = ask_for_report(tools, MANAGER, "a", Language.KO, NOON)
    build_report(tools, report_id, NOON)
    before = read_files(tools, MANAGER, report_id)
    tools.assessments.append("a", make.event("P1", 5, author="manager", sequence=1, base_version=1))
    assert read_files(tools, MANAGER, report_id) == before


def test_a_report_that_is_not_ready_has_no_files() -> None:
    tools = stocked()
    report_id = ask_for_report(tools, MANAGER, "a", Language.KO, NOON)
    with pytest.raises(NotFound):
        read_files(tools, MANAGER, report_id)


def test_a_report_that_was_never_asked_for_is_not_found() -> None:
    with pytest.raises(NotFound):
        read_report(stocked(), MANAGER, "never")


def test_a_worker_leaves_a_report_alone_that_another_one_has() -> None:
    printer = fakes.FakePrinter()
    tools = stocked(printer=printer)
    report_id = ask_for_report(tools, MANAGER, "a", Language.KO, NOON)
    tools.reports.lease(report_id, NOON, later(minutes=3))
    assert not build_report(tools, report_id, later(seconds=1))
    assert printer.printed == []


def test_a_report_that_is_gone_is_not_built() -> None:
    assert not build_report(stocked(), "gone", NOON)


@pytest.mark.parametrize(
    ("problem", "stored"),
    [
        (Problem.of("missing_glyph", "report", characters="‘𓀀’"), "missing_glyph|characters=‘𓀀’"),
        (Problem.of("two", "report", b=2, a="x"), "two|a=x|b=2"),
        (Problem.of("bare", "report"), "bare"),
        (Problem.of("bar", "report", name="A|B"), "bar|name=A¦B"),
    ],
)
def test_a_report_that_cannot_be_printed_says_why(problem: Problem, stored: str) -> None:
    tools = stocked(printer=fakes.FakePrinter(problem))
    report_id = ask_for_report(tools, MANAGER, "a", Language.KO, NOON)
    assert build_report(tools, report_id, NOON)
    report = read_report(tools, MANAGER, report_id)
    assert (report.status, report.error) == (ReportStatus.FAILED, stored)


def test_after_three_dead_workers_a_report_gives_up() -> None:
    tools = stocked()
    report_id = ask_for_report(tools, MANAGER, "a", Language.KO, NOON)
    for n in range(3):
        assert tools.reports.lease(report_id, later(minutes=10 * n), later(minutes=10 * n + 3))
    assert not build_report(tools, report_id, later(minutes=40))
    report = read_report(tools, MANAGER, report_id)
    assert (report.status, report.error) == (ReportStatus.FAILED, "report_gave_up")


def test_a_third_worker_may_still_build_it() -> None:
    tools = stocked()
    report_id = ask_for_report(tools, MANAGER, "a", Language.KO, NOON)
    for n in range(2):
        tools.reports.lease(report_id, later(minutes=10 * n), later(minutes=10 * n + 3))
    assert build_report(tools, report_id, later(minutes=30))
    assert status(tools, report_id) is ReportStatus.DONE


def test_the_sweep_asks_again_for_what_a_lost_job_left_behind() -> None:
    jobs = fakes.FakeJobs(drops=True)
    tools = stocked(jobs=jobs)
    report_id = ask_for_report(tools, MANAGER, "a", Language.KO, NOON)
    jobs.drops = False
    assert sweep(tools, later(minutes=2)) == 1
    assert jobs.asked == [report_id]


def test_the_sweep_leaves_a_fresh_wish_to_its_worker() -> None:
    jobs = fakes.FakeJobs()
    tools = stocked(jobs=jobs)
    ask_for_report(tools, MANAGER, "a", Language.KO, NOON)
    assert sweep(tools, later(seconds=30)) == 0
    assert len(jobs.asked) == 1


def test_the_sweep_asks_again_when_a_worker_died_over_a_report() -> None:
    tools = stocked()
    report_id = ask_for_report(tools, MANAGER, "a", Language.KO, NOON)
    tools.reports.lease(report_id, NOON, later(minutes=3))
    assert sweep(tools, later(minutes=2)) == 0
    assert sweep(tools, later(minutes=4)) == 1


def test_the_sweep_leaves_finished_and_failed_reports_alone() -> None:
    tools = stocked()
    done, failed = (ask_for_report(tools, MANAGER, "a", language, NOON) for language in Language)
    tools.reports.finish(done, PrintedReport(b"", b"", ""))
    tools.reports.fail(failed, "bare")
    assert sweep(tools, later(hours=1)) == 0
