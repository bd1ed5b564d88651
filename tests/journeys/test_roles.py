"""One journey for each role, in a real browser from the first screen to the file."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Download, Page, expect
from pypdf import PdfReader

from assessment.terms import Language
from presentation.wording import say
from tests.journeys.conftest import Server
from tests.webclient import CODE, consultants_address, item_ids, manager, text_of

pytestmark = pytest.mark.journey


def t(key: str, language: Language = Language.KO, **params: object) -> str:
    return say(language, key, **params)


def press(page: Page, key: str, language: Language = Language.KO) -> None:
    page.get_by_role("button", name=t(key, language), exact=True).click()


def follow(page: Page, key: str, language: Language = Language.KO) -> None:
    page.get_by_role("link", name=t(key, language), exact=True).first.click()


def start(page: Page, url: str, language: Language = Language.KO) -> str:
    """From the first screen past the code; the code."""
    page.goto(url)
    if language is Language.EN:
        page.get_by_role("link", name="English").click()
    press(page, "home.start", language)
    found = CODE.search(page.inner_text("main"))
    assert found
    press(page, "code.kept", language)
    return found.group()


def describe(page: Page, name: str, language: Language = Language.KO) -> None:
    page.locator("label.choice", has=page.locator("[name=certificate_level][value=none]")).click()
    page.get_by_label(t("profile.division", language), exact=True).select_option("22")
    page.get_by_label(t("profile.workers", language), exact=True).fill("12")
    page.get_by_label(t("profile.region", language), exact=True).select_option("48")
    page.locator("label.choice", has=page.locator("[name=own_products][value='100']")).click()
    page.locator("label.choice", has=page.locator("[value=con-defects]")).click()
    page.get_by_text(t("profile.more", language)).click()
    page.get_by_label(t("profile.name", language), exact=True).fill(name)
    press(page, "question.next", language)


def choose(page: Page, level: int) -> None:
    page.locator(f"label.answer:has(input[value='{level}'])").click()


def is_saved(page: Page, language: Language = Language.KO) -> None:
    expect(page.locator(".saved")).to_have_text(t("question.saved", language))


def wait_for_question(page: Page, item: str) -> None:
    page.wait_for_url(f"**/q/{item}")


def walk(page: Page, items: tuple[str, ...], *, by_script: bool) -> None:
    """Answer the questions in turn, with levels 1, 2, 3, 1, 2, 3 …"""
    for position, item in enumerate(items):
        wait_for_question(page, item)
        choose(page, 1 + position % 3)
        if by_script:
            is_saved(page)
        press(page, "question.next")


def to_the_pdf(page: Page, target: Path, language: Language = Language.KO) -> bytes:
    """From the results to the downloaded report."""
    press(page, "results.pdf", language)
    expect(page.locator("h1")).to_have_text(t("wait.done", language))
    with page.expect_download() as waiting:
        page.get_by_role("link", name=t("wait.pdf", language)).click(modifiers=["Alt"])
    return kept(waiting.value, target)


def kept(download: Download, target: Path) -> bytes:
    path = target / download.suggested_filename
    download.save_as(path)
    return path.read_bytes()


@pytest.mark.pdf
def test_a_manager_comes_from_a_phone_without_an_account_to_the_pdf(
    server: Server, phone: Page, tmp_path: Path
) -> None:
    items = item_ids(server.app)
    code = start(phone, server.url)
    describe(phone, "가나정밀")
    walk(phone, items[:9], by_script=True)
    wait_for_question(phone, items[9])
    choose(phone, 2)
    is_saved(phone)
    phone.goto(server.url)
    press(phone, "home.leave")
    phone.get_by_label(t("home.resume")).fill(code.lower().replace("-", " "))
    press(phone, "home.resume_go")
    walk(phone, items[10:], by_script=True)
    phone.wait_for_url("**/ai-uses")
    phone.locator(".states label", has=phone.locator("[name=ai-chatbot][value=tried]")).click()
    press(phone, "ai_uses.done")
    expect(phone.locator("h1")).to_have_text(t("review.title_done"))
    follow(phone, "review.results")
    expect(phone.locator(".kicker").first).to_have_text("가나정밀")
    pdf = to_the_pdf(phone, tmp_path)
    assert pdf[:5] == b"%PDF-"
    assert len(PdfReader(io.BytesIO(pdf)).pages) >= 10
    assert "가나정밀" in text_of(pdf)
    with phone.expect_download() as waiting:
        phone.get_by_role("link", name=t("wait.png")).click()
    assert kept(waiting.value, tmp_path)[:4] == b"\x89PNG"


@pytest.mark.pdf
def test_a_manager_comes_without_javascript_to_the_pdf(
    server: Server, phone_without_script: Page, tmp_path: Path
) -> None:
    page = phone_without_script
    start(page, server.url)
    describe(page, "다라정밀")
    walk(page, item_ids(server.app), by_script=False)
    page.wait_for_url("**/ai-uses")
    page.locator(".states label", has=page.locator("[name=ai-chatbot][value=tried]")).click()
    press(page, "ai_uses.done")
    expect(page.locator("h1")).to_have_text(t("review.title_done"))
    follow(page, "review.results")
    pdf = to_the_pdf(page, tmp_path)
    assert pdf[:5] == b"%PDF-"
    assert len(PdfReader(io.BytesIO(pdf)).pages) >= 10
    assert "다라정밀" in text_of(pdf)


@pytest.mark.pdf
def test_a_consultant_comes_by_a_link_to_the_opinion_in_the_pdf(server: Server, computer: Page, tmp_path: Path) -> None:
    company = manager(server.app, name="마바정밀")
    company.answer_all(2)
    computer.goto(server.url + consultants_address(server.app, "김상담"))
    expect(computer).to_have_url(f"{server.url}/firms")
    computer.get_by_label(t("firms.take_on")).fill(company.code)
    press(computer, "firms.take_on_go")
    computer.wait_for_url("**/review")
    computer.goto(f"{server.url}/q/P1")
    expect(computer.get_by_text(t("visit.company_said"))).to_be_visible()
    choose(computer, 1)
    is_saved(computer)
    computer.get_by_label(t("evidence.seen")).check()
    is_saved(computer)
    press(computer, "question.next")
    computer.goto(f"{server.url}/opinion")
    computer.get_by_label(t("opinion.visited_on")).fill("2026-11-20")
    computer.get_by_label(t("opinion.strengths")).first.fill("조건을 남긴다")
    computer.get_by_label(t("opinion.title"), exact=True).fill("기록부터 시작하면 된다")
    press(computer, "opinion.save")
    computer.wait_for_url("**/review")
    follow(computer, "review.results")
    text = text_of(to_the_pdf(computer, tmp_path))
    for words in ("마바정밀", "김상담", "조건을 남긴다", "기록부터 시작하면 된다"):
        assert words in text, words


@pytest.mark.pdf
def test_a_visitor_reads_everything_in_english(server: Server, computer: Page, tmp_path: Path) -> None:
    english = Language.EN
    start(computer, server.url, english)
    describe(computer, "Sample Moulding", english)
    for item in item_ids(server.app)[:6]:
        wait_for_question(computer, item)
        assert re.findall(r"[가-힣]+", computer.inner_text("body")) == ["한국어"]
        choose(computer, 2)
        is_saved(computer, english)
        press(computer, "question.next", english)
    wait_for_question(computer, item_ids(server.app)[6])
    computer.get_by_role("link", name=t("question.review", english)).click()
    expect(computer.locator("h1")).to_have_text(t("review.title", english, count=18))
    follow(computer, "review.results", english)
    assert re.findall(r"[가-힣]+", computer.inner_text("body")) == ["한국어"]
    text = text_of(to_the_pdf(computer, tmp_path, english))
    assert "Sample Moulding" in text
    assert t("method.no_ai", english) in text
