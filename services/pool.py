"""The first consent (method 9): what a company leaves to statistics, how it takes that back, and deletion beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assessment.disclosure.tables import anonymise
from assessment.disclosure.values import AnonymousScore, Snapshot
from assessment.errors import InputRejected
from assessment.scoring.values import Score
from assessment.terms import Problem
from services.assessments import delete, open_passage
from services.permissions import Act, Actor, require
from services.planning import diagnose_passage
from services.ports import Tools

PERIOD = Snapshot.YEAR


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a company stands in the pool: the periods it has a row of, and the one that runs."""

    periods: tuple[str, ...]
    current: str

    @property
    def is_current(self) -> bool:
        """Whether it has a row of the running period."""
        return self.current in self.periods


def join(tools: Tools, actor: Actor, assessment_id: str, on: date) -> AnonymousScore:
    """Put a company's scores into the pool, in place of those of the same period; rows of earlier periods stay.

    The row is what the assessment says now, and does not change until the company consents again. Raises InputRejected while
    no dimension has a score.
    """
    require(actor, Act.SHARE, assessment_id)
    diagnosis = diagnose_passage(tools, open_passage(tools, actor, assessment_id), on)
    if not any(isinstance(dimension.score, Score) for dimension in diagnosis.scorecard.dimensions):
        raise InputRejected((Problem.of("nothing_scored", "statistics"),))
    score = anonymise(
        diagnosis.scorecard,
        diagnosis.case.profile,
        diagnosis.case.wishes,
        catalogue=diagnosis.catalogue,
        capabilities=[need.capability for need in diagnosis.needs],
        period=PERIOD.period(on),
    )
    tools.pool.replace(assessment_id, score)
    return score


def leave(tools: Tools, actor: Actor, assessment_id: str) -> None:
    """Delete every row of a company; what a release published before stays published."""
    require(actor, Act.SHARE, assessment_id)
    tools.pool.withdraw(assessment_id)


def find_standing(tools: Tools, actor: Actor, assessment_id: str, on: date) -> Standing:
    """Where a company stands in the pool."""
    require(actor, Act.READ, assessment_id)
    return Standing(tools.pool.periods(assessment_id), PERIOD.period(on))


def delete_diagnosis(tools: Tools, actor: Actor, assessment_id: str, *, keep_rows: bool) -> None:
    """Delete an assessment for good, and its rows in the pool unless the company leaves them there.

    Rows that are left belong to nobody from then on: neither the company nor the operator can find them again.
    """
    require(actor, Act.DELETE, assessment_id)
    if not keep_rows:
        leave(tools, actor, assessment_id)
    delete(tools, actor, assessment_id)
