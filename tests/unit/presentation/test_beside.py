"""A company beside companies like it, in words."""

from __future__ import annotations

import pytest

from assessment.scoring.values import Standing
from assessment.terms import Language
from presentation.sections.beside import Beside, beside_section
from presentation.wording import say
from tests import builders as make


def standing(**changes: object) -> Standing:
    plain: dict[str, object] = {
        "subject": "overall",
        "subject_name": make.text("maturity"),
        "score": 41.6,
        "names": (make.text("metal"), make.text("small")),
        "companies": 20.0,
        "mean": 35.4,
        "error": 2.2,
        "own_share": 0.8,
        "below": 63.0,
    }
    return Standing(**{**plain, **changes})  # type: ignore[arg-type]


def section(*standings: Standing) -> Beside:
    found = beside_section("2026", standings, Language.EN)
    assert found is not None
    return found


def test_the_row_says_ours_theirs_and_the_place() -> None:
    found = section(standing())
    assert found.sentence == say(Language.EN, "beside.sentence", period="2026", group="metal · small", companies="20")
    (row,) = found.rows
    assert (row.name, row.ours) == ("maturity", "42")
    assert row.theirs == say(Language.EN, "beside.mean", mean=35, error=4)
    assert row.place == say(Language.EN, "beside.place", above=35)


@pytest.mark.parametrize(("below", "above"), [(0.0, 95), (100.0, 5), (51.0, 50)])
def test_a_place_is_never_finer_than_five_nor_the_first_or_the_last(below: float, above: int) -> None:
    (row,) = section(standing(below=below)).rows
    assert row.place == say(Language.EN, "beside.place", above=above)


def test_a_mean_that_is_mostly_borrowed_says_so() -> None:
    assert section(standing()).note == say(Language.EN, "beside.note")
    assert section(standing(), standing(own_share=0.1)).note == say(Language.EN, "beside.borrowed")


def test_without_companies_like_it_there_is_no_section() -> None:
    assert beside_section("2026", (), Language.KO) is None
