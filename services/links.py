"""Links instead of accounts: a random secret with a role, made once, shown once, opened by whoever holds it (method 12)."""

from __future__ import annotations

import uuid
from datetime import datetime

from assessment.errors import InputRejected
from assessment.terms import Problem
from services.assessments import guard_attempts
from services.codes import Code, fits, hash_code, new_code, parse_code
from services.errors import WrongCode
from services.link_port import LinkRecord
from services.permissions import ASSOCIATION, Actor, Visitor
from services.ports import Tools


def make_link(tools: Tools, role: Visitor, name: str, now: datetime) -> Code:
    """A new link; its code is shown once. The name is that of a person, or the id of the entry a supplier's link opens."""
    code = new_code()
    tools.links.add(LinkRecord(uuid.uuid4().hex, role.value, name, code.locator, hash_code(code), now))
    return code


def open_link(tools: Tools, role: Visitor, token: str, visitor_key: str, now: datetime) -> str:
    """The id of the link of this role that a token opens; raises WrongCode or TooManyAttempts."""
    guard_attempts(tools, visitor_key, now)
    code = parse_code(token)
    record = tools.links.find(code.locator) if code else None
    if code is None or record is None or not fits(code, record.code_hash) or record.role != role.value:
        tools.attempts.note(visitor_key, now)
        raise WrongCode
    return record.id


def find_links(tools: Tools) -> tuple[LinkRecord, ...]:
    """Every link that opens something, by role and name."""
    return tuple(record for role in Visitor for record in tools.links.holders(role.value))


def revoke_link(tools: Tools, locator: str) -> LinkRecord:
    """Revoke the link that begins with these letters; from now on it is one that never was. Raises InputRejected for such."""
    record = tools.links.find(locator.upper())
    if record is None:
        raise InputRejected((Problem.of("no_such_link", locator),))
    tools.links.remove(record.id)
    return record


def find_actor(tools: Tools, link_id: str) -> Actor | None:
    """Who holds a link, and what it opens: a consultant's firms, one entry, the association's desks; None if revoked."""
    record = tools.links.get(link_id)
    if record is None:
        return None
    role = Visitor(record.role)
    if role is Visitor.CONSULTANT:
        return Actor(role, record.id, frozenset(tools.links.assessments(link_id)), record.name)
    opened = record.name if role is Visitor.SUPPLIER else ASSOCIATION
    return Actor(role, record.id, frozenset({opened}), record.name)
