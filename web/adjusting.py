"""The adviser's page: pin, move, take out, add, overwrite a cost; the plan is calculated anew around it."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessment.catalogue import InitiativeId
from assessment.errors import InputRejected
from assessment.roadmap.values import Adjustments
from assessment.values import Diagnosis
from presentation.sections.adjusting import OUT, Typed, adjusting_page, typed_from
from presentation.sections.parts import Reader
from presentation.wording import problem_text, say
from services import planning
from web import visitor
from web.forms import clean

blueprint = Blueprint("adjusting", __name__)
PLACE, QUOTATION = "place-", "quotation-"
LONGEST_WORDS, LONGEST_NUMBER = 100, 9


@blueprint.get("/adjust")
def plan() -> ResponseReturnValue:
    """The plan with every decision marked."""
    diagnosis = _diagnosis()
    return _show(diagnosis, typed_from(diagnosis.case.adjustments), {})


@blueprint.post("/adjust")
def adjust() -> ResponseReturnValue:
    """Store all decisions of the page; looking for an initiative stores nothing."""
    typed = _typed()
    errors: dict[str, str] = {}
    if not (typed.words and "find" in request.form):
        errors = _store(typed)
        if not errors:
            return redirect(url_for("adjusting.plan"))
    return _show(_diagnosis(), typed, errors), 422 if errors else 200


@blueprint.post("/adjust/clear")
def clear() -> ResponseReturnValue:
    """Take all decisions back."""
    _adjust(Adjustments())
    return redirect(url_for("adjusting.plan"))


def _typed() -> Typed:
    """The form as it was sent; a place that is none counts as not said."""
    sent = {name: clean(text) for name, text in request.form.items()}
    places = {name.removeprefix(PLACE): text for name, text in sent.items() if name.startswith(PLACE)}
    quotations = {name.removeprefix(QUOTATION): text for name, text in sent.items() if name.startswith(QUOTATION)}
    return Typed(
        places={i: place for i, place in places.items() if place == OUT or _day(place)},
        quotations={i: text for i, text in quotations.items() if text},
        added=tuple(dict.fromkeys(request.form.getlist("add"))),
        words=sent.get("words", "")[:LONGEST_WORDS],
    )


def _store(typed: Typed) -> dict[str, str]:
    """Sentences about what is wrong, by initiative; nothing is stored then."""
    language = visitor.language()
    costs = {i: text.replace(",", "") for i, text in typed.quotations.items()}
    unreadable = [i for i, text in costs.items() if not _is_number(text)]
    if unreadable:
        return dict.fromkeys(unreadable, say(language, "form.quotation"))
    try:
        _adjust(_adjustments(typed, {InitiativeId(i): int(text) for i, text in costs.items()}))
    except InputRejected as rejected:
        return {p.where.rpartition(".")[2]: problem_text(p, language) for p in rejected.problems}
    return {}


def _adjustments(typed: Typed, quotations: dict[InitiativeId, int]) -> Adjustments:
    """The decisions; taking out what was added is not adding it."""
    days = {InitiativeId(i): _day(place) for i, place in typed.places.items()}
    out = [InitiativeId(i) for i, place in typed.places.items() if place == OUT]
    return Adjustments(
        pinned={i: day for i, day in days.items() if day},
        added=tuple(InitiativeId(i) for i in typed.added if i not in out),
        removed=tuple(i for i in out if i not in typed.added),
        quotations=quotations,
    )


def _adjust(made: Adjustments) -> None:
    planning.adjust_plan(visitor.tools(), visitor.require_actor(), visitor.assessment_id(), made, visitor.now())


def _diagnosis() -> Diagnosis:
    today = visitor.now().date()
    return planning.plan_to_adjust(visitor.tools(), visitor.require_actor(), visitor.assessment_id(), today)


def _show(diagnosis: Diagnosis, typed: Typed, errors: dict[str, str]) -> str:
    page = adjusting_page(Reader.of(diagnosis, visitor.language()), typed)
    shown = {line.id for line in (*page.planned, *page.others)}
    return render_template(
        "consultants/adjust.html",
        page=page,
        typed=typed,
        errors=errors,
        elsewhere=[text for name, text in errors.items() if name not in shown],
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER
