"""Requests to improve a rule, as letters and as entries of a list; needs that firms posted, with where they lead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from assessment.matching.records import NeedRoute, NeedRoutes, PostedNeed, RegulationRequest, RequestStatus
from presentation import numbers
from presentation.desk.naming import DeskReader
from presentation.sections.parts import Line

UNDER_WAY = (RequestStatus.DRAFTED, RequestStatus.HANDED_OVER)


@dataclass(frozen=True, slots=True)
class RequestPage:
    """A request: where it stands, the letter as it goes out, the answer."""

    id: str
    rule: str
    status: str
    standing: str
    letter: tuple[Line, ...]
    answer: str
    may_withdraw: bool
    is_draft: bool
    is_handed_over: bool


@dataclass(frozen=True, slots=True)
class RouteLine:
    """Somebody that a need leads to."""

    name: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NeedRow:
    """A posted need."""

    id: str
    company: str
    cell: str
    requirement: str
    brings: str
    state: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class NeedPage:
    """A posted need with where it leads: companies, suppliers and tasks."""

    row: NeedRow
    companies: tuple[RouteLine, ...]
    suppliers: tuple[RouteLine, ...]
    tasks: tuple[RouteLine, ...]


def request_page(reader: DeskReader, request: RegulationRequest, on: date) -> RequestPage:
    """One request as a letter by article 17, with its standing on a date."""
    return RequestPage(
        id=request.id,
        rule=request.rule,
        status=reader.say(f"request_status.{request.status.value}"),
        standing=_standing(reader, request, on),
        letter=_letter(reader, request),
        answer=request.answer,
        may_withdraw=request.status in UNDER_WAY,
        is_draft=request.status is RequestStatus.DRAFTED,
        is_handed_over=request.status is RequestStatus.HANDED_OVER,
    )


def need_row(reader: DeskReader, need: PostedNeed, on: date) -> NeedRow:
    """A need as a line; open until its last day."""
    is_open = need.open_until >= on
    return NeedRow(
        id=need.id,
        company=reader.firm(need.company),
        cell=reader.cell(need.cell),
        requirement=need.requirement,
        brings=numbers.listed([reader.say(f"brings.{thing.value}") for thing in need.brings], reader.language),
        state=reader.say("need.open_until" if is_open else "need.closed", on=numbers.day(need.open_until)),
        is_open=is_open,
    )


def need_page(reader: DeskReader, need: PostedNeed, routes: NeedRoutes, tasks: dict[str, str], on: date) -> NeedPage:
    """A need with its routes; `tasks` are the names of tasks by id."""
    return NeedPage(
        row=need_row(reader, need, on),
        companies=_routes(reader, routes.companies),
        suppliers=_routes(reader, routes.suppliers),
        tasks=tuple(RouteLine(tasks[route.id], reader.reasons(route.reasons)) for route in routes.tasks),
    )


def _routes(reader: DeskReader, routes: Iterable[NeedRoute]) -> tuple[RouteLine, ...]:
    return tuple(RouteLine(reader.firm(route.id), reader.reasons(route.reasons)) for route in routes)


def _standing(reader: DeskReader, request: RegulationRequest, on: date) -> str:
    to = reader.say(f"recipient.{request.recipient.value}")
    if request.status is RequestStatus.DRAFTED:
        return reader.say("request.goes_to", to=to)
    if request.status is not RequestStatus.HANDED_OVER or request.answer_due is None:
        return reader.say("request.moved", on=numbers.day(request.moved_on), to=to)
    due = numbers.day(request.answer_due)
    return reader.say("request.overdue" if request.answer_due < on else "request.due", due=due, to=to)


def _letter(reader: DeskReader, request: RegulationRequest) -> tuple[Line, ...]:
    """The request as it goes out, in the order that an office reads it."""
    lines = [
        reader.line("request_to", reader.say(f"recipient.{request.recipient.value}")),
        reader.line("request_basis", reader.say("request.basis")),
        reader.line("request_from", reader.firm(request.company)),
        reader.line("rule", request.rule),
        reader.line("obstacle", request.obstacle),
        reader.line("wanted_change", request.wanted_change),
    ]
    if request.use_case:
        lines.append(reader.line("request_use", reader.names.of(request.use_case)))
    return tuple(lines)
