"""The content as a whole: all problems of shape first, then all problems of meaning; and how much there is."""

from __future__ import annotations

import pytest

from assessment.errors import InputRejected
from assessment.terms import Problem
from services.content import catalogue_for, count_content, find_content_problems, newest_edition
from tests import builders as make
from tests import fakes

SHAPE = Problem.of("missing_key", "catalogue/kpis.yaml", key="name")
OLD, NEW = make.questionnaire(edition="2025.1"), make.questionnaire(edition="2026.1")


def codes(content: fakes.FakeContent) -> set[str]:
    return {problem.code for problem in find_content_problems(content)}


def test_problems_of_shape_are_told_before_meaning_is_looked_at() -> None:
    assert find_content_problems(fakes.FakeContent(make.questionnaire(walk=()), problems=[SHAPE])) == [SHAPE]


def test_every_edition_is_checked_not_only_the_newest() -> None:
    assert "not_on_the_walk" in codes(fakes.FakeContent(make.questionnaire(edition="2025.1", walk=()), NEW))


def test_the_catalogue_is_checked_beside_the_newest_edition() -> None:
    unfit = make.initiative("ini-a", ("P1", 2, 1))
    assert "effect_does_not_climb" in codes(fakes.FakeContent(NEW, catalogue=make.catalogue(initiatives=(unfit,))))


def test_the_sample_suppliers_are_checked() -> None:
    samples = (make.supplier("sup-a", "cap-nobody-knows"),)
    problems = find_content_problems(fakes.FakeContent(NEW, samples=samples))
    assert [p.where for p in problems if p.where.startswith("suppliers")] == ["suppliers/sup-a"]


def test_the_newest_edition_is_the_last_one() -> None:
    assert newest_edition(fakes.FakeContent(OLD, NEW)) == NEW


def test_without_editions_there_is_no_newest() -> None:
    with pytest.raises(InputRejected):
        newest_edition(fakes.FakeContent())


def test_content_is_counted_by_kind() -> None:
    content = fakes.FakeContent(NEW, samples=(make.supplier("sup-a"), make.supplier("sup-b")))
    counts = count_content(content)
    # A plain item shows "name P1", "P1?", "why" and four anchors "P1 0" … "P1 3": 7 + 3 + 3 + 4 · 4 = 29 letters; 24 of them.
    assert counts == {
        "items": 24,
        "characters": 24 * 29,
        "initiatives": 0,
        "use_cases": 0,
        "capabilities": 1,
        "kpis": 1,
        "suppliers": 2,
    }


def test_invented_suppliers_come_only_when_asked_for() -> None:
    # method 13
    real, invented = make.supplier("sup-real", invented=False), make.supplier("sup-invented")
    content = fakes.FakeContent(NEW, catalogue=make.catalogue(suppliers=(real,)), samples=(invented,))
    assert catalogue_for(content, with_samples=False).suppliers == (real,)
    assert catalogue_for(content, with_samples=True).suppliers == (invented,)
