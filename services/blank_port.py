"""What hands out questionnaires to fill in away from the screen."""

from __future__ import annotations

from typing import Protocol

from assessment.catalogue import Catalogue
from assessment.instrument.edition import Questionnaire
from assessment.terms import Language


class BlankForms(Protocol):
    """Makes blank questionnaires."""

    def pdf(self, questionnaire: Questionnaire, catalogue: Catalogue, language: Language) -> bytes:
        """To print and fill in with a pen."""
        ...

    def workbook(self, questionnaire: Questionnaire, catalogue: Catalogue, language: Language) -> bytes:
        """To fill in with a spreadsheet."""
        ...
