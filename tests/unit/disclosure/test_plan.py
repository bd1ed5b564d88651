from __future__ import annotations

from dataclasses import replace

import pytest

from assessment.catalogue import Catalogue
from assessment.disclosure.plan import make_plan
from assessment.disclosure.rules import CodeGroup, DimensionRule, PublishingRules
from assessment.disclosure.values import Kind
from assessment.errors import InputRejected
from assessment.instrument.edition import Questionnaire
from storage.content.publishing import load_rules
from tests.builders import text


@pytest.fixture(scope="module")
def rules() -> PublishingRules:
    return load_rules()


def problems_of(rules: PublishingRules, questionnaire: Questionnaire, catalogue: Catalogue) -> list[tuple[str, str]]:
    with pytest.raises(InputRejected) as caught:
        make_plan(rules, questionnaire, catalogue)
    return [(problem.code, problem.where) for problem in caught.value.problems]


def test_the_plan_has_every_code_of_the_edition_and_the_catalogue(
    rules: PublishingRules, questionnaire: Questionnaire, catalogue: Catalogue
) -> None:
    plan = make_plan(rules, questionnaire, catalogue)
    dimensions = {dimension.id: dimension for dimension in plan.dimensions}
    assert dimensions["industry"].upwards("25") == ("25", "metal")
    assert set(dimensions["region"].children("honam")) == {"12", "52"}
    assert next(code for code in dimensions["region"].codes if code.id == "12").also == ("29", "46")
    assert dimensions["level"].points_under["from-3"] == (60.0, 100.0)
    assert dimensions["band"].points_under["from-40"] == (40.0, 100.0)
    assert [code.id for code in plan.subjects[:2]] == ["overall", "process"]
    items = next(table for table in plan.tables if table.id == "items-size")
    assert len(items.subjects) == 24


def test_a_dimension_that_nobody_knows_is_named(
    rules: PublishingRules, questionnaire: Questionnaire, catalogue: Catalogue
) -> None:
    odd = DimensionRule("colour", Kind.CLASS, text("colour"), (), {})
    found = problems_of(replace(rules, dimensions=(*rules.dimensions, odd)), questionnaire, catalogue)
    assert found == [("unknown_id", "catalogue/tables.yaml")]


def test_groups_name_each_code_once_and_no_other(
    rules: PublishingRules, questionnaire: Questionnaire, catalogue: Catalogue
) -> None:
    industry = rules.dimensions[0]
    first, *others = industry.groups
    odd = CodeGroup("odd", text("odd"), ("10", "99"))
    for groups, codes in (
        ((*others,), {"not_in_one_group"}),
        ((*industry.groups, odd), {"unknown_id", "not_in_one_group"}),
    ):
        changed = replace(rules, dimensions=(replace(industry, groups=groups), *rules.dimensions[1:]))
        assert {code for code, _ in problems_of(changed, questionnaire, catalogue)} == codes
    assert first.id == "food"


def test_a_table_names_dimensions_that_there_are(
    rules: PublishingRules, questionnaire: Questionnaire, catalogue: Catalogue
) -> None:
    table = replace(rules.tables[0], dimensions=(("colour", 1),))
    assert problems_of(replace(rules, tables=(table,)), questionnaire, catalogue) == [
        ("unknown_id", "catalogue/tables.yaml · companies-industry-size")
    ]
