"""Answers through the web: by button and by script, from two devices, set aside, and what cannot be an answer."""

from __future__ import annotations

import pytest
from flask import Flask

from assessment.instrument.edition import ItemId, Questionnaire
from assessment.terms import Language, Problem
from presentation.wording import problem_text, say
from tests.webclient import Browser, alerts, filled, installation, item_ids, manager, path_of, tools_of, visible

MAY_BE_SET_ASIDE = {"D3", "D5"}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """One installation for the companies of this file; each test has companies and browsers of its own."""
    return installation(tmp_path_factory.mktemp("web"))


def name_of(questionnaire: Questionnaire, item: str) -> str:
    return questionnaire.item(ItemId(item)).name.ko


def two_devices(app: Flask) -> tuple[Browser, Browser]:
    """The same company on a telephone and on the office computer."""
    phone = manager(app)
    office = Browser(phone.app)
    office.get("/")
    office.resume(phone.code)
    return phone, office


def test_the_button_saves_and_goes_on_to_the_next_question(app: Flask) -> None:
    browser = manager(app)
    first, second, *_ = item_ids(browser.app)
    assert path_of(browser.answer(first, 3)) == f"/q/{second}"
    assert browser.chosen(first) == ["3"]


def test_the_button_without_a_choice_leaves_the_question_open(app: Flask) -> None:
    browser = manager(app)
    first, second, *_ = item_ids(browser.app)
    browser.get(f"/q/{first}")
    assert path_of(browser.post(f"/q/{first}", {"version": "0"})) == f"/q/{second}"
    assert browser.chosen(first) == []


def test_a_note_without_a_choice_is_not_lost(app: Flask) -> None:
    browser = manager(app)
    browser.get("/q/P1")
    page = browser.post("/q/P1", {"version": "0", "note": "물어볼 것"})
    assert page.status_code == 422
    assert alerts(page) == [say(Language.KO, "question.nothing_chosen")]
    assert filled(page)["note"] == ["물어볼 것"]
    assert say(Language.KO, "question.saved") not in page.text


def test_a_script_hears_the_new_version_and_a_word(app: Flask) -> None:
    browser = manager(app)
    browser.get("/q/P1")
    saved = browser.by_script("/q/P1", {"choice": "2", "version": "0"})
    assert saved.status_code == 200
    assert saved.json == {"version": 1, "text": say(Language.KO, "question.saved")}
    assert browser.chosen("P1") == ["2"]


def test_a_script_without_a_choice_hears_that_nothing_was_chosen(app: Flask) -> None:
    browser = manager(app)
    browser.get("/q/P1")
    saved = browser.by_script("/q/P1", {"version": "0"})
    assert saved.status_code == 422
    assert saved.json == {"problems": [say(Language.KO, "question.nothing_chosen")]}


def test_a_double_click_counts_once(app: Flask) -> None:
    browser = manager(app)
    browser.get("/q/P1")
    versions = [browser.by_script("/q/P1", {"choice": "2", "version": "0"}).json for _ in range(2)]
    assert [saved["version"] for saved in versions if saved] == [1, 1]
    assert len(tools_of(browser.app).assessments.events(browser.assessment())) == 1


def test_a_changed_answer_replaces_the_first_and_both_are_kept(app: Flask) -> None:
    browser = manager(app)
    browser.answer("P1", 2)
    browser.answer("P1", 3)
    events = tools_of(browser.app).assessments.events(browser.assessment(), "P1")
    assert browser.chosen("P1") == ["3"]
    assert [event.value for event in events] == [2, 3]


def test_note_and_evidence_come_back_with_the_answer(app: Flask) -> None:
    browser = manager(app)
    browser.answer("P1", 2, note="태블릿 다섯 대\r\n봄부터", evidence="documented")
    shown = filled(browser.get("/q/P1"))
    assert shown["note"][0].splitlines() == ["태블릿 다섯 대", "봄부터"]
    assert shown["evidence"] == ["documented"]


def test_a_manager_cannot_claim_what_only_a_visit_can_confirm(app: Flask) -> None:
    browser = manager(app)
    page = browser.answer("P1", 2, evidence="measured")
    assert page.status_code == 422
    assert browser.chosen("P1") == []


def test_after_the_last_question_comes_the_page_of_ai_uses_and_then_the_overview(app: Flask) -> None:
    browser = manager(app)
    browser.answer_all()
    assert path_of(browser.answer(item_ids(browser.app)[-1], 2)) == "/ai-uses"
    browser.post("/ai-uses", {"ai-vision": "none"})
    assert path_of(browser.get("/q")) == "/review"


