"""Limits and wishes on one screen: kept as they were typed, refused with a sentence, and set with one touch."""

from __future__ import annotations

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from assessment.roadmap.values import Limits, OwnerNumbers
from assessment.scoring.values import Wishes
from assessment.terms import Language, Problem
from presentation.wording import problem_text, say
from services.ports import Documents
from tests.webclient import Browser, alerts, consultant, filled, installation, manager, path_of, tools_of, visible

SAID: dict[str, object] = {
    "budget_a_year": "12,500",
    "staff_months_a_quarter": "2.25",
    "horizon": "6",
    "kpis": ["kpi-process-defects", "kpi-on-time"],
    "use_cases": ["uc-ccp-watch"],
    "will_not_do": ["ini-backup"],
    "items": ["P1=3", "S5=no"],
    "sales": "520,000",
    "defect_rate": "2.5",
    "downtime_hours": "300",
    "hourly_labour_cost": "2.1",
    "energy_bill": "4,800",
    "late_deliveries": "7",
    "materials": "55",
    "labour": "20.5",
}
WRONG: dict[str, tuple[dict[str, object], str]] = {
    "budget_a_year": ({"budget_a_year": "삼천"}, "form.not_a_number"),
    "budget_a_year of parts": ({"budget_a_year": "3000.5"}, "form.not_a_number"),
    "budget_a_year empty": ({"budget_a_year": ""}, "form.not_a_number"),
    "budget_a_year too long": ({"budget_a_year": "9" * 5000}, "form.not_a_number"),
    "staff_months_a_quarter": ({"staff_months_a_quarter": "한 달"}, "form.not_a_number"),
    "horizon": ({"horizon": "long"}, "form.not_a_number"),
    "sales": ({"sales": "52억"}, "form.not_a_number"),
    "materials": ({"materials": "반"}, "form.not_a_number"),
}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """One installation for the companies of this file; each test has companies and browsers of its own."""
    return installation(tmp_path_factory.mktemp("web"))


@pytest.fixture(scope="module")
def answered(app: Flask) -> Browser:
    """A company with a plan, for forms that are refused or only shown."""
    company = manager(app, name="가나정밀")
    company.answer_all(1)
    return company


def send(browser: Browser, **changes: object) -> TestResponse:
    """The form as the page holds it, with some fields changed; a button's name is one more field."""
    form: dict[str, object] = {**filled(browser.get("/limits")), **changes}
    form.pop("csrf_token")
    return browser.post("/limits", form)


def stored(browser: Browser) -> Documents:
    return tools_of(browser.app).assessments.documents(browser.assessment())


def group(page: TestResponse, title: str) -> str:
    """What stands in the folded part with a title."""
    return page.text.partition(title)[2].partition("</details>")[0]


def out_of_range(found: float, low: float, high: float) -> str:
    return problem_text(Problem.of("out_of_range", "", found=found, low=low, high=high), Language.KO)


def test_everything_that_was_said_is_stored_and_there_again(app: Flask) -> None:
    company = manager(app, division="10")
    assert path_of(send(company, **SAID)) == "/results"
    documents = stored(company)
    assert documents.limits == Limits(
        12_500, 2.25, 6, will_not_do=("ini-backup",), numbers=OwnerNumbers(520_000, 2.5, 300, 2.1, 4800, 7)
    )
    assert documents.wishes == Wishes(
        targets={"P1": 3},
        use_cases=("uc-ccp-watch",),
        kpis=("kpi-process-defects", "kpi-on-time"),
        not_our_business=("S5",),
        cost_shares={"materials": 55.0, "labour": 20.5},
    )
    shown = filled(company.get("/limits"))
    assert {name: shown[name] for name in SAID} == {
        name: value if isinstance(value, list) else [value] for name, value in SAID.items()
    }


def test_the_size_of_the_company_fills_the_form_until_it_says_more(answered: Browser) -> None:
    page = answered.get("/limits")
    shown = filled(page)
    assert (shown["budget_a_year"], shown["staff_months_a_quarter"], shown["horizon"]) == (["3,000"], ["1.5"], ["8"])
    assert say(Language.KO, "limits.lead_assumed") in page.text
    assert say(Language.KO, "limits.to_size") not in page.text
    assert stored(answered).limits is None


def test_named_limits_are_not_called_assumed_any_more(app: Flask) -> None:
    company = manager(app)
    send(company, budget_a_year="5000")
    assert say(Language.KO, "limits.lead") in company.get("/limits").text
    assert say(Language.KO, "limits.given", money="5,000만원", months="1.5개월") in company.get("/results").text


