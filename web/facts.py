"""The full scan: the facts behind the chosen levels, one item a screen, more of them as the answers call for it."""

from __future__ import annotations

import math

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessment.errors import InputRejected
from assessment.instrument.edition import WHOLE, Fact, Item
from assessment.terms import Absence
from presentation.wording import problem_text, say
from services import assessments
from services.assessments import Given, Passage
from services.errors import AnswerConflict
from web import visitor

blueprint = Blueprint("facts", __name__)
SECONDS_A_FACT = 20
FIELD, VERSION = "fact-", "version-"
DONT_KNOW = "dk"
WORDS: dict[str, int | Absence] = {"yes": WHOLE, "no": 0, DONT_KNOW: Absence.DONT_KNOW}
LONGEST_PERCENT, LONGEST_VERSION = 3, 9


@blueprint.get("/facts")
def next_open() -> ResponseReturnValue:
    """The next item with an open fact; everything at a glance when none is left."""
    left = visitor.passage().open_facts()
    return redirect(url_for("facts.item", item_id=left[0][0].id) if left else url_for("questions.review"))


@blueprint.get("/facts/<item_id>")
def item(item_id: str) -> ResponseReturnValue:
    """The facts of one item."""
    return _show(visitor.passage(), item_id, {}, [])


@blueprint.post("/facts/<item_id>")
def save(item_id: str) -> ResponseReturnValue:
    """Save what was given, answer by answer; what cannot be stays typed and is named."""
    by_script = request.accept_mimetypes.best == "application/json"
    current = visitor.passage()
    typed = {name.removeprefix(FIELD): value.strip() for name, value in request.form.items() if name.startswith(FIELD)}
    asked = {str(fact.id): fact for fact in _item(current, item_id).facts}
    problems: list[str] = []
    for fact_id, words in typed.items():
        if fact_id not in asked:
            abort(422)
        if words or _is_taken_back(current, asked[fact_id]):
            problems.extend(_store(asked[fact_id], words or DONT_KNOW))
    current = visitor.passage()
    if problems:
        return ({"problems": problems}, 422) if by_script else _show(current, item_id, typed, problems)
    more = [fact for fact in current.facts_to_ask(_item(current, item_id)) if fact.id not in current.sheet.facts]
    if by_script:
        return {"version": 0, "text": say(visitor.language(), "question.saved")}
    # Only what the new answers call for keeps the visitor here; what was left open on purpose does not.
    if any(fact.id not in typed for fact in more):
        return redirect(url_for("facts.item", item_id=item_id))
    return redirect(_where_next(current, item_id))


def _is_taken_back(current: Passage, fact: Fact) -> bool:
    """Whether an empty field clears a percentage that was given before."""
    return fact.is_coverage and isinstance(current.sheet.facts.get(fact.id), int)


def _store(fact: Fact, words: str) -> list[str]:
    """Append one answer; sentences about what is wrong with it."""
    language = visitor.language()
    value = _value(words, fact)
    if value is None:
        return [say(language, "facts.not_a_percent", found=words, fact=fact.text.in_(language))]
    version = request.form.get(f"{VERSION}{fact.id}", "")
    known = int(version) if version.isascii() and version.isdigit() and len(version) <= LONGEST_VERSION else 0
    given = Given(fact.id, value, visitor.device(), known)
    try:
        assessments.answer(visitor.tools(), visitor.require_actor(), visitor.assessment_id(), given, visitor.now())
    except InputRejected as rejected:
        return [problem_text(problem, language) for problem in rejected.problems]
    except AnswerConflict:
        return [say(language, "question.conflict")]
    return []


def _value(words: str, fact: Fact) -> int | Absence | None:
    if words in WORDS and (words == DONT_KNOW or not fact.is_coverage):
        return WORDS[words]
    digits = words.removesuffix("%").strip()
    if fact.is_coverage and digits.isascii() and digits.isdigit() and len(digits) <= LONGEST_PERCENT:
        return int(digits)
    return None


def _show(current: Passage, item_id: str, typed: dict[str, str], problems: list[str]) -> ResponseReturnValue:
    found = _item(current, item_id)
    asked = current.facts_to_ask(found)
    if not asked:
        return redirect(url_for("questions.question", item_id=item_id))
    left = current.open_facts()
    role = assessments.ROLE_OF[visitor.require_actor().visitor]
    page = render_template(
        "questions/facts.html",
        passage=current,
        item=found,
        wording=current.wording(found),
        facts=asked,
        answers=current.sheet.facts,
        versions={fact.id: current.version(fact.id, role) for fact in asked},
        claimed=current.sheet.answer(found.id),
        typed=typed,
        problems=problems,
        walk=current.questionnaire.in_walking_order,
        settled={x.id for x in current.questionnaire.items} - {x.id for x, _ in left},
        position=current.questionnaire.in_walking_order.index(found),
        minutes=math.ceil(sum(len(facts) for _, facts in left) * SECONDS_A_FACT / 60),
    )
    return page, 422 if problems else 200


def _item(current: Passage, item_id: str) -> Item:
    try:
        return current.questionnaire.item(item_id)
    except KeyError:
        abort(404)


def _where_next(current: Passage, item_id: str) -> str:
    """The next item on the walk that has facts to ask."""
    walk = current.questionnaire.in_walking_order
    later = walk[walk.index(_item(current, item_id)) + 1 :]
    following = next((x for x in later if current.facts_to_ask(x)), None)
    return url_for("facts.item", item_id=following.id) if following else url_for("questions.review")
