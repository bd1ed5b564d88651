"""A company's way through an assessment: start, come back, answer, describe itself, delete everything."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from assessment.diagnosis import only_what_was_asked
from assessment.errors import InputRejected
from assessment.instrument.checks import find_answer_problems, find_fact_problems, find_profile_problems
from assessment.instrument.completeness import Completeness, completeness, may_be_not_applicable, wording_for
from assessment.instrument.edition import EvidenceClass, Fact, Item, ItemId, Questionnaire, Wording
from assessment.instrument.effective import effective_answers
from assessment.instrument.facts import facts_to_ask
from assessment.instrument.values import Answer, AnswerEvent, AnswerSheet, EventLog, Role
from assessment.terms import Absence
from assessment.values import Case
from services.codes import Code, fits, hash_code, new_code, parse_code
from services.content import newest_edition
from services.errors import AnswerConflict, NotFound, TooManyAttempts, WrongCode
from services.permissions import Act, Actor, Visitor, require
from services.ports import AssessmentRecord, Documents, Tools

WRONG_CODES_ALLOWED = 10
WRONG_CODES_WINDOW = timedelta(minutes=15)
FACT_MARK = "."
"""Stands in the id of a fact (P1.2.a) and never in that of an item."""
ROLE_OF = {Visitor.MANAGER: Role.MANAGER, Visitor.CONSULTANT: Role.CONSULTANT}


@dataclass(frozen=True, slots=True)
class Passage:
    """One assessment as it stands: what is asked, what was said, what is open."""

    record: AssessmentRecord
    questionnaire: Questionnaire
    documents: Documents
    log: EventLog

    @property
    def sheet(self) -> AnswerSheet:
        """The answers that count, without those that the profile no longer allows."""
        sheet = replace(
            effective_answers(self.log),
            office_rules=self.documents.office_rules,
            ai_uses=self.documents.ai_uses,
        )
        profile = self.documents.profile
        return only_what_was_asked(self.questionnaire, sheet, profile) if profile else sheet

    @property
    def completeness(self) -> Completeness:
        """How far the sheet is filled."""
        return completeness(self.questionnaire, self.sheet)

    @property
    def case(self) -> Case:
        """Everything the company said; raises NotFound while it has not described itself."""
        documents = self.documents
        if documents.profile is None:
            raise NotFound("profile")
        return Case(
            sheet=self.sheet,
            profile=documents.profile,
            limits=documents.limits,
            wishes=documents.wishes,
            opinion=documents.opinion,
            adjustments=documents.adjustments,
            previous=documents.previous,
        )

    def wording(self, item: Item) -> Wording:
        """How an item is asked of this company."""
        return wording_for(item, self.documents.profile)

    def may_be_not_applicable(self, item: Item) -> bool:
        """Whether this company may set an item aside."""
        return may_be_not_applicable(item, self.documents.profile)

    def facts_to_ask(self, item: Item) -> tuple[Fact, ...]:
        """The facts that the rating of an item calls for, answered ones among them; none while it has no level."""
        answer = self.sheet.answer(item.id)
        if answer is None or not isinstance(answer.value, int):
            return ()
        return facts_to_ask(self.wording(item).facts, answer.value, self.sheet.facts)

    def open_facts(self) -> tuple[tuple[Item, tuple[Fact, ...]], ...]:
        """Items of the full scan with facts that are still to be answered, in walking order."""
        answered = self.sheet.facts
        left = (
            (item, tuple(fact for fact in self.facts_to_ask(item) if fact.id not in answered))
            for item in self.questionnaire.in_walking_order
        )
        return tuple((item, facts) for item, facts in left if facts)

    def version(self, item_id: str, role: Role) -> int:
        """How many answers of a role an item or a fact has; the base of the next one."""
        return sum(e.target == item_id and e.role is role for e in self.log.events)


@dataclass(frozen=True, slots=True)
class Given:
    """One answer as it arrives from a device."""

    item: str
    value: int | Absence
    device: str
    base_version: int
    reason: str = ""
    evidence: EvidenceClass = EvidenceClass.CLAIMED
    note: str = ""


def start(tools: Tools, now: datetime) -> tuple[str, Code]:
    """Begin an assessment on the newest edition; the code is shown once and never stored in the clear."""
    questionnaire = newest_edition(tools.content)
    code = new_code()
    record = AssessmentRecord(
        id=uuid.uuid4().hex,
        slug=questionnaire.slug,
        edition=questionnaire.edition,
        content_hash=questionnaire.content_hash,
        locator=code.locator,
        code_hash=hash_code(code),
        started_at=now,
    )
    tools.assessments.add(record)
    return record.id, code


def resume(tools: Tools, typed: str, visitor_key: str, now: datetime) -> str:
    """The assessment that a code opens. Raises WrongCode, or TooManyAttempts after ten wrong ones in 15 minutes."""
    guard_attempts(tools, visitor_key, now)
    code = parse_code(typed)
    record = tools.assessments.find(code.locator) if code else None
    if code is None or record is None or not fits(code, record.code_hash):
        tools.attempts.note(visitor_key, now)
        raise WrongCode
    return record.id


def guard_attempts(tools: Tools, visitor_key: str, now: datetime) -> None:
    """Raise TooManyAttempts when a visitor typed too many wrong codes."""
    if tools.attempts.count(visitor_key, now - WRONG_CODES_WINDOW) >= WRONG_CODES_ALLOWED:
        raise TooManyAttempts(int(WRONG_CODES_WINDOW.total_seconds() // 60))


def renew_code(tools: Tools, actor: Actor, assessment_id: str) -> Code:
    """A new code for an assessment; the old one opens nothing from now on."""
    require(actor, Act.RENEW_CODE, assessment_id)
    code = new_code()
    tools.assessments.renew_code(assessment_id, code.locator, hash_code(code))
    return code


def open_passage(tools: Tools, actor: Actor, assessment_id: str) -> Passage:
    """An assessment as it stands."""
    require(actor, Act.READ, assessment_id)
    record = tools.assessments.get(assessment_id)
    if record is None:
        raise NotFound(assessment_id)
    questionnaire = tools.content.load_questionnaire(record.slug, record.edition)
    events = tools.assessments.events(assessment_id)
    log = EventLog(record.slug, record.edition, questionnaire.content_hash, events)
    return Passage(record, questionnaire, tools.assessments.documents(assessment_id), log)


def answer(tools: Tools, actor: Actor, assessment_id: str, given: Given, now: datetime) -> int:
    """Append one answer, to an item or to a fact, and return its new version.

    Raises InputRejected for an answer that cannot be, and AnswerConflict when another device answered the item since
    `given.base_version`: then nothing is overwritten and both answers are in the error.
    """
    require(actor, Act.ANSWER, assessment_id)
    role = ROLE_OF[actor.visitor]
    record = tools.assessments.get(assessment_id)
    if record is None:
        raise NotFound(assessment_id)
    questionnaire = tools.content.load_questionnaire(record.slug, record.edition)
    earlier = [e for e in tools.assessments.events(assessment_id, given.item) if e.role is role]
    event = _event(given, actor, role, len(earlier), tools.assessments.next_sequence(assessment_id, given.device), now)
    profile = tools.assessments.documents(assessment_id).profile
    if FACT_MARK in given.item:
        problems = find_fact_problems(questionnaire, given.item, given.value)
    else:
        problems = find_answer_problems(questionnaire, _rating(event), profile)
    if problems:
        raise InputRejected(tuple(problems))
    newest = earlier[-1] if earlier else None
    if newest is not None and _says_the_same(newest, event):
        return len(earlier)
    if newest is not None and len(earlier) > given.base_version and newest.device != given.device:
        raise AnswerConflict(newest, event)
    if not tools.assessments.append(assessment_id, event):
        # Somebody was faster by a moment: look again at what is there now. Another tab only took our number.
        return answer(tools, actor, assessment_id, given, now)
    return len(earlier) + 1


def describe(tools: Tools, actor: Actor, assessment_id: str, documents: Documents, now: datetime) -> None:
    """Store a new state of what the company said beside its answers; raises InputRejected with all problems."""
    require(actor, Act.DESCRIBE_COMPANY, assessment_id)
    record = tools.assessments.get(assessment_id)
    if record is None:
        raise NotFound(assessment_id)
    questionnaire = tools.content.load_questionnaire(record.slug, record.edition)
    if documents.profile is not None:
        problems = find_profile_problems(questionnaire, documents.profile, tools.content.load_catalogue())
        if problems:
            raise InputRejected(tuple(problems))
    tools.assessments.put(assessment_id, documents, now)


def delete(tools: Tools, actor: Actor, assessment_id: str) -> None:
    """Delete an assessment with all answers, documents and reports, for good."""
    require(actor, Act.DELETE, assessment_id)
    tools.assessments.delete(assessment_id)


def _event(given: Given, actor: Actor, role: Role, version: int, sequence: int, now: datetime) -> AnswerEvent:
    return AnswerEvent(
        target=given.item,
        author=actor.id if role is Role.CONSULTANT else "manager",
        role=role,
        device=given.device,
        sequence=sequence,
        base_version=version,
        at=now,
        value=given.value,
        reason=given.reason,
        evidence=given.evidence,
        note=given.note,
    )


def _rating(event: AnswerEvent) -> Answer:
    return Answer(ItemId(event.target), event.value, event.role, event.evidence, event.reason, event.note)


def _says_the_same(first: AnswerEvent, second: AnswerEvent) -> bool:
    """A double click, a reload or a second device with the same answer adds nothing."""
    return (first.value, first.reason, first.evidence, first.note) == (
        second.value,
        second.reason,
        second.evidence,
        second.note,
    )