@pytest.mark.parametrize("case", WRONG)
def test_a_field_that_cannot_be_read_has_one_sentence_and_loses_nothing(answered: Browser, case: str) -> None:
    changes, key = WRONG[case]
    page = send(answered, **{**SAID, **changes})
    shown = filled(page)
    typed = {name: value if isinstance(value, list) else [value] for name, value in {**SAID, **changes}.items()}
    typed.pop("horizon")
    assert page.status_code == 422
    assert alerts(page) == [say(Language.KO, key)]
    assert say(Language.KO, "limits.to_mend", count=1) in page.text
    assert {name: shown[name] for name in typed} == typed
    assert stored(answered).limits is None


def test_numbers_that_no_company_means_are_named_each_beside_its_field(answered: Browser) -> None:
    page = send(answered, budget_a_year="-1", horizon="20", staff_months_a_quarter="nan", defect_rate="120")
    assert page.status_code == 422
    assert sorted(alerts(page)) == sorted(
        [
            out_of_range(-1.0, 0.0, 10_000_000.0),
            out_of_range(20.0, 4.0, 12.0),
            out_of_range(float("nan"), 0.0, 300.0),
            out_of_range(120.0, 0.0, 100.0),
        ]
    )
    assert "10,000,000" in page.text


def test_cost_shares_beyond_a_hundred_are_said_once(answered: Browser) -> None:
    page = send(answered, materials="60", labour="50")
    problem = Problem.of("cost_shares_over_hundred", "", found=110)
    assert alerts(page) == [problem_text(problem, Language.KO)]


def test_a_sixth_indicator_and_a_fourth_ai_use_are_refused_and_kept_ticked(answered: Browser) -> None:
    catalogue = tools_of(answered.app).content.load_catalogue()
    kpis, uses = [k.id for k in catalogue.kpis[:6]], [u.id for u in catalogue.use_cases[:4]]
    page = send(answered, kpis=kpis, use_cases=uses)
    assert alerts(page) == [
        problem_text(Problem.of("too_many_kpis", "", found=6), Language.KO),
        problem_text(Problem.of("too_many_uses", "", found=4), Language.KO),
    ]
    assert sorted(filled(page)["kpis"]) == sorted(kpis)
    assert sorted(filled(page)["use_cases"]) == sorted(uses)


def test_ids_that_nothing_has_are_refused(answered: Browser) -> None:
    page = send(answered, kpis="kpi-none", will_not_do="ini-none", items=["X9=3", "P1=no"])
    unknown = [
        problem_text(Problem.of("unknown_id", "", ids=(i,)), Language.KO) for i in ("X9", "kpi-none", "ini-none")
    ]
    assert sorted(alerts(page)) == sorted(unknown)
    assert stored(answered).wishes == Wishes()


def test_strange_words_about_an_item_count_as_not_said(app: Flask) -> None:
    company = manager(app)
    send(company, items=["P1=9", "P2", "P3=", "P4=²", "P5=2"])
    assert stored(company).wishes.targets == {"P5": 2}


def test_core_indicators_stand_first_and_the_chosen_ones_with_them(app: Flask) -> None:
    company = manager(app)
    send(company, kpis=["kpi-near-miss"])
    first, _, rest = company.get("/limits").text.partition('name="kpis"')[2].partition('<details class="more">')
    core = {k.id for k in tools_of(app).content.load_catalogue().kpis if k.core}
    assert all(kpi in first for kpi in (core | {"kpi-near-miss"}) - {"kpi-hourly-output"})
    assert "kpi-near-miss" not in rest


def test_what_is_refused_is_offered_out_of_the_plan_first(answered: Browser) -> None:
    first = group(answered.get("/limits"), say(Language.KO, "limits.refusals_first"))
    plan = visible(answered.get("/results"))
    offered = [i for i in tools_of(answered.app).content.load_catalogue().initiatives if f'value="{i.id}"' in first]
    assert len(offered) >= 3
    assert [i.id for i in offered if i.name.ko not in plan] == []


def test_looking_for_an_initiative_stores_nothing_and_keeps_what_was_typed(answered: Browser) -> None:
    page = send(answered, budget_a_year="삼천", words="백업", find="")
    assert page.status_code == 200
    assert filled(page)["budget_a_year"] == ["삼천"]
    assert 'value="ini-backup"' in group(page, say(Language.KO, "choices.found", words="백업"))
    assert page.text.count('value="ini-backup"') == 1
    assert stored(answered).limits is None


