"""Strings that break other programs, in every field a visitor can write into: shown as written, on every page."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.webclient import Browser, consultant, filled, installation, manager, path_of

PLAIN = "보통 글"
NAUGHTY = {
    "script": "<script>alert(1)</script>",
    "end of everything": "</textarea></title></script><img src=x onerror=alert(1)>",
    "quotes": "\"'><input name=choice value=5 checked>`",
    "attribute": '" onmouseover="alert(1)" x="',
    "entities": "&lt;b&gt; &amp;amp; &#0; &nbsp",
    "template": "{{ 7 * 7 }}{% raw %}${7*7}#{7*7}",
    "percent": "%(name)s %s %d 100% %%",
    "emoji": "🏭👩🏽‍🔧🇰🇷",
    "right to left": "\u202eabc\u202c مصنع",
    "hanja and other letters": "東洋精密工業 鄭鎭 ㅋㅋ 힣 ａｂｃ ｶﾞ Ǆ ﬁ",
    "sql, formula and bars": "=1+1|cmd'; DROP TABLE assessment; -- a|b=c;d\\f",
    "address": "https://example.org/?a=1&b=2#c",
    "long word": "W" * 200,
    "zero width": "가\u200b나\u2060다\ufeff라",
}
CONTROL = "앞\x00뒤\x1b[31m끝\x7f"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """One installation for the companies of this file; each test has companies and browsers of its own."""
    return installation(tmp_path_factory.mktemp("web"))


class Skeleton(HTMLParser):
    """The tags and attribute names of a page, and apart from them its text: what a browser builds of it."""

    def __init__(self, page: TestResponse) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.text = ""
        self.feed(page.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(sorted(name for name, _ in attrs))))

    def handle_data(self, data: str) -> None:
        self.text += data


def all_pages(app: Flask, words: str, consultants_name: str = "김상담") -> dict[str, TestResponse]:
    """Every page of a company and its consultant, with the same words in every field that takes some."""
    company = manager(app, own_products="0", name=words, district=words, certificates=words, past_programmes=words)
    company.answer("P1", 2, note=words)
    company.answer("D3", "na", reason=words, note=words)
    company.get("/ai-uses")
    uses = {f"ai-vision-{part}": words for part in ("where", "often", "who")}
    assert path_of(company.post("/ai-uses", {"ai-vision": "tried", **uses})) == "/review"
    visit = consultant(company.app, company.code, name=consultants_name)
    visit.answer("P2", 2, note=words, evidence="seen")
    visit.get("/opinion")
    groups = ("process", "product", "service", "business_model", "enablers")
    texts = {f"{kind}-{group}": words for group in groups for kind in ("strength", "weakness")}
    assert path_of(visit.post("/opinion", {"visited_on": "2026-11-20", "overall": words, **texts})) == "/review"
    addresses = ("/", "/company", "/ai-uses", "/q/P1", "/q/P2", "/q/D3", "/review", "/results", "/delete")
    pages = {f"company {address}": company.get(address) for address in addresses}
    addresses = ("/q/P1", "/q/P2", "/q/D3", "/review", "/opinion", "/firms")
    return pages | {f"consultant {address}": visit.get(address) for address in addresses}


@pytest.fixture(scope="module")
def plain(app: Flask) -> dict[str, TestResponse]:
    return all_pages(app, PLAIN)


@pytest.fixture(scope="module", params=NAUGHTY)
def naughty(request: pytest.FixtureRequest, app: Flask) -> tuple[str, dict[str, TestResponse]]:
    words = NAUGHTY[request.param]
    return words, all_pages(app, words, words[:80])


def test_every_page_is_built_as_with_plain_words(
    naughty: tuple[str, dict[str, TestResponse]], plain: dict[str, TestResponse]
) -> None:
    _, pages = naughty
    assert {name for name, page in pages.items() if page.status_code != 200} == set()
    assert {name for name, page in pages.items() if Skeleton(page).tags != Skeleton(plain[name]).tags} == set()


def test_what_was_written_is_shown_as_written(naughty: tuple[str, dict[str, TestResponse]]) -> None:
    words, pages = naughty
    fields = {
        "company /company": "name",
        "company /ai-uses": "ai-vision-where",
        "company /q/P1": "note",
        "company /q/D3": "reason",
        "consultant /q/P2": "note",
        "consultant /opinion": "overall",
    }
    assert {page: filled(pages[page])[name][0].strip() for page, name in fields.items()} == dict.fromkeys(fields, words)
    for page in ("company /results", "consultant /firms", "company /review"):
        assert words[:80].split()[0] in Skeleton(pages[page]).text, page


@pytest.mark.parametrize("kind", ["script", "quotes", "percent", "emoji"])
def test_a_refused_form_shows_what_was_written_as_written(app: Flask, kind: str) -> None:
    browser = manager(app)
    page = browser.describe(name=NAUGHTY[kind], workers=NAUGHTY[kind])
    shown = filled(page)
    assert page.status_code == 422
    assert (shown["name"], shown["workers"]) == ([NAUGHTY[kind]], [NAUGHTY[kind]])


@pytest.mark.parametrize("kind", ["script", "quotes", "emoji"])
def test_a_wrong_code_is_shown_as_it_was_typed(app: Flask, kind: str) -> None:
    browser = Browser(app)
    browser.get("/")
    assert filled(browser.resume(NAUGHTY[kind]))["code"] == [NAUGHTY[kind]]


@pytest.mark.parametrize("kind", NAUGHTY)
def test_words_to_look_for_are_shown_as_written(app: Flask, kind: str) -> None:
    browser = manager(app)
    browser.get("/limits")
    words = NAUGHTY[kind][:100]
    plain, page = (browser.post("/limits", {"words": text, "find": ""}) for text in (PLAIN, words))
    assert page.status_code == 200
    assert filled(page)["words"] == [words]
    assert words.split()[0] in Skeleton(page).text
    assert Skeleton(page).tags == Skeleton(plain).tags


def test_control_characters_are_dropped_and_the_rest_is_kept(app: Flask) -> None:
    pages = all_pages(app, CONTROL)
    assert {name for name, page in pages.items() if page.status_code != 200} == set()
    assert {name for name, page in pages.items() if set(page.text) & {"\x00", "\x1b", "\x7f"}} == set()
    assert filled(pages["company /q/P1"])["note"] == ["앞뒤[31m끝"]
    assert filled(pages["company /company"])["name"] == ["앞뒤[31m끝"]


def test_lines_of_a_note_stay_lines(app: Flask) -> None:
    browser = manager(app)
    browser.answer("P1", 2, note="첫 줄\r\n\r\n\t셋째 줄")
    assert filled(browser.get("/q/P1"))["note"][0].splitlines() == ["첫 줄", "", "\t셋째 줄"]


def test_four_thousand_characters_fill_an_opinion_and_are_kept(app: Flask) -> None:
    company = manager(app)
    visit = consultant(company.app, company.code)
    words = "가나다라 마바사 " * 444
    visit.get("/opinion")
    visit.post("/opinion", {"visited_on": "2026-11-20", "overall": words, "strength-process": words})
    shown = filled(visit.get("/opinion"))
    assert shown["overall"][0].strip() == words.strip()
    assert shown["strength-process"][0].strip() == words.strip()


def test_a_name_of_four_thousand_characters_is_refused_and_kept_in_the_form(app: Flask) -> None:
    page = manager(app).describe(name="가" * 4000)
    assert page.status_code == 422
    assert filled(page)["name"] == ["가" * 4000]


def test_a_note_of_four_thousand_characters_keeps_the_thousand_that_the_field_takes(app: Flask) -> None:
    browser = manager(app)
    browser.answer("P1", 2, note="가" * 4000)
    assert filled(browser.get("/q/P1"))["note"] == ["가" * 1000]


@pytest.mark.parametrize("body", [b"\xff\xfe", b"choice=2&note=%ff%fe", b"choice=%00", b"=&&&;;=", b"choice" * 1000])
def test_a_body_that_no_browser_sends_breaks_nothing(app: Flask, body: bytes) -> None:
    browser = manager(app)
    kind = "application/x-www-form-urlencoded"
    answer = browser.client.post("/q/P1", data=body, content_type=kind)
    assert answer.status_code == 400


@pytest.mark.parametrize("address", ["/q/%ff", "/%00", "/language/%0a", "/report/%2e%2e%2f", "/static/../app.py"])
def test_an_address_that_no_page_has_breaks_nothing(app: Flask, address: str) -> None:
    assert manager(app).client.get(address).status_code in (302, 404)
