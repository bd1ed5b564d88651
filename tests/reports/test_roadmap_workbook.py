"""The workbook of the roadmap: numbers to calculate with, formulas that read the right rows, texts that stay texts."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from functools import cache

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from assessment.matching.values import SupplierMatches
from assessment.terms import Language
from presentation.charts import COLOURS
from presentation.context import ReportContext
from presentation.wording import say
from reports.roadmap_workbook import write_roadmap_workbook
from tests.builders_reports import MOULDER, NAMES, WITH_OPINION, context_of, diagnosis_of, named, unknown_context

EVERY_CASE = pytest.mark.parametrize("name", NAMES)
EVERY_LANGUAGE = pytest.mark.parametrize("language", list(Language))
HEAD = 4
SHEETS = [
    "로드맵",
    "과제 설명",
    "돈과 사람",
    "수준",
    "AI 활용",
    "넣지 못한 것",
    "지원사업",
    "누가 돕나",
    "출처",
]


def opened(context: ReportContext, *, values: bool = True) -> Workbook:
    """The workbook as a program sees it: with the values that the file carries, or with the formulas."""
    return load_workbook(io.BytesIO(write_roadmap_workbook(context)), data_only=values)


@cache
def book(name: str, language: Language = Language.KO, *, values: bool = True) -> Workbook:
    return opened(context_of(name, language), values=values)


def table(sheet: Worksheet, head: int = HEAD) -> list[tuple[object, ...]]:
    """The rows below a head, up to the first empty one."""
    rows: list[tuple[object, ...]] = []
    for row in sheet.iter_rows(min_row=head + 1, values_only=True):
        if not any(cell is not None for cell in row):
            break
        rows.append(row)
    return rows


def said(workbook: Workbook) -> str:
    """Every text of every sheet."""
    return "\n".join(
        str(cell)
        for sheet in workbook
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if isinstance(cell, str)
    )


# --- numbers ---------------------------------------------------------------------------------------------------------


@EVERY_CASE
def test_the_roadmap_has_a_row_for_each_initiative_with_numbers_as_numbers(name: str) -> None:
    roadmap = diagnosis_of(name).roadmap
    *rows, total = table(book(name)["로드맵"])
    found = [(row[0], row[1], row[3], row[4], row[5], row[6]) for row in rows]
    assert found == [
        (number, entry.phase, entry.start + 1, entry.quarters, entry.cost, entry.staff_months)
        for number, entry in enumerate(roadmap.scheduled, 1)
    ]
    assert [row[2] for row in rows] == [card.name for phase in context_of(name).roadmap.phases for card in phase.cards]
    assert total[5] == sum(roadmap.cost_by_year)
    assert total[6] == pytest.approx(sum(roadmap.staff_by_quarter))


@EVERY_CASE
def test_the_beads_of_an_initiative_stand_in_its_quarters_and_have_the_colour_of_its_dimension(name: str) -> None:
    sheet, roadmap = book(name)["로드맵"], diagnosis_of(name).roadmap
    horizon = diagnosis_of(name).instance.horizon
    rules = {str(cells.sqref): rule[0] for cells, rule in sheet.conditional_formatting._cf_rules.items()}
    for number, (row, entry) in enumerate(zip(table(sheet), roadmap.scheduled, strict=False), HEAD + 1):
        running = [quarter for quarter in range(horizon) if row[8 + quarter] == "●"]
        assert running == list(range(entry.start, entry.end))
        rule = next(rule for cells, rule in rules.items() if re.match(rf"I{number}:[A-Z]+{number}$", cells))
        key = context_of(name).figures.initiatives[number - HEAD - 1].key
        assert rule.formula == ['"●"']
        assert rule.dxf.fill.bgColor.rgb[2:].lower() == COLOURS[key][1:]


@EVERY_CASE
def test_money_and_people_of_quarters_and_years_are_those_of_the_plan(name: str) -> None:
    sheet, diagnosis = book(name)["돈과 사람"], diagnosis_of(name)
    instance, roadmap = diagnosis.instance, diagnosis.roadmap
    quarters = table(sheet)
    assert [row[4] for row in quarters] == pytest.approx(list(roadmap.staff_by_quarter))
    assert [row[5] for row in quarters] == list(instance.staff_months)
    assert [row[6] for row in quarters] == pytest.approx(
        [limit - used for limit, used in zip(instance.staff_months, roadmap.staff_by_quarter, strict=True)]
    )
    years = table(sheet, HEAD + len(quarters) + 2)
    assert [row[2] for row in years] == list(roadmap.cost_by_year)
    assert [row[3] for row in years] == list(instance.budget_a_year)
    assert [sum(row[3] for row in quarters if row[2] == year[0]) for year in years] == list(roadmap.cost_by_year)  # type: ignore[misc]
    left = 0
    for year, cost, budget in zip(years, roadmap.cost_by_year, instance.budget_a_year, strict=True):
        assert year[4] == left
        left += budget - cost
        assert year[5] == left


@EVERY_CASE
def test_the_formulas_read_every_row_of_the_roadmap_and_no_other(name: str) -> None:
    count = len(diagnosis_of(name).roadmap.scheduled)
    rows = f"{HEAD + 1}:", f"${HEAD + count}"
    for sheet_name in ("로드맵", "돈과 사람"):
        formulas = [
            c.value for row in book(name, values=False)[sheet_name].iter_rows() for c in row if c.data_type == "f"
        ]
        assert formulas
        ranges = {
            cells
            for text in formulas
            for cells in re.findall(r"\$[D-G]\$\d+:\$[D-G]\$\d+", str(text))
            if "로드맵" in text
        }
        ranges |= {cells for text in formulas for cells in re.findall(r"SUM\((\S+)\)", str(text))}
        assert all(f"${rows[0]}" in cells and cells.endswith(rows[1]) for cells in ranges), ranges
    text = book(name, values=False)["로드맵"].cell(HEAD + 1, 9).value
    assert text == f'=IF(AND(I${HEAD - 1}>=$D{HEAD + 1},I${HEAD - 1}<$D{HEAD + 1}+$E{HEAD + 1}),"●","")'


@EVERY_CASE
def test_a_year_adds_up_all_quarters_that_belong_to_it(name: str) -> None:
    sheet, horizon = book(name, values=False)["돈과 사람"], diagnosis_of(name).instance.horizon
    first, last = HEAD + 1, HEAD + horizon
    for row in range(last + 3, last + 3 + len(diagnosis_of(name).instance.budget_a_year)):
        assert sheet.cell(row, 3).value == f"=SUMIF($C${first}:$C${last},A{row},$D${first}:$D${last})"
        assert sheet.cell(row, 6).value == f"=D{row}+E{row}-C{row}"
        assert sheet.cell(row, 5).value == (f"=F{row - 1}" if row > last + 3 else 0)


@EVERY_CASE
def test_levels_are_numbers_where_there_are_any(name: str) -> None:
    diagnosis = diagnosis_of(name)
    rows = table(book(name)["수준"])
    assert len(rows) == len(diagnosis.scorecard.items) == 24
    for row, levels in zip(rows, diagnosis.scorecard.items, strict=True):
        assert row[1] == levels.item.name.ko
        if isinstance(levels.effective, int):
            assert row[2:5] == (
                levels.effective,
                diagnosis.instance.targets.get(levels.item.id, "–"),
                diagnosis.roadmap.levels_at_end[levels.item.id],
            )
        else:
            assert row[2:5] == (say(Language.KO, f"absence.{levels.effective.value}"), "–", "–")


# --- words -----------------------------------------------------------------------------------------------------------


@EVERY_CASE
@EVERY_LANGUAGE
def test_what_was_left_out_what_opens_who_helps_and_every_programme_are_in_it(name: str, language: Language) -> None:
    context, found = context_of(name, language), said(book(name, language))
    expected = [line.text for line in (*context.roadmap.left_out, *context.figures.opened, *context.method.provenance)]
    expected += [c.name for c in (*context.support.cards, *context.support.rest)]
    expected += [c.first_question for c in context.who_helps.suppliers.requirements]
    expected += [
        line.text for phase in context.roadmap.phases for card in phase.cards for line in (*card.facts, *card.work)
    ]
    expected += [*context.roadmap.limits, context.support.warning, context.who_helps.suppliers.warning]
    assert [text for text in expected if text not in found] == []


@EVERY_LANGUAGE
def test_sheets_are_ready_to_print_on_a4_with_their_head_on_every_page(language: Language) -> None:
    for sheet in book(WITH_OPINION, language):
        setup = sheet.page_setup
        assert (setup.paperSize, setup.orientation) == (9, "landscape")
        assert (sheet.sheet_properties.pageSetUpPr.fitToPage, setup.fitToHeight) == (True, 0)
        assert sheet.print_title_rows == f"$2:${HEAD}"
        assert str(sheet.freeze_panes)[1:] == str(HEAD + 1)


def test_the_sheets_are_named_in_korean_and_the_plan_stands_first() -> None:
    names = book(MOULDER).sheetnames
    assert [name for name in names if name in SHEETS] == SHEETS
    assert names[0] == SHEETS[0]


def test_what_looks_like_a_formula_or_an_address_stays_a_text() -> None:
    context = named("=1+1 https://example.org")
    sheet = opened(context, values=False)["로드맵"]
    assert sheet["A2"].data_type == "s"
    assert str(sheet["A2"].value).startswith("=1+1 https://example.org")
    assert sheet["A2"].hyperlink is None


def test_invented_suppliers_are_announced_on_every_sheet() -> None:
    context = context_of(WITH_OPINION, with_samples=True)
    sheets = opened(context)
    assert all(context.cover.watermark in str(sheet["A2"].value) for sheet in sheets)
    assert [card.name for card in context.who_helps.suppliers.cards if card.name not in said(sheets)] == []


@EVERY_LANGUAGE
def test_suppliers_stand_with_the_parts_of_their_fit_and_below_them_what_nobody_covers(language: Language) -> None:
    diagnosis, context = (
        diagnosis_of(WITH_OPINION, with_samples=True),
        context_of(WITH_OPINION, language, with_samples=True),
    )
    found, suppliers = diagnosis.suppliers, context.who_helps.suppliers
    assert isinstance(found, SupplierMatches)
    sheet = opened(context)[say(language, "owner.helps")]
    rows = table(sheet)
    assert [row[0] for row in rows] == [match.supplier.name for match in found.matches]
    for row, match in zip(rows, found.matches, strict=True):
        expected = [match.cover, *(part for _, part in match.parts), match.fit]
        assert [number for number in row[5:10] if isinstance(number, int | float)] == pytest.approx(
            [100 * share for share in expected], abs=0.2
        )
    below = HEAD + len(rows) + 2
    if found.unmet:
        assert sheet.cell(below, 1).value == suppliers.unmet
        below += 2
    assert sheet.cell(below, 1).value == say(language, "suppliers.filtered_out")
    left_out = table(sheet, below)
    assert [(row[0], row[3]) for row in left_out] == [
        (entry.supplier.name, pytest.approx(100 * entry.cover, abs=0.05)) for entry in found.filtered_out
    ]
    assert left_out


def test_where_nobody_is_listed_the_nearest_stand_in_their_place() -> None:
    listed = context_of(WITH_OPINION, with_samples=True)
    suppliers = replace(listed.who_helps.suppliers, cards=(), unmet="아무도 맡지 못함")
    context = replace(listed, who_helps=replace(listed.who_helps, suppliers=suppliers))
    sheet = opened(context)["누가 돕나"]
    assert table(sheet) == []
    assert sheet.cell(HEAD + 2, 1).value == "아무도 맡지 못함"
    assert [row[0] for row in table(sheet, HEAD + 4)] == [card.name for card in suppliers.left_out]


@EVERY_LANGUAGE
def test_a_plan_with_nothing_in_it_has_no_beads_and_costs_nothing(language: Language) -> None:
    context = unknown_context(language)
    sheets = opened(context, values=False)
    roadmap, _, money, *_ = sheets.worksheets
    assert table(roadmap) == []
    assert roadmap["A1"].value == context.roadmap.empty
    assert {row[3:5] for row in table(money)} == {(0, 0)}
    assert say(language, "document.none_opens") in said(sheets)


def test_the_same_context_gives_the_same_bytes() -> None:
    first, second = (write_roadmap_workbook(context_of(MOULDER)) for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert "2026-11-22T00:00:00Z" in package.read("docProps/core.xml").decode()


def test_a_long_text_has_the_room_that_it_needs() -> None:
    sheet = book(MOULDER)["과제 설명"]
    heights = {
        len(str(row[3].value)): sheet.row_dimensions[row[3].row].height for row in sheet.iter_rows(min_row=HEAD + 1)
    }
    assert heights[max(heights)] >= 3 * heights[min(heights)]
