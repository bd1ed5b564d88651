"""The association's campaigns: invitations in bulk, their letters made once, and the response in figures that name nobody."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime

from assessment.campaign import Answered, Batch, Campaign, Letters, Response, count_response
from assessment.disclosure.values import Policy
from assessment.errors import InputRejected
from assessment.terms import Problem
from services.campaign_port import Issue, Opening, Progress
from services.codes import Code, hash_code, new_code
from services.content import newest_edition
from services.errors import NotFound
from services.link_port import LinkRecord
from services.permissions import ASSOCIATION, Act, Actor, Visitor, require
from services.ports import Tools

LONGEST_NAME, LONGEST_SEGMENT = 80, 40
MOST_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Order:
    """How many invitations, out of how many at most, for whom, with whom, and where the program is found.

    Whom: a segment. With whom: the link of a consultant, empty for nobody's.
    """

    count: int
    segment: str
    link_id: str
    address: str
    most: int = MOST_AT_ONCE


@dataclass(frozen=True, slots=True)
class Course:
    """A campaign as the desk sees it: what was sent out, and how many answered, in all and by segment."""

    campaign: Campaign
    batches: tuple[Batch, ...]
    total: Response
    segments: tuple[Response, ...]


def begin_campaign(tools: Tools, actor: Actor, name: str, begins: date, ends: date) -> Campaign:
    """Store a campaign; raises InputRejected with all problems."""
    require(actor, Act.KEEP_CAMPAIGNS, ASSOCIATION)
    problems = tuple(_text_problems("name", name, LONGEST_NAME))
    if ends < begins:
        problems += (Problem.of("ends_before_it_begins", "ends"),)
    if problems:
        raise InputRejected(problems)
    campaign = Campaign(uuid.uuid4().hex, name, begins, ends)
    if not tools.campaigns.store.add(campaign):
        raise InputRejected((Problem.of("name_taken", "name", name=name),))
    return campaign


def load_campaigns(tools: Tools, actor: Actor) -> tuple[Campaign, ...]:
    """Every campaign, the one that begins last first."""
    require(actor, Act.KEEP_CAMPAIGNS, ASSOCIATION)
    return tools.campaigns.store.all()


def load_consultants(tools: Tools, actor: Actor) -> tuple[LinkRecord, ...]:
    """The consultants to whom invitations can be assigned, by name."""
    require(actor, Act.KEEP_CAMPAIGNS, ASSOCIATION)
    return tools.links.holders(Visitor.CONSULTANT.value)


def draw_up(tools: Tools, actor: Actor, campaign: Campaign, order: Order, now: datetime) -> tuple[Issue, Letters]:
    """New invitations and the letters with their codes; nothing is stored yet, so that letters that fail leave nothing.

    A consultant is assigned here or never: the letter names the consultant before the company says anything. Raises
    InputRejected with all problems.
    """
    require(actor, Act.KEEP_CAMPAIGNS, ASSOCIATION)
    consultant = tools.links.get(order.link_id) if order.link_id else None
    problems = tuple(_order_problems(order, consultant))
    if problems:
        raise InputRejected(problems)
    questionnaire = newest_edition(tools.content)
    codes = tuple(_fresh_codes(tools, order.count).values())
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        hashes = tuple(threads.map(hash_code, codes))
    openings = tuple(Opening(uuid.uuid4().hex, c.locator, h) for c, h in zip(codes, hashes, strict=True))
    batch = Batch(campaign.id, order.segment, consultant.name if consultant else "", order.count)
    letters = Letters(campaign, batch, len(questionnaire.items), order.address, tuple(code.shown for code in codes))
    return Issue(batch, questionnaire, consultant.id if consultant else None, openings, now), letters


def issue(tools: Tools, actor: Actor, drawn: Issue) -> None:
    """Store invitations whose letters are made; from now on their codes open empty assessments."""
    require(actor, Act.KEEP_CAMPAIGNS, ASSOCIATION)
    tools.campaigns.store.issue(drawn)


def load_course(tools: Tools, actor: Actor, campaign_id: str) -> Course:
    """How a campaign goes, under the floor of releases; NotFound where there is none."""
    campaign = next((c for c in load_campaigns(tools, actor) if c.id == campaign_id), None)
    if campaign is None:
        raise NotFound(campaign_id)
    batches = tools.campaigns.store.batches(campaign_id)
    answered = [_answered(tools, progress) for progress in tools.campaigns.store.progress(campaign_id)]
    total, segments = count_response(batches, answered, Policy())
    return Course(campaign, batches, total, segments)


def _answered(tools: Tools, progress: Progress) -> Answered:
    asked = tools.content.load_questionnaire(progress.slug, progress.edition).items
    return Answered(progress.segment, progress.answered, len(asked))


def _fresh_codes(tools: Tools, count: int) -> dict[str, Code]:
    """Codes with public parts that no other assessment has, by these."""
    found: dict[str, Code] = {}
    while len(found) < count:
        code = new_code()
        if tools.assessments.find(code.locator) is None:
            found[code.locator] = code
    return found


def _order_problems(order: Order, consultant: LinkRecord | None) -> Iterator[Problem]:
    yield from _text_problems("segment", order.segment, LONGEST_SEGMENT)
    if not 1 <= order.count <= order.most:
        yield Problem.of("count_out_of_reach", "count", most=order.most)
    if order.link_id and (consultant is None or consultant.role != Visitor.CONSULTANT.value):
        yield Problem.of("no_such_consultant", "consultant")


def _text_problems(place: str, text: str, limit: int) -> Iterator[Problem]:
    if not text:
        yield Problem.of("text_missing", place)
    if len(text) > limit:
        yield Problem.of("too_long", place, found=len(text), limit=limit)
