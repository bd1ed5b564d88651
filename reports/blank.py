"""Blank questionnaires: to print, and to fill in with a spreadsheet."""

from __future__ import annotations

from assessment.catalogue import Catalogue
from assessment.instrument.edition import Questionnaire
from assessment.terms import Language
from presentation.paper import paper
from reports.pdf import render_pdf
from reports.workbook import write_answer_workbook


class BlankQuestionnaires:
    """Makes both kinds from the same texts."""

    def pdf(self, questionnaire: Questionnaire, catalogue: Catalogue, language: Language) -> bytes:
        """To print and fill in with a pen."""
        return render_pdf("paper", language, paper=paper(questionnaire, catalogue, language))

    def workbook(self, questionnaire: Questionnaire, catalogue: Catalogue, language: Language) -> bytes:
        """To fill in with a spreadsheet."""
        return write_answer_workbook(paper(questionnaire, catalogue, language))
