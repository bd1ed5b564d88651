"""Every page opens in both languages, carries the safe headers, and needs nothing from elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask

from assessment.terms import Language
from presentation.wording import say
from tests.webclient import (
    Browser,
    consultants_address,
    installation,
    item_ids,
    manager,
    path_of,
    report_of,
)

ROUTES = Path(__file__).with_name("routes.txt")
LANGUAGES = ("ko", "en")
OF_EVERYBODY = ("/practice", "/practice/vig-process-1", "/editions/readiness/2026.1")
OF_COMPANIES = ("/code", "/company", "/ai-uses", "/facts/P1", "/review", "/results", "/delete")
OF_MANAGERS = ("/", "/report/{report}", *OF_COMPANIES, *OF_EVERYBODY)
OF_CONSULTANTS = ("/firms", "/q/P1", "/opinion", *OF_COMPANIES, *OF_EVERYBODY)
PRIVATE = ("/q", "/q/P1", "/facts", "/firms", "/opinion", *OF_COMPANIES)
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@dataclass(frozen=True)
class World:
    """An installation in which everything happened once; the tests of this file only read."""

    app: Flask
    managers: dict[str, Browser]
    consultants: dict[str, Browser]
    report: str

    def manager(self, language: str) -> Browser:
        return self.managers[language]

    def consultant(self, language: str) -> Browser:
        browser = self.consultants[language]
        browser.get(f"/firms/{self.managers[language].assessment()}")
        return browser


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    app = installation(tmp_path_factory.mktemp("pages"))
    company = manager(app, "en", name="Sample Moulding", concerns=["con-defects"])
    company.answer_all(2)
    company.answer("E2", "dk", note="nobody asked yet")
    managers = {language: Browser(app, language) for language in LANGUAGES}
    consultants = {language: Browser(app, language) for language in LANGUAGES}
    address = consultants_address(app, "Kim")
    for browser in managers.values():
        browser.get("/")
        browser.resume(company.code)
    for browser in consultants.values():
        browser.enter(address)
        browser.post("/firms", {"code": company.code})
    consultants["en"].answer("P1", 1, evidence="seen", note="two of eight")
    return World(app, managers, consultants, report_of(company.ask_for_report()))


def test_no_route_appears_or_disappears_unnoticed(tmp_path: Path) -> None:
    rules = installation(tmp_path).url_map.iter_rules()
    found = sorted(
        f"{r.rule} {','.join(sorted((r.methods or set()) - {'HEAD', 'OPTIONS'}))} {r.endpoint}" for r in rules
    )
    assert found == ROUTES.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", OF_MANAGERS)
def test_every_page_of_a_manager_opens(world: World, address: str, language: str) -> None:
    page = world.manager(language).get(address.format(report=world.report))
    assert page.status_code == 200
    assert path_of(page) == address.format(report=world.report)
    assert f'<html lang="{language}">' in page.text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", OF_CONSULTANTS)
def test_every_page_of_a_consultant_opens(world: World, address: str, language: str) -> None:
    page = world.consultant(language).get(address)
    assert page.status_code == 200
    assert path_of(page) == address
    assert f'<html lang="{language}">' in page.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_opens(world: World, language: str) -> None:
    browser = world.manager(language)
    opened = [browser.get(f"/q/{item}").status_code for item in item_ids(world.app)]
    assert opened == [200] * 24


@pytest.mark.parametrize("address", OF_MANAGERS)
def test_an_english_page_has_no_korean_but_the_way_back_to_it(world: World, address: str) -> None:
    text = world.manager("en").get(address.format(report=world.report)).text
    assert re.findall(r"[가-힣]+", text) == ["한국어"]


def test_the_english_questions_have_no_korean(world: World) -> None:
    browser = world.manager("en")
    found = {item: re.findall(r"[가-힣]+", browser.get(f"/q/{item}").text) for item in item_ids(world.app)}
    assert {item: words for item, words in found.items() if words != ["한국어"]} == {}


@pytest.mark.parametrize("address", PRIVATE)
def test_a_stranger_is_led_to_the_first_screen(world: World, address: str) -> None:
    page = Browser(world.app).get(address)
    assert page.status_code == 401
    assert say(Language.KO, "error.401") in page.text


@pytest.mark.parametrize("address", ["/nowhere", "/q/X9", "/report/none", "/start", "/c/wrong", "/static/none.css"])
def test_what_does_not_exist_is_said_in_a_sentence(world: World, address: str) -> None:
    page = world.manager("ko").get(address)
    assert page.status_code == 404
    assert say(Language.KO, "error.404") in page.text


def test_what_is_too_large_is_said_in_a_sentence(world: World) -> None:
    browser = world.manager("ko")
    page = browser.post("/q/P1", {"choice": "2", "note": "가" * 700_000})
    assert page.status_code == 413
    assert say(Language.KO, "error.413") in page.text


@pytest.mark.parametrize(
    "address",
    ["/", "/nowhere", "/company", "/language/ko", "/static/kkweda.css", "/report/{report}/roadmap.pdf", "/results"],
)
def test_every_answer_carries_the_safe_headers(world: World, address: str) -> None:
    headers = world.manager("ko").client.get(address.format(report=world.report), buffered=True).headers
    assert headers.getlist("Content-Security-Policy") == [CSP]
    assert headers.getlist("X-Content-Type-Options") == ["nosniff"]
    assert headers.getlist("Referrer-Policy") == ["same-origin"]


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(world: World) -> None:
    cookie = Browser(world.app).client.get("/language/en").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


@pytest.mark.parametrize("address", [*OF_MANAGERS, "/q/P1", "/nowhere"])
def test_a_page_needs_nothing_from_elsewhere_and_nothing_that_its_policy_forbids(world: World, address: str) -> None:
    text = world.manager("ko").get(address.format(report=world.report)).text
    fetched = re.findall(r'(?:src|href|action)="([^"]*)"', text)
    assert [link for link in fetched if not link.startswith(("/", "#"))] == []
    assert [link for link in fetched if link.startswith("//")] == []
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:", text) == []


def test_the_report_and_the_owners_picture_come_as_files(world: World) -> None:
    browser = world.manager("ko")
    pdf = browser.client.get(f"/report/{world.report}/roadmap.pdf")
    picture = browser.client.get(f"/report/{world.report}/owner.png")
    assert (pdf.mimetype, pdf.data[:5]) == ("application/pdf", b"%PDF-")
    assert (picture.mimetype, picture.data[1:4]) == ("image/png", b"PNG")


def test_the_first_screen_takes_a_consultant_to_the_list(world: World) -> None:
    assert path_of(world.consultant("ko").get("/")) == "/firms"


def test_the_first_screen_says_how_far_the_assessment_in_this_browser_is(world: World) -> None:
    page = world.manager("ko").get("/")
    assert say(Language.KO, "home.in_hand", answered=24, total=24) in page.text


def test_the_results_open_before_anything_was_answered(tmp_path: Path) -> None:
    page = manager(installation(tmp_path)).get("/results")
    assert page.status_code == 200
    assert say(Language.KO, "owner.nothing") in page.text


@pytest.mark.parametrize("address", ["/q", "/review", "/results"])
def test_a_company_that_is_not_described_yet_is_led_to_the_form(tmp_path: Path, address: str) -> None:
    browser = Browser(installation(tmp_path))
    browser.get("/")
    browser.start()
    assert path_of(browser.get(address)) == "/company"
