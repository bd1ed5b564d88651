"""The full scan through the web: the offer, the facts of one item after the other, by button and by script."""

from __future__ import annotations

import math
import re

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from assessment.instrument.edition import Fact, Item
from assessment.terms import Absence, Language
from presentation.wording import say
from services.ports import AssessmentStore
from tests.webclient import (
    CONTENT,
    Browser,
    alerts,
    consultant,
    filled,
    installation,
    item_ids,
    manager,
    path_of,
    tools_of,
    visible,
)

EDITION = CONTENT.load_questionnaire("readiness", "2026.1")
P1 = EDITION.item("P1")
COVERAGE = next(fact for fact in P1.facts if fact.is_coverage)
"""Of level 2, like the yes/no fact beside it."""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """One installation for the companies of this file; each test has companies and browsers of its own."""
    return installation(tmp_path_factory.mktemp("web"))


def t(key: str, language: Language = Language.KO, **params: object) -> str:
    return say(language, key, **params)


def rated(app: Flask, **levels: int) -> Browser:
    """A manager who chose these levels and nothing else."""
    browser = manager(app)
    for item, level in levels.items():
        browser.answer(item, level)
    return browser


def of(item: Item, *levels: int) -> list[Fact]:
    return [fact for fact in item.wording.facts if fact.level in levels]


def field(fact: Fact) -> str:
    return f"fact-{fact.id}"


def alike(facts: list[Fact], *, yes: bool) -> dict[str, object]:
    """Yes or no to every fact, as a form sends it."""
    return {field(f): ("100" if yes else "0") if f.is_coverage else ("yes" if yes else "no") for f in facts}


def shown(page: TestResponse) -> list[str]:
    """The facts that a page asks, each once, in its order."""
    return list(dict.fromkeys(re.findall(r'name="fact-([\w.]+)"', page.text)))


def ids(facts: list[Fact]) -> list[str]:
    return [str(fact.id) for fact in facts]


def stored(browser: Browser) -> dict[str, list[int | Absence]]:
    """Every answer to a fact that was kept, by fact."""
    store: AssessmentStore = tools_of(browser.app).assessments
    found: dict[str, list[int | Absence]] = {}
    for event in store.events(browser.assessment()):
        if "." in event.target:
            found.setdefault(event.target, []).append(event.value)
    return found


def save(browser: Browser, form: dict[str, object], item: str = "P1") -> TestResponse:
    browser.get(f"/facts/{item}")
    return browser.post(f"/facts/{item}", form)


def by_script(browser: Browser, form: dict[str, object]) -> TestResponse:
    browser.get("/facts/P1")
    return browser.by_script("/facts/P1", form)


# --- the offer ---


def test_the_overview_offers_the_full_scan_with_its_length(app: Flask) -> None:
    browser = rated(app, P1=2)
    count = len(of(P1, 2, 3))
    page = browser.get("/review")
    assert t("facts.offer", count=count, minutes=math.ceil(count / 3)) in visible(page)
    assert 'href="/facts"' in page.text


def test_where_no_level_was_chosen_nothing_is_offered(app: Flask) -> None:
    page = manager(app).get("/review")
    assert t("facts.offer_title") not in page.text
    assert t("facts.begin") not in page.text


def test_the_overview_says_how_many_were_answered_once_none_is_left(app: Flask) -> None:
    browser = rated(app, P1=2)
    save(browser, alike(of(P1, 2, 3), yes=True))
    page = browser.get("/review")
    assert t("facts.all_done", count=len(of(P1, 2, 3))) in visible(page)
    assert t("facts.begin") not in page.text


# --- one after the other ---


def test_the_scan_begins_with_the_first_item_on_the_walk_that_has_a_level(app: Flask) -> None:
    assert path_of(rated(app, B4=1, P1=2).get("/facts")) == "/facts/P1"


def test_the_scan_goes_on_where_something_is_still_open(app: Flask) -> None:
    browser = rated(app, P1=2, P5=0)
    save(browser, alike(of(P1, 2, 3), yes=True))
    assert path_of(browser.get("/facts")) == "/facts/P5"


