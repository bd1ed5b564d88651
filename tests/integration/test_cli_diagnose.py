"""`flask diagnose`: from a file to sentences, JSON and PDF; from a wrong file to all problems at once and no file."""

from __future__ import annotations

import io
import json
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from assessment.terms import Language, Problem
from assessment.values import Diagnosis
from reports.blank import BlankQuestionnaires
from services.ports import PrintedReport, PrintingFailed
from storage.content.store import ContentFolder
from tests.commandline import DONE, SAMPLE, UNUSABLE, CommandLine, command_line, files_in, sheet, write

DAY = "2026-11-22"


@pytest.fixture(scope="module")
def flask(tmp_path_factory: pytest.TempPathFactory, content: ContentFolder) -> CommandLine:
    return command_line(tmp_path_factory.mktemp("instance"), content)


def document(flask: CommandLine, source: Path, target: Path, *options: object) -> dict[str, object]:
    """The diagnosis of a file as JSON."""
    outcome = flask("diagnose", source, "--json", target, "--on", DAY, *options)
    assert (outcome.status, outcome.said) == (DONE, ())
    loaded = json.loads(target.read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


# --- what is right ---------------------------------------------------------------------------------------------------


def test_a_sheet_is_answered_with_a_few_sentences(flask: CommandLine) -> None:
    outcome = flask("diagnose", SAMPLE, "--on", DAY)
    assert (outcome.status, outcome.said) == (DONE, ())
    first, *rest = outcome.out.splitlines()
    assert first == "고무·플라스틱 · 12명 · 경남 · 2026.11.22 · 2026.1판 · 자가진단(아직 확인 전)"
    assert len(rest) == 4


def test_the_sentences_come_in_english_too(flask: CommandLine) -> None:
    first = flask("diagnose", SAMPLE, "--on", DAY, "--lang", "en").out.splitlines()[0]
    assert first.endswith("12 people · Gyeongnam · 2026.11.22 · edition 2026.1 · self-assessment (not yet confirmed)")


def test_what_was_written_is_named(flask: CommandLine, tmp_path: Path) -> None:
    target = tmp_path / "diagnosis.json"
    assert flask("diagnose", SAMPLE, "--json", target).out.splitlines()[-1] == f"{target}을 만들었습니다."


def test_the_same_sheet_on_the_same_day_gives_the_same_bytes(flask: CommandLine, tmp_path: Path) -> None:
    for name in ("first", "second"):
        flask("diagnose", SAMPLE, "--json", tmp_path / name, "--on", DAY)
    files = files_in(tmp_path)
    assert files["first"] == files["second"]
    assert files["first"].endswith(b"}\n")


def test_another_installation_gives_the_same_bytes(flask: CommandLine, tmp_path: Path) -> None:
    other = command_line(tmp_path / "other")
    flask("diagnose", SAMPLE, "--json", tmp_path / "first", "--on", DAY)
    other("diagnose", SAMPLE, "--json", tmp_path / "second", "--on", DAY)
    files = files_in(tmp_path)
    assert files["first"] == files["second"]


def test_the_language_changes_words_and_no_result(flask: CommandLine, tmp_path: Path) -> None:
    korean = document(flask, SAMPLE, tmp_path / "ko", "--lang", "ko")
    assert document(flask, SAMPLE, tmp_path / "en", "--lang", "en") == korean


def test_the_day_is_the_day_of_the_plan(flask: CommandLine, tmp_path: Path) -> None:
    flask("diagnose", SAMPLE, "--json", tmp_path / "diagnosis", "--on", "2027-03-05")
    found = json.loads((tmp_path / "diagnosis").read_text(encoding="utf-8"))
    assert (found["provenance"]["on"], found["instance"]["start"]) == ("2027-03-05", "2027-03-05")


def test_without_the_option_no_invented_supplier_is_named(flask: CommandLine, tmp_path: Path) -> None:
    found = document(flask, SAMPLE, tmp_path / "diagnosis")
    assert found["suppliers"]["kind"] == "requirement_sheet"  # type: ignore[index]
    assert "sup-" not in json.dumps(found)


def test_invented_suppliers_are_marked_as_such(flask: CommandLine, tmp_path: Path) -> None:
    found = document(flask, SAMPLE, tmp_path / "diagnosis", "--with-sample-suppliers")["suppliers"]
    assert {match["invented"] for match in found["matches"]} == {True}  # type: ignore[index]


def test_a_sheet_with_few_answers_says_what_is_missing(flask: CommandLine, tmp_path: Path) -> None:
    # three of five answers make one dimension; maturity needs three dimensions
    outcome = flask("diagnose", write(tmp_path / "s.yaml", sheet()), "--lang", "en")
    assert "Only 1 dimensions have a score; maturity needs 3." in outcome.out


def test_a_visit_is_called_a_visit(flask: CommandLine, tmp_path: Path) -> None:
    visit = "visit: {consultant: 김상담, visited_on: 2026-11-20, answers: {P1: {level: 1, evidence: seen}}}\n"
    outcome = flask("diagnose", write(tmp_path / "s.yaml", sheet(more=visit)), "--lang", "en")
    assert outcome.out.splitlines()[0].endswith("site visit")


@pytest.mark.pdf
def test_a_pdf_and_a_json_come_from_one_run(flask: CommandLine, tmp_path: Path) -> None:
    outcome = flask("diagnose", SAMPLE, "--pdf", tmp_path / "a.pdf", "--json", tmp_path / "a.json", "--lang", "en")
    assert (outcome.status, outcome.out.splitlines()[-1]) == (DONE, f"Wrote {tmp_path / 'a.pdf'}.")
    files = files_in(tmp_path)
    assert set(files) == {"a.pdf", "a.json"}
    assert files["a.pdf"].startswith(b"%PDF-")


@pytest.mark.pdf
def test_the_documents_to_edit_are_written_and_are_the_same_on_the_same_day(flask: CommandLine, tmp_path: Path) -> None:
    for run in ("first", "second"):
        words = ("--hwpx", tmp_path / f"{run}.hwpx", "--xlsx", tmp_path / f"{run}.XLSX", "--on", DAY)
        outcome = flask("diagnose", SAMPLE, *words)
        assert (outcome.status, outcome.said) == (DONE, ())
        assert f"{tmp_path / f'{run}.hwpx'}를 만들었습니다." in outcome.out
    files = files_in(tmp_path)
    assert set(files) == {"first.hwpx", "first.XLSX", "second.hwpx", "second.XLSX"}
    assert files["first.hwpx"] == files["second.hwpx"]
    assert files["first.XLSX"] == files["second.XLSX"]


# --- the workbook ----------------------------------------------------------------------------------------------------

COMPANY = {"division": "22 고무·플라스틱", "workers": 12, "region": "48 경남", "own_products": "0"}
ANSWERS = {"P1": (2,), "P2": ("1", "claimed 응답만"), "P3": (1.0,)}


def workbook(content: ContentFolder, company: dict[str, object], answers: dict[str, tuple[object, ...]]) -> bytes:
    """A blank workbook of the edition, filled in as a person does."""
    edition = content.load_questionnaire("readiness", "2026.1")
    blank = BlankQuestionnaires().workbook(edition, content.load_catalogue(), Language.KO)
    book = load_workbook(io.BytesIO(blank))
    for row in book["company"].iter_rows():
        if row[0].value in company:
            row[2].value = company[row[0].value]  # type: ignore[index,assignment]
    for row in book["answers"].iter_rows(min_row=2):
        for cell, value in zip(row[2:5], answers.get(str(row[0].value), ()), strict=False):
            cell.value = value  # type: ignore[assignment]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_gives_the_same_diagnosis_as_the_sheet(
    flask: CommandLine, tmp_path: Path, content: ContentFolder
) -> None:
    filled = write(tmp_path / "filled.xlsx", workbook(content, COMPANY, ANSWERS))
    written = write(tmp_path / "written.yaml", sheet())
    assert document(flask, filled, tmp_path / "a") == document(flask, written, tmp_path / "b")


