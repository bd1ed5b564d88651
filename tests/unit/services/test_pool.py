"""The first consent: join, join again, withdraw; all by the code and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from assessment.values import Case, Diagnosis
from services.codes import new_code, parse_code
from services.diagnoses import diagnose_case
from services.pool import join, takes_part, withdraw
from services.ports import Tools
from tests import builders as make
from tests import fakes


@pytest.fixture(scope="module")
def diagnosis() -> Diagnosis:
    case = Case(make.sheet(make.everywhere(2)), make.profile())
    return diagnose_case(make.questionnaire(), case, make.catalogue(), date(2026, 11, 22))


@pytest.fixture
def tools() -> Tools:
    return fakes.tools()


def test_a_company_joins_with_a_coarse_profile_and_the_year(tools: Tools, diagnosis: Diagnosis) -> None:
    join(tools, new_code(), diagnosis, date(2026, 11, 22))
    (score,) = tools.statistics.pool.snapshot("2026")
    assert (score.period, score.division, score.size, score.region) == ("2026", "22", "50-299", "48")
    assert score.scores["overall"] == pytest.approx(40.0)


def test_who_joins_again_is_counted_once_with_the_later_answers(tools: Tools, diagnosis: Diagnosis) -> None:
    code = new_code()
    join(tools, code, diagnosis, date(2026, 1, 1))
    join(tools, code, diagnosis, date(2027, 1, 1))
    assert [score.period for score in tools.statistics.pool.snapshot("2027")] == ["2027"]


def test_who_withdraws_is_gone(tools: Tools, diagnosis: Diagnosis) -> None:
    code = new_code()
    join(tools, code, diagnosis, date(2026, 1, 1))
    assert takes_part(tools, code)
    typed = parse_code(code.shown.lower())
    assert typed is not None
    assert withdraw(tools, typed)
    assert not takes_part(tools, code)
    assert tools.statistics.pool.snapshot("2026") == ()


def test_another_code_withdraws_nothing(tools: Tools, diagnosis: Diagnosis) -> None:
    join(tools, new_code(), diagnosis, date(2026, 1, 1))
    assert not withdraw(tools, new_code())
    assert len(tools.statistics.pool.snapshot("2026")) == 1
