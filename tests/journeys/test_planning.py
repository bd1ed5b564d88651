"""A manager changes the limits and the plan follows; an adviser decides and the company sees it marked."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from assessment.terms import Language
from presentation.wording import say
from tests.journeys.conftest import Server
from tests.webclient import consultant, manager, tools_of

pytestmark = pytest.mark.journey


def t(key: str, **params: object) -> str:
    return say(Language.KO, key, **params)


def press(page: Page, key: str) -> None:
    page.get_by_role("button", name=t(key), exact=True).click()


def follow(page: Page, key: str) -> None:
    page.get_by_role("link", name=t(key), exact=True).first.click()


def come_back(page: Page, server: Server, code: str) -> None:
    page.goto(server.url)
    page.get_by_label(t("home.resume")).fill(code)
    press(page, "home.resume_go")


def test_a_manager_sets_limits_without_a_script_and_the_results_keep_to_them(
    server: Server, phone_without_script: Page
) -> None:
    page = phone_without_script
    company = manager(server.app, name="사아정밀")
    company.answer_all(1)
    come_back(page, server, company.code)
    page.goto(f"{server.url}/review")
    follow(page, "limits.mode")

    # A word instead of a number: everything else stays as it was typed.
    page.get_by_label(t("limits.money"), exact=True).fill("천만 원")
    page.get_by_label(t("limits.horizon"), exact=True).select_option("6")
    page.locator("label.choice", has=page.locator("[name=kpis][value=kpi-process-defects]")).click()
    press(page, "limits.save")
    expect(page.get_by_role("alert")).to_have_text(t("form.not_a_number"))
    expect(page.locator("[name=kpis][value=kpi-process-defects]")).to_be_checked()

    # Looking for an initiative to refuse keeps what was typed and lands where it was found.
    page.get_by_text(t("limits.refusals"), exact=True).click()
    page.get_by_label(t("choices.search")).fill("백업")
    press(page, "choices.find")
    expect(page.get_by_label(t("limits.money"), exact=True)).to_have_value("천만 원")
    assert page.url.endswith("#refusals")
    page.locator("label.choice", has=page.locator("[value=ini-backup]")).click()
    page.get_by_label(t("limits.money"), exact=True).fill("1,500")
    page.get_by_label(t("choices.search")).fill("")
    press(page, "limits.save")

    page.wait_for_url("**/results#plan")
    expect(page.locator("body")).to_contain_text(t("limits.given", money="1,500만원", months="1.5개월"))
    documents = tools_of(server.app).assessments.documents(company.assessment())
    assert documents.limits is not None
    assert (documents.limits.horizon, documents.limits.will_not_do) == (6, ("ini-backup",))
    assert documents.wishes.kpis == ("kpi-process-defects",)

    # The lane of ten million won, then back to the size, each with one touch.
    follow(page, "results.limits")
    press(page, "limits.small_lane")
    page.wait_for_url("**/results#plan")
    expect(page.locator("body")).to_contain_text(t("limits.given", money="1,000만원", months="1.5개월"))
    follow(page, "results.limits")
    press(page, "limits.to_size")
    page.wait_for_url("**/results#plan")
    expect(page.locator("body")).to_contain_text(t("limits.assumed", money="3,000만원", months="1.5개월"))


def test_an_adviser_decides_and_the_company_sees_every_decision_marked(server: Server, computer: Page) -> None:
    company = manager(server.app, name="자차정밀")
    company.answer_all(1)
    visit = consultant(server.app, company.code, name="김상담")
    cookie = visit.client.get_cookie("session")
    assert cookie is not None
    computer.context.add_cookies([{"name": "session", "value": cookie.value, "url": server.url}])
    computer.goto(f"{server.url}/results")
    follow(computer, "adjust.mode")

    lines = computer.locator("form.adjust fieldset")
    out = lines.nth(0).locator("legend").inner_text()
    quoted = lines.nth(1).locator("legend").inner_text()
    lines.nth(0).get_by_label(t("adjust.place")).select_option(label=t("adjust.take_out"))
    lines.nth(1).get_by_label(t("adjust.quotation")).fill("1,200")
    computer.get_by_label(t("choices.search")).fill("금형")
    press(computer, "choices.find")
    assert computer.url.endswith("#more")
    computer.locator("label.choice", has=computer.locator("[value=ini-mould-sheet]")).click()
    press(computer, "adjust.save")

    marked = computer.locator("form.adjust fieldset", has=computer.locator(".mark"))
    expect(marked).to_have_count(3)
    expect(computer.locator("fieldset", has_text=out).locator(".mark")).to_have_text(
        t("adjust.marks", marks=t("adjust.removed"))
    )
    expect(computer.locator("fieldset", has_text=quoted).locator(".mark")).to_have_text(
        t("adjust.marks", marks=t("adjust.quoted", money="1,200만원"))
    )

    # The company sees the same marks and no way to change them.
    shown = company.get("/results").text
    assert t("adjust.sentence", count=3) in shown
    assert shown.count(t("adjust.marks", marks=t("adjust.removed"))) >= 1
    assert "/adjust" not in shown

    press(computer, "adjust.clear")
    expect(computer.locator(".mark")).to_have_count(0)
    assert t("adjust.sentence", count=3) not in company.get("/results").text