def test_an_empty_workbook_names_what_to_fill_in(flask: CommandLine, tmp_path: Path, content: ContentFolder) -> None:
    outcome = flask("diagnose", write(tmp_path / "empty.xlsx", workbook(content, {}, {})), "--lang", "en")
    assert outcome.status == UNUSABLE
    assert outcome.said == tuple(
        f"empty.xlsx · company: ‘{key}’ is missing. Fill it in."
        for key in ("division", "workers", "region", "own_products")
    )


def test_a_wrong_workbook_names_every_cell_at_once(flask: CommandLine, tmp_path: Path, content: ContentFolder) -> None:
    wrong = workbook(
        content,
        COMPANY | {"workers": "many", "business_number": "1234567890"},
        {"P1": (7,), "P2": (2, "certain"), "P3": ("na", None, "안 함")},
    )
    outcome = flask("diagnose", write(tmp_path / "wrong.xlsx", wrong))
    places = {line.removeprefix("wrong.xlsx · ").split(": ")[0].split("!")[0] for line in outcome.said}
    assert outcome.status == UNUSABLE
    assert places == {
        "answers.P1.level (answers",
        "answers.P2.evidence (answers",
        "answers.P3",
        "company.workers (company",
        "company.business_number",
    }


@pytest.mark.parametrize("content_of_file", [b"", b"no workbook", b"PK\x03\x04 cut off"])
def test_what_is_no_workbook_is_told_so(flask: CommandLine, tmp_path: Path, content_of_file: bytes) -> None:
    outcome = flask("diagnose", write(tmp_path / "broken.xlsx", content_of_file))
    assert (outcome.status, outcome.out) == (UNUSABLE, "")
    assert outcome.said == ("broken.xlsx: 엑셀 파일을 열 수 없습니다. xlsx로 다시 저장하십시오.",)


