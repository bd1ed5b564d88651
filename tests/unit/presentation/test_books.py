"""A meeting pack says of whom its gaps tell, by which release, and that nothing can be said where all is withheld."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assessment.matching.meeting import GapsOf, Meeting, SharedGap, SharedGaps
from assessment.terms import Language
from presentation.desk.books import Table, meeting_book
from presentation.wording import say
from services.meetings import load_meeting
from tests import builders as plain
from tests import builders_cooperation as make
from tests.builders_published import NEWEST

GAPS = SharedGaps("2026", NEWEST, GapsOf.INDUSTRIES, (plain.text("metal"),), (SharedGap("P1", 30.0, 40.0),))


def gaps_table(gaps: SharedGaps | None, language: Language) -> Table:
    meeting: Meeting = load_meeting(make.tools(), make.DESK, "makers", make.TODAY)
    return meeting_book(replace(meeting, gaps=gaps), language).tables[0]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("kind", list(GapsOf))
def test_gaps_stand_in_a_table_with_the_release_and_whose_they_are(language: Language, kind: GapsOf) -> None:
    table = gaps_table(replace(GAPS, of=kind), language)
    assert table.rows == (("name P1", 30, 40, "75%"),)
    assert len(table.head) == len(table.rows[0])
    assert "2026" in table.sentence
    assert ("metal" in table.sentence) is (kind is GapsOf.INDUSTRIES)
    assert "3" in table.sentence.replace("2026", "")


@pytest.mark.parametrize("language", list(Language))
def test_without_figures_a_sentence_says_why(language: Language) -> None:
    assert gaps_table(None, language).sentence == say(language, "meeting.no_release")
    withheld = gaps_table(replace(GAPS, gaps=()), language)
    assert (withheld.sentence, withheld.rows) == (say(language, "meeting.gaps_withheld", release="2026"), ())
