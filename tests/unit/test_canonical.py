"""One canonical text for any value, so that hashes and seeds depend on content and on nothing else."""

from __future__ import annotations

import json
from datetime import date

import pytest

from assessment.canonical import fingerprint, plain, seed_from
from assessment.terms import Absence, Language, Reason, Text
from tests.builders import NOON, event, profile, sheet


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (True, True),
        (3, 3),
        (0.5, 0.5),
        ("말", "말"),
        (Absence.DONT_KNOW, "dont_know"),
        (date(2026, 3, 25), "2026-03-25"),
        (NOON, "2026-11-22T12:00:00+00:00"),
        ((1, "a", None), [1, "a", None]),
        ([], []),
        ({Language.KO: 1}, {"ko": 1}),
        (frozenset({"b", "a"}), ["a", "b"]),
        (Text("수준", "level"), {"ko": "수준", "en": "level"}),
        (Reason.of("a", x=1), {"code": "a", "params": [["x", 1]]}),
    ],
)
def test_a_value_of_the_core_has_a_plain_form(value: object, expected: object) -> None:
    assert plain(value) == expected


def test_words_become_plain_text_and_keep_nothing_of_their_type() -> None:
    assert type(plain(Absence.DONT_KNOW)) is str


def test_what_has_no_plain_form_is_an_error() -> None:
    with pytest.raises(TypeError, match="no plain form for complex"):
        plain(1j)


def test_everything_a_company_says_survives_as_json() -> None:
    for value in (sheet({"P1": 2, "P2": Absence.DONT_KNOW}), profile(), event("P1", 1)):
        assert json.loads(json.dumps(plain(value))) == plain(value)


def test_a_fingerprint_is_64_hexadecimal_digits_and_known() -> None:
    # printf '{"a":1,"b":"말"}' | sha256sum
    expected = "fa287fd68d5d7236232a9f63585e4c020168b1bc8d47d5ce1d6d634cd1e6a78e"
    assert fingerprint({"b": "말", "a": 1}) == expected


def test_one_changed_answer_changes_the_fingerprint() -> None:
    prints = {fingerprint(sheet({"P1": value})) for value in (0, 1, Absence.DONT_KNOW, Absence.NOT_APPLICABLE)}
    assert len(prints | {fingerprint(sheet())}) == 5


def test_a_level_and_its_text_are_not_the_same() -> None:
    assert fingerprint(1) != fingerprint("1")


def test_a_seed_has_63_bits_and_belongs_to_its_fingerprint() -> None:
    assert seed_from("f" * 64) == 2**63 - 1
    assert seed_from("0" * 63 + "7") == 7
    assert seed_from(fingerprint("a")) != seed_from(fingerprint("b"))