# --- what is wrong ---------------------------------------------------------------------------------------------------

HUGE = sheet() + "# 한 줄\n" * 120_000
BOMB = 'x: &a ["b"]\n' + sheet(("workers: 12", "workers: [*a]"))
# the file; for each problem its place, what was found, and what to do about it in Korean and in English
WRONG = [
    pytest.param(
        sheet(("P1: 2", "P9: 2")),
        ("answers.P9", "P9", "P1–P5, D1–D5", "Use P1–P5, D1–D5"),
        id="unknown item",
    ),
    pytest.param(
        sheet(("readiness/2026.1", "readiness/1999.1")),
        ("questionnaire", "‘readiness/1999.1’", "쓸 수 있는 판: readiness/2026.1", "Use one of: readiness/2026.1"),
        id="unknown edition",
    ),
    pytest.param(
        sheet(("P1: 2", "P1: 7")),
        ("answers.P1", "‘7’", "하나여야 합니다: 0, 1, 2, 3, 4, 5, na, dk", "Use one of: 0, 1, 2, 3, 4, 5, na, dk"),
        id="level off the scale",
    ),
    pytest.param(
        sheet(("P1: 2", "P1: {level: -1}")),
        ("answers.P1.level", "-1", "0부터 5까지", "allowed is 0 to 5"),
        id="level below the scale",
    ),
    pytest.param(
        sheet(("P1: 2", "P1: 2.5")),
        ("answers.P1", "‘2.5’", "하나여야 합니다: 0, 1", "Use one of: 0, 1"),
        id="half a level",
    ),
    pytest.param(
        sheet(("workers: 12", "workers: many")),
        ("company.workers", "‘many’", "따옴표 없는 정수를 적으십시오", "Write a whole number without quotes"),
        id="wrong type",
    ),
    pytest.param(
        sheet(('division: "22"', "division: 22")),
        ("company.division", "‘22’", "따옴표로 감싼 글을 적으십시오", "Write a text in quotes"),
        id="code without quotes",
    ),
    pytest.param(
        sheet(('own_products: "0"', "own_products: 0")),
        ("company.own_products", "‘0’", "따옴표로 감싼 글을 적으십시오", "Write a text in quotes"),
        id="share without quotes",
    ),
    pytest.param(
        sheet(("workers: 12", "workers: 12\n  business_number: 123-45-67890")),
        ("company.business_number", "123-45-67890", "등록증을 보고 다시 적으십시오", "Copy it again"),
        id="wrong check digit",
    ),
    pytest.param(
        sheet(("workers: 12", "workers: 12\n  business_number: 123-45-6789²")),
        ("company.business_number", "123-45-6789²", "등록증을 보고 다시 적으십시오", "Copy it again"),
        id="a digit that is none",
    ),
    pytest.param(
        sheet(("P1: 2", "P1: {not_applicable: 안 함}")),
        ("answers.P1", "P1", "수준을 고르거나", "Choose a level"),
        id="n/a where it is not allowed",
    ),
    pytest.param(
        sheet(('own_products: "0"', 'own_products: "100"'), ("P1: 2", "D5: {not_applicable: 안 함}")),
        ("answers.D5", "D5", "수준을 고르거나", "Choose a level"),
        id="n/a that this company may not give",
    ),
    pytest.param(
        sheet(("P1: 2", "D5: na")),
        ("answers.D5", "D5", "까닭이 없습니다. 한 줄 적으십시오", "Write one line"),
        id="n/a without a reason",
    ),
    pytest.param(
        sheet(("P1: 2", "P1: {level: 4, evidence: measured}")),
        ("answers.P1", "‘measured’", "claimed나 documented를 쓰십시오", "Use claimed or documented"),
        id="evidence beyond the role",
    ),
    pytest.param(
        sheet(('"48"', '"99"')),
        ("company.region", "99", "catalogue/regions.yaml", "catalogue/regions.yaml"),
        id="unknown region",
    ),
    pytest.param(
        sheet(('"22"', '"99"')),
        ("company.division", "99", "두 자리 숫자로 고치십시오", "Correct the two digits"),
        id="unknown division",
    ),
    pytest.param(
        sheet(more="wishes: {use_cases: [uc-none]}\n"),
        ("wishes.use_cases", "uc-none", "철자를 확인하십시오", "Check the spelling"),
        id="unknown use case",
    ),
    pytest.param(
        sheet(more="colour: blue\n"), ("", "colour", "확인하거나 지우십시오", "Check the spelling"), id="unknown key"
    ),
    pytest.param(
        sheet(("  workers: 12\n", "")), ("company", "‘workers’", "채워 주십시오", "Fill it in"), id="missing key"
    ),
    pytest.param(sheet(("P1: 2", "P2: 2")), ("", "‘P2’", "하나를 지우십시오", "Remove one"), id="a key given twice"),
    pytest.param(
        sheet(("P1: 2", "1: 2")), ("", "‘1’", "P3 같은 이름을 쓰십시오", "Use a name such as P3"), id="a number as key"
    ),
    pytest.param(
        sheet(("answers:", "answers: [")),
        ("", "줄 근처", "들여쓰기와 따옴표", "indentation and quotes"),
        id="broken YAML",
    ),
    pytest.param(BOMB, ("", "*", "값을 그대로 적으십시오", "write the value itself"), id="an alias"),
    pytest.param("", ("", "비어 있습니다", "내용이 든 파일", "Name one with content"), id="an empty file"),
    pytest.param("- 1\n", ("", "‘[1]’", "‘이름: 값’의 묶음", "a group of ‘name: value’"), id="a list"),
    pytest.param(HUGE, ("", "1000", "한 회사의 응답지", "the sheet of one company"), id="a huge file"),
    pytest.param(
        sheet(more="# 가\n").encode("cp949"),
        ("", "UTF-8", "인코딩을 UTF-8로", "the encoding UTF-8"),
        id="wrong encoding",
    ),
    pytest.param(
        sheet(more=f"content_hash: {'a' * 64}\n"),
        ("content_hash", "aaaaaaaa", "content_hash를 지우거나", "Remove content_hash"),
        id="other content",
    ),
]


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize(("content_of_file", "expected"), WRONG)
def test_a_wrong_sheet_is_told_what_where_and_what_to_do(
    flask: CommandLine, tmp_path: Path, content_of_file: str | bytes, expected: tuple[str, ...], language: str
) -> None:
    place, found, cure, cure_in_english = expected
    source = write(tmp_path / "company.yaml", content_of_file)
    outcome = flask("diagnose", source, "--lang", language)
    assert (outcome.status, outcome.out, len(outcome.said)) == (UNUSABLE, "", 1)
    where, sentence = outcome.said[0].split(": ", 1)
    assert where == (f"company.yaml · {place}" if place else "company.yaml")
    if language == "ko":
        assert found in sentence
    assert (cure if language == "ko" else cure_in_english) in sentence


