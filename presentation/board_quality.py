"""What the answers of a release say about the questionnaire: does it hang together, does each item tell plants apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from assessment.disclosure.publication import Publication, Quality, QualityFigure
from assessment.disclosure.values import Release
from assessment.instrument.values import ItemVerdict
from assessment.terms import Language
from presentation import numbers
from presentation.board_parts import QualityPage, QualityRow
from presentation.wording import say

ENABLERS = "enablers"


def quality_page(publication: Publication, verdicts: Iterable[ItemVerdict], language: Language) -> QualityPage:
    """The questionnaire as one release shows it; no rows where the release says nothing of it."""
    release = publication.release
    names = {code.id: code.name.in_(language) for code in release.subjects}
    names.setdefault(ENABLERS, say(language, "quality.enablers"))
    found: dict[tuple[Quality, str], QualityFigure] = {(q.measure, q.of): q for q in publication.quality}
    alphas = tuple(_alpha(q, names, language) for q in publication.quality if q.measure is Quality.ALPHA)
    return QualityPage(alphas, tuple(_row(v, found, names, release, language) for v in verdicts))


def _alpha(found: QualityFigure, names: Mapping[str, str], language: Language) -> str:
    name = names.get(found.of, found.of)
    if found.figure is None:
        return say(language, "quality.alpha_withheld", of=name, needed=found.needed)
    return say(language, "quality.alpha", of=name, figure=_decimal(found.figure), answers=found.answers)


def _row(
    verdict: ItemVerdict,
    found: Mapping[tuple[Quality, str], QualityFigure],
    names: Mapping[str, str],
    release: Release,
    language: Language,
) -> QualityRow:
    def shown(measure: Quality) -> str:
        figure = found.get((measure, verdict.item))
        return say(language, "board.withheld") if figure is None or figure.figure is None else _decimal(figure.figure)

    few = verdict.answers < release.policy.threshold
    return QualityRow(
        name=names.get(verdict.item, verdict.item),
        answers=say(language, "board.withheld") if few else numbers.plain(verdict.answers),
        item_rest=shown(Quality.ITEM_REST),
        bias=shown(Quality.BIAS),
        agreement=shown(Quality.AGREEMENT),
        verdict=" ".join(say(language, f"reason.{r.code}", **dict(r.params)) for r in verdict.reasons),
        works=[reason.code for reason in verdict.reasons] == ["item_works"],
    )


def _decimal(figure: float) -> str:
    return f"{figure:.2f}".replace("-", "−")
