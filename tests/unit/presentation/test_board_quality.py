"""The questionnaire on the page of a release: reliability in sentences, a row and a verdict for each item."""

from __future__ import annotations

from assessment.disclosure.publication import Quality, QualityFigure
from assessment.instrument.edition import ItemId
from assessment.instrument.values import ItemVerdict
from assessment.terms import Language, Reason
from presentation.board_quality import quality_page
from presentation.wording import say
from tests import builders_disclosure as given

RELEASE = given.by_hand()
FIGURES = (
    QualityFigure(Quality.ALPHA, "overall", 120, 100, 0.85),
    QualityFigure(Quality.ALPHA, "enablers", 60, 100, None),
    QualityFigure(Quality.ITEM_REST, "P1", 120, 100, 0.55),
    QualityFigure(Quality.BIAS, "P1", 35, 30, -0.4),
    QualityFigure(Quality.AGREEMENT, "P1", 35, 30, None),
)
WORKS = ItemVerdict(ItemId("P1"), 120, 0.55, (Reason.of("item_works"),))
FEW = ItemVerdict(ItemId("P2"), 0, 0.0, (Reason.of("item_too_few", answers=0, needed=50),))


def test_reliability_is_told_or_said_to_be_withheld() -> None:
    page = quality_page(given.publication(RELEASE, quality=FIGURES), (), Language.EN)
    told = say(Language.EN, "quality.alpha", of="overall", figure="0.85", answers=120)
    assert page.alphas == (told, say(Language.EN, "quality.alpha_withheld", of="Enablers", needed=100))


def test_a_row_has_its_figures_and_its_verdict_in_words() -> None:
    page = quality_page(given.publication(RELEASE, quality=FIGURES), (WORKS, FEW), Language.KO)
    withheld = say(Language.KO, "board.withheld")
    first, second = page.rows
    assert (first.name, first.answers, first.item_rest, first.bias, first.agreement) == (
        "P1", "120", "0.55", "−0.40", withheld,
    )  # fmt: skip
    assert (first.works, second.works) == (True, False)
    assert (second.answers, second.item_rest) == (withheld, withheld)
    assert second.verdict == say(Language.KO, "reason.item_too_few", answers=0, needed=50)
