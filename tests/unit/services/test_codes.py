"""Secrets that stand for an account: long enough, easy to type, kept as a slow hash."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.codes import ALPHABET, SECRET_LENGTH, Code, fits, hash_code, new_code, parse_code

CODE = Code("0A1B2", "3C4D5E6F7G8H9J0KMNPQ")
TYPED = "0A1B2-3C4D5-E6F7G-8H9J0-KMNPQ"


def test_the_secret_carries_at_least_a_hundred_bits() -> None:
    assert len(set(ALPHABET)) == len(ALPHABET)
    assert len(new_code().secret) == SECRET_LENGTH
    assert SECRET_LENGTH * math.log2(len(ALPHABET)) >= 100


def test_every_letter_is_drawn_and_no_code_twice() -> None:
    # 25 letters × 400 codes: that one of 32 letters never comes has a chance of 32 · (31/32)^10000, about 10^-136.
    codes = {new_code().shown for _ in range(400)}
    assert len(codes) == 400
    assert set("".join(codes)) == {*ALPHABET, "-"}


def test_a_code_is_shown_in_five_groups_of_five() -> None:
    assert CODE.shown == TYPED


def test_a_token_is_the_code_as_part_of_an_address() -> None:
    assert CODE.token == "0a1b23c4d5e6f7g8h9j0kmnpq"


@pytest.mark.parametrize(
    "typed",
    [
        TYPED,
        TYPED.lower(),
        TYPED.replace("-", " "),
        TYPED.replace("-", ""),
        f"  {TYPED}\n",
        TYPED.replace("0", "O").replace("1", "I"),
        TYPED.replace("0", "o").replace("1", "l"),
        TYPED.replace("-", "—"),
    ],
)
def test_small_letters_gaps_and_look_alikes_are_forgiven(typed: str) -> None:
    assert parse_code(typed) == CODE


def test_a_u_is_read_as_the_v_it_looks_like() -> None:
    assert parse_code("u" * 25) == parse_code("v" * 25)


@pytest.mark.parametrize("typed", ["", "-", TYPED[:-1], f"{TYPED}A", TYPED.replace("Q", "가"), "٣" * 25, "²" * 25])
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert parse_code(typed) is None


@given(st.text(alphabet=ALPHABET, min_size=25, max_size=25), st.sampled_from(["-", " ", "", " - ", "."]))
@settings(deadline=None, max_examples=50)
def test_every_code_survives_being_written_down_and_typed_again(letters: str, gap: str) -> None:
    code = Code(letters[:5], letters[5:])
    assert parse_code(code.shown.replace("-", gap)) == parse_code(code.token) == code


def test_a_code_fits_its_own_hash() -> None:
    assert fits(CODE, hash_code(CODE))


def test_one_wrong_letter_does_not_fit() -> None:
    assert not fits(Code(CODE.locator, f"{CODE.secret[:-1]}R"), hash_code(CODE))


def test_the_same_code_is_never_hashed_to_the_same_text() -> None:
    assert hash_code(CODE) != hash_code(CODE)


def test_the_hash_tells_nothing_of_the_code() -> None:
    stored = hash_code(CODE).lower()
    assert CODE.secret.lower() not in stored
    assert CODE.locator.lower() not in stored
