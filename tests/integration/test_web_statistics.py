"""Statistics on the page of sharing: what is said before consent, consent, withdrawal, and deletion beside it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from assessment.disclosure.values import AnonymousScore
from tests.webclient import Browser, alerts, consultant, installation, manager, tools_of, visible

YEAR = str(datetime.now(UTC).year)


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return installation(tmp_path)


def pooled(app: Flask) -> tuple[AnonymousScore, ...]:
    return tools_of(app).pool.snapshot(YEAR)


def answered(app: Flask, language: str = "ko") -> Browser:
    browser = manager(app, language, name="가람정밀")
    browser.answer_all(1)
    browser.get("/sharing")
    return browser


def test_before_consent_the_page_says_what_it_means_in_both_languages(app: Flask) -> None:
    for language, words in (
        ("ko", ("두 데이터베이스를 모두 가진 운영자", "번호를 잃으면 거둘 수 없습니다", "회사 이름, 사업자등록번호")),
        (
            "en",
            (
                "An operator who holds both databases",
                "Without the code you cannot take them back",
                "the business number",
            ),
        ),
    ):
        page = manager(app, language).get("/sharing")
        assert [word for word in words if word not in visible(page)] == []
        assert 'href="/delete"' in page.text
    assert pooled(app) == ()


def test_consent_puts_one_row_and_again_replaces_it(app: Flask) -> None:
    browser = answered(app)
    page = browser.post("/sharing/statistics")
    assert f"지금 통계에 들어 있는 해: {YEAR}" in visible(page)
    browser.by_script("/q/P1", {"choice": "3", "version": "1"})
    browser.get("/sharing")
    browser.post("/sharing/statistics")
    assert [score.levels["P1"] for score in pooled(app)] == [3]


def test_taking_it_back_leaves_nothing(app: Flask) -> None:
    browser = answered(app)
    browser.post("/sharing/statistics")
    page = browser.post("/sharing/statistics/leave")
    assert "지금 통계에 들어 있는 해" not in visible(page)
    assert pooled(app) == ()


def test_too_few_answers_are_said_on_the_page(app: Flask) -> None:
    browser = manager(app)
    browser.get("/sharing")
    page = browser.post("/sharing/statistics")
    assert page.status_code == 422
    assert alerts(page) == ["아직 점수가 나온 영역이 없습니다. 한 영역에서 세 문항 이상 답한 뒤에 동의하십시오."]


def test_a_consultant_cannot_consent(app: Flask) -> None:
    firm = answered(app)
    visit = consultant(app, firm.code)
    visit.get("/review")
    assert visit.post("/sharing/statistics").status_code == 403
    assert pooled(app) == ()


@pytest.mark.parametrize("kept", [False, True])
def test_deletion_asks_for_the_rows_and_does_what_was_chosen(app: Flask, *, kept: bool) -> None:
    browser = answered(app)
    browser.post("/sharing/statistics")
    page = browser.get("/delete")
    assert "나중에 거둘 수 없고" in visible(page)
    assert not re.search(r'name="keep_statistics"[^>]*checked', page.text)
    browser.post("/delete", {"keep_statistics": "yes"} if kept else {})
    assert len(pooled(app)) == kept
    assert tools_of(app).assessments.count() == 0


def test_deletion_does_not_speak_of_rows_where_there_are_none(app: Flask) -> None:
    assert "keep_statistics" not in answered(app).get("/delete").text
