"""What if the limits were others: tried without storing, kept by one button, wrong fields said."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.webclient import Browser, alerts, installation, manager, tools_of


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return installation(tmp_path_factory.mktemp("what-if"))


def _ready(app: Flask, language: str = "ko") -> Browser:
    browser = manager(app, language)
    browser.answer_all(1)
    return browser


def _limits(app: Flask, browser: Browser) -> object:
    return tools_of(app).assessments.documents(browser.assessment()).limits


def test_what_stands_is_compared_with_itself_first(app: Flask) -> None:
    page = _ready(app).get("/what-if")
    assert page.status_code == 200
    assert "100%" in page.text
    assert "하는 일과 순서가 같습니다." in page.text


def test_more_money_is_tried_and_nothing_is_stored(app: Flask) -> None:
    browser = _ready(app)
    page = browser.get("/what-if?budget_a_year=20,000&staff_months_a_quarter=6&horizon=12")
    assert page.status_code == 200
    assert "하는 일과 순서가 같습니다." not in page.text
    assert _limits(app, browser) is None


def test_what_is_kept_becomes_the_limits_and_remembers_the_plan_before(app: Flask) -> None:
    browser = _ready(app)
    answer = browser.post("/what-if", {"budget_a_year": "500", "staff_months_a_quarter": "0.5", "horizon": "4"})
    assert answer.status_code == 200
    documents = tools_of(app).assessments.documents(browser.assessment())
    assert documents.limits is not None
    assert (documents.limits.budget_a_year, documents.limits.staff_months_a_quarter, documents.limits.horizon) == (
        500,
        0.5,
        4,
    )
    assert not documents.limits.assumed
    assert documents.previous is not None


@pytest.mark.parametrize(
    ("field", "typed"),
    [("budget_a_year", "many"), ("budget_a_year", "-1"), ("budget_a_year", "1.5"), ("horizon", "3"), ("horizon", "13")],
)
def test_a_wrong_field_is_said_and_stays_as_typed(app: Flask, field: str, typed: str) -> None:
    browser = _ready(app)
    for page in (browser.get(f"/what-if?{field}={typed}"), browser.post("/what-if", {field: typed})):
        assert page.status_code == 422
        assert len(alerts(page)) == 1
        assert f'value="{typed}"' in page.text
    assert _limits(app, browser) is None


def test_impossible_limits_give_an_empty_plan_with_its_sentence(app: Flask) -> None:
    page = _ready(app).get("/what-if?budget_a_year=0&staff_months_a_quarter=0&horizon=4")
    assert page.status_code == 200
    assert "0건" in page.text


def test_a_visitor_without_an_assessment_is_sent_away(app: Flask) -> None:
    answers = [Browser(app, "ko").get(address).status_code for address in ("/what-if", "/limits")]
    assert answers[0] == answers[1] != 200


def test_the_english_page_has_no_korean_sentence(app: Flask) -> None:
    page = _ready(app, "en").get("/what-if?budget_a_year=100")
    assert "Under these limits" in page.text
    assert "로드맵" not in page.text
