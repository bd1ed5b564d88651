"""The edition to read, and invented plants to practise on: open to everybody, in one language at a time."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from assessment.instrument.edition import Vignette
from assessment.language_checks import texts_of
from assessment.terms import Language
from presentation.wording import say
from tests.webclient import CONTENT, Browser, alerts, filled, installation, manager, path_of, visible

EDITION = CONTENT.load_questionnaire("readiness", "2026.1")
PREVIEW = "/editions/readiness/2026.1"
PLANT = EDITION.vignettes[0]
ADDRESS = "/practice/vig-process-1"
RIGHT = {str(expected.item): str(expected.level) for expected in PLANT.levels}
LANGUAGES = tuple(Language)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """One installation; nothing of this file is stored in it."""
    return installation(tmp_path_factory.mktemp("web"))


def t(key: str, language: Language = Language.KO, **params: object) -> str:
    return say(language, key, **params)


def words(text: str) -> str:
    """A text of the content as `visible` shows it."""
    return re.sub(r"\s+", " ", text).strip()


def compare(browser: Browser, rated: dict[str, str], vignette: Vignette = PLANT) -> str:
    browser.get(f"/practice/{vignette.id}")
    page = browser.post(f"/practice/{vignette.id}", dict(rated))
    assert page.status_code == 200
    return visible(page)


# --- the edition ---


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_edition_shows_every_item_with_all_its_texts(app: Flask, language: Language) -> None:
    page = Browser(app, language.value).get(PREVIEW)
    text = visible(page)
    assert page.status_code == 200
    assert words(EDITION.title.in_(language)) in text
    for item in EDITION.items:
        assert f'id="{item.id}"' in page.text
        missing = [where for where, said in texts_of(item, str(item.id)) if words(said.in_(language)) not in text]
        assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_edition_shows_every_fact_once(app: Flask, language: Language) -> None:
    entries = re.findall(r"<li>(.*?)</li>", Browser(app, language.value).get(PREVIEW).text, re.DOTALL)
    assert len(entries) == sum(len(item.facts) for item in EDITION.items)
    coverages = sum(fact.is_coverage for item in EDITION.items for fact in item.facts)
    assert sum("≥ 80%" in entry for entry in entries) == coverages > 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_edition_shows_every_example_of_a_kind_of_plant(app: Flask, language: Language) -> None:
    text = visible(Browser(app, language.value).get(PREVIEW))
    examples = [example for family in EDITION.families for example in family.examples]
    assert examples
    assert [e.text for e in examples if words(e.text.in_(language)) not in text] == []


def test_the_english_edition_has_no_korean(app: Flask) -> None:
    text = Browser(app, "en").get(PREVIEW).text
    assert re.findall(r"[가-힣]+", text) == ["한국어"]


def test_the_korean_edition_has_no_english_sentence(app: Flask) -> None:
    text = visible(Browser(app, "ko").get(PREVIEW))
    said = [said for item in EDITION.items for _, said in texts_of(item, "")]
    assert [s.en for s in said if s.en != s.ko and len(s.en.split()) > 2 and words(s.en) in text] == []


def test_the_edition_can_be_read_in_the_middle_of_an_assessment(app: Flask) -> None:
    assert manager(app).get(PREVIEW).status_code == 200


@pytest.mark.parametrize(
    "address",
    ["readiness/2099.1", "readiness/2026", "nothing/2026.1", "readiness/..", "readiness/%00", "readiness/2026.1/x"],
)
def test_an_edition_that_does_not_exist_is_not_found(app: Flask, address: str) -> None:
    page = Browser(app).get(f"/editions/{address}")
    assert page.status_code == 404
    assert t("error.404") in page.text


# --- practice ---


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_leads_to_every_plant_and_to_the_edition(app: Flask, language: Language) -> None:
    page = Browser(app, language.value).get("/practice")
    assert page.status_code == 200
    assert t("practice.title", language) in visible(page)
    for vignette in EDITION.vignettes:
        assert f'href="/practice/{vignette.id}"' in page.text
    assert f'href="{PREVIEW}"' in page.text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("vignette", EDITION.vignettes, ids=lambda vignette: vignette.id)
def test_a_plant_shows_its_text_and_its_items_and_not_the_answer(
    app: Flask, vignette: Vignette, language: Language
) -> None:
    page = Browser(app, language.value).get(f"/practice/{vignette.id}")
    text = visible(page)
    assert page.status_code == 200
    assert words(vignette.text.in_(language)) in text
    assert [e.item for e in vignette.levels if f'name="{e.item}"' not in page.text] == []
    assert [e.item for e in vignette.levels if words(e.text.in_(language)) in text] == []
    assert {value for name in RIGHT for value in filled(page).get(name, [])} == set()


@pytest.mark.parametrize("address", ["/practice", ADDRESS])
def test_practice_in_english_has_no_korean(app: Flask, address: str) -> None:
    assert re.findall(r"[가-힣]+", Browser(app, "en").get(address).text) == ["한국어"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rating_is_shown_beside_the_expected_level_with_its_reason(app: Flask, language: Language) -> None:
    text = compare(Browser(app, language.value), RIGHT)
    assert t("practice.alike", language) in text
    for expected in PLANT.levels:
        sentence = t("practice.expected", language, level=expected.level, reason=words(expected.text.in_(language)))
        assert sentence in text


def shifted(by: int) -> dict[str, str]:
    return {item: str(min(5, max(0, int(level) + by))) for item, level in RIGHT.items()}


def test_who_rates_higher_than_the_anchors_is_told_by_how_much(app: Flask) -> None:
    assert t("practice.milder", levels="1.0") in compare(Browser(app), shifted(1))


def test_who_rates_lower_than_the_anchors_is_told_by_how_much(app: Flask) -> None:
    # Four of the five can be rated one lower; one stands at 0 already.
    assert t("practice.stricter", levels="0.8") in compare(Browser(app), shifted(-1))


def test_what_was_rated_stays_chosen_and_only_that_is_compared(app: Flask) -> None:
    browser = Browser(app)
    browser.get(ADDRESS)
    page = browser.post(ADDRESS, {"P1": "4", "P2": ""})
    first, *others = PLANT.levels
    assert filled(page)["P1"] == ["4"]
    assert words(first.text.ko) in visible(page)
    assert [e.item for e in others if words(e.text.ko) in visible(page)] == []


@pytest.mark.parametrize("rated", [{}, {"P1": ""}, {"P1": "9"}, {"P1": "-1"}, {"P1": "²"}, {"E1": "3"}, {"X9": "3"}])
def test_where_nothing_of_the_plant_was_chosen_that_is_said(app: Flask, rated: dict[str, str]) -> None:
    browser = Browser(app)
    browser.get(ADDRESS)
    page = browser.post(ADDRESS, dict(rated))
    assert page.status_code == 200
    assert alerts(page) == [t("practice.nothing")]


def test_nothing_of_a_practice_is_kept(app: Flask) -> None:
    browser = Browser(app)
    compare(browser, RIGHT)
    assert t("practice.alike") not in visible(browser.get(ADDRESS))


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("vignette", ["vig-none", "P1", "vig-process-1.", "%00"])
def test_a_plant_that_does_not_exist_is_not_found(app: Flask, vignette: str, method: str) -> None:
    browser = Browser(app)
    browser.get(ADDRESS)
    page = getattr(browser, method)(f"/practice/{vignette}")
    assert page.status_code == 404
    assert t("error.404") in page.text


def test_the_way_back_from_a_plant_is_the_list(app: Flask) -> None:
    browser = Browser(app)
    assert 'href="/practice"' in browser.get(ADDRESS).text
    assert path_of(browser.get("/practice")) == "/practice"
