"""The roadmap as a workbook: move a start or a cost, and the quarters, the money and the people follow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from assessment.terms import Language
from presentation.context import ReportContext
from presentation.sections.figures import InitiativeFigures
from presentation.sections.parts import Line
from presentation.sections.who_helps import Suppliers
from presentation.wording import say
from reports.roadmap_desk import HEAD_ROW, Cell, Formula, RoadmapDesk, RoadmapSheet

Say = Callable[..., str]
Sheet = Callable[[RoadmapDesk, ReportContext, Say], None]
FIRST_ROW = HEAD_ROW + 1
START, LENGTH, COST, MONTHS, FIRST_QUARTER = 3, 4, 5, 6, 8
"""Columns of the roadmap that its formulas read."""
BEAD = "●"
SHORT = -0.001
"""Below this a limit is broken; nearer to 0 it is the rounding of a sum."""


def write_roadmap_workbook(context: ReportContext) -> bytes:
    """The plan of one company as sheets, with numbers as numbers and sums as formulas."""
    cover = context.cover
    running = " · ".join(filter(None, (cover.company, cover.title, cover.meta, cover.watermark)))
    desk = RoadmapDesk(f"{cover.title} · {cover.company}", running, cover.issued_on)
    for sheet in SHEETS:
        sheet(desk, context, partial(say, Language(context.language)))
    return desk.to_bytes()


# --- the plan, with formulas -----------------------------------------------------------------------------------------


def _roadmap(desk: RoadmapDesk, context: ReportContext, t: Say) -> None:
    plan = context.figures
    widths = (7, 7, 52, 16, 10, 16, 16, 42, *([9] * len(plan.quarters)))
    sheet = desk.sheet(t("roadmap.kicker"), context.roadmap.sentence, widths, frozen=3)
    head = _heads(t, "table.number", "table.phase", "table.initiative", "table.start", "table.quarters", "table.cost")
    head += _heads(t, "table.staff_months", "label.climbs")
    rows = [_initiative(entry) for entry in plan.initiatives]
    end = sheet.table(HEAD_ROW, [*head, *(quarter.name for quarter in plan.quarters)], rows)
    for number in range(1, len(plan.quarters) + 1):
        sheet.write(HEAD_ROW - 1, FIRST_QUARTER + number - 1, number, "mark")
    for row, entry in enumerate(plan.initiatives, FIRST_ROW):
        _beads(sheet, row, entry, len(plan.quarters))
    if plan.initiatives:
        sheet.write(end - 1, START - 1, t("table.total"), "head")
        sums = {COST: sum(e.likely for e in plan.initiatives), MONTHS: sum(e.staff_months for e in plan.initiatives)}
        for column, total in sums.items():
            cells = xl_range_abs(FIRST_ROW, column, end - 2, column)
            sheet.write(end - 1, column, Formula(f"=SUM({cells})", total))
    sheet.notes(end + 1, (t("workbook.how_to"), *context.roadmap.limits))


def _initiative(entry: InitiativeFigures) -> Sequence[Cell]:
    return (
        entry.number,
        entry.phase,
        entry.name,
        entry.start,
        entry.quarters,
        entry.likely,
        entry.staff_months,
        entry.climbs,
    )


def _beads(sheet: RoadmapSheet, row: int, entry: InitiativeFigures, quarters: int) -> None:
    """A bead in each quarter of an initiative, in the colour of its dimension."""
    start, length = (xl_rowcol_to_cell(row, column, col_abs=True) for column in (START, LENGTH))
    for number in range(1, quarters + 1):
        column = FIRST_QUARTER + number - 1
        quarter = xl_rowcol_to_cell(HEAD_ROW - 1, column, row_abs=True)
        runs = entry.start <= number < entry.start + entry.quarters
        text = f'=IF(AND({quarter}>={start},{quarter}<{start}+{length}),"{BEAD}","")'
        sheet.write(row, column, Formula(text, BEAD if runs else ""), "mark")
    cells = (row, FIRST_QUARTER, row, FIRST_QUARTER + quarters - 1)
    sheet.colour(cells, {"criteria": "==", "value": f'"{BEAD}"'}, entry.key)


def _money_and_people(desk: RoadmapDesk, context: ReportContext, t: Say) -> None:
    plan = context.figures
    sheet = desk.sheet(t("workbook.money_and_people"), t("workbook.money_rule"), (9, 18, 12, 20, 20, 20, 20))
    head = _heads(t, "table.quarter_number", "table.quarter", "table.year", "table.cost", "table.staff_months")
    head += _heads(t, "table.staff_limit", "table.left")
    rows = [_quarter(t("roadmap.kicker"), context, number) for number in range(1, len(plan.quarters) + 1)]
    end = sheet.table(HEAD_ROW, head, rows)
    head = _heads(t, "table.year", "table.quarters_of", "table.cost", "table.budget", "table.carried", "table.left")
    rows = [_year(context, number, end + number) for number in range(1, len(plan.years) + 1)]
    sheet.table(end, head, rows)
    _mark_short(sheet, FIRST_ROW, end - 2, 6)
    _mark_short(sheet, end + 1, end + len(plan.years), 5)
    sheet.notes(end + len(plan.years) + 2, context.roadmap.limits)


def _quarter(roadmap: str, context: ReportContext, number: int) -> Sequence[Cell]:
    """One quarter: what starts in it, and which people work in it; the formulas read the sheet of the roadmap."""
    quarter, row = context.figures.quarters[number - 1], FIRST_ROW + number - 1
    this, used, limit = (xl_rowcol_to_cell(row, column) for column in (0, 4, 5))
    left = Formula(f"={limit}-{used}", quarter.staff_limit - quarter.staff_months)
    cost: Cell = quarter.cost
    months: Cell = quarter.staff_months
    if last := len(context.figures.initiatives):
        columns = (xl_range_abs(FIRST_ROW, c, FIRST_ROW + last - 1, c) for c in (START, LENGTH, COST, MONTHS))
        starts, lengths, costs, people = (f"'{roadmap}'!{cells}" for cells in columns)
        cost = Formula(f"=SUMIF({starts},{this},{costs})", quarter.cost)
        works = f"({starts}<={this})*({this}<{starts}+{lengths})*{people}/{lengths}"
        months = Formula(f"=SUMPRODUCT({works})", quarter.staff_months)
    return (number, quarter.name, quarter.year, cost, months, quarter.staff_limit, left)


def _year(context: ReportContext, number: int, row: int) -> Sequence[Cell]:
    """One year: what is not spent of its budget and of what was carried over moves on to the next."""
    years, last = context.figures.years, FIRST_ROW + len(context.figures.quarters) - 1
    year = years[number - 1]
    before = sum(y.budget - y.cost for y in years[: number - 1])
    this, cost, budget, carried = (xl_rowcol_to_cell(row, column) for column in (0, 2, 3, 4))
    in_year, costs = (xl_range_abs(FIRST_ROW, column, last, column) for column in (2, 3))
    return (
        number,
        year.quarters,
        Formula(f"=SUMIF({in_year},{this},{costs})", year.cost),
        year.budget,
        Formula(f"={xl_rowcol_to_cell(row - 1, 5)}", before) if number > 1 else 0,
        Formula(f"={budget}+{carried}-{cost}", before + year.budget - year.cost),
    )


def _mark_short(sheet: RoadmapSheet, first: int, last: int, column: int) -> None:
    sheet.colour((first, column, last, column), {"criteria": "<", "value": SHORT}, "short")


# --- words and levels ------------------------------------------------------------------------------------------------


def _initiatives(desk: RoadmapDesk, context: ReportContext, t: Say) -> None:
    """A row for each thing to know of an initiative, to be filtered by either."""
    sheet = desk.sheet(t("workbook.initiatives"), t("workbook.initiatives"), (7, 48, 22, 100), 2)
    rows = [
        (card.number, card.name, line.label, line.text)
        for phase in context.roadmap.phases
        for card in phase.cards
        for line in (
            Line(t("table.when"), card.when),
            Line(t("table.what"), card.summary),
            *card.facts,
            *card.work,
            Line(t("table.why"), " ".join(card.why)),
        )
    ]
    sheet.table(HEAD_ROW, _heads(t, "table.number", "table.initiative", "table.about", "table.what"), rows)
    sheet.filter(rows)


def _levels(desk: RoadmapDesk, context: ReportContext, t: Say) -> None:
    sheet = desk.sheet(t("workbook.levels"), context.overview.sentence, (26, 36, 18, 18, 18), 2)
    head = _heads(t, "table.dimension", "table.item", "table.level_now", "table.level_target", "table.level_end")
    rows = [(level.group, level.name, level.now, level.target, level.end) for level in context.figures.levels]
    sheet.table(HEAD_ROW, head, rows)


def _ai_uses(desk: RoadmapDesk, context: ReportContext, t: Say) -> None:
    opened = context.figures.opened
    sheet = desk.sheet(t("workbook.ai_uses"), t("roadmap.opens") if opened else t("document.none_opens"), (60, 20))
    sheet.table(HEAD_ROW, _heads(t, "ai.use", "table.opens"), _pairs(opened))


def _plans(desk: RoadmapDesk, context: ReportContext, t: Say) -> None:
    plans = context.plans
    sheet = desk.sheet(t("plans.kicker"), plans.sentence, (40, 40, 20, 20, 20, 16, 16))
    head = _heads(t, "plans.plan", "plans.initiatives", "plans.cost", "plans.support", "plans.own", "plans.uses")
    rows = [(f"{r.name} · {r.what}", r.initiatives, r.cost, r.support, r.own, r.uses, r.worth) for r in plans.rows]
    end = sheet.table(HEAD_ROW, [*head, t("plans.worth")], rows)
    grants = [(card.title, line.label, line.text) for card in plans.cards for line in card.grants]
    end = sheet.table(end, _heads(t, "plans.plan", "table.programme", "plans.grants"), grants) if grants else end
    quarters = [(row.quarter, *row.amounts) for row in plans.cash_rows]
    end = sheet.table(end, [t("plans.cash_table"), *plans.cash_names], quarters)
    sheet.notes(end, [*(sentence for card in plans.cards for sentence in card.conditions), *plans.notes])


def _benefit(desk: RoadmapDesk, context: ReportContext, t: Say) -> None:
    benefit = context.benefit
    sheet = desk.sheet(t("benefit.kicker"), benefit.sentence, (52, 26, 26, 60, 60))
    head = _heads(
        t, "benefit.initiative", "benefit.yearly", "label.payback", "benefit.formula", "benefit.formula_basis"
    )
    rows = [(row.name, row.yearly, row.payback, row.formula, row.basis) for row in benefit.rows]
    end = sheet.table(HEAD_ROW, head, rows)
    end = sheet.table(end, [t("benefit.missing"), t("benefit.initiative")], _pairs(benefit.missing))
    sheet.notes(end, benefit.notes)


def _left_out(desk: RoadmapDesk, context: ReportContext, t: Say) -> None:
    sheet = desk.sheet(t("workbook.left_out"), t("roadmap.left_out"), (60, 80))
    rows = _pairs(context.roadmap.left_out)
    end = sheet.table(HEAD_ROW, _heads(t, "table.initiative", "table.why"), rows)
    sheet.notes(end, (context.roadmap.uncovered or t("workbook.all_covered"),))


def _support(desk: RoadmapDesk, context: ReportContext, t: Say) -> None:
    support = context.support
    sheet = desk.sheet(t("support.kicker"), support.sentence, (46, 32, 46, 18, 90))
    rows = [
        (card.name, card.standing, card.window, line.label, line.text)
        for card in (*support.cards, *support.rest)
        for line in (Line(t("table.agency"), card.agency), Line(t("table.what"), card.summary), *card.lines)
    ]
    head = _heads(t, "table.programme", "table.standing", "table.window", "table.about", "table.what")
    end = sheet.table(HEAD_ROW, head, rows)
    sheet.filter(rows)
    sheet.notes(end, (support.warning,))


def _who_helps(desk: RoadmapDesk, context: ReportContext, t: Say) -> None:
    helps, suppliers = context.who_helps, context.who_helps.suppliers
    sheet = desk.sheet(t("owner.helps"), suppliers.sentence, (34, 44, 44, 44, 50, *([18] * 5)))
    end = sheet.table(HEAD_ROW, *(_suppliers(suppliers, t) if suppliers.is_list else _requirements(suppliers, t)))
    if suppliers.unmet:
        sheet.notes(end, (suppliers.unmet,))
        end += 2
    if suppliers.left_out:
        end = sheet.table(end, *_left_out_suppliers(suppliers, t))
    for title, texts in (
        (t("requirement.acceptance"), suppliers.acceptance),
        (t("requirement.pools"), suppliers.pools),
    ):
        if texts:
            end = sheet.table(end, (title,), [(text,) for text in texts])
    sheet.notes(end, (suppliers.warning,))
    head = _heads(t, "table.subcommittee", "table.alliance", "table.works_on", "table.why")
    rows = [(card.name, card.alliance, card.works_on, " ".join(card.why)) for card in helps.subcommittees]
    end = sheet.table(end + 2, head, rows)
    body, *rest = _pairs(helps.alliance)
    sheet.table(end, body, rest)


def _suppliers(suppliers: Suppliers, t: Say) -> tuple[list[str], list[Sequence[Cell]]]:
    """Who is listed; the parts of each fit stand in columns of their own and add up to it."""
    head = _heads(t, "suppliers.title", "suppliers.covered", "suppliers.not_covered", "label.money", "table.why")
    head += _heads(t, "suppliers.share", "suppliers.part_cover", "suppliers.part_industry", "suppliers.part_region")
    return [*head, t("suppliers.fit")], [
        (
            card.name,
            "\n".join(f"{x.label}: {x.text}" for x in card.covered),
            card.missing,
            card.money,
            " ".join(card.why),
            card.share,
            *card.points,
            Formula(f"=SUM({xl_range_abs(row, 6, row, 8)})", sum(card.points)),
        )
        for row, card in enumerate(suppliers.cards, FIRST_ROW)
    ]


def _left_out_suppliers(suppliers: Suppliers, t: Say) -> tuple[list[str], list[Sequence[Cell]]]:
    """Who covers a need and is not listed, nearest first."""
    head = _heads(t, "suppliers.filtered_out", "suppliers.in_the_way", "suppliers.not_covered", "suppliers.share")
    return head, [(card.name, card.why, card.missing, card.share) for card in suppliers.left_out]


def _requirements(suppliers: Suppliers, t: Say) -> tuple[list[str], list[Sequence[Cell]]]:
    head = _heads(t, "requirement.capability", "requirement.wanted_by", "requirement.ask_for", "requirement.question")
    return head, [
        (card.capability, card.wanted_by, card.ask_for, card.first_question) for card in suppliers.requirements
    ]


def _sources(desk: RoadmapDesk, context: ReportContext, t: Say) -> None:
    sheet = desk.sheet(t("workbook.sources"), t("method.title"), (34, 90))
    rows = _pairs((*context.cover.lines, *context.method.provenance, *context.method.figures))
    end = sheet.table(HEAD_ROW, _heads(t, "table.what", "table.value"), rows)
    sheet.notes(end, (*context.method.rules, t("report.promise")))


def _heads(t: Say, *keys: str) -> list[str]:
    return list(map(t, keys))


def _pairs(lines: Sequence[Line]) -> list[tuple[str, str]]:
    return [(line.label, line.text) for line in lines]


SHEETS: tuple[Sheet, ...] = (
    _roadmap,
    _initiatives,
    _money_and_people,
    _plans,
    _benefit,
    _levels,
    _ai_uses,
    _left_out,
    _support,
    _who_helps,
    _sources,
)
"""The workbook from left to right; a new sheet is one more function here."""
