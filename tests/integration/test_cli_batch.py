"""`flask diagnose-batch`: right rows are scored, wrong rows are named, and an unreadable file leaves nothing behind."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from services.batches import RESULT_COLUMNS
from storage.content.store import ContentFolder
from tests.builders import ALL_IDS
from tests.commandline import (
    DONE,
    SOME_REJECTED,
    UNUSABLE,
    CommandLine,
    Outcome,
    command_line,
    files_in,
    sheet,
    write,
)

HEADER = ("id", *ALL_IDS)
MANY = 20_000


@pytest.fixture(scope="module")
def flask(tmp_path_factory: pytest.TempPathFactory, content: ContentFolder) -> CommandLine:
    return command_line(tmp_path_factory.mktemp("instance"), content)


def row(company: str, level: str = "1", **others: str) -> tuple[str, ...]:
    return (company, *(others.get(str(item), level) for item in ALL_IDS))


def text(*rows: tuple[str, ...], header: tuple[str, ...] = HEADER) -> str:
    return "".join(f"{','.join(cells)}\n" for cells in (header, *rows))


def run(flask: CommandLine, folder: Path, content_of_file: str | bytes, *options: str) -> Outcome:
    """Score a file `in.csv` of a folder into `out.csv` beside it."""
    return flask("diagnose-batch", write(folder / "in.csv", content_of_file), folder / "out.csv", *options)


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def scored(folder: Path) -> list[list[str]]:
    return read(folder / "out.csv")[1:]


def rejected(folder: Path) -> list[list[str]]:
    return read(folder / "out.csv.rejected.csv")[1:]


# --- what is right ---------------------------------------------------------------------------------------------------


def test_every_company_gets_one_row(flask: CommandLine, tmp_path: Path) -> None:
    # level 1 everywhere: 100 · 1 / 5 = 20 points; enablers on 1 miss the gates. Level 3: 60 points, both gates open.
    outcome = run(flask, tmp_path, text(row("a", "1"), row("b", "3")))
    assert outcome.status == DONE
    assert read(tmp_path / "out.csv") == [
        list(RESULT_COLUMNS),
        ["a", "20.0", "20.0", "20.0", "20.0", "20.0", "closed", "closed"],
        ["b", "60.0", "60.0", "60.0", "60.0", "60.0", "open", "open"],
    ]


def test_where_nothing_was_rejected_the_second_file_holds_its_header_only(flask: CommandLine, tmp_path: Path) -> None:
    outcome = run(flask, tmp_path, text(row("a")))
    assert read(tmp_path / "out.csv.rejected.csv") == [["row", "id", "problems"]]
    assert outcome.out == f"1곳을 계산해 {tmp_path / 'out.csv'}에 적었습니다. 뺀 줄은 없습니다.\n"


def test_twenty_thousand_rows_are_scored_in_their_order(flask: CommandLine, tmp_path: Path) -> None:
    outcome = run(flask, tmp_path, text(*(row(f"c{n}", str(n % 6)) for n in range(MANY))))
    found = scored(tmp_path)
    assert (outcome.status, len(found)) == (DONE, MANY)
    assert [cells[0] for cells in found] == [f"c{n}" for n in range(MANY)]
    assert [float(cells[5]) for cells in found] == [20.0 * (n % 6) for n in range(MANY)]


def test_a_row_gets_the_points_of_the_same_sheet(flask: CommandLine, tmp_path: Path) -> None:
    more = "  P5: dk\n  D1: 3\n  D2: 4\n  D3: 5\n  S1: 2\n  S2: 0\n  S3: 1\n  E1: 3\n"
    source = write(tmp_path / "s.yaml", sheet(more=more))
    flask("diagnose", source, "--json", tmp_path / "s.json")
    found = json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))
    one = row(
        "a", "", P1="2", P2="1", P3="1", P5="dk", D1="3", D2="4", D3="5", S1="2", S2="0", S3="1", E1="3"
    )  # fmt: skip
    run(flask, tmp_path, text(one))
    points = [found["dimensions"][name]["points"] for name in ("process", "product", "service")]
    gates = [found["gates"][name]["verdict"] for name in ("pilot", "scale")]
    ((_, *cells),) = scored(tmp_path)
    assert found["dimensions"]["business_model"]["points"] == "not_scored"
    assert cells[:3] == [f"{value:.1f}" for value in points]
    assert (cells[3], cells[4], cells[5:]) == ("", f"{found['overall']['points']:.1f}", gates)


def test_columns_may_stand_in_any_order(flask: CommandLine, tmp_path: Path) -> None:
    cells = row("a", "1", P1="5", B5="0")
    run(flask, tmp_path, text(cells))
    straight = scored(tmp_path)
    run(flask, tmp_path, text(cells[::-1], header=HEADER[::-1]))
    assert scored(tmp_path) == straight


def test_a_file_of_excel_in_korean_is_read_with_its_encoding(flask: CommandLine, tmp_path: Path) -> None:
    outcome = run(flask, tmp_path, text(row("가나금속")).encode("cp949"), "--encoding", "cp949")
    assert (outcome.status, scored(tmp_path)[0][0]) == (DONE, "가나금속")


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_the_mark_of_excel_may_stand_before_utf_8(flask: CommandLine, tmp_path: Path, mark: bytes) -> None:
    run(flask, tmp_path, mark + text(row("가나금속")).encode())
    assert scored(tmp_path)[0][0] == "가나금속"


def test_the_result_carries_the_mark_of_excel(flask: CommandLine, tmp_path: Path) -> None:
    run(flask, tmp_path, text(row("a")))
    assert (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("beginning", ["=", "+", "-", "@"])
def test_an_id_that_looks_like_a_formula_is_defused(flask: CommandLine, tmp_path: Path, beginning: str) -> None:
    run(flask, tmp_path, text(row(f"{beginning}1+1"), row(f"{beginning}2", "9")))
    assert scored(tmp_path)[0][0] == f"'{beginning}1+1"
    assert rejected(tmp_path)[0][1] == f"'{beginning}2"


# --- rows that are wrong ---------------------------------------------------------------------------------------------


def test_wrong_rows_are_left_out_and_named_with_every_reason(flask: CommandLine, tmp_path: Path) -> None:
    good, bad = row("good"), row("bad", P1="7", P2="na", P3="많이")
    outcome = run(flask, tmp_path, text(good, bad, ("short", "1"), row("")))
    assert (outcome.status, [cells[0] for cells in scored(tmp_path)]) == (SOME_REJECTED, ["good"])
    first, second, third = rejected(tmp_path)
    assert first[:2] == ["3", "bad"]
    for words in ("row 3 · P1: ‘7’은 쓸 수 없습니다.", "row 3 · P2: P2에는 ‘해당 없음’을", "row 3 · P3: ‘많이’는"):
        assert words in first[2]
    assert second == ["4", "short", "row 4: 칸이 2개입니다. 25개여야 합니다. 빠지거나 남는 쉼표를 확인하십시오."]
    assert third == ["5", "", "row 5: id가 비어 있습니다. 회사마다 하나씩 적으십시오."]


def test_reasons_come_in_english_too(flask: CommandLine, tmp_path: Path) -> None:
    outcome = run(flask, tmp_path, text(row("a", P1="7")), "--lang", "en")
    assert rejected(tmp_path)[0][2].startswith("row 2 · P1: ‘7’ is not allowed. Write 0–5, na")
    assert "Rows rejected: 1, with reasons in" in outcome.out


def test_a_batch_of_wrong_rows_only_is_told(flask: CommandLine, tmp_path: Path) -> None:
    outcome = run(flask, tmp_path, text(row("a", "9")))
    assert (outcome.status, scored(tmp_path)) == (SOME_REJECTED, [])


def test_empty_rows_are_passed_over_but_counted(flask: CommandLine, tmp_path: Path) -> None:
    outcome = run(flask, tmp_path, text(("",) * 25, row("a", P1="9")))
    assert (outcome.status, rejected(tmp_path)[0][0]) == (SOME_REJECTED, "3")


# --- files that cannot be read ---------------------------------------------------------------------------------------

LATE = text(*(row(f"c{n}") for n in range(1500))).encode() + ",".join(row("가")).encode("cp949")
UNREADABLE = [
    pytest.param("", ["in.csv · row 1: 파일이 비어 있습니다."], id="empty"),
    pytest.param("\n", ["in.csv · row 1: 파일이 비어 있습니다."], id="one empty line"),
    pytest.param(text(header=HEADER[:-1]), ["in.csv · row 1: 빠진 열: E4."], id="missing column"),
    pytest.param(text(header=(*HEADER, "Q1")), ["in.csv · row 1: 모르는 열: Q1."], id="unknown column"),
    pytest.param(text(header=(*HEADER, "P1")), ["in.csv · row 1: 두 번 나오는 열: P1."], id="repeated column"),
    pytest.param(
        text(header=("company", *HEADER[1:])),
        ["in.csv · row 1: 빠진 열: id.", "in.csv · row 1: 모르는 열: company."],
        id="no id",
    ),
    pytest.param(
        text(row("a")).replace(",", ";"),
        [f"in.csv · row 1: 빠진 열: {', '.join(HEADER)}.", "in.csv · row 1: 모르는 열: id;P1;"],
        id="semicolons",
    ),
    pytest.param(
        text(row("가나금속")).encode("cp949"), ["in.csv · line 2: UTF-8로 읽을 수 없는 글자가 있습니다."], id="cp949"
    ),
    pytest.param(LATE, ["in.csv · line 1502: UTF-8로 읽을 수 없는 글자가 있습니다."], id="cp949 in the last row"),
    pytest.param(text(row("a")).encode("utf-16"), ["in.csv · line 1: UTF-8로 읽을 수 없는"], id="utf-16"),
    pytest.param(
        text((f'"{"x" * 140_000}"',)), ["in.csv · line 2: CSV를 읽을 수 없습니다(field larger"], id="a boundless cell"
    ),
]


@pytest.mark.parametrize(("content_of_file", "beginnings"), UNREADABLE)
def test_an_unusable_file_is_told_and_nothing_is_written(
    flask: CommandLine, tmp_path: Path, content_of_file: str | bytes, beginnings: list[str]
) -> None:
    outcome = run(flask, tmp_path, content_of_file)
    assert (outcome.status, outcome.out) == (UNUSABLE, "")
    assert len(outcome.said) == len(beginnings)
    for line, beginning in zip(outcome.said, beginnings, strict=True):
        assert line.startswith(beginning)
    assert set(files_in(tmp_path)) == {"in.csv"}


def test_the_sentence_about_the_encoding_names_both_ways_out(flask: CommandLine, tmp_path: Path) -> None:
    (line,) = run(flask, tmp_path, text(row("가")).encode("cp949")).said
    assert "‘CSV UTF-8(쉼표로 분리)’" in line
    assert "--encoding cp949" in line


def test_a_batch_that_breaks_half_way_leaves_the_old_result(flask: CommandLine, tmp_path: Path) -> None:
    run(flask, tmp_path, text(row("old")))
    before = files_in(tmp_path)
    assert run(flask, tmp_path, LATE).status == UNUSABLE
    assert {**files_in(tmp_path), "in.csv": before["in.csv"]} == before


@pytest.mark.parametrize("target", ["in.csv", "./in.csv"])
def test_the_source_is_never_written_over(flask: CommandLine, tmp_path: Path, target: str) -> None:
    source = write(tmp_path / "in.csv", text(row("a")))
    outcome = flask("diagnose-batch", source, tmp_path / target)
    assert (outcome.status, files_in(tmp_path)) == (UNUSABLE, {"in.csv": text(row("a")).encode()})
    assert "결과 파일의 이름을 다르게" in outcome.said[0]


def test_the_source_is_not_written_over_by_the_rejected_rows_either(flask: CommandLine, tmp_path: Path) -> None:
    source = write(tmp_path / "out.csv.rejected.csv", text(row("a")))
    assert flask("diagnose-batch", source, tmp_path / "out.csv").status == UNUSABLE
    assert set(files_in(tmp_path)) == {"out.csv.rejected.csv"}


@pytest.mark.parametrize("encoding", ["klingon", "base64"])
def test_an_unknown_encoding_is_told(flask: CommandLine, tmp_path: Path, encoding: str) -> None:
    outcome = run(flask, tmp_path, text(row("a")), "--encoding", encoding)
    assert outcome.status == UNUSABLE
    assert outcome.said[0].startswith(f"--encoding: 인코딩 ‘{encoding}’")


@pytest.mark.parametrize("edition", ["readiness/1999.1", "readiness", "2026.1", "/"])
def test_an_unknown_edition_is_told_with_the_known_ones(flask: CommandLine, tmp_path: Path, edition: str) -> None:
    outcome = run(flask, tmp_path, text(row("a")), "--edition", edition, "--lang", "en")
    assert (outcome.status, set(files_in(tmp_path))) == (UNUSABLE, {"in.csv"})
    assert outcome.said == (
        f"questionnaire: There is no questionnaire ‘{edition.strip('/')}’. Use one of: readiness/2026.1.",
    )


def test_the_edition_may_be_named(flask: CommandLine, tmp_path: Path) -> None:
    assert run(flask, tmp_path, text(row("a")), "--edition", "readiness/2026.1").status == DONE


def test_a_source_that_does_not_exist_is_told(flask: CommandLine, tmp_path: Path) -> None:
    outcome = flask("diagnose-batch", tmp_path / "no.csv", tmp_path / "out.csv")
    assert outcome.status == UNUSABLE
    assert "no.csv' does not exist" in outcome.said[-1]


def test_a_missing_folder_is_told(flask: CommandLine, tmp_path: Path) -> None:
    outcome = flask("diagnose-batch", write(tmp_path / "in.csv", text(row("a"))), tmp_path / "no" / "out.csv")
    assert outcome.status == UNUSABLE
    assert f"‘{tmp_path / 'no'}’ 폴더가 없습니다." in outcome.said[0]
