"""What an edition says of itself: coverage facts, and the kind of plant of a division."""

from __future__ import annotations

import pytest

from assessment.instrument.edition import PlantFamily
from tests.builders import fact, questionnaire, text


@pytest.mark.parametrize(("threshold", "is_coverage"), [(80, True), (99, True), (100, False)])
def test_a_fact_below_a_hundred_percent_is_a_coverage(threshold: int, is_coverage: bool) -> None:
    assert fact("P1.2.a", threshold=threshold).is_coverage is is_coverage


@pytest.mark.parametrize(
    ("division", "family"), [("22", "plastics"), ("23", "plastics"), ("29", "metal"), ("10", None)]
)
def test_a_division_belongs_to_one_kind_of_plant_or_none(division: str, family: str | None) -> None:
    families = (PlantFamily("metal", text(), ("29",), ()), PlantFamily("plastics", text(), ("22", "23"), ()))
    found = questionnaire(families=families).family(division)
    assert (found.id if found else None) == family
