"""The words every room of the core shares: bilingual text, absence, reasons and problems as values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Language(StrEnum):
    """A language that every text exists in."""

    KO = "ko"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence of content in both languages; neither may be empty."""

    ko: str
    en: str

    def in_(self, language: Language) -> str:
        """The sentence in one language.

        >>> Text("수준", "level").in_(Language.EN)
        'level'
        """
        return self.ko if language is Language.KO else self.en


class Absence(StrEnum):
    """Why there is no number. None of these is ever a number (method 2, 3)."""

    NOT_ANSWERED = "not_answered"
    DONT_KNOW = "dont_know"
    NOT_APPLICABLE = "not_applicable"
    NOT_ASKED = "not_asked"
    NOT_CONFIRMED = "not_confirmed"


Param = str | int | float | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is so: a code and its parameters. The sentence is written in `presentation`."""

    code: str
    params: tuple[tuple[str, Param], ...] = ()

    @classmethod
    def of(cls, code: str, **params: Param) -> Reason:
        """A reason with its parameters in alphabetical order, so that equal reasons are equal values.

        >>> Reason.of("a", y=1, x=2) == Reason.of("a", x=2, y=1)
        True
        """
        return cls(code, tuple(sorted(params.items())))

    def __iter__(self) -> Iterator[tuple[str, Param]]:
        return iter(self.params)


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding about content or input: what kind, where, and its parameters (house, glossary)."""

    code: str
    where: str
    params: tuple[tuple[str, Param], ...] = ()

    @classmethod
    def of(cls, code: str, where: str, **params: Param) -> Problem:
        """A problem at a place such as ``answers.P3`` or ``row 12``."""
        return cls(code, where, tuple(sorted(params.items())))


FRESH_FOR = timedelta(days=180)


def is_stale(checked_on: date, on: date) -> bool:
    """Whether a dated fact was last checked more than 180 days before a date.

    >>> is_stale(date(2026, 5, 26), date(2026, 11, 22)), is_stale(date(2026, 5, 25), date(2026, 11, 22))
    (False, True)
    """
    return on - checked_on > FRESH_FOR
