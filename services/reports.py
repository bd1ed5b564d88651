"""Ask for a report, build it in a worker, and find those that a dying worker left behind."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from assessment.terms import Language, Problem
from services.assessments import open_passage
from services.diagnoses import explain
from services.errors import NotFound
from services.own_entry import count_filters
from services.permissions import Act, Actor, Visitor, require
from services.planning import diagnose_passage
from services.ports import PrintedReport, PrintingFailed, ReportRecord, ReportStatus, Tools

LEASE = timedelta(minutes=6)
"""Longer than the arguments for a roadmap take."""
LONG_WAIT = timedelta(minutes=1)
MOST_ATTEMPTS = 3


def ask_for_report(
    tools: Tools, actor: Actor, assessment_id: str, language: Language, now: datetime, *, explained: bool = False
) -> str:
    """Have a report made, with the arguments for its roadmap where `explained`.

    The same wish while one is on its way returns that one, so a double click costs nothing.
    """
    require(actor, Act.MAKE_REPORT, assessment_id)
    open_passage(tools, actor, assessment_id).case  # noqa: B018  raises NotFound while the company is not described
    for report in tools.reports.of(assessment_id):
        waiting = report.status in (ReportStatus.QUEUED, ReportStatus.RUNNING)
        same = (report.language, report.explained) == (language, explained)
        if waiting and same and report.asked_at > now - LEASE:
            return report.id
    record = ReportRecord(uuid.uuid4().hex, assessment_id, language, ReportStatus.QUEUED, 0, now, explained=explained)
    tools.reports.add(record)
    tools.jobs.ask_for_report(record.id)
    return record.id


def build_report(tools: Tools, report_id: str, now: datetime) -> bool:
    """Build one report in a worker; False if it was gone or in other hands.

    What is stored is the report as built: it reads the same in October as in March, whatever changes meanwhile.
    """
    report = tools.reports.lease(report_id, now, now + LEASE)
    if report is None:
        return False
    if report.attempts > MOST_ATTEMPTS:
        tools.reports.fail(report_id, "report_gave_up")
        return False
    worker = Actor(Visitor.MANAGER, "worker", frozenset({report.assessment_id}))
    try:
        passage = open_passage(tools, worker, report.assessment_id)
        diagnosis = diagnose_passage(tools, passage, now.date())
        diagnosis = explain(diagnosis) if report.explained else diagnosis
        tools.reports.finish(report_id, tools.printer(diagnosis, report.language, now))
        count_filters(tools, diagnosis.suppliers, now.date())
    except PrintingFailed as failure:
        tools.reports.fail(report_id, _as_text(failure.problem))
    return True


def read_report(tools: Tools, actor: Actor, report_id: str) -> ReportRecord:
    """A report of the visitor's own assessment; anybody else's does not exist for them."""
    report = tools.reports.get(report_id)
    if report is None or report.assessment_id not in actor.opens:
        raise NotFound(report_id)
    return report


def read_files(tools: Tools, actor: Actor, report_id: str) -> PrintedReport:
    """The files of a finished report."""
    report = read_report(tools, actor, report_id)
    files = tools.reports.files(report.id)
    if files is None:
        raise NotFound(report_id)
    return files


def sweep(tools: Tools, now: datetime) -> int:
    """Ask again for every report that a lost job left behind; how many there were."""
    stranded = tools.reports.stranded(now, now - LONG_WAIT)
    for report_id in stranded:
        tools.jobs.ask_for_report(report_id)
    return len(stranded)


def _as_text(problem: Problem) -> str:
    """A problem as it is stored: its code and parameters, so that it can be said in any language.

    A bar inside a value, such as one in a company's name, becomes ``¦``: the bar parts the values.
    """
    params = "|".join(f"{name}={str(value).replace('|', '¦')}" for name, value in problem.params)
    return f"{problem.code}|{params}" if params else problem.code
