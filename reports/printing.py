"""A diagnosis becomes the three files of a report: the PDF, the owner's page as a picture, the text it was made of."""

from __future__ import annotations

import json
from datetime import date

from assessment.canonical import plain
from assessment.terms import Language
from assessment.values import Diagnosis
from presentation.context import report_context
from reports.pdf import write_owner_png, write_pdf


def print_report(diagnosis: Diagnosis, language: Language, issued_on: date) -> tuple[bytes, bytes, str]:
    """PDF, PNG and frozen context of one company; raises what `write_pdf` raises."""
    context = report_context(diagnosis, diagnosis.case.profile.name, issued_on, language)
    pdf = write_pdf(context)
    return pdf, write_owner_png(pdf), json.dumps(plain(context), ensure_ascii=False, sort_keys=True)
