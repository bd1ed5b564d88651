"""A Hangul document (HWPX) while it is written: A4, named styles that can be changed once for all, real tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hwpx import HwpxDocument
from hwpx.model import HeaderPart, Paragraph, Section, TableCell

from presentation.charts import COLOURS

SERIF, SANS = "함초롬바탕", "함초롬돋움"
"""Names only: both fonts come with the Hangul word processor, and another program puts its own in their place."""
WASH = "#f4f6f8"
MARGINS_MM = {"left": 20.0, "right": 20.0, "top": 15.0, "bottom": 15.0, "header": 10.0, "footer": 10.0}
UNITS_A_POINT = 100
CELL_ROOM = {"left": "510", "right": "510", "top": "283", "bottom": "283"}
LABEL_AND_TEXT = (1.0, 4.0)
HEADING_NUMBERS = ("^1.", "^1.^2.", "")
"""How the word processor numbers headings of three levels; on the third the initiatives carry their own number."""
PARAGRAPH = "{http://www.hancom.co.kr/hwpml/2011/paragraph}"
HEAD = "{http://www.hancom.co.kr/hwpml/2011/head}"
NUMBERED_PARTS = tuple(PARAGRAPH + name for name in ("p", "tbl", "header", "footer"))


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style: its names in the list of styles, its font, and in points its type and the room around it."""

    name: str
    english: str
    font: str
    size: float
    bold: bool = False
    colour: str = COLOURS["ink"]
    before: int = 0
    after: int = 0
    indent: int = 0
    outline: int = 0


STYLES = {
    "body": Style("바탕글", "Normal", SERIF, 10, after=4),
    "title": Style("로드맵 제목", "Roadmap Title", SANS, 20, bold=True, after=6),
    "heading 1": Style("개요 1", "Outline 1", SANS, 15, bold=True, before=18, after=6, outline=1),
    "heading 2": Style("개요 2", "Outline 2", SANS, 12, bold=True, before=12, after=4, outline=2),
    "heading 3": Style("개요 3", "Outline 3", SANS, 11, bold=True, before=10, after=3, outline=3),
    "strong": Style("로드맵 요지", "Roadmap Message", SANS, 11, bold=True, after=4),
    "item": Style("로드맵 항목", "Roadmap Item", SERIF, 10, after=3, indent=10),
    "small": Style("로드맵 작은 글", "Roadmap Small", SERIF, 9, colour=COLOURS["soft"], after=3),
    "head": Style("로드맵 표 머리", "Roadmap Table Head", SANS, 9, bold=True),
    "cell": Style("로드맵 표 글", "Roadmap Table Text", SERIF, 9),
}


@dataclass(frozen=True, slots=True)
class _Look:
    """The ids of a style, of its paragraph shape and of its type in the document."""

    style: str
    shape: str
    type: str


