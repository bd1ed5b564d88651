"""Every blueprint of the site, in one list for the application to register."""

from __future__ import annotations

from web import (
    adjusting,
    company,
    consultants,
    editions,
    facts,
    limits,
    questions,
    results,
    start,
    support,
    what_if,
)

ROOMS = (start, company, limits, questions, facts, results, support, consultants, adjusting, editions, what_if)
BLUEPRINTS = tuple(room.blueprint for room in ROOMS)
