"""From everything that was ever answered to the answer that counts (method 2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from assessment.instrument.edition import FactId, ItemId
from assessment.instrument.values import Answer, AnswerEvent, AnswerSheet, EventLog, Mode, Role
from assessment.terms import Absence

ROLES_BY_WEIGHT = (Role.CONSULTANT, Role.MANAGER, Role.COLLEAGUE)
"""Whose rating counts: who looked at the plant, then who answers for it, then who works in it."""


def effective_answers(log: EventLog) -> AnswerSheet:
    """The sheet that counts, from an append-only log.

    Within one author the event that had seen most of the history wins (base version, then time, device and sequence, so
    that the order of arrival never matters). Between roles: consultant, manager, colleague; among several colleagues the
    lower median of their levels. Facts follow the same rule. A sheet with a consultant's rating is a visit.
    """
    latest = _latest_by_author(log.events)
    ratings: list[Answer] = []
    answers: list[Answer] = []
    facts: dict[FactId, int | Absence] = {}
    for target, events in sorted(latest.items()):
        by_role = {role: _spokesman([e for e in events if e.role is role]) for role in ROLES_BY_WEIGHT}
        given = [event for event in by_role.values() if event is not None]
        if "." in target:
            facts[FactId(target)] = given[0].value
            continue
        ratings.extend(_answer(event) for event in given)
        answers.append(_answer(given[0]))
    visited = any(event.role is Role.CONSULTANT for event in log.events)
    return AnswerSheet(
        slug=log.slug,
        edition=log.edition,
        content_hash=log.content_hash,
        mode=Mode.VISIT if visited else Mode.SELF,
        answers=tuple(answers),
        ratings=tuple(ratings),
        facts=facts,
    )


def _latest_by_author(events: Iterable[AnswerEvent]) -> dict[str, list[AnswerEvent]]:
    newest: dict[tuple[str, Role, str], AnswerEvent] = {}
    for event in events:
        key = (event.target, event.role, event.author)
        if key not in newest or _history(event) > _history(newest[key]):
            newest[key] = event
    by_target: dict[str, list[AnswerEvent]] = defaultdict(list)
    for event in newest.values():
        by_target[event.target].append(event)
    return by_target


def _history(event: AnswerEvent) -> tuple[int, float, str, int]:
    return (event.base_version, event.at.timestamp(), event.device, event.sequence)


def _spokesman(events: Sequence[AnswerEvent]) -> AnswerEvent | None:
    """One event for a role: the lower median of the levels; an absence speaks only if nobody gave a level."""
    rated = sorted((e for e in events if isinstance(e.value, int)), key=lambda e: (e.value, _history(e)))
    if rated:
        return rated[(len(rated) - 1) // 2]
    absent = sorted(events, key=lambda e: (e.value is not Absence.NOT_APPLICABLE, _history(e)))
    return absent[0] if absent else None


def _answer(event: AnswerEvent) -> Answer:
    return Answer(
        item=ItemId(event.target),
        value=event.value,
        role=event.role,
        evidence=event.evidence,
        reason=event.reason,
        note=event.note,
    )
