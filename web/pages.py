"""Every blueprint of the site, in one list for the application to register."""

from __future__ import annotations

from web import (
    adjusting,
    association,
    campaigns,
    company,
    consultants,
    desk_meetings,
    desk_pairs,
    desk_requests,
    desk_tasks,
    editions,
    facts,
    figures,
    limits,
    questions,
    results,
    sharing,
    start,
    supplier,
    suppliers,
    support,
    together,
    what_if,
)

ROOMS = (start, company, limits, questions, facts, results, support, consultants, adjusting, editions, what_if, figures)
ROOMS_OF_LINKS = (association, campaigns, suppliers, supplier)
ROOMS_OF_COOPERATION = (sharing, together, desk_tasks, desk_pairs, desk_requests, desk_meetings)
BLUEPRINTS = tuple(room.blueprint for room in (*ROOMS, *ROOMS_OF_LINKS, *ROOMS_OF_COOPERATION))
