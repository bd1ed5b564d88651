"""The rules of publishing filled in with an edition and a catalogue."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from assessment.catalogue import Catalogue
from assessment.disclosure.plan import make_plan
from assessment.disclosure.rules import CodeGroup, DimensionRule, PublishingRules
from assessment.disclosure.values import Kind, ReleasePlan, TableSpec
from assessment.errors import InputRejected
from assessment.instrument.edition import Questionnaire
from storage.content.publishing import load_rules
from tests import builders as make

RULES = load_rules()


def with_dimension(name: str, **changes: object) -> PublishingRules:
    changed = [replace(d, **changes) if d.id == name else d for d in RULES.dimensions]  # type: ignore[arg-type]
    return replace(RULES, dimensions=tuple(changed))


@pytest.fixture
def plan(questionnaire: Questionnaire, catalogue: Catalogue) -> ReleasePlan:
    return make_plan(RULES, questionnaire, catalogue)


def test_the_real_content_gives_a_plan_in_which_every_code_has_a_name(plan: ReleasePlan) -> None:
    assert len(plan.tables) > 15
    for dimension in plan.dimensions:
        assert dimension.codes
        assert all(code.name.ko and code.name.en for code in dimension.codes)


def test_counts_have_two_ways_and_three_only_for_many_companies(plan: ReleasePlan) -> None:
    """Method 10."""
    for table in plan.tables:
        assert len(table.dimensions) <= 2 or table.from_companies >= 5000


def test_a_former_region_counts_as_the_one_that_took_its_place(plan: ReleasePlan) -> None:
    (region,) = (d for d in plan.dimensions if d.id == "region")
    assert {code.id: code.also for code in region.codes if code.also} == {"12": ("29", "46")}


def test_scores_of_bands_cover_the_scale(plan: ReleasePlan) -> None:
    (band,) = (d for d in plan.dimensions if d.id == "band")
    ranges = sorted(code.points for code in band.codes if code.points)
    assert ranges[0][0] == 0
    assert ranges[-1][1] == 100
    assert all(high == low for (_, high), (low, _) in pairwise(ranges))


@pytest.mark.parametrize(
    ("rules", "code"),
    [
        (
            replace(RULES, dimensions=(*RULES.dimensions, DimensionRule("mood", Kind.CLASS, make.text(), (), {}))),
            "unknown_id",
        ),
        (replace(RULES, tables=(replace(RULES.tables[0], dimensions=(("mood", 1),)),)), "unknown_id"),
        (with_dimension("size", groups=(CodeGroup("few", make.text(), ("under-10", "no-such")),)), "unknown_id"),
        (with_dimension("size", groups=(CodeGroup("few", make.text(), ("under-10",)),)), "not_in_one_group"),
        (with_dimension("region", former={"29": "99"}), "unknown_id"),
    ],
)
def test_rules_that_name_what_does_not_exist_are_refused(
    rules: PublishingRules, code: str, questionnaire: Questionnaire, catalogue: Catalogue
) -> None:
    with pytest.raises(InputRejected) as rejected:
        make_plan(rules, questionnaire, catalogue)
    assert code in {p.code for p in rejected.value.problems}


def test_a_code_in_two_groups_is_refused(questionnaire: Questionnaire, catalogue: Catalogue) -> None:
    sizes = tuple(s.id for s in questionnaire.method.size_classes)
    twice = (CodeGroup("all", make.text(), sizes), CodeGroup("again", make.text(), sizes[:1]))
    with pytest.raises(InputRejected) as rejected:
        make_plan(with_dimension("size", groups=twice), questionnaire, catalogue)
    assert [dict(p.params)["ids"] for p in rejected.value.problems] == [sizes[:1]]


def test_words_for_subjects_become_subjects(plan: ReleasePlan, questionnaire: Questionnaire) -> None:
    subjects: dict[str, TableSpec] = {table.id: table for table in plan.tables}
    assert subjects["companies-industry-size"].subjects == ()
    assert subjects["items-size"].subjects == tuple(str(item.id) for item in questionnaire.items)
    assert subjects["scores-region"].subjects[0] == "overall"
    assert {s for t in plan.tables for s in t.subjects} <= {code.id for code in plan.subjects}