@pytest.mark.parametrize("address", ["/facts", "/facts/P1"])
def test_a_stranger_is_led_to_the_first_screen(app: Flask, address: str) -> None:
    assert Browser(app).get(address).status_code == 401


def test_without_open_facts_comes_the_overview(app: Flask) -> None:
    assert path_of(manager(app).get("/facts")) == "/review"


def test_an_item_shows_its_level_its_facts_and_what_to_look_for(app: Flask) -> None:
    page = rated(app, P1=2).get("/facts/P1")
    anchor = P1.wording.anchors[2]
    assert t("facts.chosen", level=2, text=anchor.text.ko) in visible(page)
    assert shown(page) == ids(of(P1, 2, 3))
    assert all(fact.text.ko in visible(page) for fact in of(P1, 2, 3))
    assert t("facts.threshold", percent=COVERAGE.threshold) in visible(page)
    assert anchor.look_for is not None
    assert anchor.look_for.ko in visible(page)


@pytest.mark.parametrize(("level", "levels"), [(0, (1,)), (1, (1, 2)), (4, (4, 5)), (5, (5,))])
def test_the_facts_of_the_level_and_of_the_next_are_asked(app: Flask, level: int, levels: tuple[int, ...]) -> None:
    assert shown(rated(app, P1=level).get("/facts/P1")) == ids(of(P1, *levels))


def test_a_subcontractor_is_asked_the_facts_of_its_own_wording(app: Flask) -> None:
    browser = manager(app, own_products="0")
    item = next(item for item in EDITION.items if item.variant is not None)
    assert item.variant is not None
    browser.answer(str(item.id), 1)
    facts = [fact for fact in item.variant.wording.facts if fact.level in (1, 2)]
    assert shown(browser.get(f"/facts/{item.id}")) == ids(facts)


def test_the_button_goes_on_to_the_next_item_with_facts_and_then_to_the_overview(app: Flask) -> None:
    browser = rated(app, P1=2, P5=0)
    assert path_of(save(browser, alike(of(P1, 2, 3), yes=True))) == "/facts/P5"
    assert path_of(save(browser, alike(of(EDITION.item("P5"), 1), yes=False), "P5")) == "/review"


def test_the_button_without_a_choice_leaves_the_facts_open_and_goes_on(app: Flask) -> None:
    browser = rated(app, P1=2, P5=0)
    sent = {field(fact): "" for fact in of(P1, 2, 3)}
    assert path_of(save(browser, sent)) == "/facts/P5"
    assert stored(browser) == {}
    assert path_of(browser.get("/facts")) == "/facts/P1"


# --- what is saved ---


@pytest.mark.parametrize(("word", "value"), [("yes", 100), ("no", 0), ("dk", Absence.DONT_KNOW)])
def test_yes_no_and_dont_know_are_kept_and_come_back(app: Flask, word: str, value: int | Absence) -> None:
    browser = rated(app, P1=2)
    plain = next(fact for fact in of(P1, 2) if not fact.is_coverage)
    save(browser, {field(plain): word})
    assert stored(browser) == {plain.id: [value]}
    assert filled(browser.get("/facts/P1"))[field(plain)] == [word]


@pytest.mark.parametrize(
    ("typed", "value"), [("0", 0), ("79", 79), ("80%", 80), (" 85 % ", 85), ("100", 100), ("007", 7)]
)
def test_a_percentage_is_kept_and_comes_back_as_a_number(app: Flask, typed: str, value: int) -> None:
    browser = rated(app, P1=2)
    save(browser, {field(COVERAGE): typed})
    assert stored(browser) == {COVERAGE.id: [value]}
    assert filled(browser.get("/facts/P1"))[field(COVERAGE)] == [str(value)]


def test_a_coverage_can_be_left_as_dont_know(app: Flask) -> None:
    browser = rated(app, P1=2)
    save(browser, {field(COVERAGE): "dk"})
    assert stored(browser) == {COVERAGE.id: [Absence.DONT_KNOW]}
    assert filled(browser.get("/facts/P1"))[field(COVERAGE)] == [""]


def test_a_changed_answer_replaces_the_first_and_both_are_kept(app: Flask) -> None:
    browser = rated(app, P1=2)
    for typed in ("10", "90", "90"):
        save(browser, {field(COVERAGE): typed})
    assert stored(browser) == {COVERAGE.id: [10, 90]}
    assert filled(browser.get("/facts/P1"))[field(COVERAGE)] == ["90"]


