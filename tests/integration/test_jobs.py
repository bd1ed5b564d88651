"""The contract of the JobQueue, and that a report survives the loss of its job or of its worker."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from assessment.terms import Language
from services.permissions import Actor, Visitor
from services.ports import Documents, ReportStatus, Tools
from services.reports import ask_for_report, build_report, read_report, sweep
from storage.jobs import HueyJobs
from tests import builders as make
from tests import fakes
from tests.integration.conftest import Stores

NOON = make.NOON
MANAGER = Actor(Visitor.MANAGER, "manager", frozenset({"a"}))


def minutes(count: float) -> datetime:
    return NOON + timedelta(minutes=count)


@pytest.fixture
def tools(stores: Stores) -> Tools:
    """Tools on a real or a fake store, with one company that has described itself."""
    stores.assessments.add(make.assessment_record("a"))
    stores.assessments.put("a", Documents(profile=make.profile()), NOON)
    return replace(
        fakes.tools(), assessments=stores.assessments, reports=stores.reports, jobs=fakes.FakeJobs(drops=True)
    )


def outcome(tools: Tools, report_id: str) -> tuple[ReportStatus, int]:
    report = read_report(tools, MANAGER, report_id)
    return report.status, report.attempts


# --- the queue -------------------------------------------------------------------------------------------------------


def test_a_queue_that_works_at_once_has_built_when_it_returns(tmp_path: Path) -> None:
    built: list[str] = []
    jobs = HueyJobs(tmp_path / "jobs.sqlite", at_once=True)
    jobs.serve(built.append, lambda: None)
    for report_id in ("r1", "r2"):
        jobs.ask_for_report(report_id)
    assert built == ["r1", "r2"]


def test_a_queue_for_a_worker_only_remembers(tmp_path: Path) -> None:
    built: list[str] = []
    jobs = HueyJobs(tmp_path / "jobs.sqlite")
    jobs.serve(built.append, lambda: None)
    jobs.ask_for_report("r")
    assert built == []


def test_a_fake_queue_builds_what_was_asked_for_when_its_worker_runs() -> None:
    built: list[str] = []
    jobs = fakes.FakeJobs()
    jobs.serve(built.append)
    jobs.ask_for_report("r")
    assert built == []
    jobs.run_worker()
    assert built == ["r"]


def test_a_queue_that_nobody_serves_says_so(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="r-17"):
        HueyJobs(tmp_path / "jobs.sqlite", at_once=True).ask_for_report("r-17")


def test_a_report_is_built_through_the_real_queue(tools: Tools, tmp_path: Path) -> None:
    jobs = HueyJobs(tmp_path / "jobs.sqlite", at_once=True)
    tools = replace(tools, jobs=jobs)
    jobs.serve(lambda report_id: build_report(tools, report_id, minutes(1)), lambda: sweep(tools, minutes(1)))
    report_id = ask_for_report(tools, MANAGER, "a", Language.KO, NOON)
    assert outcome(tools, report_id) == (ReportStatus.DONE, 1)


# --- what is lost is found again -------------------------------------------------------------------------------------


def test_a_job_that_the_queue_lost_is_found_by_the_sweep_and_built(tools: Tools) -> None:
    report_id = ask_for_report(tools, MANAGER, "a", Language.KO, NOON)
    assert outcome(tools, report_id) == (ReportStatus.QUEUED, 0)

    mended = fakes.FakeJobs()
    mended.serve(lambda found: build_report(tools, found, minutes(2)))
    assert sweep(replace(tools, jobs=mended), minutes(2)) == 1
    mended.run_worker()
    assert outcome(tools, report_id) == (ReportStatus.DONE, 1)


def test_a_report_whose_worker_was_killed_is_found_once_its_lease_ran_out(tools: Tools) -> None:
    report_id = ask_for_report(tools, MANAGER, "a", Language.KO, NOON)
    tools.reports.lease(report_id, minutes(1), minutes(4))  # the worker takes it, and is killed

    mended = fakes.FakeJobs()
    mended.serve(lambda found: build_report(tools, found, minutes(5)))
    with_mended = replace(tools, jobs=mended)
    assert (sweep(with_mended, minutes(3)), sweep(with_mended, minutes(5))) == (0, 1)
    mended.run_worker()
    assert outcome(tools, report_id) == (ReportStatus.DONE, 2)


def test_a_report_asked_for_twice_by_the_sweep_is_built_once(tools: Tools) -> None:
    printer = fakes.FakePrinter()
    twice = fakes.FakeJobs()
    mended = replace(tools, jobs=twice, printer=printer)
    twice.serve(lambda found: build_report(mended, found, minutes(4)))
    ask_for_report(tools, MANAGER, "a", Language.KO, NOON)
    assert (sweep(mended, minutes(2)), sweep(mended, minutes(3))) == (1, 1)
    twice.run_worker()
    assert len(printer.printed) == 1


def test_a_report_that_kills_every_worker_gives_up_and_is_swept_no_more(tools: Tools) -> None:
    report_id = ask_for_report(tools, MANAGER, "a", Language.KO, NOON)
    for n in range(3):
        assert tools.reports.lease(report_id, minutes(10 * n), minutes(10 * n + 3))  # killed each time
    assert not build_report(tools, report_id, minutes(40))
    assert outcome(tools, report_id) == (ReportStatus.FAILED, 4)
    assert sweep(tools, minutes(60)) == 0