def test_all_problems_are_told_at_once(flask: CommandLine, tmp_path: Path) -> None:
    wrong = sheet(
        ('division: "22"', "division: 22"),
        ("workers: 12", "workers: many\n  business_number: 123-45-67890\n  industry_code: '22221'"),
        ("P1: 2", "P1: 7"),
        ("P2: 1", "P9: 1"),
        ("P3: 1", "P3: {not_applicable: 안 함}"),
        more="colour: blue\nfacts: {P1.3.z: true}\nlimits: {budget_a_year: much}\nwishes: {kpis: [kpi-none]}\n",
    )
    outcome = flask("diagnose", write(tmp_path / "s.yaml", wrong))
    assert outcome.status == UNUSABLE
    assert sorted({line.removeprefix("s.yaml").removeprefix(" · ").split(": ")[0] for line in outcome.said}) == [
        "",
        "answers.P1",
        "answers.P3",
        "answers.P9",
        "company.business_number",
        "company.division",
        "company.workers",
        "facts.P1.3.z",
        "limits",
        "limits.budget_a_year",
        "wishes.kpis",
    ]


@pytest.mark.parametrize(
    ("company", "answers"), [("company: nobody", ""), ("company: {}", "P1: 2"), ("companies: {}", "P1: [2]")]
)
def test_a_sheet_that_is_wrong_all_over_still_names_its_unknown_items(
    flask: CommandLine, tmp_path: Path, company: str, answers: str
) -> None:
    head = "format: kkweda/answer-sheet/1\nquestionnaire: readiness/2026.1\n"
    text = f"{head}{company}\nanswers:\n  P9: 1\n  {answers}\n"
    outcome = flask("diagnose", write(tmp_path / "s.yaml", text))
    assert [line for line in outcome.said if line.startswith("s.yaml · answers.P9: ")]


