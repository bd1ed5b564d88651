"""`flask paper` and `flask consultant add`: a blank questionnaire in a file, a link that opens once it is known."""

from __future__ import annotations

import io
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from openpyxl import load_workbook

from storage.content.store import ContentFolder
from tests.builders import ALL_IDS
from tests.commandline import DONE, UNUSABLE, CommandLine, command_line, files_in, write

EDITION = "readiness/2026.1"


@pytest.fixture(scope="module")
def flask(tmp_path_factory: pytest.TempPathFactory, content: ContentFolder) -> CommandLine:
    return command_line(tmp_path_factory.mktemp("instance"), content)


# --- paper -----------------------------------------------------------------------------------------------------------


@pytest.mark.pdf
@pytest.mark.parametrize("name", ["blank.pdf", "BLANK.PDF"])
def test_a_pdf_to_print(flask: CommandLine, tmp_path: Path, name: str) -> None:
    outcome = flask("paper", EDITION, tmp_path / name)
    assert (outcome.status, outcome.said) == (DONE, ())
    assert files_in(tmp_path)[name].startswith(b"%PDF-")


@pytest.mark.parametrize("name", ["blank.xlsx", "BLANK.XLSX"])
def test_a_workbook_asks_every_item_of_the_edition(flask: CommandLine, tmp_path: Path, name: str) -> None:
    outcome = flask("paper", EDITION, tmp_path / name)
    book = load_workbook(io.BytesIO(files_in(tmp_path)[name]))
    asked = [row[0] for row in book["answers"].iter_rows(min_row=2, values_only=True)]
    assert (outcome.status, outcome.said) == (DONE, ())
    assert sorted(map(str, asked)) == sorted(map(str, ALL_IDS))


@pytest.mark.parametrize(("language", "word"), [("ko", "일하는 사람 수"), ("en", "Number of people")])
def test_a_workbook_asks_in_either_language(flask: CommandLine, tmp_path: Path, language: str, word: str) -> None:
    flask("paper", EDITION, tmp_path / "blank.xlsx", "--lang", language)
    book = load_workbook(io.BytesIO(files_in(tmp_path)["blank.xlsx"]))
    assert word in {row[1] for row in book["company"].iter_rows(values_only=True)}


@pytest.mark.parametrize("name", ["blank", "blank.docx", "blank.xls"])
def test_another_ending_is_refused_with_those_that_work(flask: CommandLine, tmp_path: Path, name: str) -> None:
    outcome = flask("paper", EDITION, tmp_path / name)
    assert (outcome.status, outcome.out, files_in(tmp_path)) == (UNUSABLE, "", {})
    assert outcome.said == (
        f"{tmp_path / name}: 파일 이름은 .pdf, .xlsx 가운데 하나로 끝나야 합니다. 이름을 고치십시오.",
    )


def test_an_unknown_edition_is_refused_with_the_known_ones(flask: CommandLine, tmp_path: Path) -> None:
    outcome = flask("paper", "readiness/1999.1", tmp_path / "blank.xlsx")
    assert (outcome.status, outcome.out, files_in(tmp_path)) == (UNUSABLE, "", {})
    assert "쓸 수 있는 판: readiness/2026.1." in outcome.said[0]


def test_a_missing_folder_is_told(flask: CommandLine, tmp_path: Path) -> None:
    outcome = flask("paper", EDITION, tmp_path / "no" / "blank.xlsx", "--lang", "en")
    assert outcome.status == UNUSABLE
    assert f"There is no folder ‘{tmp_path / 'no'}’." in outcome.said[0]


def test_a_file_where_a_folder_should_be_is_told(flask: CommandLine, tmp_path: Path) -> None:
    write(tmp_path / "no", "a file")
    outcome = flask("paper", EDITION, tmp_path / "no" / "blank.xlsx", "--lang", "en")
    assert outcome.status == UNUSABLE
    assert outcome.said[0].endswith("(Not a directory). Check path and rights.")


# --- consultants -----------------------------------------------------------------------------------------------------


def test_a_link_lets_its_consultant_in(flask: CommandLine) -> None:
    outcome = flask("consultant", "add", "김상담")
    sentence, address = outcome.out.splitlines()
    assert (outcome.status, sentence) == (DONE, "김상담 컨설턴트의 링크입니다. 다시 보여 드리지 않습니다.")
    page = flask.app.test_client().get(urlsplit(address).path, follow_redirects=True)
    assert "내가 맡은 회사" in page.text


def test_a_link_carries_the_address_of_the_installation(flask: CommandLine) -> None:
    outcome = flask("consultant", "add", "Kim", "--base", "https://example.org/", "--lang", "en")
    sentence, address = outcome.out.splitlines()
    assert sentence == "Link for consultant Kim. It is not shown again."
    assert address.startswith("https://example.org/c/")


def test_every_link_is_another_one(flask: CommandLine) -> None:
    assert len({flask("consultant", "add", "Kim").out for _ in range(3)}) == 3


@pytest.mark.parametrize("name", ["", "   "])
def test_a_consultant_needs_a_name(flask: CommandLine, name: str) -> None:
    outcome = flask("consultant", "add", name)
    assert (outcome.status, outcome.out) == (UNUSABLE, "")
    assert outcome.said == ("NAME: 이름이 비어 있습니다. 컨설턴트의 이름을 적으십시오.",)


def test_a_name_has_its_limit(flask: CommandLine) -> None:
    assert flask("consultant", "add", "가" * 80).status == DONE
    outcome = flask("consultant", "add", "가" * 81, "--lang", "en")
    assert (outcome.status, outcome.said) == (UNUSABLE, ("NAME: 81 characters are too many; the limit is 80.",))
