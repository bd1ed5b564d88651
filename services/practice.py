"""Practice for consultants: rate an invented plant of the newest edition and compare."""

from __future__ import annotations

from collections.abc import Mapping

from assessment.instrument.edition import ItemId, Questionnaire
from assessment.instrument.practice import Practice, practise
from services.content import newest_edition
from services.errors import NotFound
from services.ports import Tools


def find_practice(tools: Tools, vignette_id: str, rated: Mapping[ItemId, int]) -> tuple[Questionnaire, Practice]:
    """The edition and one vignette of it beside what was rated; raises NotFound for an unknown vignette."""
    questionnaire = newest_edition(tools.content)
    for vignette in questionnaire.vignettes:
        if vignette.id == vignette_id:
            return questionnaire, practise(vignette, rated)
    raise NotFound(vignette_id)
