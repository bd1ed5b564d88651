"""The company describes itself: every wrong field has its sentence, and nothing that was typed is lost."""

from __future__ import annotations

import pytest
from flask import Flask

from assessment.terms import Language, Problem
from presentation.wording import problem_text, say
from tests.webclient import Browser, alerts, filled, installation, item_ids, path_of

EVERYTHING: dict[str, object] = {
    "certificate_level": "basic",
    "certificate_day": "2025-03-25",
    "division": "22",
    "workers": "12",
    "region": "48",
    "own_products": "1-49",
    "concerns": ["con-defects", "con-people", "con-customer-data"],
    "name": "가나정밀(주)",
    "business_number": "123-45-67891",
    "industry_code": "22191",
    "district": "김해시",
    "sales_last": "5200",
    "sales_before": "4800",
    "sales_earlier": "4100",
    "certificates": "ISO 9001, IATF 16949",
    "past_programmes": "기초 2021",
}
WRONG: dict[str, dict[str, object]] = {
    "certificate_level": {"certificate_level": None},
    "certificate_day": {"certificate_day": "25.3.2025"},
    "division": {"division": ""},
    "workers": {"workers": "0"},
    "region": {"region": ""},
    "own_products": {"own_products": None},
    "concerns": {"concerns": ["con-defects", "con-people", "con-energy", "con-stock"]},
    "name": {"name": "가" * 201},
    "industry_code": {"industry_code": "2219"},
    "district": {"district": "가" * 201},
    "sales_last": {"sales_last": "52억"},
    "sales_before": {"sales_before": "-1"},
    "sales_earlier": {"sales_earlier": "4100.5"},
    "certificates": {"certificates": "I" * 201},
    "past_programmes": {"past_programmes": "I" * 201},
}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """One installation for the companies of this file; each test has companies and browsers of its own."""
    return installation(tmp_path_factory.mktemp("web"))


def begun(app: Flask, language: str = "ko") -> Browser:
    browser = Browser(app, language)
    browser.get("/")
    browser.start()
    browser.post("/code/kept")
    return browser


@pytest.fixture(scope="module")
def refused(app: Flask) -> dict[Language, Browser]:
    """Browsers for forms that are refused and therefore change nothing."""
    return {language: begun(app, language.value) for language in Language}


def as_list(value: object) -> list[str]:
    return [str(entry) for entry in value] if isinstance(value, list) else [] if value is None else [str(value)]


def test_everything_that_was_said_is_there_again(app: Flask) -> None:
    browser = begun(app)
    assert path_of(browser.describe(**EVERYTHING)).startswith("/q/")
    shown = filled(browser.get("/company"))
    assert {name: shown[name] for name in EVERYTHING} == {name: as_list(value) for name, value in EVERYTHING.items()}


def test_six_things_are_enough(app: Flask) -> None:
    assert path_of(begun(app).describe()) == f"/q/{item_ids(app)[0]}"


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("field", WRONG)
def test_a_wrong_field_has_its_sentence_and_only_that(
    refused: dict[Language, Browser], field: str, language: Language
) -> None:
    page = refused[language].describe(**{**EVERYTHING, **WRONG[field]})
    assert page.status_code == 422
    assert alerts(page) == [say(language, f"form.{field}")]


@pytest.mark.parametrize("field", WRONG)
def test_a_wrong_field_loses_nothing_that_was_typed(refused: dict[Language, Browser], field: str) -> None:
    sent = {**EVERYTHING, **WRONG[field]}
    shown = filled(refused[Language.KO].describe(**sent))
    typed = {name: as_list(value) for name, value in sent.items() if as_list(value)}
    assert {name: shown.get(name, []) for name in typed} == typed


def test_several_wrong_fields_are_said_at_once(app: Flask) -> None:
    page = begun(app).describe(workers="many", region="", concerns=WRONG["concerns"]["concerns"])
    assert sorted(alerts(page)) == sorted(say(Language.KO, f"form.{f}") for f in ("workers", "region", "concerns"))


@pytest.mark.parametrize("workers", ["0", "-3", "", "열두 명", "12.5", "100001", "9" * 5000])
def test_a_number_of_people_that_cannot_be_is_refused(refused: dict[Language, Browser], workers: str) -> None:
    page = refused[Language.KO].describe(workers=workers)
    assert alerts(page) == [say(Language.KO, "form.workers")]
    assert filled(page)["workers"] == [workers]


@pytest.mark.parametrize("number", ["123-45-67890", "12345678901", "12345", "가나다"])
def test_a_wrong_business_number_is_said_beside_its_field(refused: dict[Language, Browser], number: str) -> None:
    page = refused[Language.KO].describe(business_number=number)
    problem = Problem.of("business_number_wrong", "profile.business_number", found=number)
    assert page.status_code == 422
    assert alerts(page) == [problem_text(problem, Language.KO)]
    assert filled(page)["business_number"] == [number]


