"""What a company can offer others: the capabilities of work that lies behind it."""

from __future__ import annotations

from assessment.instrument.edition import ItemId
from assessment.matching.offers import find_offers
from tests.builders import catalogue, initiative

WORK = catalogue(
    initiatives=(
        initiative("ini-1", ("P1", 0, 1), capabilities=("cap-a",)),
        initiative("ini-2", ("P1", 1, 2), ("P2", 0, 2), capabilities=("cap-a", "cap-b")),
        initiative("ini-3", ("P3", 0, 1), capabilities=("cap-b",)),
    )
)


def test_strength_is_the_share_of_the_work_with_a_capability_that_is_done() -> None:
    assert find_offers({ItemId("P1"): 2, ItemId("P2"): 2, ItemId("P3"): 0}, WORK) == {"cap-a": 1.0, "cap-b": 0.5}


def test_work_is_done_when_every_level_that_it_leads_to_is_reached() -> None:
    assert find_offers({ItemId("P1"): 5, ItemId("P2"): 1}, WORK) == {"cap-a": 0.5}


def test_a_beginner_offers_nothing() -> None:
    assert find_offers({}, WORK) == {}
