"""What the pool of the invented association holds in a year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assessment.catalogue import AllianceId, Catalogue
from assessment.disclosure.tables import anonymise
from assessment.disclosure.values import AnonymousScore
from assessment.instrument.edition import Questionnaire
from assessment.scoring.scores import score_answers
from services.demo import YEARS, DemoCompany, DemoYear
from services.demo_cooperation import find_pool

DEMO_ALLIANCE, DEMO_SEED = AllianceId("all-2020-dx"), 7


def invent_scores(
    companies: Sequence[DemoCompany], questionnaire: Questionnaire, catalogue: Catalogue, year: int
) -> dict[str, AnonymousScore]:
    """By company, the latest scores up to a year of those that gave the first consent and have not taken it back.

    Capabilities are those that the invented needs name; a real pool takes them from each roadmap.
    """
    end = date(year, 12, 31)
    needs = {
        member.id: tuple(member.needs)
        for member in find_pool([replace(c, named_until=date.max) for c in companies], questionnaire, catalogue, end)
    }
    return {
        company.id: anonymise(
            score_answers(questionnaire, said.sheet, DEMO_SEED),
            said.profile,
            said.wishes,
            catalogue=catalogue,
            capabilities=needs[company.id],
            period=str(said.year),
        )
        for company in companies
        if company.statistics and not (company.withdrawn_on and company.withdrawn_on <= end)
        if (said := _latest(company, year))
    }


def _latest(company: DemoCompany, year: int) -> DemoYear | None:
    return next((said for y in reversed(YEARS) if y <= year and (said := company.in_year(y))), None)
