"""What others see of a company that agreed to named co-operation."""

from __future__ import annotations

from assessment.matching.agreements import SharedField, Sharing
from presentation import numbers
from presentation.desk.naming import DeskReader
from presentation.sections.parts import Line


def shown_lines(reader: DeskReader, given: Sharing) -> tuple[Line, ...]:
    """Everything that is shown, one line each; a ticked field without content says so."""
    nothing = reader.say("sharing.nothing_yet")
    lines = [
        reader.line("company", given.name),
        reader.line("contact", given.contact),
        reader.line("industry", reader.industry(given.industry)),
    ]
    shows = set(given.fields)
    if SharedField.REGION in shows:
        lines.append(reader.line("region", reader.names.region(given.region)))
    if SharedField.SIZE in shows:
        lines.append(reader.line("workers", reader.say("sharing.people", count=given.workers)))
    if SharedField.NEEDS in shows:
        lines.append(reader.line("needs", reader.names.all_of(given.needs) or nothing))
        lines.append(reader.line("wanted_uses", reader.names.all_of(given.use_cases) or nothing))
    if SharedField.OFFERS in shows:
        brings = [reader.say(f"brings.{thing.value}") for thing in given.brings]
        lines.append(reader.line("offers", reader.names.all_of(given.offers) or nothing))
        lines.append(reader.line("brings", numbers.listed(brings, reader.language) or nothing))
    if SharedField.SCORES in shows:
        scores = [
            reader.say("sharing.score", name=reader.names.of(d), points=numbers.points(p)) for d, p in given.scores
        ]
        lines.append(reader.line("scores", ", ".join(scores) or nothing))
    return tuple(lines)
