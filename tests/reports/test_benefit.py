"""What the plan brings and how the scores move, in the printed report: with the owner's numbers and without them."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from pypdf import PdfReader

from assessment.roadmap.values import OwnerNumbers
from assessment.terms import Language
from presentation.context import ReportContext, report_context
from presentation.wording import say
from reports.pdf import write_pdf
from services.diagnoses import diagnose_case, diagnose_sheet
from storage.content.store import ContentFolder
from storage.sheets import sheet_from_document
from storage.yaml_text import read_yaml
from tests.commandline import SAMPLE

pytestmark = pytest.mark.pdf
ON = date(2026, 11, 22)
CONTENT = ContentFolder()
NUMBERS = OwnerNumbers(180_000, 3.2, 420, 2.1, 9000, 6)
EVERY_LANGUAGE = pytest.mark.parametrize("language", list(Language))


@cache
def _context(language: Language, numbers: OwnerNumbers) -> ReportContext:
    document, _ = read_yaml(SAMPLE, SAMPLE.name)
    assert isinstance(document, dict)
    case = diagnose_sheet(CONTENT, sheet_from_document(document, SAMPLE.name), ON).case
    assert case.limits is not None
    case = replace(case, limits=replace(case.limits, numbers=numbers))
    questionnaire = CONTENT.load_questionnaire("readiness", "2026.1")
    diagnosis = diagnose_case(questionnaire, case, CONTENT.load_catalogue(), ON)
    return report_context(diagnosis, diagnosis.case.profile.name, ON, language)


@cache
def _pages(language: Language, numbers: OwnerNumbers) -> list[str]:
    pdf = write_pdf(_context(language, numbers))
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def _page_with(language: Language, numbers: OwnerNumbers, sentence: str) -> str:
    (page,) = [page for page in _pages(language, numbers) if "".join(sentence.split()) in page]
    return page


@EVERY_LANGUAGE
def test_one_page_tells_what_the_plan_brings(language: Language) -> None:
    benefit = _context(language, NUMBERS).benefit
    page = _page_with(language, NUMBERS, benefit.sentence)
    assert benefit.rows
    told = [text for row in benefit.rows for text in (row.name, row.yearly, row.payback, row.formula, row.basis)]
    told += [text for row in benefit.levers for text in (row.name, row.part, row.formula)]
    told += [line.text for line in (*benefit.total, *benefit.today)] + list(benefit.notes)
    assert [text for text in told if "".join(text.split()) not in page] == []


@EVERY_LANGUAGE
def test_without_numbers_it_says_which_would_help(language: Language) -> None:
    benefit = _context(language, OwnerNumbers()).benefit
    page = _page_with(language, OwnerNumbers(), say(language, "benefit.no_numbers"))
    assert benefit.missing
    assert [line.text for line in benefit.missing if "".join(line.text.split()) not in page] == []
    assert "".join(say(language, "benefit.today").split()) not in page


@EVERY_LANGUAGE
def test_the_course_has_its_sentence_its_chart_and_its_table_on_one_page(language: Language) -> None:
    course = _context(language, NUMBERS).course
    assert course.chart is not None
    page = _page_with(language, NUMBERS, course.sentence)
    told = [line.label for line in course.chart.lines] + [row.when for row in course.rows] + [course.note]
    assert [text for text in told if "".join(text.split()) not in page] == []


def test_the_card_of_an_initiative_says_what_it_brings() -> None:
    context = _context(Language.KO, NUMBERS)
    row = context.benefit.rows[0]
    facts = [card.facts for phase in context.roadmap.phases for card in phase.cards if card.name == row.name]
    assert {"한 해 효과": row.yearly, "회수 기간": row.payback}.items() <= {f.label: f.text for f in facts[0]}.items()
