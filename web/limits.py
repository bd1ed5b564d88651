"""What the company can spend and what it wants, on one screen, and the two ways to set it with one touch."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessment.errors import InputRejected
from assessment.roadmap.values import Limits
from assessment.scoring.values import COST_SHARES, Wishes
from presentation.sections.limits import Chosen, limits_page
from presentation.sections.parts import Reader
from presentation.wording import problem_text
from services import planning
from services.assessments import Passage
from web import visitor
from web.forms import clean
from web.limits_form import NUMBERS, LimitsForm, limits_form

blueprint = Blueprint("limits", __name__)
LONGEST_WORDS = 100
SMALL, SIZE = "small", "size"
FOLDED = {"refusals": ("will_not_do",), "numbers": NUMBERS, "cost_shares": COST_SHARES, "items": ("items",)}
"""Parts of the screen that stay folded until they hold something."""


@blueprint.route("/limits", methods=["GET", "POST"])
def limits() -> ResponseReturnValue:
    """Limits and wishes. Wrong fields come back with a sentence each; looking for an initiative stores nothing."""
    current = visitor.passage()
    form = limits_form(planning.limits_of(current), current.documents.wishes, current.case.profile)
    words = clean(request.form.get("words", ""))[:LONGEST_WORDS]
    errors: dict[str, str] = {}
    if form.is_submitted() and not (words and "find" in request.form):
        errors = _store(form)
        if not errors:
            return redirect(url_for("results.results", _anchor="plan"))
    return _show(current, form, errors, words), 422 if errors else 200


@blueprint.post("/limits/preset")
def preset() -> ResponseReturnValue:
    """The lane of at most ₩10m without support, or back to what is usual for the size."""
    current = visitor.passage()
    lane = request.form.get("lane")
    if lane not in (SMALL, SIZE):
        abort(422)
    _set(planning.small_lane(planning.limits_of(current)) if lane == SMALL else None, current.documents.wishes)
    return redirect(url_for("results.results", _anchor="plan"))


def _store(form: LimitsForm) -> dict[str, str]:
    """Sentences about what is wrong, by field; nothing is stored then."""
    language = visitor.language()
    if not form.validate():
        return form.problems(language)
    try:
        _set(form.limits(), form.wishes())
    except InputRejected as rejected:
        return {p.where.rpartition(".")[2]: problem_text(p, language) for p in rejected.problems}
    return {}


def _set(limits: Limits | None, wishes: Wishes) -> None:
    planning.set_limits(
        visitor.tools(), visitor.require_actor(), visitor.assessment_id(), limits, wishes, visitor.now()
    )


def _show(current: Passage, form: LimitsForm, errors: dict[str, str], words: str) -> str:
    diagnosis = planning.diagnose_passage(visitor.tools(), current, visitor.now().date())
    chosen = Chosen(form.kpis.data or (), form.use_cases.data or (), form.will_not_do.data or (), words)
    opened = {part for part, names in FOLDED.items() if form.filled(*names) or errors.keys() & {part, *names}}
    return render_template(
        "limits/limits.html",
        form=form,
        errors=errors,
        page=limits_page(Reader.of(diagnosis, visitor.language()), chosen),
        words=words,
        is_assumed=current.documents.limits is None,
        numbers=NUMBERS,
        shares=COST_SHARES,
        opened=opened | ({"refusals"} if words else set()),
        elsewhere=[text for name, text in errors.items() if name not in form and name not in FOLDED],
    )
