"""One question a screen: show it, save it as it is given, go on, look back."""

from __future__ import annotations

import math
from dataclasses import replace

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessment.errors import InputRejected
from assessment.instrument.edition import EvidenceClass, Item, ItemId
from assessment.instrument.values import Answer, Role
from assessment.terms import Absence
from presentation.wording import problem_text, say
from services import assessments
from services.assessments import FACT_MARK, Given, Passage
from services.errors import AnswerConflict
from services.permissions import Visitor
from web import visitor
from web.facts import SECONDS_A_FACT
from web.forms import clean

blueprint = Blueprint("questions", __name__)
SECONDS_A_QUESTION = 22
SHORT_WORDS = {"": Absence.NOT_ANSWERED, "na": Absence.NOT_APPLICABLE, "dk": Absence.DONT_KNOW}
LONGEST_NOTE = 1000
LONGEST_NUMBER = 9


@blueprint.get("/q")
def next_open() -> ResponseReturnValue:
    """The next question without an answer; the register of AI uses after the last one."""
    current = visitor.passage()
    if current.documents.profile is None:
        return redirect(url_for("company.profile"))
    still_open = _still_open(current)
    if not still_open:
        return redirect(url_for("company.ai_uses" if not current.documents.ai_uses else "questions.review"))
    return redirect(url_for("questions.question", item_id=still_open[0].id))


@blueprint.get("/q/<item_id>")
def question(item_id: str) -> ResponseReturnValue:
    """One question with the answer so far."""
    return _show(visitor.passage(), item_id)


@blueprint.post("/q/<item_id>")
def save(item_id: str) -> ResponseReturnValue:
    """Save an answer. A script gets a short word about it; without one the next page comes."""
    by_script = request.accept_mimetypes.best == "application/json"
    if FACT_MARK in item_id:
        abort(404)
    given = _given(item_id)
    if given.value is Absence.NOT_ANSWERED:
        problems = [say(visitor.language(), "question.nothing_chosen")]
        if by_script:
            return {"problems": problems}, 422
        return _show(visitor.passage(), item_id, given, problems) if given.note else redirect(_where_next(item_id))
    try:
        version = assessments.answer(
            visitor.tools(), visitor.require_actor(), visitor.assessment_id(), given, visitor.now()
        )
    except InputRejected as rejected:
        problems = _sentences(rejected, item_id)
        return ({"problems": problems}, 422) if by_script else _show(visitor.passage(), item_id, given, problems)
    except AnswerConflict as conflict:
        return ({"conflict": True}, 409) if by_script else _show(visitor.passage(), item_id, given, conflict=conflict)
    if by_script:
        return {"version": version, "text": say(visitor.language(), "question.saved")}
    return redirect(_where_next(item_id))


@blueprint.get("/review")
def review() -> ResponseReturnValue:
    """Everything at a glance: answered, left open, don't know; and what comes next."""
    current = visitor.passage()
    if current.documents.profile is None:
        return redirect(url_for("company.profile"))
    facts_left = sum(len(facts) for _, facts in current.open_facts())
    return render_template(
        "questions/review.html",
        passage=current,
        facts_left=facts_left,
        fact_minutes=math.ceil(facts_left * SECONDS_A_FACT / 60),
        consultants=visitor.tools().links.consultants(current.record.id),
        rows=_rows(current),
    )