def test_where_nothing_can_be_checked_the_shape_alone_is_told(flask: CommandLine, tmp_path: Path) -> None:
    text = sheet(("questionnaire: readiness/2026.1\n", ""), ("P1: 2", "P9: 2"))
    outcome = flask("diagnose", write(tmp_path / "s.yaml", text), "--lang", "en")
    assert outcome.said == ("s.yaml: ‘questionnaire’ is missing. Fill it in.",)


def test_an_unknown_edition_is_told_beside_problems_of_shape(flask: CommandLine, tmp_path: Path) -> None:
    text = sheet(("readiness/2026.1", "readiness/1999.1"), ("P1: 2", "P1: 7"))
    outcome = flask("diagnose", write(tmp_path / "s.yaml", text))
    assert [line.split(": ")[0] for line in outcome.said] == ["s.yaml · answers.P1", "s.yaml · questionnaire"]


def test_a_wrong_sheet_leaves_every_file_as_it_was(flask: CommandLine, tmp_path: Path) -> None:
    source = write(tmp_path / "s.yaml", sheet(("P1: 2", "P1: 7")))
    old = write(tmp_path / "old.json", "kept")
    before = files_in(tmp_path)
    assert flask("diagnose", source, "--json", old, "--pdf", tmp_path / "new.pdf").status == UNUSABLE
    assert files_in(tmp_path) == before


