"""A company's page of co-operation: proposals, tasks and cases to answer, needs to post, rules to have improved."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessment.catalogue import UseCaseId
from assessment.errors import InputRejected
from assessment.matching.agreements import Sharing
from assessment.matching.records import Brings, CollaborationTask, PostedNeed
from presentation.desk.pairs import company_pair
from presentation.desk.requests import need_row, request_page
from presentation.desk.tasks import company_tasks
from presentation.wording import problem_text
from services import cooperation, keeping, needs, pairs, rule_requests, task_cases, tasks
from web import desk, visitor

blueprint = Blueprint("together", __name__, url_prefix="/together")
YES = "yes"


@blueprint.get("")
def together() -> ResponseReturnValue:
    """Everything that waits for this company, and what it started."""
    return _page()


@blueprint.post("/pairs/<pair_id>")
def answer_pair(pair_id: str) -> ResponseReturnValue:
    """Agree to a proposal, or decline."""
    pairs.answer_pair(visitor.tools(), _sharing(), pair_id, visitor.now(), agrees=_agrees())
    return redirect(url_for("together.together", _anchor="pairs"))


@blueprint.post("/tasks/<task_id>")
def answer_task(task_id: str) -> ResponseReturnValue:
    """Commit to a task, or take that back."""
    tasks.answer_task(visitor.tools(), _sharing().member, task_id, visitor.now(), agrees=_agrees())
    return redirect(url_for("together.together", _anchor="tasks"))


@blueprint.post("/cases/<case_id>")
def answer_case(case_id: str) -> ResponseReturnValue:
    """Let a case be shown to others, or not."""
    task_cases.answer_case(visitor.tools(), _sharing(), case_id, visitor.now(), agrees=_agrees())
    return redirect(url_for("together.together", _anchor="cases"))


@blueprint.post("/requests")
def draft_request() -> ResponseReturnValue:
    """Write down a rule that stands in the way."""
    use_case = request.form.get("use_case", "")
    written = rule_requests.Obstacle(
        rule=desk.text("rule"),
        obstacle=desk.text("obstacle"),
        wanted_change=desk.text("wanted_change"),
        use_case=UseCaseId(use_case) if use_case in _use_cases() else None,
    )
    try:
        rule_requests.draft_request(visitor.tools(), _sharing(), written, visitor.now())
    except InputRejected as rejected:
        return _page(_errors(rejected)), 422
    return redirect(url_for("together.together", _anchor="requests"))


@blueprint.post("/requests/<request_id>/withdraw")
def withdraw_request(request_id: str) -> ResponseReturnValue:
    """Take a request back."""
    rule_requests.withdraw_request(visitor.tools(), _sharing(), request_id, visitor.now())
    return redirect(url_for("together.together", _anchor="requests"))


@blueprint.post("/needs")
def post_need() -> ResponseReturnValue:
    """Post a need for others to answer."""
    sent = request.form
    wanted = needs.Wanted(
        cell=sent.get("cell", ""),
        requirement=desk.text("requirement"),
        brings=tuple(b for b in Brings if b.value in sent.getlist("brings")),
        open_until=desk.day(sent.get("open_until", "")) or desk.today(),
    )
    try:
        needs.post_need(visitor.tools(), _sharing(), wanted, visitor.now())
    except InputRejected as rejected:
        return _page(_errors(rejected)), 422
    return redirect(url_for("together.together", _anchor="needs"))


@blueprint.post("/needs/<need_id>/close")
def close_need(need_id: str) -> ResponseReturnValue:
    """Take a need down."""
    needs.close_need(visitor.tools(), _sharing(), need_id, visitor.now())
    return redirect(url_for("together.together", _anchor="needs"))


def _page(errors: dict[str, str] | None = None) -> str:
    tools, today = visitor.tools(), desk.today()
    sharing = _sharing()
    reader = desk.reader()
    industries = pairs.find_industries(tools)
    own = [
        company_pair(reader, pair, sharing.member, industries, pairs.find_identity(tools, pair, sharing.member, today))
        for pair in pairs.load_pairs_of(tools, sharing)
    ]
    posted = [need for need in keeping.load_newest(tools, PostedNeed) if need.company == sharing.member]
    return render_template(
        "together/together.html",
        sharing=sharing,
        pairs=own,
        tasks=company_tasks(reader, keeping.load_newest(tools, CollaborationTask), sharing.member),
        cases=[(case, sharing.member in case.agreement.agreed) for case in task_cases.load_cases_of(tools, sharing)],
        requests=[request_page(reader, r, today) for r in rule_requests.load_requests_of(tools, sharing)],
        needs=[need_row(reader, need, today) for need in posted],
        cells=[(cell, reader.cell(cell)) for cell in sorted({u.cell for u in reader.catalogue.use_cases})],
        use_cases=[(u.id, u.name.in_(reader.language)) for u in reader.catalogue.use_cases],
        brings=[thing.value for thing in Brings],
        errors=errors or {},
        sent=request.form,
    )


def _sharing() -> Sharing:
    """The consent of the company in hand; without one it is led to the page where it could give it."""
    return cooperation.require_sharing(visitor.tools(), visitor.require_actor(), visitor.assessment_id(), desk.today())


def _use_cases() -> set[str]:
    return {use_case.id for use_case in visitor.tools().content.load_catalogue().use_cases}


def _agrees() -> bool:
    return request.form.get("answer") == YES


def _errors(rejected: InputRejected) -> dict[str, str]:
    return {problem.where: problem_text(problem, visitor.language()) for problem in rejected.problems}