# --- what cannot be saved ---


@pytest.mark.parametrize("typed", ["most", "yes", "no", "8.5", "-5", "１０", "²", "1000", "<b>", "80%%"])
def test_what_is_no_percentage_stays_typed_and_is_named(app: Flask, typed: str) -> None:
    browser = rated(app, P1=2)
    page = save(browser, {field(COVERAGE): typed})
    assert page.status_code == 422
    assert filled(page)[field(COVERAGE)] == [typed]
    assert alerts(page) == [t("facts.not_a_percent", found=typed, fact=COVERAGE.text.ko)]
    assert stored(browser) == {}


@pytest.mark.parametrize("typed", ["101", "999", "101%"])
def test_more_than_a_hundred_percent_stays_typed_and_is_named(app: Flask, typed: str) -> None:
    browser = rated(app, P1=2)
    page = save(browser, {field(COVERAGE): typed})
    assert page.status_code == 422
    assert filled(page)[field(COVERAGE)] == [typed]
    (sentence,) = alerts(page)
    assert typed.removesuffix("%") in sentence
    assert stored(browser) == {}


def test_a_wrong_percentage_is_named_in_english_too(app: Flask) -> None:
    browser = manager(app, "en")
    browser.answer("P1", 2)
    page = save(browser, {field(COVERAGE): "most"})
    assert alerts(page) == [t("facts.not_a_percent", Language.EN, found="most", fact=COVERAGE.text.en)]


def test_beside_a_wrong_percentage_the_other_answers_are_kept(app: Flask) -> None:
    browser = rated(app, P1=2)
    sent = alike(of(P1, 2, 3), yes=True) | {field(COVERAGE): "most"}
    page = save(browser, sent)
    assert page.status_code == 422
    assert sorted(stored(browser)) == sorted(set(ids(of(P1, 2, 3))) - {str(COVERAGE.id)})
    assert filled(page)[field(COVERAGE)] == ["most"]


def test_beside_a_wrong_percentage_the_other_answers_stay_ticked(app: Flask) -> None:
    browser = rated(app, P1=2)
    page = save(browser, alike(of(P1, 2, 3), yes=True) | {field(COVERAGE): "most"})
    assert {tuple(filled(page).get(field(fact), ())) for fact in of(P1, 2, 3)} == {("yes",), ("most",)}


@pytest.mark.parametrize("word", ["maybe", "100", "YES"])
def test_a_word_that_the_page_does_not_offer_is_refused(app: Flask, word: str) -> None:
    browser = rated(app, P1=2)
    plain = next(fact for fact in of(P1, 2) if not fact.is_coverage)
    assert save(browser, {field(plain): word}).status_code == 422
    assert stored(browser) == {}


@pytest.mark.parametrize("name", ["fact-P1.9.z", "fact-P2.1.a", "fact-", "fact-P1"])
def test_a_field_that_the_item_does_not_have_is_refused(app: Flask, name: str) -> None:
    browser = rated(app, P1=2)
    assert save(browser, {name: "yes"}).status_code == 422
    assert stored(browser) == {}


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_item_that_does_not_exist_is_not_found(app: Flask, method: str) -> None:
    browser = rated(app, P1=2)
    browser.get("/facts/P1")
    page = browser.get("/facts/X9") if method == "get" else browser.post("/facts/X9", {"fact-X9.1.a": "yes"})
    assert page.status_code == 404
    assert t("error.404") in page.text


@pytest.mark.parametrize("choice", [None, "dk"])
def test_an_item_without_a_level_leads_back_to_its_question(app: Flask, choice: str | None) -> None:
    browser = manager(app)
    if choice:
        browser.answer("P1", choice)
    assert path_of(browser.get("/facts/P1")) == "/q/P1"


def test_a_form_without_its_token_saves_nothing(app: Flask) -> None:
    browser = rated(app, P1=2)
    assert browser.without_token("/facts/P1", {field(COVERAGE): "90"}).status_code == 400
    assert stored(browser) == {}


# --- going down ---


