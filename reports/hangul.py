"""The roadmap as a Hangul document (HWPX), for consultants who go on writing in it: the same context as the PDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from assessment.terms import Language
from presentation.context import ReportContext
from presentation.sections.dimensions import DimensionPage, DimensionRow
from presentation.sections.parts import Line
from presentation.sections.roadmap import InitiativeCard, Phase
from presentation.sections.who_helps import Suppliers
from presentation.wording import say
from reports.hangul_paper import HangulPaper

Say = Callable[..., str]
Section = Callable[[HangulPaper, ReportContext, Say], None]


def write_hwpx(context: ReportContext) -> bytes:
    """The roadmap of one company as an editable file: styles, headings and tables, and empty lines for an opinion."""
    cover = context.cover
    paper = HangulPaper(" · ".join(filter(None, (cover.title, cover.watermark))))
    for section in SECTIONS:
        section(paper, context, partial(say, Language(context.language)))
    return paper.to_bytes(f"{cover.title} · {cover.company}", cover.issued_on)


def _cover(paper: HangulPaper, context: ReportContext, t: Say) -> None:
    cover = context.cover
    paper.text(cover.title, "title")
    paper.texts((cover.company, cover.watermark), "strong")
    paper.texts((cover.meta, t("report.promise")), "small")
    paper.labelled(_pairs(cover.lines))


def _result(paper: HangulPaper, context: ReportContext, t: Say) -> None:
    overview = context.overview
    paper.heading(t("document.result"), 1)
    paper.texts((*context.owner.headline, overview.sentence), "strong")
    paper.table(
        _heads(t, "table.dimension", "table.points", "table.band", "table.where", "table.one_line"),
        [_dimension(row) for row in context.owner.rows],
        (3, 2.5, 2.5, 4, 6),
    )
    paper.labelled(_pairs((overview.overall, overview.ladder)))
    paper.texts(overview.remarks, "small")


def _dimension(row: DimensionRow) -> tuple[str, ...]:
    points = f"{row.points} ({row.interval})" if row.interval else row.points
    return (row.name, points, row.band, row.where, row.one_line)


def _roadmap(paper: HangulPaper, context: ReportContext, t: Say) -> None:
    roadmap = context.roadmap
    paper.heading(t("roadmap.kicker"), 1)
    paper.text(roadmap.sentence, "strong")
    for phase in roadmap.phases:
        _phase(paper, phase, t)
    if roadmap.limits:
        paper.heading(t("document.limits"), 2)
        paper.texts(roadmap.limits, "item")


def _phase(paper: HangulPaper, phase: Phase, t: Say) -> None:
    paper.heading(phase.title, 2)
    paper.texts((phase.empty,))
    head = (t("table.number"), t("table.initiative"), t("table.when"), t("label.money"), t("label.people"))
    rows = []
    for card in phase.cards:
        facts = {line.label: line.text for line in card.facts}
        rows.append((str(card.number), card.name, card.when, *(facts.get(label, "") for label in head[3:])))
    paper.table(head, rows, (1.5, 7, 4, 4, 2))
    for card in phase.cards:
        _initiative(paper, card, t)


def _initiative(paper: HangulPaper, card: InitiativeCard, t: Say) -> None:
    paper.heading(f"{card.number}. {card.name}", 3)
    paper.text(card.summary)
    why = (t("table.why"), " ".join(card.why))
    paper.labelled([(t("table.when"), card.when), *_pairs(card.facts), *_pairs(card.work), why])


def _plans(paper: HangulPaper, context: ReportContext, t: Say) -> None:
    plans = context.plans
    paper.heading(t("plans.kicker"), 1)
    paper.text(plans.sentence, "strong")
    paper.table(
        _heads(
            t,
            "plans.plan",
            "plans.initiatives",
            "plans.cost",
            "plans.support",
            "plans.own",
            "plans.uses",
            "plans.worth",
        ),
        [
            (f"{row.name} · {row.what}", row.initiatives, row.cost, row.support, row.own, row.uses, row.worth)
            for row in plans.rows
        ],
        (5, 2, 3, 3, 3, 2, 2),
    )
    for card in plans.cards:
        paper.heading(card.title, 3)
        grants = " ".join(f"{line.label}: {line.text}" for line in card.grants)
        paper.labelled(
            [
                (t("plans.grants"), grants),
                (t("plans.changes"), " ".join(card.changes)),
                (t("plans.conditions"), " ".join(card.conditions)),
                (t("plans.fallback"), " ".join(card.fallback)),
            ]
        )
    paper.table(
        (t("plans.cash_table"), *plans.cash_names),
        [(r.quarter, *r.amounts) for r in plans.cash_rows],
        (3, *(2 for _ in plans.cash_names)),
    )
    paper.texts(plans.notes, "small")


def _benefit(paper: HangulPaper, context: ReportContext, t: Say) -> None:
    benefit = context.benefit
    paper.heading(t("benefit.kicker"), 1)
    paper.text(benefit.sentence, "strong")
    if benefit.total:
        paper.labelled(_pairs(benefit.total))
    paper.table(
        _heads(t, "benefit.initiative", "benefit.yearly", "label.payback", "benefit.formula_basis"),
        [(row.name, row.yearly, row.payback, f"{row.formula} {row.basis}") for row in benefit.rows],
        (4, 3, 3, 7),
    )
    paper.texts(benefit.notes, "small")
    paper.table((t("benefit.missing"), t("table.initiative")), _pairs(benefit.missing), (2, 3))
    if benefit.today:
        paper.labelled(_pairs(benefit.today))


def _left_out(paper: HangulPaper, context: ReportContext, t: Say) -> None:
    roadmap = context.roadmap
    if roadmap.left_out or roadmap.uncovered:
        paper.heading(t("roadmap.left_out"), 1)
        paper.texts((roadmap.uncovered,))
        paper.table((t("table.initiative"), t("table.why")), _pairs(roadmap.left_out), (2, 3))


def _ai_uses(paper: HangulPaper, context: ReportContext, t: Say) -> None:
    paper.heading(t("ai.kicker"), 1)
    paper.text(context.ai_uses.sentence, "strong")
    paper.labelled(_pairs(context.owner.uses))
    paper.heading(t("roadmap.opens"), 2)
    opened = context.figures.opened
    paper.texts(() if opened else (t("document.none_opens"),))
    paper.table((t("ai.use"), t("table.opens")), _pairs(opened), (3, 1))


def _support(paper: HangulPaper, context: ReportContext, t: Say) -> None:
    support = context.support
    paper.heading(t("support.kicker"), 1)
    paper.text(support.sentence, "strong")
    for card in support.cards:
        paper.heading(card.name, 3)
        paper.text(card.summary)
        standing = (t("table.standing"), f"{card.standing} · {card.window}")
        paper.labelled([standing, (t("table.agency"), card.agency), *_pairs(card.lines)])
    paper.table(
        _heads(t, "table.programme", "table.agency", "table.standing", "table.window"),
        [(card.name, card.agency, card.standing, card.window) for card in support.rest],
        (4, 3, 3, 4),
    )
    paper.text(support.warning, "strong")


def _who_helps(paper: HangulPaper, context: ReportContext, t: Say) -> None:
    helps = context.who_helps
    paper.heading(t("owner.helps"), 1)
    paper.heading(t("suppliers.title") if helps.suppliers.is_list else t("requirement.title"), 2)
    paper.text(helps.suppliers.sentence, "strong")
    _suppliers(paper, helps.suppliers, t)
    paper.text(helps.suppliers.warning, "strong")
    paper.heading(t("subcommittees.kicker"), 2)
    paper.text(t("subcommittees.title"))
    paper.table(
        _heads(t, "table.subcommittee", "table.alliance", "table.works_on", "table.why"),
        [(card.name, card.alliance, card.works_on, " ".join(card.why)) for card in helps.subcommittees],
        (2, 3, 4, 4),
    )
    paper.labelled(_pairs(helps.alliance))


def _suppliers(paper: HangulPaper, suppliers: Suppliers, t: Say) -> None:
    """Suppliers with their reasons, or the sheet to ask with; only one of the two has any rows."""
    for card in suppliers.cards:
        paper.heading(card.name, 3)
        lines = [
            (t("suppliers.covered"), card.cover),
            *_pairs(card.covered),
            (t("suppliers.not_covered"), card.missing),
        ]
        lines += [(t("label.money"), card.money), (t("table.why"), " ".join((*card.why, card.parts)))]
        paper.labelled([line for line in lines if line[1]])
    paper.table(
        _heads(t, "suppliers.nearest", "suppliers.covered", "suppliers.in_the_way", "suppliers.not_covered"),
        [(card.name, card.cover, card.why, card.missing) for card in suppliers.near],
        (2, 2, 4, 4),
    )
    paper.texts((suppliers.unmet,))
    paper.table((t("suppliers.filtered_out"), t("table.why")), _pairs(suppliers.filtered_out), (2, 3))
    paper.texts((suppliers.filtered_more,), "small")
    paper.table(
        _heads(t, "requirement.capability", "requirement.wanted_by", "requirement.ask_for", "requirement.question"),
        [(card.capability, card.wanted_by, card.ask_for, card.first_question) for card in suppliers.requirements],
        (2, 3, 4, 4),
    )
    for title, texts in (
        (t("requirement.acceptance"), suppliers.acceptance),
        (t("requirement.pools"), suppliers.pools),
    ):
        if texts:
            paper.heading(title, 3)
            paper.texts(texts, "item")


def _opinion(paper: HangulPaper, context: ReportContext, t: Say) -> None:
    """What the consultant wrote, and empty lines under the headings where nothing is written yet."""
    paper.heading(t("opinion.title"), 1)
    opinion = context.opinion
    paper.text(opinion.byline if opinion else t("document.write_here"), "small")
    for page in (*context.dimensions, context.enablers):
        _written(paper, page, t)
    paper.heading(t("document.overall"), 2)
    for paragraph in (opinion.paragraphs if opinion else ()) or ("",):
        paper.text(paragraph)


def _written(paper: HangulPaper, page: DimensionPage, t: Say) -> None:
    paper.heading(page.name, 2)
    for title, text in ((t("opinion.strengths"), page.strengths), (t("opinion.weaknesses"), page.weaknesses)):
        paper.heading(title, 3)
        for line in text.splitlines() or ("",):
            paper.text(line)


def _sources(paper: HangulPaper, context: ReportContext, t: Say) -> None:
    paper.heading(t("method.provenance"), 1)
    paper.labelled(_pairs(context.method.provenance))


def _heads(t: Say, *keys: str) -> list[str]:
    return list(map(t, keys))


def _pairs(lines: Sequence[Line]) -> list[tuple[str, str]]:
    return [(line.label, line.text) for line in lines]


SECTIONS: tuple[Section, ...] = (
    _cover,
    _result,
    _roadmap,
    _plans,
    _benefit,
    _left_out,
    _ai_uses,
    _support,
    _who_helps,
    _opinion,
    _sources,
)
"""The document from top to bottom; a new section is one more function here."""