def test_the_last_button_leads_back_to_what_was_left_open(app: Flask) -> None:
    browser = manager(app)
    first, *_, last = item_ids(browser.app)
    assert path_of(browser.answer(last, 1)) == f"/q/{first}"


def test_every_question_can_be_left_as_dont_know(app: Flask) -> None:
    browser = manager(app)
    browser.get("/q/P1")
    saved = [browser.by_script(f"/q/{i}", {"choice": "dk", "version": "0"}).status_code for i in item_ids(browser.app)]
    assert saved == [200] * 24
    assert say(Language.KO, "review.dont_know", count=24) in browser.get("/review").text


# --- not applicable --------------------------------------------------------------------------------------------------


def test_not_applicable_is_offered_only_where_the_item_allows_it(app: Flask) -> None:
    browser = manager(app, own_products="0")
    offered = {i for i in item_ids(browser.app) if 'value="na"' in browser.get(f"/q/{i}").text}
    assert offered == MAY_BE_SET_ASIDE


def test_not_applicable_is_offered_nowhere_to_a_company_with_products_of_its_own(app: Flask) -> None:
    browser = manager(app, own_products="1-49")
    assert [i for i in item_ids(browser.app) if 'value="na"' in browser.get(f"/q/{i}").text] == []


def test_setting_aside_with_a_reason_is_kept(app: Flask) -> None:
    browser = manager(app, own_products="0")
    browser.answer("D3", "na", reason="도면은 고객의 것")
    shown = filled(browser.get("/q/D3"))
    assert shown["choice"] == ["na"]
    assert shown["reason"] == ["도면은 고객의 것"]


@pytest.mark.parametrize("own_products", ["0", "100"])
def test_not_applicable_is_refused_where_it_is_not_allowed(
    app: Flask, questionnaire: Questionnaire, own_products: str
) -> None:
    browser = manager(app, own_products=own_products)
    page = browser.answer("P1", "na", reason="우리 일이 아님")
    problem = Problem.of("not_applicable_not_allowed", "answers.P1")
    assert page.status_code == 422
    assert alerts(page) == [problem_text(problem, Language.KO, item=name_of(questionnaire, "P1"))]
    assert browser.chosen("P1") == []


@pytest.mark.parametrize("reason", ["", "  ", "\t\r\n"])
def test_not_applicable_without_a_reason_is_refused(app: Flask, questionnaire: Questionnaire, reason: str) -> None:
    browser = manager(app, own_products="0")
    page = browser.answer("D3", "na", reason=reason)
    problem = Problem.of("reason_missing", "answers.D3")
    assert page.status_code == 422
    assert alerts(page) == [problem_text(problem, Language.KO, item=name_of(questionnaire, "D3"))]


def test_a_script_hears_the_same_sentence(app: Flask, questionnaire: Questionnaire) -> None:
    browser = manager(app, own_products="0")
    browser.get("/q/D3")
    saved = browser.by_script("/q/D3", {"choice": "na", "reason": "", "version": "0"})
    problem = Problem.of("reason_missing", "answers.D3")
    assert saved.status_code == 422
    assert saved.json == {"problems": [problem_text(problem, Language.KO, item=name_of(questionnaire, "D3"))]}


def test_a_refused_answer_keeps_the_note_that_came_with_it(app: Flask) -> None:
    browser = manager(app, own_products="0")
    page = browser.answer("D3", "na", reason="", note="고객이 번호를 매긴다")
    shown = filled(page)
    assert shown["note"] == ["고객이 번호를 매긴다"]
    assert shown["choice"] == ["na"]


def test_an_item_set_aside_opens_again_when_the_company_gets_products_of_its_own(app: Flask) -> None:
    browser = manager(app, own_products="0")
    browser.answer_all()
    browser.answer("D3", "na", reason="도면은 고객의 것")
    browser.get("/company")
    browser.describe(own_products="100")
    assert path_of(browser.get("/q")) == "/q/D3"


# --- two devices -----------------------------------------------------------------------------------------------------


