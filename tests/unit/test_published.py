"""What suppliers and subcommittees are told: published figures and nothing that is withheld."""

from __future__ import annotations

import pytest

from assessment.catalogue import CapabilityId
from assessment.disclosure.values import TOTAL
from assessment.matching.meeting import GapsOf, SharedGap, SharedGaps
from assessment.matching.values import CapabilityDemand, PublishedDemand
from assessment.published import find_demand, find_shared_gaps
from tests import builders as make
from tests import builders_published as given

A, B, C, D = (CapabilityId(f"cap-{letter}") for letter in "abcd")
METAL = {"24": 1.0, "22": 0.4}


def demand(*capabilities: CapabilityId, regions: tuple[str, ...] = ("11", "48")) -> PublishedDemand:
    publication = given.demand()
    return find_demand(publication.release, publication.beside, capabilities, regions)


def gaps_of(industries: dict[str, float], **shown: dict[str, tuple[float, float] | None]) -> SharedGaps:
    return find_shared_gaps(given.gaps(**shown), make.subcommittee("makers", industries=industries))


# --- demand ----------------------------------------------------------------------------------------------------------


def test_own_capabilities_show_what_was_published_and_where_it_is_withheld() -> None:
    found = demand(A)
    assert (found.release, found.as_of) == ("2026", given.NEWEST)
    assert [region.en for region in found.regions] == ["capital", "south"]
    assert found.own == (CapabilityDemand(A, 40, (30, None), 3),)


def test_the_most_wanted_stands_first_and_the_withheld_last() -> None:
    assert [line.capability for line in demand(D, A, B).own] == [B, A, D]
    assert demand(D).own == (CapabilityDemand(D, None, (None, None), 0),)


def test_a_capability_that_the_release_does_not_know_is_not_shown() -> None:
    assert demand(CapabilityId("cap-new")).own == ()


def test_open_is_what_few_or_nobody_offer_for_many_companies() -> None:
    assert [(line.capability, line.suppliers) for line in demand().open] == [(C, 0), (A, 3), (B, 9)]
    assert [line.capability for line in demand(C).open] == [A, B]


@pytest.mark.parametrize(
    ("regions", "groups"), [(("46",), ["south"]), (("12", "48"), ["south"]), (("99",), []), ((), [])]
)
def test_regions_are_those_of_the_release(regions: tuple[str, ...], groups: list[str]) -> None:
    found = demand(A, regions=regions)
    assert [region.en for region in found.regions] == groups
    assert [len(line.by_region) for line in found.own] == [len(groups)]


def test_a_release_without_demand_tells_nothing() -> None:
    publication = given.demand(dimensions=())
    found = find_demand(publication.release, publication.beside, [A], ["11"])
    assert (found.regions, found.own, found.open) == ((), (), ())


# --- gaps ------------------------------------------------------------------------------------------------------------


def test_gaps_are_of_the_industries_near_a_subcommittee_by_share() -> None:
    found = gaps_of(METAL, P1={"metal": (20, 40), TOTAL: (90, 90)}, P2={"metal": (30, 40)})
    assert (found.release, found.as_of, found.of) == ("2026", given.NEWEST, GapsOf.INDUSTRIES)
    assert [name.en for name in found.industries] == ["metal"]
    assert found.gaps == (SharedGap("P2", 30, 40), SharedGap("P1", 20, 40))


def test_groups_are_added_up_and_what_is_withheld_is_left_out() -> None:
    both = {"25": 0.5, "22": 1.0}
    found = gaps_of(both, P1={"metal": (20, 40), "plastics": (10, 20)}, P2={"metal": (30, 40), "plastics": None})
    assert [name.en for name in found.industries] == ["plastics", "metal"]
    assert found.gaps == (SharedGap("P2", 30, 40), SharedGap("P1", 30, 60))


def test_everybody_counts_where_a_subcommittee_has_no_industry() -> None:
    found = gaps_of({"22": 0.4}, P1={"plastics": (10, 20), TOTAL: (30, 60)})
    assert (found.of, found.industries) == (GapsOf.EVERYBODY, ())
    assert found.gaps == (SharedGap("P1", 30, 60),)


def test_everybody_counts_where_nothing_of_the_industries_was_published() -> None:
    found = gaps_of(METAL, P1={"metal": None, TOTAL: (30, 60)}, P2={TOTAL: None})
    assert found.of is GapsOf.EVERYBODY_INSTEAD
    assert found.gaps == (SharedGap("P1", 30, 60),)


def test_eight_items_at_most() -> None:
    shown = {f"P{number}": {TOTAL: (10 + number, 40)} for number in range(10)}
    assert [gap.item for gap in gaps_of({}, **shown).gaps] == [f"P{number}" for number in range(9, 1, -1)]


def test_where_all_is_withheld_there_is_nothing_to_rank() -> None:
    assert gaps_of({}, P1={TOTAL: None}).gaps == ()