def test_words_that_fit_nothing_are_said(answered: Browser) -> None:
    page = send(answered, words="없는말", find="")
    assert say(Language.KO, "choices.nothing", words="없는말") in page.text


def test_the_button_to_look_without_words_saves_as_the_enter_key_would(app: Flask) -> None:
    company = manager(app)
    assert path_of(send(company, budget_a_year="700", words=" ", find="")) == "/results"


def test_the_small_lane_keeps_what_was_said_before(app: Flask) -> None:
    company = manager(app, division="10")
    send(company, **SAID)
    before = stored(company)
    assert path_of(company.post("/limits/preset", {"lane": "small"})) == "/results"
    after = stored(company).limits
    assert before.limits is not None
    assert after == Limits(1000, 2.25, 4, will_not_do=("ini-backup",), numbers=before.limits.numbers)
    assert stored(company).wishes == before.wishes


def test_going_back_to_the_size_keeps_the_wishes(app: Flask) -> None:
    company = manager(app, division="10")
    send(company, **SAID)
    assert path_of(company.post("/limits/preset", {"lane": "size"})) == "/results"
    assert stored(company).limits is None
    assert stored(company).wishes.kpis == ("kpi-process-defects", "kpi-on-time")
    assert say(Language.KO, "limits.lead_assumed") in company.get("/limits").text


def test_a_lane_that_is_none_changes_nothing(app: Flask) -> None:
    company = manager(app)
    send(company, budget_a_year="700")
    assert company.post("/limits/preset", {"lane": "x"}).status_code == 422
    assert company.post("/limits/preset").status_code == 422
    kept = stored(company).limits
    assert kept is not None
    assert kept.budget_a_year == 700


def test_no_money_and_no_people_end_in_a_sentence(app: Flask) -> None:
    company = manager(app)
    company.answer_all(1)
    page = send(company, budget_a_year="0", staff_months_a_quarter="0")
    assert page.status_code == 200
    assert path_of(page) == "/results"
    assert say(Language.KO, "roadmap.nothing_fits") in visible(page)
    assert say(Language.KO, "limits.given", money="0원", months="0일") in visible(page)


def test_the_plan_before_is_remembered(app: Flask) -> None:
    company = manager(app)
    company.answer_all(1)
    send(company, budget_a_year="0")
    previous = stored(company).previous
    assert previous is not None
    assert previous.starts


def test_limits_come_after_the_description_of_the_company(app: Flask) -> None:
    browser = Browser(app)
    browser.get("/")
    browser.start()
    assert path_of(browser.get("/limits")) == "/company"
    assert path_of(browser.post("/limits/preset", {"lane": "small"})) == "/company"
    assert Browser(app).get("/limits").status_code == 401


def test_a_consultant_sets_limits_too(app: Flask) -> None:
    company = manager(app)
    visit = consultant(app, company.code)
    assert path_of(send(visit, budget_a_year="900")) == "/results"
    limits = stored(company).limits
    assert limits is not None
    assert limits.budget_a_year == 900


def test_sales_of_the_description_stand_in_the_form(app: Flask) -> None:
    assert filled(manager(app, sales_last="5200").get("/limits"))["sales"] == ["520,000"]


def test_limits_are_reached_from_the_overview_and_from_the_results(answered: Browser) -> None:
    for address in ("/review", "/results"):
        assert 'href="/limits"' in answered.get(address).text


def test_wanted_uses_of_both_pages_count_together(app: Flask) -> None:
    company = manager(app, division="10")
    send(company, use_cases=["uc-ccp-watch"])
    page = company.get("/ai-uses")
    catalogue = tools_of(app).content.load_catalogue()
    assert catalogue.use_case("uc-ccp-watch").name.ko in visible(page)
    company.post("/ai-uses", {"wish": ["uc-translation"]})
    assert stored(company).wishes.use_cases == ("uc-ccp-watch", "uc-translation")
    company.get("/ai-uses")
    refused = company.post("/ai-uses", {"wish": ["uc-translation", "uc-quote-draft", "uc-meeting-notes"]})
    assert alerts(refused) == [say(Language.KO, "form.wishes")]
    assert stored(company).wishes.use_cases == ("uc-ccp-watch", "uc-translation")