def test_a_business_number_that_is_far_too_long_has_a_sentence_too(app: Flask) -> None:
    page = begun(app).describe(business_number="1" * 21)
    assert alerts(page) == [say(Language.KO, "form.business_number")]


def test_an_industry_code_of_another_division_is_said_beside_its_field(app: Flask) -> None:
    page = begun(app).describe(industry_code="10111")
    problem = Problem.of("industry_code_does_not_fit", "profile.industry_code", found="10111")
    assert alerts(page) == [problem_text(problem, Language.KO)]


def test_a_screen_never_names_a_field_by_its_code(app: Flask) -> None:
    page = begun(app).describe(business_number="123-45-67890", industry_code="10111")
    assert "profile." not in page.text


def test_a_certificate_without_its_day_is_asked_for_the_day(app: Flask) -> None:
    page = begun(app).describe(certificate_level="basic")
    assert alerts(page) == [say(Language.KO, "form.certificate_day")]
    assert filled(page)["certificate_level"] == ["basic"]


@pytest.mark.parametrize(
    ("sales", "missing"),
    [
        ({"sales_before": "4800"}, ["sales_last"]),
        ({"sales_earlier": "4100"}, ["sales_last", "sales_before"]),
        ({"sales_last": "5200", "sales_earlier": "4100"}, ["sales_before"]),
    ],
)
def test_a_gap_in_the_years_of_sales_is_said_and_not_closed(
    refused: dict[Language, Browser], sales: dict[str, object], missing: list[str]
) -> None:
    page = refused[Language.KO].describe(**sales)
    assert alerts(page) == [say(Language.KO, f"form.{field}") for field in missing]


@pytest.mark.parametrize("sales", [{}, {"sales_last": "5200"}, {"sales_last": "0", "sales_before": "0"}])
def test_a_young_company_gives_the_years_it_has(app: Flask, sales: dict[str, object]) -> None:
    browser = begun(app)
    browser.describe(**sales)
    shown = filled(browser.get("/company"))
    assert {name: shown[name] for name in ("sales_last", "sales_before", "sales_earlier")} == {
        name: [str(sales.get(name, ""))] for name in ("sales_last", "sales_before", "sales_earlier")
    }


def test_a_wrong_form_changes_nothing_of_what_is_stored(app: Flask) -> None:
    browser = begun(app)
    browser.describe(**EVERYTHING)
    browser.describe(**{**EVERYTHING, "name": "다른이름", "workers": "0"})
    assert filled(browser.get("/company"))["name"] == ["가나정밀(주)"]


def test_the_page_of_ai_uses_keeps_what_was_said(app: Flask) -> None:
    browser = begun(app)
    browser.describe()
    said: dict[str, object] = {
        "ai-chatbot": "regular",
        "ai-chatbot-where": "사무실",
        "ai-chatbot-often": "날마다",
        "ai-chatbot-who": "관리부 두 명",
        "ai-vision": "tried",
        "wish": ["uc-vision-inspection", "uc-defect-prediction"],
        "rule-usage-rule": "yes",
        "rule-approved-tool": "no",
    }
    browser.get("/ai-uses")
    assert path_of(browser.post("/ai-uses", said)) == "/review"
    shown = filled(browser.get("/ai-uses"))
    assert {name: shown[name] for name in said} == {name: as_list(value) for name, value in said.items()}
    assert "rule-no-customer-drawings" not in shown


def test_a_fourth_wish_is_said_and_none_is_dropped(app: Flask) -> None:
    browser = begun(app)
    browser.describe()
    boxes = browser.get("/ai-uses").text.split('name="wish" value="')[1:5]
    wishes = [box.partition('"')[0] for box in boxes]
    page = browser.post("/ai-uses", {"wish": wishes, "ai-vision": "tried"})
    assert page.status_code == 422
    assert alerts(page) == [say(Language.KO, "form.wishes")]
    assert filled(page)["wish"] == wishes
    assert filled(page)["ai-vision"] == ["tried"]


def test_strange_words_in_the_page_of_ai_uses_count_as_not_said(app: Flask) -> None:
    browser = begun(app)
    browser.describe()
    browser.get("/ai-uses")
    sent = {"ai-vision": "sometimes", "wish": "uc-none", "rule-usage-rule": "perhaps", "ai-none": "tried"}
    assert path_of(browser.post("/ai-uses", sent)) == "/review"
    shown = filled(browser.get("/ai-uses"))
    assert shown.keys() & {"ai-vision", "wish", "rule-usage-rule", "ai-none"} == set()


def test_describing_the_company_again_keeps_the_ai_uses(app: Flask) -> None:
    browser = begun(app)
    browser.describe()
    browser.get("/ai-uses")
    browser.post("/ai-uses", {"ai-vision": "tried"})
    browser.get("/company")
    browser.describe(workers="70")
    assert filled(browser.get("/ai-uses"))["ai-vision"] == ["tried"]
