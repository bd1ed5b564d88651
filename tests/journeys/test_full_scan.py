"""The full scan on a phone: offered on the overview, every fact saved as it is given, up to the results."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, Response, expect

from assessment.instrument.edition import FactId, Questionnaire
from assessment.terms import Absence, Language
from presentation.wording import say
from services.assessments import open_passage
from services.permissions import Actor, Visitor
from tests.journeys.conftest import Server
from tests.webclient import Browser, manager, tools_of

pytestmark = pytest.mark.journey
FIRST, SECOND = "S1", "P1"
"""The first items on the walk; the first is chosen too high, all others stand at 0."""
CHOSEN = 2
SIDEWAYS = "document.scrollingElement.scrollWidth - innerWidth"


def t(key: str, **params: object) -> str:
    return say(Language.KO, key, **params)


def company_that_chose(server: Server) -> Browser:
    company = manager(server.app, name="바사정밀")
    company.answer_all(0)
    company.answer(FIRST, CHOSEN)
    return company


def enter(page: Page, server: Server, company: Browser) -> None:
    """Go on with the same company on the phone."""
    page.goto(server.url)
    page.get_by_label(t("home.resume")).fill(company.code)
    page.get_by_role("button", name=t("home.resume_go"), exact=True).click()


def facts(server: Server, company: Browser) -> dict[FactId, int | Absence]:
    """What is stored, as another process sees it."""
    assessment = company.assessment()
    actor = Actor(Visitor.MANAGER, "manager", frozenset({assessment}))
    return dict(open_passage(tools_of(server.app), actor, assessment).sheet.facts)


def is_save(response: Response) -> bool:
    return response.request.method == "POST"


def say_of(page: Page, fact: Locator, *, yes: bool) -> None:
    """Answer one fact and wait until the script has saved it."""
    percent = fact.locator("input[inputmode=numeric]")
    with page.expect_response(is_save) as saved:
        if percent.count():
            percent.fill("95" if yes else "0")
            percent.blur()
        else:
            fact.locator("label.choice", has=page.locator(f"[value={'yes' if yes else 'no'}]")).click()
    assert saved.value.status == 200
    expect(page.locator(".saved")).to_have_text(t("question.saved"))


def answer_page(page: Page, *, yes: bool) -> int:
    """Answer every fact of the page alike; how many were asked."""
    asked = page.locator("form.ask fieldset")
    for position in range(asked.count()):
        say_of(page, asked.nth(position), yes=yes)
    return asked.count()


def go_on(page: Page) -> None:
    page.get_by_role("button", name=t("question.next"), exact=True).click()


def test_a_full_scan_on_a_phone_from_the_offer_to_the_results(
    server: Server, phone: Page, questionnaire: Questionnaire
) -> None:
    company = company_that_chose(server)
    enter(phone, server, company)
    phone.goto(f"{server.url}/review")
    phone.get_by_role("link", name=t("facts.begin"), exact=True).click()

    # The level that was chosen fails: each answer is there before any button is pressed, and the level below is asked.
    phone.wait_for_url(f"**/facts/{FIRST}")
    assert phone.evaluate(SIDEWAYS) <= 0
    first = answer_page(phone, yes=False)
    assert len(facts(server, company)) == first
    go_on(phone)
    below = len([f for f in questionnaire.item(FIRST).wording.facts if f.level == CHOSEN - 1])
    expect(phone.locator("form.ask fieldset")).to_have_count(first + below)
    for position in range(below):
        say_of(phone, phone.locator("form.ask fieldset").nth(position), yes=True)
    go_on(phone)

    # What was given stands there again after the page is loaded anew.
    phone.wait_for_url(f"**/facts/{SECOND}")
    given = answer_page(phone, yes=True)
    phone.reload()
    expect(phone.locator("form.ask input:checked")).to_have_count(given)
    go_on(phone)

    walk = [str(item.id) for item in questionnaire.in_walking_order][2:]
    for item in walk:
        phone.wait_for_url(f"**/facts/{item}")
        answer_page(phone, yes=False)
        go_on(phone)
    phone.wait_for_url("**/review")
    known = facts(server, company)
    expect(phone.get_by_text(t("facts.all_done", count=len(known)))).to_be_visible()
    expect(phone.get_by_role("link", name=t("facts.begin"))).to_have_count(0)
    phone.get_by_role("link", name=t("review.results"), exact=True).first.click()
    expect(phone.locator(".kicker").first).to_have_text("바사정밀")
    assert sum(value != 0 for value in known.values()) == below + given


def test_a_wrong_percentage_is_named_at_once_and_not_saved(
    server: Server, phone: Page, questionnaire: Questionnaire
) -> None:
    company = company_that_chose(server)
    company.answer(SECOND, 2)
    coverage = next(fact for fact in questionnaire.item(SECOND).wording.facts if fact.is_coverage)
    enter(phone, server, company)
    phone.goto(f"{server.url}/facts/{SECOND}")
    percent = phone.locator(f"[name='fact-{coverage.id}']")
    percent.fill("most")
    percent.blur()
    sentence = t("facts.not_a_percent", found="most", fact=coverage.text.ko)
    expect(phone.locator(".saved")).to_have_text(sentence)
    assert facts(server, company) == {}
    percent.fill("85")
    percent.blur()
    expect(phone.locator(".saved")).to_have_text(t("question.saved"))
    assert facts(server, company) == {coverage.id: 85}
