"""The letters of a campaign as a PDF, a letter a page, and their codes as a workbook."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from assessment.campaign import Letters
from assessment.terms import Language
from presentation.desk.letters import code_book, letter_sheet
from reports.books import write_workbook
from reports.pdf import render_pdf


class CampaignLetters:
    """The CampaignPapers of an installation; `printing` says why a letter cannot be printed."""

    def __init__(self, printing: Callable[[], AbstractContextManager[None]]) -> None:
        self._printing = printing

    def letters_pdf(self, letters: Letters) -> bytes:
        """A letter a page, in Korean; raises what `printing` makes of the errors of `render_pdf`."""
        with self._printing():
            return render_pdf("letter", Language.KO, sheet=letter_sheet(letters))

    def codes_workbook(self, letters: Letters, language: Language) -> bytes:
        """The codes as a table."""
        return write_workbook(code_book(letters, language))
