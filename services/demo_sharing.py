"""The invented co-operation put into the stores of a demonstration, as if an association had kept it for a year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime

from assessment.matching.agreements import Agreement, ProposedCase, Purpose, SharedField, Sharing
from assessment.matching.records import Lead, TaskRole
from assessment.matching.values import PoolMember
from services.cooperation_port import Kind
from services.demo import DemoCompany
from services.demo_cooperation import Cooperation
from services.keeping import Author, store_all
from services.ports import Tools

AUTHOR = "demo"


def load_cooperation(tools: Tools, found: Cooperation, companies: Sequence[DemoCompany]) -> None:
    """Store consents, tasks, cases, requests, needs and leads of an invented association, all of the day it was made for."""
    author = Author(AUTHOR, datetime(found.on.year, found.on.month, found.on.day, 12, tzinfo=UTC))
    names = {company.id: company.newest.profile.name or company.id for company in companies}
    for member in found.members:
        tools.cooperation.store.share(None, _sharing(member, names, found.on))
    members = {task.id: [m.id for m in task.members if m.role is not TaskRole.SUPPLIER] for task in found.tasks}
    cases = [ProposedCase(c.id, c, _agreed(members[c.task])) for c in found.cases]
    _store(tools, found.tasks, author)
    _store(tools, cases, author)
    _store(tools, found.requests, author)
    _store(tools, found.needs, author)
    _store(tools, _furthest(found.leads), author)


def _sharing(member: PoolMember, names: Mapping[str, str], on: date) -> Sharing:
    return Sharing(
        member=member.id,
        name=names[member.id],
        contact="02-000-0000",
        division=member.division,
        industry=member.industry,
        purposes=tuple(Purpose),
        fields=(SharedField.REGION, SharedField.SIZE, SharedField.NEEDS, SharedField.OFFERS),
        given_on=on,
        until=member.agreed_until,
        region=member.region,
        workers=member.workers,
        needs=member.needs,
        use_cases=member.use_cases,
        offers=member.offers,
    )


def _agreed(members: Iterable[str]) -> Agreement:
    parties = tuple(sorted(set(members)))
    return Agreement(parties, agreed=parties)


def _furthest(leads: Iterable[Lead]) -> list[Lead]:
    """One lead for each supplier and company: the one that came furthest."""
    stages = {"shown": 0, "introduced": 1, "contracted": 2}
    best: dict[tuple[str, str], Lead] = {}
    for lead in sorted(leads, key=lambda lead: (stages[lead.stage.value], lead.on)):
        best[lead.supplier, lead.company] = lead
    return list(best.values())


def _store(tools: Tools, records: Iterable[Kind], author: Author) -> None:
    store_all(tools, [(record, 0) for record in records], author)
