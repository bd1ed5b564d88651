"""A diagnosis becomes the files of a report: PDF, owner's page as a picture, frozen text, Hangul document, workbook."""

from __future__ import annotations

import json
from datetime import date

from assessment.canonical import plain
from assessment.terms import Language
from assessment.values import Diagnosis
from presentation.context import report_context
from reports.hangul import write_hwpx
from reports.pdf import write_owner_png, write_pdf
from reports.roadmap_workbook import write_roadmap_workbook


def print_report(diagnosis: Diagnosis, language: Language, issued_on: date) -> tuple[bytes, bytes, str, bytes, bytes]:
    """PDF, PNG, frozen context, HWPX and XLSX of one company; raises what `write_pdf` raises."""
    context = report_context(diagnosis, diagnosis.case.profile.name, issued_on, language)
    pdf = write_pdf(context)
    frozen = json.dumps(plain(context), ensure_ascii=False, sort_keys=True)
    return pdf, write_owner_png(pdf), frozen, write_hwpx(context), write_roadmap_workbook(context)
