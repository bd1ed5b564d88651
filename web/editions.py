"""The edition itself, to read: every question as it is asked, and invented plants to practise on."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from assessment.errors import InputRejected
from assessment.instrument.edition import ItemId
from presentation.references import reference_sections
from services.content import newest_edition
from services.practice import find_practice
from web import visitor

blueprint = Blueprint("editions", __name__)
LEVEL_WORDS = set("012345")


@blueprint.get("/editions/<slug>/<edition>")
def preview(slug: str, edition: str) -> ResponseReturnValue:
    """All items of an edition with wordings, facts and examples, in walking order."""
    try:
        questionnaire = visitor.tools().content.load_questionnaire(slug, edition)
    except InputRejected:
        abort(404)
    return render_template("editions/preview.html", questionnaire=questionnaire)


@blueprint.get("/practice")
def practice() -> ResponseReturnValue:
    """The invented plants, by dimension."""
    return render_template("editions/practice.html", questionnaire=newest_edition(visitor.tools().content))


@blueprint.route("/practice/<vignette_id>", methods=["GET", "POST"])
def plant(vignette_id: str) -> ResponseReturnValue:
    """Rate one invented plant and see where the anchors put it. Nothing is stored."""
    rated = {ItemId(name): int(level) for name, level in request.form.items() if level in LEVEL_WORDS}
    questionnaire, practice = find_practice(visitor.tools(), vignette_id, rated)
    return render_template(
        "editions/plant.html",
        questionnaire=questionnaire,
        vignette=practice.vignette,
        practice=practice if request.method == "POST" else None,
        rated=rated,
    )


@blueprint.get("/references")
def references() -> ResponseReturnValue:
    """Published survey figures, each with its own population and wording."""
    lines = visitor.tools().content.load_catalogue().reference_lines
    return render_template("editions/references.html", sections=reference_sections(lines, visitor.language()))
