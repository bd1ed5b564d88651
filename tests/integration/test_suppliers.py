"""A register of suppliers as CSV: read whole or not at all, with every problem at its row."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from assessment.catalogue import (
    CapabilityId,
    EntryState,
    Offer,
    OfferGrade,
    OfficialGrade,
    RegisterEntry,
    Supplier,
    SupplierId,
)
from assessment.terms import Problem
from storage.content.catalogue import CATALOGUE
from storage.content.suppliers import COLUMNS, RegisterSheets, read_suppliers

GOOD = {
    "id": "sup-a",
    "name": "안개꽃(가상)",
    "invented": "yes",
    "offers": "cap-a:claimed:none:0/0:none; cap-b:verified:2026-03-25:2/3:현장 확인: 라인 2개",
    "cells": "cell-2-D;cell-3-D",
    "divisions": "22;24",
    "regions": "48",
    "works_only_there": "yes",
    "workers": "12",
    "capacity": "3",
    "price_from": "100",
    "price_to": "900",
    "conflicts": "none",
    "declared_on": "2026-05-01",
    "official_grade": "2+",
    "official_rank": "7",
    "official_on": "2025-11-30",
    "state": "suspended",
    "state_since": "2026-10-01",
    "state_reason": "검수 기록 없음",
    "state_answer": "none",
}
NOTHING = dict.fromkeys(("official_grade", "official_rank", "official_on", "declared_on"), "none")


def row(**changes: str) -> str:
    return ",".join((GOOD | changes).values())


def write(path: Path, *rows: str, header: str = ",".join(COLUMNS)) -> Path:
    path.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    return path


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return tmp_path / "register.csv"


def found(path: Path) -> list[tuple[str, str]]:
    suppliers, problems = read_suppliers(path)
    assert suppliers == ()
    return [(problem.code, problem.where) for problem in problems]


def test_every_column_becomes_a_field(register: Path) -> None:
    (supplier,), problems = read_suppliers(write(register, row(conflicts="cap-a; 지분 보유")))
    assert problems == []
    assert supplier == Supplier(
        id=SupplierId("sup-a"),
        name="안개꽃(가상)",
        invented=True,
        offers=(
            Offer(CapabilityId("cap-a"), OfferGrade.CLAIMED),
            Offer(CapabilityId("cap-b"), OfferGrade.VERIFIED, "현장 확인: 라인 2개", date(2026, 3, 25), 3, 2),
        ),
        cells=("cell-2-D", "cell-3-D"),
        divisions=("22", "24"),
        regions=("48",),
        works_only_there=True,
        workers=12,
        capacity=3,
        price_from=100,
        price_to=900,
        conflicts=("cap-a", "지분 보유"),
        declared_on=date(2026, 5, 1),
        official_grade=OfficialGrade("2+", 7, date(2025, 11, 30)),
        entry=RegisterEntry(EntryState.SUSPENDED, date(2026, 10, 1), "검수 기록 없음"),
    )


def test_a_supplier_may_be_real_and_say_none(register: Path) -> None:
    lists = dict.fromkeys(("offers", "cells", "divisions", "regions"), "none")
    (supplier,), _ = read_suppliers(write(register, row(invented="no", works_only_there="no", **lists, **NOTHING)))
    assert not supplier.invented
    assert not supplier.works_only_there
    assert (supplier.offers, supplier.cells, supplier.divisions, supplier.regions) == ((), (), (), ())
    assert (supplier.official_grade, supplier.declared_on, supplier.conflicts) == (None, None, ())


def test_a_register_that_a_spreadsheet_saved_is_read(register: Path) -> None:
    register.write_bytes(
        b"\xef\xbb\xbf" + f"{','.join(COLUMNS)}\r\n{row(name=chr(34) + '가, 나' + chr(34))}\r\n".encode()
    )
    (supplier,), _ = read_suppliers(register)
    assert supplier.name == "가, 나"


def test_a_register_without_suppliers_is_empty(register: Path) -> None:
    assert read_suppliers(write(register)) == ((), [])


@pytest.mark.parametrize(
    ("changes", "code", "column"),
    [
        ({"id": "a"}, "wrong_form", "id"),
        ({"id": ""}, "empty_cell", "id"),
        ({"conflicts": " "}, "empty_cell", "conflicts"),
        ({"invented": "Yes"}, "not_in_list", "invented"),
        ({"works_only_there": "none"}, "not_in_list", "works_only_there"),
        ({"state": "fine"}, "not_in_list", "state"),
        ({"state_since": "none"}, "wrong_form", "state_since"),
        ({"declared_on": "2026-02-30"}, "wrong_form", "declared_on"),
        ({"declared_on": "20260225"}, "wrong_form", "declared_on"),
        ({"official_on": "none"}, "wrong_form", "official_on"),
        ({"official_rank": "none"}, "wrong_type", "official_rank"),
        ({"offers": "cap-a:claimed"}, "wrong_form", "offers"),
        ({"offers": "cap-a:great:none:0/0:none"}, "wrong_form", "offers"),
        ({"offers": "cap-a:claimed:soon:0/0:none"}, "wrong_form", "offers"),
        ({"offers": "cap-a:claimed:none:2/1:none"}, "wrong_form", "offers"),
        ({"offers": "cap-a:claimed:none:x/1:none"}, "wrong_form", "offers"),
        ({"offers": "cap-a:claimed:none:1:none"}, "wrong_form", "offers"),
        ({"offers": "cap-a:claimed:none:0/0:"}, "wrong_form", "offers"),
        ({"workers": "many"}, "wrong_type", "workers"),
        ({"capacity": "none"}, "wrong_type", "capacity"),
        ({"price_from": "-1"}, "wrong_type", "price_from"),
        ({"price_to": "1.5"}, "wrong_type", "price_to"),
        ({"workers": "²"}, "wrong_type", "workers"),
    ],
)
def test_a_bad_cell_is_named_by_row_and_column(register: Path, changes: dict[str, str], code: str, column: str) -> None:
    assert found(write(register, row(), row(**changes))) == [(code, f"register.csv · row 3 · {column}")]


def test_bad_rows_are_all_listed_and_good_ones_are_not_half_read(register: Path) -> None:
    write(register, row(workers="x", capacity="y"), row(), row(id="b", offers="c;d"))
    assert found(register) == [
        ("wrong_type", "register.csv · row 2 · workers"),
        ("wrong_type", "register.csv · row 2 · capacity"),
        ("wrong_form", "register.csv · row 4 · id"),
        ("wrong_form", "register.csv · row 4 · offers"),
        ("wrong_form", "register.csv · row 4 · offers"),
    ]


def test_empty_rows_do_not_move_the_numbers(register: Path) -> None:
    assert found(write(register, row(), "", "", row(id="b"))) == [("wrong_form", "register.csv · row 5 · id")]


@pytest.mark.parametrize(("cells", "count"), [("sup-a,name,yes", 3), (f"{row()},more,and more", 23)])
def test_a_row_with_too_few_or_too_many_cells_is_refused(register: Path, cells: str, count: int) -> None:
    _, (problem,) = read_suppliers(write(register, cells))
    assert problem == Problem.of("wrong_number_of_cells", "register.csv · row 2", found=count, wanted=len(COLUMNS))


@pytest.mark.parametrize(
    "header", ["", "id,name", ",".join([*COLUMNS, "more"]), ",".join(reversed(COLUMNS)), ",".join(COLUMNS).upper()]
)
def test_another_header_is_refused_with_the_columns_that_are_wanted(register: Path, header: str) -> None:
    suppliers, (problem,) = read_suppliers(write(register, row(), header=header))
    assert suppliers == ()
    assert (problem.code, dict(problem.params)["wanted"]) == ("wrong_columns", COLUMNS)


def test_a_missing_register(register: Path) -> None:
    assert found(register) == [("file_missing", "register.csv")]


def test_a_register_in_another_encoding_names_the_byte(register: Path) -> None:
    register.write_bytes(b"\xff\xff")
    _, (problem,) = read_suppliers(register)
    assert problem == Problem.of("not_utf8_or_cp949", "register.csv", byte=0)


def test_a_register_of_an_older_korean_program_says_the_same(register: Path) -> None:
    plain = read_suppliers(write(register, row()))
    register.write_bytes(register.read_text(encoding="utf-8").encode("cp949"))
    assert read_suppliers(register) == plain
    assert plain[1] == []


# --- out and back ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_what_is_written_is_read_back_the_same(tmp_path: Path, suffix: str) -> None:
    suppliers, _ = read_suppliers(CATALOGUE / "suppliers.sample.csv")
    nasty = replace(suppliers[0], name="=1+1", conflicts=("-지분", "@x"), official_grade=None, declared_on=None)
    path = tmp_path / f"register{suffix}"
    path.write_bytes(RegisterSheets().write([nasty, *suppliers[1:]], suffix))
    assert read_suppliers(path) == ((nasty, *suppliers[1:]), [])
    assert RegisterSheets().write(read_suppliers(path)[0], ".csv") == RegisterSheets().write(
        [nasty, *suppliers[1:]], ".csv"
    )


def test_no_cell_that_is_written_begins_like_a_formula(register: Path) -> None:
    suppliers, _ = read_suppliers(write(register, row()))
    nasty = [replace(suppliers[0], name=f"{sign}cmd|' /C calc'!A0") for sign in "=+-@"]
    text = RegisterSheets().write(nasty, ".csv").decode("utf-8-sig")
    assert all(not cell.startswith(("=", "+", "-", "@")) for line in csv.reader(text.splitlines()) for cell in line)


@pytest.mark.parametrize("cell", ["=1+1", "+82", "-1", "@x", " =1"])
def test_a_formula_is_refused_with_its_place(register: Path, cell: str) -> None:
    assert found(write(register, row(name=cell))) == [("formula_cell", "register.csv · row 2 · name")]


def test_a_formula_in_a_workbook_is_refused(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(list(COLUMNS))
    book.worksheets[0].append(list((GOOD | {"name": "=6*2"}).values()))
    book.save(tmp_path / "register.xlsx")
    assert found(tmp_path / "register.xlsx") == [("formula_cell", "register.xlsx · row 2 · name")]


def test_good_rows_are_kept_beside_the_problems_of_others(register: Path) -> None:
    rows, problems = RegisterSheets().read(write(register, row(workers="x"), row(id="sup-b")))
    assert [(number, supplier.id) for number, supplier in rows] == [(3, "sup-b")]
    assert [problem.code for problem in problems] == ["wrong_type"]


# --- workbooks -------------------------------------------------------------------------------------------------------


def test_a_cell_without_end_is_a_broken_register(register: Path) -> None:
    assert found(write(register, row(name="x" * 200_000))) == [("broken_csv", "register.csv")]


def test_a_register_as_a_workbook_says_the_same(register: Path, tmp_path: Path) -> None:
    write(register, row(), row(id="sup-b", workers="3"))
    with register.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    book = Workbook()
    for line in rows:
        book.worksheets[0].append([date.fromisoformat(cell) if cell == GOOD["declared_on"] else cell for cell in line])
    path = tmp_path / "register.xlsx"
    book.save(path)
    assert read_suppliers(path) == read_suppliers(register)


@pytest.mark.parametrize(("content", "code"), [(b"no zip", "broken_csv"), (None, "file_missing")])
def test_a_workbook_that_cannot_be_read_is_said(tmp_path: Path, content: bytes | None, code: str) -> None:
    path = tmp_path / "register.xlsx"
    if content is not None:
        path.write_bytes(content)
    assert [problem.code for problem in read_suppliers(path)[1]] == [code]