@pytest.mark.parametrize(("name", "words"), [("nowhere.yaml", "경로를 확인"), ("", "안에 든 파일을 지정")])
def test_what_is_no_file_is_told_so(flask: CommandLine, tmp_path: Path, name: str, words: str) -> None:
    outcome = flask("diagnose", tmp_path / name)
    assert outcome.status == UNUSABLE
    assert words in outcome.said[0]


def test_a_missing_folder_is_told_and_no_part_is_left(flask: CommandLine, tmp_path: Path) -> None:
    outcome = flask("diagnose", SAMPLE, "--json", tmp_path / "no" / "a.json")
    assert (outcome.status, outcome.out) == (UNUSABLE, "")
    assert outcome.said == (
        f"{tmp_path / 'no' / 'a.json'}: ‘{tmp_path / 'no'}’ 폴더가 없습니다. 먼저 만들거나 경로를 고치십시오.",
    )
    assert files_in(tmp_path) == {}


def test_a_name_that_no_disk_takes_is_told_with_the_cause(flask: CommandLine, tmp_path: Path) -> None:
    outcome = flask("diagnose", SAMPLE, "--json", tmp_path / ("x" * 300), "--lang", "en")
    assert outcome.status == UNUSABLE
    assert "(File name too long). Check path and rights." in outcome.said[0]


def test_a_document_under_another_ending_is_refused_before_anything_is_done(flask: CommandLine, tmp_path: Path) -> None:
    wrong = {"--pdf": "a.txt", "--hwpx": "a.hwp", "--xlsx": "a.xlsx.bak"}
    words = [word for option, name in wrong.items() for word in (option, tmp_path / name)]
    outcome = flask("diagnose", tmp_path / "no-such-sheet.yaml", *words, "--json", tmp_path / "a.json")
    assert (outcome.status, outcome.out) == (UNUSABLE, "")
    assert outcome.said == tuple(
        f"{tmp_path / name}: 파일 이름은 .{option[2:]}로 끝나야 합니다. 이름을 고치십시오."
        for option, name in wrong.items()
    )
    assert files_in(tmp_path) == {}


@pytest.mark.pdf
def test_where_one_document_cannot_be_written_none_is(flask: CommandLine, tmp_path: Path) -> None:
    missing = tmp_path / "missing" / "a.hwpx"
    outcome = flask("diagnose", SAMPLE, "--xlsx", tmp_path / "a.xlsx", "--hwpx", missing, "--lang", "en")
    assert outcome.status == UNUSABLE
    assert outcome.said == (f"{missing}: There is no folder ‘{missing.parent}’. Create it first, or correct the path.",)
    assert files_in(tmp_path) == {}


def test_where_the_pdf_fails_the_json_is_not_written_either(tmp_path: Path, content: ContentFolder) -> None:
    def failing(diagnosis: Diagnosis, language: Language, issued_at: datetime) -> PrintedReport:
        raise PrintingFailed(Problem.of("missing_glyph", "report", characters="‘𝕏’ (cover)"))

    flask = command_line(tmp_path / "instance", content, failing)
    outcome = flask("diagnose", SAMPLE, "--pdf", tmp_path / "a.pdf", "--json", tmp_path / "a.json")
    assert (outcome.status, outcome.out) == (UNUSABLE, "")
    assert outcome.said[0].startswith("report: PDF 글꼴에 없는 글자가 있어")
    assert files_in(tmp_path) == {}


def test_a_day_that_does_not_exist_is_refused(flask: CommandLine) -> None:
    assert flask("diagnose", SAMPLE, "--on", "2026-02-30").status == UNUSABLE
