"""The contract of the AttemptLog: wrong codes are counted over all processes, and forgotten after a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from services.assessments import resume, start
from services.errors import TooManyAttempts, WrongCode
from services.ports import Tools
from tests import builders as make
from tests import fakes
from tests.integration.conftest import Stores

NOON = make.NOON


def minutes(count: float) -> datetime:
    return NOON + timedelta(minutes=count)


def with_world(stores: Stores) -> Tools:
    return replace(fakes.tools(), assessments=stores.assessments, links=stores.links, attempts=stores.attempts)


def test_nothing_was_noted_at_first(stores: Stores) -> None:
    assert stores.attempts.count("k", NOON) == 0


def test_what_was_noted_is_counted_from_a_moment_on(stores: Stores) -> None:
    for at in (-20, -15, -1, 0):
        stores.attempts.note("k", minutes(at))
    assert stores.attempts.count("k", minutes(-15)) == 3


def test_every_visitor_is_counted_apart(stores: Stores) -> None:
    stores.attempts.note("k", NOON)
    assert stores.attempts.count("j", minutes(-15)) == 0


def test_two_codes_in_the_same_moment_are_two(stores: Stores) -> None:
    for _ in range(2):
        stores.attempts.note("k", NOON)
    assert stores.attempts.count("k", NOON) == 2


def test_after_a_day_an_attempt_is_forgotten(stores: Stores) -> None:
    stores.attempts.note("old", minutes(-24 * 60 - 1))
    stores.attempts.note("young", minutes(-24 * 60 + 1))
    stores.attempts.note("k", NOON)
    long_ago = NOON - timedelta(days=30)
    assert (stores.attempts.count("old", long_ago), stores.attempts.count("young", long_ago)) == (0, 1)


def test_ten_wrong_codes_lock_all_processes_for_fifteen_minutes(stores: Stores) -> None:
    tools, another = with_world(stores), with_world(stores.again())
    assessment_id, code = start(tools, NOON)
    for n in range(10):
        with pytest.raises(WrongCode):
            resume((tools, another)[n % 2], "nonsense", "k", NOON)
    for process in (tools, another):
        with pytest.raises(TooManyAttempts):
            resume(process, code.shown, "k", minutes(14.9))
    assert resume(another, code.shown, "k", minutes(15.1)) == assessment_id
