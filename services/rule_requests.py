"""Requests to improve a rule (promotion act, article 17): from a company's obstacle to the answer."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from assessment.catalogue import UseCaseId
from assessment.diagnosis import leading_alliance
from assessment.errors import InputRejected
from assessment.matching.agreements import Sharing
from assessment.matching.moves import may_move
from assessment.matching.records import Recipient, RegulationRequest, RequestStatus
from assessment.matching.routes import RULES, find_recipients
from assessment.terms import Problem
from services.cooperation_port import Kept
from services.errors import NotFound
from services.keeping import Author, company_author, load_history, load_newest, store_next
from services.permissions import ASSOCIATION, Act, Actor, require
from services.ports import Tools

LEGAL_BASIS = "prg-promotion-regulation-law"
"""The call of the catalogue for requests by article 17."""
ANSWER_WITHIN = timedelta(days=15)
"""The time that article 17 gives the ministry; it may be extended."""
LONGEST_TEXT = 2000
ANSWERS = (RequestStatus.ACCEPTED, RequestStatus.PARTLY_ACCEPTED, RequestStatus.REFUSED)


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What a company wrote: the rule, what it keeps the company from, the change that would help."""

    rule: str
    obstacle: str
    wanted_change: str
    use_case: UseCaseId | None


def draft_request(tools: Tools, sharing: Sharing, written: Obstacle, now: datetime) -> str:
    """Store a company's obstacle as the draft of a request; its id. Raises InputRejected with all problems.

    It goes to the subcommittee for rules where the leading edition has one, else to the ministry.
    """
    problems = tuple(find_text_problems({k: getattr(written, k) for k in ("rule", "obstacle", "wanted_change")}))
    if problems:
        raise InputRejected(problems)
    recipient = find_recipients(leading_alliance(tools.content.load_catalogue()))[0]
    request = RegulationRequest(
        id=f"req-{uuid.uuid4().hex[:8]}",
        company=sharing.member,
        rule=written.rule,
        obstacle=written.obstacle,
        wanted_change=written.wanted_change,
        legal_basis=LEGAL_BASIS,
        recipient=recipient,
        subcommittee=RULES if recipient is Recipient.SUBCOMMITTEE else None,
        status=RequestStatus.DRAFTED,
        moved_on=now.date(),
        use_case=written.use_case,
    )
    store_next(tools, request, 0, company_author(sharing.member, now))
    return request.id


def find_text_problems(texts: dict[str, str]) -> Iterator[Problem]:
    """What is wrong with texts that must be there, by name."""
    for name, text in texts.items():
        if not text:
            yield Problem.of("text_missing", name)
        if len(text) > LONGEST_TEXT:
            yield Problem.of("too_long", name, found=len(text), limit=LONGEST_TEXT)


def load_requests_of(tools: Tools, sharing: Sharing) -> tuple[RegulationRequest, ...]:
    """The requests of one company, by id."""
    return tuple(request for request in load_newest(tools, RegulationRequest) if request.company == sharing.member)


def withdraw_request(tools: Tools, sharing: Sharing, request_id: str, now: datetime) -> None:
    """Take a request back that was not answered yet; NotFound for one of another company."""
    kept = load_history(tools, RegulationRequest, request_id)[-1]
    if kept.record.company != sharing.member:
        raise NotFound(request_id)
    _move(tools, kept, RequestStatus.WITHDRAWN, company_author(sharing.member, now))


def load_request(tools: Tools, actor: Actor, request_id: str) -> tuple[Kept[RegulationRequest], ...]:
    """Every version of a request, oldest first."""
    require(actor, Act.KEEP_COOPERATION, ASSOCIATION)
    return load_history(tools, RegulationRequest, request_id)


def hand_over(tools: Tools, actor: Actor, request_id: str, recipient: Recipient, now: datetime) -> None:
    """Note that a request went out to a recipient; the ministry then has fifteen days."""
    kept = load_request(tools, actor, request_id)[-1]
    due = now.date() + ANSWER_WITHIN if recipient is Recipient.MINISTRY else None
    addressed = replace(
        kept.record,
        recipient=recipient,
        subcommittee=RULES if recipient is Recipient.SUBCOMMITTEE else None,
        answer_due=due,
    )
    _move(tools, replace(kept, record=addressed), RequestStatus.HANDED_OVER, Author(actor.name, now))


def record_answer(
    tools: Tools, actor: Actor, request_id: str, status: RequestStatus, answer: str, now: datetime
) -> None:
    """Note the answer to a request; raises InputRejected for an answer without words, or of no kind."""
    kept = load_request(tools, actor, request_id)[-1]
    problems = [*find_text_problems({"answer": answer})]
    if status not in ANSWERS:
        problems.append(Problem.of("not_in_list", "status", found=status.value, allowed=ANSWERS))
    if problems:
        raise InputRejected(tuple(problems))
    _move(tools, replace(kept, record=replace(kept.record, answer=answer)), status, Author(actor.name, now))


def find_overdue(requests: tuple[RegulationRequest, ...], on: date) -> tuple[str, ...]:
    """Requests whose answer should have come."""
    return tuple(r.id for r in requests if r.status is RequestStatus.HANDED_OVER and r.answer_due and r.answer_due < on)


def _move(tools: Tools, kept: Kept[RegulationRequest], then: RequestStatus, author: Author) -> None:
    """The next version in another state; a move that may not be changes nothing."""
    if may_move(kept.record.status, then):
        store_next(tools, replace(kept.record, status=then, moved_on=author.at.date()), kept.version, author)
