"""The contract of the LinkStore: which consultant opens which firm."""

from __future__ import annotations

import pytest

from tests import builders as make
from tests.integration.conftest import Stores


@pytest.fixture
def stocked(stores: Stores) -> Stores:
    """Three assessments and two consultants' links."""
    for name in ("a", "b", "c"):
        stores.assessments.add(make.assessment_record(name))
    stores.links.add(make.link_record("kim", name="김상담"))
    stores.links.add(make.link_record("ahn", name="안상담"))
    return stores


def test_a_link_comes_back_as_it_was_stored(stocked: Stores) -> None:
    assert stocked.links.get("kim") == make.link_record("kim", name="김상담")


def test_a_link_is_found_by_the_public_part_of_its_code(stocked: Stores) -> None:
    assert stocked.links.find("LOCahn") == make.link_record("ahn", name="안상담")


def test_a_link_that_was_never_made_is_none(stocked: Stores) -> None:
    assert (stocked.links.get("x"), stocked.links.find("LOCx")) == (None, None)


def test_a_new_link_opens_nothing(stocked: Stores) -> None:
    assert stocked.links.assessments("kim") == ()


def test_the_firm_joined_last_comes_first(stocked: Stores) -> None:
    for name in ("b", "a", "c"):
        stocked.links.join("kim", name)
    assert stocked.links.assessments("kim") == ("c", "a", "b")


def test_joining_twice_is_joining_once(stocked: Stores) -> None:
    for name in ("a", "b", "a"):
        stocked.links.join("kim", name)
    assert stocked.links.assessments("kim") == ("b", "a")


@pytest.mark.parametrize(("link", "assessment"), [("nobody", "a"), ("kim", "nothing")])
def test_what_does_not_exist_is_not_joined(stocked: Stores, link: str, assessment: str) -> None:
    stocked.links.join(link, assessment)
    assert (stocked.links.assessments(link), stocked.links.consultants(assessment)) == ((), ())


def test_the_consultants_of_a_firm_are_named_in_order(stocked: Stores) -> None:
    stocked.links.join("ahn", "a")
    stocked.links.join("kim", "a")
    stocked.links.join("ahn", "b")
    assert [link.name for link in stocked.links.consultants("a")] == ["김상담", "안상담"]


def test_parting_ends_one_access_only(stocked: Stores) -> None:
    for link, assessment in (("kim", "a"), ("kim", "b"), ("ahn", "a")):
        stocked.links.join(link, assessment)
    stocked.links.part("kim", "a")
    assert stocked.links.assessments("kim") == ("b",)
    assert stocked.links.assessments("ahn") == ("a",)


def test_parting_from_what_was_never_joined_harms_nothing(stocked: Stores) -> None:
    stocked.links.join("kim", "a")
    stocked.links.part("ahn", "a")
    assert stocked.links.assessments("kim") == ("a",)


def test_a_removed_link_is_gone_with_everything_it_opened(stocked: Stores) -> None:
    for link in ("kim", "ahn"):
        stocked.links.join(link, "a")
    stocked.links.remove("kim")
    stocked.links.remove("nobody")
    assert (stocked.links.get("kim"), stocked.links.find("LOCkim"), stocked.links.assessments("kim")) == (
        None,
        None,
        (),
    )
    assert [link.name for link in stocked.links.consultants("a")] == ["안상담"]
    assert stocked.again().links.get("kim") is None
