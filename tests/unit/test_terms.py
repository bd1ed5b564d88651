"""The words that every room of the core shares."""

from __future__ import annotations

from assessment.errors import AssessmentError, InputRejected, WrongEdition
from assessment.terms import Absence, Language, Problem, Reason, Text


def test_a_text_is_said_in_either_language() -> None:
    said = Text("수준", "level")
    assert (said.in_(Language.KO), said.in_(Language.EN)) == ("수준", "level")


def test_reasons_with_the_same_parameters_are_equal_in_any_order() -> None:
    assert Reason.of("a", x=1, y=2) == Reason.of("a", y=2, x=1)
    assert Reason.of("a", x=1) != Reason.of("a", x=2)
    assert Reason.of("a", x=1) != Reason.of("b", x=1)


def test_a_reason_hands_out_its_parameters() -> None:
    assert dict(Reason.of("a", y=2, x=1)) == {"x": 1, "y": 2}
    assert dict(Reason.of("a")) == {}


def test_a_problem_says_what_and_where() -> None:
    problem = Problem.of("level_out_of_range", "answers.P3", found=9)
    assert (problem.code, problem.where, problem.params) == ("level_out_of_range", "answers.P3", (("found", 9),))


def test_absences_are_different_things_and_none_is_a_number() -> None:
    assert len(set(Absence)) == 5
    assert not any(isinstance(absence, int | float) for absence in Absence)


def test_rejected_input_carries_all_its_problems() -> None:
    problems = (Problem.of("a", "row 1"), Problem.of("b", "row 2"))
    error = InputRejected(problems)
    assert error.problems == problems
    assert str(error) == "row 1: a; row 2: b"
    assert isinstance(error, AssessmentError)


def test_a_wrong_edition_says_what_was_expected_and_what_was_found() -> None:
    error = WrongEdition("aaa", "bbb")
    assert (error.expected, error.found, str(error)) == ("aaa", "bbb", "expected aaa, found bbb")
