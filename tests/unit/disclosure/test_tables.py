"""True tables: who is counted where, and what an anonymous score keeps."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from assessment.disclosure.tables import CohortTable, anonymise, build_tables
from assessment.disclosure.values import TOTAL, AnonymousScore, Code, Dimension, Kind, Measure, TableSpec, cohort
from assessment.errors import InputRejected
from assessment.instrument.edition import ItemId
from assessment.instrument.values import AiUse, UseState
from assessment.scoring.scores import score_answers
from assessment.scoring.values import Wishes
from tests import builders as make
from tests import builders_disclosure as given


def build(companies: list[AnonymousScore], *specs: TableSpec) -> CohortTable:
    (table,) = build_tables(companies, given.plan(*specs), given.EDITION)
    return table


def test_counts_stand_at_their_codes_and_at_every_total() -> None:
    companies = [given.score(division="10"), given.score(division="22", size="large"), given.score(division="25")]
    table = build(companies, given.spec("t", industry=2, size=1))
    found = {place[1]: int(count) for place, count in zip(table.places, table.counts.flat, strict=True)}
    assert found[()] == 3
    assert found[cohort([("industry", "soft")])] == 2
    assert found[cohort([("industry", "22"), ("size", "large")])] == 1
    assert found[cohort([("industry", "29")])] == 0


def test_sums_are_exact_whatever_the_order() -> None:
    companies = [given.score(scores={"overall": points}) for points in (0.1, 0.2, 33.3, 100.0, 0.0)]
    spec = given.spec("t", Measure.MEAN, of=["overall"], size=1)
    forth, back = build(companies, spec), build(companies[::-1], spec)
    assert forth.sums[0] == pytest.approx(133.6)
    assert np.array_equal(forth.sums, back.sums)


def test_levels_count_as_points_and_an_absent_one_does_not_count() -> None:
    companies = [given.score(levels={ItemId("P1"): 5}), given.score(levels={})]
    table = build(companies, given.spec("t", Measure.MEAN, of=["P1"], size=1))
    assert (int(table.counts[0]), float(table.sums[0])) == (1, 100.0)


def test_scores_of_another_edition_are_left_out_of_means_but_the_company_is_counted() -> None:
    companies = [given.score(), given.score(edition="other/1")]
    assert int(build(companies, given.spec("t", Measure.MEAN, of=["overall"], size=1)).counts[0]) == 1
    assert int(build(companies, given.spec("t", size=1)).counts[0]) == 2


def test_answers_are_told_by_the_points_where_they_begin() -> None:
    companies = [given.score(scores={"overall": points}) for points in (0.0, 39.9, 40.0, 100.0)]
    table = build(companies, given.spec("t", of=["overall"], band=1))
    assert table.counts.tolist() == [4, 2, 2]


def test_a_choice_counts_once_for_each_use_that_is_regular() -> None:
    uses = {"ai-vision": UseState.REGULAR, "ai-writing": UseState.TRIED}
    companies = [given.score(ai_uses=uses), given.score(), given.score(ai_uses=dict.fromkeys(uses, UseState.REGULAR))]
    assert build(companies, given.spec("t", ai_use=1)).counts.tolist() == [3, 2, 1]


def test_a_former_code_counts_as_the_one_that_took_its_place() -> None:
    region = Dimension(
        "region", Kind.CLASS, make.text("region"), (Code("12", TOTAL, make.text("12"), None, ("29", "46")),)
    )
    plan = replace(given.plan(given.spec("t", region=1)), dimensions=(region,))
    (table,) = build_tables([given.score(region="29"), given.score(region="12")], plan, given.EDITION)
    assert table.counts.tolist() == [2, 2]


def test_a_company_of_an_unknown_class_is_named_and_not_dropped() -> None:
    with pytest.raises(InputRejected) as rejected:
        build([given.score(division="99")], given.spec("t", industry=1))
    assert [(p.where, dict(p.params)["ids"]) for p in rejected.value.problems] == [("pool.industry", ("99",))]


def test_an_anonymous_score_keeps_points_levels_and_a_coarse_profile_only() -> None:
    questionnaire = make.questionnaire()
    sheet = make.sheet(make.everywhere(2), ai_uses=(AiUse("ai-vision", UseState.REGULAR),))
    use_cases = [make.use_case(f"uc-{n}", cell=f"cell-{n % 4 + 1}-D") for n in range(5)]
    card = score_answers(questionnaire, sheet, seed=1)
    found = anonymise(
        card,
        make.profile(division="25", workers=30, region="41"),
        Wishes(use_cases=tuple(u.id for u in use_cases)),
        catalogue=make.catalogue(use_cases=tuple(use_cases)),
        capabilities=["cap-b", "cap-a", "cap-b"],
        period="2026",
    )
    assert (found.division, found.size, found.region, found.period) == ("25", "10-49", "41", "2026")
    assert found.edition == "test/2026.1"
    assert found.scores["overall"] == pytest.approx(40.0)
    assert found.levels[ItemId("P1")] == 2
    assert found.ai_uses == {"ai-vision": UseState.REGULAR}
    assert found.wanted == ("cell-1-D", "cell-2-D", "cell-3-D")
    assert found.capabilities == ("cap-a", "cap-b")
