from __future__ import annotations

import numpy as np
import pytest

from assessment.catalogue import CapabilityId
from assessment.disclosure.tables import anonymise, build_tables
from assessment.disclosure.values import Measure
from assessment.errors import InputRejected
from assessment.instrument.edition import ItemId
from assessment.instrument.values import AiUse, UseState
from assessment.scoring.values import Wishes
from assessment.terms import Absence
from tests import builders as make
from tests.builders_releases import EDITION, company, crowd, release_plan, spec, true_tables, using

MEAN = Measure.MEAN


# --- one company ---


def test_a_company_leaves_its_scores_and_a_coarse_profile_and_nothing_else() -> None:
    sheet = make.sheet({**make.everywhere(3), "P1": 5}, ai_uses=(AiUse("ai-vision", UseState.TRIED),))
    cells = [make.use_case(f"uc-{n}", cell=f"cell-{n}-D") for n in range(5)]
    kept = anonymise(
        make.scored(sheet),
        make.profile(workers=9, name="솔숲산업"),
        Wishes(use_cases=tuple(use_case.id for use_case in cells)),
        catalogue=make.catalogue(use_cases=tuple(cells)),
        capabilities=[CapabilityId(name) for name in ("cap-b", "cap-a", "cap-b")],
        period="2026",
    )
    assert (kept.division, kept.region, kept.period) == (make.profile().division, make.profile().region, "2026")
    assert kept.scores["process"] == pytest.approx(100 * 17 / 25)
    assert kept.levels[ItemId("P1")] == 5
    assert kept.ai_uses == {"ai-vision": UseState.TRIED}
    assert kept.wanted == ("cell-0-D", "cell-1-D", "cell-2-D")
    assert kept.capabilities == ("cap-a", "cap-b")
    assert "솔숲산업" not in repr(kept)


def test_what_was_not_answered_leaves_no_score() -> None:
    sheet = make.sheet(
        {**make.everywhere(3), "P1": Absence.DONT_KNOW, "P2": Absence.DONT_KNOW, "P3": Absence.DONT_KNOW}
    )
    kept = anonymise(
        make.scored(sheet),
        make.profile(),
        Wishes(),
        catalogue=make.catalogue(),
        capabilities=(),
        period="2026",
    )
    assert "process" not in kept.scores
    assert "P1" not in kept.levels


# --- true tables ---


def test_counts_add_up_along_every_dimension() -> None:
    (counted,) = true_tables(crowd(d24_small_11=3, d25_small_11=4, d10_large_41=5), spec("t", industry=2, size=1))
    assert counted.axes[0][1] == ("total", "food", "metal", "10", "11", "24", "25")
    assert counted.counts.tolist() == [
        [12, 7, 5],
        [5, 0, 5],
        [7, 7, 0],
        [5, 0, 5],
        [0, 0, 0],
        [3, 3, 0],
        [4, 4, 0],
    ]


def test_the_order_of_companies_is_nothing() -> None:
    companies = tuple(company(scores={"overall": points}) for points in (33.3333333, 66.6666667, 0.1, 99.9))
    specs = spec("t", "overall", measure=MEAN, size=1)
    (one,), (other,) = true_tables(companies, specs), true_tables(companies[::-1], specs)
    assert np.array_equal(one.sums, other.sums)


def test_who_has_no_score_is_in_no_mean() -> None:
    companies = (company(scores={"overall": 40.0}), company(scores={"overall": 100.0}), company(scores={}))
    (means,) = true_tables(companies, spec("t", "overall", measure=MEAN, size=1))
    assert means.counts.tolist() == [2, 2, 0]
    assert means.sums.tolist() == [140.0, 140.0, 0.0]
    assert means.off_ends.tolist() == [1, 1, 0]


def test_scores_of_another_edition_are_left_out_of_means_and_not_of_counts() -> None:
    companies = (company(), company(edition="readiness/2025.1"))
    means, counted = true_tables(companies, spec("m", "P1", measure=MEAN, size=1), spec("c", size=1))
    assert (means.counts[0], means.sums[0], counted.counts[0]) == (1, 40.0, 2)


def test_answers_are_counted_by_the_range_in_which_a_score_falls() -> None:
    companies = tuple(company(scores={"overall": points}) for points in (39.9, 40.0, 100.0))
    (bands,) = true_tables(companies, spec("t", "overall", band=1))
    assert dict(zip(bands.axes[0][1], bands.counts.tolist(), strict=True)) == {"total": 3, "low": 1, "high": 2}
    (levels,) = true_tables(tuple(company(levels={"P1": n}) for n in (0, 2, 3)), spec("t", "P1", level=2))
    assert levels.counts.tolist() == [3, 2, 1, 1, 0, 1, 1, 0, 0]


def test_a_choice_is_counted_once_in_each_group_that_holds_it() -> None:
    both = {"vision": UseState.REGULAR, "chat": UseState.REGULAR}
    (uses,) = true_tables((company(ai_uses=both), *using(2), company()), spec("t", ai_use=2))
    assert dict(zip(uses.axes[0][1], uses.counts.tolist(), strict=True)) == {
        "total": 4,
        "any": 3,
        "vision": 3,
        "chat": 1,
    }


def test_a_tried_use_is_no_use() -> None:
    (uses,) = true_tables((company(ai_uses={"vision": UseState.TRIED}),), spec("t", ai_use=1))
    assert uses.counts.tolist() == [1, 0]


def test_a_table_that_asks_for_more_companies_is_left_away() -> None:
    assert true_tables(crowd(d24_small_11=9), spec("t", from_companies=10, size=1)) == ()


def test_a_code_that_nobody_knows_is_refused_by_name() -> None:
    with pytest.raises(InputRejected) as caught:
        build_tables([company(region="99")], release_plan(spec("t", region=1)), EDITION)
    (problem,) = caught.value.problems
    assert (problem.code, problem.where) == ("unknown_id", "pool.region")


def test_a_coarser_table_has_the_same_figures_for_what_is_left() -> None:
    (fine,) = true_tables(crowd(d24_small_11=3, d10_large_11=5), spec("t", industry=2, size=1))
    coarse = fine.only((1, 0))
    assert coarse.axes[0][1] == ("total", "food", "metal")
    assert coarse.counts.tolist() == [[8], [5], [3]]
    assert coarse.places == (("", ()), ("", (("industry", "food"),)), ("", (("industry", "metal"),)))
