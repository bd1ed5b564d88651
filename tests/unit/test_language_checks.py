"""How content speaks: the same figures in both languages, no vague words, one thing asked at a time, short enough."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assessment.catalogue import Catalogue
from assessment.instrument.edition import Condition, Questionnaire, Variant
from assessment.language_checks import (
    LONGEST_FACT,
    LONGEST_QUESTION,
    figures_that_differ,
    find_language_problems,
    find_text_problems,
    texts_of,
)
from assessment.terms import Problem, Text
from tests.builders import catalogue, fact, initiative, item, text, wording
from tests.builders import questionnaire as edition

PLAIN = Text("계획표가 걸려 있다", "A plan hangs on the wall")


def _codes(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


# --- one text ---


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        (PLAIN, []),
        (Text("적절한 계획표", "A plan"), ["vague_words"]),
        (Text("계획표", "An appropriate plan"), ["vague_words"]),
        (Text("계획표", "Best practice"), ["vague_words"]),
        (Text("계획표", "A plan for robustness"), []),
        (Text("A plan hangs", "The plan hangs"), ["korean_without_hangul"]),
        (Text("MES", "The MES"), []),
        (Text("ISO 9001", "ISO 9001"), []),
        (Text("말", "This says 한글 in the place of an English word"), ["english_with_hangul"]),
        (Text("말", "The programme is called ‘혁신바우처’ in its notice"), []),
        (Text("말", "An innovation voucher (혁신바우처) is what it is called"), []),
        (Text("8건", "9 cases"), ["figures_differ"]),
        (Text("다양한 8건", "Robust: 9 cases"), ["vague_words", "figures_differ"]),
    ],
)
def test_what_is_wrong_with_a_text(said: Text, codes: list[str]) -> None:
    assert _codes(find_text_problems(said, "here")) == codes


def test_a_problem_of_a_text_names_the_place_and_all_vague_words() -> None:
    (problem,) = find_text_problems(Text("체계적이고 적절한 말", "Optimal words"), "catalogue/x")
    assert (problem.where, dict(problem.params)) == ("catalogue/x", {"words": ("적절", "체계적", "optimal")})


@pytest.mark.parametrize(
    ("ko", "en", "different"),
    [
        ("80% 이상", "80 % or more", ()),
        ("80% 이상", "70 % or more", ("70", "80")),
        ("80% 이상", "Most", ("80",)),
        ("대부분", "80 % or more", ("80",)),
        # Figures up to three may stand as words in either language, and up to twelve in English.
        ("두 사람", "2 people", ()),
        ("2명", "A pair", ()),
        ("12건", "Twelve cases", ()),
        ("13건", "Thirteen cases", ("13",)),
        ("10분의 1", "A tenth", ()),
        ("5월", "In May", ()),
        ("열 건", "10 cases", ("10",)),
        ("1,000건", "1000 cases", ()),
        ("1.5배", "1.5 times", ()),
        ("2026.5.26. 공고", "Notice of 26 May 2026", ()),
        ("2026.11 공고", "Notice of November 2026", ()),
        ("2026.5.26. 공고", "Notice of 27 May 2026", ("26", "27")),
        # Sums of money are read by people.
        ("300만원", "KRW 3 million", ()),
        ("5억", "500 million", ()),
        ("없음", "₩ 40", ()),
    ],
)
def test_a_figure_stands_in_both_languages(ko: str, en: str, different: tuple[str, ...]) -> None:
    assert figures_that_differ(Text(ko, en)) == different


# --- texts of a value ---


def test_texts_are_named_by_their_path_and_by_the_id_of_their_entry() -> None:
    value = {"list": (fact("P1.1.a"), text("둘")), "plain": text("셋"), "number": 3}
    assert [(where, said.ko) for where, said in texts_of(value, "here")] == [
        ("here/list/P1.1.a/text", "P1.1.a"),
        ("here/list/1", "둘"),
        ("here/plain", "셋"),
    ]


def test_a_value_without_texts_has_none() -> None:
    assert list(texts_of((1, "말", None), "here")) == []


# --- an edition and its catalogue ---


def _plain_edition(**changes: object) -> Questionnaire:
    """One item that says nothing wrong; every name of the builders is short."""
    asked = replace(wording("P1"), question=PLAIN, **changes)
    return edition({"P1": replace(item("P1"), wording=asked)})


def _found(questionnaire: Questionnaire, **content: object) -> list[Problem]:
    return find_language_problems(questionnaire, catalogue(**content))


def test_the_builders_edition_and_catalogue_speak_plainly() -> None:
    assert [p for p in _found(_plain_edition()) if "P1" in p.where] == []


def test_the_real_content_speaks_plainly(questionnaire: Questionnaire, catalogue: Catalogue) -> None:
    assert find_language_problems(questionnaire, catalogue) == []


def test_texts_of_the_edition_and_of_the_catalogue_are_read() -> None:
    vague = Text("적절한 말", "Words")
    found = _found(edition(title=vague), initiatives=(initiative("ini-a", summary=vague),))
    assert [p.where for p in found if p.code == "vague_words"] == [
        "test/2026.1/title",
        "catalogue/initiatives/ini-a/summary",
    ]


def _asking(question: Text) -> Questionnaire:
    return edition({"P1": replace(item("P1"), wording=replace(wording("P1"), question=question))})


def _stating(said: Text) -> Questionnaire:
    return _plain_edition(facts=(replace(fact("P1.1.a"), text=said),))


@pytest.mark.parametrize("place", ["question", "fact"])
@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("over", [0, 1])
def test_questions_and_facts_have_a_longest_length_in_each_language(place: str, language: str, over: int) -> None:
    limits = dict(zip(("ko", "en"), LONGEST_QUESTION if place == "question" else LONGEST_FACT, strict=True))
    letters = limits[language] + over
    said = Text("가" * letters, "a") if language == "ko" else Text("가" * 30, "a" * letters)
    made = _asking(said) if place == "question" else _stating(said)
    long = [dict(p.params) for p in _found(made) if p.code == "text_too_long"]
    assert long == ([{"found": letters, "limit": limits[language]}] if over else [])


@pytest.mark.parametrize(
    "ko", ["계획 및 실적이 있습니까?", "있고 그리고 또 있습니까?", "또한 있습니까?", "있습니까? 없습니까?"]
)
def test_a_question_that_asks_two_things_is_named(ko: str) -> None:
    found = [p for p in _found(_asking(Text(ko, "Is it there?"))) if p.code == "two_things_asked"]
    assert [(p.where, dict(p.params)) for p in found] == [("test/2026.1/P1/0/question", {"text": ko})]


def test_a_fact_that_asks_two_things_is_named() -> None:
    found = [p.where for p in _found(_stating(Text("계획 및 실적", "Plan"))) if p.code == "two_things_asked"]
    assert found == ["test/2026.1/P1/0/facts/P1.1.a/text"]


def test_an_anchor_may_be_long_and_name_two_things() -> None:
    first, *rest = wording("P1").anchors
    long = replace(first, text=Text("계획 및 실적 " * 20, "Plan and result " * 20))
    assert [p for p in _found(_plain_edition(anchors=(long, *rest))) if "P1" in p.where] == []


def test_the_wording_of_a_variant_is_read_too() -> None:
    variant = Variant(Condition("below", "own_products", 1), replace(wording("P1"), question=Text("가" * 61, "a")))
    asked = replace(_plain_edition().item("P1"), variant=variant)
    found = [p.where for p in _found(edition({"P1": asked})) if p.code == "text_too_long"]
    assert found == ["test/2026.1/P1/1/question"]
