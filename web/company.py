"""The company describes itself: profile, AI-use register, office rules."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessment.catalogue import UseCaseId
from assessment.errors import InputRejected
from assessment.instrument.edition import Questionnaire
from assessment.instrument.values import AiUse, Profile, UseState
from assessment.scoring.values import USES_AT_MOST
from presentation.wording import problem_text, say
from services import assessments
from services.ports import Documents
from web import visitor
from web.forms import clean, find_form_errors, profile_form

blueprint = Blueprint("company", __name__)
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
    errors: dict[str, str] = {}
    if form.validate_on_submit():
        try:
            _store(replace(current.documents, profile=_with_support_answers(form.profile(), current.documents.profile)))
        except InputRejected as rejected:
            errors = {p.where.removeprefix("profile."): problem_text(p, language) for p in rejected.problems}
        else:
            return redirect(url_for("questions.next_open"))
    errors |= find_form_errors(form, language)
    return render_template("company/profile.html", form=form, errors=errors, passage=current), 422 if errors else 200


@blueprint.route("/ai-uses", methods=["GET", "POST"])
def ai_uses() -> ResponseReturnValue:
    """The register of AI uses, what the company would like to try, and the three office rules."""
    current = visitor.passage()
    documents, problem = current.documents, ""
    catalogue = visitor.tools().content.load_catalogue()
    if request.method == "POST":
        documents = _register(current.questionnaire, documents)
        if len(documents.wishes.use_cases) <= USES_AT_MOST:
            _store(documents)
            return redirect(url_for("questions.review"))
        problem = say(visitor.language(), "form.wishes")
    page = render_template(
        "company/ai_uses.html",
        passage=current,
        documents=documents,
        used={use.example: use for use in documents.ai_uses},
        states=list(UseState),
        elsewhere=[catalogue.use_case(u).name for u in _wished_elsewhere(current.questionnaire, documents)],
        problem=problem,
    )
    return page, 422 if problem else 200


def _store(documents: Documents) -> None:
    assessments.describe(visitor.tools(), visitor.require_actor(), visitor.assessment_id(), documents, visitor.now())


def _register(questionnaire: Questionnaire, documents: Documents) -> Documents:
    sent = request.form
    uses = tuple(
        AiUse(
            example=example.id,
            state=UseState(sent.get(example.id, UseState.NONE.value)),
            where=clean(sent.get(f"{example.id}-where", ""))[:LONGEST_REMARK],
            how_often=clean(sent.get(f"{example.id}-often", ""))[:LONGEST_REMARK],
            who=clean(sent.get(f"{example.id}-who", ""))[:LONGEST_REMARK],
        )
        for example in questionnaire.ai_examples
        if sent.get(example.id) in set(UseState)
    )
    known = {example.use_case for example in questionnaire.ai_examples}
    wished = (UseCaseId(u) for u in sent.getlist("wish") if u in known)
    rules = {
        rule.id: sent[f"rule-{rule.id}"] == "yes"
        for rule in questionnaire.gates.office
        if sent.get(f"rule-{rule.id}") in ("yes", "no")
    }
    return replace(
        documents,
        ai_uses=uses,
        office_rules=rules,
        wishes=replace(documents.wishes, use_cases=(*_wished_elsewhere(questionnaire, documents), *wished)),
    )


def _wished_elsewhere(questionnaire: Questionnaire, documents: Documents) -> tuple[UseCaseId, ...]:
    """Wanted AI uses that this page does not ask for; they were chosen among the limits."""
    here = {example.use_case for example in questionnaire.ai_examples}
    return tuple(use for use in documents.wishes.use_cases if use not in here)


def _with_support_answers(profile: Profile, before: Profile | None) -> Profile:
    """The profile with what the form does not ask: the legal class and the answers to questions of programmes."""
    if before is None:
        return profile
    return replace(profile, legal_class=before.legal_class, support_answers=before.support_answers)
