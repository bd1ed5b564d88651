"""The pool of the invented association: who agreed, with the latest answers up to a year."""

from __future__ import annotations

from services.demo import YEARS
from services.demo_pool import invent_scores
from tests.builders_matching import demo_catalogue, demo_companies, demo_edition

COMPANIES = demo_companies()[:60]


def test_only_who_agreed_and_has_not_withdrawn_is_in_the_pool() -> None:
    scores = invent_scores(COMPANIES, demo_edition(), demo_catalogue(), YEARS[-1])
    there = [c for c in COMPANIES if c.statistics and c.withdrawn_on is None]
    assert len(scores) == len(there) < len(COMPANIES)


def test_nobody_is_in_the_pool_before_its_first_answers() -> None:
    first = invent_scores(COMPANIES, demo_edition(), demo_catalogue(), YEARS[0])
    assert 0 < len(first) < len([c for c in COMPANIES if c.statistics])
    assert {score.period for score in first.values()} == {str(YEARS[0])}
    assert invent_scores(COMPANIES, demo_edition(), demo_catalogue(), YEARS[0] - 1) == {}
