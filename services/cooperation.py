"""The second consent (method 9): what a company shows to others by name, for what and until when; and who may be named."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from assessment.catalogue import Catalogue
from assessment.errors import InputRejected
from assessment.matching.agreements import Purpose, SharedField, Sharing, find_pool_members
from assessment.matching.meeting import Words
from assessment.matching.offers import find_offers
from assessment.matching.records import Brings, CollaborationTask
from assessment.matching.subcommittees import find_industry
from assessment.matching.values import PoolMember
from assessment.scoring.values import Score
from assessment.terms import Problem
from assessment.values import Diagnosis
from services.assessments import open_passage
from services.content import newest_edition
from services.errors import NotFound
from services.keeping import load_newest
from services.permissions import Act, Actor, require
from services.planning import diagnose_passage
from services.ports import Tools

COUNTED_BY = "all-2020-dx"
"""The alliance edition by whose industries co-operation is counted; the leading one where it is missing."""
LONGEST = timedelta(days=730)
LONGEST_NAME, LONGEST_CONTACT = 80, 120


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a manager ticked and wrote."""

    name: str
    contact: str
    purposes: tuple[Purpose, ...]
    fields: tuple[SharedField, ...]
    brings: tuple[Brings, ...]
    until: date


def share(tools: Tools, actor: Actor, assessment_id: str, chosen: Chosen, now: datetime) -> Sharing:
    """Store a company's consent in place of an earlier one; raises InputRejected with all problems.

    What is shown is taken from the assessment as it stands now, and does not change until the company consents again.
    """
    require(actor, Act.SHARE, assessment_id)
    problems = tuple(_problems(chosen, now.date()))
    if problems:
        raise InputRejected(problems)
    earlier = tools.cooperation.store.sharing(assessment_id)
    member = earlier.member if earlier else uuid.uuid4().hex
    diagnosis = diagnose_passage(tools, open_passage(tools, actor, assessment_id), now.date())
    given = _sharing(member, chosen, diagnosis, now.date())
    tools.cooperation.store.share(assessment_id, given)
    return given


def withdraw(tools: Tools, actor: Actor, assessment_id: str) -> None:
    """Delete what a company showed; its name stands on no page from now on."""
    require(actor, Act.SHARE, assessment_id)
    tools.cooperation.store.withdraw(assessment_id)


def load_sharing(tools: Tools, actor: Actor, assessment_id: str) -> Sharing | None:
    """What a company shows, whether or not its consent has ended."""
    require(actor, Act.READ, assessment_id)
    return tools.cooperation.store.sharing(assessment_id)


def require_sharing(tools: Tools, actor: Actor, assessment_id: str, on: date) -> Sharing:
    """The consent of a company that takes part; NotFound where none stands."""
    require(actor, Act.SHARE, assessment_id)
    found = tools.cooperation.store.sharing(assessment_id)
    if found is None or not found.stands(on):
        raise NotFound("sharing")
    return found


def load_words(tools: Tools, on: date) -> Words:
    """Where names come from on a date: the content, suppliers of the register, and companies whose consent stands."""
    catalogue = tools.content.load_catalogue()
    people: dict[str, str] = {supplier.id: supplier.name for supplier in catalogue.suppliers}
    people |= {s.member: s.name for s in tools.cooperation.store.shared() if s.stands(on)}
    return Words(newest_edition(tools.content), catalogue, people)


def load_pool(tools: Tools, purpose: Purpose, on: date) -> tuple[PoolMember, ...]:
    """The companies that agreed to a purpose, as matching sees them."""
    return find_pool_members(tools.cooperation.store.shared(), load_newest(tools, CollaborationTask), purpose, on)


def find_counted_industry(catalogue: Catalogue, division: str) -> str:
    """The industry by which a company counts; its KSIC division where no industry stands near it."""
    counted = next((a for a in catalogue.alliances if a.id == COUNTED_BY), catalogue.alliances[0])
    return find_industry(division, counted) or division


def _problems(chosen: Chosen, on: date) -> Iterator[Problem]:
    limits: Mapping[str, tuple[str, int]] = {
        "name": (chosen.name, LONGEST_NAME),
        "contact": (chosen.contact, LONGEST_CONTACT),
    }
    for place, (text, limit) in limits.items():
        if not text:
            yield Problem.of("text_missing", place)
        if len(text) > limit:
            yield Problem.of("too_long", place, found=len(text), limit=limit)
    if not chosen.purposes:
        yield Problem.of("no_purpose", "purposes")
    if not on < chosen.until <= on + LONGEST:
        yield Problem.of("end_out_of_reach", "until", last=(on + LONGEST).isoformat())


def _sharing(member: str, chosen: Chosen, diagnosis: Diagnosis, on: date) -> Sharing:
    profile, shows = diagnosis.case.profile, set(chosen.fields)
    levels = {i.item.id: i.effective for i in diagnosis.scorecard.items if isinstance(i.effective, int)}
    offers = find_offers(levels, diagnosis.catalogue)
    scores = tuple(
        (d.dimension.value, d.score.points) for d in diagnosis.scorecard.dimensions if isinstance(d.score, Score)
    )
    return Sharing(
        member=member,
        name=chosen.name,
        contact=chosen.contact,
        division=profile.division,
        industry=find_counted_industry(diagnosis.catalogue, profile.division),
        purposes=chosen.purposes,
        fields=chosen.fields,
        given_on=on,
        until=chosen.until,
        region=profile.region if SharedField.REGION in shows else "",
        workers=profile.workers if SharedField.SIZE in shows else 0,
        needs={n.capability: n.weight for n in diagnosis.needs} if SharedField.NEEDS in shows else {},
        use_cases=diagnosis.case.wishes.use_cases if SharedField.NEEDS in shows else (),
        offers=offers if SharedField.OFFERS in shows else {},
        brings=chosen.brings if SharedField.OFFERS in shows else (),
        scores=scores if SharedField.SCORES in shows else (),
    )
