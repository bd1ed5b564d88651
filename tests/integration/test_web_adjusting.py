"""The adviser's page: what is decided is stored, marked for every reader, kept when wrong, and refused to a manager."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from assessment.catalogue import Catalogue
from assessment.diagnosis import diagnose, seed_for
from assessment.instrument.edition import Questionnaire
from assessment.roadmap.values import Adjustments, LeftOut
from assessment.terms import Language, Problem, Reason
from assessment.values import Case, Reference
from presentation.numbers import first_day
from presentation.sections.adjusted import adjusted
from presentation.sections.parts import Reader
from presentation.wording import problem_text, say
from tests import builders as make
from tests.webclient import Browser, alerts, consultant, filled, installation, manager, path_of, tools_of, visible

LINE = re.compile(r'name="place-(ini-[\w-]+)"')
ADDED = "ini-mould-sheet"
"""An initiative that no plan of the companies here holds."""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """One installation for the companies of this file; each test has companies and browsers of its own."""
    return installation(tmp_path_factory.mktemp("web"))


def visited(app: Flask) -> tuple[Browser, Browser]:
    """A company with a plan, and its consultant."""
    company = manager(app, name="가나정밀")
    company.answer_all(1)
    return company, consultant(app, company.code)


@pytest.fixture(scope="module")
def pair(app: Flask) -> tuple[Browser, Browser]:
    """The same for forms that are refused or only shown."""
    return visited(app)


def planned(page: TestResponse) -> list[str]:
    return LINE.findall(page.text)


def send(visit: Browser, **changes: object) -> TestResponse:
    """The form as the page holds it, with some fields changed; a button's name is one more field."""
    form: dict[str, object] = {**filled(visit.get("/adjust")), **changes}
    form.pop("csrf_token")
    return visit.post("/adjust", form)


def stored(browser: Browser) -> Adjustments:
    return tools_of(browser.app).assessments.documents(browser.assessment()).adjustments


def quarters(page: TestResponse) -> list[str]:
    """The first days of quarters that the first line offers."""
    return re.findall(r'<option value="(\d{4}-\d\d-\d\d)"', page.text.partition("</select>")[0])


def marks(page: TestResponse) -> list[str]:
    return re.findall(r'class="mark">([^<]+)<', page.text)


def test_every_line_can_start_in_each_quarter_of_the_plan_or_be_taken_out(pair: tuple[Browser, Browser]) -> None:
    page = pair[1].get("/adjust")
    assert len(planned(page)) >= 3
    assert len(quarters(page)) == 8
    assert page.text.count('<option value="out"') == len(planned(page))


def test_what_was_decided_is_stored_and_every_line_of_it_is_marked(app: Flask) -> None:
    company, visit = visited(app)
    first, second, third, *_ = planned(visit.get("/adjust"))
    day = quarters(visit.get("/adjust"))[3]
    page = send(
        visit, **{f"place-{first}": day, f"place-{second}": "out", f"quotation-{third}": "1,200", "add": [ADDED]}
    )
    assert path_of(page) == "/adjust"
    assert stored(company) == Adjustments({first: date.fromisoformat(day)}, (ADDED,), (second,), {third: 1200})
    for reader in (page, company.get("/results")):
        assert any(mark.startswith("조정: 고정") for mark in marks(reader))
        assert {"조정: 추가", "조정: 제외", "조정: 견적 1,200만원"} <= set(marks(reader))
    shown = filled(page)
    assert "1,200만원 (견적)" in visible(page)
    assert (shown[f"place-{first}"], shown[f"quotation-{third}"], shown["add"]) == ([day], ["1200"], [ADDED])


def test_saving_again_without_a_change_keeps_every_decision(app: Flask) -> None:
    company, visit = visited(app)
    first, second, *_ = planned(visit.get("/adjust"))
    send(visit, **{f"place-{first}": "out", f"quotation-{second}": "0", "add": [ADDED]})
    before = stored(company)
    send(visit)
    assert stored(company) == before
    assert before.quotations == {second: 0}


def test_a_line_goes_back_to_what_is_calculated(app: Flask) -> None:
    company, visit = visited(app)
    first, second, *_ = planned(visit.get("/adjust"))
    send(visit, **{f"place-{first}": "out", f"quotation-{second}": "90", "add": [ADDED]})
    send(visit, **{f"place-{first}": "", f"quotation-{second}": "", f"place-{ADDED}": "out"})
    assert stored(company) == Adjustments()


def test_all_decisions_are_taken_back_with_one_touch(app: Flask) -> None:
    company, visit = visited(app)
    assert "/adjust/clear" not in visit.get("/adjust").text
    send(visit, **{f"place-{planned(visit.get('/adjust'))[0]}": "out"})
    assert path_of(visit.post("/adjust/clear")) == "/adjust"
    assert stored(company) == Adjustments()


def test_a_quarter_that_is_past_by_now_is_still_shown(app: Flask) -> None:
    company, visit = visited(app)
    first = planned(visit.get("/adjust"))[0]
    send(visit, **{f"place-{first}": "2024-02-15"})
    assert filled(visit.get("/adjust"))[f"place-{first}"] == ["2024-01-01"]
    assert say(Language.KO, "adjust.from_quarter", quarter="24년 1분기") in visit.get("/adjust").text
    send(visit)
    assert stored(company).pinned == {first: date(2024, 1, 1)}


