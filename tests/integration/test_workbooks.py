"""The answer workbook: written empty, filled with a spreadsheet program, read back; whatever is broken is said."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from assessment.catalogue import Catalogue
from assessment.errors import InputRejected
from assessment.instrument.edition import EvidenceClass, OfficialLevel, Questionnaire
from assessment.instrument.values import Certificate, OwnProducts, Profile, UseState
from assessment.terms import Absence, Language
from presentation.paper import paper
from reports.workbook import write_answer_workbook
from services.ports import SheetInput
from storage.workbooks import read_answer_workbook, read_any_sheet
from storage.yaml_text import LARGEST_FILE

Cells = Mapping[str, object]
COMPANY: dict[str, object] = {"division": "22 고무", "workers": "60", "region": "48 경남", "own_products": "100"}
ANSWER, EVIDENCE, NOTE = 3, 4, 5
PARTS = (
    "[Content_Types].xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/worksheets/sheet1.xml",
    "xl/worksheets/sheet2.xml",
    "xl/worksheets/sheet3.xml",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
)


@pytest.fixture(scope="module")
def blank(questionnaire: Questionnaire, catalogue: Catalogue) -> bytes:
    return write_answer_workbook(paper(questionnaire, catalogue, Language.KO))


def put(book: Workbook, sheet: str, key: str, column: int, value: object) -> int:
    """Write into the row of a key; returns the row."""
    (row,) = [cells[0].row for cells in book[sheet].iter_rows(max_col=1) if cells[0].value == key]
    assert isinstance(row, int)
    book[sheet].cell(row, column).value = value  # type: ignore[assignment]
    return row


def fill(blank: bytes, company: Cells = COMPANY, answers: Cells | None = None, ai: Cells | None = None) -> Workbook:
    """The workbook with third columns filled; an answer may be a tuple of answer, evidence and note."""
    book = load_workbook(io.BytesIO(blank))
    for key, value in company.items():
        put(book, "company", key, ANSWER, value)
    for key, value in (answers or {}).items():
        for column, cell in enumerate(value if isinstance(value, tuple) else (value,), ANSWER):
            put(book, "answers", key, column, cell)
    for key, value in (ai or {}).items():
        put(book, "ai", key, ANSWER, value)
    return book


def save(book: Workbook, folder: Path) -> Path:
    path = folder / "filled.xlsx"
    book.save(path)
    return path


def read(book: Workbook, folder: Path) -> SheetInput:
    return read_answer_workbook(save(book, folder))


def problems(path: Path) -> list[tuple[str, str]]:
    with pytest.raises(InputRejected) as rejected:
        read_answer_workbook(path)
    return [(problem.code, problem.where) for problem in rejected.value.problems]


def values(sheet: SheetInput) -> dict[str, int | Absence]:
    return {event.target: event.value for event in sheet.events}


# --- there and back --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", Language)
def test_every_item_that_is_filled_in_is_read_back(
    questionnaire: Questionnaire, catalogue: Catalogue, tmp_path: Path, language: Language
) -> None:
    blank = write_answer_workbook(paper(questionnaire, catalogue, language))
    levels = {str(item.id): n % 6 for n, item in enumerate(questionnaire.items)}
    sheet = read(fill(blank, answers={item: str(level) for item, level in levels.items()}), tmp_path)
    assert values(sheet) == levels


def test_the_workbook_names_the_edition_and_the_content_it_was_written_from(
    blank: bytes, questionnaire: Questionnaire, tmp_path: Path
) -> None:
    sheet = read(fill(blank), tmp_path)
    assert (sheet.slug, sheet.edition, sheet.content_hash) == (
        questionnaire.slug,
        questionnaire.edition,
        questionnaire.content_hash,
    )


def test_what_is_left_empty_was_not_answered(blank: bytes, tmp_path: Path) -> None:
    # peers 4: an empty cell is no zero
    assert values(read(fill(blank, answers={"P1": "0"}), tmp_path)) == {"P1": 0}


def test_every_row_of_the_company_is_read(blank: bytes, tmp_path: Path) -> None:
    company = COMPANY | {
        "name": "호밀정밀(가상)",
        "own_products": "1-49",
        "concern_1": "con-defects 불량",
        "concern_3": "con-stock 재고",
        "certificate": "basic 기초",
        "certificate_day": date(2024, 2, 29),
        "business_number": "123-45-67891",
    }
    assert read(fill(blank, company), tmp_path).profile == Profile(
        division="22",
        workers=60,
        region="48",
        own_products=OwnProducts.SOME,
        concerns=("con-defects", "con-stock"),  # type: ignore[arg-type]
        certificate=Certificate(OfficialLevel.BASIC, date(2024, 2, 29)),
        name="호밀정밀(가상)",
        business_number="123-45-67891",
    )


@pytest.mark.parametrize("workers", ["60", 60, 60.0, " 60 "])
def test_a_number_may_be_a_number_or_text(blank: bytes, tmp_path: Path, workers: object) -> None:
    assert read(fill(blank, COMPANY | {"workers": workers}), tmp_path).profile.workers == 60


@pytest.mark.parametrize("day", ["2024-02-29", date(2024, 2, 29), datetime(2024, 2, 29, 10, 30)])  # noqa: DTZ001  a spreadsheet knows no zone
def test_a_date_may_be_a_date_or_text(blank: bytes, tmp_path: Path, day: object) -> None:
    certificate = read(
        fill(blank, COMPANY | {"certificate": "basic", "certificate_day": day}), tmp_path
    ).profile.certificate
    assert certificate is not None
    assert certificate.issued_on == date(2024, 2, 29)


@pytest.mark.parametrize("cell", ["3", 3, 3.0, "3 "])
def test_a_level_may_be_a_number_or_text(blank: bytes, tmp_path: Path, cell: object) -> None:
    assert values(read(fill(blank, answers={"P1": cell}), tmp_path)) == {"P1": 3}


def test_evidence_and_a_note_stand_beside_the_level(blank: bytes, tmp_path: Path) -> None:
    (event,) = read(fill(blank, answers={"P1": ("2", "documented 자료 있음", "작업일지")}), tmp_path).events
    assert (event.value, event.evidence, event.note) == (2, EvidenceClass.DOCUMENTED, "작업일지")


def test_dont_know_and_not_applicable_are_chosen_with_their_words(blank: bytes, tmp_path: Path) -> None:
    answers = {"P1": "dk 잘 모르겠어요", "D5": ("na 해당 없음", None, "우리 제품이 없음")}
    sheet = read(fill(blank, answers=answers), tmp_path)
    assert values(sheet) == {"P1": Absence.DONT_KNOW, "D5": Absence.NOT_APPLICABLE}
    assert [event.reason for event in sheet.events if event.target == "D5"] == ["우리 제품이 없음"]


def test_ai_uses_and_office_rules_are_read(blank: bytes, questionnaire: Questionnaire, tmp_path: Path) -> None:
    example, rules = questionnaire.ai_examples[0].id, [rule.id for rule in questionnaire.gates.office]
    sheet = read(
        fill(blank, ai={example: "tried 해 봄", f"rule:{rules[0]}": "yes 예", f"rule:{rules[1]}": "no"}), tmp_path
    )
    assert [(use.example, use.state) for use in sheet.ai_uses] == [(example, UseState.TRIED)]
    assert sheet.office_rules == {rules[0]: True, rules[1]: False}


# --- problems --------------------------------------------------------------------------------------------------------


def test_a_workbook_that_was_never_filled_in_lacks_the_company(blank: bytes, tmp_path: Path) -> None:
    with pytest.raises(InputRejected) as rejected:
        read(fill(blank, {}), tmp_path)
    assert {(p.code, dict(p.params)["key"]) for p in rejected.value.problems} == {
        ("missing_key", name) for name in ("division", "workers", "region", "own_products")
    }


@pytest.mark.parametrize("cell", ["7", "-1", "3.5", "높음", "²", "9" * 30])
def test_a_wrong_answer_is_named_with_its_item_and_its_cell(blank: bytes, tmp_path: Path, cell: str) -> None:
    book = fill(blank)
    row = put(book, "answers", "P3", ANSWER, cell)
    ((_, where),) = problems(save(book, tmp_path))
    assert where.startswith("filled.xlsx · answers.P3")
    assert where.endswith(f"(answers!C{row})")


def test_rows_that_somebody_moved_down_are_named_where_they_stand_now(blank: bytes, tmp_path: Path) -> None:
    book = fill(blank, answers={"P3": "7"})
    book["answers"].insert_rows(2, 3)
    (row,) = [cells[0].row for cells in book["answers"].iter_rows(max_col=1) if cells[0].value == "P3"]
    ((_, where),) = problems(save(book, tmp_path))
    assert where.endswith(f"(answers!C{row})")


def test_all_problems_come_at_once(blank: bytes, tmp_path: Path) -> None:
    company = COMPANY | {"workers": "many", "own_products": "half", "certificate": "basic"}
    book = fill(blank, company, answers={"P1": "7", "P2": ("2", "guessed")})
    assert {
        (code, where.split(" (")[0].removeprefix("filled.xlsx · ")) for code, where in problems(save(book, tmp_path))
    } == {
        ("wrong_type", "company.workers"),
        ("not_in_list", "company.own_products"),
        ("wrong_form", "company.certificate.issued_on"),
        ("out_of_range", "answers.P1.level"),
        ("not_in_list", "answers.P2.evidence"),
    }


@pytest.mark.parametrize("word", ["maybe", "예"])
def test_an_office_rule_is_yes_or_no(blank: bytes, questionnaire: Questionnaire, tmp_path: Path, word: str) -> None:
    rule = questionnaire.gates.office[0].id
    book = fill(blank)
    row = put(book, "ai", f"rule:{rule}", ANSWER, word)
    assert problems(save(book, tmp_path)) == [("wrong_type", f"filled.xlsx · office_rules.{rule} (ai!C{row})")]


@pytest.mark.parametrize("name", ["company", "answers", "ai"])
def test_a_workbook_that_lacks_a_sheet_says_which(blank: bytes, tmp_path: Path, name: str) -> None:
    book = fill(blank)
    del book[name]
    with pytest.raises(InputRejected) as rejected:
        read(book, tmp_path)
    (problem,) = rejected.value.problems
    assert (problem.code, dict(problem.params)) == ("missing_key", {"key": name})


def test_any_other_workbook_is_not_taken_for_an_answer_workbook(blank: bytes, tmp_path: Path) -> None:
    book = fill(blank)
    put(book, "company", "format", 2, "somebody/else/1")
    assert problems(save(book, tmp_path)) == [("not_in_list", "filled.xlsx · company")]


def test_a_workbook_with_the_right_sheets_and_nothing_in_them_is_not_one(tmp_path: Path) -> None:
    book = Workbook()
    for name in ("company", "answers", "ai"):
        book.create_sheet(name)
    assert problems(save(book, tmp_path)) == [("not_in_list", "filled.xlsx · company")]


# --- broken files ----------------------------------------------------------------------------------------------------


def broken(path: Path) -> bool:
    return problems(path) == [("broken_workbook", path.name)]


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" * 200])
def test_a_file_that_is_no_workbook_is_broken(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "no.xlsx"
    path.write_bytes(content)
    assert broken(path)


def test_a_workbook_that_was_cut_off_is_broken(blank: bytes, tmp_path: Path) -> None:
    path = tmp_path / "half.xlsx"
    path.write_bytes(blank[: len(blank) // 2])
    assert broken(path)


@pytest.mark.parametrize("part", PARTS)
def test_a_workbook_with_one_part_cut_off_is_broken(blank: bytes, tmp_path: Path, part: str) -> None:
    path = tmp_path / "part.xlsx"
    with zipfile.ZipFile(io.BytesIO(blank)) as whole, zipfile.ZipFile(path, "w") as damaged:
        assert part in whole.namelist()
        for name in whole.namelist():
            content = whole.read(name)
            damaged.writestr(name, content[: len(content) // 2] if name == part else content)
    assert broken(path)


def test_a_zip_of_something_else_is_broken(tmp_path: Path) -> None:
    path = tmp_path / "other.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("letter.txt", "hello")
    assert broken(path)


def test_a_workbook_with_damaged_bytes_is_refused_and_never_a_crash(blank: bytes, tmp_path: Path) -> None:
    path = tmp_path / "damaged.xlsx"

    @given(st.lists(st.tuples(st.integers(0, len(blank) - 1), st.integers(1, 255)), min_size=1, max_size=4))
    @settings(deadline=None, max_examples=60)
    def refuse(damage: list[tuple[int, int]]) -> None:
        content = bytearray(blank)
        for place, bits in damage:
            content[place] ^= bits
        path.write_bytes(content)
        with pytest.raises(InputRejected):  # at the least, the company is not filled in
            read_answer_workbook(path)

    refuse()


def test_a_workbook_in_a_way_of_packing_that_we_cannot_unpack_is_broken(blank: bytes, tmp_path: Path) -> None:
    # the method of packing stands ten bytes after the mark of each entry of the directory at the end
    entry = blank.index(b"PK\x01\x02") + 10
    path = tmp_path / "packed.xlsx"
    path.write_bytes(blank[:entry] + b"\x63\x00" + blank[entry + 2 :])
    assert broken(path)


def test_a_folder_in_place_of_a_workbook_is_broken(tmp_path: Path) -> None:
    folder = tmp_path / "folder.xlsx"
    folder.mkdir()
    assert broken(folder)


def test_a_missing_workbook(tmp_path: Path) -> None:
    assert problems(tmp_path / "missing.xlsx") == [("file_missing", "missing.xlsx")]


def test_a_workbook_that_is_too_large_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "large.xlsx"
    path.write_bytes(b"x" * (LARGEST_FILE + 1))
    assert problems(path) == [("file_too_large", "large.xlsx")]


# --- which reader ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a.xlsx", "A.XLSX"])
def test_a_workbook_is_known_by_the_ending_of_its_name(blank: bytes, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    fill(blank, answers={"P1": "3"}).save(path)
    assert values(read_any_sheet(path)) == {"P1": 3}


def test_anything_else_is_read_as_a_sheet_in_yaml(tmp_path: Path) -> None:
    path = tmp_path / "sheet.yaml"
    path.write_text("a: 1\na: 2", encoding="utf-8")
    with pytest.raises(InputRejected) as rejected:
        read_any_sheet(path)
    assert [problem.code for problem in rejected.value.problems] == ["duplicate_key"]
