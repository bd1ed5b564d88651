"""The association's desks for requests to improve a rule and for needs that firms posted."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessment.errors import InputRejected
from assessment.matching.records import CollaborationTask, Recipient, RegulationRequest, RequestStatus
from presentation.desk.requests import need_page, request_page
from presentation.desk.tasks import record_lines
from presentation.wording import problem_text
from services import keeping, needs, rule_requests
from web import desk, visitor

blueprint = Blueprint("desk_requests", __name__, url_prefix="/association")


@blueprint.get("/requests")
def requests() -> ResponseReturnValue:
    """Every request, those that wait longest for an answer first."""
    desk.actor()
    reader, today = desk.reader(), desk.today()
    found = keeping.load_newest(visitor.tools(), RegulationRequest)
    overdue = set(rule_requests.find_overdue(found, today))
    ordered = sorted(
        found,
        key=lambda r: (
            r.id not in overdue,
            r.status not in (RequestStatus.DRAFTED, RequestStatus.HANDED_OVER),
            r.moved_on,
            r.id,
        ),
    )
    return render_template(
        "desk/requests.html", pages=[request_page(reader, r, today) for r in ordered], overdue=len(overdue)
    )


@blueprint.get("/requests/<request_id>")
def one(request_id: str) -> ResponseReturnValue:
    """One request as a letter, with its history."""
    return _one(request_id)


@blueprint.post("/requests/<request_id>/hand-over")
def hand_over(request_id: str) -> ResponseReturnValue:
    """Note to whom it went out."""
    to = request.form.get("to", "")
    if to not in set(Recipient):
        return _one(request_id), 422
    rule_requests.hand_over(visitor.tools(), desk.actor(), request_id, Recipient(to), visitor.now())
    return redirect(url_for("desk_requests.one", request_id=request_id))


@blueprint.post("/requests/<request_id>/answer")
def answer(request_id: str) -> ResponseReturnValue:
    """Note the answer that came."""
    status = request.form.get("status", "")
    if status not in set(RequestStatus):
        return _one(request_id), 422
    try:
        rule_requests.record_answer(
            visitor.tools(), desk.actor(), request_id, RequestStatus(status), desk.text("answer"), visitor.now()
        )
    except InputRejected as rejected:
        return _one(request_id, tuple(problem_text(p, visitor.language()) for p in rejected.problems)), 422
    return redirect(url_for("desk_requests.one", request_id=request_id))


@blueprint.get("/needs")
def posted() -> ResponseReturnValue:
    """Needs that stand open, with the companies, suppliers and tasks that each leads to."""
    tools, today = visitor.tools(), desk.today()
    desk.actor()
    reader = desk.reader()
    names = {task.id: reader.task(task) for task in keeping.load_newest(tools, CollaborationTask)}
    pages = [
        need_page(reader, need, needs.find_routes(tools, desk.actor(), need, today), names, today)
        for need in needs.load_open_needs(tools, today)
    ]
    return render_template("desk/needs.html", pages=pages)


def _one(request_id: str, problems: tuple[str, ...] = ()) -> str:
    history = rule_requests.load_request(visitor.tools(), desk.actor(), request_id)
    reader = desk.reader()
    steps = [
        (kept.at, kept.who, reader.say(f"request_status.{kept.record.status.value}"), kept.why) for kept in history
    ]
    return render_template(
        "desk/request.html",
        page=request_page(reader, history[-1].record, desk.today()),
        recipients=[recipient.value for recipient in Recipient],
        chosen=history[-1].record.recipient.value,
        answers=[status.value for status in rule_requests.ANSWERS],
        history=record_lines(reader, steps),
        problems=problems,
        sent=request.form,
    )