def test_a_level_that_fails_asks_the_level_below_until_one_holds(app: Flask) -> None:
    browser = rated(app, P1=3, P5=0)
    page = save(browser, alike(of(P1, 3, 4), yes=False))
    assert (path_of(page), shown(page)) == ("/facts/P1", ids(of(P1, 2, 3, 4)))
    page = save(browser, alike(of(P1, 2, 3, 4), yes=False))
    assert (path_of(page), shown(page)) == ("/facts/P1", ids(of(P1, 1, 2, 3, 4)))
    assert path_of(save(browser, alike(of(P1, 1), yes=True))) == "/facts/P5"


def test_a_level_that_holds_asks_nothing_more(app: Flask) -> None:
    browser = rated(app, P1=3, P5=0)
    sent = alike(of(P1, 3), yes=True) | alike(of(P1, 4), yes=False)
    assert path_of(save(browser, sent)) == "/facts/P5"


def test_facts_of_the_level_below_that_are_left_open_on_purpose_keep_nobody(app: Flask) -> None:
    browser = rated(app, P1=3, P5=0)
    save(browser, alike(of(P1, 3, 4), yes=False))
    sent = alike(of(P1, 3, 4), yes=False) | {field(fact): "" for fact in of(P1, 2)}
    assert path_of(save(browser, sent)) == "/facts/P5"


def test_the_results_count_what_the_facts_carry(app: Flask) -> None:
    browser = manager(app)
    browser.answer_all(3)
    before = browser.get("/results").text
    facts = {str(fact.id): fact for item in EDITION.items for fact in item.facts}
    page = browser.get("/facts")
    while path_of(page).startswith("/facts/"):
        here = path_of(page)
        for level in (True, False):
            asked = [facts[fact] for fact in shown(page) if (facts[fact].level == 1) is level]
            browser.by_script(here, alike(asked, yes=level))
        page = browser.get("/facts")
    assert path_of(page) == "/review"
    after = browser.get("/results")
    assert after.status_code == 200
    assert after.text != before


# --- by script ---


def test_a_script_hears_that_an_answer_was_saved(app: Flask) -> None:
    browser = rated(app, P1=2)
    saved = by_script(browser, {field(COVERAGE): "85"})
    assert (saved.status_code, saved.mimetype) == (200, "application/json")
    assert saved.json is not None
    assert saved.json["text"] == t("question.saved")
    assert stored(browser) == {COVERAGE.id: [85]}


def test_a_script_hears_what_is_wrong(app: Flask) -> None:
    browser = rated(app, P1=2)
    saved = by_script(browser, {field(COVERAGE): "most"})
    assert saved.status_code == 422
    assert saved.json == {"problems": [t("facts.not_a_percent", found="most", fact=COVERAGE.text.ko)]}


def test_a_script_that_sends_the_whole_form_again_stores_only_what_is_new(app: Flask) -> None:
    browser = rated(app, P1=2)
    plain = next(fact for fact in of(P1, 2) if not fact.is_coverage)
    by_script(browser, {field(COVERAGE): "85"})
    by_script(browser, {field(COVERAGE): "85", field(plain): "yes"})
    assert stored(browser) == {COVERAGE.id: [85], plain.id: [100]}


# --- a visit ---


def test_a_consultant_checks_the_facts_of_what_the_company_chose(app: Flask) -> None:
    company = rated(app, P1=2)
    save(company, alike(of(P1, 2, 3), yes=True))
    visit = consultant(app, company.code)
    page = save(visit, alike(of(P1, 2), yes=False))
    assert page.status_code == 200
    assert stored(company)[str(COVERAGE.id)] == [100, 0]
    assert filled(company.get("/facts/P1"))[field(COVERAGE)] == ["0"]


def test_every_item_opens_in_both_languages(app: Flask) -> None:
    browser = manager(app, "en")
    browser.answer_all(2)
    for item in item_ids(app):
        page = browser.get(f"/facts/{item}")
        assert (page.status_code, path_of(page)) == (200, f"/facts/{item}")
        assert re.findall(r"[가-힣]+", page.text) == ["한국어"], item
    browser.get("/language/ko")
    assert {browser.get(f"/facts/{item}").status_code for item in item_ids(app)} == {200}
