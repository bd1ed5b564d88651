"""Words cut into terms and queries; that what is typed finds what is written is tried with the store itself."""

from __future__ import annotations

import pytest

from services.korean_search import find_query, find_terms
from services.register_port import Piece


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("", ()),
        ("검", ("검",)),
        ("비전 검사", ("비전", "전검", "검사", "사")),
        ("MES2 도입", ("mes2", "도입", "입")),
        ("A/S·원격", ("a", "s", "원격", "격")),
        ("ＡＩ_검사", ("ai", "검사", "사")),
    ],
)
def test_a_text_becomes_terms(text: str, terms: tuple[str, ...]) -> None:
    assert find_terms(text) == terms


def test_nothing_typed_asks_for_nothing() -> None:
    assert (find_query(""), find_query(" .,! ")) == ((), ())


def test_a_word_is_looked_for_once_and_only_the_first_eight_words() -> None:
    assert len(find_query("검사 검사 장비")) == 2
    assert len(find_query(" ".join("가나다라마바사아자차"))) == 8


def test_one_syllable_and_other_letters_are_beginnings() -> None:
    assert find_query("팔 me") == (((Piece(("팔",), is_prefix=True),),), ((Piece(("me",), is_prefix=True),),))


def test_a_particle_is_left_off_only_where_a_word_remains() -> None:
    assert find_query("나는") == (((Piece(("나는",)),),),)
    assert (Piece(("검사",)),) in find_query("검사에서는")[0]


def test_a_compound_is_looked_for_whole_and_in_parts() -> None:
    (ways,) = find_query("비전검사")
    assert ways == ((Piece(("비전", "전검", "검사")),), (Piece(("비전",)), Piece(("검사",))))


def test_a_very_long_word_is_only_looked_for_whole() -> None:
    assert all(len(way) == 1 for way in find_query("가나다라마바사아자차카")[0])
