"""How far a sheet is filled, how an item is asked, and who may set it aside."""

from __future__ import annotations

import pytest

from assessment.instrument.completeness import completeness, may_be_not_applicable, wording_for
from assessment.instrument.edition import Condition, ItemId, NotApplicableRule, Questionnaire, Station, Variant
from assessment.instrument.values import OwnProducts
from assessment.terms import Absence
from tests.builders import ALL_IDS, item, profile, sheet, text, wording
from tests.builders import questionnaire as edition

BELOW_HALF = Condition("below", "own_products", 50)


def test_items_are_sorted_by_what_was_answered() -> None:
    done = completeness(edition(), sheet({"P1": 0, "P2": Absence.NOT_APPLICABLE, "P3": Absence.DONT_KNOW}))
    assert (done.rated, done.not_applicable, done.dont_know) == (("P1",), ("P2",), ("P3",))
    assert done.open == ALL_IDS[3:]
    assert (done.answered, done.total) == (3, 24)


def test_items_stand_in_walking_order() -> None:
    backwards = edition(walk=(Station("end", text(), ALL_IDS[12:]), Station("start", text(), ALL_IDS[:12])))
    assert completeness(backwards, sheet()).open == (*ALL_IDS[12:], *ALL_IDS[:12])


def test_a_level_of_nought_is_an_answer() -> None:
    assert completeness(edition(), sheet({"P1": 0})).rated == ("P1",)


def test_the_variant_is_asked_where_its_condition_holds() -> None:
    asked = item("D1", variant=Variant(BELOW_HALF, wording("variant")))
    assert wording_for(asked, profile(own_products=OwnProducts.SOME)) == wording("variant")
    assert wording_for(asked, profile(own_products=OwnProducts.MOST)) == asked.wording


def test_the_main_wording_is_asked_where_there_is_no_variant_or_no_profile() -> None:
    assert wording_for(item("D1"), profile()) == item("D1").wording
    asked = item("D1", variant=Variant(BELOW_HALF, wording("variant")))
    assert wording_for(asked, None) == asked.wording


def test_not_applicable_needs_a_rule_a_profile_and_that_the_rule_holds() -> None:
    ruled = item("D3", not_applicable=NotApplicableRule(BELOW_HALF, text()))
    assert may_be_not_applicable(ruled, profile(own_products=OwnProducts.NONE))
    assert not may_be_not_applicable(ruled, profile(own_products=OwnProducts.ALL))
    assert not may_be_not_applicable(ruled, None)
    assert not may_be_not_applicable(item("D3"), profile(own_products=OwnProducts.NONE))


@pytest.mark.parametrize("share", OwnProducts)
def test_in_the_edition_only_d3_and_d5_may_be_set_aside_and_only_without_own_product(
    questionnaire: Questionnaire, share: OwnProducts
) -> None:
    company = profile(own_products=share)
    allowed = {i.id for i in questionnaire.items if may_be_not_applicable(i, company)}
    assert allowed == ({ItemId("D3"), ItemId("D5")} if share is OwnProducts.NONE else set())


def test_in_the_edition_a_subcontractor_is_asked_about_products_in_its_own_words(questionnaire: Questionnaire) -> None:
    product = [i for i in questionnaire.items if i.variant is not None]
    assert product
    for asked in product:
        assert wording_for(asked, profile(own_products=OwnProducts.SOME)) != asked.wording
