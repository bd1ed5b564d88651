"""Cases that a company can learn from, on its results: nobody is named in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assessment.matching.records import CaseMatch
from presentation.desk.naming import DeskReader
from presentation.sections.parts import Line


@dataclass(frozen=True, slots=True)
class CaseView:
    """One case and what the company has in common with it."""

    name: str
    lines: tuple[Line, ...]
    why: tuple[str, ...]


def case_cards(reader: DeskReader, matches: Iterable[CaseMatch]) -> tuple[CaseView, ...]:
    """The cases as cards; an effect says what it rests on."""
    return tuple(_card(reader, match) for match in matches)


def _card(reader: DeskReader, match: CaseMatch) -> CaseView:
    card = match.card
    effect = reader.say("case.effect_with_basis", effect=card.effect, basis=reader.say(f"basis.{card.basis.value}"))
    texts = {"problem": card.problem, "data": card.data, "done": card.done, "effect": effect, "took": card.took}
    return CaseView(
        name=reader.names.of(card.use_case) if card.use_case else reader.cell(card.cell),
        lines=tuple(Line(reader.say(f"case.{name}"), text) for name, text in texts.items()),
        why=reader.reasons(match.reasons),
    )
