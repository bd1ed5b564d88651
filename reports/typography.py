"""What print needs and WeasyPrint lacks: Korean words that never break inside, and no character without a glyph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

WORD_JOINER = "\u2060"
_INSIDE_WORDS = re.compile(r"(?<=[가-힣])(?=[가-힣0-9A-Za-z·%’”])|(?<=[0-9A-Za-z%’”)])(?=[가-힣·])")
_TAG_OR_BLOCK = re.compile(r"(<(?:style|title|svg|script)\b.*?</(?:style|title|svg|script)>|<[^>]*>)", re.DOTALL)
_INVISIBLE = frozenset("\n\r\t \u00a0\u2060\u200b")


class MissingGlyph(Exception):
    """Characters that the report's font cannot draw; no document is made."""

    def __init__(self, found: tuple[tuple[str, str], ...]) -> None:
        self.found = found
        listed = ", ".join(f"{character} (U+{ord(character):04X}) in '{place}'" for character, place in found)
        super().__init__(f"the report's font has no glyph for: {listed}")


def keep_words_whole(html: str) -> str:
    """Join what belongs to one Korean word, so that lines break at spaces only: syllables, ``6개월``, ``AI가``.

    After a middle dot a line may break, before it never. WeasyPrint ignores ``word-break: keep-all``; U+2060 leaves copied
    text and search clean. Drawings, styles and attributes are not touched.
    """
    parts = _TAG_OR_BLOCK.split(html)
    parts[::2] = [_INSIDE_WORDS.sub(WORD_JOINER, text) for text in parts[::2]]
    return "".join(parts)


def require_glyphs(html: str, fonts: Sequence[Path]) -> None:
    """Raise MissingGlyph, naming each character and a piece of text around it, if one of the fonts cannot draw some."""
    known = frozenset.intersection(*(_characters(font) for font in fonts))
    found: dict[str, str] = {}
    for text in _visible_texts(html):
        for position, character in enumerate(text):
            if character not in known and character not in _INVISIBLE:
                found.setdefault(character, text[max(position - 10, 0) : position + 11].strip())
    if found:
        raise MissingGlyph(tuple(found.items()))


def _visible_texts(html: str) -> list[str]:
    without_blocks = re.sub(r"<(style|script)\b.*?</\1>", "", html, flags=re.DOTALL)
    return [_unescaped(text) for text in re.split(r"<[^>]*>", without_blocks)]


def _unescaped(text: str) -> str:
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&#34;", '"'), ("&#39;", "'"), ("&amp;", "&")):
        text = text.replace(entity, character)
    return text


@cache
def _characters(font: Path) -> frozenset[str]:
    with TTFont(font, lazy=True) as opened:
        return frozenset(map(chr, opened.getBestCmap() or {}))
