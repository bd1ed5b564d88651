"""The company describes itself: profile, AI-use register, office rules."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessment.catalogue import UseCaseId
from assessment.errors import InputRejected
from assessment.instrument.edition import Questionnaire
from assessment.instrument.values import AiUse, UseState
from presentation.wording import problem_sentence
from services import assessments
from services.ports import Documents
from web import visitor
from web.forms import find_form_errors, profile_form

blueprint = Blueprint("company", __name__)
WISHES_AT_MOST = 3
LONGEST_REMARK = 200


@blueprint.route("/company", methods=["GET", "POST"])
def profile() -> ResponseReturnValue:
    """The profile; wrong fields come back with a sentence each, and nothing typed is lost."""
    current = visitor.passage()
    language = visitor.language()
    form = profile_form(
        current.questionnaire,
        visitor.tools().content.load_catalogue(),
        current.documents,
        language,
        visitor.now().date(),
    )
    problems: list[str] = []
    if form.validate_on_submit():
        try:
            _store(replace(current.documents, profile=form.profile()))
        except InputRejected as rejected:
            problems = [problem_sentence(p, language) for p in rejected.problems]
        else:
            return redirect(url_for("questions.next_open"))
    errors = find_form_errors(form, language)
    status = 422 if errors or problems else 200
    return render_template("company/profile.html", form=form, errors=errors, problems=problems, passage=current), status


@blueprint.route("/ai-uses", methods=["GET", "POST"])
def ai_uses() -> ResponseReturnValue:
    """The register of AI uses, what the company would like to try, and the three office rules."""
    current = visitor.passage()
    if request.method == "POST":
        _store(_register(current.questionnaire, current.documents))
        return redirect(url_for("questions.review"))
    used = {use.example: use for use in current.documents.ai_uses}
    return render_template(
        "company/ai_uses.html",
        passage=current,
        used=used,
        states=list(UseState),
        wished=current.documents.wishes.use_cases,
    )


def _store(documents: Documents) -> None:
    assessments.describe(visitor.tools(), visitor.require_actor(), visitor.assessment_id(), documents, visitor.now())


def _register(questionnaire: Questionnaire, documents: Documents) -> Documents:
    sent = request.form
    uses = tuple(
        AiUse(
            example=example.id,
            state=UseState(sent.get(example.id, UseState.NONE.value)),
            where=sent.get(f"{example.id}-where", "")[:LONGEST_REMARK],
            how_often=sent.get(f"{example.id}-often", "")[:LONGEST_REMARK],
            who=sent.get(f"{example.id}-who", "")[:LONGEST_REMARK],
        )
        for example in questionnaire.ai_examples
        if sent.get(example.id) in set(UseState)
    )
    known = {example.use_case for example in questionnaire.ai_examples}
    wished = [UseCaseId(u) for u in sent.getlist("wish") if u in known][:WISHES_AT_MOST]
    rules = {
        rule.id: sent[f"rule-{rule.id}"] == "yes"
        for rule in questionnaire.gates.office
        if sent.get(f"rule-{rule.id}") in ("yes", "no")
    }
    return replace(
        documents,
        ai_uses=uses,
        office_rules=rules,
        wishes=replace(documents.wishes, use_cases=tuple(wished)),
    )
