"""Which support programmes may fit a plan: what is known of the company against every call, on a date (method 7)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from statistics import fmean

from assessment.catalogue import Catalogue, Initiative
from assessment.instrument.edition import OfficialLevel
from assessment.instrument.values import Profile
from assessment.programmes import Programme
from assessment.roadmap.eligibility import check_programme
from assessment.roadmap.standings import Between, CallStanding, Facts, Known, Standing, SupportMatch, Window
from assessment.roadmap.values import Roadmap
from assessment.scoring.values import LadderEstimate, Scorecard

LADDER = tuple(OfficialLevel)
MANWON_IN_A_MILLION = 100
BEST_STANDING = (Standing.ELIGIBLE, Standing.UNKNOWN, Standing.NOT_ELIGIBLE)
BEST_WINDOW = (Window.OPEN, Window.ANNOUNCED, Window.EXPECTED, Window.CLOSED)


def applicant_facts(profile: Profile, scorecard: Scorecard, catalogue: Catalogue) -> Facts:
    """What is known of a company, by the fields of `catalogue/programmes`; what it did not say is missing.

    The official step is certain with a 수준확인서, else the range of our estimate, which settles a clause only where the
    whole range does (method 6).
    """
    facts: dict[str, Known] = {
        "workers": profile.workers,
        "division": profile.division,
        "region": profile.region,
        "own_products": profile.own_products.at_least_percent,
    }
    for region in catalogue.regions:
        if region.code == profile.region:
            facts["capital_area"] = region.capital_area
    if profile.sales:
        facts["sales_average"] = round(fmean(profile.sales) * MANWON_IN_A_MILLION)
    if profile.legal_class:
        facts["legal_class"] = profile.legal_class
    if profile.certificate:
        facts["official_level"] = LADDER.index(profile.certificate.level)
    elif (estimate := _estimated(scorecard.ladder)) is not None:
        facts["official_level"] = estimate
    for levels in scorecard.items:
        if isinstance(levels.effective, int):
            facts[f"level.{levels.item.id}"] = levels.effective
    facts |= {f"answer.{question}": answer for question, answer in profile.support_answers.items()}
    return facts


def _estimated(ladder: LadderEstimate) -> Between | None:
    if isinstance(ladder.low, OfficialLevel) and isinstance(ladder.high, OfficialLevel):
        return Between(LADDER.index(ladder.low), LADDER.index(ladder.high))
    return None


def find_support(roadmap: Roadmap, catalogue: Catalogue, facts: Facts, on: date) -> tuple[SupportMatch, ...]:
    """Every programme with something for this plan, the nearest first: standing, then window, then how much it pays for.

    A programme that names neither capabilities nor initiatives (a loan, a legal instrument) is there for everyone.
    """
    planned = [catalogue.initiative(entry.initiative) for entry in roadmap.scheduled]
    found = []
    for programme in catalogue.programmes:
        paid = tuple(initiative.id for initiative in planned if pays_for(programme, initiative))
        if paid or not (programme.capabilities or programme.initiatives):
            call = _nearest(check_programme(programme, facts, on))
            found.append(SupportMatch(programme, call, paid))
    return tuple(sorted(found, key=_rank))


def pays_for(programme: Programme, initiative: Initiative) -> bool:
    """Whether a programme may pay for an initiative, by its id or by a capability that it needs."""
    return initiative.id in programme.initiatives or bool(set(programme.capabilities) & set(initiative.capabilities))


def _nearest(calls: Iterable[CallStanding]) -> CallStanding:
    """The call that matters: open before announced before expected before closed, and the latest of these."""
    return min(
        calls,
        key=lambda c: (BEST_WINDOW.index(c.window), -(c.call.opens or date.min).toordinal()),
    )


def _rank(match: SupportMatch) -> tuple[int, int, int, str]:
    closed = match.call.window is Window.CLOSED
    return (
        BEST_STANDING.index(match.call.standing) + len(BEST_STANDING) * closed,
        BEST_WINDOW.index(match.call.window),
        -len(match.pays_for),
        match.programme.id,
    )
