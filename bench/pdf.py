"""The printed report, warm: seconds, pages, and seconds for twelve pages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pypdfium2

from assessment.terms import Language
from bench.clock import calibrate, cpu_seconds, figure
from presentation.context import report_context
from reports.pdf import write_pdf
from services.diagnoses import diagnose_sheet
from storage.content.store import ContentFolder
from storage.sheets import read_sheet

ON = date(2026, 11, 22)
PAGES = 12


def main() -> None:
    """CPU seconds of one report in a warm process, median of five."""
    calibrate("pdf")
    diagnosis = diagnose_sheet(ContentFolder(), read_sheet(Path("docs/samples/injection-moulder.yaml")), ON)
    context = report_context(diagnosis, diagnosis.case.profile.name, ON, Language.KO)
    pdf = write_pdf(context)
    document = pypdfium2.PdfDocument(pdf)
    pages = len(document)
    document.close()
    seconds = cpu_seconds(lambda: write_pdf(context))
    figure("pdf.pages", pages, "pages")
    figure("pdf.warm", seconds, "s")
    figure("pdf.twelve_pages_warm", seconds * PAGES / pages, "s")
    figure("pdf.size", len(pdf) / 1000, "kB")


if __name__ == "__main__":
    main()
