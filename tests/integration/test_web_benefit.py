"""What the plan brings and how the scores move, on the results page."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask

from assessment.roadmap.values import Limits, OwnerNumbers
from assessment.terms import Language
from presentation.wording import say
from tests.webclient import Browser, installation, manager, tools_of, visible


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return installation(tmp_path_factory.mktemp("web"))


def _company(app: Flask, language: str, numbers: OwnerNumbers) -> Browser:
    browser = manager(app, language, workers="60")
    browser.answer_all(2)
    store, assessment = tools_of(app).assessments, browser.assessment()
    limits = Limits(10_000, 3.0, 8, numbers=numbers)
    store.put(assessment, replace(store.documents(assessment), limits=limits), datetime.now(UTC))
    return browser


@pytest.mark.parametrize("language", [language.value for language in Language])
def test_with_the_owners_numbers_the_results_page_tells_money_and_months(app: Flask, language: str) -> None:
    page = _company(app, language, OwnerNumbers(400_000, 1.8, 900, 2.4, 32_000, 3)).get("/results")
    text, spoken = visible(page), Language(language)
    for key in ("benefit.where", "benefit.by_initiative", "benefit.today", "benefit.after", "course.note"):
        assert say(spoken, key) in text, key
    assert say(spoken, "lever.labour_hours") in text
    assert 'class="course"' in page.text
    assert 'class="rows brings"' in page.text
    assert 'class="rows stops"' in page.text


def test_without_numbers_it_says_which_would_help_and_the_course_is_there(app: Flask) -> None:
    page = _company(app, "ko", OwnerNumbers()).get("/results")
    text = visible(page)
    assert say(Language.KO, "benefit.no_numbers") in text
    assert say(Language.KO, "benefit.missing") in text
    assert say(Language.KO, "benefit.today") not in text
    assert 'class="course"' in page.text


def test_a_page_of_nothing_has_neither_chart_nor_table(app: Flask) -> None:
    page = manager(app).get("/results")
    assert say(Language.KO, "course.not_scored") in visible(page)
    assert 'class="course"' not in page.text
    assert 'class="rows stops"' not in page.text
