"""Every screen of the program, as the pages that visitors get; a browser only has to show them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

from flask import Flask
from werkzeug.test import TestResponse

from assessment.roadmap.values import Limits, OwnerNumbers
from assessment.terms import Language
from tests.journeys.cooperation_screens import cooperation_screens
from tests.journeys.figures_screens import figures_screens
from tests.journeys.register_screens import screens_of_the_register
from tests.webclient import Browser, consultant, manager, printed_report, tools_of

LONG_NAME = "아주긴이름의정밀사출금형공업주식회사김해제이공장" * 4
PLANT = "/practice/vig-process-1"
LEVEL_3_FAILS = {"fact-P1.3.a": "no", "fact-P1.3.b": "no", "fact-P1.4.a": "yes", "fact-P1.4.b": "dk"}
EVERY_FIELD_WRONG: dict[str, object] = {
    "certificate_level": "basic",
    "division": "",
    "workers": "many",
    "region": "",
    "own_products": None,
    "concerns": ["con-defects", "con-people", "con-energy", "con-stock"],
    "name": "W" * 201,
    "business_number": "1" * 21,
    "industry_code": "2",
    "sales_earlier": "-1",
}
EVERY_LIMIT_WRONG: dict[str, object] = {
    "budget_a_year": "many" * 30,
    "staff_months_a_quarter": "",
    "horizon": "8",
    "kpis": [],
    "sales": "W" * 200,
    "materials": "all",
}

Screens = dict[str, TestResponse]


def every_screen(app: Flask, language: Language) -> Screens:
    """All screens by name: those of a stranger, of a manager at different moments, of a consultant, of the desks."""
    ways = (_strangers, _beginners, _finishers, screens_of_the_register, cooperation_screens, figures_screens)
    return {name: page for way in ways for name, page in way(app, language).items()}


def _strangers(app: Flask, language: Language) -> Screens:
    stranger, guesser = Browser(app, language.value), Browser(app, language.value)
    screens = {"home": stranger.get("/"), "home, wrong code": stranger.resume("01VAZ-wrong")}
    screens |= {"not in": stranger.get("/review"), "nothing here": stranger.get("/nowhere")}
    screens |= {
        "preview": stranger.get("/editions/readiness/2026.1"),
        "practice": stranger.get("/practice"),
        "references": stranger.get("/references"),
        "figures, none yet": stranger.get("/figures"),
    }
    screens["plant"] = stranger.get(PLANT)
    screens["plant, nothing chosen"] = stranger.post(PLANT)
    screens["plant, compared"] = stranger.post(PLANT, {"P1": "5", "P2": "1", "P4": "0"})
    guesser.get("/")
    for _ in range(11):
        screens["too many codes"] = guesser.resume("wrong")
    return screens


def _beginners(app: Flask, language: Language) -> Screens:
    browser = Browser(app, language.value)
    browser.get("/")
    screens = {"code": browser.post("/start")}
    screens["company"] = browser.post("/code/kept")
    screens["company, all wrong"] = browser.describe(**EVERY_FIELD_WRONG)
    screens["question"] = browser.describe(own_products="0")
    screens["ai uses"] = browser.get("/ai-uses")
    screens["results of nothing"] = browser.get("/results")
    screens["question, set aside"] = browser.answer("D3", "na", reason="")
    wishes = [use.use_case for use in tools_of(app).content.load_questionnaire("readiness", "2026.1").ai_examples[:4]]
    screens["ai uses, too many"] = browser.post("/ai-uses", {"wish": wishes, "ai-vision": "tried"})
    screens["limits"] = browser.get("/limits")
    screens["limits, all wrong"] = browser.post("/limits", dict(EVERY_LIMIT_WRONG))
    screens["limits, nothing found"] = browser.post("/limits", {"words": "W" * 100, "find": ""})
    browser.answer("P1", 5, note="W" * 200)
    screens["question, answered"] = browser.get("/q/P1")
    screens["question, conflict"] = _conflict(app, browser, language)
    screens["review"] = browser.get("/review")
    return screens


def _adjusting(visit: Browser) -> Screens:
    """The adviser's page: as calculated, with every kind of decision, with a quotation that is none."""
    screens = {"adjust": visit.get("/adjust")}
    first, second, third, *_ = re.findall(r'name="place-(ini-[\w-]+)"', screens["adjust"].text)
    decided = {f"place-{first}": "2027-01-01", f"place-{second}": "out", f"quotation-{third}": "10000000"}
    screens["adjust, decided"] = visit.post("/adjust", {**decided, "add": ["ini-mould-sheet", "ini-backup"]})
    wrong = {f"quotation-{first}": "W" * 200, "add": ["ini-none", "ini-mould-sheet"]}
    screens["adjust, wrong"] = visit.post("/adjust", wrong)
    return screens


