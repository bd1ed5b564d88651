"""The desk of campaigns in a browser: letters that come once, codes that open, figures that name nobody."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.webclient import Browser, alerts, association, consultants_address, installation, manager, text_of, visible

DESK = "/association/campaigns"


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return installation(tmp_path)


def begun(app: Flask, language: str = "ko") -> tuple[Browser, str]:
    """The association with a new campaign, and the address of that."""
    desk = association(app, language)
    desk.get(DESK)
    page = desk.post(DESK, {"name": "봄 초대", "begins": "2026-11-23", "ends": "2026-12-31"})
    assert page.status_code == 200, page.text
    return desk, page.request.path


def made(desk: Browser, address: str, count: int, **more: str) -> dict[str, bytes]:
    """The files of new letters."""
    answer = desk.post(f"{address}/codes", {"segment": "경남 금속", "count": str(count), **more})
    assert (answer.status_code, answer.mimetype) == (200, "application/zip"), visible(answer)
    assert answer.headers["Cache-Control"] == "no-store"
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def codes_in(workbook: bytes) -> list[str]:
    rows = openpyxl.load_workbook(io.BytesIO(workbook)).active.iter_rows(min_row=5, values_only=True)
    return [str(row[2]) for row in rows]


def figures(page: TestResponse) -> str:
    return visible(page).partition("모든 문항에 답함 ")[2].partition(" 편지 만들기")[0]


def test_letters_and_table_hold_the_same_codes_and_these_open(app: Flask) -> None:
    desk, address = begun(app)
    files = made(desk, address, 2)
    codes = codes_in(files["codes.xlsx"])
    text = text_of(files["letters.pdf"])
    assert len(set(codes)) == 2
    assert [text.count(code) for code in codes] == [1, 1]
    assert len(pypdfium2.PdfDocument(files["letters.pdf"])) == 2
    company = Browser(app)
    company.get("/")
    assert company.post("/resume", {"code": codes[0]}).status_code == 200


def test_codes_are_on_no_page_and_in_no_file_afterwards(app: Flask, tmp_path: Path) -> None:
    desk, address = begun(app)
    code = codes_in(made(desk, address, 1)["codes.xlsx"])[0]
    secret = code.replace("-", "")[5:]
    assert code not in desk.get(address).text
    for file in tmp_path.rglob("*"):
        if file.is_file():
            assert secret.encode() not in file.read_bytes(), file
            assert code.encode() not in file.read_bytes(), file


def test_the_page_shows_letters_and_withholds_few_answers(app: Flask) -> None:
    desk, address = begun(app)
    files = made(desk, address, 15)
    codes = codes_in(files["codes.xlsx"])
    assert figures(desk.get(address)) == "경남 금속 15 비공개 비공개 전체 15 비공개 비공개"
    for place, code in enumerate(codes[:12]):
        company = Browser(app)
        company.get("/")
        company.post("/resume", {"code": code})
        company.by_script("/q/P1", {"choice": "1", "version": "0"})
        if place == 8:
            assert "이상" not in figures(desk.get(address))
    assert figures(desk.get(address)) == "경남 금속 15 10곳 이상 비공개 전체 15 10곳 이상 비공개"


def test_the_consultant_stands_in_the_letter_and_finds_the_firms(app: Flask) -> None:
    address_of_consultant = consultants_address(app, "김상담")
    desk, address = begun(app)
    page = desk.get(address)
    link = page.text.partition("김상담</option>")[0].rpartition('value="')[2].partition('"')[0]
    files = made(desk, address, 2, consultant=link)
    assert "컨설턴트 김상담 님이 처음부터 귀사의 답을 함께 볼 수 있습니다." in text_of(files["letters.pdf"])
    visit = Browser(app)
    assert visit.get(address_of_consultant).text.count("0 / 24") == 2


def test_problems_are_said_beside_their_fields_in_both_languages(app: Flask) -> None:
    for language, words in (("ko", "1부터 50까지의 수를 적으십시오."), ("en", "Give a number from 1 to 50.")):
        desk = association(app, language)
        desk.get(DESK)
        address = desk.post(DESK, {"name": f"name {language}"}).request.path
        answer = desk.post(f"{address}/codes", {"segment": "s", "count": "51"})
        assert (answer.status_code, alerts(answer)) == (422, [words])
        wrong = desk.post(DESK, {"name": "", "begins": "2026-12-31", "ends": "2026-01-01"})
        assert (wrong.status_code, len(alerts(wrong))) == (422, 2)


def test_nobody_else_comes_near(app: Flask) -> None:
    _, address = begun(app)
    browser = manager(app)
    for asked in (DESK, address):
        assert browser.get(asked).status_code == 403
    assert browser.post(f"{address}/codes", {"segment": "s", "count": "1"}).status_code == 403


def test_a_campaign_that_is_not_there_is_not_found(app: Flask) -> None:
    assert association(app).get(f"{DESK}/none").status_code == 404
