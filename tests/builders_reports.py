"""Contexts of reports for tests of documents: the whole cases, and one with nothing to plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from assessment.terms import Absence, Language
from assessment.values import Diagnosis
from presentation.context import ReportContext, report_context
from services.content import catalogue_for
from services.diagnoses import diagnose_case, diagnose_sheet
from storage.content.store import ContentFolder
from storage.sheets import sheet_from_document
from storage.yaml_text import read_yaml
from tests.builders import ALL_IDS, answer

ON = date(2026, 11, 22)
CASES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))
NAMES = tuple(path.stem for path in CASES)
MOULDER, WITH_OPINION = "injection-moulder-12", "machine-builder-85"
CONTENT = ContentFolder()


@cache
def diagnosis_of(name: str, *, with_samples: bool = False) -> Diagnosis:
    """The diagnosis of a case, on request with the invented suppliers."""
    path = next(p for p in CASES if p.stem == name)
    document, _ = read_yaml(path, path.name)
    assert isinstance(document, dict)
    catalogue = catalogue_for(CONTENT, with_samples=with_samples)
    return diagnose_sheet(CONTENT, sheet_from_document(document["sheet"], path.name), ON, catalogue)


@cache
def context_of(name: str, language: Language = Language.KO, *, with_samples: bool = False) -> ReportContext:
    """The report of a case in a language."""
    diagnosis = diagnosis_of(name, with_samples=with_samples)
    return report_context(diagnosis, diagnosis.case.profile.name, ON, language)


def named(company: str) -> ReportContext:
    """The report of a company with another name."""
    return report_context(diagnosis_of(MOULDER), company, ON, Language.KO)


def unknown_context(language: Language) -> ReportContext:
    """The report of a company that knows no answer, so that nothing can be planned."""
    case = diagnosis_of(MOULDER).case
    answers = tuple(answer(item_id, Absence.DONT_KNOW) for item_id in ALL_IDS)
    case = replace(case, sheet=replace(case.sheet, answers=answers, ratings=answers))
    questionnaire = CONTENT.load_questionnaire("readiness", "2026.1")
    return report_context(diagnose_case(questionnaire, case, CONTENT.load_catalogue(), ON), None, ON, language)
