"""Questions of support programmes: the most settling first, answered, taken back, and shown in where calls stand."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from assessment.instrument.values import LEGAL_CLASSES, Profile
from assessment.terms import Language, Problem
from presentation.wording import problem_text, say
from tests.webclient import Browser, alerts, filled, installation, manager, path_of, tools_of, visible

HANGS = re.compile(r"공고 (\d+)개가 이 답에 달려 있습니다")
QUESTION = re.compile(r'name="answer-([\w-]+)" value="yes"')


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """One installation for the companies of this file; each test has companies and browsers of its own."""
    return installation(tmp_path_factory.mktemp("web"))


def planned(app: Flask, **company: object) -> Browser:
    """A company with a plan that programmes may pay for."""
    browser = manager(app, **company)
    browser.answer_all(1)
    browser.get("/support")
    return browser


@pytest.fixture(scope="module")
def refused(app: Flask) -> Browser:
    """A company for forms that are refused or only shown."""
    return planned(app)


def profile(browser: Browser) -> Profile:
    found = tools_of(browser.app).assessments.documents(browser.assessment()).profile
    assert found is not None
    return found


def asked(page: TestResponse) -> list[str]:
    return QUESTION.findall(page.text)


def test_an_answer_is_kept_and_leads_back_to_the_results(app: Flask) -> None:
    company = planned(app)
    page = company.post("/support", {"answer-q-closed": "no", "answer-q-tax-arrears": "yes", "legal_class": "small"})
    assert path_of(page) == "/results"
    assert profile(company).support_answers == {"q-closed": False, "q-tax-arrears": True}
    assert profile(company).legal_class == "small"
    shown = filled(company.get("/support"))
    assert shown["legal_class"] == ["small"]
    assert shown["answer-q-closed"] == ["no"]


def test_where_calls_stand_changes_with_the_answers(app: Flask) -> None:
    company = planned(app)
    unknown = say(Language.KO, "support.unknown")
    before = company.get("/results").text.count(unknown)
    questions = asked(company.get("/support"))
    company.post("/support", {**{f"answer-{q}": "no" for q in questions}, "legal_class": "small"})
    assert company.get("/results").text.count(unknown) < before


def test_not_known_yet_takes_an_answer_back(app: Flask) -> None:
    company = planned(app)
    company.post("/support", {"answer-q-closed": "no", "legal_class": "mid"})
    company.get("/support")
    company.post("/support", {"answer-q-closed": "unknown", "legal_class": ""})
    assert (profile(company).support_answers, profile(company).legal_class) == ({}, None)


def test_what_is_not_on_the_page_stays_as_it_was(app: Flask) -> None:
    company = planned(app)
    company.post("/support", {"answer-q-closed": "no", "legal_class": "small"})
    company.get("/support")
    company.post("/support", {"answer-q-sanction": "no"})
    assert profile(company).support_answers == {"q-closed": False, "q-sanction": False}
    assert profile(company).legal_class == "small"


def test_the_most_settling_questions_stand_first_and_the_rest_is_folded(refused: Browser) -> None:
    page = refused.get("/support")
    calls = [int(count) for count in HANGS.findall(page.text)]
    assert calls[1:] == sorted(calls[1:], reverse=True)
    first, _, rest = page.text.partition('<details class="fold">')
    assert len(QUESTION.findall(first)) == 6
    assert len(QUESTION.findall(rest)) > 3


def test_an_answered_question_moves_to_the_end_and_can_be_changed(app: Flask) -> None:
    company = planned(app)
    first = asked(company.get("/support"))[0]
    company.post("/support", {f"answer-{first}": "no"})
    page = company.get("/support")
    assert asked(page)[-1] == first
    assert say(Language.KO, "support.answered", count=1) in page.text


@pytest.mark.parametrize("legal_class", LEGAL_CLASSES)
def test_every_legal_class_says_what_it_means(refused: Browser, legal_class: str) -> None:
    text = visible(refused.get("/support"))
    assert say(Language.KO, f"legal_class.{legal_class}_means") in text


def test_sales_and_certificate_are_asked_only_where_they_are_missing(app: Flask) -> None:
    bare = planned(app)
    assert "sales_last" in filled(bare.get("/support"))
    told = planned(app, sales_last="5200", certificate_level="basic", certificate_day="2025-03-25")
    assert filled(told.get("/support")).keys() & {"sales_last", "certificate_level", "certificate_day"} == set()
    told.post("/support", {"sales_last": "1", "certificate_level": "none"})
    assert profile(told).sales == (5200,)
    assert profile(told).certificate is not None


def test_sales_are_stored_and_asked_no_more(app: Flask) -> None:
    company = planned(app)
    company.post("/support", {"sales_last": "5200", "sales_before": "4800", "sales_earlier": ""})
    assert profile(company).sales == (5200, 4800)
    assert "sales_last" not in filled(company.get("/support"))


def test_sales_that_are_no_number_are_said_and_nothing_is_lost(refused: Browser) -> None:
    page = refused.post("/support", {"sales_last": "52억", "answer-q-closed": "yes", "legal_class": "micro"})
    assert page.status_code == 422
    assert alerts(page) == [say(Language.KO, "form.sales_last")]
    shown = filled(page)
    assert (shown["sales_last"], shown["answer-q-closed"], shown["legal_class"]) == (["52억"], ["yes"], ["micro"])
    assert profile(refused).support_answers == {}


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        ({"answer-q-none": "yes"}, Problem.of("unknown_id", "", ids=("q-none",))),
        ({"legal_class": "tiny"}, Problem.of("not_in_list", "", found="tiny", allowed=LEGAL_CLASSES)),
    ],
)
def test_what_no_programme_asks_is_refused(refused: Browser, sent: dict[str, object], problem: Problem) -> None:
    refused.get("/support")
    page = refused.post("/support", sent)
    assert page.status_code == 422
    assert alerts(page) == [problem_text(problem, Language.KO)]
    assert profile(refused).support_answers == {}


def test_strange_words_count_as_not_known(app: Flask) -> None:
    company = planned(app)
    company.post("/support", {"answer-q-closed": "perhaps", "answer-q-none": ""})
    assert profile(company).support_answers == {}


def test_describing_the_company_again_keeps_the_answers(app: Flask) -> None:
    company = planned(app)
    company.post("/support", {"answer-q-closed": "no", "legal_class": "small"})
    company.get("/company")
    company.describe(workers="14")
    assert (profile(company).support_answers, profile(company).legal_class) == ({"q-closed": False}, "small")


def test_the_questions_are_reached_from_the_results_and_the_overview(refused: Browser) -> None:
    for address in ("/results", "/review"):
        assert 'href="/support"' in refused.get(address).text


def test_questions_come_after_the_description_of_the_company(app: Flask) -> None:
    browser = Browser(app)
    browser.get("/")
    browser.start()
    assert path_of(browser.get("/support")) == "/company"
