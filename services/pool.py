"""The first consent: a company puts its anonymous score into the pool, and takes it out again by its code (method 9)."""

from __future__ import annotations

from datetime import date

from assessment.disclosure.tables import anonymise
from assessment.values import Diagnosis
from services.codes import Code
from services.ports import Tools


def join(tools: Tools, code: Code, diagnosis: Diagnosis, on: date) -> None:
    """Keep the anonymous score of the company that holds a code, in place of an earlier one.

    It counts from the release of the period that `on` lies in; nothing finer is kept of the day. A code that is renewed later
    does not move the score: only the code it was given under finds it.
    """
    statistics = tools.statistics
    score = anonymise(
        diagnosis.scorecard,
        diagnosis.case.profile,
        diagnosis.case.wishes,
        catalogue=diagnosis.catalogue,
        capabilities=[need.capability for need in diagnosis.needs],
        period=statistics.rules().snapshot.period(on),
    )
    statistics.pool.put(code.token, score)


def takes_part(tools: Tools, code: Code) -> bool:
    """Whether the pool holds a score of this code."""
    return tools.statistics.pool.holds(code.token)


def withdraw(tools: Tools, code: Code) -> bool:
    """Delete the score of a code for good; False if there is none. Releases that are out keep their figures."""
    return tools.statistics.pool.take_out(code.token)
