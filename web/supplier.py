"""A supplier's own pages: in by a link that opens one entry, to see it, keep it, and answer a decision."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessment.catalogue import Offer
from assessment.errors import InputRejected
from assessment.terms import Problem
from presentation.sections import register as sections
from presentation.sections.choices import Choice
from presentation.sections.demand import demand_section
from presentation.wording import problem_text, say
from services import links, own_entry
from services.errors import EntryChanged, WrongCode
from services.permissions import Actor, Visitor
from services.register import find_qualification
from services.register_port import RegisterRecord
from web import visitor
from web.entry_form import EntryForm, entry_form, offers_from, plain_line
from web.forms import LONG
from web.suppliers import names

blueprint = Blueprint("supplier", __name__)


@blueprint.get("/supplier/<token>")
def enter(token: str) -> ResponseReturnValue:
    """Come in by a link; the token does not stay in the address bar."""
    try:
        link_id = links.open_link(visitor.tools(), Visitor.SUPPLIER, token, visitor.visitor_key(), visitor.now())
    except WrongCode:
        abort(404)
    visitor.enter_by_link(link_id)
    return redirect(url_for("supplier.entry"))


@blueprint.get("/supplier")
def entry() -> ResponseReturnValue:
    """The entry as companies see it, where it stands, and why reports did not list it."""
    return _page(problem="", answer="")


@blueprint.post("/supplier/answer")
def answer() -> ResponseReturnValue:
    """Answer a suspension or an expiry."""
    actor, said, base = _supplier(), plain_line(request.form.get("answer", ""))[:LONG], _base()
    try:
        own_entry.answer_decision(visitor.tools(), actor, said, base, visitor.now())
    except InputRejected as rejected:
        return _page(problem_text(rejected.problems[0], visitor.language()), said), 422
    except EntryChanged:
        return _page(say(visitor.language(), "entry.changed_meanwhile"), said), 409
    return redirect(url_for("supplier.entry"))


@blueprint.route("/supplier/edit", methods=["GET", "POST"])
def edit() -> ResponseReturnValue:
    """Change the entry. Wrong fields come back with a sentence each, and nothing is stored."""
    actor = _supplier()
    record = own_entry.open_own_entry(visitor.tools(), actor)
    form = entry_form(record.proposed or record.supplier)
    offers, status = (record.proposed or record.supplier).offers, 200
    problems: dict[str, str] = {}
    if form.is_submitted():
        offers, problems, status = _store(actor, record, form)
        if status == 200:
            return redirect(url_for("supplier.entry"))
    catalogue, call, today = visitor.tools().content.load_catalogue(), names(), visitor.now().date()
    page = render_template(
        "supplier/edit.html",
        form=form,
        record=record,
        offers={offer.capability: offer for offer in offers},
        capabilities=catalogue.capabilities,
        divisions=[Choice(i.division, call.division(i.division)) for i in catalogue.industries],
        regions=[Choice(r.code, call.region(r.code)) for r in catalogue.regions if r.stands_on(today)],
        cells=[Choice(cell, call.of(cell)) for cell in sorted({u.cell for u in catalogue.use_cases})],
        errors=problems,
    )
    return page, status


def _store(actor: Actor, record: RegisterRecord, form: EntryForm) -> tuple[tuple[Offer, ...], dict[str, str], int]:
    """The offers as sent, a sentence for everything wrong, and the status of the page."""
    language, now, tools = visitor.language(), visitor.now(), visitor.tools()
    offers, wrong_day = offers_from(request.form, request.form.getlist("offer"), tools.content.load_catalogue())
    if not form.validate() or wrong_day:
        wrong = {f"offer-{wrong_day}": say(language, "supplier.wrong.dated")} if wrong_day else {}
        return offers, {**form.problems(language), **wrong}, 422
    try:
        own_entry.edit_own_entry(tools, actor, form.entry(record.supplier, offers, now.date()), _base(), now)
    except InputRejected as rejected:
        return offers, {"entry": " ".join(_sentence(problem) for problem in rejected.problems)}, 422
    except EntryChanged:
        return offers, {"entry": say(language, "entry.changed_meanwhile")}, 409
    return offers, {}, 200


def _sentence(problem: Problem) -> str:
    """What is wrong with an entry, in a supplier's words."""
    named = ", ".join(names().all_of(value) for _, value in problem.params if isinstance(value, tuple))
    return say(visitor.language(), f"supplier.problem.{problem.code}", named=named)


def _page(problem: str, answer: str) -> str:
    actor, tools, on = _supplier(), visitor.tools(), visitor.now().date()
    record, call = own_entry.open_own_entry(tools, actor), names()
    standing = find_qualification(tools, record.supplier, on)
    demand = own_entry.find_published_demand(tools, actor)
    return render_template(
        "supplier/entry.html",
        profile=sections.profile(record.supplier, call),
        differences=sections.differences(record.supplier, record.proposed, call),
        clauses=sections.clauses(standing.definition, standing.unmet, call) if standing.definition else (),
        definition=standing.definition,
        is_qualified=not standing.unmet,
        history=sections.history(
            [(s.at, s.who, s.act.value, s.reason) for s in tools.register.history(record.supplier.id)], call
        ),
        counted=own_entry.why_left_out(tools, actor, on),
        demand=demand_section(demand, call) if demand else None,
        version=record.version,
        problem=problem,
        answer=answer,
    )


def _supplier() -> Actor:
    return visitor.require_visitor(Visitor.SUPPLIER)


def _base() -> int:
    base = request.form.get("base", "")
    return int(base) if base.isdecimal() else abort(422)
