"""Words of a search found in Korean text whatever their particles and spaces: syllable pairs instead of words."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from services.register_port import Piece, Query

RUN = re.compile(r"[가-힣]+|[^\W가-힣_]+")
SPACE_INSIDE_KOREAN = re.compile(r"(?<=[가-힣])\s+(?=[가-힣])")
PARTICLES = (
    *("에서는", "으로는", "에게서", "이라는", "까지는"),
    *("에서", "으로", "에게", "까지", "부터", "이나", "하고", "처럼", "보다", "에는", "와의", "과의"),
    *("은", "는", "이", "가", "을", "를", "의", "에", "와", "과", "로", "도", "만", "나"),
)
"""Longer ones first."""
SHORTEST_PART = 2
MOST_WORDS = 8
LONGEST_SPLIT = 10
"""Longer words are looked for whole only: the ways to cut a word grow quickly."""


def find_terms(text: str) -> tuple[str, ...]:
    """A text as terms in order: pairs of syllables across spaces, the last syllable of a run alone, other words whole.

    >>> find_terms("비전 검사 MES")
    ('비전', '전검', '검사', '사', 'mes')
    """
    joined = SPACE_INSIDE_KOREAN.sub("", _plain(text))
    return tuple(term for run in RUN.findall(joined) for term in _terms(run))


def find_query(words: str) -> Query:
    """What was typed as a query: every word, with or without its particle, whole or in parts that stand apart.

    >>> find_query("검사를")
    (((Piece(terms=('검사', '사를'), is_prefix=False),), (Piece(terms=('검사',), is_prefix=False),)),)
    """
    runs = [run for word in _plain(words).split() for run in _runs(word)]
    return tuple(_ways(run) for run in dict.fromkeys(runs[:MOST_WORDS]))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _runs(word: str) -> list[str]:
    """The parts of a word, without the particle after one that is not Korean: ``MES는`` is ``mes``."""
    first, *more = RUN.findall(word) or [""]
    return [run for run in (first, *(run for run in more if run not in PARTICLES)) if run]


def _is_korean(run: str) -> bool:
    return "가" <= run[0] <= "힣"


def _terms(run: str) -> tuple[str, ...]:
    return (*_pairs(run), run[-1]) if _is_korean(run) else (run,)


def _pairs(run: str) -> tuple[str, ...]:
    return tuple(run[n : n + 2] for n in range(len(run) - 1))


def _ways(run: str) -> tuple[tuple[Piece, ...], ...]:
    if not _is_korean(run) or len(run) < SHORTEST_PART:
        return ((Piece((run,), is_prefix=True),),)
    stems = [run, *(stem for stem in [_without_particle(run)] if stem)]
    ways = (tuple(Piece(_pairs(part)) for part in parts) for stem in stems for parts in _cuts(stem))
    return tuple(dict.fromkeys(ways))


def _without_particle(run: str) -> str:
    """The word before its particle, nothing where it has none or too little would be left."""
    return next((run[: -len(p)] for p in PARTICLES if run.endswith(p) and len(run) - len(p) >= SHORTEST_PART), "")


@cache
def _cuts(word: str) -> tuple[tuple[str, ...], ...]:
    """All ways to cut a word into parts of at least two syllables, the whole word first."""
    if len(word) > LONGEST_SPLIT:
        return ((word,),)
    places = range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)
    return ((word,), *((word[:n], *rest) for n in places for rest in _cuts(word[n:])))
