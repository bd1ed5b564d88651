"""YAML is read strictly: what is broken is a problem with its line, what is ambiguous stays text."""

from __future__ import annotations

from pathlib import Path

import pytest

from assessment.terms import Problem
from storage.yaml_text import LARGEST_FILE, Value, parse_yaml, read_yaml

HERE = "sheet.yaml"


def one_problem(text: str) -> Problem:
    document, (problem,) = parse_yaml(text, HERE)
    assert document is None
    assert problem.where == HERE
    return problem


def line_of(problem: Problem) -> object:
    return dict(problem.params)["line"]


def file_problem(path: Path) -> Problem:
    document, (problem,) = read_yaml(path, HERE)
    assert document is None
    return problem


# --- values ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True),
        ("false", False),
        ("3", 3),
        ("-3", -3),
        ("0", 0),
        ("1_000", 1000),
        ("0.35", 0.35),
        (".5", 0.5),
        ("null", None),
        ("말", "말"),
        ("'3'", "3"),
        ("[1, a]", [1, "a"]),
        ("{b: 1}", {"b": 1}),
    ],
)
def test_plain_values_are_what_they_look_like(written: str, value: Value) -> None:
    document, problems = parse_yaml(f"a: {written}", HERE)
    assert problems == []
    assert isinstance(document, dict)
    assert (document["a"], type(document["a"])) == (value, type(value))


@pytest.mark.parametrize(
    "written",
    [
        *("2026-03-25", "2026-03-25 10:00:00", "2026-3-5"),
        *("yes", "no", "on", "off", "y", "n", "Yes", "NO", "True", "FALSE"),
        *("060", "0x1f", "0b11", "1:30", "12:30:45", "1:30.5"),
        *(".nan", ".inf", "-.inf", "1e5"),
    ],
)
def test_what_could_be_read_in_two_ways_stays_text(written: str) -> None:
    assert parse_yaml(f"a: {written}", HERE) == ({"a": written}, [])


# --- texts that are broken -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [("a: 1\nb: 2\na: 3", "a", 3), ("x:\n  P1: 1\n  P1: 1\n", "P1", 3), ("{말: 1, 말: 2}", "말", 1)],
)
def test_a_key_given_twice_is_never_chosen_between(text: str, key: str, line: int) -> None:
    assert one_problem(text) == Problem.of("duplicate_key", HERE, key=key, line=line)


def test_the_same_key_in_two_places_is_no_duplicate() -> None:
    assert parse_yaml("a: {x: 1}\nb: {x: 1}", HERE) == ({"a": {"x": 1}, "b": {"x": 1}}, [])


@pytest.mark.parametrize("key", ["1", "1.5", "true", "null", "[a, b]", "{a: 1}"])
def test_a_key_that_is_no_text_is_refused_with_its_line(key: str) -> None:
    problem = one_problem(f"a: 1\n? {key}\n: 2")
    assert (problem.code, line_of(problem)) == ("key_not_text", 2)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: [1, 2}", 1),
        ("a: 1\n  b: 2", 2),
        ("a: 1\nb: 'open", 2),
        ("a: 1\n---\nb: 2", 2),
        ("a: 1\n\tb: 2", 2),
        ("a: !!python/object:os.system x", 1),
        ("a: \x07", 1),
    ],
)
def test_broken_text_is_a_problem_with_its_line(text: str, line: int) -> None:
    problem = one_problem(text)
    assert (problem.code, line_of(problem)) == ("broken_yaml", line)


@pytest.mark.parametrize(
    "value", ["!!bool maybe", "!!timestamp x", "!!int ''", "!!float x", "!!map [a]", "!!set [a]", "!!binary a", "="]
)
def test_a_value_that_its_tag_cannot_carry_is_broken_text(value: str) -> None:
    assert one_problem(f"a: {value}").code == "broken_yaml"


def test_a_document_that_nests_without_end_is_broken_text() -> None:
    assert one_problem("[" * 5000).code == "broken_yaml"


def test_an_alias_is_refused_because_a_small_file_could_stand_for_a_boundless_one() -> None:
    assert one_problem("a: &x [1]\nb: *x") == Problem.of("alias_in_yaml", HERE, line=2)


def test_a_star_within_a_text_is_no_alias() -> None:
    assert parse_yaml("a: 3*4", HERE) == ({"a": "3*4"}, [])


@pytest.mark.parametrize("text", ["", "\n\n", "# a comment only\n"])
def test_a_file_that_says_nothing_is_told_so(text: str) -> None:
    assert one_problem(text).code == "empty_file"


# --- files that cannot be read ---------------------------------------------------------------------------------------


def test_a_file_is_read_with_and_without_the_mark_that_editors_put_first(tmp_path: Path) -> None:
    for mark in (b"", b"\xef\xbb\xbf"):
        path = tmp_path / "sheet.yaml"
        path.write_bytes(mark + "a: 말\r\n".encode())
        assert read_yaml(path, HERE) == ({"a": "말"}, [])


def test_a_missing_file(tmp_path: Path) -> None:
    assert file_problem(tmp_path / "missing.yaml") == Problem.of("file_missing", HERE)


def test_a_folder_in_place_of_a_file(tmp_path: Path) -> None:
    assert file_problem(tmp_path) == Problem.of("file_is_folder", HERE)


def test_a_file_in_another_encoding_names_the_byte(tmp_path: Path) -> None:
    path = tmp_path / "korean.yaml"
    path.write_bytes(b"a: " + "말".encode("cp949"))
    assert file_problem(path) == Problem.of("not_utf8", HERE, byte=3)


def test_a_file_that_is_too_large_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    path.write_bytes(b"a" * (LARGEST_FILE + 1))
    assert file_problem(path) == Problem.of("file_too_large", HERE, limit=LARGEST_FILE // 1000)


def test_a_file_of_the_largest_size_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    path.write_bytes(b"a: 1\n#" + b"-" * (LARGEST_FILE - 6))
    assert read_yaml(path, HERE) == ({"a": 1}, [])
