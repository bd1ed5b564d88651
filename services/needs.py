"""Needs that firms post for others to answer, and where each leads."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import date, datetime

from assessment.errors import InputRejected
from assessment.matching.agreements import Purpose, Sharing
from assessment.matching.records import Brings, CollaborationTask, NeedRoutes, PostedNeed
from assessment.matching.routes import route_need
from assessment.matching.supplier_index import prepare_suppliers
from assessment.terms import Problem
from services.cooperation import load_pool
from services.errors import NotFound
from services.keeping import company_author, load_history, load_newest, store_next
from services.permissions import ASSOCIATION, Act, Actor, require
from services.ports import Tools
from services.rule_requests import find_text_problems


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a firm wrote: the cell of the matrix, the requirement, what it puts in, until when."""

    cell: str
    requirement: str
    brings: tuple[Brings, ...]
    open_until: date


def post_need(tools: Tools, sharing: Sharing, wanted: Wanted, now: datetime) -> None:
    """Store a need; its capabilities are those of the use cases of its cell. Raises InputRejected with all problems."""
    catalogue = tools.content.load_catalogue()
    uses = [use_case for use_case in catalogue.use_cases if use_case.cell == wanted.cell]
    problems = [*find_text_problems({"requirement": wanted.requirement})]
    if not uses:
        problems.append(Problem.of("unknown_id", "cell", ids=(wanted.cell,)))
    if not wanted.brings:
        problems.append(Problem.of("brings_nothing", "brings"))
    if not now.date() < wanted.open_until <= sharing.until:
        problems.append(Problem.of("end_out_of_reach", "open_until", last=sharing.until.isoformat()))
    if problems:
        raise InputRejected(tuple(problems))
    need = PostedNeed(
        id=f"need-{uuid.uuid4().hex[:8]}",
        company=sharing.member,
        industry=sharing.industry,
        division=sharing.division,
        region=sharing.region,
        cell=wanted.cell,
        capabilities=tuple(dict.fromkeys(c for use_case in uses for c in use_case.capabilities)),
        requirement=wanted.requirement,
        brings=wanted.brings,
        open_until=wanted.open_until,
    )
    store_next(tools, need, 0, company_author(sharing.member, now))


def close_need(tools: Tools, sharing: Sharing, need_id: str, now: datetime) -> None:
    """Take a need down today; NotFound for one of another company."""
    kept = load_history(tools, PostedNeed, need_id)[-1]
    if kept.record.company != sharing.member:
        raise NotFound(need_id)
    yesterday = date.fromordinal(now.date().toordinal() - 1)
    if kept.record.open_until > yesterday:
        store_next(tools, replace(kept.record, open_until=yesterday), kept.version, company_author(sharing.member, now))


def load_open_needs(tools: Tools, on: date) -> tuple[PostedNeed, ...]:
    """Needs that stand open on a date and whose firm still agrees to be named, those that close first before others."""
    named = {sharing.member for sharing in tools.cooperation.store.shared() if sharing.stands(on)}
    needs = (need for need in load_newest(tools, PostedNeed) if need.open_until >= on and need.company in named)
    return tuple(sorted(needs, key=lambda need: (need.open_until, need.id)))


def find_routes(tools: Tools, actor: Actor, need: PostedNeed, on: date) -> NeedRoutes:
    """Where a need leads: companies that look for partners, suppliers, tasks that can still be joined."""
    require(actor, Act.KEEP_COOPERATION, ASSOCIATION)
    catalogue = tools.content.load_catalogue()
    return route_need(
        need,
        load_pool(tools, Purpose.PARTNERS, on),
        prepare_suppliers(catalogue.suppliers),
        load_newest(tools, CollaborationTask),
        catalogue,
        on,
        on.toordinal(),
    )
