"""Planning problems with state money, and the adviser's decisions, for tests."""

from __future__ import annotations

from dataclasses import replace

from assessment.catalogue import InitiativeId
from assessment.programmes import CallId, MoneyRules, ProgrammeId, SupportKind
from assessment.roadmap.schedule import plan_roadmap
from assessment.roadmap.values import Candidate, Offer, OfferRules, Roadmap
from tests.builders import CHECKED, SOURCE, candidate, instance, text


def offer(*initiatives: str, **changes: object) -> Offer:
    """An open call that pays half of everything, at once, from the first quarter to the last."""
    made = Offer(
        id="call/trk",
        programme=ProgrammeId("prg-a"),
        call=CallId("call"),
        track="trk",
        initiatives=tuple(map(InitiativeId, initiatives)),
        percent=50.0,
        cap=None,
        first=0,
        last=7,
        quarters=8,
        fee=0.0,
        after_the_work=False,
        expected=False,
        open=(),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def money_rules(**changes: object) -> MoneyRules:
    """Grants are counted and paid at once, training afterwards; work may begin the quarter after a call closes."""
    made = MoneyRules(
        vat_percent=10.0,
        counted=(SupportKind.GRANT, SupportKind.TRAINING),
        after_the_work=(SupportKind.TRAINING,),
        quarters_to_start=1,
        quarters_open=4,
        because=text("because"),
        source=SOURCE,
        checked_on=CHECKED,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def work(initiative: str, item: str = "P1", **changes: object) -> Candidate:
    """One step of one item, 100 만원, one person-month, one quarter."""
    return candidate(initiative, (item, 1, 2), **changes)


def planned(*candidates: Candidate, offers: tuple[Offer, ...] = (), **changes: object) -> Roadmap:
    """The best plan of a problem with these offers."""
    rules = changes.pop("rules", OfferRules())
    return plan_roadmap(instance(*candidates, offers=offers, offer_rules=rules, **changes))


def starts_of(roadmap: Roadmap) -> dict[str, int]:
    """The quarter in which each initiative starts."""
    return {entry.initiative: entry.start for entry in roadmap.scheduled}


def paid(roadmap: Roadmap) -> dict[str, dict[str, float]]:
    """What each offer pays for each initiative."""
    return {grant.offer.id: {str(i): share for i, share in grant.shares} for grant in roadmap.grants}
