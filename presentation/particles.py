"""Korean particles that agree with the word before them: texts say ``{은/는}`` and the reader sees the right one."""

from __future__ import annotations

import re

FIRST_SYLLABLE, LAST_SYLLABLE, FINALS = 0xAC00, 0xD7A3, 28
FINAL_RIEUL = 8
DIGITS_WITH_FINAL = {"0": True, "1": True, "3": True, "6": True, "7": True, "8": True}
DIGITS_ENDING_IN_RIEUL = "178"
LATIN_WITH_FINAL = "lmnr"
CLOSING = "’”'\")]」』"

_CHOICE = re.compile(r"\{([가-힣]+)/([가-힣]+)\}")


def attach_particles(text: str) -> str:
    """Choose every particle written as ``{with final/without final}`` by the sound before it.

    >>> attach_particles("품질{은/는} 기록, 재고{은/는} 디지털, 서울{으로/로}")
    '품질은 기록, 재고는 디지털, 서울로'
    """
    parts: list[str] = []
    position = 0
    for match in _CHOICE.finditer(text):
        parts.append(text[position : match.start()])
        before = "".join(parts).rstrip(CLOSING)
        parts.append(_chosen(before[-1:], match.group(1), match.group(2)))
        position = match.end()
    return "".join(parts) + text[position:]


def _chosen(last: str, with_final: str, without: str) -> str:
    ends_in_rieul, has_final = _sound(last)
    if with_final == "으로" and ends_in_rieul:
        return without
    return with_final if has_final else without


def _sound(last: str) -> tuple[bool, bool]:
    """Whether the sound ends in ㄹ, and whether it has a final consonant at all."""
    if last and FIRST_SYLLABLE <= ord(last) <= LAST_SYLLABLE:
        final = (ord(last) - FIRST_SYLLABLE) % FINALS
        return final == FINAL_RIEUL, final > 0
    if last.isdigit():
        return last in DIGITS_ENDING_IN_RIEUL, last in DIGITS_WITH_FINAL
    return last.lower() == "l", last.lower() in LATIN_WITH_FINAL and bool(last)
