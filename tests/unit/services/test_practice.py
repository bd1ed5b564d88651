"""Practice for consultants: a plant of the newest edition beside what was rated."""

from __future__ import annotations

import pytest

from assessment.errors import InputRejected
from assessment.instrument.edition import ItemId
from services.errors import NotFound
from services.practice import find_practice
from tests import builders as make
from tests import fakes

OLD = make.questionnaire(edition="2025.1", vignettes=(make.vignette("vig-old", P1=1),))
NEW = make.questionnaire(vignettes=(make.vignette("vig-a", P1=1), make.vignette("vig-b", P2=2, P3=0)))
TOOLS = fakes.tools(content=fakes.FakeContent(OLD, NEW))


def test_a_plant_stands_beside_what_was_rated() -> None:
    edition, practice = find_practice(TOOLS, "vig-b", {ItemId("P2"): 4})
    assert edition == NEW
    assert practice.vignette.id == "vig-b"
    assert [row.difference for row in practice.rows] == [2, None]
    assert practice.mean_difference == 2


def test_a_plant_can_be_read_before_anything_is_rated() -> None:
    assert find_practice(TOOLS, "vig-a", {})[1].mean_difference is None


@pytest.mark.parametrize("vignette", ["vig-z", "vig-old", "", "VIG-A"])
def test_a_plant_that_the_newest_edition_does_not_have_is_not_found(vignette: str) -> None:
    with pytest.raises(NotFound):
        find_practice(TOOLS, vignette, {})


def test_without_editions_there_is_nothing_to_practise_on() -> None:
    with pytest.raises(InputRejected):
        find_practice(fakes.tools(content=fakes.FakeContent()), "vig-a", {})
