"""What holds for every company on the real edition and the real catalogue."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.catalogue import Catalogue
from assessment.diagnosis import diagnose, leading_alliance, seed_for
from assessment.instrument.edition import ConcernId, OfficialLevel, Questionnaire
from assessment.instrument.values import OwnProducts
from assessment.matching.subcommittees import route_subcommittees
from assessment.matching.supplier_index import prepare_suppliers
from assessment.matching.suppliers import find_demand, match_suppliers
from assessment.scoring.values import Column, Gap, Verdict
from assessment.values import Case, Diagnosis, Reference
from storage.content.store import ContentFolder
from tests.builders import everywhere, profile, sheet
from tests.properties.feasibility import find_untruths, find_violations, starts_of
from tests.properties.strategies import cases

TODAY = date(2026, 11, 22)
DIVISIONS = [str(number) for number in range(10, 35)]


def _diagnosed(case: Case, questionnaire: Questionnaire, catalogue: Catalogue) -> Diagnosis:
    return diagnose(questionnaire, case, catalogue, Reference(), TODAY, seed_for(case))


def _gaps(questionnaire: Questionnaire, catalogue: Catalogue, level: int) -> tuple[Gap, ...]:
    drawn = sheet(everywhere(level), content_hash=questionnaire.content_hash)
    return _diagnosed(Case(drawn, profile()), questionnaire, catalogue).gaps


# --- whole diagnoses ---


@settings(deadline=None, max_examples=20)
@given(data=st.data())
def test_every_plan_is_feasible_and_says_nothing_that_is_not_so(
    data: st.DataObject, questionnaire: Questionnaire, catalogue: Catalogue
) -> None:
    found = _diagnosed(data.draw(cases(questionnaire, catalogue)), questionnaire, catalogue)
    assert find_violations(found.instance, starts_of(found.roadmap)) == []
    assert find_untruths(found.instance, found.roadmap) == []


@settings(deadline=None, max_examples=10)
@given(data=st.data())
def test_profile_wishes_and_limits_never_touch_the_score(
    data: st.DataObject, questionnaire: Questionnaire, catalogue: Catalogue
) -> None:
    first = data.draw(cases(questionnaire, catalogue))
    second = replace(data.draw(cases(questionnaire, catalogue)), sheet=first.sheet)
    cards = [_diagnosed(case, questionnaire, catalogue).scorecard for case in (first, second)]
    assert cards[0] == cards[1]


@settings(deadline=None, max_examples=10)
@given(data=st.data())
def test_what_is_open_now_lacks_nothing_and_what_is_not_says_what_is_missing(
    data: st.DataObject, questionnaire: Questionnaire, catalogue: Catalogue
) -> None:
    readiness = _diagnosed(data.draw(cases(questionnaire, catalogue)), questionnaire, catalogue).readiness
    for entry in readiness.use_cases:
        lacks = bool(entry.missing or entry.office_rules_missing)
        assert (entry.column is Column.NOW) is (entry.verdict is Verdict.OPEN) is (not lacks)
    assert sum(len(readiness.column(column)) for column in Column) == len(readiness.use_cases)


@settings(deadline=None, max_examples=10)
@given(data=st.data())
def test_a_use_case_that_the_plan_opens_was_not_open_and_every_need_of_it_is_reached(
    data: st.DataObject, questionnaire: Questionnaire, catalogue: Catalogue
) -> None:
    found = _diagnosed(data.draw(cases(questionnaire, catalogue)), questionnaire, catalogue)
    needs = {opening.use_case: opening.needs for opening in found.instance.openings}
    for opened in found.roadmap.opened:
        assert 0 < opened.quarter <= found.instance.horizon
        assert all(found.roadmap.levels_at_end[item] >= level for item, level in needs[opened.use_case])


@settings(deadline=None, max_examples=10)
@given(data=st.data())
def test_the_estimate_of_the_official_step_never_reaches_the_highest(
    data: st.DataObject, questionnaire: Questionnaire, catalogue: Catalogue
) -> None:
    ladder = _diagnosed(data.draw(cases(questionnaire, catalogue)), questionnaire, catalogue).scorecard.ladder
    assert OfficialLevel.ADVANCED not in (ladder.low, ladder.high)


@pytest.mark.parametrize("level", range(6))
@pytest.mark.parametrize("workers", [3, 500])
@pytest.mark.parametrize("own_products", [OwnProducts.NONE, OwnProducts.ALL])
def test_level_by_level_and_size_by_size_a_plan_is_feasible_and_true(
    questionnaire: Questionnaire, catalogue: Catalogue, level: int, workers: int, own_products: OwnProducts
) -> None:
    drawn = sheet(everywhere(level), content_hash=questionnaire.content_hash)
    found = _diagnosed(Case(drawn, profile(workers=workers, own_products=own_products)), questionnaire, catalogue)
    assert find_violations(found.instance, starts_of(found.roadmap)) == []
    assert find_untruths(found.instance, found.roadmap) == []
    assert bool(found.roadmap.scheduled) is (level < 3)


# --- subcommittees ---


@pytest.mark.parametrize("division", DIVISIONS)
def test_no_company_is_left_without_a_subcommittee(
    questionnaire: Questionnaire, catalogue: Catalogue, division: str
) -> None:
    named: list[tuple[ConcernId, ...]] = [(), *((c.id,) for c in questionnaire.concerns)]
    for gaps in ((), _gaps(questionnaire, catalogue, 1)):
        for concerns in named:
            company = profile(division=division, concerns=concerns)
            found = route_subcommittees(company, gaps, {}, leading_alliance(catalogue))
            assert 1 <= len(found) <= 2
            assert all(match.reasons for match in found)
            assert found[0].score == max(match.score for match in found) <= 1


@pytest.mark.parametrize("division", DIVISIONS)
def test_the_industry_code_alone_never_decides(
    questionnaire: Questionnaire, catalogue: Catalogue, division: str
) -> None:
    gaps, alliance = _gaps(questionnaire, catalogue, 1), leading_alliance(catalogue)
    firsts = {
        route_subcommittees(profile(division=division, concerns=(concern.id,)), gaps, {}, alliance)[0].subcommittee.id
        for concern in questionnaire.concerns
    }
    assert len(firsts) >= 2


# --- suppliers ---


@settings(deadline=None, max_examples=10)
@given(data=st.data())
def test_the_size_of_a_supplier_never_changes_its_place(
    data: st.DataObject, questionnaire: Questionnaire, catalogue: Catalogue, content: ContentFolder
) -> None:
    case = data.draw(cases(questionnaire, catalogue))
    found = _diagnosed(case, questionnaire, catalogue)
    demand = find_demand(found.needs, found.instance, case.profile, case.wishes, catalogue)
    register = content.sample_suppliers()
    factor = data.draw(st.lists(st.integers(1, 100), min_size=len(register), max_size=len(register)))
    resized = tuple(replace(s, workers=s.workers * by) for s, by in zip(register, factor, strict=True))
    orders = [
        [m.supplier.id for m in match_suppliers(demand, prepare_suppliers(r), 3).matches] for r in (register, resized)
    ]
    assert orders[0] == orders[1]
