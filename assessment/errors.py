"""The few errors of the core; they carry values, the sentence is written where people read it."""

from __future__ import annotations

from assessment.terms import Problem


class AssessmentError(Exception):
    """Root of all errors that the core raises on purpose."""


class InputRejected(AssessmentError):
    """Input with problems; all of them, so that a person can mend them in one go."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("; ".join(f"{problem.where}: {problem.code}" for problem in problems))


class WrongEdition(AssessmentError):
    """A sheet answered on another edition, or on other content, than the questionnaire it is scored with."""

    def __init__(self, expected: str, found: str) -> None:
        self.expected = expected
        self.found = found
        super().__init__(f"expected {expected}, found {found}")
