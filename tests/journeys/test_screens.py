"""Every screen, every width, both colour schemes: nothing hangs over the edge, nothing is barred, answers are large."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route

from assessment.terms import Language
from tests.journeys.conftest import NewContext, Server
from tests.journeys.screens import Screens, every_screen

pytestmark = pytest.mark.journey
WIDTHS = (375, 768, 1280)
LOWEST_ANSWER = 52
AXE = Axe()
NAMES = (
    "home",
    "home, wrong code",
    "not in",
    "nothing here",
    "too many codes",
    "code",
    "company",
    "company, all wrong",
    "question",
    "ai uses",
    "results of nothing",
    "question, set aside",
    "ai uses, too many",
    "question, answered",
    "question, conflict",
    "review",
    "firms, none",
    "firms, wrong code",
    "visit, question",
    "visit, answered",
    "visit, review",
    "opinion",
    "opinion, wrong",
    "firms",
    "visit, code",
    "code, kept",
    "home, begun",
    "review, done",
    "delete",
    "results",
    "report, done",
    "report, failed",
    "deleted",
)
ANSWERED = [name for name in NAMES if name.startswith(("question", "visit, q", "visit, a", "company", "ai uses"))]
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


@pytest.fixture
def page(new_context: NewContext) -> Page:
    return new_context(viewport={"width": WIDTHS[0], "height": 812}, reduced_motion="reduce").new_page()


def show(page: Page, server: Server, screen: str, screens: Screens) -> None:
    """Show a screen that was fetched before, with everything it loads from the server."""
    address = f"{server.url}/screen"
    headers = {"Content-Type": "text/html; charset=utf-8"}

    def fulfil(route: Route) -> None:
        route.fulfill(body=screens[screen].text, headers=headers)

    page.route(address, fulfil)
    page.goto(address)
    page.evaluate(OPEN_ALL)


def violations(page: Page) -> list[str]:
    """What axe finds, one line each."""
    found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    return [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]


def test_every_screen_is_looked_at(screens: dict[Language, Screens]) -> None:
    assert tuple(sorted(screens[Language.KO])) == tuple(sorted(NAMES))


@pytest.mark.parametrize("name", NAMES)
def test_a_screen_bars_nobody(server: Server, page: Page, screens: dict[Language, Screens], name: str) -> None:
    show(page, server, name, screens[Language.KO])
    page.evaluate(AXE.axe_script)
    found = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found[scheme] = violations(page)
    assert found == {"light": [], "dark": []}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", NAMES)
def test_a_screen_never_scrolls_sideways(
    server: Server, page: Page, screens: dict[Language, Screens], name: str, language: Language
) -> None:
    show(page, server, name, screens[language])
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 812})
        if page.evaluate(SIDEWAYS) > 0:
            found[width] = page.evaluate(OVERHANGING)
    assert found == {}


@pytest.mark.parametrize("name", ANSWERED)
def test_answers_are_large_enough_for_a_thumb(
    server: Server, page: Page, screens: dict[Language, Screens], name: str
) -> None:
    show(page, server, name, screens[Language.KO])
    assert page.locator("label:has(input[type=radio])").count() >= 6
    assert page.evaluate(LOW_ANSWERS) == []
