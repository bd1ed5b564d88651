"""One question closely: with the keyboard alone, without a connection, and answered on two devices."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from assessment.terms import Language
from presentation.wording import say
from tests.journeys.conftest import Server
from tests.webclient import Browser, item_ids, manager

pytestmark = pytest.mark.journey
MOST_STOPS = 40
WHERE = """() => {
  const on = document.activeElement
  return on === document.body ? 'BODY' : on.name || on.className || on.tagName
}"""
IS_SEEN = """() => {
  const on = document.activeElement
  const framed = getComputedStyle(on.closest('.answer') ?? on)
  return framed.outlineStyle === 'solid' && parseFloat(framed.outlineWidth) >= 3
}"""


def t(key: str, **params: object) -> str:
    return say(Language.KO, key, **params)


def open_as(page: Page, server: Server, company: Browser, address: str) -> None:
    """Show a page to the browser as the company that began elsewhere."""
    cookie = company.client.get_cookie("session")
    assert cookie is not None
    page.context.add_cookies([{"name": "session", "value": cookie.value, "url": server.url}])
    page.goto(server.url + address)


def tab_to(page: Page, wanted: str) -> None:
    """Press the tabulator until the focus is on what is wanted, a name or a CSS class."""
    seen = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        seen.append(page.evaluate(WHERE))
        if wanted in str(seen[-1]).split():
            return
    raise AssertionError(f"{wanted} is not among {seen}")


def test_a_question_is_answered_with_the_keyboard_alone(server: Server, computer: Page) -> None:
    first, second, *_ = item_ids(server.app)
    company = manager(server.app)
    open_as(computer, server, company, f"/q/{first}")
    tab_to(computer, "choice")
    computer.keyboard.press("ArrowDown")
    computer.keyboard.press("ArrowDown")
    expect(computer.locator("[name=choice][value='2']")).to_be_checked()
    expect(computer.locator(".saved")).to_have_text(t("question.saved"))
    tab_to(computer, "button")
    computer.keyboard.press("Enter")
    computer.wait_for_url(f"**/q/{second}")
    assert company.chosen(first) == ["2"]


def test_the_higher_levels_open_with_the_keyboard(server: Server, computer: Page) -> None:
    company = manager(server.app)
    open_as(computer, server, company, "/q/P1")
    tab_to(computer, "choice")
    tab_to(computer, "SUMMARY")
    computer.keyboard.press("Enter")
    computer.locator("[name=choice][value='3']").focus()
    computer.keyboard.press("Space")
    computer.keyboard.press("ArrowDown")
    expect(computer.locator("[name=choice][value='4']")).to_be_checked()
    expect(computer.locator(".saved")).to_have_text(t("question.saved"))


def test_every_stop_of_the_keyboard_is_seen(server: Server, computer: Page) -> None:
    open_as(computer, server, manager(server.app), "/q/P1")
    stops = []
    computer.keyboard.press("Tab")
    while (stop := computer.evaluate(WHERE)) != "BODY" and len(stops) < MOST_STOPS:
        stops.append((stop, computer.evaluate(IS_SEEN)))
        computer.keyboard.press("Tab")
    assert len(stops) >= 8
    assert [stop for stop, seen in stops if not seen] == []


def test_the_first_stop_skips_to_the_content(server: Server, computer: Page) -> None:
    open_as(computer, server, manager(server.app), "/q/P1")
    computer.keyboard.press("Tab")
    skip = computer.get_by_text(t("layout.skip"))
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    computer.keyboard.press("Enter")
    tab_to(computer, "choice")
    computer.keyboard.press("Shift+Tab")
    expect(computer.get_by_role("link", name="English")).to_be_focused()


def test_without_a_connection_the_page_says_that_nothing_was_saved(server: Server, phone: Page) -> None:
    company = manager(server.app)
    open_as(phone, server, company, "/q/P1")
    phone.context.set_offline(True)
    phone.locator("label.answer:has(input[value='2'])").click()
    expect(phone.locator(".saved")).to_have_text(t("question.not_saved"))
    phone.context.set_offline(False)
    phone.locator("label.answer:has(input[value='3'])").click()
    expect(phone.locator(".saved")).to_have_text(t("question.saved"))
    assert company.chosen("P1") == ["3"]


def test_an_answer_from_another_device_is_said_at_once(server: Server, phone: Page) -> None:
    company = manager(server.app)
    open_as(phone, server, company, "/q/P1")
    office = Browser(server.app)
    office.get("/")
    office.resume(company.code)
    office.answer("P1", 3)
    phone.locator("label.answer:has(input[value='1'])").click()
    expect(phone.locator(".saved")).to_have_text(t("question.conflict"))
    phone.get_by_role("button", name=t("question.next")).click()
    expect(phone.get_by_role("alert")).to_contain_text(t("question.conflict_theirs"))
    phone.locator("label.answer:has(input[value='1'])").click()
    expect(phone.locator(".saved")).to_have_text(t("question.saved"))
    assert office.chosen("P1") == ["1"]


def test_a_double_tap_saves_once_and_the_last_of_quick_taps_counts(server: Server, phone: Page) -> None:
    company = manager(server.app)
    open_as(phone, server, company, "/q/P1")
    for level in (1, 2, 3, 3):
        phone.locator(f"label.answer:has(input[value='{level}'])").click()
    expect(phone.locator("[name=version]")).to_have_value("3")
    assert company.chosen("P1") == ["3"]


def test_a_note_is_saved_when_the_field_is_left(server: Server, phone: Page) -> None:
    company = manager(server.app)
    open_as(phone, server, company, "/q/P1")
    phone.locator("label.answer:has(input[value='2'])").click()
    expect(phone.locator("[name=version]")).to_have_value("1")
    phone.get_by_text(t("question.note")).click()
    phone.locator("[name=note]").fill("봄부터 태블릿")
    phone.locator("[name=note]").blur()
    expect(phone.locator("[name=version]")).to_have_value("2")
    phone.reload()
    expect(phone.locator("[name=note]")).to_have_value("봄부터 태블릿")
