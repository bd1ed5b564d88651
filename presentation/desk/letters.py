"""What the invited read on paper, and the same codes as a table for who sends the letters."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.campaign import Letters
from assessment.terms import Language
from presentation import numbers
from presentation.desk.books import HEADS, Book, Table
from presentation.wording import say


@dataclass(frozen=True, slots=True)
class LetterSheet:
    """The sentences of all letters of a batch, and what each has of its own: its number and its code."""

    title: str
    period: str
    lead: str
    steps: tuple[str, ...]
    notes: tuple[str, ...]
    segment: str
    codes: tuple[tuple[str, str], ...]


def letter_sheet(letters: Letters) -> LetterSheet:
    """The letters of a batch, in Korean."""
    language, batch = Language.KO, letters.batch
    consultant = (
        say(language, "letter.with_consultant", name=batch.consultant)
        if batch.consultant
        else say(language, "letter.no_consultant")
    )
    return LetterSheet(
        title=letters.campaign.name,
        period=_period(letters, language),
        lead=say(language, "letter.lead", items=letters.items),
        steps=(
            say(language, "letter.open", address=letters.address),
            say(language, "letter.type"),
            say(language, "letter.renew"),
        ),
        notes=(say(language, "letter.seen"), consultant, say(language, "letter.lost")),
        segment=batch.segment,
        codes=tuple(
            (say(language, "letter.number", number=number, count=batch.invited), code)
            for number, code in enumerate(letters.codes, 1)
        ),
    )


def code_book(letters: Letters, language: Language) -> Book:
    """The codes of a batch as a table; a row has the number of its letter."""
    batch = letters.batch
    rows = tuple(
        (number, batch.segment, code, letters.address, batch.consultant) for number, code in enumerate(letters.codes, 1)
    )
    head = tuple(say(language, f"label.{name}") for name in HEADS["codes"])
    table = Table(say(language, "campaign.codes"), say(language, "campaign.codes_once"), head, rows)
    return Book(letters.campaign.name, _period(letters, language), language.value, (table,))


def _period(letters: Letters, language: Language) -> str:
    begins, ends = numbers.day(letters.campaign.begins), numbers.day(letters.campaign.ends)
    return say(language, "campaign.period", begins=begins, ends=ends)
