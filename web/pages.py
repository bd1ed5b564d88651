"""Every blueprint of the site, in one list for the application to register."""

from __future__ import annotations

from web import (
    adjusting,
    association,
    company,
    consultants,
    editions,
    facts,
    limits,
    questions,
    results,
    start,
    supplier,
    support,
    what_if,
)

ROOMS = (start, company, limits, questions, facts, results, support, consultants, adjusting, editions, what_if)
ROOMS_OF_LINKS = (association, supplier)
BLUEPRINTS = tuple(room.blueprint for room in (*ROOMS, *ROOMS_OF_LINKS))
