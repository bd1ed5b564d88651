"""Published figures on the site: nothing before a release, then the release and nothing else, its tables to take away."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from assessment.disclosure.values import TOTAL
from assessment.terms import Language
from presentation.wording import say
from storage.releases.writing import write_folder
from tests import builders_disclosure as given
from tests.webclient import Browser, installation

SIZES = given.table("ai-size", ["size"], {(TOTAL,): (40.0,), ("small",): (25.0,), ("middle",): (15.0,), ("large",): ()})


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return installation(tmp_path)


def _publish(folder: Path, name: str) -> None:
    target = folder / "releases" / name
    target.mkdir(parents=True)
    release = given.by_hand(SIZES, name=name, as_of=date(int(name), 12, 31))
    write_folder(target, given.publication(release), ())


@pytest.mark.parametrize("language", list(Language))
def test_before_the_first_release_there_is_no_figure(app: Flask, language: Language) -> None:
    page = Browser(app, language.value).get("/figures")
    assert page.status_code == 200
    assert say(language, "board.none") in page.text


def test_tables_and_the_whole_release_can_be_taken_away(app: Flask, tmp_path: Path) -> None:
    _publish(tmp_path, "2026")
    client = Browser(app).client
    csv = client.get("/figures/2026/ai-size.csv")
    assert csv.mimetype == "text/csv"
    assert csv.data.startswith(b"\xef\xbb\xbf")
    assert b"withheld" in csv.data
    assert client.get("/figures/2026/ai-size.json").is_json
    names = zipfile.ZipFile(io.BytesIO(client.get("/figures/2026/release.zip").data)).namelist()
    assert "kkweda-2026/datapackage.json" in names


@pytest.mark.parametrize("language", list(Language))
def test_the_page_shows_what_was_published_and_says_what_was_not(
    app: Flask, tmp_path: Path, language: Language
) -> None:
    _publish(tmp_path, "2025")
    _publish(tmp_path, "2026")
    browser = Browser(app, language.value)
    page = browser.get("/figures")
    assert page.status_code == 200
    assert say(language, "board.title", companies="40", period="2026") in page.text
    assert say(language, "board.withheld") in page.text
    assert 'href="/figures/2025"' in page.text
    assert say(language, "board.title", companies="40", period="2025") in browser.get("/figures/2025").text


@pytest.mark.parametrize(
    "address",
    [
        "/figures/2025",
        "/figures/2025/release.zip",
        "/figures/2026/unknown.csv",
        "/figures/2026/ai-size.xlsx",
        "/figures/..%2f..%2fkkweda/release.zip",
        "/figures/2026/..%2fdatapackage.json",
    ],
)
def test_what_was_not_published_is_not_found(app: Flask, tmp_path: Path, address: str) -> None:
    _publish(tmp_path, "2026")
    assert Browser(app).client.get(address).status_code == 404
