"""The first screen, the code, coming back, leaving, and deleting everything."""

from __future__ import annotations

from flask import Blueprint, current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from presentation.wording import say
from services import assessments, pool, visits
from services.errors import NotFound, WrongCode
from services.permissions import Visitor
from web import visitor

blueprint = Blueprint("start", __name__)
HOMES = {
    Visitor.CONSULTANT: "consultants.firms",
    Visitor.SUPPLIER: "supplier.entry",
    Visitor.ASSOCIATION: "association.desks",
}
"""Where those who came by a link begin."""


@blueprint.get("/")
def home() -> ResponseReturnValue:
    """Who sees this, who never does, how to delete it; begin or come back."""
    actor = visitor.actor()
    if actor is not None and actor.visitor in HOMES:
        return redirect(url_for(HOMES[actor.visitor]))
    return render_template("start/home.html", wrong_code=False, typed="", in_hand=_in_hand())


@blueprint.post("/start")
def start() -> ResponseReturnValue:
    """Begin an assessment."""
    assessment_id, code = assessments.start(visitor.tools(), visitor.now())
    visitor.enter_as_manager(assessment_id)
    visitor.keep_new_code(code.shown)
    return redirect(url_for("start.code"))


@blueprint.get("/code")
def code() -> ResponseReturnValue:
    """Show the new code until the visitor goes on; afterwards only a new one can be made."""
    return render_template("start/code.html", code=visitor.new_code())


@blueprint.post("/code/kept")
def code_kept() -> ResponseReturnValue:
    """The visitor wrote the code down."""
    session.pop("new_code", None)
    return redirect(url_for("company.profile"))


@blueprint.post("/code/renew")
def renew_code() -> ResponseReturnValue:
    """Make a new code; the old one is dead."""
    code = assessments.renew_code(visitor.tools(), visitor.require_actor(), visitor.assessment_id())
    visitor.keep_new_code(code.shown)
    return redirect(url_for("start.code"))


@blueprint.post("/resume")
def resume() -> ResponseReturnValue:
    """Come back with a code."""
    typed = request.form.get("code", "")
    try:
        assessment_id = assessments.resume(visitor.tools(), typed, visitor.visitor_key(), visitor.now())
    except WrongCode:
        return render_template("start/home.html", wrong_code=True, typed=typed, in_hand=_in_hand()), 403
    visitor.enter_as_manager(assessment_id)
    return redirect(url_for("questions.next_open"))


@blueprint.post("/leave")
def leave() -> ResponseReturnValue:
    """Forget this browser."""
    visitor.leave()
    return redirect(url_for("start.home"))


@blueprint.get("/language/<code>")
def change_language(code: str) -> ResponseReturnValue:
    """Switch between Korean and English and stay on the page."""
    if code in ("ko", "en"):
        session["language"] = code
    back = request.args.get("back", "/")
    return redirect(back if _is_page_of_ours(back) else url_for("start.home"))


@blueprint.get("/delete")
def delete() -> ResponseReturnValue:
    """Ask once before everything is deleted."""
    current = visitor.passage()
    consultants = visitor.tools().links.consultants(current.record.id)
    in_statistics = visitor.tools().pool.periods(current.record.id)
    return render_template("start/delete.html", passage=current, consultants=consultants, in_statistics=in_statistics)


@blueprint.post("/delete")
def delete_now() -> ResponseReturnValue:
    """Delete everything, for good."""
    kept = "keep_statistics" in request.form
    pool.delete_diagnosis(visitor.tools(), visitor.require_actor(), visitor.assessment_id(), keep_rows=kept)
    visitor.leave()
    return render_template("start/deleted.html")


@blueprint.post("/consultants/<link_id>/dismiss")
def dismiss(link_id: str) -> ResponseReturnValue:
    """End a consultant's access."""
    visits.dismiss(visitor.tools(), visitor.require_actor(), visitor.assessment_id(), link_id)
    return redirect(url_for("questions.review"))


def _is_page_of_ours(address: str) -> bool:
    """Whether an address is one of our pages; a browser reads ``/<tab>/other.site`` as another site."""
    try:
        current_app.url_map.bind("").match(address.partition("?")[0], method="GET")
    except HTTPException:
        return False
    return address.isprintable()


def _in_hand() -> str:
    """How far the assessment in this browser is, if there is one."""
    if visitor.actor() is None or "assessment" not in session:
        return ""
    try:
        done = visitor.passage().completeness
    except NotFound:
        return ""
    return say(visitor.language(), "home.in_hand", answered=done.answered, total=done.total)
