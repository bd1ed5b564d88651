"""The printed report: text, pages, tags, whole words, and no document where something is missing."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from pypdf import PdfReader

from assessment.instrument.values import AnswerSheet
from assessment.matching.values import SupplierMatches
from assessment.terms import Absence, Language
from assessment.values import Case, Diagnosis
from presentation.context import ReportContext, report_context
from reports import pdf as pdf_module
from reports.blank import BlankQuestionnaires
from reports.html import render_html
from reports.pdf import RenderingIncomplete, write_owner_png, write_pdf
from reports.typography import MissingGlyph, keep_words_whole, require_glyphs
from services.content import catalogue_for
from services.diagnoses import diagnose_case, diagnose_sheet
from storage.content.store import ContentFolder
from storage.sheets import sheet_from_document
from storage.yaml_text import read_yaml
from tests.builders import ALL_IDS, answer

pytestmark = pytest.mark.pdf
ON = date(2026, 11, 22)
CASES = sorted((Path(__file__).parents[1] / "cases").glob("*.yaml"))
CONTENT = ContentFolder()
A4 = (595, 842)
HANJA = "大韓精密"


@cache
def _diagnosis(name: str) -> Diagnosis:
    path = next(p for p in CASES if p.stem == name)
    document, _ = read_yaml(path, path.name)
    assert isinstance(document, dict)
    return diagnose_sheet(CONTENT, sheet_from_document(document["sheet"], path.name), ON)


@cache
def _context(name: str, language: Language) -> ReportContext:
    diagnosis = _diagnosis(name)
    return report_context(diagnosis, diagnosis.case.profile.name, ON, language)


@cache
def _pdf(name: str, language: Language) -> bytes:
    return write_pdf(_context(name, language))


def _texts(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def _with_sheet(change: Callable[[AnswerSheet], AnswerSheet]) -> Diagnosis:
    case: Case = _diagnosis("injection-moulder-12").case
    case = replace(case, sheet=change(case.sheet))
    questionnaire = CONTENT.load_questionnaire("readiness", "2026.1")
    return diagnose_case(questionnaire, case, CONTENT.load_catalogue(), ON)


EVERY_CASE = pytest.mark.parametrize("name", [path.stem for path in CASES])
EVERY_LANGUAGE = pytest.mark.parametrize("language", list(Language))


@EVERY_CASE
@EVERY_LANGUAGE
def test_every_case_prints_in_every_language(name: str, language: Language) -> None:
    reader = PdfReader(io.BytesIO(_pdf(name, language)))
    assert 12 <= len(reader.pages) <= 30
    assert all((round(p.mediabox.width), round(p.mediabox.height)) == A4 for p in reader.pages)
    text = " ".join(_texts(_pdf(name, language)))
    assert "2026.11.22" in text
    assert "readiness/2026.1" in text


@EVERY_CASE
@EVERY_LANGUAGE
def test_the_owners_page_is_one_page(name: str, language: Language) -> None:
    pages = _texts(_pdf(name, language))
    context = _context(name, language)
    second = re.sub(r"\s", "", pages[1])
    assert re.sub(r"\s", "", context.owner.thread_title) in second
    assert re.sub(r"\s", "", context.overview.sentence) in re.sub(r"\s", "", pages[2])


@EVERY_CASE
def test_korean_words_never_break_inside(name: str) -> None:
    html = render_html("roadmap", Language.KO, report=_context(name, Language.KO), tight=False)
    words = _words(re.sub(r"<[^>]*>", " ", re.sub(r"<(style|script|svg)\b.*?</\1>", " ", html, flags=re.DOTALL)))
    drawn = _words(" ".join(re.findall(r"<text[^>]*>([^<]*)</text>", html)))
    for page in _texts(_pdf(name, Language.KO)):
        for line in page.splitlines():
            for word in _words(line):
                assert word in words or word in drawn or _is_end_of_one(word, words), (word, line)


def _words(text: str) -> set[str]:
    """Runs of Hangul with what clings to them; a middle dot may end a line."""
    text = text.replace("&#39;", "'").replace("&amp;", "&")
    return {w for w in re.findall(r"[가-힣]+", text) if len(w) > 1}


def _is_end_of_one(word: str, words: set[str]) -> bool:
    """Text extraction joins neighbouring cells at times; then the word is made of whole words."""
    return any(word.startswith(w) and (word[len(w) :] in words or _is_end_of_one(word[len(w) :], words)) for w in words)


def test_copied_text_is_clean() -> None:
    text = " ".join(_texts(_pdf("injection-moulder-12", Language.KO)))
    assert "\u2060" not in text
    assert "불량 코드" in text


@EVERY_CASE
def test_the_pdf_is_tagged_and_says_its_language(name: str) -> None:
    root = PdfReader(io.BytesIO(_pdf(name, Language.KO))).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "ko"
    assert "/StructTreeRoot" in root


def test_fonts_are_embedded_and_only_ours() -> None:
    names = set()
    for page in PdfReader(io.BytesIO(_pdf("injection-moulder-12", Language.KO))).pages:
        for font in page["/Resources"]["/Font"].values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            names.add(str(descendant["/BaseFont"]).split("+")[-1])
            assert "/FontFile2" in descendant["/FontDescriptor"].get_object()
    assert names == {"Kkweda-Report", "Kkweda-Report-Bold"}


def test_hanja_in_the_name_are_drawn() -> None:
    context = report_context(_diagnosis("injection-moulder-12"), HANJA, ON, Language.KO)
    assert HANJA in " ".join(_texts(write_pdf(context)))


def test_a_missing_glyph_means_no_pdf_and_a_name() -> None:
    context = report_context(_diagnosis("injection-moulder-12"), "반짝정밀\U0001f680", ON, Language.KO)
    with pytest.raises(MissingGlyph, match="U\\+1F680") as caught:
        write_pdf(context)
    assert caught.value.found[0][0] == "\U0001f680"
    assert "반짝정밀" in caught.value.found[0][1]


def test_a_missing_image_or_a_foreign_file_means_no_pdf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    folder = tmp_path / "broken"
    folder.mkdir()
    (folder / "theme.css").write_text("")
    monkeypatch.setattr(pdf_module, "ROOT", tmp_path)
    for address in ("file:///no/such.png", secret.as_uri(), "https://example.org/a.png"):
        html = f'<html lang="ko"><title>x</title><img src="{address}" alt="x"></html>'
        monkeypatch.setattr(pdf_module, "render_html", lambda *_, html=html, **__: html)
        with pytest.raises(RenderingIncomplete, match=address):
            pdf_module.render_pdf("broken", Language.KO)


def test_an_unknown_style_rule_means_no_pdf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "broken"
    folder.mkdir()
    (folder / "theme.css").write_text("p { word-break: keep-all }")
    monkeypatch.setattr(pdf_module, "ROOT", tmp_path)
    monkeypatch.setattr(pdf_module, "render_html", lambda *_, **__: '<html lang="ko"><title>x</title><p>글</p></html>')
    with pytest.raises(RenderingIncomplete, match="word-break"):
        pdf_module.render_pdf("broken", Language.KO)


def test_no_invented_supplier_reaches_a_real_report(content: ContentFolder) -> None:
    invented = [supplier.name for supplier in content.sample_suppliers()]
    for path in CASES:
        text = " ".join(_texts(_pdf(path.stem, Language.KO)))
        assert [name for name in invented if name in text] == []


def test_a_report_with_invented_suppliers_carries_a_watermark(content: ContentFolder) -> None:
    case = _diagnosis("injection-moulder-12").case
    catalogue = catalogue_for(content, with_samples=True)
    diagnosis = diagnose_case(content.load_questionnaire("readiness", "2026.1"), case, catalogue, ON)
    assert isinstance(diagnosis.suppliers, SupplierMatches)
    context = report_context(diagnosis, None, ON, Language.KO)
    pages = _texts(write_pdf(context))
    assert all("견본" in page for page in pages)


@EVERY_LANGUAGE
@pytest.mark.parametrize("answered", [0, 1, 12, 24])
def test_it_prints_however_little_was_answered(answered: int, language: Language) -> None:
    answers = tuple(answer(item_id, 1) for item_id in ALL_IDS[:answered])
    diagnosis = _with_sheet(lambda sheet: replace(sheet, answers=answers, ratings=answers))
    context = report_context(diagnosis, None, ON, language)
    assert len(_texts(write_pdf(context))) >= 10


@EVERY_LANGUAGE
def test_it_prints_when_nothing_is_known(language: Language) -> None:
    answers = tuple(answer(item_id, Absence.DONT_KNOW) for item_id in ALL_IDS)
    diagnosis = _with_sheet(lambda sheet: replace(sheet, answers=answers, ratings=answers))
    text = " ".join(_texts(write_pdf(report_context(diagnosis, None, ON, language))))
    assert ("–" in text) or ("0" in text)


def test_it_prints_the_longest_notes_and_names() -> None:
    note = "아주 긴 말이 끝없이 이어지는 현장 메모입니다 " * 40
    answers = tuple(answer(item_id, 2, note=note) for item_id in ALL_IDS)
    diagnosis = _with_sheet(lambda sheet: replace(sheet, answers=answers, ratings=answers))
    context = report_context(diagnosis, "가" * 120, ON, Language.KO)
    pages = _texts(write_pdf(context))
    assert "현장메모입니다" in re.sub(r"\s", "", " ".join(pages))
    assert re.sub(r"\s", "", context.overview.sentence) in re.sub(r"\s", "", pages[2])


def test_markup_in_a_name_is_text() -> None:
    context = report_context(_diagnosis("injection-moulder-12"), "<b>굵게</b> & <script>", ON, Language.KO)
    assert "<b>굵게</b> & <script>" in " ".join(_texts(write_pdf(context)))


def test_the_owners_picture_is_a_png_of_the_second_page() -> None:
    picture = write_owner_png(_pdf("injection-moulder-12", Language.KO))
    assert picture.startswith(b"\x89PNG")
    assert len(picture) < 1_500_000


def test_the_same_context_gives_the_same_text() -> None:
    context = _context("injection-moulder-12", Language.KO)
    assert _texts(write_pdf(context)) == _texts(_pdf("injection-moulder-12", Language.KO))


def test_the_consultants_name_date_and_opinion_are_printed() -> None:
    text = " ".join(_texts(_pdf("machine-builder-85", Language.KO)))
    assert "한가온(가상)" in text
    assert "2026.11.18" in text
    assert "아흐레" in text
    assert "조립 실적이 종이에" in text


def test_the_requirement_sheet_warns_of_paid_shares() -> None:
    assert "환수" in " ".join(_texts(_pdf("injection-moulder-12", Language.KO)))


@EVERY_LANGUAGE
def test_the_blank_questionnaire_holds_every_question(language: Language, content: ContentFolder) -> None:
    questionnaire = content.load_questionnaire("readiness", "2026.1")
    pdf = BlankQuestionnaires().pdf(questionnaire, content.load_catalogue(), language)
    text = re.sub(r"\s", "", " ".join(_texts(pdf)))
    for item in questionnaire.items:
        assert re.sub(r"\s", "", item.wording.question.in_(language)) in text, item.id


def test_keep_words_whole_touches_text_only() -> None:
    html = '<p title="가나">가나 다</p><style>가나</style><svg><text>가나</text></svg>'
    joined = keep_words_whole(html)
    assert 'title="가나"' in joined
    assert "<style>가나</style>" in joined
    assert "<text>가나</text>" in joined
    assert "가\u2060나 다" in joined


def test_glyphs_of_entities_and_markup_are_not_asked_for() -> None:
    fonts = [pdf_module._font(weight) for weight in pdf_module.WEIGHTS]
    require_glyphs("<p>&lt;가&gt; &amp; &#39;나&#34;</p><style>\U0001f680</style>", fonts)
