from __future__ import annotations

from dataclasses import replace

import pytest

from assessment.disclosure.values import Attack, Coarsening, Finding, Measure
from assessment.terms import Language
from presentation.releases import finding_sentence, table_sentences
from tests.builders_releases import one_way, release

MADE = release(one_way("t", "size", total=20.0, small=16.0, large=None))


def test_each_table_says_how_much_it_shows_and_what_became_coarser() -> None:
    coarse = replace(MADE, coarsened=(Coarsening("t", "size", 2, 1), Coarsening("t", "region", 1, 0)))
    (sentence,) = table_sentences(coarse, Language.EN)
    assert "2 of 3 cells" in sentence
    assert "‘size’ is in larger groups" in sentence
    assert "‘region’ is not broken down" in sentence
    (plain,) = table_sentences(MADE, Language.KO)
    assert "칸 3개 가운데 2개" in plain
    assert "묶었" not in plain


@pytest.mark.parametrize(
    ("measure", "low", "high", "said"),
    [(Measure.COUNT, 4.0, 4.0, "companies: 4 can"), (Measure.MEAN, 120.0, 131.5, "120–131.5 points")],
)
def test_a_finding_says_what_is_found_out_and_how_far(measure: Measure, low: float, high: float, said: str) -> None:
    place = ("overall", (("size", "large"),))
    sentence = finding_sentence(Finding(Attack.EXACT, "2026", "t", place, measure, low, high), [MADE], Language.EN)
    assert said in sentence
    assert "size large" in sentence
    assert "‘overall’" in sentence


def test_everybody_and_several_tables_have_words_too() -> None:
    finding = Finding(Attack.TIME, "2026", "", ("", ()), Measure.COUNT, 2.0, 2.0)
    sentence = finding_sentence(finding, [MADE], Language.EN)
    assert "several tables" in sentence
    assert "all companies" in sentence
