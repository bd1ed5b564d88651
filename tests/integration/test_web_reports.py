"""From the results page to the PDF: asked for, built, fetched, refused in a sentence, and gone after deletion."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from pathlib import Path

import pytest
from flask import Flask
from pypdf import PdfReader

from assessment.terms import Language
from presentation.wording import say
from tests.webclient import (
    Browser,
    alerts,
    consultant,
    consultants_address,
    installation,
    manager,
    path_of,
    printed_report,
    report_of,
    text_of,
    tools_of,
    visible,
)

KEPT_AFTER_DELETION = {"alembic_version", "link", "attempt", "sqlite_sequence"}
OF_THE_SEARCH = "supplier_search"
"""The index of the register keeps tables of its own; no company is in it."""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """One installation for the companies of this file; each test has companies and browsers of its own."""
    return installation(tmp_path_factory.mktemp("web"))


def test_the_whole_diagnosis_can_be_taken_away_and_checked(app: Flask) -> None:
    browser = manager(app)
    browser.answer_all()
    page = browser.get("/results")
    assert 'href="/results/diagnosis.json"' in page.text
    file = browser.client.get("/results/diagnosis.json")
    assert file.headers["Content-Disposition"] == 'attachment; filename="kkweda-diagnosis.json"'
    document = json.loads(file.data)
    assert document["format"] == "kkweda/diagnosis/1"
    assert document["instance"]["candidates"]


@pytest.mark.pdf
def test_a_company_comes_to_its_pdf(app: Flask) -> None:
    browser = manager(app, name="가나정밀(주) <東洋> & 'A|B'")
    browser.answer_all()
    browser.answer("P1", 2, note="</p><h1>{{ 7*7 }}</h1> %(name)s &lt;")
    browser.get("/results")
    page = browser.ask_for_report()
    report = report_of(page)
    assert say(Language.KO, "wait.done") in page.text
    pdf = browser.client.get(f"/report/{report}/roadmap.pdf")
    assert pdf.headers["Content-Disposition"] == 'inline; filename="kkweda-roadmap.pdf"'
    assert len(PdfReader(io.BytesIO(pdf.data)).pages) >= 10
    text = text_of(pdf.data)
    for name, kind in (("hwpx", "application/hwp+zip"), ("xlsx", "application/vnd.openxmlformats-")):
        assert f'href="/report/{report}/roadmap.{name}"' in page.text
        file = browser.client.get(f"/report/{report}/roadmap.{name}")
        assert file.mimetype.startswith(kind)
        assert file.headers["Content-Disposition"] == f'attachment; filename="kkweda-roadmap.{name}"'
        assert zipfile.is_zipfile(io.BytesIO(file.data))
    assert "가나정밀(주) <東洋> & 'A|B'" in text
    assert "</p><h1>{{ 7*7 }}</h1> %(name)s &lt;" in text
    assert f"/report/{report}" in browser.get("/results").text


@pytest.mark.pdf
def test_the_opinion_of_a_consultant_is_printed_under_the_name_of_the_link(app: Flask) -> None:
    company = manager(app, "en", name="Sample Moulding")
    company.answer_all(2)
    visit = consultant(company.app, company.code, name="Kim of Gimhae")
    long = "The tablet is used on five of eight machines. " * 85
    opinion = {
        "visited_on": "2026-11-20",
        "strength-process": "Settings are recorded.",
        "weakness-service": "Claims stay on paper.",
        "overall": f"First paragraph.\r\n\r\n{long[:3900]}\r\nLast words.",
    }
    visit.get("/opinion")
    assert path_of(visit.post("/opinion", opinion)) == "/review"
    company.get("/results")
    report = report_of(company.ask_for_report())
    text = text_of(company.client.get(f"/report/{report}/roadmap.pdf").data)
    for words in (
        "Kim of Gimhae",
        "Settings are recorded.",
        "Claims stay on paper.",
        "First paragraph.",
        "Last words.",
    ):
        assert words in text, words


@pytest.mark.parametrize("language", Language)
def test_a_name_that_the_font_cannot_draw_is_said_by_its_character(app: Flask, language: Language) -> None:
    browser = manager(app, language.value, name="가나🏭정밀")
    browser.get("/results")
    page = browser.ask_for_report()
    assert say(language, "wait.failed") in page.text
    [sentence] = alerts(page)
    head, tail = say(language, "problem.missing_glyph", characters="@").split("@")
    assert sentence.startswith(f"{head}‘🏭’ (")
    assert "가나🏭정밀" in sentence
    assert sentence.endswith(tail)


def test_a_bar_in_a_name_does_not_cut_the_sentence(app: Flask) -> None:
    browser = manager(app, name="가|나=🏭|정밀")
    browser.get("/results")
    [sentence] = alerts(browser.ask_for_report())
    assert sentence.endswith(say(Language.KO, "problem.missing_glyph", characters="@").split("@")[1])
    assert "가¦나=🏭¦정밀" in sentence


def test_after_the_name_is_mended_the_results_lead_to_a_new_report(app: Flask) -> None:
    browser = manager(app, name="가나🏭정밀")
    browser.get("/results")
    failed = report_of(browser.ask_for_report())
    assert f"/report/{failed}" not in browser.get("/results").text
    browser.get("/company")
    assert browser.describe(name="가나정밀").status_code == 200
    assert browser.get(f"/report/{failed}/roadmap.pdf").status_code == 404


def test_a_failed_report_has_no_files(app: Flask) -> None:
    browser = manager(app, name="🏭")
    browser.get("/results")
    report = report_of(browser.ask_for_report())
    assert browser.client.get(f"/report/{report}/roadmap.pdf").status_code == 404
    assert browser.client.get(f"/report/{report}/owner.png").status_code == 404


def test_a_report_made_before_there_were_documents_to_edit_says_so(app: Flask) -> None:
    browser = manager(app)
    old = printed_report(browser, hwpx=None, xlsx=None)
    page = browser.get(f"/report/{old}")
    assert say(Language.KO, "wait.made_before") in visible(page)
    assert f"/report/{old}/roadmap.hwpx" not in page.text
    assert browser.client.get(f"/report/{old}/roadmap.pdf").status_code == 200
    for name in ("hwpx", "xlsx"):
        missing = browser.get(f"/report/{old}/roadmap.{name}")
        assert missing.status_code == 404
        assert say(Language.KO, "error.404") in missing.text
    new = printed_report(browser)
    assert say(Language.KO, "wait.made_before") not in browser.get(f"/report/{new}").text


def test_no_report_is_made_of_a_company_that_is_not_described(app: Flask) -> None:
    browser = Browser(app)
    browser.get("/")
    browser.start()
    assert path_of(browser.post("/report")) == "/company"
    assert tools_of(browser.app).reports.of(browser.assessment()) == ()


def test_the_newest_finished_report_is_on_the_results_page(app: Flask) -> None:
    browser = manager(app)
    first = printed_report(browser)
    second = printed_report(browser)
    text = browser.get("/results").text
    assert f'href="/report/{second}"' in text
    assert f'href="/report/{first}"' not in text


# --- deleting everything ---------------------------------------------------------------------------------------------


def test_deleting_everything_leaves_no_answer_no_document_and_no_file(tmp_path: Path) -> None:
    company = manager(installation(tmp_path), name="가나정밀")
    company.answer("P1", 2, note="비밀")
    visit = consultant(company.app, company.code)
    visit.get("/opinion")
    visit.post("/opinion", {"visited_on": "2026-11-20", "overall": "의견"})
    printed_report(company)
    company.get("/delete")
    page = company.post("/delete")
    assert say(Language.KO, "delete.done") in page.text
    with sqlite3.connect(tmp_path / "kkweda.sqlite") as database:
        named = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        tables = {name for name in named if not name.startswith(OF_THE_SEARCH)}
        left = {t: database.execute(f'SELECT count(*) FROM "{t}"').fetchone()[0] for t in tables - KEPT_AFTER_DELETION}
    database.close()
    assert left.keys() >= {"assessment", "answer_event", "document", "report", "link_assessment"}
    assert set(left.values()) == {0}


def test_after_deletion_nothing_opens_any_more(app: Flask) -> None:
    company = manager(app, name="가나정밀")
    visit = consultant(company.app, company.code)
    report = printed_report(company)
    company.get("/delete")
    company.post("/delete")
    assert company.get(f"/report/{report}").status_code == 401
    company.get("/")
    assert company.resume(company.code).status_code == 403
    assert visit.get(f"/report/{report}/roadmap.pdf").status_code == 404
    assert "가나정밀" not in visit.get("/firms").text


def test_deleting_one_company_leaves_the_other(app: Flask) -> None:
    mine, theirs = manager(app), manager(app, name="남는회사")
    theirs.answer("P1", 3)
    report = printed_report(theirs)
    mine.get("/delete")
    mine.post("/delete")
    assert theirs.chosen("P1") == ["3"]
    assert theirs.client.get(f"/report/{report}/roadmap.pdf").status_code == 200


def test_deleting_is_asked_once_before(app: Flask) -> None:
    company = manager(app, name="가나정밀")
    text = visible(company.get("/delete"))
    assert say(Language.KO, "delete.what") in text
    assert say(Language.KO, "delete.not") in text
    assert "가나정밀" in company.get("/company").text


def test_a_consultant_cannot_delete_a_company(app: Flask) -> None:
    company = manager(app, name="가나정밀")
    visit = consultant(company.app, company.code)
    visit.get("/delete")
    assert visit.post("/delete").status_code == 403
    assert "가나정밀" in company.get("/company").text


def test_a_link_outlives_the_companies_it_opened(app: Flask) -> None:
    company = manager(app)
    address = consultants_address(app)
    visit = Browser(app)
    visit.enter(address)
    visit.post("/firms", {"code": company.code})
    company.get("/delete")
    company.post("/delete")
    assert path_of(Browser(app).enter(address)) == "/firms"
