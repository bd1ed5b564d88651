"""What if the limits were others: sliders, the plan under them beside the plan that stands, and one button to keep them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessment.roadmap.values import Limits
from presentation.sections.parts import Reader
from presentation.sections.what_if import WhatIfPage, what_if_page
from presentation.wording import Names, say
from services import planning
from services.assessments import Passage
from services.what_if import compare_limits
from web import visitor

blueprint = Blueprint("what_if", __name__)


@dataclass(frozen=True, slots=True)
class Slider:
    """One limit that can be tried: its ends, its step, what was typed, and what is wrong with it."""

    name: str
    low: float
    high: float
    step: float
    value: str
    error: str


STEPS = {"budget_a_year": 100.0, "staff_months_a_quarter": 0.25, "horizon": 1.0}
LOW = {"budget_a_year": 0.0, "staff_months_a_quarter": 0.0, "horizon": 4.0}
HIGH = {"budget_a_year": 1_000_000.0, "staff_months_a_quarter": 300.0, "horizon": 12.0}
SHORTEST_SLIDER = {"budget_a_year": 10_000.0, "staff_months_a_quarter": 6.0, "horizon": 12.0}
TIMES = 3
"""A slider goes up to three times what stands."""


@blueprint.route("/what-if", methods=["GET", "POST"])
def what_if() -> ResponseReturnValue:
    """Try limits by address; POST keeps them. What was typed wrong comes back with a sentence for each field."""
    current = visitor.passage()
    stands = planning.limits_of(current)
    sliders = [_slider(name, stands) for name in STEPS]
    tried = None if any(slider.error for slider in sliders) else _limits(stands, sliders)
    if request.method == "POST" and tried:
        wishes = current.documents.wishes
        planning.set_limits(
            visitor.tools(), visitor.require_actor(), visitor.assessment_id(), tried, wishes, visitor.now()
        )
        return redirect(url_for("results.results", _anchor="plan"))
    page = _page(current, tried) if tried else None
    return render_template("what_if.html", page=page, sliders=sliders), 200 if page else 422


def _page(current: Passage, tried: Limits) -> WhatIfPage:
    found = compare_limits(visitor.tools(), current, tried, visitor.now().date())
    language = visitor.language()
    names = Names(found.stands.scorecard.questionnaire, found.stands.catalogue, language)
    return what_if_page(Reader(found.stands, names, language), Reader(found.tried, names, language))


def _slider(name: str, stands: Limits) -> Slider:
    present = float(getattr(stands, name))
    typed = request.values.get(name, f"{present:g}").strip()[:20]
    high = max(SHORTEST_SLIDER[name], min(TIMES * present, HIGH[name])) if name != "horizon" else HIGH[name]
    try:
        found = float(typed.replace(",", ""))
    except ValueError:
        found = -1.0
    fits = LOW[name] <= found <= HIGH[name] and (name == "staff_months_a_quarter" or found == int(found))
    error = "" if fits else say(visitor.language(), f"what_if.wrong.{name}")
    return Slider(name, LOW[name], max(high, found), STEPS[name], typed, error)


def _limits(stands: Limits, sliders: list[Slider]) -> Limits:
    typed = {slider.name: float(slider.value.replace(",", "")) for slider in sliders}
    return replace(
        stands,
        budget_a_year=int(typed["budget_a_year"]),
        staff_months_a_quarter=typed["staff_months_a_quarter"],
        horizon=int(typed["horizon"]),
        assumed=False,
    )