def test_a_second_device_sees_both_answers_and_overwrites_nothing(app: Flask, questionnaire: Questionnaire) -> None:
    phone, office = two_devices(app)
    office.get("/q/P1")
    phone.answer("P1", 3)
    page = office.post("/q/P1", {"choice": "1", "version": "0"})
    anchors = questionnaire.item(ItemId("P1")).wording.anchors
    assert page.status_code == 409
    text = visible(page)
    assert f"{say(Language.KO, 'question.conflict_theirs')} {anchors[3].text.ko}" in text
    assert f"{say(Language.KO, 'question.conflict_mine')} {anchors[1].text.ko}" in text
    assert phone.chosen("P1") == ["3"]


def test_a_conflict_with_an_absence_is_said_in_words(app: Flask) -> None:
    phone, office = two_devices(app)
    office.get("/q/P1")
    phone.answer("P1", "dk")
    page = office.post("/q/P1", {"choice": "1", "version": "0"})
    assert f"{say(Language.KO, 'question.conflict_theirs')} {say(Language.KO, 'absence.dont_know')}" in visible(page)


def test_a_conflict_keeps_the_note_that_was_typed(app: Flask) -> None:
    phone, office = two_devices(app)
    office.get("/q/P1")
    phone.answer("P1", 3)
    page = office.post("/q/P1", {"choice": "1", "version": "0", "note": "사무실에서 본 것"})
    assert filled(page)["note"] == ["사무실에서 본 것"]


def test_choosing_again_after_a_conflict_settles_it(app: Flask) -> None:
    phone, office = two_devices(app)
    office.get("/q/P1")
    phone.answer("P1", 3)
    version = filled(office.post("/q/P1", {"choice": "1", "version": "0"}))["version"][0]
    office.post("/q/P1", {"choice": "1", "version": version})
    assert phone.chosen("P1") == ["1"]
    events = tools_of(phone.app).assessments.events(phone.assessment(), "P1")
    assert [event.value for event in events] == [3, 1]


def test_a_script_on_the_second_device_hears_of_the_conflict(app: Flask) -> None:
    phone, office = two_devices(app)
    office.get("/q/P1")
    phone.answer("P1", 3)
    saved = office.by_script("/q/P1", {"choice": "1", "version": "0"})
    assert (saved.status_code, saved.json) == (409, {"conflict": True})


def test_the_same_answer_from_two_devices_is_no_conflict(app: Flask) -> None:
    phone, office = two_devices(app)
    office.get("/q/P1")
    phone.answer("P1", 3)
    assert office.by_script("/q/P1", {"choice": "3", "version": "0"}).status_code == 200


# --- what cannot be an answer ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("choice", ["6", "99", "-1", "²", "٣", "3.0", " 3", "0x1", "9" * 5000, "NA", "not_applicable"])
@pytest.mark.parametrize("way", ["button", "script"])
def test_what_is_no_answer_is_refused_and_not_stored(app: Flask, choice: str, way: str) -> None:
    browser = manager(app)
    browser.get("/q/P1")
    send = browser.post if way == "button" else browser.by_script
    assert send("/q/P1", {"choice": choice, "version": "0"}).status_code == 422
    assert browser.chosen("P1") == []


@pytest.mark.parametrize("version", ["", "-1", "²", "x", "9" * 5000, "7"])
def test_a_strange_version_does_no_harm(app: Flask, version: str) -> None:
    browser = manager(app)
    browser.get("/q/P1")
    assert browser.by_script("/q/P1", {"choice": "2", "version": version}).status_code == 200
    assert browser.chosen("P1") == ["2"]


@pytest.mark.parametrize("item", ["X9", "p1", "P1.3.a", "P1%00", "P1 "])
def test_an_unknown_question_takes_no_answer(app: Flask, item: str) -> None:
    browser = manager(app)
    browser.get("/q/P1")
    assert browser.post(f"/q/{item}", {"choice": "2", "version": "0"}).status_code == 404
    assert tools_of(browser.app).assessments.events(browser.assessment()) == ()


def test_an_unknown_class_of_evidence_counts_as_claimed(app: Flask) -> None:
    browser = manager(app)
    browser.answer("P1", 2, evidence="sworn")
    assert [e.evidence.value for e in tools_of(browser.app).assessments.events(browser.assessment())] == ["claimed"]


def test_a_company_deleted_on_another_device_takes_no_answers(app: Flask) -> None:
    phone, office = two_devices(app)
    office.get("/q/P1")
    phone.get("/delete")
    phone.post("/delete")
    assert office.post("/q/P1", {"choice": "2", "version": "0"}).status_code == 404
    assert office.get("/").status_code == 200
