"""How content speaks: the same figures in both languages, no vague words, one thing asked at a time, short enough."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass

from assessment.catalogue import Catalogue
from assessment.instrument.edition import Questionnaire
from assessment.terms import Problem, Text

VAGUE_KO = (
    "적절", "체계적", "효과적", "효율적", "혁신적", "획기적", "최적의", "스마트한", "고도화된", "적극적", "지속적으로",
    "다양한", "원활", "충분히", "주기적", "최소한의", "전반적",
)  # fmt: skip
VAGUE_EN = (
    "appropriate", "systematic", "effectively", "efficiently", "innovative", "state-of-the-art", "seamless", "adequate",
    "periodically", "optimal", "robust", "leverage", "best practice", "cutting-edge", "properly",
)  # fmt: skip
TWO_THINGS_KO = re.compile(r" 및 |그리고|또한|\?.*\?")
LONGEST_FACT = (60, 110)
LONGEST_QUESTION = (60, 120)
HANGUL = re.compile("[가-힣]")
QUOTED = re.compile(r"‘[^’]*’|\([^)]*\)")
"""An English text may name a Korean thing in quotes or brackets."""
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
MONEY = re.compile(r"원\b|[만억천]\s?원|억|₩|KRW|won\b|million|billion|thousand|trillion")
ENGLISH_NUMBERS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
OTHER_NUMBER_WORDS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "quarter": 4, "tenth": 10, "once": 1, "twice": 2,
    "half": 2, "single": 1, "both": 2, "dozen": 12, "january": 1, "february": 2, "march": 3, "april": 4, "may": 5,
    "june": 6, "july": 7, "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
}  # fmt: skip
DATE = re.compile(r"\b(20\d\d)\.(\d{1,2})(?:\.(\d{1,2}))?(?!\d)")
SMALL = 3
"""Figures up to this one may stand as words in either language (두 사람, a pair, once)."""


def find_language_problems(questionnaire: Questionnaire, catalogue: Catalogue) -> list[Problem]:
    """Problems of wording of an edition and its catalogue."""
    edition = f"{questionnaire.slug}/{questionnaire.edition}"
    texts = [*texts_of(questionnaire, edition), *texts_of(catalogue, "catalogue")]
    return [
        *(p for where, text in texts for p in find_text_problems(text, where)),
        *(p for item in questionnaire.items for p in _item_problems(item.id, item.wordings, edition)),
    ]


def texts_of(value: object, where: str) -> Iterator[tuple[str, Text]]:
    """Every bilingual text inside a value, with the path to it; entries with an id are named by it."""
    if isinstance(value, Text):
        yield where, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from texts_of(inner, f"{where}/{key}")
    elif isinstance(value, tuple):
        for position, inner in enumerate(value):
            yield from texts_of(inner, f"{where}/{getattr(inner, 'id', position)}")
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts_of(getattr(value, field.name), f"{where}/{field.name}")


def find_text_problems(text: Text, where: str) -> list[Problem]:
    """What is wrong with one text: figures that differ, vague words, a language in the place of the other."""
    problems = []
    if not HANGUL.search(text.ko) and text.ko != text.en and len(text.ko.split()) > 1:
        problems.append(Problem.of("korean_without_hangul", where, text=text.ko))
    if HANGUL.search(QUOTED.sub("", text.en)):
        problems.append(Problem.of("english_with_hangul", where, text=text.en))
    vague = [w for w in VAGUE_KO if w in text.ko] + [w for w in VAGUE_EN if re.search(rf"\b{w}\b", text.en.lower())]
    if vague:
        problems.append(Problem.of("vague_words", where, words=tuple(vague)))
    if different := figures_that_differ(text):
        problems.append(Problem.of("figures_differ", where, figures=different))
    return problems


def figures_that_differ(text: Text) -> tuple[str, ...]:
    """Figures that stand in one language only; sums of money are read by people, because 300만원 is KRW 3 million.

    >>> figures_that_differ(Text("작업지시 80% 이상", "At least 70 % of work orders"))
    ('70', '80')
    >>> figures_that_differ(Text("8주 동안 10건", "Ten cases in eight weeks"))
    ()
    """
    if MONEY.search(text.ko) or MONEY.search(text.en):
        return ()
    korean, english = _figures(text.ko), _figures(text.en)
    words = {str(n) for n, word in enumerate(ENGLISH_NUMBERS) if re.search(rf"\b{word}\b", text.en.lower())}
    words |= {str(n) for word, n in OTHER_NUMBER_WORDS.items() if re.search(rf"\b{word}\b", text.en.lower())}
    missing = {n for n in korean - english - words if not _is_small(n)}
    extra = {n for n in english - korean if not _is_small(n)}
    return tuple(sorted(missing | extra))


def _figures(sentence: str) -> set[str]:
    without_dots = DATE.sub(lambda date: " ".join(part for part in date.groups() if part), sentence)
    return {number.replace(",", "").rstrip(".") for number in NUMBER.findall(without_dots)}


def _is_small(number: str) -> bool:
    return number.isdigit() and int(number) <= SMALL


def _item_problems(item: str, wordings: Iterable[object], edition: str) -> Iterator[Problem]:
    for where, text in texts_of(tuple(wordings), f"{edition}/{item}"):
        if where.endswith("/question"):
            yield from _too_long(text, LONGEST_QUESTION, where)
        elif "/facts/" in where:
            yield from _too_long(text, LONGEST_FACT, where)
        else:
            continue
        if TWO_THINGS_KO.search(text.ko):
            yield Problem.of("two_things_asked", where, text=text.ko)


def _too_long(text: Text, limit: tuple[int, int], where: str) -> Iterator[Problem]:
    for written, longest in zip((text.ko, text.en), limit, strict=True):
        if len(written) > longest:
            yield Problem.of("text_too_long", where, found=len(written), limit=longest)
