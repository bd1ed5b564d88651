"""HTML becomes a PDF, or an error that names what is missing; never a wrong document."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher

from assessment.terms import Language
from presentation.context import ReportContext
from reports.html import FONT_FAMILY, ROOT, render_html
from reports.typography import keep_words_whole, require_glyphs

FONTS = ROOT.parent / "var" / "fonts"
WEIGHTS = (400, 700)
OWNER_PAGE = 1
"""Index of the owner's page; the cover is page 0."""
MESSENGER_SCALE = 2.0
PDF_VARIANT = "pdf/ua-1"


class FontMissing(Exception):
    """The fonts of the reports were not made; script/setup makes them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"{path} is missing: run script/setup")


class RenderingIncomplete(Exception):
    """The renderer left something out (an image, a font, a rule); no document is made."""

    def __init__(self, messages: tuple[str, ...]) -> None:
        self.messages = messages
        super().__init__("; ".join(messages))


def write_pdf(context: ReportContext) -> bytes:
    """The roadmap of one company as a tagged PDF with embedded fonts; the owner's page is always one page.

    Raises MissingGlyph, FontMissing or RenderingIncomplete, each naming the cause, instead of a document with a gap.
    """
    language = Language(context.language)
    document = _render("roadmap", language, report=context, tight=False)
    if _pages_of(document, "owner", "overview") > 1:
        document = _render("roadmap", language, report=context, tight=True)
    return _write(document)


def write_owner_png(pdf: bytes) -> bytes:
    """The owner's page of a finished report as a picture for a messenger."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        picture = document[OWNER_PAGE].render(scale=MESSENGER_SCALE).to_pil()
        out = io.BytesIO()
        picture.save(out, format="PNG", optimize=True)
        return out.getvalue()
    finally:
        document.close()


def render_pdf(document: str, language: Language, **values: object) -> bytes:
    """Any document folder as a PDF, with the checks of `write_pdf`."""
    return _write(_render(document, language, **values))


def _render(document: str, language: Language, **values: object) -> Any:
    html = render_html(document, language, **values)
    require_glyphs(html, [_font(weight) for weight in WEIGHTS])
    fonts = FontConfiguration()
    theme = (ROOT / document / "theme.css").read_text(encoding="utf-8")
    with _nothing_left_out():
        css = CSS(string=_font_faces() + theme, font_config=fonts, url_fetcher=_fetcher())
        page = HTML(string=keep_words_whole(html), base_url="", url_fetcher=_fetcher())
        return page.render(stylesheets=[css], font_config=fonts, pdf_variant=PDF_VARIANT)


def _write(document: Any) -> bytes:
    with _nothing_left_out():
        pdf: bytes = document.write_pdf(pdf_variant=PDF_VARIANT)
    return pdf


def _pages_of(document: Any, anchor: str, following: str) -> int:
    """How many pages lie between two anchors."""
    first = {name: number for number, page in reversed(list(enumerate(document.pages))) for name in page.anchors}
    return int(first[following] - first[anchor])


class _FontsOnly(URLFetcher):  # type: ignore[misc]  # WeasyPrint carries no types
    """Serves the two fonts of the report and nothing else: no network, no other file."""

    def fetch(self, url: str, headers: object = None) -> object:
        if url not in {_font(weight).as_uri() for weight in WEIGHTS}:
            raise ValueError(f"not part of the report: {url}")
        return super().fetch(url, headers)


@cache
def _fetcher() -> URLFetcher:
    return _FontsOnly(allowed_protocols=("file",), fail_on_errors=True)


def _font(weight: int) -> Path:
    path = FONTS / f"NotoSansKR-{weight}.ttf"
    if not path.exists():
        raise FontMissing(path)
    return path


def _font_faces() -> str:
    return "".join(
        f'@font-face {{ font-family: "{FONT_FAMILY}"; font-weight: {weight}; src: url("{_font(weight).as_uri()}") }}\n'
        for weight in WEIGHTS
    )


@contextmanager
def _nothing_left_out() -> Iterator[None]:
    """Turn every warning of the renderer into an error."""
    heard = _Listener()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(heard)
    try:
        yield
    except FatalURLFetchingError as refused:
        raise RenderingIncomplete((str(refused),)) from refused
    finally:
        logger.removeHandler(heard)
    if heard.messages:
        raise RenderingIncomplete(tuple(heard.messages))


class _Listener(logging.Handler):
    """Collects what the renderer warns of."""

    def __init__(self) -> None:
        super().__init__(level=logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())
