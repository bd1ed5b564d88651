"""The invented association: always the same for a seed, and plausible enough to try everything on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from statistics import correlation, fmean

import pytest

from assessment.instrument.completeness import may_be_not_applicable
from assessment.instrument.edition import Group
from assessment.instrument.values import Mode, OwnProducts, Role, UseState
from assessment.scoring.scores import score_answers
from assessment.scoring.values import Score
from assessment.terms import Absence
from services.demo import YEARS, DemoCompany, DemoYear, invent_companies
from tests.builders_matching import INDUSTRIES, demo_alliance, demo_catalogue, demo_companies, demo_edition

COMPANIES = demo_companies()
YEARLY = tuple(year for company in COMPANIES for year in company.years)


def level_of(years: Iterable[DemoYear], group: Group | None = None) -> float:
    """The mean of all levels that managers gave."""
    edition = demo_edition()
    return fmean(
        a.value
        for year in years
        for a in year.sheet.ratings
        if isinstance(a.value, int) and a.role is Role.MANAGER and group in (None, edition.item(a.item).group)
    )


def test_the_same_seed_gives_the_same_association_and_another_seed_another() -> None:
    def invented(seed: int) -> tuple[DemoCompany, ...]:
        return invent_companies(demo_edition(), demo_catalogue(), demo_alliance(), seed, 5)

    assert invented(7) == invented(7)
    assert invented(7) != invented(8)


def test_a_company_does_not_depend_on_how_many_there_are() -> None:
    assert demo_companies(20) == COMPANIES[:20]


def test_every_company_has_its_own_id_and_a_name_that_says_it_is_invented() -> None:
    names = [company.newest.profile.name or "" for company in demo_companies(60)]
    assert len(set(names)) == len({company.id for company in demo_companies(60)}) == 60
    assert all(name.endswith("(가상)") for name in names)


def test_companies_stand_in_the_industries_of_the_alliance_that_the_catalogue_knows() -> None:
    assert {company.industry for company in COMPANIES} == {"ind-metal", "ind-plastic", "ind-food"}
    assert {company.newest.profile.division for company in COMPANIES} == set(INDUSTRIES)
    assert {c.newest.profile.division for c in COMPANIES if c.industry == "ind-food"} == {"10"}


def test_sizes_have_a_heavy_tail() -> None:
    workers = sorted(company.newest.profile.workers for company in COMPANIES)
    assert workers[0] < 5
    assert 10 < workers[len(workers) // 2] < 40
    assert workers[-1] > 500


def test_some_cells_are_tiny_and_some_are_empty() -> None:
    def size(company: DemoCompany) -> int:
        return sum(company.newest.profile.workers >= floor for floor in (10, 50, 300))

    cells = Counter((company.industry, company.newest.profile.region, size(company)) for company in COMPANIES)
    assert len(cells) < 3 * 2 * 4
    assert min(cells.values()) < 3
    assert max(cells.values()) > 30


def test_small_plants_stand_lower_than_large_ones() -> None:
    small = level_of(y for y in YEARLY if y.profile.workers < 10)
    large = level_of(y for y in YEARLY if y.profile.workers >= 50)
    assert small + 0.3 < large


def test_processes_are_ahead_of_business_models() -> None:
    assert level_of(YEARLY, Group.PROCESS) > level_of(YEARLY, Group.BUSINESS_MODEL) + 0.4


def test_companies_move_up_a_little_from_one_year_to_the_next() -> None:
    both = [company for company in COMPANIES if len(company.years) == 2]
    first, second = (level_of(c.in_year(year) or c.newest for c in both) for year in YEARS)
    assert 0.02 < second - first < 0.4


def test_levels_of_one_company_hang_together() -> None:
    full = [year for year in YEARLY if len(year.sheet.answers) > 20]
    assert 0.4 < correlation(*([level_of([y], g) for y in full] for g in (Group.PROCESS, Group.SERVICE))) < 0.95


def test_some_join_late_and_some_leave() -> None:
    assert {tuple(y.year for y in company.years) for company in COMPANIES} == {(2025, 2026), (2025,), (2026,)}
    gone = next(c for c in COMPANIES if [y.year for y in c.years] == [2025])
    assert gone.in_year(2026) is None
    assert gone.in_year(2025) is gone.newest
    assert gone.newest.counted_on.isoformat() == "2025-11-22"


def test_both_consents_are_given_and_refused_and_withdrawals_follow_a_consent() -> None:
    assert {(c.statistics, c.named_until is not None) for c in COMPANIES} == {(s, n) for s in (0, 1) for n in (0, 1)}
    withdrawn = [company for company in COMPANIES if company.withdrawn_on]
    assert 0 < len(withdrawn) < len(COMPANIES) / 10
    assert all(c.statistics and c.withdrawn_on and c.withdrawn_on.year == YEARS[-1] for c in withdrawn)


def test_every_sheet_can_be_scored_and_nearly_all_have_a_score() -> None:
    scored = [score_answers(demo_edition(), year.sheet, 1).overall.score for year in YEARLY[:40]]
    assert sum(isinstance(score, Score) for score in scored) > 30


def test_answers_hold_every_kind_of_absence_and_not_applicable_only_where_it_is_allowed() -> None:
    values = Counter(a.value for y in YEARLY for a in y.sheet.answers)
    assert {0, 1, 2, 3, 4, Absence.DONT_KNOW, Absence.NOT_APPLICABLE} <= values.keys()
    set_aside = [(y.profile, a) for y in YEARLY for a in y.sheet.answers if a.value is Absence.NOT_APPLICABLE]
    assert all(may_be_not_applicable(demo_edition().item(a.item), profile) and a.reason for profile, a in set_aside)
    assert {profile.own_products for profile, _ in set_aside} == {OwnProducts.NONE}
    assert any(len(y.sheet.answers) <= 12 for y in YEARLY)


def test_a_visit_holds_what_was_said_and_what_was_seen_and_the_latter_counts() -> None:
    visits = [year.sheet for year in YEARLY if year.sheet.mode is Mode.VISIT]
    assert 10 < len(visits) < len(YEARLY) / 4
    pairs = [
        (said.value, seen.value)
        for sheet in visits
        for said in sheet.ratings
        if (seen := sheet.rated(said.item, Role.CONSULTANT)) and said.role is Role.MANAGER
    ]
    assert -0.6 < fmean(seen - said for said, seen in pairs) < -0.1  # type: ignore[operator]
    assert all(sheet.answer(a.item) == a for sheet in visits for a in sheet.ratings if a.role is Role.CONSULTANT)


def test_office_tools_come_before_ai_in_production() -> None:
    registers = [{use.example: use.state for use in year.sheet.ai_uses} for year in YEARLY if year.sheet.ai_uses]
    regular = Counter(example for uses in registers for example, state in uses.items() if state is UseState.REGULAR)
    assert {state for uses in registers for state in uses.values()} == set(UseState)
    assert regular["ai-writing"] > 2 * regular["ai-vision"]
    assert 0.6 < len(registers) / len(YEARLY) < 1


def test_companies_want_at_most_three_use_cases() -> None:
    assert {len(year.wishes.use_cases) for year in YEARLY} == {0, 1, 2, 3}


def test_without_use_cases_nothing_is_wanted() -> None:
    bare = invent_companies(demo_edition(), demo_catalogue(use_cases=()), demo_alliance(), 7, 3)
    assert all(year.wishes.use_cases == () for company in bare for year in company.years)


@pytest.mark.parametrize("year", YEARS)
def test_most_companies_answer_in_each_year(year: int) -> None:
    assert sum(company.in_year(year) is not None for company in COMPANIES) > 0.7 * len(COMPANIES)
