"""The blank questionnaire as texts, for paper and for a workbook: the same questions, in the order of the walk."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.catalogue import Catalogue
from assessment.instrument.edition import Item, Questionnaire
from assessment.terms import Language
from presentation.wording import say


@dataclass(frozen=True, slots=True)
class PaperItem:
    """One question with its six sentences."""

    id: str
    key: str
    dimension: str
    name: str
    question: str
    why: str
    anchors: tuple[str, ...]
    variant_question: str
    variant_anchors: tuple[str, ...]
    not_applicable: str


@dataclass(frozen=True, slots=True)
class PaperStation:
    """A station of the walk with its questions."""

    name: str
    items: tuple[PaperItem, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A code and the words for it."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A blank questionnaire."""

    language: str
    title: str
    questionnaire: str
    content_hash: str
    stations: tuple[PaperStation, ...]
    divisions: tuple[Choice, ...]
    regions: tuple[Choice, ...]
    concerns: tuple[Choice, ...]
    ladder: tuple[Choice, ...]
    ai_examples: tuple[Choice, ...]
    office_rules: tuple[Choice, ...]


def paper(questionnaire: Questionnaire, catalogue: Catalogue, language: Language) -> Paper:
    """An edition as a blank questionnaire in one language."""
    return Paper(
        language=language.value,
        title=f"{questionnaire.title.in_(language)} {say(language, 'edition.name', edition=questionnaire.edition)}",
        questionnaire=f"{questionnaire.slug}/{questionnaire.edition}",
        content_hash=questionnaire.content_hash,
        stations=tuple(
            PaperStation(
                station.name.in_(language),
                tuple(_item(questionnaire, questionnaire.item(i), language) for i in station.items),
            )
            for station in questionnaire.walk
        ),
        divisions=tuple(Choice(i.division, i.name.in_(language)) for i in catalogue.industries),
        regions=tuple(Choice(r.code, r.name.in_(language)) for r in catalogue.regions if r.valid_to is None),
        concerns=tuple(Choice(c.id, c.text.in_(language)) for c in questionnaire.concerns),
        ladder=tuple(Choice(key.value, name.in_(language)) for key, name in questionnaire.scales.ladder.items()),
        ai_examples=tuple(Choice(e.id, e.text.in_(language)) for e in questionnaire.ai_examples),
        office_rules=tuple(Choice(r.id, r.text.in_(language)) for r in questionnaire.gates.office),
    )


def _item(questionnaire: Questionnaire, item: Item, language: Language) -> PaperItem:
    variant = item.variant.wording if item.variant else None
    return PaperItem(
        id=item.id,
        key=item.group.value,
        dimension=questionnaire.dimension_names[item.group].in_(language),
        name=item.name.in_(language),
        question=item.wording.question.in_(language),
        why=item.wording.why.in_(language),
        anchors=tuple(anchor.text.in_(language) for anchor in item.wording.anchors),
        variant_question=variant.question.in_(language) if variant else "",
        variant_anchors=tuple(anchor.text.in_(language) for anchor in variant.anchors) if variant else (),
        not_applicable=item.not_applicable.text.in_(language) if item.not_applicable else "",
    )