class HangulPaper:
    """One document; what is added stands below what was added before."""

    def __init__(self, running: str) -> None:
        """Begin a document; `running` stands at the head of every page, the number of the page at its foot."""
        self._document = HwpxDocument.new()
        self._document.page.setup(paper_size="A4", margins_mm=MARGINS_MM)
        self._looks = _define_styles(self._document)
        border = COLOURS["line"]
        self._plain = self._document.styles.ensure_border_fill(border_color=border)
        self._shaded = self._document.styles.ensure_border_fill(border_color=border, fill_color=WASH)
        self._dress(self._document.page.set_header(text=running).paragraphs[0], "small")
        self._dress(self._document.page.set_page_number().paragraphs[0], "small")
        self._is_empty = True

    def text(self, text: str, style: str = "body") -> None:
        """One paragraph; an empty one is a line to fill in."""
        if self._is_empty:  # a new document holds one empty paragraph, with the settings of the page
            paragraph = self._document.paragraphs[0]
            paragraph.text = text
            self._is_empty = False
        else:
            paragraph = self._document.add_paragraph(text, inherit_style=False)
        self._dress(paragraph, style)

    def texts(self, texts: Iterable[str], style: str = "body") -> None:
        """Several paragraphs; what is empty is left away."""
        for text in filter(None, texts):
            self.text(text, style)

    def heading(self, text: str, level: int) -> None:
        """A heading of the outline, level 1 to 3."""
        self.text(text, f"heading {level}")

    def table(self, head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
        """A table whose head is repeated on every page; nothing where it would have no row."""
        if rows:
            self._rows((head, *rows), widths)

    def labelled(self, lines: Sequence[tuple[str, str]]) -> None:
        """A table of labels and their texts; the first line is its head."""
        self._rows(lines, LABEL_AND_TEXT, heads=1)

    def to_bytes(self, title: str, issued_on: str) -> bytes:
        """The finished file; the same document of the same day gives the same bytes."""
        parts = self._document.parts
        parts.clear_document_metadata(keep=("language",), timestamp=f"{issued_on}T00:00:00Z")
        parts.set_document_metadata(title="".join(filter(str.isprintable, title)))  # texts are cleaned by the library
        _count_parts(self._document.sections[0])
        return self._document.to_bytes()

    def _rows(self, rows: Sequence[Sequence[str]], widths: Sequence[float], heads: int = 0) -> None:
        """A table whose first row is a head, and so are the first `heads` cells of the others."""
        table = self._document.add_table(len(rows), len(widths), border_fill_id_ref=self._plain)
        self._dress(table.paragraph, "small")
        table.set_column_widths(widths)
        table.set_treat_as_char(False)  # so that it goes on over the end of a page, row by row
        table.element.attrib.update({"repeatHeader": "1", "pageBreak": "TABLE"})
        for inside in table.element.iter(f"{PARAGRAPH}inMargin"):
            inside.attrib.update(CELL_ROOM)
        for number, (row, texts) in enumerate(zip(table.rows, rows, strict=True)):
            for column, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
                cell.element.set("header", "0" if number else "1")
                self._fill(cell, text, is_head=not number or column < heads)
        self.text("", "small")

    def _fill(self, cell: TableCell, text: str, *, is_head: bool) -> None:
        cell.set_text(text)
        cell.element.set("borderFillIDRef", self._shaded if is_head else self._plain)
        for inside in cell.element.iter(f"{PARAGRAPH}subList"):
            inside.set("vertAlign", "TOP")
        self._dress(cell.paragraphs[0], "head" if is_head else "cell")

    def _dress(self, paragraph: Paragraph, style: str) -> None:
        look = self._looks[style]
        paragraph.style_id_ref = look.style
        paragraph.para_pr_id_ref = look.shape
        paragraph.char_pr_id_ref = look.type


def _define_styles(document: HwpxDocument) -> dict[str, _Look]:
    """The styles of this document, ready in the word processor's list of styles."""
    header = document.parts.headers[0]
    looks = {key: _define(document, header, style) for key, style in STYLES.items()}
    for level, form in zip(header.element.iter(f"{HEAD}paraHead"), HEADING_NUMBERS, strict=False):
        level.set("numFormat", "DIGIT")
        level.text = form
    for setting in header.element.iter(f"{HEAD}breakSetting"):
        setting.set("breakNonLatinWord", "KEEP_WORD")  # Korean breaks at spaces only, as in the printed report
    header.mark_dirty()
    return looks


def _define(document: HwpxDocument, header: HeaderPart, style: Style) -> _Look:
    kind = document.styles.ensure_run(bold=style.bold, color=style.colour, font=style.font, size=style.size)
    room = {"prev": style.before, "next": style.after, "left": style.indent}
    shape = header.ensure_paragraph_format(
        base_para_pr_id="0",
        alignment="LEFT",
        line_spacing_percent=150,
        margins={side: points * UNITS_A_POINT for side, points in room.items()},
        heading={"type": "OUTLINE", "idRef": "0", "level": style.outline - 1} if style.outline else None,
        break_setting={"keep_with_next": style.outline > 0},
    )
    name = header.ensure_style(
        style.name, eng_name=style.english, para_pr_id_ref=shape, char_pr_id_ref=kind, next_style_id_ref="0"
    )
    return _Look(name, shape, kind)


def _count_parts(section: Section) -> None:
    """Number paragraphs and tables in their order; the library draws their numbers by chance."""
    parts = list(section.element.iter(*NUMBERED_PARTS))
    numbers = {part.get("id"): str(number) for number, part in enumerate(parts)}
    for element in section.element.iter():
        for name in ("id", "idRef"):
            if element.get(name) in numbers:
                element.set(name, numbers[element.get(name)])
    section.mark_dirty()
