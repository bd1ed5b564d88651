"""Who gets in: tokens of forms, resume codes, the limit on wrong codes, and the walls between companies."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from assessment.terms import Language
from presentation.wording import say
from services.codes import Code, hash_code
from tests.webclient import (
    Browser,
    alerts,
    consultant,
    consultants_address,
    filled,
    installation,
    manager,
    path_of,
    printed_report,
    tools_of,
    visible,
)

KNOWN = Code("01VAZ", "0123456789ABCDEFGHJV")
"""A code in which every look-alike letter has something to look like: 0, 1 and V."""
WRITTEN: dict[str, Callable[[str], str]] = {
    "as shown": lambda code: code,
    "small letters": str.lower,
    "without dashes": lambda code: code.replace("-", ""),
    "with blanks": lambda code: f"  {code.replace('-', ' ')} ",
    "dots and line end": lambda code: code.replace("-", ".") + "\r\n",
    "O for 0": lambda code: code.replace("0", "O"),
    "small o for 0": lambda code: code.replace("0", "o"),
    "I for 1": lambda code: code.replace("1", "I"),
    "small l for 1": lambda code: code.replace("1", "l"),
    "U for V": lambda code: code.replace("V", "U"),
    "groups of other sizes": lambda code: "-".join(code.replace("-", "")[i : i + 4] for i in range(0, 25, 4)),
}
NOT_A_CODE = {
    "nothing": "",
    "too short": "01VAZ-01234",
    "too long": f"{KNOWN.shown}-0",
    "another": "01VAZ-0123456789ABCDEFGHJW",
    "a letter that codes lack": KNOWN.shown.replace("A", "@"),
    "korean": "가" * 25,
    "control characters": "\x00" * 25,
    "huge": "A" * 100_000,
}
ACTIONS = (
    "/start",
    "/code/kept",
    "/code/renew",
    "/resume",
    "/leave",
    "/delete",
    "/consultants/none/dismiss",
    "/company",
    "/ai-uses",
    "/q/P1",
    "/facts/P1",
    "/practice/vig-process-1",
    "/report",
    "/firms",
    "/firms/new",
    "/opinion",
    "/limits",
    "/limits/preset",
    "/support",
    "/adjust",
    "/adjust/clear",
    "/what-if",
    "/association/suppliers/sup-a",
    "/association/suppliers/import",
    "/supplier/answer",
    "/supplier/edit",
    "/sharing",
    "/association/campaigns",
    "/association/campaigns/none/codes",
    "/sharing/withdraw",
    "/sharing/statistics",
    "/sharing/statistics/leave",
    "/together/pairs/none",
    "/together/tasks/none",
    "/together/cases/none",
    "/together/requests",
    "/together/requests/none/withdraw",
    "/together/needs",
    "/together/needs/none/close",
    "/association/tasks/import",
    "/association/tasks/candidates",
    "/association/tasks/none",
    "/association/tasks/none/move",
    "/association/tasks/none/case",
    "/association/partners/found",
    "/association/requests/none/hand-over",
    "/association/requests/none/answer",
    "/association/matching-day/leads",
    "/association/matching-day/leads/further",
)
OUTSIDE = (
    "https://example.org/",
    "//example.org/",
    "///example.org/",
    "/\\example.org/",
    "\\\\example.org/",
    "/\t/example.org/",
    "\t//example.org/",
    "/\n/example.org/",
    "/q/\r\nSet-Cookie: a=b",
    "javascript:alert(1)",
    "http:example.org",
    "example.org",
    "/nowhere",
    "/resume",
    "",
)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """One installation for the companies of this file; each test has companies and browsers of its own."""
    return installation(tmp_path_factory.mktemp("web"))


def with_known_code(folder: Path) -> Browser:
    browser = manager(installation(folder), workers=61)
    tools_of(browser.app).assessments.renew_code(browser.assessment(), KNOWN.locator, hash_code(KNOWN))
    return browser


# --- the token of a form ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ACTIONS)
def test_nothing_is_done_without_the_token_of_a_form(app: Flask, address: str) -> None:
    page = Browser(app).without_token(address)
    assert page.status_code == 400
    assert say(Language.KO, "error.400") in page.text


def test_every_action_of_the_program_is_among_them(app: Flask) -> None:
    rules = [rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or set())]
    examples = {
        "pair_id": "none",
        "task_id": "none",
        "case_id": "none",
        "request_id": "none",
        "need_id": "none",
        "link_id": "none",
        "item_id": "P1",
        "vignette_id": "vig-process-1",
        "supplier_id": "sup-a",
        "campaign_id": "none",
    }
    found = {re.sub("<(.*?)>", lambda name: examples[name.group(1)], rule.rule) for rule in rules}
    assert found == set(ACTIONS)


def test_a_refused_answer_leaves_the_saved_one(app: Flask) -> None:
    browser = manager(app)
    browser.answer("P1", 2)
    assert browser.without_token("/q/P1", {"choice": "4", "version": "1"}).status_code == 400
    assert browser.chosen("P1") == ["2"]


def test_a_refused_deletion_leaves_everything(app: Flask) -> None:
    browser = manager(app, name="가나정밀")
    assert browser.without_token("/delete").status_code == 400
    assert "가나정밀" in browser.get("/company").text


def test_the_token_of_somebody_else_is_refused(app: Flask) -> None:
    mine, other = manager(app), manager(app)
    token = other.token
    assert mine.without_token("/q/P1", {"csrf_token": token, "choice": "1"}).status_code == 400


def test_a_script_without_a_token_is_refused(app: Flask) -> None:
    browser = manager(app)
    sent = browser.by_script("/q/P1", {"csrf_token": "", "choice": "1"})
    assert sent.status_code == 400


def test_links_never_change_anything(app: Flask) -> None:
    browser = manager(app)
    for address in ("/leave", "/start", "/report", "/code/renew", "/code/kept", "/resume"):
        assert browser.get(address).status_code == 404
    assert browser.get("/review").status_code == 200


# --- one company and another -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", ["", "/roadmap.pdf", "/roadmap.hwpx", "/roadmap.xlsx", "/owner.png"])
def test_a_report_of_another_company_does_not_exist(app: Flask, file: str) -> None:
    theirs = manager(app)
    report = printed_report(theirs)
    assert theirs.get(f"/report/{report}{file}").status_code == 200
    assert manager(app).get(f"/report/{report}{file}").status_code == 404
    assert Browser(app).get(f"/report/{report}{file}").status_code == 401


def test_a_manager_cannot_open_a_company_by_its_id(app: Flask) -> None:
    theirs, mine = manager(app), manager(app)
    assert mine.get(f"/firms/{theirs.assessment()}").status_code == 403
    assert mine.get("/firms").status_code == 403
    assert mine.get("/opinion").status_code == 403


def test_a_consultant_cannot_open_a_company_that_did_not_hand_over_its_code(app: Flask) -> None:
    known, stranger = manager(app, name="아는회사"), manager(app, name="모르는회사")
    visit = consultant(app, known.code)
    assert visit.get(f"/firms/{stranger.assessment()}").status_code == 404
    assert "아는회사" in visit.get("/firms").text
    assert "모르는회사" not in visit.get("/firms").text


def test_what_one_company_says_never_shows_at_another(app: Flask) -> None:
    theirs, mine = manager(app, name="저쪽회사"), manager(app, name="이쪽회사")
    theirs.answer("P1", 3, note="저쪽비밀")
    mine.answer("P1", 1, note="이쪽메모")
    for address in (
        "/",
        "/company",
        "/q/P1",
        "/review",
        "/results",
        "/ai-uses",
        "/limits",
        "/support",
        "/delete",
        "/code",
    ):
        assert "저쪽" not in mine.get(address).text, address
    assert mine.chosen("P1") == ["1"]
    assert theirs.chosen("P1") == ["3"]


def test_a_second_company_in_the_same_browser_starts_from_nothing(app: Flask) -> None:
    browser = manager(app, name="첫회사")
    browser.answer("P1", 3)
    browser.start()
    assert browser.chosen("P1") == []
    assert "첫회사" not in browser.get("/company").text


def test_a_manager_cannot_dismiss_the_consultant_of_another_company(app: Flask) -> None:
    theirs, mine = manager(app, name="저쪽회사"), manager(app)
    visit = consultant(app, theirs.code)
    link = tools_of(app).links.consultants(theirs.assessment())[0].id
    mine.get("/review")
    mine.post(f"/consultants/{link}/dismiss")
    assert "저쪽회사" in visit.get("/firms").text


def test_a_cookie_that_was_tampered_with_opens_nothing(app: Flask) -> None:
    browser = manager(app)
    cookie = browser.client.get_cookie("session")
    assert cookie is not None
    head, _, signature = cookie.value.rpartition(".")
    browser.client.set_cookie("session", f"{head}.{signature[::-1]}")
    assert browser.get("/review").status_code == 401


def test_a_cookie_of_another_installation_opens_nothing(app: Flask, tmp_path: Path) -> None:
    here, there = app, installation(tmp_path)
    there.config["SECRET_KEY"] = "another secret"
    cookie = manager(here).client.get_cookie("session")
    assert cookie is not None
    browser = Browser(there)
    browser.client.set_cookie("session", cookie.value)
    assert browser.get("/review").status_code == 401


# --- codes -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", WRITTEN)
def test_a_code_opens_however_it_is_typed(tmp_path: Path, way: str) -> None:
    app = with_known_code(tmp_path).app
    browser = Browser(app)
    browser.get("/")
    page = browser.resume(WRITTEN[way](KNOWN.shown))
    assert page.status_code == 200
    assert path_of(page).startswith("/q/")
    assert filled(browser.get("/company"))["workers"] == ["61"]


@pytest.mark.parametrize("kind", NOT_A_CODE)
def test_what_is_no_code_opens_nothing_and_stays_typed(tmp_path: Path, kind: str) -> None:
    browser = Browser(with_known_code(tmp_path).app)
    browser.get("/")
    page = browser.resume(NOT_A_CODE[kind])
    assert page.status_code == 403
    assert alerts(page) == [say(Language.KO, "home.wrong_code")]
    assert filled(page)["code"] == [NOT_A_CODE[kind]]
    assert browser.get("/review").status_code == 401


def test_a_new_code_opens_and_the_old_one_is_dead(app: Flask) -> None:
    browser = manager(app)
    browser.post("/code/kept")
    old = browser.code
    browser.get("/code")
    new = visible(browser.post("/code/renew"))
    second = Browser(browser.app)
    second.get("/")
    assert second.resume(old).status_code == 403
    assert second.resume(next(word for word in new.split() if word.count("-") == 4)).status_code == 200


def test_a_code_is_shown_until_it_is_kept_and_never_again(app: Flask) -> None:
    browser = Browser(app)
    browser.get("/")
    code = browser.start()
    assert code in browser.get("/code").text
    browser.post("/code/kept")
    assert code not in browser.get("/code").text


def test_after_ten_wrong_codes_even_the_right_one_has_to_wait(tmp_path: Path) -> None:
    browser = Browser(with_known_code(tmp_path).app)
    browser.get("/")
    wrong = [browser.resume("wrong").status_code for _ in range(10)]
    page = browser.resume(KNOWN.shown)
    assert wrong == [403] * 10
    assert page.status_code == 429
    assert say(Language.KO, "error.429", minutes=15) in page.text


def test_nine_wrong_codes_do_no_harm(tmp_path: Path) -> None:
    browser = Browser(with_known_code(tmp_path).app)
    browser.get("/")
    for _ in range(9):
        browser.resume("wrong")
    assert browser.resume(KNOWN.shown).status_code == 200


def test_wrong_codes_of_one_address_do_not_keep_out_another(tmp_path: Path) -> None:
    app = with_known_code(tmp_path).app
    guesser, owner = Browser(app), Browser(app)
    for browser in (guesser, owner):
        browser.get("/")
    for _ in range(11):
        guesser.resume("wrong")
    owner.client.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    assert guesser.resume(KNOWN.shown).status_code == 429
    assert owner.resume(KNOWN.shown).status_code == 200


def test_wrong_links_and_wrong_codes_are_counted_together(app: Flask) -> None:
    browser = Browser(app)
    for _ in range(10):
        assert browser.get("/c/wrong").status_code == 404
    assert browser.get(consultants_address(app)).status_code == 429


def test_leaving_forgets_the_company_but_not_the_language(app: Flask) -> None:
    browser = manager(app, "en")
    browser.get("/review")
    page = browser.post("/leave")
    assert path_of(page) == "/"
    assert '<html lang="en">' in page.text
    assert browser.get("/review").status_code == 401


# --- the language ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        *("/", "/code", "/company", "/ai-uses", "/limits", "/support", "/q/P1", "/review", "/results", "/delete"),
        "/q/P1?from=review",
    ],
)
def test_switching_the_language_stays_on_the_page(app: Flask, address: str) -> None:
    browser = manager(app)
    browser.answer("P1", 2)
    korean = browser.get(address)
    link = next(part for part in korean.text.split('"') if part.startswith("/language/en"))
    english = browser.get(link.replace("&amp;", "&"))
    assert english.request.full_path.rstrip("?") == address
    assert '<html lang="en">' in english.text


@pytest.mark.parametrize("address", OUTSIDE)
def test_switching_the_language_never_leads_away(app: Flask, address: str) -> None:
    answer = Browser(app).client.get("/language/en", query_string={"back": address})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")


def test_the_language_can_be_switched_after_a_wrong_code(app: Flask) -> None:
    browser = Browser(app)
    browser.get("/")
    link = next(part for part in browser.resume("wrong").text.split('"') if part.startswith("/language/en"))
    assert browser.get(link).status_code == 200


def test_an_unknown_language_changes_nothing(app: Flask) -> None:
    assert '<html lang="ko">' in Browser(app).get("/language/fr").text