def _show(
    current: Passage,
    item_id: str,
    given: Given | None = None,
    problems: list[str] | None = None,
    conflict: AnswerConflict | None = None,
) -> ResponseReturnValue:
    item = _item(current, item_id)
    role = _my_role()
    walk = current.questionnaire.in_walking_order
    position = walk.index(item)
    still_open = _still_open(current)
    profile = current.documents.profile
    family = current.questionnaire.family(profile.division) if profile else None
    page = render_template(
        "questions/question.html",
        passage=current,
        item=item,
        wording=current.wording(item),
        station=next(s for s in current.questionnaire.walk if item.id in s.items),
        mine=_shown(current.sheet.rated(item.id, role), given, role, conflict),
        theirs=current.sheet.rated(item.id, Role.MANAGER) if role is Role.CONSULTANT else None,
        version=current.version(item.id, role),
        evidence_classes=list(EvidenceClass) if role is Role.CONSULTANT else [],
        family=family,
        examples=[e for e in family.examples if e.item == item.id] if family else [],
        may_set_aside=current.may_be_not_applicable(item),
        walk=walk,
        rated={a.item for a in current.sheet.ratings if a.role is role},
        position=position,
        previous=walk[position - 1] if position else None,
        minutes=math.ceil(len(still_open) * SECONDS_A_QUESTION / 60),
        problems=problems or [],
        conflict=conflict,
    )
    return page, 422 if problems else 409 if conflict else 200


def _shown(stored: Answer | None, given: Given | None, role: Role, conflict: AnswerConflict | None) -> Answer | None:
    """What the fields hold: the stored answer; after a refusal what was sent; after a conflict the note that was sent."""
    if given is None:
        return stored
    sent = Answer(ItemId(given.item), given.value, role, given.evidence, given.reason, given.note)
    return replace(stored, note=given.note) if conflict and stored else sent


def _given(item_id: str) -> Given:
    sent = request.form
    choice = sent.get("choice", "")
    evidence = sent.get("evidence", "")
    if choice not in SHORT_WORDS and not _is_number(choice):
        abort(422)
    return Given(
        item=item_id,
        value=SHORT_WORDS[choice] if choice in SHORT_WORDS else int(choice),
        device=visitor.device(),
        base_version=int(sent["version"]) if _is_number(sent.get("version", "")) else 0,
        reason=clean(sent.get("reason", ""))[:LONGEST_NOTE] if choice == "na" else "",
        evidence=EvidenceClass(evidence) if evidence in set(EvidenceClass) else EvidenceClass.CLAIMED,
        note=clean(sent.get("note", ""))[:LONGEST_NOTE],
    )


def _is_number(text: str) -> bool:
    """Whether a text is a small number as our own pages send it; ``²`` is a digit, too, but not for `int`."""
    return text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER


def _sentences(rejected: InputRejected, item_id: str) -> list[str]:
    """What is wrong with an answer; the item by its name."""
    language = visitor.language()
    name = _item(visitor.passage(), item_id).name.in_(language)
    return [problem_text(problem, language, item=name) for problem in rejected.problems]


def _where_next(item_id: str) -> str:
    """The following question on the walk; after the last one whatever is still open."""
    current = visitor.passage()
    walk = current.questionnaire.in_walking_order
    position = walk.index(_item(current, item_id))
    if position + 1 < len(walk):
        return url_for("questions.question", item_id=walk[position + 1].id)
    return url_for("questions.next_open")


def _still_open(current: Passage) -> list[Item]:
    role = _my_role()
    rated = {a.item for a in current.sheet.ratings if a.role is role}
    return [item for item in current.questionnaire.in_walking_order if item.id not in rated]


def _my_role() -> Role:
    return Role.CONSULTANT if visitor.require_actor().visitor is Visitor.CONSULTANT else Role.MANAGER


def _item(current: Passage, item_id: str) -> Item:
    try:
        return current.questionnaire.item(item_id)
    except KeyError:
        abort(404)


def _rows(current: Passage) -> list[tuple[str, list[tuple[Item, Answer | None, str]]]]:
    """Stations with their items, the answer that counts and its words."""
    language = visitor.language()
    stations = []
    for station in current.questionnaire.walk:
        entries = []
        for item_id in station.items:
            item = current.questionnaire.item(item_id)
            answer = current.sheet.answer(item_id)
            words = ""
            if answer is not None and isinstance(answer.value, int):
                words = current.wording(item).anchors[answer.value].text.in_(language)
            entries.append((item, answer, words))
        stations.append((station.name.in_(language), entries))
    return stations