@pytest.mark.parametrize("typed", ["비쌈", "12.5", "-1", "²", "9" * 5000])
def test_a_quotation_that_is_no_number_is_said_and_nothing_is_lost(pair: tuple[Browser, Browser], typed: str) -> None:
    company, visit = pair
    first, second, *_ = planned(visit.get("/adjust"))
    page = send(visit, **{f"quotation-{first}": typed, f"place-{second}": "out", "add": [ADDED]})
    shown = filled(page)
    assert page.status_code == 422
    assert alerts(page) == [say(Language.KO, "form.quotation")]
    assert (shown[f"quotation-{first}"], shown[f"place-{second}"], shown["add"]) == ([typed], ["out"], [ADDED])
    assert stored(company) == Adjustments()


def test_a_quotation_that_no_work_costs_is_refused(pair: tuple[Browser, Browser]) -> None:
    first = planned(pair[1].get("/adjust"))[0]
    page = send(pair[1], **{f"quotation-{first}": "99999999"})
    problem = Problem.of("out_of_range", "", found=99_999_999.0, low=0.0, high=10_000_000.0)
    assert alerts(page) == [problem_text(problem, Language.KO)]


def test_an_initiative_that_does_not_exist_is_refused(pair: tuple[Browser, Browser]) -> None:
    page = send(pair[1], add=["ini-none"])
    assert page.status_code == 422
    assert alerts(page) == [problem_text(Problem.of("unknown_id", "", ids=("ini-none",)), Language.KO)]
    assert stored(pair[0]) == Adjustments()


@pytest.mark.parametrize("place", ["tomorrow", "2026-13-01", "0", "OUT"])
def test_a_place_that_is_none_counts_as_calculated(pair: tuple[Browser, Browser], place: str) -> None:
    first = planned(pair[1].get("/adjust"))[0]
    assert path_of(send(pair[1], **{f"place-{first}": place})) == "/adjust"
    assert stored(pair[0]) == Adjustments()


def test_looking_for_an_initiative_stores_nothing_and_keeps_what_was_typed(pair: tuple[Browser, Browser]) -> None:
    company, visit = pair
    first = planned(visit.get("/adjust"))[0]
    page = send(visit, **{f"quotation-{first}": "비쌈", "words": "금형", "find": ""})
    assert page.status_code == 200
    assert filled(page)[f"quotation-{first}"] == ["비쌈"]
    found = page.text.partition(say(Language.KO, "choices.found", words="금형"))[2].partition("</details>")[0]
    assert f'value="{ADDED}"' in found
    assert stored(company) == Adjustments()


def test_what_stands_in_the_plan_is_not_offered_to_be_added(pair: tuple[Browser, Browser]) -> None:
    page = pair[1].get("/adjust")
    offered = set(re.findall(r'name="add" value="(ini-[\w-]+)"', page.text))
    assert offered
    assert offered & set(planned(page)) == set()


def test_what_the_company_will_not_do_is_not_offered(app: Flask) -> None:
    company, visit = visited(app)
    company.get("/limits")
    company.post(
        "/limits",
        {"budget_a_year": "3000", "staff_months_a_quarter": "1.5", "horizon": "8", "will_not_do": [ADDED]},
    )
    assert f'value="{ADDED}"' not in visit.get("/adjust").text


def test_a_decision_that_no_plan_fulfils_is_said_to_both_with_its_reason(app: Flask) -> None:
    company, visit = visited(app)
    page = send(visit, **{"add": [ADDED], f"quotation-{ADDED}": "9000000"})
    for reader in (page, company.get("/results")):
        text = visible(reader).partition(say(Language.KO, "adjust.unmet"))[2]
        assert tools_of(app).content.load_catalogue().initiative(ADDED).name.ko in text[:200]
        assert "900억원이 드는데" in text[:200]


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_manager_adjusts_nothing(pair: tuple[Browser, Browser], method: str) -> None:
    company = pair[0]
    company.get("/review")
    assert getattr(company, method)("/adjust").status_code == 403
    assert company.post("/adjust/clear").status_code == 403
    assert 'href="/adjust"' not in company.get("/results").text + company.get("/review").text


def test_a_consultant_finds_the_page_from_the_results_and_the_overview(pair: tuple[Browser, Browser]) -> None:
    for address in ("/results", "/review"):
        assert 'href="/adjust"' in pair[1].get(address).text


def test_a_wish_that_no_plan_fulfils_is_said_with_its_reason(
    questionnaire: Questionnaire, catalogue: Catalogue
) -> None:
    first = catalogue.initiatives[0]
    sheet = make.sheet({"P1": 1}, content_hash=questionnaire.content_hash)
    case = Case(sheet, make.profile(), adjustments=Adjustments(added=(first.id,)))
    diagnosis = diagnose(questionnaire, case, catalogue, Reference(), date(2026, 11, 22), seed_for(case))
    unmet = (LeftOut(first.id, Reason.of("over_staff", months=3.0)),)
    reader = Reader.of(replace(diagnosis, roadmap=replace(diagnosis.roadmap, unmet=unmet)), Language.KO)
    (line,) = adjusted(reader).unmet
    assert (line.label, line.text) == (first.name.ko, say(Language.KO, "reason.over_staff", months="3개월"))


def test_the_first_day_of_a_quarter_holds_for_every_day_of_it() -> None:
    assert {first_day(date(2026, month, 28), 0) for month in (10, 11, 12)} == {date(2026, 10, 1)}
    assert first_day(date(2026, 11, 22), 5) == date(2028, 1, 1)
