"""The results page and the report: asked for here, built elsewhere, fetched here."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessment.values import Diagnosis
from presentation.context import report_context
from presentation.desk.cases import case_cards
from presentation.documents import diagnosis_text
from presentation.sections.beside import beside_section
from presentation.wording import stored_problem_sentence
from services import planning, reports, task_cases
from services.assessments import Passage
from services.benchmarks import load_standings
from services.ports import ReportStatus
from web import desk, visitor

blueprint = Blueprint("results", __name__)
SECONDS_BETWEEN_LOOKS = 2


@dataclass(frozen=True, slots=True)
class Wait:
    """What the waiting page shows."""

    report_id: str
    status: str
    error: str
    editable: bool
    explained: bool
    seconds: int


@blueprint.get("/results")
def results() -> ResponseReturnValue:
    """The first result, from the same context as the PDF."""
    current = visitor.passage()
    diagnosis = _diagnosis(current)
    context = report_context(diagnosis, current.case.profile.name, visitor.now().date(), visitor.language())
    ready = [r for r in visitor.tools().reports.of(current.record.id) if r.status is ReportStatus.DONE]
    cases = case_cards(desk.reader(), task_cases.find_cases_for(visitor.tools(), diagnosis))
    beside = beside_section(*load_standings(visitor.tools().published, diagnosis), visitor.language())
    return render_template(
        "results/results.html", report=context, passage=current, ready=ready[:1], cases=cases, beside=beside
    )


@blueprint.get("/results/diagnosis.json")
def diagnosis_json() -> ResponseReturnValue:
    """The whole diagnosis with the planning problem, so that anyone can check it with another program."""
    return _saved(diagnosis_text(_diagnosis(visitor.passage())).encode(), "application/json", "kkweda-diagnosis.json")


@blueprint.post("/report")
def ask() -> ResponseReturnValue:
    """Have the PDF made, with the arguments for the order of work where they are asked for."""
    report_id = reports.ask_for_report(
        visitor.tools(),
        visitor.require_actor(),
        visitor.assessment_id(),
        visitor.language(),
        visitor.now(),
        explained="explained" in request.form,
    )
    return redirect(url_for("results.wait", report_id=report_id))


@blueprint.get("/report/<report_id>")
def wait(report_id: str) -> ResponseReturnValue:
    """A page that looks again by itself until the report is there."""
    report = reports.read_report(visitor.tools(), visitor.require_actor(), report_id)
    error = stored_problem_sentence(report.error, visitor.language()) if report.error else ""
    view = Wait(report.id, report.status.value, error, report.editable, report.explained, SECONDS_BETWEEN_LOOKS)
    return render_template("results/wait.html", wait=view)


@blueprint.get("/report/<report_id>/roadmap.pdf")
def pdf(report_id: str) -> ResponseReturnValue:
    """The report."""
    files = reports.read_files(visitor.tools(), visitor.require_actor(), report_id)
    return Response(
        files.pdf, mimetype="application/pdf", headers={"Content-Disposition": 'inline; filename="kkweda-roadmap.pdf"'}
    )


@blueprint.get("/report/<report_id>/roadmap.hwpx")
def hwpx(report_id: str) -> ResponseReturnValue:
    """The report as a Hangul document."""
    files = reports.read_files(visitor.tools(), visitor.require_actor(), report_id)
    return _saved(files.hwpx, "application/hwp+zip", "kkweda-roadmap.hwpx")


@blueprint.get("/report/<report_id>/roadmap.xlsx")
def xlsx(report_id: str) -> ResponseReturnValue:
    """The report as a workbook."""
    files = reports.read_files(visitor.tools(), visitor.require_actor(), report_id)
    return _saved(
        files.xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "kkweda-roadmap.xlsx"
    )


@blueprint.get("/report/<report_id>/owner.png")
def owner_png(report_id: str) -> ResponseReturnValue:
    """The owner's page as a picture for a messenger."""
    files = reports.read_files(visitor.tools(), visitor.require_actor(), report_id)
    return _saved(files.owner_png, "image/png", "kkweda-owner.png")


def _diagnosis(current: Passage) -> Diagnosis:
    return planning.diagnose_passage(visitor.tools(), current, visitor.now().date())


def _saved(content: bytes | None, kind: str, name: str) -> Response:
    """A file to save; one that an old report does not have is not found, and its page offers none."""
    if content is None:
        abort(404)
    return Response(content, mimetype=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
