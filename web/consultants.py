"""A consultant's desk: the list of firms, taking one on, choosing one, writing the opinion."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from assessment.instrument.edition import Group
from presentation.wording import say
from services import links, visits
from services.errors import WrongCode
from services.permissions import Actor, Visitor
from services.visits import WrittenOpinion
from web import visitor
from web.forms import LONG, OpinionForm, clean, find_form_errors

blueprint = Blueprint("consultants", __name__)


@blueprint.get("/c/<token>")
def enter(token: str) -> ResponseReturnValue:
    """Come in by a link; the token does not stay in the address bar."""
    try:
        link_id = links.open_link(visitor.tools(), Visitor.CONSULTANT, token, visitor.visitor_key(), visitor.now())
    except WrongCode:
        abort(404)
    visitor.enter_by_link(link_id)
    return redirect(url_for("consultants.firms"))


@blueprint.get("/firms")
def firms() -> ResponseReturnValue:
    """My firms."""
    actor = _consultant()
    session.pop("assessment", None)
    return render_template(
        "consultants/firms.html", firms=visits.my_firms(visitor.tools(), actor), actor=actor, problem="", typed=""
    )


@blueprint.post("/firms")
def take_on() -> ResponseReturnValue:
    """Take a firm on with the code it handed over."""
    actor = _consultant()
    typed = request.form.get("code", "")
    try:
        assessment_id = visits.take_on(visitor.tools(), actor, typed, visitor.visitor_key(), visitor.now())
    except WrongCode:
        problem = say(visitor.language(), "home.wrong_code")
        mine = visits.my_firms(visitor.tools(), actor)
        return render_template("consultants/firms.html", firms=mine, actor=actor, problem=problem, typed=typed), 403
    session["assessment"] = assessment_id
    return redirect(url_for("questions.review"))


@blueprint.post("/firms/new")
def start_visit() -> ResponseReturnValue:
    """Begin with a firm at a visit."""
    assessment_id, code = visits.start_visit(visitor.tools(), _consultant(), visitor.now())
    session["assessment"] = assessment_id
    visitor.keep_new_code(code.shown)
    return redirect(url_for("start.code"))


@blueprint.get("/firms/<assessment_id>")
def choose(assessment_id: str) -> ResponseReturnValue:
    """Take one firm of the list in hand."""
    if assessment_id not in _consultant().opens:
        abort(404)
    session["assessment"] = assessment_id
    return redirect(url_for("questions.review"))


@blueprint.route("/opinion", methods=["GET", "POST"])
def opinion() -> ResponseReturnValue:
    """Strengths and weaknesses by dimension, and the overall opinion."""
    actor = _consultant()
    current = visitor.passage()
    known = current.documents.opinion
    form = OpinionForm(
        data={
            "visited_on": known.visited_on if known else visitor.now().date(),
            "overall": known.overall if known else "",
        }
    )
    if form.validate_on_submit():
        written = WrittenOpinion(
            visited_on=form.visited_on.data,
            strengths=_by_group("strength"),
            weaknesses=_by_group("weakness"),
            overall=clean(form.overall.data or ""),
        )
        visits.write_opinion(visitor.tools(), actor, visitor.assessment_id(), written, visitor.now())
        return redirect(url_for("questions.review"))
    errors = find_form_errors(form, visitor.language())
    page = render_template(
        "consultants/opinion.html",
        form=form,
        errors=errors,
        passage=current,
        strengths=dict(_by_group("strength") if errors else known.strengths if known else ()),
        weaknesses=dict(_by_group("weakness") if errors else known.weaknesses if known else ()),
        groups=list(Group),
    )
    return page, 422 if errors else 200


def _by_group(kind: str) -> tuple[tuple[Group, str], ...]:
    written = [(group, clean(request.form.get(f"{kind}-{group.value}", ""))[:LONG]) for group in Group]
    return tuple((group, text) for group, text in written if text)


def _consultant() -> Actor:
    return visitor.require_visitor(Visitor.CONSULTANT)
