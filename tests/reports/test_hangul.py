"""The Hangul document: a package that editors accept, every text of the context, real styles, room for an opinion."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from itertools import chain
from xml.etree import ElementTree

import pytest
from hwpx import HwpxDocument
from hwpx.tools.id_integrity import check_id_integrity
from hwpx.tools.package_validator import validate_package
from hwpx.tools.validator import validate_document

from assessment.terms import Language
from presentation.context import ReportContext
from presentation.wording import say
from reports.hangul import write_hwpx
from tests.builders_reports import MOULDER, NAMES, WITH_OPINION, context_of, named, unknown_context

P = "{http://www.hancom.co.kr/hwpml/2011/paragraph}"
H = "{http://www.hancom.co.kr/hwpml/2011/head}"
A4 = (59528, 84188)
"""In hundredths of a point, the millimetres rounded."""
EVERY_CASE = pytest.mark.parametrize("name", NAMES)
EVERY_LANGUAGE = pytest.mark.parametrize("language", list(Language))


@cache
def written(name: str, language: Language = Language.KO, *, with_samples: bool = False) -> bytes:
    return write_hwpx(context_of(name, language, with_samples=with_samples))


def part(document: bytes, name: str) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        return ElementTree.fromstring(package.read(name))


def paragraphs(document: bytes) -> list[tuple[str, str]]:
    """The name of the style and the text of every paragraph, those in tables included, in their order."""
    names = {
        style.get("id"): style.get("name", "") for style in part(document, "Contents/header.xml").iter(f"{H}style")
    }
    found = []
    for paragraph in part(document, "Contents/section0.xml").iter(f"{P}p"):
        runs = chain.from_iterable(run.findall(f"{P}t") for run in paragraph.findall(f"{P}run"))
        text = "".join("\n" if piece.tag == f"{P}lineBreak" else piece.text or "" for t in runs for piece in t.iter())
        found.append((names[paragraph.get("styleIDRef")], text))
    return found


def tables(document: bytes) -> list[list[list[str]]]:
    """Every table as rows of cells."""
    rows = [
        [list(row.iter(f"{P}tc")) for row in t.iter(f"{P}tr")]
        for t in part(document, "Contents/section0.xml").iter(f"{P}tbl")
    ]
    return [[["".join(t.text or "" for t in cell.iter(f"{P}t")) for cell in row] for row in table] for table in rows]


def texts(value: object) -> Iterator[str]:
    """Every text of a value, lines apart; keys and coordinates of charts are none."""
    if isinstance(value, str):
        yield from filter(None, (line.strip() for line in value.splitlines()))
    elif isinstance(value, tuple):
        yield from chain.from_iterable(map(texts, value))
    elif is_dataclass(value):
        names = [f.name for f in fields(value) if f.name not in {"key", "state", "beads", "issued_on"}]
        yield from chain.from_iterable(texts(getattr(value, name)) for name in names)


def promised(context: ReportContext) -> Iterator[str]:
    """Everything that the document has to say; everybody who was left out stands in the spreadsheet alone."""
    roadmap, support = context.roadmap, context.support
    helps = replace(context.who_helps, suppliers=replace(context.who_helps.suppliers, left_out=()))
    yield from texts((context.cover, context.owner.headline, context.owner.rows, context.owner.uses))
    yield from texts(
        (context.overview.sentence, context.overview.overall, context.overview.ladder, context.overview.remarks)
    )
    yield from texts((roadmap.sentence, roadmap.phases, roadmap.limits, roadmap.left_out, roadmap.uncovered))
    yield from texts((context.ai_uses.sentence, context.figures.opened))
    yield from texts((support.sentence, support.cards, support.warning, helps, context.opinion))
    yield from texts(tuple((card.name, card.agency, card.standing, card.window) for card in support.rest))
    yield from texts(
        tuple((page.name, page.strengths, page.weaknesses) for page in (*context.dimensions, context.enablers))
    )
    yield from texts(context.method.provenance)


# --- a package that editors accept -----------------------------------------------------------------------------------


@EVERY_CASE
@EVERY_LANGUAGE
def test_it_fits_the_schemas_of_the_format_without_a_warning(name: str, language: Language) -> None:
    document = written(name, language)
    assert validate_document(document).issues == ()
    assert validate_package(document).errors == ()
    assert check_id_integrity(HwpxDocument.open(document)).dangling == []


def test_the_kind_of_file_stands_first_and_uncompressed() -> None:
    with zipfile.ZipFile(io.BytesIO(written(MOULDER))) as package:
        first = package.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert package.read("mimetype") == b"application/hwp+zip"
        assert package.testzip() is None


def test_the_same_context_gives_the_same_bytes() -> None:
    assert write_hwpx(context_of(MOULDER)) == written(MOULDER)


def test_it_knows_its_title_and_its_day_and_no_author() -> None:
    known = {e.get("name"): e.text for e in part(written(MOULDER), "Contents/content.hpf").iter() if e.get("name")}
    assert known["CreatedDate"] == known["ModifiedDate"] == "2026-11-22T00:00:00Z"
    assert not known["creator"]
    assert not known["lastsaveby"]
    with zipfile.ZipFile(io.BytesIO(written(MOULDER))) as package:
        assert "AI 전환 로드맵 · 예시정밀사출(가상)" in package.read("Contents/content.hpf").decode()


def test_no_number_of_a_part_is_given_twice() -> None:
    numbers = [table.get("id") for table in part(written(MOULDER), "Contents/section0.xml").iter(f"{P}tbl")]
    assert len(set(numbers)) == len(numbers) > 10


# --- what it says ----------------------------------------------------------------------------------------------------


@EVERY_CASE
@EVERY_LANGUAGE
def test_every_text_of_the_context_is_in_it(name: str, language: Language) -> None:
    found = "\n".join(text for _, text in paragraphs(written(name, language)))
    assert [text for text in promised(context_of(name, language)) if text not in found] == []


@EVERY_LANGUAGE
def test_it_says_what_it_can_where_nothing_is_known(language: Language) -> None:
    context = unknown_context(language)
    document = write_hwpx(context)
    found = "\n".join(text for _, text in paragraphs(document))
    assert validate_document(document).issues == ()
    assert context.roadmap.empty in found
    assert say(language, "document.none_opens") in found
    assert [text for text in promised(context) if text not in found] == []


def test_markup_and_control_characters_in_a_name_are_no_markup_and_no_error() -> None:
    document = write_hwpx(named("<b>굵게</b> & \x07\x0b가\ufffe나 \U0001f680"))
    assert validate_document(document).issues == ()
    assert "<b>굵게</b> & 가나 \U0001f680" in {text for _, text in paragraphs(document)}


def test_invented_suppliers_are_announced_on_every_page() -> None:
    context = context_of(WITH_OPINION, with_samples=True)
    document = written(WITH_OPINION, with_samples=True)
    section = part(document, "Contents/section0.xml")
    head = ["".join(t.text or "" for t in header.iter(f"{P}t")) for header in section.iter(f"{P}header")]
    assert head
    assert all(context.cover.watermark in text for text in head)
    assert ("로드맵 요지", context.cover.watermark) in paragraphs(document)
    assert [text for text in promised(context) if text not in "\n".join(t for _, t in paragraphs(document))] == []


# --- made to be edited -----------------------------------------------------------------------------------------------


@EVERY_CASE
def test_headings_are_headings_of_the_outline(name: str) -> None:
    context, document = context_of(name), written(name)
    shapes = {s.get("id"): s for s in part(document, "Contents/header.xml").iter(f"{H}paraPr")}
    styles = {s.get("name"): s for s in part(document, "Contents/header.xml").iter(f"{H}style")}
    for level in (1, 2, 3):
        heading = shapes[styles[f"개요 {level}"].get("paraPrIDRef")].find(f"{H}heading")
        assert heading is not None
        assert (heading.get("type"), heading.get("level")) == ("OUTLINE", str(level - 1))
    by_style = {style: [t for s, t in paragraphs(document) if s == style] for style in ("개요 1", "개요 2", "개요 3")}
    assert [phase.title for phase in context.roadmap.phases] == by_style["개요 2"][:3]
    cards = [f"{card.number}. {card.name}" for phase in context.roadmap.phases for card in phase.cards]
    assert [text for text in by_style["개요 3"] if re.match(r"\d", text)] == cards
    assert say(Language.KO, "opinion.title") in by_style["개요 1"]


def test_a_change_of_a_style_reaches_every_paragraph_of_it() -> None:
    document = written(MOULDER)
    styles = {s.get("id"): s for s in part(document, "Contents/header.xml").iter(f"{H}style")}
    for paragraph in part(document, "Contents/section0.xml").iter(f"{P}p"):
        style = styles[paragraph.get("styleIDRef")]
        assert paragraph.get("paraPrIDRef") == style.get("paraPrIDRef")
        runs = [run for run in paragraph.findall(f"{P}run") if "".join(t.text or "" for t in run.findall(f"{P}t"))]
        assert {run.get("charPrIDRef") for run in runs} <= {style.get("charPrIDRef")}


@EVERY_CASE
def test_the_initiatives_of_a_phase_stand_in_one_table_with_a_head(name: str) -> None:
    head = [
        say(Language.KO, key)
        for key in ("table.number", "table.initiative", "table.when", "label.money", "label.people")
    ]
    found = [table for table in tables(written(name)) if table[0] == head]
    phases = [phase for phase in context_of(name).roadmap.phases if phase.cards]
    assert len(found) == len(phases)
    for table, phase in zip(found, phases, strict=True):
        facts = [{line.label: line.text for line in card.facts} for card in phase.cards]
        expected = [
            [str(card.number), card.name, card.when, known[head[3]], known[head[4]]]
            for card, known in zip(phase.cards, facts, strict=True)
        ]
        assert table[1:] == expected


def test_heads_of_tables_come_again_on_the_next_page() -> None:
    for table in part(written(MOULDER), "Contents/section0.xml").iter(f"{P}tbl"):
        assert (table.get("repeatHeader"), table.get("pageBreak")) == ("1", "TABLE")
        first, *others = table.iter(f"{P}tr")
        assert {cell.get("header") for cell in first.iter(f"{P}tc")} == {"1"}
        assert {cell.get("header") for row in others for cell in row.iter(f"{P}tc")} <= {"0"}


def test_the_page_is_a4() -> None:
    page = next(part(written(MOULDER), "Contents/section0.xml").iter(f"{P}pagePr"))
    size = (int(page.get("width", 0)), int(page.get("height", 0)))
    assert all(abs(found - wanted) <= 2 for found, wanted in zip(size, A4, strict=True))


def opinion_of(document: bytes) -> list[tuple[str, str]]:
    """The paragraphs between the heading of the opinion and the sources."""
    found = paragraphs(document)
    start = found.index(("개요 1", say(Language.KO, "opinion.title")))
    return found[start + 1 : found.index(("개요 1", say(Language.KO, "method.provenance")))]


def test_where_nobody_wrote_an_opinion_there_is_an_empty_line_under_every_heading() -> None:
    hint, *rest = opinion_of(written(MOULDER))
    assert hint == ("로드맵 작은 글", say(Language.KO, "document.write_here"))
    lines = [(rest[n][0], rest[n + 1]) for n in range(len(rest) - 1) if rest[n][1] in {"강점", "약점", "총평"}]
    assert lines == [("개요 3", ("바탕글", ""))] * 10 + [("개요 2", ("바탕글", ""))]


def test_what_the_consultant_wrote_stands_under_its_heading() -> None:
    context, found = context_of(WITH_OPINION), opinion_of(written(WITH_OPINION))
    assert context.opinion is not None
    assert found[0][1] == context.opinion.byline
    assert [text for style, text in found[-len(context.opinion.paragraphs) :]] == list(context.opinion.paragraphs)
    weakness = context.dimensions[0].weaknesses
    assert weakness
    assert found[found.index(("바탕글", weakness)) - 1] == ("개요 3", "약점")


def test_a_long_opinion_keeps_its_lines() -> None:
    context = context_of(WITH_OPINION)
    first, *others = context.dimensions
    context = replace(context, dimensions=(replace(first, strengths="첫 줄\n둘째 줄"), *others))
    found = opinion_of(write_hwpx(context))
    assert found[2:5] == [("개요 3", "강점"), ("바탕글", "첫 줄"), ("바탕글", "둘째 줄")]
