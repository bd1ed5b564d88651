"""Open questions of support programmes, answered on the spot."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessment.errors import InputRejected
from assessment.instrument.values import Profile
from presentation.sections.parts import Reader
from presentation.sections.support_questions import SupportQuestions, support_questions
from presentation.wording import problem_text
from services import assessments, planning
from services.assessments import Passage
from web import visitor
from web.forms import PapersForm, find_form_errors, papers_form

blueprint = Blueprint("support", __name__)
ANSWER = "answer-"
WORDS = {"yes": True, "no": False}


@blueprint.route("/support", methods=["GET", "POST"])
def questions() -> ResponseReturnValue:
    """What would settle where calls stand; after saving, the results say where they stand now."""
    current = visitor.passage()
    diagnosis = planning.diagnose_passage(visitor.tools(), current, visitor.now().date())
    profile = _answered(current.case.profile)
    page = support_questions(Reader.of(diagnosis, visitor.language()), profile.support_answers)
    form = _papers(current, page)
    errors: dict[str, str] = {}
    if form.is_submitted():
        errors = _store(current, form, profile)
        if not errors:
            return redirect(url_for("results.results", _anchor="support"))
    elsewhere = [text for name, text in errors.items() if name not in form and name != "legal_class"]
    html = render_template(
        "results/questions.html", page=page, form=form, profile=profile, errors=errors, elsewhere=elsewhere
    )
    return html, 422 if errors else 200


def _answered(profile: Profile) -> Profile:
    """The profile with the answers that were sent; what was not asked stays, and *don't know yet* takes an answer back."""
    sent = {name.removeprefix(ANSWER): word for name, word in request.form.items() if name.startswith(ANSWER)}
    kept = {question: answer for question, answer in profile.support_answers.items() if question not in sent}
    given = {question: WORDS[word] for question, word in sent.items() if word in WORDS}
    legal_class = request.form.get("legal_class", profile.legal_class) or None
    return replace(profile, support_answers={**kept, **given}, legal_class=legal_class)


def _papers(current: Passage, page: SupportQuestions) -> PapersForm:
    """The fields that the company's description lacks, without those that it has."""
    form = papers_form(current.questionnaire, current.case.profile, visitor.language())
    if not page.wants_certificate:
        del form.certificate_level, form.certificate_day
    if not page.wants_sales:
        del form.sales_last, form.sales_before, form.sales_earlier
    return form


def _store(current: Passage, form: PapersForm, profile: Profile) -> dict[str, str]:
    """Sentences about what is wrong, by field; nothing is stored then."""
    language = visitor.language()
    if not form.validate():
        return find_form_errors(form, language)
    if "certificate_level" in form:
        profile = replace(profile, certificate=form.certificate())
    if "sales_last" in form:
        profile = replace(profile, sales=form.sales())
    documents = replace(current.documents, profile=profile)
    try:
        assessments.describe(
            visitor.tools(), visitor.require_actor(), visitor.assessment_id(), documents, visitor.now()
        )
    except InputRejected as rejected:
        return {p.where.rpartition(".")[2]: problem_text(p, language) for p in rejected.problems}
    return {}