def _conflict(app: Flask, first: Browser, language: Language) -> TestResponse:
    second = Browser(app, language.value)
    second.get("/")
    code = tools_of(app).assessments.get(first.assessment())
    assert code is not None
    first.get("/code")
    renewed = first.post("/code/renew").text
    second.resume(renewed.partition('<p class="code"')[2].partition(">")[2].partition("<")[0])
    return second.post("/q/P1", {"choice": "1", "version": "0"})


def _with_numbers(app: Flask, company: Browser) -> Browser:
    store, assessment = tools_of(app).assessments, company.assessment()
    limits = Limits(10_000, 3.0, 8, numbers=OwnerNumbers(4_000_000, 1.8, 900, 2.4, 320_000, 3))
    store.put(assessment, replace(store.documents(assessment), limits=limits), datetime.now(UTC))
    return company


def _finishers(app: Flask, language: Language) -> Screens:
    company = manager(app, language.value, name=LONG_NAME, concerns=["con-defects"])
    company.answer_all(2)
    company.answer("E2", "dk", note="W" * 200)
    screens = {"review, scan offered": company.get("/review"), "facts": company.get("/facts/P1")}
    screens["facts, all wrong"] = company.post("/facts/P1", {"fact-P1.2.a": "9" * 40})
    company.answer("P1", 3)
    company.get("/facts/P1")
    screens["facts, level below"] = company.post("/facts/P1", dict(LEVEL_3_FAILS))
    company.answer("P1", 2)
    visit = consultant(app, name="김상담")
    visit.get(f"/language/{language.value}")
    screens |= {"firms, none": visit.get("/firms"), "firms, wrong code": visit.post("/firms", {"code": "wrong"})}
    visit.post("/firms", {"code": company.code})
    screens["visit, question"] = visit.get("/q/P1")
    visit.answer("P1", 1, evidence="seen", note="W" * 200)
    screens["visit, answered"] = visit.get("/q/P1")
    screens["visit, review"] = visit.get("/review")
    screens["opinion"] = visit.get("/opinion")
    screens["opinion, wrong"] = visit.post("/opinion", {"visited_on": "yesterday", "overall": "가" * 4001})
    screens |= _adjusting(visit)
    screens["firms"] = visit.get("/firms")
    screens["visit, code"] = visit.post("/firms/new")
    company.post("/code/kept")
    screens |= {"code, kept": company.get("/code"), "home, begun": company.get("/")}
    screens |= {"review, done": company.get("/review"), "delete": company.get("/delete")}
    screens["support questions"] = company.get("/support")
    screens["support questions, wrong"] = company.post("/support", {"sales_last": "W" * 200, "legal_class": "tiny"})
    company.get("/limits")
    company.post("/limits", {"budget_a_year": "12500", "staff_months_a_quarter": "2", "horizon": "12"})
    screens["limits, given"] = company.get("/limits")
    screens["what if"] = company.get("/what-if?budget_a_year=20000&staff_months_a_quarter=6&horizon=12")
    screens["what if, wrong"] = company.get("/what-if?budget_a_year=many")
    report = printed_report(company)
    screens |= {"results": company.get("/results"), "report, done": company.get(f"/report/{report}")}
    screens["results, with numbers"] = _with_numbers(app, company).get("/results")
    company.get("/company")
    company.describe(name="가나🏭정밀")
    company.get("/results")
    screens["report, failed"] = company.ask_for_report()
    company.get("/delete")
    screens["deleted"] = company.post("/delete")
    return screens
