"""Every screen, every width, both colour schemes: nothing hangs over the edge, nothing is barred, answers are large."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import quote, unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route

from assessment.terms import Language
from tests.journeys import cooperation_screens, figures_screens
from tests.journeys.conftest import Server
from tests.journeys.screens import Screens, every_screen

pytestmark = pytest.mark.journey
WIDTHS = (375, 768, 1280)
HEIGHT = 812
LOWEST_ANSWER = 52
Show = Callable[..., Page]
AXE = Axe()
COLOURS = "cat.color"
"""Axe's rules about colour: all that a colour scheme can change."""
NAMES = (
    "home",
    "home, wrong code",
    "not in",
    "nothing here",
    "preview",
    "practice",
    "references",
    "plant",
    "plant, nothing chosen",
    "plant, compared",
    "too many codes",
    "code",
    "company",
    "company, all wrong",
    "question",
    "ai uses",
    "results of nothing",
    "limits",
    "limits, all wrong",
    "limits, nothing found",
    "question, set aside",
    "ai uses, too many",
    "question, answered",
    "question, conflict",
    "review",
    "review, scan offered",
    "facts",
    "facts, all wrong",
    "facts, level below",
    "firms, none",
    "firms, wrong code",
    "visit, question",
    "visit, answered",
    "visit, review",
    "opinion",
    "opinion, wrong",
    "adjust",
    "adjust, decided",
    "adjust, wrong",
    "firms",
    "visit, code",
    "code, kept",
    "home, begun",
    "review, done",
    "delete",
    "support questions",
    "support questions, wrong",
    "limits, given",
    "what if",
    "what if, wrong",
    "figures, none yet",
    "results",
    "results, with numbers",
    "report, done",
    "report, failed",
    "deleted",
    "desk",
    "desk, nothing found",
    "entry",
    "entry, no reason",
    "entry, suspended",
    "import",
    "import, compared",
    "import, wrong",
    "own entry",
    "own entry, closed",
    "own entry, edit",
    "own entry, edit wrong",
    *cooperation_screens.NAMES,
    *figures_screens.NAMES,
)
ANSWERED = [name for name in NAMES if name.startswith(("question", "visit, q", "visit, a", "company", "ai uses"))]
LIMITED = [name for name in NAMES if name.startswith(("limits", "support", "adjust", "own entry, edit"))]
WITHOUT_NAMES = [
    name for name in NAMES if name.startswith(("facts", "preview", "practice", "plant", "limits", "support", "adjust"))
]
"""Screens on which nothing stands that a visitor typed in Korean."""
FACTS = [name for name in NAMES if name.startswith("facts")]
OPEN_ALL = "document.querySelectorAll('details').forEach(part => { part.open = true })"
SIDEWAYS = "document.scrollingElement.scrollWidth - innerWidth"
OVERHANGING = """() => [...document.querySelectorAll('body *')]
  .filter(part => part.getBoundingClientRect().right > innerWidth + 1 && !part.closest('.scroll'))
  .map(part => part.outerHTML.slice(0, 120))"""
LOW_ANSWERS = f"""() => [...document.querySelectorAll('label:has(input[type=radio]), label.choice')]
  .map(label => [label.textContent.trim(), label.getBoundingClientRect().height])
  .filter(([, height]) => height < {LOWEST_ANSWER})"""


@pytest.fixture(scope="session")
def screens(server: Server) -> dict[Language, Screens]:
    return {language: every_screen(server.app, language) for language in Language}


@pytest.fixture(scope="module")
def show(browser: Browser, server: Server, screens: dict[Language, Screens]) -> Iterator[Show]:
    """Shows a screen that was fetched before, with everything it loads from the server, all its details open."""
    page = browser.new_page(reduced_motion="reduce")

    def fulfil(route: Route) -> None:
        language, _, name = unquote(route.request.url).partition("/screens/")[2].partition("/")
        headers = {"Content-Type": "text/html; charset=utf-8"}
        route.fulfill(body=screens[Language(language)][name].text, headers=headers)

    def show_one(name: str, language: Language = Language.KO) -> Page:
        page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
        page.emulate_media(color_scheme="light")
        page.goto(f"{server.url}/screens/{language.value}/{quote(name)}")
        page.evaluate(OPEN_ALL)
        return page

    page.route("**/screens/**", fulfil)
    yield show_one
    page.close()


def violations(page: Page, **options: object) -> list[str]:
    """What axe finds, one line each."""
    found = page.evaluate("options => axe.run(options)", {"resultTypes": ["violations"], **options})["violations"]
    return [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]


def test_every_screen_is_looked_at(screens: dict[Language, Screens]) -> None:
    assert tuple(sorted(screens[Language.KO])) == tuple(sorted(NAMES))


@pytest.mark.parametrize("name", NAMES)
def test_a_screen_bars_nobody(show: Show, name: str) -> None:
    page = show(name)
    page.evaluate(AXE.axe_script)
    light = violations(page)
    page.emulate_media(color_scheme="dark")
    dark = violations(page, runOnly=[COLOURS])
    assert {"light": light, "dark": dark} == {"light": [], "dark": []}


@pytest.mark.parametrize("name", NAMES)
def test_a_screen_never_scrolls_sideways(show: Show, name: str) -> None:
    found = {}
    for language in Language:
        page = show(name, language)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            if page.evaluate(SIDEWAYS) > 0:
                found[language, width] = page.evaluate(OVERHANGING)
    assert found == {}


@pytest.mark.parametrize("name", WITHOUT_NAMES)
def test_an_english_screen_has_no_korean(screens: dict[Language, Screens], name: str) -> None:
    assert re.findall(r"[가-힣]+", screens[Language.EN][name].text) == ["한국어"]


@pytest.mark.parametrize("name", FACTS)
def test_facts_are_large_enough_for_a_thumb(show: Show, name: str) -> None:
    page = show(name)
    assert page.locator("label:has(input[type=radio])").count() >= 3
    assert page.evaluate(LOW_ANSWERS) == []


@pytest.mark.parametrize("name", LIMITED)
def test_choices_are_large_enough_for_a_thumb(show: Show, name: str) -> None:
    page = show(name)
    assert page.locator("label.choice").count() >= 20
    assert page.evaluate(LOW_ANSWERS) == []


@pytest.mark.parametrize("name", ANSWERED)
def test_answers_are_large_enough_for_a_thumb(show: Show, name: str) -> None:
    page = show(name)
    assert page.locator("label:has(input[type=radio])").count() >= 6
    assert page.evaluate(LOW_ANSWERS) == []
