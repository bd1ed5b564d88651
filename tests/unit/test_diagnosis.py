"""The whole line in one function: what enters comes out again with its provenance, and nothing else decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assessment.canonical import fingerprint
from assessment.catalogue import Capability, CapabilityId, Catalogue, UseCaseId
from assessment.diagnosis import (
    answers_hash,
    diagnose,
    leading_alliance,
    only_what_was_asked,
    seed_for,
)
from assessment.errors import WrongEdition
from assessment.instrument.edition import ConcernId, Condition, ItemId, NotApplicableRule, Variant
from assessment.instrument.values import OwnProducts, Profile
from assessment.matching.values import RequirementSheet, SupplierMatches
from assessment.roadmap.values import Limits
from assessment.scoring.values import CohortTarget, Reference, TargetSource, Wishes
from assessment.terms import Absence
from assessment.values import ENGINE_VERSION, Case, Diagnosis
from tests.builders import (
    HASH,
    alliance,
    catalogue,
    everywhere,
    initiative,
    item,
    limits,
    profile,
    sheet,
    subcommittee,
    supplier,
    text,
    use_case,
    wording,
)
from tests.builders import questionnaire as edition

TODAY = date(2026, 11, 22)
NO_OWN_PRODUCT = Condition("below", "own_products", 1)
EDITION = edition(
    {
        "D3": item(
            "D3",
            not_applicable=NotApplicableRule(NO_OWN_PRODUCT, text()),
            variant=Variant(NO_OWN_PRODUCT, wording("variant")),
        )
    }
)
CATALOGUE = catalogue(
    initiatives=(initiative("ini-a", ("P1", 1, 2), capabilities=(CapabilityId("cap-a"),)),),
    use_cases=(use_case("uc-vision", {"P3": 3}), use_case("uc-food", industries=("10",))),
    capabilities=(Capability(CapabilityId("cap-a"), text(), text(), text()),),
)


def _case(**changes: object) -> Case:
    return replace(Case(sheet(everywhere(1)), profile()), **changes)  # type: ignore[arg-type]


def _diagnose(case: Case, made: Catalogue = CATALOGUE, reference: Reference | None = None, seed: int = 1) -> Diagnosis:
    return diagnose(EDITION, case, made, reference or Reference(), TODAY, seed)


# --- the line ---


def test_the_same_arguments_give_the_same_diagnosis() -> None:
    assert _diagnose(_case()) == _diagnose(_case())


def test_answers_become_scores_gaps_a_plan_and_needs() -> None:
    found = _diagnose(_case())
    assert found.completeness.answered == 24
    assert found.scorecard.of("P1").effective == 1
    assert len(found.gaps) == 24
    assert [entry.initiative for entry in found.roadmap.scheduled] == ["ini-a"]
    assert [need.capability for need in found.needs] == ["cap-a"]
    assert found.subcommittees


def test_only_use_cases_of_the_industry_are_looked_at_anywhere() -> None:
    found = _diagnose(_case())
    assert [entry.use_case.id for entry in found.readiness.use_cases] == ["uc-vision"]
    assert [opening.use_case for opening in found.instance.openings] == ["uc-vision"]


def test_a_wanted_use_case_sets_targets_all_along_the_line() -> None:
    found = _diagnose(_case(wishes=Wishes(use_cases=(UseCaseId("uc-vision"),))))
    by_item = {gap.item: gap for gap in found.gaps}
    assert (by_item[ItemId("P3")].target, by_item[ItemId("P3")].source) == (3, TargetSource.WANTED_USE_CASE)
    assert found.instance.targets["P3"] == 3
    assert found.instance.openings[0].wanted


def test_a_reference_sets_targets() -> None:
    cohort = (CohortTarget(ItemId("P1"), 4.0, 25),)
    found = _diagnose(_case(), reference=Reference(cohort))
    assert next(gap for gap in found.gaps if gap.item == "P1").source is TargetSource.COHORT


def test_not_our_business_leaves_the_score_alone() -> None:
    plain = _diagnose(_case())
    not_ours = _diagnose(_case(wishes=Wishes(not_our_business=(ItemId("P1"),))))
    assert not_ours.scorecard == plain.scorecard
    assert "P1" not in {gap.item for gap in not_ours.gaps}
    assert not_ours.roadmap.scheduled == ()


def test_the_wording_is_the_one_this_company_was_asked() -> None:
    subcontractor = profile(own_products=OwnProducts.NONE)
    assert _diagnose(_case(profile=subcontractor)).wordings[ItemId("D3")] == wording("variant")
    assert _diagnose(_case()).wordings[ItemId("D3")] == wording("D3")


def test_a_sheet_of_another_edition_is_refused() -> None:
    with pytest.raises(WrongEdition):
        _diagnose(_case(sheet=sheet(content_hash="f" * 64)))


# --- limits ---


def test_without_limits_those_of_the_size_are_assumed_and_kept_with_the_case() -> None:
    found = _diagnose(_case(profile=profile(workers=12)))
    assert found.case.limits == Limits(3000, 1.5, 8, assumed=True)
    assert found.instance.horizon == 8


def test_named_limits_are_used_as_they_are() -> None:
    named = limits(budget_a_year=10, horizon=2)
    found = _diagnose(_case(limits=named))
    assert found.case.limits == named
    assert found.instance.budget_a_year == (10,)


# --- who helps ---


def test_with_a_register_suppliers_are_matched() -> None:
    found = _diagnose(_case(), replace(CATALOGUE, suppliers=(supplier("sup-a", "cap-a"),)), seed=9)
    assert isinstance(found.suppliers, SupplierMatches)
    assert [match.supplier.id for match in found.suppliers.matches] == ["sup-a"]
    assert found.suppliers.seed == 9


def test_without_a_register_there_is_a_requirement_sheet() -> None:
    found = _diagnose(_case())
    assert isinstance(found.suppliers, RequirementSheet)
    assert [line.capability.id for line in found.suppliers.lines] == ["cap-a"]


def test_the_first_alliance_of_the_catalogue_leads() -> None:
    second = replace(alliance(subcommittee("b")), name=text("second"))
    both = replace(CATALOGUE, alliances=(alliance(subcommittee("a")), second))
    assert leading_alliance(both).subcommittees[0].id == "a"
    assert [match.subcommittee.id for match in _diagnose(_case(), both).subcommittees] == ["a"]


def test_concerns_reach_the_subcommittees() -> None:
    subs = (subcommittee("a"), subcommittee("b", concerns={ConcernId("con-stock"): 1.0}))
    company = profile(concerns=(ConcernId("con-stock"),))
    found = _diagnose(_case(profile=company), replace(CATALOGUE, alliances=(alliance(*subs),)))
    assert found.subcommittees[0].subcommittee.id == "b"


# --- not applicable ---


def _aside(company: Profile) -> Diagnosis:
    return _diagnose(_case(sheet=sheet(everywhere(1, D3=Absence.NOT_APPLICABLE)), profile=company))


def test_not_applicable_counts_where_the_profile_allows_it() -> None:
    found = _aside(profile(own_products=OwnProducts.NONE))
    assert found.completeness.not_applicable == ("D3",)
    assert found.scorecard.of("D3").effective is Absence.NOT_APPLICABLE


def test_not_applicable_that_the_profile_no_longer_allows_counts_as_not_answered_everywhere() -> None:
    found = _aside(profile(own_products=OwnProducts.ALL))
    assert found.completeness.open == ("D3",)
    assert found.scorecard.of("D3").effective is Absence.NOT_ANSWERED
    assert found.case.sheet.answer("D3") is None


def test_only_forbidden_absences_are_taken_from_a_sheet() -> None:
    given = sheet({"P1": Absence.NOT_APPLICABLE, "P2": Absence.DONT_KNOW, "P3": 0, "D3": Absence.NOT_APPLICABLE})
    kept = only_what_was_asked(EDITION, given, profile(own_products=OwnProducts.NONE))
    assert [a.item for a in kept.answers] == ["P2", "P3", "D3"]
    assert [a.item for a in kept.ratings] == ["P2", "P3", "D3"]


# --- provenance ---


def test_a_diagnosis_says_what_it_was_computed_from() -> None:
    case = _case()
    found = _diagnose(case, seed=5).provenance
    assert (found.slug, found.edition, found.edition_hash) == ("test", "2026.1", HASH)
    assert (found.catalogue_hash, found.answers_hash) == (HASH, answers_hash(case))
    assert (found.engine, found.on, found.seed) == (ENGINE_VERSION, TODAY, 5)


def test_the_seed_belongs_to_the_answers_and_to_nothing_else() -> None:
    assert seed_for(_case()) == seed_for(_case(profile=profile(workers=7), wishes=Wishes(targets={ItemId("P1"): 2})))
    assert seed_for(_case()) != seed_for(_case(sheet=sheet(everywhere(2))))
    assert 0 <= seed_for(_case()) < 2**63


def test_the_hash_of_the_answers_covers_everything_the_company_said() -> None:
    cases = (
        _case(),
        _case(sheet=sheet(everywhere(2))),
        _case(profile=profile(workers=7)),
        _case(wishes=Wishes(targets={ItemId("P1"): 2})),
        _case(limits=limits()),
    )
    assert len({answers_hash(case) for case in cases}) == len(cases)
    assert answers_hash(cases[0]) == fingerprint(cases[0])
